package org.goldenthread.query.timeliness;

import java.time.Instant;
import java.time.LocalDate;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.query.edge.Failures.Unreadable;
import org.jspecify.annotations.Nullable;

/** Whole days in London, both inclusive. */
public record Period(LocalDate from, LocalDate until) {

    /** The three months up to and with a day. */
    static Period before(LocalDate day) {
        return new Period(day.minusMonths(3).plusDays(1), day);
    }

    /**
     * What is asked for over REST; what is left out is as in {@link #before}.
     *
     * @throws Unreadable where it ends before it begins, or is too far from now
     */
    public static Period of(@Nullable LocalDate from, @Nullable LocalDate until, LocalDate today) {
        var whole = before(today);
        var period = new Period(from == null ? whole.from() : from, until == null ? whole.until() : until);
        if (period.until().isBefore(period.from()) || period.from().getYear() < 2010 || period.until().getYear() > 2035) {
            throw new Unreadable("Give a period between 2010 and 2035 that does not end before it begins: from and until, as 2026-03-27.");
        }
        return period;
    }

    Instant begins() {
        return from.atStartOfDay(WorkingCalendar.LONDON).toInstant();
    }

    Instant ends() {
        return WorkingCalendar.englandAndWales().endOfDay(until);
    }

    boolean holds(Instant moment) {
        return !moment.isBefore(begins()) && !moment.isAfter(ends());
    }
}
