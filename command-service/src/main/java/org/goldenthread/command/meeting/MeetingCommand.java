package org.goldenthread.command.meeting;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.goldenthread.command.ledger.LedgerCommand;
import org.goldenthread.events.Sensitivity;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.meeting.MeetingEvent.Answer;
import org.goldenthread.events.meeting.MeetingEvent.Attendance;
import org.goldenthread.events.meeting.MeetingEvent.Category;
import org.goldenthread.events.meeting.MeetingEvent.DecisionType;
import org.goldenthread.events.meeting.MeetingEvent.Format;
import org.goldenthread.events.meeting.MeetingEvent.Kind;
import org.goldenthread.events.meeting.MeetingEvent.NotObtained;
import org.goldenthread.events.meeting.MeetingEvent.Seat;
import org.goldenthread.events.meeting.MeetingEvent.Stance;
import org.goldenthread.events.meeting.MeetingEvent.VoiceSource;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.events.values.RiskDomain;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;

/** What can be asked of a meeting. A child is named by its {@code ref}, counted from 1 in the order it was convened for. */
public sealed interface MeetingCommand extends LedgerCommand {

    MeetingId meetingId();

    @Override
    default String streamType() {
        return "meeting";
    }

    @Override
    default UUID streamId() {
        return meetingId().value();
    }

    @Override
    default List<UUID> touches() {
        return List.of(meetingId().value());
    }

    @Override
    default Fields part() {
        return Fields.MEETING;
    }

    /** Arrange a meeting, or begin to type one up. {@code requestedAt} is when it was asked for. */
    record ConveneMeeting(MeetingId meetingId, Kind kind, List<ChildId> children, PersonalText purpose, Format format, Instant startsAt,
            UserId chairId, @Nullable UserId minuteTakerId, List<Seat> seats, @Nullable Instant requestedAt) implements MeetingCommand {

        @Override
        public boolean begins() {
            return true;
        }

        /** Whoever works on the case of each child convenes it. */
        @Override
        public List<UUID> touches() {
            return children.stream().map(ChildId::value).toList();
        }

        @Override
        public Fields part() {
            return Fields.HISTORY;
        }

        @Override
        public List<UUID> newKeys() {
            return List.of(meetingId.value());
        }
    }

    /** Invite one more, or note somebody who came. The seat gets the next number. */
    record AddSeat(MeetingId meetingId, Seat seat) implements MeetingCommand {}

    /** It began. */
    record OpenMeeting(MeetingId meetingId, Instant openedAt) implements MeetingCommand {}

    /** Whether a seat was taken. */
    record RecordAttendance(MeetingId meetingId, int seat, Attendance status, boolean decisionAuthority, @Nullable PersonalText substitute,
            @Nullable Instant joinedAt, @Nullable Instant leftAt) implements MeetingCommand {}

    /** What an agency told about one child. The text comes clear: it is sealed under the child's key. */
    record ShareInformation(MeetingId meetingId, UUID infoId, AgencyId agencyId, int ref, Category category, String text,
            Sensitivity sensitivity, @Nullable RiskDomain risk, @Nullable LocalDate sourceDate) implements MeetingCommand {}

    /** What the child said, or why it could not be had. */
    record RecordChildVoice(MeetingId meetingId, int ref, VoiceSource source, @Nullable String words, @Nullable NotObtained notObtained)
            implements MeetingCommand {}

    /**
     * What was decided for one child. Whether it was decided in the meeting or after it, the times say. {@code after} is what a
     * decision after the end must say more.
     */
    record RecordDecision(MeetingId meetingId, DecisionId decisionId, int ref, DecisionType type, Answer decision, String rationale,
            @Nullable String whoDecides, @Nullable LocalDate decideBy, @Nullable Instant decidedAt, @Nullable DecisionId supersedes,
            @Nullable AfterTheEnd after) implements MeetingCommand {}

    /** Who decided after the end, why it was not decided in the meeting, and which agencies were asked. */
    record AfterTheEnd(PersonalText decidedBy, String reason, List<AgencyId> consulted) {}

    /** How an agency stands to a decision. */
    record RecordPosition(MeetingId meetingId, DecisionId decisionId, AgencyId agencyId, Stance stance, @Nullable String reason, Instant at)
            implements MeetingCommand {}

    /** Stop, to go on later; {@code meanwhile} in the order of the children. */
    record AdjournMeeting(MeetingId meetingId, Instant adjournedAt, Instant resumesAt, List<String> meanwhile) implements MeetingCommand {}

    /** Go on. */
    record ResumeMeeting(MeetingId meetingId, Instant resumedAt) implements MeetingCommand {}

    /** End it. */
    record CloseMeeting(MeetingId meetingId, Instant endedAt, @Nullable PersonalText withoutThem, @Nullable Instant nextMeetingAt) implements MeetingCommand {}

    /** It will not be held. */
    record CancelMeeting(MeetingId meetingId, PersonalText reason) implements MeetingCommand {}

    /** The time to say how they stand to a decision is up. Sent by the system only. */
    record MarkPositionsOverdue(MeetingId meetingId, DecisionId decisionId) implements MeetingCommand {}
}
