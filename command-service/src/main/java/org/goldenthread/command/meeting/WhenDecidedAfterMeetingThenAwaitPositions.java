package org.goldenthread.command.meeting;

import java.util.List;
import java.util.UUID;
import org.goldenthread.command.meeting.MeetingCommand.MarkPositionsOverdue;
import org.goldenthread.command.timers.Timer;
import org.goldenthread.command.timers.Watcher;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.meeting.MeetingEvent.AfterMeetingDecisionRecorded;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.MeetingId;

/** Those who were there have until TS-ENDORSE to say how they stand to a decision taken after the meeting (domain 3b). */
public final class WhenDecidedAfterMeetingThenAwaitPositions implements Watcher {

    @Override
    public String name() {
        return "when-decided-after-meeting-then-await-positions";
    }

    @Override
    public List<Timer> timersOf(Recorded<?> recorded) {
        return recorded.event() instanceof AfterMeetingDecisionRecorded e
                ? List.of(new Timer(recorded.envelope().ledger(), e.meetingId().value(), e.decisionId().toString(), e.endorsement().dueBy())) : List.of();
    }

    @Override
    public MarkPositionsOverdue ask(UUID stream, String code) {
        return new MarkPositionsOverdue(new MeetingId(stream), DecisionId.of(code));
    }
}
