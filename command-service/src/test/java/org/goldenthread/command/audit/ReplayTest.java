package org.goldenthread.command.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.goldenthread.command.Given;
import org.goldenthread.command.Shows;
import org.goldenthread.command.audit.ReplayCommand.OpenReplay;
import org.goldenthread.command.ledger.Decided;
import org.goldenthread.events.Actor;
import org.goldenthread.events.Role;
import org.goldenthread.events.access.AccessDecision.Action;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.access.ReplayEvent.ReplayOpened;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReplayTest {

    private static final Instant NOW = Instant.parse("2026-03-10T10:00:00Z");
    private static final UUID REPLAY = UUID.randomUUID();
    private static final ChildId CHILD = new ChildId(UUID.randomUUID());
    private static final ChildId WORKED_ON = new ChildId(UUID.randomUUID());
    private static final UserId AUDITOR = new UserId(UUID.randomUUID());
    private static final AgencyId HEALTH = new AgencyId(UUID.randomUUID());

    @Test
    void a_replay_says_who_went_through_which_case_as_of_when_and_through_whose_eyes() {
        assertThat(opened(open(CHILD, NOW, HEALTH))).isEqualTo(new ReplayOpened(REPLAY, CHILD, NOW, HEALTH, AUDITOR));
        assertThat(opened(open(CHILD, NOW.minusSeconds(86_400), null)).viewpointAgencyId()).isNull();
    }

    @Test
    void a_replay_without_a_moment_is_as_of_now_by_the_clock_that_records_it() {
        assertThat(opened(open(CHILD, null, null)).asOf()).isEqualTo(NOW);
    }

    @Test
    @Shows("E-AUD-08")
    void a_replay_goes_up_to_now_at_most() {
        assertThat(refused(open(CHILD, NOW.plusMillis(1), null))).isEqualTo(ReplayRule.IN_THE_FUTURE);
    }

    @Test
    @Shows("E-AUD-09")
    void an_auditor_does_not_replay_a_case_they_worked_on() {
        assertThat(refused(open(WORKED_ON, NOW, null))).isEqualTo(ReplayRule.WORKED_ON_CASE);
    }

    @Test
    void to_open_a_replay_one_must_be_allowed_to_read_the_child_s_history() {
        var command = open(CHILD, NOW, null);
        assertThat(command.touches()).containsExactly(CHILD.value());
        assertThat(command.part()).isEqualTo(Fields.HISTORY);
        assertThat(command.action()).isEqualTo(Action.READ);
    }

    private static OpenReplay open(ChildId child, @Nullable Instant asOf, @Nullable AgencyId viewpoint) {
        return new OpenReplay(REPLAY, child, asOf, viewpoint);
    }

    private static ReplayOpened opened(OpenReplay command) {
        return (ReplayOpened) ((Decided.Accepted) decide(command)).events().getFirst();
    }

    private static Object refused(OpenReplay command) {
        return ((Decided.Refused) decide(command)).refusal().rule();
    }

    private static Decided decide(OpenReplay command) {
        return Replay.NONE.decide(command, new Given(new Actor(AUDITOR, Role.AUDITOR, HEALTH), NOW, null, 0, List.of(CHILD, WORKED_ON), Map.of(),
                Map.of(AUDITOR, WORKED_ON)), NOW);
    }
}
