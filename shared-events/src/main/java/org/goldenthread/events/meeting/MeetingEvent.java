package org.goldenthread.events.meeting;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.goldenthread.events.EventName;
import org.goldenthread.events.LedgerEvent;
import org.goldenthread.events.Sensitivity;
import org.goldenthread.events.calendar.Clock;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.ActionId;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.CorePart;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.events.values.RiskDomain;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to one sitting of a meeting, of whatever kind (domain 3b, ruling 15). */
public sealed interface MeetingEvent extends LedgerEvent {

    MeetingId meetingId();

    /** The children it is about; those of the whole meeting where the event is about no single one. */
    @Override
    List<ChildId> about();

    @Override
    default UUID streamId() {
        return meetingId().value();
    }

    /**
     * A meeting was arranged, or typed up afterwards where {@code startsAt} has passed. {@code sittings} number it in each child's
     * case among meetings of its kind ever arranged; {@code carried} are actions still open for these children, which stand on its
     * agenda. {@code hold} runs by TS-STR-HOLD from when it was asked for, where that was said.
     */
    @EventName("meeting-convened")
    record MeetingConvened(MeetingId meetingId, Kind kind, List<Sitting> sittings, PersonalText purpose, Format format, Instant startsAt,
            UserId chairId, @Nullable UserId minuteTakerId, List<Seat> seats, List<ActionId> carried, @Nullable Clock hold) implements MeetingEvent {

        @Override
        public List<ChildId> about() {
            return sittings.stream().map(Sitting::childId).toList();
        }
    }

    /** Somebody was invited, or came, who was not on the list. */
    @EventName("seat-added")
    record SeatAdded(MeetingId meetingId, Seat seat, List<ChildId> about) implements MeetingEvent {}

    /** The meeting began. */
    @EventName("meeting-opened")
    record MeetingOpened(MeetingId meetingId, Kind kind, Instant startsAt, Instant openedAt, List<ChildId> about) implements MeetingEvent {}

    /** Whether a seat was taken, and by somebody who may decide for their agency. A later record of the same seat replaces it. */
    @EventName("attendance-recorded")
    record AttendanceRecorded(MeetingId meetingId, int seat, AgencyId agencyId, Attendance status, boolean decisionAuthority,
            @Nullable PersonalText substitute, @Nullable Instant joinedAt, @Nullable Instant leftAt, List<ChildId> about) implements MeetingEvent {}

    /** An agency told something about one child. {@code sensitivity} is of this item alone; {@code risk} where it speaks of one. */
    @EventName("information-shared")
    record InformationShared(MeetingId meetingId, UUID infoId, AgencyId agencyId, ChildId childId, Category category, PersonalText text,
            Sensitivity sensitivity, @Nullable RiskDomain risk, @Nullable LocalDate sourceDate) implements MeetingEvent {

        @Override
        public List<ChildId> about() {
            return List.of(childId);
        }
    }

    /** What the child said or showed, or why it could not be had. Exactly one of {@code words} and {@code notObtained} is present. */
    @EventName("child-voice-recorded")
    record ChildVoiceRecorded(MeetingId meetingId, ChildId childId, VoiceSource source, @Nullable PersonalText words,
            @Nullable NotObtained notObtained) implements MeetingEvent {

        @Override
        public List<ChildId> about() {
            return List.of(childId);
        }
    }

    /**
     * A decision for one child, taken in the meeting. Where nothing was decided, {@code whoDecides} and {@code decideBy} say who will
     * and by when (ruling 2). {@code supersedes} is an earlier decision of this meeting that it replaces; both stay.
     */
    @EventName("meeting-decision-recorded")
    record MeetingDecisionRecorded(MeetingId meetingId, DecisionId decisionId, ChildId childId, DecisionType type, Answer decision,
            PersonalText rationale, @Nullable PersonalText whoDecides, @Nullable LocalDate decideBy, @Nullable Instant decidedAt,
            @Nullable DecisionId supersedes) implements MeetingEvent {

        @Override
        public List<ChildId> about() {
            return List.of(childId);
        }
    }

    /**
     * How an agency stands to a decision. A later one of the same agency replaces it. A dissent opens the first stage of a
     * challenge: {@code challenge} runs by TS-CHAL1, until when the two agencies speak with each other.
     */
    @EventName("position-recorded")
    record PositionRecorded(MeetingId meetingId, DecisionId decisionId, ChildId childId, AgencyId agencyId, Stance stance,
            @Nullable PersonalText reason, Instant at, @Nullable Clock challenge) implements MeetingEvent {

        @Override
        public List<ChildId> about() {
            return List.of(childId);
        }
    }

    /** The meeting stopped, to go on later. {@code meanwhile} says how each child is kept safe until then. */
    @EventName("meeting-adjourned")
    record MeetingAdjourned(MeetingId meetingId, Instant adjournedAt, Instant resumesAt, List<Meanwhile> meanwhile, List<ChildId> about)
            implements MeetingEvent {}

    /** An adjourned meeting went on. */
    @EventName("meeting-resumed")
    record MeetingResumed(MeetingId meetingId, Instant resumedAt, List<ChildId> about) implements MeetingEvent {}

    /**
     * The meeting ended. Who is owed what is frozen here (ruling 3): {@code notice} runs by TS-STR-DEC, {@code minutes} by
     * TS-STR-MIN. {@code withoutThem} says how the information of a core part that was missing is got.
     */
    @EventName("meeting-closed")
    record MeetingClosed(MeetingId meetingId, Instant endedAt, boolean quorate, List<CorePart> missing, @Nullable PersonalText withoutThem,
            int decisionCount, int actionCount, List<Duty> duties, Clock notice, Clock minutes, @Nullable Instant nextMeetingAt,
            List<ChildId> about) implements MeetingEvent {}

    /**
     * A decision taken after the meeting had ended. The software labels it so by the two times; nobody else can.
     * {@code endorsement} runs by TS-ENDORSE: until then those who were there say how they stand to it.
     */
    @EventName("after-meeting-decision-recorded")
    record AfterMeetingDecisionRecorded(MeetingId meetingId, DecisionId decisionId, ChildId childId, DecisionType type, Answer decision,
            PersonalText rationale, PersonalText decidedBy, Instant decidedAt, long minutesAfterClose, PersonalText reason,
            List<AgencyId> consulted, @Nullable DecisionId supersedes, Clock endorsement) implements MeetingEvent {

        @Override
        public List<ChildId> about() {
            return List.of(childId);
        }
    }

    /** Not every agency that was there had said how it stands to a decision when its time was up. */
    @EventName("positions-overdue")
    record PositionsOverdue(MeetingId meetingId, DecisionId decisionId, ChildId childId, List<AgencyId> silent, Instant dueBy) implements MeetingEvent {

        @Override
        public List<ChildId> about() {
            return List.of(childId);
        }
    }

    /** The meeting will not be held. */
    @EventName("meeting-cancelled")
    record MeetingCancelled(MeetingId meetingId, Kind kind, Instant startsAt, PersonalText reason, List<ChildId> about) implements MeetingEvent {}

    /** Which kind of meeting: a kind adds rules to the one record, never a second machinery. */
    enum Kind { STRATEGY, CIN, TEAM_AROUND }

    /** How people meet. */
    enum Format { IN_PERSON, VIDEO, PHONE }

    /** Which sitting this is in one child's case, among meetings of its kind, from 1. */
    record Sitting(ChildId childId, int number) {}

    /**
     * A seat at the meeting, counted from 1. {@code core} is the part its agency stands for, where it stands for one; its name is
     * under the meeting's own key.
     */
    record Seat(int number, AgencyId agencyId, @Nullable CorePart core, @Nullable PersonalText personName, @Nullable PersonalText roleTitle) {}

    /** Whether a seat was taken. */
    enum Attendance {
        PRESENT, SUBSTITUTE, LEFT_EARLY, APOLOGIES, NO_RESPONSE;

        /** Whether somebody sat there, for a time at least. */
        public boolean isThere() {
            return this == PRESENT || this == SUBSTITUTE || this == LEFT_EARLY;
        }
    }

    /** What a piece of information is about. */
    enum Category {
        FAMILY_HISTORY, CURRENT_RISK, HEALTH, EDUCATION, POLICE_HISTORY, INTELLIGENCE, OFFENDERS_LINKED, MISSING, PROTECTIVE_FACTORS,
        DIVERSITY_AND_IDENTITY, OTHER
    }

    /** Where the child's voice comes from. */
    enum VoiceSource { CHILD_SEEN, CHILD_SEEN_ALONE, KNOWN_WORKER, OBSERVED, WRITTEN_OR_DRAWN, NOT_HAD }

    /** Why there is no voice of the child. */
    enum NotObtained { NOT_YET_SEEN, WOULD_INCREASE_RISK, REFUSED, TOO_YOUNG, UNBORN, OTHER }

    /** What is decided. Each kind of meeting must have one of them for every child. */
    enum DecisionType {
        THRESHOLD_S47_MET(Answer.YES, Answer.NO),
        SINGLE_OR_JOINT_ENQUIRY(Answer.SINGLE_LA, Answer.SINGLE_POLICE, Answer.JOINT),
        IMMEDIATE_SAFETY(Answer.YES, Answer.NO),
        MEDICAL(Answer.YES, Answer.NO, Answer.LATER),
        ABE_INTERVIEW(Answer.YES, Answer.NO, Answer.LATER),
        ICPC_NEEDED(Answer.YES, Answer.NO, Answer.LATER),
        LEGAL(Answer.YES, Answer.NO, Answer.LATER),
        NRM(Answer.YES, Answer.NO, Answer.LATER),
        WHO_TELLS_FAMILY(Answer.AS_WRITTEN),
        OTHER_CHILDREN(Answer.YES, Answer.NO, Answer.LATER),
        NEXT_MEETING(Answer.YES, Answer.NO),
        HELP_GOES_ON(Answer.CONTINUES, Answer.STEPS_UP, Answer.STEPS_DOWN, Answer.ENDS);

        @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
        private final List<Answer> answers;

        DecisionType(Answer... answers) {
            this.answers = Stream.concat(Stream.of(answers), Stream.of(Answer.NOT_DECIDED)).toList();
        }

        /** What can be answered; that nothing was decided can be answered to each. */
        public List<Answer> answers() {
            return answers;
        }
    }

    /** What was decided. */
    enum Answer { YES, NO, LATER, SINGLE_LA, SINGLE_POLICE, JOINT, AS_WRITTEN, CONTINUES, STEPS_UP, STEPS_DOWN, ENDS, NOT_DECIDED }

    /** How an agency stands to a decision. */
    enum Stance { AGREED, DISSENTED, NOT_PRESENT, NOT_ASKED }

    /** How one child is kept safe until the meeting goes on. */
    record Meanwhile(ChildId childId, PersonalText text) {}

    /** What an agency is owed from the meeting; by which class of recipient it is owed, and until when. */
    record Duty(AgencyId agencyId, int seat, Document document, RecipientClass owedAs, Instant dueBy) {}

    /** What is sent. */
    enum Document { DECISION_NOTICE, MINUTES }

    /** Whose class of recipient somebody is (ruling 3). */
    enum RecipientClass { ATTENDED, CORE_ABSENT, INVITED_ABSENT, ADDED }
}
