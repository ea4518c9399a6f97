package org.goldenthread.command.action;

import static org.goldenthread.command.ledger.Shell.record;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
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
import org.goldenthread.command.ledger.Attempt;
import org.goldenthread.command.ledger.Decided;
import org.goldenthread.events.action.ActionEvent;
import org.jspecify.annotations.Nullable;

/** Joins {@link Action} to Axon. One line a command; no rule lives here. */
@AggregateRoot(type = "action")
public final class ActionAggregate {

    @AggregateIdentifier
    private @Nullable String id;
    private Action agreed = Action.NONE;

    ActionAggregate() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    Decided handle(AgreeAction c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(agreed.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(NameOwner c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(agreed.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(AcceptAction c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(agreed.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(DeclineAction c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(agreed.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(ProgressAction c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(agreed.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(CompleteAction c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(agreed.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(VerifyAction c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(agreed.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(ContestAction c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(agreed.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(ExtendAction c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(agreed.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(ReassignAction c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(agreed.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(CancelAction c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(agreed.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(EscalateAction c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(agreed.decide(c, attempt, attempt.now()), attempt);
    }

    @EventSourcingHandler
    void on(ActionEvent event) {
        id = event.actionId().toString();
        agreed = agreed.evolve(event);
    }

    @Override
    public String toString() {
        return "ActionAggregate[" + id + "]";
    }
}
