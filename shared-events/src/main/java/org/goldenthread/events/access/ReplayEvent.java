package org.goldenthread.events.access;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.goldenthread.events.EventName;
import org.goldenthread.events.LedgerEvent;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to an auditor's replay of one case (domain 3i): the audit trail of auditors. */
public sealed interface ReplayEvent extends LedgerEvent {

    UUID replayId();

    ChildId childId();

    @Override
    default UUID streamId() {
        return replayId();
    }

    @Override
    default List<ChildId> about() {
        return List.of(childId());
    }

    /**
     * An auditor went through a case step by step as it stood at a moment, as one agency knew it by then; without
     * {@code viewpointAgencyId} through everybody's eyes.
     */
    @EventName("replay-opened")
    record ReplayOpened(UUID replayId, ChildId childId, Instant asOf, @Nullable AgencyId viewpointAgencyId, UserId auditorId) implements ReplayEvent {}
}
