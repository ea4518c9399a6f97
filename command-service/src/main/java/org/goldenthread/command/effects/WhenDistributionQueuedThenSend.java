package org.goldenthread.command.effects;

import org.goldenthread.command.reactions.Reactor;
import org.goldenthread.events.Envelope;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.Role;
import org.goldenthread.events.document.DocumentEvent;
import org.goldenthread.events.document.DocumentEvent.Channel;
import org.goldenthread.events.document.DocumentEvent.DistributionQueued;
import org.goldenthread.events.document.DocumentEvent.DistributionResent;
import org.goldenthread.events.document.DocumentEvent.DistributionSent;
import org.goldenthread.events.document.DocumentEvent.DistributionWithdrawn;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.DistributionId;

/** What goes by a channel of ours is noted to be sent, once for each copy and attempt; what is withdrawn, goes another way or is known to have gone is sent no more. */
public final class WhenDistributionQueuedThenSend implements Reactor {

    private final Effects effects;

    public WhenDistributionQueuedThenSend(Effects effects) {
        this.effects = effects;
    }

    @Override
    public String name() {
        return "when-distribution-queued-then-send";
    }

    @Override
    public void on(Recorded<?> recorded) {
        var envelope = recorded.envelope();
        switch (recorded.event()) {
            case DistributionQueued e -> send(envelope, e, e.distributionId(), 1, e.version(), e.agencyId(), e.channel());
            case DistributionResent e -> {
                effects.cancel(envelope.ledger(), e.distributionId(), envelope.position());
                send(envelope, e, e.distributionId(), e.attempt(), e.version(), e.agencyId(), e.channel());
            }
            case DistributionSent e when envelope.context().recordedBy().role() != Role.SYSTEM -> effects.cancel(envelope.ledger(), e.distributionId(), envelope.position());
            case DistributionWithdrawn e -> effects.cancel(envelope.ledger(), e.distributionId(), envelope.position());
            default -> { }
        }
    }

    private void send(Envelope envelope, DocumentEvent event, DistributionId distribution, int attempt, int version, AgencyId agency, Channel channel) {
        if (channel.isSentByUs()) {
            effects.await(new Effect(envelope.ledger(), distribution, attempt, event.documentId(), version, agency, channel, 0), envelope.position(), envelope.recordedAt());
        }
    }
}
