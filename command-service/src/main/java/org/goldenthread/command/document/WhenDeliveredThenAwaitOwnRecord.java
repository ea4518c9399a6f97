package org.goldenthread.command.document;

import java.util.List;
import java.util.UUID;
import org.goldenthread.command.document.DistributionCommand.MarkOverdue;
import org.goldenthread.command.settings.Settings;
import org.goldenthread.command.timers.Timer;
import org.goldenthread.command.timers.Watcher;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.document.DocumentEvent.DistributionDelivered;
import org.goldenthread.events.document.DocumentEvent.Missing;
import org.goldenthread.events.values.DistributionId;
import org.goldenthread.events.values.DocumentId;

/** An agency of which that is awaited has until TS-OWN to have minutes in its own system; then its lead is told, once (domain 5.1, row 20). */
public final class WhenDeliveredThenAwaitOwnRecord implements Watcher {

    private final Settings.InForce settings;

    public WhenDeliveredThenAwaitOwnRecord(Settings.InForce settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "when-delivered-then-await-own-record";
    }

    @Override
    public List<Timer> timersOf(Recorded<?> recorded) {
        if (!(recorded.event() instanceof DistributionDelivered e)) {
            return List.of();
        }
        var ledger = recorded.envelope().ledger();
        return settings.of(ledger, e.deliveredAt()).ownRecord(e.agencyId(), e.deliveredAt())
                .map(clock -> List.of(new Timer(ledger, e.documentId().value(), e.distributionId().toString(), clock.dueBy()))).orElse(List.of());
    }

    @Override
    public MarkOverdue ask(UUID stream, String code) {
        return new MarkOverdue(new DocumentId(stream), DistributionId.of(code), Missing.NOT_RECORDED);
    }
}
