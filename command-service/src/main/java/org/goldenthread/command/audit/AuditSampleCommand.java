package org.goldenthread.command.audit;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.goldenthread.command.ledger.LedgerCommand;
import org.goldenthread.events.access.AuditSampleEvent.DrawRule;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;

/** What can be asked about an auditor's sample. */
public sealed interface AuditSampleCommand extends LedgerCommand {

    UUID sampleId();

    @Override
    default String streamType() {
        return "audit-sample";
    }

    @Override
    default UUID streamId() {
        return sampleId();
    }

    /** The auditor may read these histories, named or drawn by a rule. */
    record GrantAuditSample(UUID sampleId, UserId auditorId, List<ChildId> children, @Nullable DrawRule rule, PersonalText reason,
            Instant until) implements AuditSampleCommand {

        @Override
        public boolean begins() {
            return true;
        }

        @Override
        public List<UUID> newKeys() {
            return List.of(sampleId);
        }
    }

    /** The auditor may read them no longer. */
    record EndAuditSample(UUID sampleId) implements AuditSampleCommand {}
}
