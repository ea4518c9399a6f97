package org.goldenthread.command.ledger;

import org.axonframework.modelling.command.AggregateLifecycle;

/** What every aggregate does with what its rules decided. */
public final class Shell {

    private Shell() {}

    /** Applies the events of an accepted command; of a refused one, none. */
    public static Decided record(Decided decided, Attempt attempt) {
        attempt.decideOn(AggregateLifecycle.getVersion());
        if (decided instanceof Decided.Accepted accepted) {
            attempt.accept(accepted);
            accepted.events().forEach(AggregateLifecycle::apply);
        }
        return decided;
    }
}
