package org.goldenthread.infra.prove.histories;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.goldenthread.command.action.ActionCommand;
import org.goldenthread.command.action.ActionCommand.AcceptAction;
import org.goldenthread.command.action.ActionCommand.AgreeAction;
import org.goldenthread.command.action.ActionCommand.CancelAction;
import org.goldenthread.command.action.ActionCommand.CompleteAction;
import org.goldenthread.command.action.ActionCommand.ContestAction;
import org.goldenthread.command.action.ActionCommand.DeclineAction;
import org.goldenthread.command.action.ActionCommand.EscalateAction;
import org.goldenthread.command.action.ActionCommand.ExtendAction;
import org.goldenthread.command.action.ActionCommand.NameOwner;
import org.goldenthread.command.action.ActionCommand.ProgressAction;
import org.goldenthread.command.action.ActionCommand.ReassignAction;
import org.goldenthread.command.action.ActionCommand.VerifyAction;
import org.goldenthread.events.Actor;
import org.goldenthread.events.action.ActionEvent.Effect;
import org.goldenthread.events.action.ActionEvent.Lateness;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.ActionId;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.RiskDomain;
import org.jspecify.annotations.Nullable;

/** Up to five actions of a random history, and what is asked of them. */
final class RandomActions {

    /** Words that name nobody, and deeds that are none: {@link ActionBook} knows them by heart. */
    static final List<String> NOBODY = List.of("all", "Everyone", "TBC", "All to be aware", "professionals", "all partners", "n/a");
    static final List<String> NO_DEED = List.of("Professionals to monitor.", "School to keep an eye on attendance.", "All agencies to be aware of the risk.",
            "Police should continue to monitor.");

    private static final int MOST = 5;

    private final Teller teller;
    private final Dice dice;
    private final List<One> all = new ArrayList<>();

    /** With a busy agency, several actions of one agency fall due together. */
    private final @Nullable AgencyId busy;

    private static final class One {

        final ActionId id;
        AgencyId owner;
        LocalDate dueOn;
        boolean attested;

        One(ActionId id, AgencyId owner, LocalDate dueOn) {
            this.id = id;
            this.owner = owner;
            this.dueOn = dueOn;
        }
    }

    RandomActions(Teller teller) {
        this.teller = teller;
        this.dice = teller.dice;
        this.busy = dice.maybe(40, () -> dice.of(Teller.AGENCIES));
    }

    void step(RandomMeeting meeting) {
        if (all.isEmpty() || (all.size() < MOST && dice.in100(30))) {
            agree(meeting);
        } else {
            ask(dice.of(all));
        }
    }

    private AgencyId owner() {
        return busy != null && dice.in100(85) ? busy : dice.of(Teller.AGENCIES);
    }

    private void agree(RandomMeeting meeting) {
        var refs = dice.in100(50) ? List.<Integer>of() : IntStream.range(0, dice.between(1, 2)).mapToObj(n -> dice.ref(meeting.children)).toList();
        var decision = meeting.decisions.isEmpty() || dice.in100(50) ? dice.maybe(4, () -> new DecisionId(dice.id())) : dice.of(meeting.decisions).id();
        var due = WorkingCalendar.dayOf(meeting.startsAt).plusDays(dice.in100(10) ? -1 - dice.below(3) : dice.below(busy == null ? 14 : 3));
        var owner = owner();
        var command = new AgreeAction(new ActionId(dice.id()), meeting.id, decision, refs, dice.maybe(30, () -> dice.of(RiskDomain.values())),
                dice.in100(15) ? dice.of(NO_DEED) : "Visit the home.", owner, dice.maybe(75, this::name),
                dice.maybe(50, () -> dice.in100(8) ? "all" : "Health visitor"), due, dice.maybe(88, () -> "The child was seen."));
        if (teller.tell(command, teller.anybody(), teller.now(), teller.setAside(60, command, "E-STR-09", "E-ACT-06", "E-ACT-03"))) {
            all.add(new One(command.actionId(), owner, due));
        }
    }

    private String name() {
        return dice.in100(8) ? dice.of(NOBODY) : "Jo Example";
    }

    private void ask(One one) {
        int roll = one.attested && dice.in100(40) ? dice.between(49, 67) : dice.below(100);
        if (roll < 8) {
            tell(new NameOwner(one.id, name()), teller.mostlyOf(one.owner));
        } else if (roll < 20) {
            tell(new AcceptAction(one.id), teller.mostlyOf(one.owner));
        } else if (roll < 26) {
            tell(new DeclineAction(one.id, text(one)), teller.mostlyOf(one.owner));
        } else if (roll < 31) {
            tell(new ProgressAction(one.id, text(one)), teller.anybody());
        } else if (roll < 49) {
            one.attested |= tell(new CompleteAction(one.id, teller.sometime(Duration.ofHours(40)), text(one), text(one), dice.of(Effect.values())),
                    teller.mostlyOf(one.owner));
        } else if (roll < 59) {
            tell(new VerifyAction(one.id, dice.maybe(50, () -> text(one))), teller.mostlyNotOf(one.owner));
        } else if (roll < 68) {
            one.attested &= !tell(new ContestAction(one.id, text(one)), teller.mostlyNotOf(one.owner));
        } else if (roll < 76) {
            extend(one);
        } else if (roll < 82) {
            reassign(one);
        } else if (roll < 84) {
            tell(new CancelAction(one.id, text(one)), teller.anybody());
        } else {
            escalate(one);
        }
    }

    private void extend(One one) {
        var until = one.dueOn.plusDays(dice.between(-1, 8));
        if (tell(new ExtendAction(one.id, until, text(one)), teller.mostlyNotOf(one.owner))) {
            one.dueOn = until;
        }
    }

    private void reassign(One one) {
        var to = dice.in100(50) ? one.owner : owner();
        if (tell(new ReassignAction(one.id, to, dice.maybe(60, this::name), dice.maybe(50, () -> "Health visitor"), text(one)), teller.anybody())) {
            one.owner = to;
        }
    }

    private void escalate(One one) {
        if (dice.in100(35)) {
            teller.pass(Duration.ofDays(dice.between(5, 16)));
        }
        tell(new EscalateAction(one.id, dice.of(Lateness.values())), Teller.SYSTEM);
    }

    private boolean tell(ActionCommand command, Actor who) {
        return teller.tell(command, who);
    }

    private static PersonalText text(One one) {
        return PersonalText.of(one.id.value(), "as said");
    }
}
