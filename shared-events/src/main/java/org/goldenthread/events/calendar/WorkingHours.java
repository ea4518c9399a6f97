package org.goldenthread.events.calendar;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Map;

/** When a team works: London times by day of the week; a day without an entry is not worked (domain 0.6). */
public record WorkingHours(Map<DayOfWeek, Span> days) {

    /** From opening to closing, London time. */
    public record Span(LocalTime opens, LocalTime closes) {}

    public WorkingHours {
        days = Map.copyOf(days);
    }
}
