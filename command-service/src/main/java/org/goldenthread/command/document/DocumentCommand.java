package org.goldenthread.command.document;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.goldenthread.command.ledger.LedgerCommand;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.meeting.MeetingEvent.RecipientClass;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.events.values.MeetingId;

/** What can be asked of a document of a meeting. */
public sealed interface DocumentCommand extends LedgerCommand permits MinutesCommand, DistributionCommand, MisdirectedCommand, DisputeCommand, FamilyCommand,
        DocumentCommand.IssueDecisionNotice, DocumentCommand.ReissueDecisionNotice, DocumentCommand.AddRecipient, DocumentCommand.IncludeRecipient {

    DocumentId documentId();

    @Override
    default String streamType() {
        return "document";
    }

    @Override
    default UUID streamId() {
        return documentId().value();
    }

    @Override
    default List<UUID> touches() {
        return List.of(documentId().value());
    }

    @Override
    default Fields part() {
        return Fields.DOCUMENT;
    }

    /** Send what a meeting decided to those who are owed it. Asked by its end alone. {@code timescale} is of the kind of meeting. */
    record IssueDecisionNotice(DocumentId documentId, MeetingId meetingId, Instant endedAt, String timescale, List<Recipient> recipients) implements DocumentCommand {

        @Override
        public boolean begins() {
            return true;
        }
    }

    /** An agency that is owed a document, by its seats. */
    record Recipient(AgencyId agencyId, List<Integer> seats, RecipientClass owedAs) {}

    /** Send what was decided after the end to all who had the notice. Asked by that decision alone. */
    record ReissueDecisionNotice(DocumentId documentId, Instant decidedAt) implements DocumentCommand {}

    /** Send the newest version to an agency that came, as was recorded after the notice had gone out. Asked by that record alone. */
    record AddRecipient(DocumentId documentId, AgencyId agencyId, int seat) implements DocumentCommand {}

    /** Send it to an agency that nobody thought of at the end, and why. */
    record IncludeRecipient(DocumentId documentId, AgencyId agencyId, PersonalText reason) implements DocumentCommand {

        @Override
        public Fields part() {
            return Fields.MEETING;
        }
    }
}
