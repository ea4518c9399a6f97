package org.goldenthread.command.ledger;

import java.util.List;
import java.util.UUID;
import org.goldenthread.events.access.AccessDecision;

/** An order to one stream of one ledger. */
public interface LedgerCommand {

    /** The stream it is for. */
    UUID streamId();

    /** What kind of stream that is: {@code contact}, {@code child}, {@code staff}. */
    String streamType();

    /** Whether it begins the stream. */
    default boolean begins() {
        return false;
    }

    /** Whose records it works on: the sender must be let in to each. Empty where it is nobody's. */
    default List<UUID> touches() {
        return List.of();
    }

    /** Which part of that record. */
    default AccessDecision.Fields part() {
        return AccessDecision.Fields.CONTACT;
    }

    /** What its sender must be allowed to do with it: where that is to read, in the role that they act in and in no other. */
    default AccessDecision.Action action() {
        return AccessDecision.Action.WORK;
    }

    /** The key of what is said beside it, why it is late or sets a rule aside: its stream's own, where that has one. */
    default UUID textKey() {
        return streamId();
    }

    /** The keys that its personal text needs and that do not exist yet: made and committed before the append. */
    default List<UUID> newKeys() {
        return List.of();
    }
}
