package org.goldenthread.command.access;

import static org.goldenthread.command.ledger.Shell.record;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.goldenthread.command.access.AccessCommand.BeginInvolvement;
import org.goldenthread.command.access.AccessCommand.EndExclusion;
import org.goldenthread.command.access.AccessCommand.EndInvolvement;
import org.goldenthread.command.access.AccessCommand.ExcludePerson;
import org.goldenthread.command.access.AccessCommand.LiftRestriction;
import org.goldenthread.command.access.AccessCommand.RestrictAccess;
import org.goldenthread.command.access.AccessCommand.ReviewBreakGlass;
import org.goldenthread.command.access.AccessCommand.ReviewRestriction;
import org.goldenthread.command.access.AccessCommand.UseBreakGlass;
import org.goldenthread.command.ledger.Attempt;
import org.goldenthread.command.ledger.Decided;
import org.goldenthread.events.access.AccessEvent;
import org.jspecify.annotations.Nullable;

/** Joins {@link Access} to Axon. One line a command; no rule lives here. */
@AggregateRoot(type = "access")
public final class AccessAggregate {

    @AggregateIdentifier
    private @Nullable String id;
    private Access access = Access.NONE;

    AccessAggregate() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Decided handle(RestrictAccess c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(access.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Decided handle(ReviewRestriction c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(access.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Decided handle(LiftRestriction c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(access.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Decided handle(ExcludePerson c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(access.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Decided handle(EndExclusion c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(access.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Decided handle(BeginInvolvement c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(access.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Decided handle(EndInvolvement c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(access.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Decided handle(UseBreakGlass c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(access.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Decided handle(ReviewBreakGlass c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(access.decide(c, attempt, attempt.now()), attempt);
    }

    @EventSourcingHandler
    void on(AccessEvent event) {
        id = event.accessId().toString();
        access = access.evolve(event);
    }

    @Override
    public String toString() {
        return "AccessAggregate[" + id + "]";
    }
}
