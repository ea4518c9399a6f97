package org.goldenthread.command.audit;

import static org.goldenthread.command.ledger.Shell.record;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.goldenthread.command.audit.ReplayCommand.OpenReplay;
import org.goldenthread.command.ledger.Attempt;
import org.goldenthread.command.ledger.Decided;
import org.goldenthread.events.access.ReplayEvent;
import org.jspecify.annotations.Nullable;

/** Joins {@link Replay} to Axon. One line a command; no rule lives here. */
@AggregateRoot(type = "replay")
public final class ReplayAggregate {

    @AggregateIdentifier
    private @Nullable String id;
    private Replay replay = Replay.NONE;

    ReplayAggregate() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    Decided handle(OpenReplay c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(replay.decide(c, attempt, attempt.now()), attempt);
    }

    @EventSourcingHandler
    void on(ReplayEvent event) {
        id = event.replayId().toString();
        replay = replay.evolve(event);
    }

    @Override
    public String toString() {
        return "ReplayAggregate[" + id + "]";
    }
}
