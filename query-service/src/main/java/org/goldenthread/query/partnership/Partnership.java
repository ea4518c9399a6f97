package org.goldenthread.query.partnership;

import java.time.YearMonth;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.goldenthread.events.meeting.MeetingEvent.Kind;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.query.timeliness.Period;

/**
 * The figures of the board (domain 5.1, rows 3a, 7a and 7b), each as a whole, by month, by agency and by kind of meeting. What is not due
 * yet is in neither number; what is overdue and still open stays in the second.
 */
public record Partnership(List<Figure> figures) {

    /** One figure; the agencies with the most to mend first. */
    public record Figure(Name name, Share whole, List<Part<YearMonth>> months, List<Part<AgencyId>> agencies, List<Part<Kind>> kinds) {}

    /** The share of one month, agency or kind. */
    public record Part<K>(K of, Share share) {}

    /** So many of so many; {@code waived} are those of the second that were waived, and never came. */
    public record Share(long numerator, long denominator, long waived) {

        static final Share NOTHING = new Share(0, 0, 0);

        Share and(Share other) {
            return new Share(numerator + other.numerator, denominator + other.denominator, waived + other.waived);
        }

        /** Whole per cent, which says neither all nor none where that is not so; empty where there is nothing to count. */
        public String percent() {
            long rounded = denominator == 0 ? 0 : Math.round(100.0 * numerator / denominator);
            return denominator == 0 ? "" : rounded == 0 && numerator > 0 ? "under 1%" : (rounded == 100 && numerator < denominator ? 99 : rounded) + "%";
        }

        public boolean isNothing() {
            return denominator == 0;
        }
    }

    /** The figures: what each counts, and how much of it is aimed at. */
    public enum Name {
        MINUTES_IN_TIME("Minutes delivered in time", "Minutes that were with their agency by the day they were owed, of all that agencies were owed in the period whose day is past or that "
                + "were delivered. Late, not sent and waived are not in time", 95, true),
        NEVER_RECEIVED("Minutes never received", "Minutes that were not with their agency 20 working days after the day they were owed, of all that agencies were owed in the period "
                + "whose day is past or that were delivered", 0, false),
        SHARED_IN_TIME("Decisions shared within 1 working day", "Decisions that an agency had by the end of the working day after the meeting ended, or after the decision where that was later, "
                + "by an agency added afterwards by the day its first copy was due, counted for each agency that was to have them, of all whose day fell in the period and is past or that were shared", 100, true),
        AFTER_MEETING("Decisions taken after the meeting", "Decisions taken after their meeting had ended, of all decisions taken in the period that stand", 5, false);

        private final String title;
        private final String counts;
        private final int target;
        private final boolean atLeast;

        Name(String title, String counts, int target, boolean atLeast) {
            this.title = title;
            this.counts = counts;
            this.target = target;
            this.atLeast = atLeast;
        }

        public String title() {
            return title;
        }

        public String counts() {
            return counts;
        }

        /** Per cent: the least of a figure of what went well, the most of the others. */
        public int target() {
            return target;
        }

        public boolean isAtLeast() {
            return atLeast;
        }

        /** What is aimed at, in words. */
        public String aim() {
            return target == 100 ? "all of them" : target == 0 ? "none" : (atLeast ? "at least " : "at most ") + target + "%";
        }

        public boolean isMet(Share share) {
            return atLeast ? 100 * share.numerator() >= target * share.denominator() : 100 * share.numerator() <= target * share.denominator();
        }

        public boolean isByAgency() {
            return this != AFTER_MEETING;
        }

        /** How much there is to mend. */
        private long toMend(Share share) {
            return atLeast ? share.denominator() - share.numerator() : share.numerator();
        }

        Share of(Cell cell) {
            return switch (this) {
                case MINUTES_IN_TIME -> cell.source().equals(Tally.MINUTES) ? new Share(cell.good(), cell.counted(), cell.waived()) : Share.NOTHING;
                case NEVER_RECEIVED -> cell.source().equals(Tally.MINUTES) ? new Share(cell.never(), cell.counted(), cell.waivedNever()) : Share.NOTHING;
                case SHARED_IN_TIME -> cell.source().equals(Tally.NOTICE) ? new Share(cell.good(), cell.counted(), 0) : Share.NOTHING;
                case AFTER_MEETING -> cell.source().equals(Tally.DECISION) ? new Share(cell.good(), cell.counted(), 0) : Share.NOTHING;
            };
        }
    }

    /**
     * What was counted of one month, agency and kind: all that is due or came, those of them that are in time or after the meeting, those
     * never received, and how many of the late and of the never received were waived.
     */
    record Cell(String source, YearMonth month, UUID agency, Kind kind, long good, long counted, long waived, long never, long waivedNever) {}

    static Partnership of(List<Cell> cells, Period period) {
        return new Partnership(List.of(Name.values()).stream().map(name -> figure(name, cells, period)).toList());
    }

    /** One of them. */
    public Figure figure(Name name) {
        return figures.stream().filter(figure -> figure.name() == name).findFirst().orElseThrow();
    }

    private static Figure figure(Name name, List<Cell> cells, Period period) {
        Map<YearMonth, Share> months = new LinkedHashMap<>();
        period.months().forEach(month -> months.put(month, Share.NOTHING));
        cells.forEach(cell -> months.merge(cell.month(), name.of(cell), Share::and));
        var agencies = name.isByAgency() ? parts(by(name, cells, cell -> new AgencyId(cell.agency()))) : List.<Part<AgencyId>>of();
        var worstFirst = Comparator.<Part<AgencyId>>comparingLong(part -> -name.toMend(part.share())).thenComparing(part -> part.of().value());
        return new Figure(name, whole(name, cells, cell -> true), parts(months), agencies.stream().sorted(worstFirst).toList(),
                parts(by(name, cells, Cell::kind)).stream().sorted(Comparator.comparing(Part::of)).toList());
    }

    /** The share of those that a list is asked for. */
    static Share whole(Name name, List<Cell> cells, Predicate<Cell> which) {
        return cells.stream().filter(which).map(name::of).reduce(Share.NOTHING, Share::and);
    }

    private static <K> Map<K, Share> by(Name name, List<Cell> cells, Function<Cell, K> key) {
        Map<K, Share> shares = new LinkedHashMap<>();
        cells.forEach(cell -> shares.merge(key.apply(cell), name.of(cell), Share::and));
        shares.values().removeIf(Share::isNothing);
        return shares;
    }

    private static <K> List<Part<K>> parts(Map<K, Share> shares) {
        return shares.entrySet().stream().map(one -> new Part<>(one.getKey(), one.getValue())).toList();
    }
}
