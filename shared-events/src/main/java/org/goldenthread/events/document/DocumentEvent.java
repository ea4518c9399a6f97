package org.goldenthread.events.document;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.goldenthread.events.EventName;
import org.goldenthread.events.LedgerEvent;
import org.goldenthread.events.calendar.Clock;
import org.goldenthread.events.meeting.MeetingEvent.RecipientClass;
import org.goldenthread.events.values.ActionId;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.DistributionId;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.events.values.MeetingId;

/**
 * Everything that can happen to one document of a meeting (domain 3e): its versions, and each version's way to each agency. What an
 * agency has of a version are separate facts, each with its own time; none is inferred from another.
 */
public sealed interface DocumentEvent extends LedgerEvent {

    DocumentId documentId();

    /** The children it is about. */
    @Override
    List<ChildId> about();

    @Override
    default UUID streamId() {
        return documentId().value();
    }

    /**
     * A decision notice went out, by no approval but that the meeting ended, or that something was decided after its end (ruling 4).
     * It says what these decisions and actions say; their words stand in their own events. {@code version} counts from 1; each holds
     * all that those before it held. {@code sending} runs by the meeting kind's TS-*-DEC, from the end or from the later decision.
     */
    @EventName("decision-notice-issued")
    record DecisionNoticeIssued(DocumentId documentId, MeetingId meetingId, int version, Instant issuedAt, List<DecisionId> decisions, List<ActionId> actions,
            Clock sending, List<ChildId> about) implements DocumentEvent {}

    /** A version is to go to an agency. {@code seats} are those it had at the meeting; {@code dueBy} is when it is owed. */
    @EventName("distribution-queued")
    record DistributionQueued(DocumentId documentId, DistributionId distributionId, int version, AgencyId agencyId, List<Integer> seats, RecipientClass owedAs,
            Channel channel, Instant dueBy, List<ChildId> about) implements DocumentEvent {}

    /** It was handed to the channel: it was tried, no more. */
    @EventName("distribution-sent")
    record DistributionSent(DocumentId documentId, DistributionId distributionId, int version, AgencyId agencyId, Channel channel, Instant sentAt,
            List<ChildId> about) implements DocumentEvent {}

    /** The channel accepted it for the agency; not that anybody saw it. {@code acknowledgement} runs by TS-ACK. */
    @EventName("distribution-delivered")
    record DistributionDelivered(DocumentId documentId, DistributionId distributionId, int version, AgencyId agencyId, Instant deliveredAt, Clock acknowledgement,
            List<ChildId> about) implements DocumentEvent {}

    /** Somebody of the agency opened it for the first time. */
    @EventName("distribution-opened")
    record DistributionOpened(DocumentId documentId, DistributionId distributionId, int version, AgencyId agencyId, Instant openedAt, List<ChildId> about)
            implements DocumentEvent {}

    /** Somebody of the agency, by name, said that they have it. */
    @EventName("distribution-acknowledged")
    record DistributionAcknowledged(DocumentId documentId, DistributionId distributionId, int version, AgencyId agencyId, Statement statement, Instant acknowledgedAt,
            List<ChildId> about) implements DocumentEvent {}

    /** Nobody of the agency had said that they have it when its time was up: its lead is told, once. */
    @EventName("distribution-overdue")
    record DistributionOverdue(DocumentId documentId, DistributionId distributionId, int version, AgencyId agencyId, Missing missing, Instant dueBy,
            int workingDaysLate, List<ChildId> about) implements DocumentEvent {}

    /** By which way it goes. */
    enum Channel { PORTAL }

    /** What who received it says of it. */
    enum Statement { RECEIVED, RECEIVED_NOT_FOR_ME }

    /** Which fact is missing. */
    enum Missing { NOT_ACKNOWLEDGED }
}
