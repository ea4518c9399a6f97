package org.goldenthread.command.document;

import java.util.List;
import java.util.UUID;
import org.goldenthread.command.document.DistributionCommand.MarkOverdue;
import org.goldenthread.command.timers.Timer;
import org.goldenthread.command.timers.Watcher;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.document.DocumentEvent.DistributionDelivered;
import org.goldenthread.events.document.DocumentEvent.Missing;
import org.goldenthread.events.values.DistributionId;
import org.goldenthread.events.values.DocumentId;

/** An agency has until TS-ACK to say that it has its copy; then its lead is told, once (features ES2). */
public final class WhenDeliveredThenAwaitAcknowledgement implements Watcher {

    @Override
    public String name() {
        return "when-delivered-then-await-acknowledgement";
    }

    @Override
    public List<Timer> timersOf(Recorded<?> recorded) {
        return recorded.event() instanceof DistributionDelivered e
                ? List.of(new Timer(recorded.envelope().ledger(), e.documentId().value(), e.distributionId().toString(), e.acknowledgement().dueBy())) : List.of();
    }

    @Override
    public MarkOverdue ask(UUID stream, String code) {
        return new MarkOverdue(new DocumentId(stream), DistributionId.of(code), Missing.NOT_ACKNOWLEDGED);
    }
}
