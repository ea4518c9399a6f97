package org.goldenthread.events;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.LedgerId;
import org.jspecify.annotations.Nullable;

/**
 * What every event carries beside its own fields (domain 0.5). Both times are UTC milliseconds; {@code recordedAt} never
 * runs backwards inside a ledger, so "as at T" is a prefix of it. {@code position} counts 1..n in the ledger without a
 * hole, {@code sequence} 0..n in the stream.
 */
public record Envelope(LedgerId ledger, long position, String streamType, UUID streamId, int sequence, UUID eventId,
        Instant occurredAt, Instant recordedAt, Context context) {

    /** The part of the envelope that the sender of a command decides: who, for whom, why, and how closely held. */
    public record Context(Actor recordedBy, @Nullable OnBehalfOf onBehalfOf, String areaCode, @Nullable UUID caseId,
            List<ChildId> childIds, UUID correlationId, @Nullable UUID causationId, Sensitivity sensitivity,
            boolean lateEntry, @Nullable PersonalText lateEntryReason, @Nullable RuleOverride override) {}
}
