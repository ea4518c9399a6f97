package org.goldenthread.command.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.goldenthread.command.Given;
import org.goldenthread.command.Shows;
import org.goldenthread.command.audit.AuditSampleCommand.EndAuditSample;
import org.goldenthread.command.audit.AuditSampleCommand.GrantAuditSample;
import org.goldenthread.command.ledger.Decided;
import org.goldenthread.command.ledger.Known;
import org.goldenthread.events.Actor;
import org.goldenthread.events.Role;
import org.goldenthread.events.access.AuditSampleEvent;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.UserId;
import org.junit.jupiter.api.Test;

class AuditSampleTest {

    private static final Instant NOW = Instant.parse("2026-03-10T10:00:00Z");
    private static final UUID SAMPLE = UUID.randomUUID();
    private static final ChildId CHILD = new ChildId(UUID.randomUUID());
    private static final ChildId WORKED_ON = new ChildId(UUID.randomUUID());
    private static final UserId AUDITOR = new UserId(UUID.randomUUID());
    private static final UserId TEACHER = new UserId(UUID.randomUUID());

    @Test
    @Shows("E-AUD-02")
    void an_auditor_does_not_read_cases_they_worked_on() {
        assertThat(refused(grant(AUDITOR, NOW.plusSeconds(60), CHILD, WORKED_ON))).isEqualTo(AuditSampleRule.WORKED_ON_CASE);
        assertThat(decide(grant(AUDITOR, NOW.plusSeconds(60), CHILD))).isInstanceOf(Decided.Accepted.class);
    }

    @Test
    @Shows("E-AUD-04")
    void only_auditors_and_inspectors_are_given_a_sample() {
        assertThat(refused(grant(TEACHER, NOW.plusSeconds(60), CHILD))).isEqualTo(AuditSampleRule.NO_AUDITOR);
    }

    @Test
    @Shows("E-AUD-05")
    void a_sample_has_cases_and_all_are_known() {
        assertThat(refused(grant(AUDITOR, NOW.plusSeconds(60)))).isEqualTo(AuditSampleRule.NO_CASES);
        assertThat(refused(grant(AUDITOR, NOW.plusSeconds(60), CHILD, new ChildId(UUID.randomUUID())))).isEqualTo(AuditSampleRule.NO_CASES);
    }

    @Test
    @Shows("E-AUD-06")
    void a_sample_ends_within_a_year() {
        assertThat(refused(grant(AUDITOR, NOW, CHILD))).isEqualTo(AuditSampleRule.ENDS_TOO_LATE);
        assertThat(refused(grant(AUDITOR, NOW.plus(Duration.ofDays(400)), CHILD))).isEqualTo(AuditSampleRule.ENDS_TOO_LATE);
    }

    @Test
    @Shows("E-AUD-07")
    void a_sample_ends_once() {
        var granted = AuditSample.NONE.evolve(only(decide(grant(AUDITOR, NOW.plusSeconds(60), CHILD))));
        var ended = granted.evolve(only(granted.decide(new EndAuditSample(SAMPLE), known(), NOW)));
        assertThat(((Decided.Refused) ended.decide(new EndAuditSample(SAMPLE), known(), NOW)).refusal().rule()).isEqualTo(AuditSampleRule.ENDED_ALREADY);
    }

    private static GrantAuditSample grant(UserId auditor, Instant until, ChildId... children) {
        return new GrantAuditSample(SAMPLE, auditor, List.of(children), null, PersonalText.of(SAMPLE, "why"), until);
    }

    private static Decided decide(GrantAuditSample command) {
        return AuditSample.NONE.decide(command, known(), NOW);
    }

    private static Object refused(GrantAuditSample command) {
        return ((Decided.Refused) decide(command)).refusal().rule();
    }

    private static AuditSampleEvent only(Decided decided) {
        return (AuditSampleEvent) ((Decided.Accepted) decided).events().getFirst();
    }

    private static Known known() {
        return new Given(new Actor(new UserId(UUID.randomUUID()), Role.PARTNERSHIP_MANAGER, new AgencyId(UUID.randomUUID())), NOW, null, 0,
                List.of(CHILD, WORKED_ON), Map.of(AUDITOR, Set.of(Role.AUDITOR), TEACHER, Set.of(Role.REFERRER_PRO)), Map.of(AUDITOR, WORKED_ON));
    }
}
