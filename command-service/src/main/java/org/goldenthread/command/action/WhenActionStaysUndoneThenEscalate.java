package org.goldenthread.command.action;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.goldenthread.command.action.ActionCommand.EscalateAction;
import org.goldenthread.command.timers.Timer;
import org.goldenthread.command.timers.Watcher;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.action.ActionEvent.ActionAgreed;
import org.goldenthread.events.action.ActionEvent.ActionContested;
import org.goldenthread.events.action.ActionEvent.ActionExtended;
import org.goldenthread.events.action.ActionEvent.ActionReassigned;
import org.goldenthread.events.action.ActionEvent.Lateness;
import org.goldenthread.events.values.ActionId;

/** An undone action is looked at when it is due, with the others of its agency, and once more ten working days later (domain 3f). */
public final class WhenActionStaysUndoneThenEscalate implements Watcher {

    @Override
    public String name() {
        return "when-action-stays-undone-then-escalate";
    }

    @Override
    public List<Timer> timersOf(Recorded<?> recorded) {
        return switch (recorded.event()) {
            case ActionAgreed e -> timers(recorded, e.dueBy());
            case ActionExtended e -> timers(recorded, e.newDueBy());
            case ActionContested e -> timers(recorded, e.dueBy());
            case ActionReassigned e -> timers(recorded, e.dueBy());
            default -> List.of();
        };
    }

    private static List<Timer> timers(Recorded<?> recorded, Instant dueBy) {
        var envelope = recorded.envelope();
        return List.of(new Timer(envelope.ledger(), envelope.streamId(), Lateness.THREE_OVERDUE.name(), dueBy.plusMillis(1)),
                new Timer(envelope.ledger(), envelope.streamId(), Lateness.TEN_WORKING_DAYS.name(), Action.lateFrom(dueBy)));
    }

    @Override
    public EscalateAction ask(UUID stream, String code) {
        return new EscalateAction(new ActionId(stream), Lateness.valueOf(code));
    }
}
