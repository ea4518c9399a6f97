package org.goldenthread.command.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.goldenthread.events.LedgerEvent;
import org.jspecify.annotations.Nullable;

/** What the rules made of a command. Refusals are values: a thrown one would evict the aggregate from Axon's cache. */
public sealed interface Decided {

    /**
     * At least one event, what the user should know, and which rules were set aside for it. {@code occurredAt} where the rules know
     * better than the sender when it happened.
     */
    record Accepted(List<LedgerEvent> events, List<Remark> warnings, List<Rule> overridden, @Nullable Instant occurredAt) implements Decided {

        /** The same, as having happened at a moment. */
        public Accepted happened(Instant at) {
            return new Accepted(events, warnings, overridden, at);
        }

        /** The same, with the rules that were set aside for it. */
        public Accepted settingAside(List<? extends Rule> rules) {
            return new Accepted(events, warnings, List.copyOf(rules), occurredAt);
        }

        /** The same, with a warning where a condition holds. */
        public Accepted warnIf(boolean condition, Remark warning) {
            if (!condition) {
                return this;
            }
            var all = new ArrayList<>(warnings);
            all.add(warning);
            return new Accepted(events, List.copyOf(all), overridden, occurredAt);
        }
    }

    /** Nothing happened, and why. */
    record Refused(Remark refusal) implements Decided {}

    static Accepted accepted(LedgerEvent... events) {
        return new Accepted(List.of(events), List.of(), List.of(), null);
    }

    static Refused refused(Rule rule) {
        return new Refused(Remark.of(rule));
    }

    static Refused refused(Rule rule, String name, Object value) {
        return new Refused(Remark.of(rule, name, value));
    }
}
