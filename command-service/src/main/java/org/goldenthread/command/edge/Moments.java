package org.goldenthread.command.edge;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.goldenthread.command.edge.Problems.Invalid;

/** Moments that callers give, within what the calendar knows and at the precision of the ledger. */
public final class Moments {

    private static final Instant FIRST = Instant.parse("2010-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2035-12-01T00:00:00Z");

    private Moments() {}

    /** In whole milliseconds. @throws Invalid outside 2010 to 2035; {@code pointer} names the field */
    public static Instant of(Instant given, String pointer) {
        if (given.isBefore(FIRST) || given.isAfter(LAST)) {
            throw new Invalid(pointer, "Give a date between 2010 and 2035.");
        }
        return given.truncatedTo(ChronoUnit.MILLIS);
    }

    /** A day. @throws Invalid outside 2010 to 2035; {@code pointer} names the field */
    public static LocalDate of(LocalDate given, String pointer) {
        of(given.atTime(12, 0).toInstant(ZoneOffset.UTC), pointer);
        return given;
    }
}
