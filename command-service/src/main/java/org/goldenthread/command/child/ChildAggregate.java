package org.goldenthread.command.child;

import static org.goldenthread.command.ledger.Shell.record;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.goldenthread.command.child.ChildCommand.CorrectChildDetails;
import org.goldenthread.command.child.ChildCommand.RegisterChild;
import org.goldenthread.command.ledger.Attempt;
import org.goldenthread.command.ledger.Decided;
import org.goldenthread.events.child.ChildEvent;
import org.jspecify.annotations.Nullable;

/** Joins {@link Child} to Axon. One line a command; no rule lives here. */
@AggregateRoot(type = "child")
public final class ChildAggregate {

    @AggregateIdentifier
    private @Nullable String id;
    private Child child = Child.NONE;

    ChildAggregate() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    Decided handle(RegisterChild c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(child.decide(c), attempt);
    }

    @CommandHandler
    Decided handle(CorrectChildDetails c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(child.decide(c), attempt);
    }

    @EventSourcingHandler
    void on(ChildEvent event) {
        id = event.childId().toString();
        child = child.evolve(event);
    }

    @Override
    public String toString() {
        return "ChildAggregate[" + id + "]";
    }
}
