package org.goldenthread.query.timeliness;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.query.document.Documents.Owing;
import org.jspecify.annotations.Nullable;

/**
 * What managers look at (domain 5.1, rows 3a to 3c): each figure with its numerator and its denominator and what stands behind both.
 * What is not due yet is in neither; what is overdue and still open stays in the denominator.
 */
public record Figures(List<Figure> figures, List<ByAgency> attendance, List<ByAgency> actions, List<ByAgency> minutes) {

    /** One figure. */
    public record Figure(Name name, List<Item> of) {

        public long numerator() {
            return of.stream().filter(Item::counts).count();
        }

        public int denominator() {
            return of.size();
        }

        /** Whole per cent; empty where there is nothing to count. */
        public String share() {
            return of.isEmpty() ? "" : Math.round(100.0 * numerator() / denominator()) + "%";
        }
    }

    /** Something counted: what it is, when, in which meeting, of which agency where it is one's, whether it is in the numerator. */
    public record Item(UUID id, UUID meeting, @Nullable AgencyId agency, Instant at, String what, boolean counts) {}

    /** A figure of one agency. */
    public record ByAgency(AgencyId agency, Figure figure) {}

    /** The figures and what each counts. */
    public enum Name {
        HELD_IN_TIME("Strategy discussions held in time", "Held by their time (TS-STR-HOLD), of those asked for in the period whose time is up or that were held"),
        QUORATE_FIRST("First discussions with social care, police and health", "First discussions that ended in the period with all three there, of all of them"),
        QUORATE_LATER("Later discussions with social care, police and health", "Second and later discussions that ended in the period with all three there, of all of them"),
        DECIDED_TOGETHER("Decided in the meeting, together", "Decisions taken in the meeting to which police and health agreed, of all decisions of the period"),
        AFTER_ANSWERED("Decisions after the meeting answered in time", "Those to which everybody who was there said how they stand by TS-ENDORSE, of those whose time is up or who all answered"),
        ACTIONS_IN_TIME("Actions done in time", "Actions done by their due day, of those due in the period"),
        SEATS_FILLED("Seats filled", "Seats taken by somebody who may decide for their agency, of all seats of meetings that ended in the period"),
        MINUTES_IN_TIME("Minutes with their agency in time", "Delivered by the day they were owed, of all that agencies were owed in the period whose day is past or that were delivered; late, not sent and waived are not"),
        MINUTES_ACKNOWLEDGED("Minutes acknowledged in time", "Said by the agency to be there by TS-ACK, of those owed in the period and delivered whose time is up or that were acknowledged");

        private final String title;
        private final String counts;

        Name(String title, String counts) {
            this.title = title;
            this.counts = counts;
        }

        public String title() {
            return title;
        }

        public String counts() {
            return counts;
        }
    }

    static Figures of(List<Register.Meeting> meetings, List<Register.Seat> seats, List<Register.Decision> decisions, List<Register.Action> actions, List<Owing> owing, Period period, Instant now) {
        var held = figure(Name.HELD_IN_TIME, meetings, meeting -> meeting.holdFrom() != null && meeting.holdBy() != null && period.holds(meeting.holdFrom())
                && (meeting.heldAt() != null || now.isAfter(meeting.holdBy())), meeting -> new Item(meeting.id(), meeting.id(), null, meeting.startsAt(), "Sitting " + meeting.sitting(),
                        meeting.heldAt() != null && meeting.holdBy() != null && !meeting.heldAt().isAfter(meeting.holdBy())));
        var all = List.of(held, quorate(Name.QUORATE_FIRST, meetings, period, meeting -> meeting.sitting() == 1),
                quorate(Name.QUORATE_LATER, meetings, period, meeting -> meeting.sitting() > 1),
                figure(Name.DECIDED_TOGETHER, decisions, decision -> true, decision -> new Item(decision.id(), decision.meeting(), null, decision.decidedAt(),
                        decision.type() + " " + decision.answer(), !decision.after() && decision.together())),
                figure(Name.AFTER_ANSWERED, decisions, decision -> decision.after() && decision.endorseBy() != null && (decision.silent() == 0 || now.isAfter(decision.endorseBy())),
                        decision -> new Item(decision.id(), decision.meeting(), null, decision.decidedAt(), decision.minutesAfter() + " minutes after",
                                decision.silent() == 0 && decision.lastSaid() != null && !decision.lastSaid().isAfter(decision.endorseBy()))),
                actionsFigure(actions, now), seatsFigure(seats), minutesFigure(owing, now),
                figure(Name.MINUTES_ACKNOWLEDGED, owing, one -> one.acknowledgedAt() != null || (one.acknowledgeBy() != null && now.isAfter(one.acknowledgeBy())),
                        one -> new Item(one.document(), one.meeting(), one.agency(), one.dueBy(), one.acknowledgedAt() == null ? "NOT_ACKNOWLEDGED" : "ACKNOWLEDGED", one.isAcknowledgedInTime())));
        return new Figures(all, byAgency(seats, Register.Seat::agency, Figures::seatsFigure), byAgency(actions, Register.Action::agency, some -> actionsFigure(some, now)),
                byAgency(owing, Owing::agency, some -> minutesFigure(some, now)));
    }

    private static Figure quorate(Name name, List<Register.Meeting> meetings, Period period, Predicate<Register.Meeting> which) {
        return figure(name, meetings, meeting -> meeting.endedAt() != null && period.holds(meeting.endedAt()) && which.test(meeting),
                meeting -> new Item(meeting.id(), meeting.id(), null, meeting.startsAt(), "Sitting " + meeting.sitting(), Boolean.TRUE.equals(meeting.quorate())));
    }

    private static Figure actionsFigure(List<Register.Action> actions, Instant now) {
        return figure(Name.ACTIONS_IN_TIME, actions, action -> !action.open() || now.isAfter(action.dueBy()),
                action -> new Item(action.id(), action.meeting(), action.agency(), action.dueBy(), action.state(), action.completedAt() != null && !action.open() && !action.completedAt().isAfter(action.dueBy())));
    }

    private static Figure minutesFigure(List<Owing> owing, Instant now) {
        return figure(Name.MINUTES_IN_TIME, owing, one -> one.deliveredAt() != null || now.isAfter(one.dueBy()), one -> new Item(one.document(), one.meeting(), one.agency(), one.dueBy(),
                one.deliveredAt() != null ? "DELIVERED" : one.waived() ? "WAIVED" : "NOT_SENT", one.isInTime()));
    }

    private static Figure seatsFigure(List<Register.Seat> seats) {
        return figure(Name.SEATS_FILLED, seats, seat -> true, seat -> new Item(seat.meeting(), seat.meeting(), seat.agency(), seat.startsAt(), seat.entry(), seat.isFilled()));
    }

    private static <T> Figure figure(Name name, List<T> rows, Predicate<T> isCounted, Function<T, Item> item) {
        return new Figure(name, rows.stream().filter(isCounted).map(item).toList());
    }

    private static <T> List<ByAgency> byAgency(List<T> rows, Function<T, AgencyId> agencyOf, Function<List<T>, Figure> figure) {
        Map<UUID, List<T>> grouped = new TreeMap<>();
        rows.forEach(row -> grouped.computeIfAbsent(agencyOf.apply(row).value(), agency -> new ArrayList<>()).add(row));
        return grouped.entrySet().stream().map(one -> new ByAgency(new AgencyId(one.getKey()), figure.apply(one.getValue()))).toList();
    }

    /** One figure; of one agency where one is named. */
    Figure figure(Name name, java.util.Optional<AgencyId> agency) {
        var of = name == Name.ACTIONS_IN_TIME ? actions : name == Name.MINUTES_IN_TIME ? minutes : attendance;
        return agency.isEmpty() ? figures.stream().filter(one -> one.name() == name).findFirst().orElseThrow()
                : of.stream().filter(one -> one.agency().equals(agency.get())).map(ByAgency::figure).findFirst().orElse(new Figure(name, List.of()));
    }
}
