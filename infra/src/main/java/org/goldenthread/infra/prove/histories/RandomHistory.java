package org.goldenthread.infra.prove.histories;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.goldenthread.command.access.AccessCommand;
import org.goldenthread.command.access.AccessCommand.BeginInvolvement;
import org.goldenthread.command.access.AccessCommand.EndExclusion;
import org.goldenthread.command.access.AccessCommand.EndInvolvement;
import org.goldenthread.command.access.AccessCommand.ExcludePerson;
import org.goldenthread.command.access.AccessCommand.LiftRestriction;
import org.goldenthread.command.access.AccessCommand.RestrictAccess;
import org.goldenthread.command.access.AccessCommand.ReviewBreakGlass;
import org.goldenthread.command.access.AccessCommand.ReviewRestriction;
import org.goldenthread.command.access.AccessCommand.UseBreakGlass;
import org.goldenthread.command.audit.AuditSampleCommand.EndAuditSample;
import org.goldenthread.command.audit.AuditSampleCommand.GrantAuditSample;
import org.goldenthread.command.audit.ReplayCommand.OpenReplay;
import org.goldenthread.command.ledger.LedgerCommand;
import org.goldenthread.events.access.AccessEvent.GlassReason;
import org.goldenthread.events.access.AccessEvent.Ground;
import org.goldenthread.events.access.AccessEvent.Involvement;
import org.goldenthread.events.access.AccessEvent.Level;
import org.goldenthread.events.access.Sharing;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.ChildId;

/** One random history: a contact or two and the children they name, who may see them, up to two meetings and five actions. */
final class RandomHistory {

    private static final int STEPS = 26;
    private static final int MEETINGS = 2;

    private final Teller teller;
    private final Dice dice;
    private final List<ChildId> children = new ArrayList<>();
    private final List<RandomContact> contacts = new ArrayList<>();
    private final List<RandomMeeting> meetings = new ArrayList<>();
    private final List<UUID> openings = new ArrayList<>();
    private final List<UUID> samples = new ArrayList<>();
    private final RandomActions actions;

    RandomHistory(Teller teller) {
        this.teller = teller;
        this.dice = teller.dice;
        this.actions = new RandomActions(teller);
    }

    void run() {
        contacts.add(RandomContact.receive(teller, children));
        contacts.getFirst().matchAll();
        for (int step = 0; step < STEPS; step++) {
            teller.pass();
            int roll = dice.below(100);
            if (roll < 9) {
                contact();
            } else if (roll < 14) {
                access();
            } else if (roll < 68) {
                meeting();
            } else {
                action();
            }
        }
    }

    private void contact() {
        if (contacts.size() < 2 && dice.in100(20)) {
            contacts.add(RandomContact.receive(teller, children));
        }
        dice.of(contacts).step();
    }

    private void meeting() {
        if (meetings.isEmpty() || (meetings.size() < MEETINGS && dice.in100(12))) {
            var meeting = RandomMeeting.convene(teller, children);
            if (meeting != null) {
                meetings.add(meeting);
            }
        } else {
            dice.of(meetings).step();
        }
    }

    private void action() {
        if (!meetings.isEmpty()) {
            actions.step(dice.of(meetings));
        }
    }

    private void access() {
        if (!children.isEmpty()) {
            teller.tell(access(dice.of(children)), teller.anybody());
        }
    }

    private LedgerCommand sample(ChildId child) {
        if (!samples.isEmpty() && dice.in100(40)) {
            return new EndAuditSample(dice.of(samples));
        }
        if (dice.in100(30)) {
            return new OpenReplay(dice.id(), child, teller.since(teller.now().minus(Duration.ofDays(9))), dice.maybe(50, () -> dice.of(Teller.AGENCIES)));
        }
        var sample = dice.id();
        samples.add(sample);
        return new GrantAuditSample(sample, dice.in100(70) ? Teller.AUDITOR.userId() : teller.anybody().userId(), dice.in100(50) ? List.copyOf(children) : List.of(child), null,
                PersonalText.of(sample, "why"), teller.now().plus(Duration.ofHours(dice.between(-20, 2_000))));
    }

    private LedgerCommand access(ChildId child) {
        var book = AccessCommand.accessId(teller.ledger(), child);
        var who = teller.anybody();
        var why = PersonalText.of(child.value(), "why");
        var kind = dice.of(Involvement.values());
        int roll = dice.below(25);
        if (roll > 21) {
            return sample(child);
        }
        if (roll < 5) {
            return new BeginInvolvement(book, child, who.userId(), who.agencyId(), kind, dice.maybe(40, () -> teller.now().plus(Duration.ofHours(dice.between(-2, 200)))),
                    dice.maybe(50, () -> new Sharing(Sharing.Basis.PUBLIC_TASK, Sharing.FamilyInformed.YES, null)));
        }
        return switch (roll) {
            case 5, 6, 7 -> new EndInvolvement(book, child, who.userId(), kind);
            case 8 -> new RestrictAccess(book, child, dice.of(Level.values()), dice.of(Ground.values()), why, who.userId(), who.agencyId());
            case 9, 10 -> new ReviewRestriction(book, child, why, who.userId(), who.agencyId());
            case 11, 12, 13, 14 -> new LiftRestriction(book, child, why);
            case 15 -> new ExcludePerson(book, child, who.userId(), why);
            case 16, 17 -> new EndExclusion(book, child, who.userId(), why);
            case 18, 19 -> opened(new UseBreakGlass(book, child, dice.id(), dice.of(GlassReason.values()), why));
            default -> new ReviewBreakGlass(book, child, openings.isEmpty() ? dice.id() : dice.of(openings), dice.in100(50), why);
        };
    }

    private UseBreakGlass opened(UseBreakGlass use) {
        openings.add(use.useId());
        return use;
    }
}
