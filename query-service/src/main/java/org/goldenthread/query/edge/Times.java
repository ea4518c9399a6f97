package org.goldenthread.query.edge;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Times as pages write and read them: London time, "13 November 2026", "12:45". */
@Component("times")
public final class Times {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.UK);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.UK);
    private static final DateTimeFormatter TYPED = DateTimeFormatter.ofPattern("uuuu-M-d", Locale.UK).withResolverStyle(ResolverStyle.STRICT);

    private final Clock clock;

    public Times(Clock clock) {
        this.clock = clock;
    }

    public Instant now() {
        return clock.instant();
    }

    /** A moment between 1 January 2000 and now: no history lies outside. */
    public Instant inOurTimes(Instant asked) {
        var first = Instant.parse("2000-01-01T00:00:00Z");
        return asked.isBefore(first) ? first : asked.isAfter(now()) ? now() : asked;
    }

    /** The day it is in London. */
    public LocalDate today() {
        return WorkingCalendar.dayOf(now());
    }

    public Instant endOfToday() {
        return WorkingCalendar.englandAndWales().endOfDay(WorkingCalendar.dayOf(now()));
    }

    public String day(@Nullable Instant at) {
        return at == null ? "" : DAY.format(at.atZone(WorkingCalendar.LONDON));
    }

    public String day(LocalDate day) {
        return DAY.format(day);
    }

    /** "November 2026". */
    public String month(YearMonth month) {
        return MONTH.format(month);
    }

    public String time(@Nullable Instant at) {
        return at == null ? "" : TIME.format(at.atZone(WorkingCalendar.LONDON));
    }

    /** "13 November 2026 at 12:45". */
    public String moment(@Nullable Instant at) {
        return at == null ? "" : day(at) + " at " + time(at);
    }

    /** How long after it happened something was recorded: "7 hours". */
    public String lag(Instant occurred, Instant recorded) {
        return length(Duration.between(occurred, recorded).abs());
    }

    /** How far off a due time is: "2 hours left", "1 day 3 hours overdue". */
    public String left(@Nullable Instant due) {
        if (due == null) {
            return "";
        }
        var between = Duration.between(now(), due);
        return length(between.abs()) + (between.isNegative() ? " overdue" : " left");
    }

    public boolean isPast(@Nullable Instant due) {
        return due != null && due.isBefore(now());
    }

    /** Days, hours, minutes, the largest two. */
    public String length(Duration length) {
        if (length.toDays() > 0) {
            return many(length.toDays(), "day") + (length.toHoursPart() > 0 && length.toDays() < 10 ? " " + many(length.toHoursPart(), "hour") : "");
        }
        return length.toHours() > 0 ? many(length.toHours(), "hour") + (length.toMinutesPart() > 0 ? " " + many(length.toMinutesPart(), "minute") : "")
                : many(length.toMinutes(), "minute");
    }

    private static String many(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s");
    }

    /** A day typed in three fields; empty where they are no date. */
    public static Optional<LocalDate> typedDay(String day, String month, String year) {
        try {
            return Optional.of(LocalDate.parse(year.strip() + "-" + month.strip() + "-" + day.strip(), TYPED));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** A moment typed as a day in three fields and a time such as 9:05 or 0905. Of two equal hours in autumn, the first. */
    public static Optional<Instant> typedMoment(String day, String month, String year, String time) {
        var parts = time.strip().replace('.', ':').replaceFirst("^(\\d{1,2})(\\d{2})$", "$1:$2");
        return typedDay(day, month, year).flatMap(date -> {
            try {
                return Optional.of(ZonedDateTime.of(date, LocalTime.parse(parts.length() == 4 ? "0" + parts : parts), WorkingCalendar.LONDON).toInstant());
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        });
    }
}
