package org.goldenthread.command.document;

import java.util.List;
import org.goldenthread.command.document.DocumentCommand.AddRecipient;
import org.goldenthread.command.document.MinutesCommand.OweMinutes;
import org.goldenthread.command.ledger.Commands.Outcome;
import org.goldenthread.command.ledger.Commands;
import org.goldenthread.command.ledger.Facts;
import org.goldenthread.command.ledger.Ids;
import org.goldenthread.command.reactions.Reactor;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.document.DocumentEvent.Owed;
import org.goldenthread.events.meeting.MeetingEvent.AttendanceRecorded;
import org.goldenthread.events.meeting.MeetingEvent.Document;
import org.goldenthread.events.meeting.MeetingEvent.MeetingClosed;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.events.values.MeetingId;

/**
 * The end of a meeting begins the duty to write its minutes and to send them to everybody who is owed them, as frozen there (ruling 3).
 * Who came, as is recorded only later, is owed them from then. A meeting that closed before minutes existed has none.
 */
public final class WhenMeetingEndsThenOweMinutes implements Reactor {

    private final Commands commands;
    private final Facts facts;

    public WhenMeetingEndsThenOweMinutes(Commands commands, Facts facts) {
        this.commands = commands;
        this.facts = facts;
    }

    @Override
    public String name() {
        return "when-meeting-ends-then-owe-minutes";
    }

    /** The minutes of a meeting. */
    public static DocumentId minutesOf(MeetingId meeting) {
        return new DocumentId(Ids.named(meeting.value(), "minutes"));
    }

    @Override
    public void on(Recorded<?> recorded) {
        switch (recorded.event()) {
            case MeetingClosed e -> send(recorded, new OweMinutes(e.meetingId(), e.endedAt(), e.minutes(), owed(e)));
            case AttendanceRecorded e when e.status().isThere() && facts.meetingOf(recorded.envelope().ledger(), minutesOf(e.meetingId())).isPresent() ->
                    send(recorded, new AddRecipient(minutesOf(e.meetingId()), e.agencyId(), e.seat()));
            default -> { }
        }
    }

    private static List<Owed> owed(MeetingClosed closed) {
        return WhenDecidedThenIssueNotice.recipients(closed.duties(), Document.MINUTES).stream()
                .map(one -> new Owed(one.agencyId(), one.seats(), one.owedAs(), closed.minutes().dueBy())).toList();
    }

    private void send(Recorded<?> cause, DocumentCommand command) {
        var outcome = commands.send(command, cause.envelope().ledger(), sender(cause, ""));
        if (!(outcome instanceof Outcome.Done || outcome instanceof Outcome.Refused)) {
            throw new IllegalStateException("the duty was not accepted: " + outcome.getClass().getSimpleName());
        }
    }
}
