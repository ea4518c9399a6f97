package org.goldenthread.events.calendar;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Working days of England and Wales: Monday to Friday less bank holidays (domain 0.6). The day a clock starts is day 0; a
 * clock of n working days is due at the last second of working day n, London time, across both clock changes.
 */
public final class WorkingCalendar {

    /** The zone in which every day of this product begins and ends. */
    public static final ZoneId LONDON = ZoneId.of("Europe/London");

    private static final WorkingCalendar ENGLAND_AND_WALES = new WorkingCalendar(read());

    private final Set<LocalDate> holidays;
    private final LocalDate first;
    private final LocalDate last;

    private WorkingCalendar(Set<LocalDate> holidays) {
        this.holidays = holidays;
        this.first = holidays.stream().min(LocalDate::compareTo).orElseThrow().withDayOfYear(1);
        this.last = holidays.stream().max(LocalDate::compareTo).orElseThrow().plusYears(1).withDayOfYear(1).minusDays(1);
    }

    /** The list in {@code bank-holidays-england-wales.csv}, whose head names its source and edition. */
    public static WorkingCalendar englandAndWales() {
        return ENGLAND_AND_WALES;
    }

    /** The day in London that a moment falls on. */
    public static LocalDate dayOf(Instant moment) {
        return moment.atZone(LONDON).toLocalDate();
    }

    /** The first day the list covers. */
    public LocalDate firstDay() {
        return first;
    }

    /** The last day the list covers. */
    public LocalDate lastDay() {
        return last;
    }

    public Set<LocalDate> holidays() {
        return holidays;
    }

    /** @throws IllegalArgumentException for a day the list of bank holidays does not cover */
    public boolean isWorkingDay(LocalDate day) {
        if (day.isBefore(first) || day.isAfter(last)) {
            throw new IllegalArgumentException("the list of bank holidays covers " + first + " to " + last + ", not " + day);
        }
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY && !holidays.contains(day);
    }

    /** The n-th working day after the day of {@code start}; for 0, that day itself. */
    public LocalDate workingDayAfter(LocalDate start, int n) {
        var day = start;
        for (int left = n; left > 0; ) {
            day = day.plusDays(1);
            if (isWorkingDay(day)) {
                left--;
            }
        }
        return day;
    }

    /** 23:59:59 in London on the n-th working day after the day of {@code start}. */
    public Instant endOfWorkingDay(Instant start, int n) {
        return endOfDay(workingDayAfter(dayOf(start), n));
    }

    /** 23:59:59 in London. */
    public Instant endOfDay(LocalDate day) {
        return day.atTime(LocalTime.of(23, 59, 59)).atZone(LONDON).toInstant();
    }

    /** Working days after the day of {@code from} up to and with the day of {@code to}; 0 where {@code to} is not later. */
    public int workingDaysBetween(LocalDate from, LocalDate to) {
        int days = 0;
        for (var day = from.plusDays(1); !day.isAfter(to); day = day.plusDays(1)) {
            if (isWorkingDay(day)) {
                days++;
            }
        }
        return days;
    }

    /** Whole minutes between two moments that fall inside a team's hours on working days. */
    public long workingMinutesBetween(Instant from, Instant to, WorkingHours hours) {
        var worked = Duration.ZERO;
        for (var day = dayOf(from); !day.isAfter(dayOf(to)); day = day.plusDays(1)) {
            var span = isWorkingDay(day) ? hours.days().get(day.getDayOfWeek()) : null;
            if (span != null) {
                var opens = later(from, day.atTime(span.opens()).atZone(LONDON).toInstant());
                var closes = earlier(to, day.atTime(span.closes()).atZone(LONDON).toInstant());
                worked = opens.isBefore(closes) ? worked.plus(Duration.between(opens, closes)) : worked;
            }
        }
        return worked.toMinutes();
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Set<LocalDate> read() {
        var file = Objects.requireNonNull(WorkingCalendar.class.getResourceAsStream("/bank-holidays-england-wales.csv"));
        try (var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#") && !line.startsWith("date,"))
                    .map(line -> LocalDate.parse(line.substring(0, 10))).collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
