package org.goldenthread.events;

import java.util.List;
import java.util.UUID;
import org.goldenthread.events.values.ChildId;

/** Anything that a ledger can hold. One sealed family per kind of stream, all listed in {@link EventCatalogue}. */
public interface LedgerEvent {

    /** The stream this event belongs to. */
    UUID streamId();

    /** The children it is about, in the order they were named; empty for events about no child. */
    List<ChildId> about();
}
