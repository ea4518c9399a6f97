package org.goldenthread.command.audit;

import static org.goldenthread.command.ledger.Decided.accepted;
import static org.goldenthread.command.ledger.Decided.refused;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.goldenthread.command.audit.AuditSampleCommand.EndAuditSample;
import org.goldenthread.command.audit.AuditSampleCommand.GrantAuditSample;
import org.goldenthread.command.ledger.Decided;
import org.goldenthread.command.ledger.Known;
import org.goldenthread.events.Role;
import org.goldenthread.events.access.AuditSampleEvent;
import org.goldenthread.events.access.AuditSampleEvent.AuditSampleEnded;
import org.goldenthread.events.access.AuditSampleEvent.AuditSampleGranted;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;

/** The rules of an auditor's sample. */
record AuditSample(@Nullable UserId auditor, List<ChildId> children) {

    static final AuditSample NONE = new AuditSample(null, List.of());

    private static final Set<Role> READERS = EnumSet.of(Role.AUDITOR, Role.INSPECTOR);
    private static final Duration A_YEAR = Duration.ofDays(366);

    Decided decide(AuditSampleCommand command, Known known, Instant now) {
        return switch (command) {
            case GrantAuditSample c -> grant(c, known, now);
            case EndAuditSample c when auditor == null -> refused(AuditSampleRule.ENDED_ALREADY);
            case EndAuditSample c -> accepted(new AuditSampleEnded(c.sampleId(), auditor, children));
        };
    }

    private static Decided grant(GrantAuditSample c, Known known, Instant now) {
        if (!known.holdsOneOf(c.auditorId(), READERS)) {
            return refused(AuditSampleRule.NO_AUDITOR);
        }
        if (c.children().isEmpty() || !c.children().stream().allMatch(known::isChild)) {
            return refused(AuditSampleRule.NO_CASES);
        }
        if (!c.until().isAfter(now) || c.until().isAfter(now.plus(A_YEAR))) {
            return refused(AuditSampleRule.ENDS_TOO_LATE);
        }
        long workedOn = c.children().stream().filter(child -> known.hasWorkedOn(c.auditorId(), child)).count();
        return workedOn > 0 ? refused(AuditSampleRule.WORKED_ON_CASE, "count", workedOn)
                : accepted(new AuditSampleGranted(c.sampleId(), c.auditorId(), c.rule(), c.reason(), c.until(), c.children()));
    }

    AuditSample evolve(AuditSampleEvent event) {
        return switch (event) {
            case AuditSampleGranted e -> new AuditSample(e.auditorId(), e.about());
            case AuditSampleEnded e -> new AuditSample(null, e.about());
        };
    }
}
