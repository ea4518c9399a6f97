package org.goldenthread.query.timeliness;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.query.edge.Failures.Unreadable;
import org.jspecify.annotations.Nullable;

/** Whole days in London, both inclusive. */
public record Period(LocalDate from, LocalDate until) {

    private static final Period EVER = new Period(LocalDate.of(2010, 1, 1), LocalDate.of(2035, 12, 31));

    /** The three months up to and with a day. */
    public static Period before(LocalDate day) {
        return new Period(day.minusMonths(3).plusDays(1), day);
    }

    /** The month of a day up to and with that day, and the eleven whole months before it. */
    public static Period yearTo(LocalDate day) {
        return new Period(day.minusMonths(11).withDayOfMonth(1), day);
    }

    /** A period as software asks for it; a day that is left out is that of another. @throws Unreadable where it ends before it begins, or lies outside 2010 to 2035 */
    public static Period asked(@Nullable LocalDate from, @Nullable LocalDate until, Period otherwise) {
        var period = new Period(from == null ? otherwise.from() : from, until == null ? otherwise.until() : until);
        if (!period.isOrdered() || !period.isWithin(EVER)) {
            throw new Unreadable("Give a period between 2010 and 2035 that does not end before it begins: from and until, as 2026-03-27.");
        }
        return period;
    }

    /** How many days it has. */
    public long days() {
        return ChronoUnit.DAYS.between(from, until) + 1;
    }

    boolean isOrdered() {
        return !until.isBefore(from);
    }

    private boolean isWithin(Period other) {
        return !from.isBefore(other.from()) && !until.isAfter(other.until());
    }

    /** Whether figures by month of it can be read: five years at most, between 2010 and 2035. */
    public boolean isReadableByMonth() {
        return isOrdered() && isWithin(EVER) && until.isBefore(from.plusYears(5));
    }

    /** Every month that a day of it falls in. */
    public List<YearMonth> months() {
        var last = YearMonth.from(until);
        return Stream.iterate(YearMonth.from(from), month -> !month.isAfter(last), month -> month.plusMonths(1)).toList();
    }

    /** Those of its days that are in a month too; empty where none is. */
    public Optional<Period> in(YearMonth month) {
        var days = new Period(from.isAfter(month.atDay(1)) ? from : month.atDay(1), until.isBefore(month.atEndOfMonth()) ? until : month.atEndOfMonth());
        return days.isOrdered() ? Optional.of(days) : Optional.empty();
    }

    public Instant begins() {
        return from.atStartOfDay(WorkingCalendar.LONDON).toInstant();
    }

    public Instant ends() {
        return WorkingCalendar.englandAndWales().endOfDay(until);
    }

    boolean holds(Instant moment) {
        return !moment.isBefore(begins()) && !moment.isAfter(ends());
    }
}
