package org.goldenthread.command;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.goldenthread.command.StartUpChecks.Door;
import org.junit.jupiter.api.Test;

/** What the service does not start with, each with a sentence that says what to do. */
class StartUpChecksTest {

    @Test
    void a_sound_local_set_up_starts() {
        assertThatCode(() -> checks("gt_append", true, Clock.systemUTC()).check(true, false, false, doors("gt_keys"), "http://127.0.0.1")).doesNotThrowAnyException();
    }

    @Test
    void synchronous_commit_off_is_refused() throws SQLException {
        Postgres.asSuperuser("postgres", "create role gt_hasty login password 'gt_hasty' in role gt_append");
        Postgres.asSuperuser("postgres", "alter role gt_hasty set synchronous_commit = off");
        refused(checks("gt_hasty", true, Clock.systemUTC()), List.of()).hasMessageContaining("synchronous_commit=off").hasMessageContaining("Set it to on");
    }

    @Test
    void a_superuser_or_an_owner_is_refused_on_every_door() {
        refused(checks("postgres", true, Clock.systemUTC()), List.of()).hasMessageContaining("could change or remove events");
        refused(checks("gt_migrate", true, Clock.systemUTC()), List.of()).hasMessageContaining("could change or remove events");
        refused(checks("gt_append", true, Clock.systemUTC()), doors("gt_migrate")).hasMessageContaining("The role gt_migrate owns keys.key");
        refused(checks("gt_append", true, Clock.systemUTC()), List.of(new Door(Postgres.url("ledger"), "postgres", "postgres", "ledger.event")))
                .hasMessageContaining("The role postgres owns ledger.event or is a superuser");
    }

    @Test
    void clocks_more_than_five_seconds_apart_are_refused_and_four_are_not() {
        refused(checks("gt_append", true, Clock.offset(Clock.systemUTC(), Duration.ofSeconds(6))), List.of()).hasMessageContaining("more than 5 s apart");
        refused(checks("gt_append", true, Clock.offset(Clock.systemUTC(), Duration.ofSeconds(-6))), List.of()).hasMessageContaining("more than 5 s apart");
        assertThatCode(() -> checks("gt_append", true, Clock.offset(Clock.systemUTC(), Duration.ofSeconds(4))).check(true, false, false, List.of(), ""))
                .doesNotThrowAnyException();
    }

    @Test
    void outside_the_local_profile_a_key_in_a_file_a_test_clock_an_open_mailbox_the_demo_sign_in_and_trust_are_refused_all_at_once() {
        assertThatThrownBy(() -> checks("gt_append", false, Clock.systemUTC()).check(true, true, true, doors("gt_keys"), "http://127.0.0.1:8180"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("GOLDEN_THREAD_MASTER_KEY").hasMessageContaining("A test clock is set").hasMessageContaining("GOLDEN_THREAD_BOUNCES_TLS")
                .hasMessageContaining("GOLDEN_THREAD_ISSUER").hasMessageContaining("lets gt_keys in without checking the password");
    }

    private static StartUpChecks checks(String user, boolean local, Clock clock) {
        return new StartUpChecks(LedgerConfiguration.pool("start-" + user + local + clock, Postgres.url("ledger"), user, user, 1), local, clock);
    }

    private static List<Door> doors(String keysUser) {
        return List.of(new Door(Postgres.url("keys"), keysUser, keysUser, "keys.key"));
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(StartUpChecks checks, List<Door> doors) {
        return assertThatThrownBy(() -> checks.check(false, false, false, doors, "")).isInstanceOf(IllegalStateException.class);
    }
}
