package org.goldenthread.query.timeliness;

import java.time.Instant;
import java.time.LocalDate;
import org.goldenthread.events.calendar.WorkingCalendar;

/** Whole days in London, both inclusive. */
public record Period(LocalDate from, LocalDate until) {

    /** The three months up to and with a day. */
    static Period before(LocalDate day) {
        return new Period(day.minusMonths(3).plusDays(1), day);
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
