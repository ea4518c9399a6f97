package org.goldenthread.command.document;

import org.goldenthread.command.document.MisdirectedCommand.Withhold;
import org.goldenthread.command.ledger.Commands;
import org.goldenthread.command.ledger.Commands.Outcome;
import org.goldenthread.command.ledger.Facts;
import org.goldenthread.command.reactions.Reactor;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.document.DocumentEvent.WrongRecipientReported;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.DocumentId;

/** Who was sent one document of a meeting wrongly is not sent the other either: what they have of it is taken away, what they are owed is waived. */
public final class WhenWrongRecipientReportedThenWithholdTheOther implements Reactor {

    private final Commands commands;
    private final Facts facts;

    public WhenWrongRecipientReportedThenWithholdTheOther(Commands commands, Facts facts) {
        this.commands = commands;
        this.facts = facts;
    }

    @Override
    public String name() {
        return "when-wrong-recipient-reported-then-withhold-the-other";
    }

    @Override
    public void on(Recorded<?> recorded) {
        if (recorded.event() instanceof WrongRecipientReported e) {
            facts.meetingOf(recorded.envelope().ledger(), e.documentId()).ifPresent(meeting -> {
                var notice = WhenDecidedThenIssueNotice.noticeOf(meeting);
                var other = e.documentId().equals(notice) ? WhenMeetingEndsThenOweMinutes.minutesOf(meeting) : notice;
                withhold(recorded, other, new Withhold(other, e.agencyId(), PersonalText.of(meeting.value(), "The other document of this meeting went to them wrongly.")));
            });
        }
    }

    private void withhold(Recorded<?> cause, DocumentId other, Withhold command) {
        var outcome = commands.send(command, cause.envelope().ledger(), sender(cause, ""));
        if (!(outcome instanceof Outcome.Done || outcome instanceof Outcome.Refused || outcome instanceof Outcome.NotFound)) {
            throw new IllegalStateException("withholding " + other + " was not accepted: " + outcome.getClass().getSimpleName());
        }
    }
}
