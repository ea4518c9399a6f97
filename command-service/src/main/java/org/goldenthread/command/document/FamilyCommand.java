package org.goldenthread.command.document;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.document.DocumentEvent.Channel;
import org.goldenthread.events.document.DocumentEvent.Relationship;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.ActionId;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.events.values.MeetingId;
import org.jspecify.annotations.Nullable;

/** What can be asked of families' copies of the minutes of a meeting. Children count from 1 in the meeting's order, copies from 1 in the document. */
public sealed interface FamilyCommand extends DocumentCommand {

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

    /** Put together a copy for one person, of the newest version that went out. */
    record PrepareFamilyCopy(MeetingId meetingId, int version, List<Integer> children, PersonalText recipient, Relationship relationship, Channel channel,
            @Nullable PersonalText safeContact, List<Integer> passages, List<DecisionId> decisions, List<ActionId> actions) implements FamilyCommand {

        public PrepareFamilyCopy {
            children = List.copyOf(children);
            passages = List.copyOf(passages);
            decisions = List.copyOf(decisions);
            actions = List.copyOf(actions);
        }
    }

    /** Let a copy go out, as read: with what stood on the page. */
    record ReleaseFamilyCopy(MeetingId meetingId, int copy, List<Integer> passages, List<DecisionId> decisions, List<ActionId> actions, boolean voice) implements FamilyCommand {

        public ReleaseFamilyCopy {
            passages = List.copyOf(passages);
            decisions = List.copyOf(decisions);
            actions = List.copyOf(actions);
        }
    }

    /** Do not let a copy go out as it is. */
    record ReturnFamilyCopy(MeetingId meetingId, int copy, PersonalText reason) implements FamilyCommand {}

    /** Record that a copy was posted or given. */
    record RecordFamilyCopyGiven(MeetingId meetingId, int copy, Instant givenAt) implements FamilyCommand {}

    /** Record that they say they have it. */
    record RecordFamilyCopyAcknowledged(MeetingId meetingId, int copy, Instant acknowledgedAt) implements FamilyCommand {}

    /** Record that a copy came back, or never came. */
    record RecordFamilyCopyCameBack(MeetingId meetingId, int copy, Instant cameBackAt) implements FamilyCommand {}

    /** Do not give some children's family a copy: one person of it, or nobody. */
    record WithholdFamilyCopy(MeetingId meetingId, List<Integer> children, @Nullable Relationship relationship, PersonalText reason) implements FamilyCommand {

        public WithholdFamilyCopy {
            children = List.copyOf(children);
        }
    }
}
