package org.goldenthread.command.document;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.goldenthread.command.document.DistributionCommand.MarkOverdue;
import org.goldenthread.command.timers.Timer;
import org.goldenthread.command.timers.Watcher;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.calendar.Timescale;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.document.DocumentEvent.DistributionBounced;
import org.goldenthread.events.document.DocumentEvent.DistributionQueued;
import org.goldenthread.events.document.DocumentEvent.Missing;
import org.goldenthread.events.values.DistributionId;
import org.goldenthread.events.values.DocumentId;

/** What isn't there when it is owed is told to the agency's lead, once; what was owed before it was written, and what came back, has a working day (domain 3n, DistributionChaser). */
public final class WhenDistributionQueuedThenAwaitDelivery implements Watcher {

    private static final Timescale AT_LEAST = Timescale.parse("1 WD");

    @Override
    public String name() {
        return "when-distribution-queued-then-await-delivery";
    }

    @Override
    public List<Timer> timersOf(Recorded<?> recorded) {
        var envelope = recorded.envelope();
        return switch (recorded.event()) {
            case DistributionQueued e -> List.of(new Timer(envelope.ledger(), e.documentId().value(), e.distributionId().toString(), later(e.dueBy(), envelope.recordedAt())));
            case DistributionBounced e -> List.of(new Timer(envelope.ledger(), e.documentId().value(), e.distributionId().toString(), later(e.bouncedAt(), envelope.recordedAt())));
            default -> List.of();
        };
    }

    private static Instant later(Instant dueBy, Instant queuedAt) {
        var atLeast = AT_LEAST.dueAfter(queuedAt, WorkingCalendar.englandAndWales());
        return dueBy.isAfter(atLeast) ? dueBy : atLeast;
    }

    @Override
    public MarkOverdue ask(UUID stream, String code) {
        return new MarkOverdue(new DocumentId(stream), DistributionId.of(code), Missing.NOT_DELIVERED);
    }
}
