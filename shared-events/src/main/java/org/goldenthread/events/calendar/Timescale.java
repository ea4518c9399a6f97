package org.goldenthread.events.calendar;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A length of time as a setting writes it: {@code 1 WD} (working days), {@code 72 h} (elapsed hours), {@code 30 d}
 * (calendar days), {@code 3 months}.
 */
public record Timescale(int amount, Unit unit) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,4}) (WD|h|d|months)");

    /** What the amount counts. */
    public enum Unit { WORKING_DAYS, ELAPSED_HOURS, DAYS, MONTHS }

    /** @throws IllegalArgumentException naming the four forms where the text is none of them */
    public static Timescale parse(String text) {
        var parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no timescale: write '1 WD', '72 h', '30 d' or '3 months'");
        }
        return new Timescale(Integer.parseInt(parts.group(1)), switch (parts.group(2)) {
            case "WD" -> Unit.WORKING_DAYS;
            case "h" -> Unit.ELAPSED_HOURS;
            case "d" -> Unit.DAYS;
            default -> Unit.MONTHS;
        });
    }

    /** When it runs out. Days of every kind run to the last second of the day in London. */
    public Instant dueAfter(Instant start, WorkingCalendar calendar) {
        return switch (unit) {
            case WORKING_DAYS -> calendar.endOfWorkingDay(start, amount);
            case ELAPSED_HOURS -> start.plus(Duration.ofHours(amount));
            case DAYS -> calendar.endOfDay(WorkingCalendar.dayOf(start).plusDays(amount));
            case MONTHS -> calendar.endOfDay(WorkingCalendar.dayOf(start).plusMonths(amount));
        };
    }

    @Override
    public String toString() {
        return amount + " " + switch (unit) {
            case WORKING_DAYS -> "WD";
            case ELAPSED_HOURS -> "h";
            case DAYS -> "d";
            case MONTHS -> "months";
        };
    }
}
