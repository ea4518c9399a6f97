package org.goldenthread.command.meeting;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.goldenthread.events.meeting.MeetingEvent;
import org.goldenthread.events.meeting.MeetingEvent.AfterMeetingDecisionRecorded;
import org.goldenthread.events.meeting.MeetingEvent.Answer;
import org.goldenthread.events.meeting.MeetingEvent.Attendance;
import org.goldenthread.events.meeting.MeetingEvent.AttendanceRecorded;
import org.goldenthread.events.meeting.MeetingEvent.ChildVoiceRecorded;
import org.goldenthread.events.meeting.MeetingEvent.DecisionType;
import org.goldenthread.events.meeting.MeetingEvent.InformationShared;
import org.goldenthread.events.meeting.MeetingEvent.Kind;
import org.goldenthread.events.meeting.MeetingEvent.MeetingAdjourned;
import org.goldenthread.events.meeting.MeetingEvent.MeetingCancelled;
import org.goldenthread.events.meeting.MeetingEvent.MeetingClosed;
import org.goldenthread.events.meeting.MeetingEvent.MeetingConvened;
import org.goldenthread.events.meeting.MeetingEvent.MeetingDecisionRecorded;
import org.goldenthread.events.meeting.MeetingEvent.MeetingOpened;
import org.goldenthread.events.meeting.MeetingEvent.MeetingResumed;
import org.goldenthread.events.meeting.MeetingEvent.PositionRecorded;
import org.goldenthread.events.meeting.MeetingEvent.PositionsOverdue;
import org.goldenthread.events.meeting.MeetingEvent.Seat;
import org.goldenthread.events.meeting.MeetingEvent.SeatAdded;
import org.goldenthread.events.meeting.MeetingEvent.Stance;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.CorePart;
import org.goldenthread.events.values.DecisionId;
import org.jspecify.annotations.Nullable;

/** As much of a meeting's past as its rules need: ids, times and codes, never a person's text. {@code since} is when it came to its state. */
record MeetingPast(State state, Instant since, Kind kind, Instant startsAt, @Nullable Instant endedAt, List<ChildId> children, List<Chair> seats,
        List<Ruling> decisions, Set<ChildId> voices, List<Position> positions, Set<DecisionId> overdue) {

    static final MeetingPast NONE = new MeetingPast(State.CONVENED, Instant.EPOCH, Kind.STRATEGY, Instant.EPOCH, null, List.of(), List.of(), List.of(), Set.of(),
            List.of(), Set.of());

    private static final Duration HALF_A_DAY = Duration.ofHours(12);

    /** Facts go in as long as a meeting was not cancelled; only intentions look at this. */
    enum State { CONVENED, IN_SESSION, ADJOURNED, CLOSED, CANCELLED }

    /** A seat and whether it was taken. */
    record Chair(Seat seat, @Nullable Attendance taken) {

        boolean isTaken() {
            return taken != null && taken.isThere();
        }
    }

    /** A decision; {@code after} where it was taken after the end. */
    record Ruling(DecisionId id, ChildId child, DecisionType type, Answer answer, @Nullable Instant at, boolean after, boolean replaced, @Nullable Instant dueBy) {

        Ruling giveWay() {
            return new Ruling(id, child, type, answer, at, after, true, dueBy);
        }
    }

    /** How an agency stands to a decision. */
    record Position(DecisionId decision, AgencyId agency, Stance stance) {

        /** Whether it says yes or no; that somebody was not asked, or not there, is no answer. */
        boolean isAnAnswer() {
            return stance == Stance.AGREED || stance == Stance.DISSENTED;
        }

        boolean isOf(DecisionId one, AgencyId by) {
            return decision.equals(one) && agency.equals(by);
        }
    }

    /** Whether it has ended; from then on decisions are decisions after the meeting. */
    boolean hasEnded() {
        return endedAt != null;
    }

    /**
     * When what is recorded now was said: while people meet, now; after the end or while adjourned, before they parted; half a day or more
     * after they came together, it is being typed up.
     */
    Instant saidAt(Instant now) {
        return endedAt != null ? endedAt : state == State.ADJOURNED || since.isBefore(now.minus(HALF_A_DAY)) ? since : now;
    }

    /** Whether a moment is before the meeting began, or in its present pause. */
    boolean isAway(Instant moment) {
        return moment.isBefore(startsAt) || (state == State.ADJOURNED && moment.isAfter(since));
    }

    /** The child with a number, counted from 1; null where the meeting is about none such. */
    @Nullable ChildId child(int ref) {
        return ref < 1 || ref > children.size() ? null : children.get(ref - 1);
    }

    Optional<Ruling> decision(DecisionId id) {
        return decisions.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /** The decision of a type that stands for a child: the newest that no other replaced. */
    Optional<Ruling> standing(ChildId child, DecisionType type) {
        return decisions.stream().filter(one -> one.child().equals(child) && one.type() == type && !one.replaced()).max(Comparator.comparing(Ruling::after));
    }

    Optional<Chair> seat(int number) {
        return seats.stream().filter(one -> one.seat().number() == number).findFirst();
    }

    boolean hasSeat(AgencyId agency) {
        return seats.stream().anyMatch(one -> one.seat().agencyId().equals(agency));
    }

    /** Whether somebody who stands for a core part sat there. */
    boolean isThere(CorePart part) {
        return seats.stream().anyMatch(one -> one.isTaken() && one.seat().core() == part);
    }

    /** Whether an agency that stands for a core part said how it stands to a decision. */
    boolean hasSpoken(CorePart part, DecisionId decision) {
        return positions.stream().anyMatch(said -> said.isAnAnswer() && said.decision().equals(decision)
                && seats.stream().anyMatch(one -> one.seat().agencyId().equals(said.agency()) && one.seat().core() == part));
    }

    /** Those who were there and have not said how they stand to a decision. */
    List<AgencyId> silentOn(DecisionId decision) {
        return seats.stream().filter(Chair::isTaken).map(one -> one.seat().agencyId()).distinct()
                .filter(agency -> positions.stream().noneMatch(said -> said.isAnAnswer() && said.isOf(decision, agency))).toList();
    }

    MeetingPast evolve(MeetingEvent event) {
        return switch (event) {
            case MeetingConvened e -> new MeetingPast(State.CONVENED, e.startsAt(), e.kind(), e.startsAt(), null, e.about(), e.seats().stream().map(seat -> new Chair(seat, null)).toList(),
                    List.of(), Set.of(), List.of(), Set.of());
            case SeatAdded e -> withSeats(Stream.concat(seats.stream(), Stream.of(new Chair(e.seat(), null))).toList());
            case MeetingOpened e -> new MeetingPast(hasEnded() ? state : State.IN_SESSION, hasEnded() ? since : e.openedAt(), kind, e.openedAt().isBefore(startsAt) ? e.openedAt() : startsAt, endedAt, children, seats,
                    decisions, voices, positions, overdue);
            case AttendanceRecorded e -> withSeats(seats.stream().map(one -> one.seat().number() == e.seat() ? new Chair(one.seat(), e.status()) : one).toList());
            case InformationShared e -> this;
            case ChildVoiceRecorded e -> new MeetingPast(state, since, kind, startsAt, endedAt, children, seats, decisions, with(voices, e.childId()), positions, overdue);
            case MeetingDecisionRecorded e -> with(new Ruling(e.decisionId(), e.childId(), e.type(), e.decision(), e.decidedAt(), false, false, null), e.supersedes());
            case AfterMeetingDecisionRecorded e -> with(new Ruling(e.decisionId(), e.childId(), e.type(), e.decision(), e.decidedAt(), true, false,
                    e.endorsement().dueBy()), e.supersedes());
            case PositionRecorded e -> new MeetingPast(state, since, kind, startsAt, endedAt, children, seats, decisions, voices, with(positions,
                    new Position(e.decisionId(), e.agencyId(), e.stance()), said -> said.isOf(e.decisionId(), e.agencyId())), overdue);
            case MeetingAdjourned e -> in(State.ADJOURNED, e.adjournedAt());
            case MeetingResumed e -> in(State.IN_SESSION, e.resumedAt());
            case MeetingClosed e -> new MeetingPast(State.CLOSED, e.endedAt(), kind, startsAt, e.endedAt(), children, seats, decisions, voices, positions, overdue);
            case MeetingCancelled e -> in(State.CANCELLED, e.startsAt());
            case PositionsOverdue e -> new MeetingPast(state, since, kind, startsAt, endedAt, children, seats, decisions, voices, positions, with(overdue, e.decisionId()));
        };
    }

    /** A meeting that has ended stays so, whatever is typed up of it later. */
    private MeetingPast in(State next, Instant at) {
        return hasEnded() ? this : new MeetingPast(next, at, kind, startsAt, null, children, seats, decisions, voices, positions, overdue);
    }

    private MeetingPast withSeats(List<Chair> all) {
        return new MeetingPast(state, since, kind, startsAt, endedAt, children, all, decisions, voices, positions, overdue);
    }

    private MeetingPast with(Ruling decision, @Nullable DecisionId replaces) {
        var all = decisions.stream().map(one -> one.id().equals(replaces) ? one.giveWay() : one);
        return new MeetingPast(state, since, kind, startsAt, endedAt, children, seats, Stream.concat(all, Stream.of(decision)).toList(), voices, positions, overdue);
    }

    private static <T> Set<T> with(Set<T> set, T more) {
        return Stream.concat(set.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
    }

    private static <T> List<T> with(List<T> list, T more, Predicate<T> instead) {
        return Stream.concat(list.stream().filter(instead.negate()), Stream.of(more)).toList();
    }
}
