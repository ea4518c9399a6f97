package org.goldenthread.query.replay;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.query.replay.Duties.Late;
import org.jspecify.annotations.Nullable;

/**
 * A case as it stood at a moment, entry by entry in the order of recording; with a viewpoint, only what that agency had by then, and
 * {@code unseen} counts the rest. {@code prefix} is everything that was recorded by then, oldest first.
 */
public record Replay(ChildId child, Instant asOf, @Nullable AgencyId viewpoint, List<Step> steps, int unseen, List<Recorded<?>> prefix) {

    /** More working days than this without an entry are a silence. */
    static final int SILENCE = 5;

    private static final int NAMED_SILENCES = 3;
    private static final int LISTED = 50;

    /** One entry, numbered from 1; {@code silence} counts the working days since the entry before it was recorded. */
    public record Step(int number, Recorded<?> recorded, int silence) {

        public boolean isAfterSilence() {
            return silence > SILENCE;
        }
    }

    /** @param prefix everything recorded about the child up to and with {@code asOf}, oldest first */
    static Replay of(List<Recorded<?>> prefix, ChildId child, Instant asOf, @Nullable AgencyId viewpoint) {
        var shown = viewpoint == null ? prefix : Eyes.of(prefix, child, viewpoint, asOf);
        var steps = new ArrayList<Step>();
        for (var one : shown) {
            int silence = steps.isEmpty() ? 0 : WorkingCalendar.englandAndWales().workingDaysBetween(dayOf(steps.getLast().recorded()), dayOf(one));
            steps.add(new Step(steps.size() + 1, one, silence));
        }
        return new Replay(child, asOf, viewpoint, List.copyOf(steps), prefix.size() - steps.size(), prefix);
    }

    private static LocalDate dayOf(Recorded<?> recorded) {
        return WorkingCalendar.dayOf(recorded.envelope().recordedAt());
    }

    /** The step of a number; the nearest where there is none. There must be one. */
    Step at(int number) {
        return steps.get(Math.clamp(number, 1, steps.size()) - 1);
    }

    /** The entries of the steps before one, oldest first. */
    List<Recorded<?>> before(Step present) {
        return steps.subList(0, present.number() - 1).stream().<Recorded<?>>map(Step::recorded).toList();
    }

    /** Everything recorded up to and with a step, seen by the viewpoint or not; oldest first. */
    List<Recorded<?>> recordedBy(Step present) {
        long position = present.recorded().envelope().position();
        return prefix.stream().filter(one -> one.envelope().position() <= position).toList();
    }

    /** Whether a step is the last, after which nothing of it was recorded up to the moment. */
    boolean isLast(Step present) {
        return present.number() == steps.size();
    }

    /** What was past its time at a step; nothing through an agency's eyes, which would tell of what it didn't know. */
    List<Late> late(Step present) {
        return viewpoint == null ? Duties.late(recordedBy(present), child, present.recorded().envelope().recordedAt()) : List.of();
    }

    /** What was past its time at the moment itself; nothing through an agency's eyes. */
    List<Late> lateAtEnd() {
        return viewpoint == null ? Duties.late(prefix, child, asOf) : List.of();
    }

    /** The working days from the last step to the moment; 0 where there is no step. */
    int silenceAtEnd() {
        return steps.isEmpty() ? 0 : WorkingCalendar.englandAndWales().workingDaysBetween(dayOf(steps.getLast().recorded()), WorkingCalendar.dayOf(asOf));
    }

    /** The longest silences, the longest first. */
    List<Step> silences() {
        return steps.stream().filter(Step::isAfterSilence).sorted(Comparator.comparingInt(Step::silence).reversed()).limit(NAMED_SILENCES).toList();
    }

    /** The part of the list of steps in which a step stands. */
    List<Step> around(Step present) {
        int from = (present.number() - 1) / LISTED * LISTED;
        return steps.subList(from, Math.min(from + LISTED, steps.size()));
    }
}
