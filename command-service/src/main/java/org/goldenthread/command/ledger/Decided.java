package org.goldenthread.command.ledger;

import java.util.ArrayList;
import java.util.List;
import org.goldenthread.events.LedgerEvent;

/** What the rules made of a command. Refusals are values: a thrown one would evict the aggregate from Axon's cache. */
public sealed interface Decided {

    /** At least one event, and what the user should know. */
    record Accepted(List<LedgerEvent> events, List<Remark> warnings) implements Decided {

        /** The same, with a warning where a condition holds. */
        public Accepted warnIf(boolean condition, Remark warning) {
            if (!condition) {
                return this;
            }
            var all = new ArrayList<>(warnings);
            all.add(warning);
            return new Accepted(events, List.copyOf(all));
        }
    }

    /** Nothing happened, and why. */
    record Refused(Remark refusal) implements Decided {}

    static Accepted accepted(LedgerEvent... events) {
        return new Accepted(List.of(events), List.of());
    }

    static Refused refused(Rule rule) {
        return new Refused(Remark.of(rule));
    }

    static Refused refused(Rule rule, String name, Object value) {
        return new Refused(Remark.of(rule, name, value));
    }
}
