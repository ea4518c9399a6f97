package org.goldenthread.command.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.goldenthread.command.document.DocumentCommand.AddRecipient;
import org.goldenthread.command.document.DocumentCommand.IssueDecisionNotice;
import org.goldenthread.command.document.DocumentCommand.Recipient;
import org.goldenthread.command.document.DocumentCommand.ReissueDecisionNotice;
import org.goldenthread.command.ledger.Commands;
import org.goldenthread.command.ledger.Commands.Outcome;
import org.goldenthread.command.ledger.Facts;
import org.goldenthread.command.ledger.Ids;
import org.goldenthread.command.reactions.Reactor;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.meeting.MeetingEvent.AfterMeetingDecisionRecorded;
import org.goldenthread.events.meeting.MeetingEvent.AttendanceRecorded;
import org.goldenthread.events.meeting.MeetingEvent.Document;
import org.goldenthread.events.meeting.MeetingEvent.Duty;
import org.goldenthread.events.meeting.MeetingEvent.MeetingClosed;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.DistributionId;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.events.values.MeetingId;

/**
 * The end of a meeting sends its decisions to everybody who is owed them, and a decision after the end sends them again: no approval
 * and no gate (ruling 4). Who came, as is recorded only later, is sent the newest. A meeting that closed before notices existed has none.
 */
public final class WhenDecidedThenIssueNotice implements Reactor {

    private final Commands commands;
    private final Facts facts;

    public WhenDecidedThenIssueNotice(Commands commands, Facts facts) {
        this.commands = commands;
        this.facts = facts;
    }

    @Override
    public String name() {
        return "when-decided-then-issue-notice";
    }

    /** The decision notice of a meeting. */
    public static DocumentId noticeOf(MeetingId meeting) {
        return new DocumentId(Ids.named(meeting.value(), "decision-notice"));
    }

    /** The way of one version of a document to one agency. */
    public static DistributionId copyOf(DocumentId document, int version, AgencyId agency) {
        return new DistributionId(Ids.named(document.value(), version + "/" + agency));
    }

    /** The same for one that is sent the same version again, after it was withdrawn so many times. */
    static DistributionId copyOf(DocumentId document, int version, AgencyId agency, long before) {
        return before == 0 ? copyOf(document, version, agency) : new DistributionId(Ids.named(document.value(), version + "/" + agency + "/" + before));
    }

    @Override
    public void on(Recorded<?> recorded) {
        switch (recorded.event()) {
            case MeetingClosed e -> send(recorded, new IssueDecisionNotice(noticeOf(e.meetingId()), e.meetingId(), e.endedAt(), e.notice().timescale(),
                    recipients(e.duties(), Document.DECISION_NOTICE)));
            case AttendanceRecorded e when e.status().isThere() && isIssued(recorded, e.meetingId()) -> send(recorded, new AddRecipient(noticeOf(e.meetingId()), e.agencyId(), e.seat()));
            case AfterMeetingDecisionRecorded e when isIssued(recorded, e.meetingId()) -> send(recorded, new ReissueDecisionNotice(noticeOf(e.meetingId()), e.decidedAt()));
            default -> { }
        }
    }

    private boolean isIssued(Recorded<?> recorded, MeetingId meeting) {
        return facts.meetingOf(recorded.envelope().ledger(), noticeOf(meeting)).isPresent();
    }

    /** One copy an agency, by all its seats and by what is owed to it most. */
    static List<Recipient> recipients(List<Duty> duties, Document of) {
        Map<AgencyId, Recipient> byAgency = new LinkedHashMap<>();
        duties.stream().filter(duty -> duty.document() == of).forEach(duty -> byAgency.merge(duty.agencyId(),
                new Recipient(duty.agencyId(), List.of(duty.seat()), duty.owedAs()), (one, more) -> new Recipient(one.agencyId(),
                        Stream.concat(one.seats().stream(), more.seats().stream()).toList(), one.owedAs().compareTo(more.owedAs()) <= 0 ? one.owedAs() : more.owedAs())));
        return List.copyOf(byAgency.values());
    }

    private void send(Recorded<?> cause, DocumentCommand command) {
        var outcome = commands.send(command, cause.envelope().ledger(), sender(cause, ""));
        if (!(outcome instanceof Outcome.Done || outcome instanceof Outcome.Refused)) {
            throw new IllegalStateException("the notice was not accepted: " + outcome.getClass().getSimpleName());
        }
    }
}
