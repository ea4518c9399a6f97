package org.goldenthread.command.child;

import java.time.LocalDate;
import java.util.Optional;
import org.goldenthread.events.contact.ContactEvent.DobStatus;
import org.jspecify.annotations.Nullable;

/** What a child's date of birth may be: one rule for whoever names a child. */
public final class BirthDate {

    private BirthDate() {}

    /** How sure the giver is, where they did not say: known where there is a date. */
    public static DobStatus statusOf(@Nullable DobStatus given, @Nullable LocalDate dob) {
        return given != null ? given : dob == null ? DobStatus.UNKNOWN : DobStatus.KNOWN;
    }

    /** What is wrong with it, as a sentence; empty where nothing is. {@code today} in London. */
    public static Optional<String> fault(DobStatus status, @Nullable LocalDate dob, LocalDate today) {
        if (dob == null) {
            return status == DobStatus.UNKNOWN ? Optional.empty() : Optional.of("Give the date, or choose 'unknown'.");
        }
        if (status == DobStatus.UNBORN_EDD) {
            return dob.isBefore(today.minusMonths(1)) || dob.isAfter(today.plusMonths(10))
                    ? Optional.of("An expected date of delivery lies within the next 10 months.") : Optional.empty();
        }
        return dob.isAfter(today) || dob.isBefore(today.minusYears(26))
                ? Optional.of("A child's date of birth is in the past and not more than 25 years ago.") : Optional.empty();
    }
}
