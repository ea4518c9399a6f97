package org.goldenthread.command.audit;

import static org.goldenthread.command.ledger.Shell.record;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.goldenthread.command.audit.AuditSampleCommand.EndAuditSample;
import org.goldenthread.command.audit.AuditSampleCommand.GrantAuditSample;
import org.goldenthread.command.ledger.Attempt;
import org.goldenthread.command.ledger.Decided;
import org.goldenthread.events.access.AuditSampleEvent;
import org.jspecify.annotations.Nullable;

/** Joins {@link AuditSample} to Axon. One line a command; no rule lives here. */
@AggregateRoot(type = "audit-sample")
public final class AuditSampleAggregate {

    @AggregateIdentifier
    private @Nullable String id;
    private AuditSample sample = AuditSample.NONE;

    AuditSampleAggregate() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    Decided handle(GrantAuditSample c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(sample.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(EndAuditSample c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(sample.decide(c, attempt, attempt.now()), attempt);
    }

    @EventSourcingHandler
    void on(AuditSampleEvent event) {
        id = event.sampleId().toString();
        sample = sample.evolve(event);
    }

    @Override
    public String toString() {
        return "AuditSampleAggregate[" + id + "]";
    }
}
