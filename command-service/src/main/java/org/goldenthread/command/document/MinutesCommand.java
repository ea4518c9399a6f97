package org.goldenthread.command.document;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.calendar.Clock;
import org.goldenthread.events.document.DocumentEvent.Correction;
import org.goldenthread.events.document.DocumentEvent.Heading;
import org.goldenthread.events.document.DocumentEvent.Owed;
import org.goldenthread.events.document.Handling;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.events.values.MeetingId;
import org.jspecify.annotations.Nullable;

/** What can be asked of the minutes of a meeting as they are written. Who may work on the meeting may ask it. */
public sealed interface MinutesCommand extends DocumentCommand {

    MeetingId meetingId();

    @Override
    default DocumentId documentId() {
        return WhenMeetingEndsThenOweMinutes.minutesOf(meetingId());
    }

    @Override
    default List<UUID> touches() {
        return List.of(meetingId().value());
    }

    @Override
    default UUID textKey() {
        return meetingId().value();
    }

    @Override
    default Fields part() {
        return Fields.MEETING;
    }

    /** The minutes of a meeting are owed from its end on. Asked by its end alone. */
    record OweMinutes(MeetingId meetingId, Instant endedAt, Clock sending, List<Owed> owed) implements MinutesCommand {

        @Override
        public boolean begins() {
            return true;
        }
    }

    /** What the minutes say beside the meeting's own record, as a whole. */
    record Written(List<Line> lines, String salt) {

        public Written {
            lines = List.copyOf(lines);
        }
    }

    /** One passage; {@code ref} counts the meeting's children from 1, 0 for all of them. One of {@code text} and {@code infoId} is null. */
    record Line(int ref, Heading heading, @Nullable String text, @Nullable UUID infoId, AgencyId owner, Handling handling, List<AgencyId> named) {

        public Line {
            named = List.copyOf(named);
        }

        @Override
        public String toString() {
            return "Line[" + heading + ", " + handling + "]";
        }
    }

    /** Write the next version, or write it anew. */
    record DraftMinutes(MeetingId meetingId, Written written) implements MinutesCommand {}

    /** Ask somebody else to approve them. */
    record SubmitMinutes(MeetingId meetingId) implements MinutesCommand {}

    /** Give them back to be changed. */
    record ReturnMinutes(MeetingId meetingId, PersonalText reason) implements MinutesCommand {}

    /** Approve them as read: {@code contentHash} is of what the approver saw. */
    record ApproveMinutes(MeetingId meetingId, String contentHash) implements MinutesCommand {}

    /** Send them to all who are owed them, as read: as final, or with what is still missing said on them. */
    record IssueMinutes(MeetingId meetingId, boolean finalVersion, String contentHash) implements MinutesCommand {}

    /** Write the version that corrects a final one. */
    record CorrectMinutes(MeetingId meetingId, Correction why, PersonalText reason, Written written) implements MinutesCommand {}

    /** Do not send them to an agency that is owed them. */
    record WaiveDuty(MeetingId meetingId, AgencyId agencyId, PersonalText reason) implements MinutesCommand {}

    /** Their time is up. Asked by a timer alone. */
    record MarkMinutesOverdue(MeetingId meetingId, DocumentId documentId) implements MinutesCommand {}
}
