package org.goldenthread.command.child;

import java.util.Optional;
import java.util.UUID;
import org.goldenthread.command.child.ChildCommand.RegisterChild;
import org.goldenthread.command.ledger.Commands;
import org.goldenthread.command.ledger.Commands.Outcome;
import org.goldenthread.command.ledger.LedgerSql;
import org.goldenthread.command.reactions.Reactor;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.contact.ContactEvent.ChildMatched;
import org.goldenthread.events.contact.ContactEvent.ContactDetailsCompleted;
import org.goldenthread.events.contact.ContactEvent.ContactReceived;
import org.goldenthread.events.contact.ContactEvent.MatchBasis;
import org.goldenthread.events.contact.ContactEvent.NamedChild;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.personal.Seal;
import org.jspecify.annotations.Nullable;

/** A child found to be new gets a record of their own, with what the contact said of them. */
public final class WhenNewChildMatchedThenRegister implements Reactor {

    private final LedgerSql ledger;
    private final Commands commands;
    private final Seal seal;

    public WhenNewChildMatchedThenRegister(LedgerSql ledger, Commands commands, Seal seal) {
        this.ledger = ledger;
        this.commands = commands;
        this.seal = seal;
    }

    @Override
    public String name() {
        return "when-new-child-matched-then-register";
    }

    @Override
    public void on(Recorded<?> recorded) {
        if (recorded.event() instanceof ChildMatched matched && matched.matchBasis() == MatchBasis.NEW_CHILD) {
            var envelope = recorded.envelope();
            var child = asNamed(recorded, matched);
            var key = matched.childId().value();
            var outcome = commands.send(new RegisterChild(matched.childId(), text(key, child.name()), child.dobStatus(),
                    text(key, child.dob()), text(key, child.address()), null, null), envelope.ledger(), sender(recorded, ""));
            if (!(outcome instanceof Outcome.Done || outcome instanceof Outcome.Changed)) {
                throw new IllegalStateException("registration was not accepted: " + outcome.getClass().getSimpleName());
            }
        }
    }

    private NamedChild asNamed(Recorded<?> recorded, ChildMatched matched) {
        NamedChild child = null;
        for (var stored : ledger.readStream(recorded.envelope().ledger(), matched.contactId().value(), 0)) {
            var children = switch (stored.open().orElseThrow().event()) {
                case ContactReceived e -> e.children();
                case ContactDetailsCompleted e -> e.children();
                default -> java.util.List.<NamedChild>of();
            };
            for (var named : children) {
                if (named.ref() == matched.ref()) {
                    child = child == null ? named : child.completedBy(named);
                }
            }
        }
        return java.util.Objects.requireNonNull(child, "a matched child was named");
    }

    private @Nullable PersonalText text(UUID key, @Nullable PersonalText sealed) {
        return Optional.ofNullable(sealed).flatMap(seal::open).map(clear -> PersonalText.of(key, clear)).orElse(null);
    }
}
