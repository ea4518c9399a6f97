package org.goldenthread.events.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.focus_shift.jollyday.core.HolidayCalendar;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Year;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkingCalendarTest {

    private static final WorkingCalendar CALENDAR = WorkingCalendar.englandAndWales();
    private static final WorkingHours FRONT_DOOR = new WorkingHours(Map.of(
            DayOfWeek.MONDAY, span("17:00"), DayOfWeek.TUESDAY, span("17:00"), DayOfWeek.WEDNESDAY, span("17:00"),
            DayOfWeek.THURSDAY, span("17:00"), DayOfWeek.FRIDAY, span("16:30")));

    @ParameterizedTest
    @ValueSource(ints = {2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027, 2028})
    void the_list_equals_jollydays_bank_holidays_of_england(int year) {
        var theirs = HolidayManager.getInstance(ManagerParameters.create(HolidayCalendar.UNITED_KINGDOM))
                .getHolidays(Year.of(year), "eng").stream().map(holiday -> holiday.getDate())
                .filter(day -> day.getDayOfWeek().getValue() < 6).collect(Collectors.toSet());
        var ours = CALENDAR.holidays().stream().filter(day -> day.getYear() == year).collect(Collectors.toSet());
        assertThat(ours).isEqualTo(theirs);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-10T09:30, 1, 2026-03-11",  // a Tuesday
        "2026-03-13T16:00, 1, 2026-03-16",  // a Friday
        "2026-03-14T03:00, 1, 2026-03-16",  // a Saturday: day 0 is the day it started
        "2026-04-02T16:00, 1, 2026-04-07",  // Maundy Thursday: Good Friday and Easter Monday between
        "2026-12-24T10:00, 1, 2026-12-29",  // Boxing Day is kept on Monday 28
        "2026-03-26T10:00, 15, 2026-04-20", // across Easter and the spring clock change
        "2026-10-23T10:00, 1, 2026-10-26",  // across the autumn clock change
        "2026-03-10T09:30, 0, 2026-03-10",
    })
    void a_clock_of_working_days_ends_with_the_last_second_of_its_day_in_london(String start, int days, LocalDate due) {
        var dueBy = CALENDAR.endOfWorkingDay(london(start), days).atZone(WorkingCalendar.LONDON);
        assertThat(dueBy.toLocalDate()).isEqualTo(due);
        assertThat(dueBy.toLocalTime()).isEqualTo(LocalTime.of(23, 59, 59));
    }

    @Test
    void seventy_two_hours_are_elapsed_hours_across_a_clock_change() {
        var start = london("2026-03-28T12:00");
        assertThat(Timescale.parse("72 h").dueAfter(start, CALENDAR)).isEqualTo(london("2026-03-31T13:00"));
    }

    @Test
    void three_months_end_on_the_same_day_number_or_the_last_there_is() {
        var due = Timescale.parse("3 months").dueAfter(london("2026-11-30T12:00"), CALENDAR);
        assertThat(WorkingCalendar.dayOf(due)).isEqualTo(LocalDate.of(2027, 2, 28));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-10T09:30, 2026-03-10T10:12, 42",
        "2026-03-13T16:00, 2026-03-16T09:15, 45",  // Friday closes at 16:30
        "2026-03-14T03:00, 2026-03-15T20:00, 0",   // a weekend
        "2026-04-03T09:00, 2026-04-06T17:00, 0",   // Good Friday to Easter Monday
        "2026-03-27T09:00, 2026-03-30T09:00, 450", // across the spring clock change
    })
    void working_minutes_count_only_the_hours_the_front_door_is_open(String from, String to, long minutes) {
        assertThat(CALENDAR.workingMinutesBetween(london(from), london(to), FRONT_DOOR)).isEqualTo(minutes);
    }

    @Test
    void working_days_between_is_the_inverse_of_working_day_after() {
        for (var day = LocalDate.of(2026, 1, 1); day.getYear() < 2028; day = day.plusDays(1)) {
            assertThat(CALENDAR.workingDaysBetween(day, CALENDAR.workingDayAfter(day, 15))).isEqualTo(15);
        }
    }

    @Test
    void a_day_the_list_does_not_cover_is_an_error_and_not_a_guess() {
        assertThatThrownBy(() -> CALENDAR.isWorkingDay(CALENDAR.lastDay().plusDays(1)))
                .hasMessageContaining("the list of bank holidays covers 2010-01-01 to 2035-12-31");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "WD", "1WD", "-1 WD", "1 weeks", "99999 h"})
    void a_timescale_that_is_none_names_the_forms_there_are(String text) {
        assertThatThrownBy(() -> Timescale.parse(text)).hasMessageContaining("'1 WD', '72 h', '30 d' or '3 months'");
    }

    private static Instant london(String local) {
        return ZonedDateTime.of(java.time.LocalDateTime.parse(local), WorkingCalendar.LONDON).toInstant();
    }

    private static WorkingHours.Span span(String closes) {
        return new WorkingHours.Span(LocalTime.of(9, 0), LocalTime.parse(closes));
    }
}
