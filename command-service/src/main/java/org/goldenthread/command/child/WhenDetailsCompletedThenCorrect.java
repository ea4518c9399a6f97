package org.goldenthread.command.child;

import java.util.Optional;
import java.util.UUID;
import org.goldenthread.command.child.ChildCommand.CorrectChildDetails;
import org.goldenthread.command.ledger.Commands;
import org.goldenthread.command.ledger.Commands.Outcome;
import org.goldenthread.command.ledger.LedgerSql;
import org.goldenthread.command.reactions.Reactor;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.contact.ContactEvent.ChildMatched;
import org.goldenthread.events.contact.ContactEvent.ContactDetailsCompleted;
import org.goldenthread.events.contact.ContactEvent.DobStatus;
import org.goldenthread.events.contact.ContactEvent.MatchBasis;
import org.goldenthread.events.contact.ContactEvent.NamedChild;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.personal.Seal;
import org.jspecify.annotations.Nullable;

/**
 * What a contact learns of a new child after the match reaches the child's own record. A child matched to an older record is
 * left alone: there a person decides which of two details is right.
 */
public final class WhenDetailsCompletedThenCorrect implements Reactor {

    private static final String REASON = "Added to the contact that first named this child.";

    private final LedgerSql ledger;
    private final Commands commands;
    private final Seal seal;

    public WhenDetailsCompletedThenCorrect(LedgerSql ledger, Commands commands, Seal seal) {
        this.ledger = ledger;
        this.commands = commands;
        this.seal = seal;
    }

    @Override
    public String name() {
        return "when-details-completed-then-correct";
    }

    @Override
    public void on(Recorded<?> recorded) {
        if (recorded.event() instanceof ContactDetailsCompleted completed) {
            completed.children().stream().filter(child -> wasNewBefore(recorded, child.ref())).forEach(child -> correct(recorded, child));
        }
    }

    private boolean wasNewBefore(Recorded<?> recorded, int ref) {
        return ledger.readStream(recorded.envelope().ledger(), recorded.envelope().streamId(), 0).stream()
                .filter(earlier -> earlier.sequence() < recorded.envelope().sequence())
                .map(earlier -> earlier.open().orElseThrow().event())
                .anyMatch(event -> event instanceof ChildMatched matched && matched.ref() == ref && matched.matchBasis() == MatchBasis.NEW_CHILD);
    }

    private void correct(Recorded<?> recorded, NamedChild child) {
        var key = child.childId().value();
        var name = text(key, child.name());
        var dob = text(key, child.dob());
        var address = text(key, child.address());
        if (name == null && dob == null && address == null) {
            return;
        }
        var outcome = commands.send(new CorrectChildDetails(child.childId(), name, child.dobStatus() == DobStatus.UNKNOWN ? null : child.dobStatus(),
                dob, address, null, null, PersonalText.of(key, REASON)), recorded.envelope().ledger(), sender(recorded, "/" + child.ref()));
        if (!(outcome instanceof Outcome.Done)) {
            throw new IllegalStateException("the child's record did not take it: " + outcome.getClass().getSimpleName());
        }
    }

    private @Nullable PersonalText text(UUID key, @Nullable PersonalText sealed) {
        return Optional.ofNullable(sealed).flatMap(seal::open).map(clear -> PersonalText.of(key, clear)).orElse(null);
    }
}
