package org.goldenthread.events.values;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An agency through time: one id, the names it has had, and whom it passed its work to. Events name the id only, so that
 * renaming, splitting and merging never touch them (domain 0.10).
 */
public record Agency(AgencyId id, AgencyType type, List<Named> names, List<AgencyId> successors) {

    /** A name with the days it holds: {@code from} inclusive, {@code until} exclusive or open. */
    public record Named(String name, LocalDate from, @Nullable LocalDate until) {

        boolean holdsOn(LocalDate day) {
            return !day.isBefore(from) && (until == null || day.isBefore(until));
        }
    }

    public Agency {
        names = List.copyOf(names);
        successors = List.copyOf(successors);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("an agency has at least one name");
        }
    }

    /** Whether it exists on a day: one of its names holds. */
    public boolean isNamedOn(LocalDate day) {
        return names.stream().anyMatch(name -> name.holdsOn(day));
    }

    /** The name it had on a day; before its first name, the first; after its last, the last. */
    public String nameOn(LocalDate day) {
        return names.stream().filter(name -> name.holdsOn(day)).findFirst()
                .orElseGet(() -> day.isBefore(names.getFirst().from()) ? names.getFirst() : names.getLast()).name();
    }
}
