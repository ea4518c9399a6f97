package org.goldenthread.query.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {

    private final Times times = new Times(Clock.fixed(Instant.parse("2026-07-01T12:00:00Z"), ZoneOffset.UTC));

    @Test
    void times_are_london_s_in_summer_and_winter() {
        assertThat(times.moment(Instant.parse("2026-11-13T12:45:00Z"))).isEqualTo("13 November 2026 at 12:45");
        assertThat(times.moment(Instant.parse("2026-07-01T12:45:00Z"))).isEqualTo("1 July 2026 at 13:45");
    }

    @ParameterizedTest
    @CsvSource({"27,3,2026,14:30,2026-03-27T14:30:00Z", "27,03,2026,1430,2026-03-27T14:30:00Z", "1,7,2026,9.05,2026-07-01T08:05:00Z",
        "25,10,2026,01:30,2026-10-25T00:30:00Z", "29,3,2026,03:00,2026-03-29T02:00:00Z"})
    void a_typed_moment_is_read_as_london_time(String day, String month, String year, String time, Instant moment) {
        assertThat(Times.typedMoment(day, month, year, time)).contains(moment);
    }

    @ParameterizedTest
    @CsvSource({"31,2,2026,10:00", "1,13,2026,10:00", "x,1,2026,10:00", "1,1,26,10:00", "1,1,2026,25:00", "1,1,2026,''"})
    void what_is_no_moment_is_none(String day, String month, String year, String time) {
        assertThat(Times.typedMoment(day, month, year, time)).isEmpty();
    }

    @Test
    void how_far_off_a_due_time_is_takes_its_two_largest_units() {
        assertThat(times.left(Instant.parse("2026-07-01T14:05:00Z"))).isEqualTo("2 hours 5 minutes left");
        assertThat(times.left(Instant.parse("2026-06-30T09:00:00Z"))).isEqualTo("1 day 3 hours overdue");
        assertThat(times.left(Instant.parse("2026-07-01T12:00:30Z"))).isEqualTo("0 minutes left");
    }
}
