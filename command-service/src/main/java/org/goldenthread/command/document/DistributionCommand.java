package org.goldenthread.command.document;

import java.time.Instant;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.document.DocumentEvent.Bounce;
import org.goldenthread.events.document.DocumentEvent.Channel;
import org.goldenthread.events.document.DocumentEvent.Failure;
import org.goldenthread.events.document.DocumentEvent.Missing;
import org.goldenthread.events.document.DocumentEvent.Resending;
import org.goldenthread.events.document.DocumentEvent.Statement;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.DistributionId;
import org.goldenthread.events.values.DocumentId;
import org.jspecify.annotations.Nullable;

/** What can be asked of one version's way to one agency. */
public sealed interface DistributionCommand extends DocumentCommand {

    /** Somebody of an agency opened its copy. */
    record OpenDocument(DocumentId documentId, int version) implements DistributionCommand {}

    /** Somebody of an agency says that they have it. */
    record AcknowledgeDocument(DocumentId documentId, int version, Statement statement) implements DistributionCommand {}

    /** Somebody of an agency says under which reference it stands in their own system; {@code agencyId} where they name one. */
    record RecordOnOwnSystem(DocumentId documentId, int version, @Nullable AgencyId agencyId, PersonalText system, PersonalText reference) implements DistributionCommand {}

    /** An agency's own system says that it fetched its copy whole. */
    record RecordReceipt(DocumentId documentId, int version) implements DistributionCommand {}

    /** It was handed to its channel. Asked by the sending alone. */
    record MarkSent(DocumentId documentId, DistributionId distributionId, int attempt, Channel channel, Instant sentAt) implements DistributionCommand {}

    /** Its channel gave it back. Asked by the sending alone. */
    record MarkBounced(DocumentId documentId, DistributionId distributionId, int attempt, Channel channel, Bounce reason, Instant bouncedAt) implements DistributionCommand {}

    /**
     * What its channel had taken came back by a mail of its own; {@code sentAt} is when the channel answered for that attempt, or was given
     * up. Asked by who reads such mails alone.
     */
    record MarkReturned(DocumentId documentId, DistributionId distributionId, int attempt, Channel channel, Instant sentAt, Bounce reason, Instant bouncedAt)
            implements DistributionCommand {}

    /** It could not be handed over, or nobody knows. Asked by the sending alone. */
    record MarkFailed(DocumentId documentId, DistributionId distributionId, int attempt, Failure reason, Instant failedAt) implements DistributionCommand {}

    /** Its time for something is up. Asked by a timer alone. */
    record MarkOverdue(DocumentId documentId, DistributionId distributionId, Missing missing) implements DistributionCommand {}

    /** Send it once more, by the same way or another. */
    record Resend(DocumentId documentId, int version, AgencyId agencyId, Channel channel, Resending reason) implements DistributionCommand {

        @Override
        public Fields part() {
            return Fields.MEETING;
        }
    }

    /** Somebody posted it, handed it over, or knows that it went; {@code deliveredAt} where it arrived. */
    record RecordSentByHand(DocumentId documentId, int version, AgencyId agencyId, Channel channel, Instant sentAt, @Nullable Instant deliveredAt)
            implements DistributionCommand {

        @Override
        public Fields part() {
            return Fields.MEETING;
        }
    }

    /** Somebody learned that it came back, or isn't there. */
    record RecordBounced(DocumentId documentId, int version, AgencyId agencyId, Bounce reason, Instant bouncedAt) implements DistributionCommand {

        @Override
        public Fields part() {
            return Fields.MEETING;
        }
    }
}
