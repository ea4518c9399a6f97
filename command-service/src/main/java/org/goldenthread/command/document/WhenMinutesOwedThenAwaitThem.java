package org.goldenthread.command.document;

import java.util.List;
import java.util.UUID;
import org.goldenthread.command.document.MinutesCommand.MarkMinutesOverdue;
import org.goldenthread.command.timers.Timer;
import org.goldenthread.command.timers.Watcher;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.document.DocumentEvent.MinutesOwed;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.events.values.MeetingId;

/** Minutes that have not gone out when they are due are told of, once (domain 3n, MinutesClock). */
public final class WhenMinutesOwedThenAwaitThem implements Watcher {

    @Override
    public String name() {
        return "when-minutes-owed-then-await-them";
    }

    @Override
    public List<Timer> timersOf(Recorded<?> recorded) {
        return recorded.event() instanceof MinutesOwed e
                ? List.of(new Timer(recorded.envelope().ledger(), e.documentId().value(), e.meetingId().toString(), e.sending().dueBy())) : List.of();
    }

    @Override
    public MarkMinutesOverdue ask(UUID stream, String code) {
        return new MarkMinutesOverdue(MeetingId.of(code), new DocumentId(stream));
    }
}
