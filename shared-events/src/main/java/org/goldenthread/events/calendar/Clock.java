package org.goldenthread.events.calendar;

import java.time.Instant;

/**
 * A timescale that started: its id (domain 0.7), the value in force at that moment, and the due time that value gave.
 * Changing the setting later never changes it.
 */
public record Clock(String timescale, String value, Instant startedAt, Instant dueBy) {}
