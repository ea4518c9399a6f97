package org.goldenthread.query.meeting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.meeting.MeetingEvent;
import org.goldenthread.events.meeting.MeetingEvent.AfterMeetingDecisionRecorded;
import org.goldenthread.events.meeting.MeetingEvent.Answer;
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
import org.goldenthread.events.meeting.MeetingEvent.Sitting;
import org.goldenthread.events.meeting.MeetingEvent.Stance;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.CorePart;
import org.goldenthread.events.values.DecisionId;
import org.jspecify.annotations.Nullable;

/** A meeting as its page shows it: folded from its events; texts still sealed. */
public record MeetingView(MeetingConvened convened, @Nullable Instant openedAt, @Nullable MeetingAdjourned adjourned, @Nullable MeetingClosed closed,
        @Nullable MeetingCancelled cancelled, List<Child> children, List<Place> places, List<Told> information, List<Ruling> decisions, int version) {

    /** A child with the number the meeting's commands call them by. */
    public record Child(int ref, ChildId id, int sitting, @Nullable ChildVoiceRecorded voice) {}

    /** A seat and who came to it. */
    public record Place(Seat seat, @Nullable AttendanceRecorded attended) {

        public boolean isTaken() {
            return attended != null && attended.status().isThere();
        }
    }

    /** What an agency told, and how it was recorded. */
    public record Told(InformationShared of, Recorded<?> recorded) {}

    /** A decision with how every agency stands to it; {@code after} where it was taken after the end. */
    public record Ruling(DecisionId id, ChildId child, DecisionType type, Answer answer, PersonalText rationale, Instant at, @Nullable MeetingDecisionRecorded within,
            @Nullable AfterMeetingDecisionRecorded after, @Nullable DecisionId replacedBy, @Nullable PositionsOverdue overdue, List<Stand> stands) {

        /**
         * Whether it was decided together (U6): those whose agreement a strategy discussion asks for agreed, and nobody of social
         * care, police or health dissented. Who was not there, or was not asked, did not agree.
         */
        public boolean isJoint() {
            return agreed(CorePart.POLICE) && agreed(CorePart.HEALTH) && stands.stream().noneMatch(stand -> stand.core() != null && stand.stance() == Stance.DISSENTED);
        }

        private boolean agreed(CorePart part) {
            return stands.stream().anyMatch(stand -> stand.core() == part && stand.stance() == Stance.AGREED);
        }
    }

    /** How an agency stands to a decision; where nobody recorded it, not asked if it was there, else not present. */
    public record Stand(AgencyId agency, @Nullable CorePart core, Stance stance, @Nullable PositionRecorded said) {}

    public Kind kind() {
        return convened.kind();
    }

    /** CONVENED, IN_SESSION, ADJOURNED, CLOSED or CANCELLED. */
    public String state() {
        return closed != null ? "CLOSED" : cancelled != null ? "CANCELLED" : adjourned != null ? "ADJOURNED" : openedAt != null ? "IN_SESSION" : "CONVENED";
    }

    /** Whether things can still be recorded in it as in a meeting. */
    public boolean isLive() {
        return closed == null && cancelled == null;
    }

    /** The core parts of which nobody is there, as it stands. */
    public List<CorePart> missing() {
        return closed != null ? closed.missing() : Stream.of(CorePart.values())
                .filter(part -> places.stream().noneMatch(place -> place.isTaken() && place.seat().core() == part)).toList();
    }

    /** The agencies at the table, once each, in the order of their seats. */
    public List<AgencyId> agencies() {
        return places.stream().map(place -> place.seat().agencyId()).distinct().toList();
    }

    public Optional<Child> child(int ref) {
        return children.stream().filter(child -> child.ref() == ref).findFirst();
    }

    public int refOf(ChildId id) {
        return children.stream().filter(child -> child.id().equals(id)).mapToInt(Child::ref).findFirst().orElse(0);
    }

    /** The decisions that stand, for one child. */
    public List<Ruling> standing(ChildId child) {
        return decisions.stream().filter(one -> one.child().equals(child) && one.replacedBy() == null).toList();
    }

    /** What is told about one child, as it was told. */
    public List<Told> told(ChildId child) {
        return information.stream().filter(one -> one.of().childId().equals(child)).toList();
    }

    static Optional<MeetingView> of(List<Recorded<?>> history) {
        return history.isEmpty() || !(history.getFirst().event() instanceof MeetingConvened convened) ? Optional.empty()
                : Optional.of(new Fold(convened).all(history));
    }

    /** Gathers a history. */
    private static final class Fold {

        private final MeetingConvened convened;
        private final Map<Integer, Place> places = new LinkedHashMap<>();
        private final Map<ChildId, ChildVoiceRecorded> voices = new LinkedHashMap<>();
        private final List<Told> information = new ArrayList<>();
        private final Map<DecisionId, Ruling> decisions = new LinkedHashMap<>();
        private final Map<DecisionId, DecisionId> replaced = new LinkedHashMap<>();
        private final Map<DecisionId, Map<AgencyId, PositionRecorded>> positions = new LinkedHashMap<>();
        private final Map<DecisionId, PositionsOverdue> overdue = new LinkedHashMap<>();
        private @Nullable Instant openedAt;
        private @Nullable MeetingAdjourned adjourned;
        private @Nullable MeetingClosed closed;
        private @Nullable MeetingCancelled cancelled;

        Fold(MeetingConvened convened) {
            this.convened = convened;
            convened.seats().forEach(seat -> places.put(seat.number(), new Place(seat, null)));
        }

        MeetingView all(List<Recorded<?>> history) {
            history.forEach(this::take);
            var children = convened.sittings().stream().map(sitting -> child(sitting, convened.sittings().indexOf(sitting) + 1)).toList();
            return new MeetingView(convened, openedAt, adjourned, closed, cancelled, children, List.copyOf(places.values()), List.copyOf(information),
                    decisions.values().stream().map(this::whole).sorted(Comparator.comparing(Ruling::at)).toList(), history.getLast().envelope().sequence());
        }

        private void take(Recorded<?> recorded) {
            if (recorded.event() instanceof MeetingEvent event) {
                switch (event) {
                    case MeetingConvened e -> { }
                    case SeatAdded e -> places.put(e.seat().number(), new Place(e.seat(), null));
                    case MeetingOpened e -> {
                        openedAt = e.openedAt();
                        cancelled = null;
                    }
                    case AttendanceRecorded e -> places.computeIfPresent(e.seat(), (number, place) -> new Place(place.seat(), e));
                    case InformationShared e -> information.add(new Told(e, recorded));
                    case ChildVoiceRecorded e -> voices.put(e.childId(), e);
                    case MeetingDecisionRecorded e -> decide(new Ruling(e.decisionId(), e.childId(), e.type(), e.decision(), e.rationale(),
                            e.decidedAt() == null ? recorded.envelope().occurredAt() : e.decidedAt(), e, null, null, null, List.of()), e.supersedes());
                    case AfterMeetingDecisionRecorded e -> decide(new Ruling(e.decisionId(), e.childId(), e.type(), e.decision(), e.rationale(), e.decidedAt(), null, e,
                            null, null, List.of()), e.supersedes());
                    case PositionRecorded e -> positions.computeIfAbsent(e.decisionId(), id -> new LinkedHashMap<>()).put(e.agencyId(), e);
                    case MeetingAdjourned e -> adjourned = e;
                    case MeetingResumed e -> adjourned = null;
                    case MeetingClosed e -> closed = e;
                    case MeetingCancelled e -> cancelled = e;
                    case PositionsOverdue e -> overdue.put(e.decisionId(), e);
                }
            }
        }

        private void decide(Ruling ruling, @Nullable DecisionId instead) {
            decisions.put(ruling.id(), ruling);
            if (instead != null) {
                replaced.put(instead, ruling.id());
            }
        }

        private Child child(Sitting sitting, int ref) {
            return new Child(ref, sitting.childId(), sitting.number(), voices.get(sitting.childId()));
        }

        private Ruling whole(Ruling one) {
            var said = positions.getOrDefault(one.id(), Map.of());
            var stands = places.values().stream().map(place -> place.seat().agencyId()).distinct().map(agency -> stand(agency, said.get(agency))).toList();
            return new Ruling(one.id(), one.child(), one.type(), one.answer(), one.rationale(), one.at(), one.within(), one.after(), replaced.get(one.id()),
                    overdue.get(one.id()), stands);
        }

        private Stand stand(AgencyId agency, @Nullable PositionRecorded said) {
            var of = places.values().stream().filter(place -> place.seat().agencyId().equals(agency)).toList();
            var core = of.stream().map(place -> place.seat().core()).filter(Objects::nonNull).findFirst().orElse(null);
            return new Stand(agency, core, said != null ? said.stance() : of.stream().anyMatch(Place::isTaken) ? Stance.NOT_ASKED : Stance.NOT_PRESENT, said);
        }
    }
}
