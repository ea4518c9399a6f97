package org.goldenthread.events.access;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.goldenthread.events.EventName;
import org.goldenthread.events.LedgerEvent;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to the cases an auditor or inspector is given to read (domain 3i). */
public sealed interface AuditSampleEvent extends LedgerEvent {

    UUID sampleId();

    UserId auditorId();

    @Override
    default UUID streamId() {
        return sampleId();
    }

    /** The auditor may read these histories until a moment. {@code rule} is how they were drawn; absent where they were named. */
    @EventName("audit-sample-granted")
    record AuditSampleGranted(UUID sampleId, UserId auditorId, @Nullable DrawRule rule, PersonalText reason, Instant until,
            List<ChildId> about) implements AuditSampleEvent {}

    /** The auditor may no longer read them. */
    @EventName("audit-sample-ended")
    record AuditSampleEnded(UUID sampleId, UserId auditorId, List<ChildId> about) implements AuditSampleEvent {}

    /** Children of contacts received in a period, both days included, drawn by a seed so that the draw can be repeated. */
    record DrawRule(LocalDate receivedFrom, LocalDate receivedUntil, int size, long seed) {}
}
