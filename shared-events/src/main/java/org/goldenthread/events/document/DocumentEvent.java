package org.goldenthread.events.document;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.goldenthread.events.EventName;
import org.goldenthread.events.LedgerEvent;
import org.goldenthread.events.calendar.Clock;
import org.goldenthread.events.meeting.MeetingEvent.Kind;
import org.goldenthread.events.meeting.MeetingEvent.RecipientClass;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.ActionId;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.DistributionId;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;

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

    /**
     * A meeting ended, and its minutes are owed: what each agency is owed was frozen by its end (ruling 3). {@code sending} runs by the
     * meeting kind's TS-*-MIN from that end.
     */
    @EventName("minutes-owed")
    record MinutesOwed(DocumentId documentId, MeetingId meetingId, Kind kind, Instant endedAt, Clock sending, List<Owed> owed, List<ChildId> about)
            implements DocumentEvent {}

    /** That an agency is owed a document became known only later: a duty with a date of its own. */
    @EventName("duty-added")
    record DutyAdded(DocumentId documentId, Owed owed, List<ChildId> about) implements DocumentEvent {}

    /** An agency that is owed a document will not be sent it, and why; the duty stays countable. */
    @EventName("duty-waived")
    record DutyWaived(DocumentId documentId, AgencyId agencyId, PersonalText reason, List<ChildId> about) implements DocumentEvent {}

    /**
     * The minutes stand in writing, as a whole, in place of what was written of this version before: these passages, beside the meeting's
     * own record. {@code contentHash} is the {@link Fingerprint} of the passages under {@code salt}.
     */
    @EventName("minutes-drafted")
    record MinutesDrafted(DocumentId documentId, int version, UserId writtenBy, List<Passage> passages, PersonalText salt, String contentHash, List<ChildId> about)
            implements DocumentEvent {}

    /** Its writer asks somebody else to approve the minutes. */
    @EventName("minutes-submitted")
    record MinutesSubmitted(DocumentId documentId, int version, List<ChildId> about) implements DocumentEvent {}

    /** Who was to approve the minutes gave them back to be changed. */
    @EventName("minutes-returned")
    record MinutesReturned(DocumentId documentId, int version, PersonalText reason, List<ChildId> about) implements DocumentEvent {}

    /** The minutes were approved as they stand; {@code ownRecord} where their writer, who chaired the meeting, did so (ruling 4). */
    @EventName("minutes-approved")
    record MinutesApproved(DocumentId documentId, int version, String contentHash, boolean ownRecord, List<ChildId> about) implements DocumentEvent {}

    /**
     * A version of the minutes went out to all who are owed it. {@code finalVersion} only where nothing is missing; else {@code lacks}
     * says what is. It holds the meeting's record as it stood then.
     */
    @EventName("minutes-issued")
    record MinutesIssued(DocumentId documentId, MeetingId meetingId, int version, Instant issuedAt, boolean finalVersion, List<Lack> lacks, String contentHash,
            long minutesAfterMeeting, List<ChildId> about) implements DocumentEvent {}

    /** A version that was final is wrong: the next one says what it should have said, to all who had it. */
    @EventName("minutes-corrected")
    record MinutesCorrected(DocumentId documentId, int fromVersion, int version, Correction why, PersonalText reason, List<ChildId> about) implements DocumentEvent {}

    /** No minutes had gone out when they were due: the chair and the minute taker see it, and every figure counts it. */
    @EventName("minutes-overdue")
    record MinutesOverdue(DocumentId documentId, MeetingId meetingId, Instant dueBy, int workingDaysLate, List<ChildId> about) implements DocumentEvent {}

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

    /** The agency says that it stands in its own system, under which reference there. */
    @EventName("distribution-recorded")
    record DistributionRecorded(DocumentId documentId, DistributionId distributionId, int version, AgencyId agencyId, PersonalText system, PersonalText reference,
            Instant recordedAt, List<ChildId> about) implements DocumentEvent {}

    /**
     * The channel gave it back, or the agency's people say that nothing is there: what was delivered before that was not. {@code attempt}
     * counts from 1, the first sending.
     */
    @EventName("distribution-bounced")
    record DistributionBounced(DocumentId documentId, DistributionId distributionId, int version, AgencyId agencyId, int attempt, Bounce reason, Instant bouncedAt,
            List<ChildId> about) implements DocumentEvent {}

    /** It could not be handed to the channel, or nobody knows whether it was: a person decides what is done now. */
    @EventName("distribution-failed")
    record DistributionFailed(DocumentId documentId, DistributionId distributionId, int version, AgencyId agencyId, int attempt, Failure reason, Instant failedAt,
            List<ChildId> about) implements DocumentEvent {}

    /** It goes once more to the same agency. When it was first sent stands, and no clock that runs begins anew. */
    @EventName("distribution-resent")
    record DistributionResent(DocumentId documentId, DistributionId distributionId, int version, AgencyId agencyId, int attempt, Channel channel, Resending reason,
            Instant resentAt, List<ChildId> about) implements DocumentEvent {}

    /** An agency was sent what was not for it; {@code seen} where somebody there read it. What it held of the document is withdrawn at once. */
    @EventName("wrong-recipient-reported")
    record WrongRecipientReported(DocumentId documentId, DistributionId distributionId, int version, AgencyId agencyId, boolean seen, PersonalText account,
            Instant reportedAt, List<ChildId> about) implements DocumentEvent {}

    /** A breach of personal data is to be assessed, and told to the Information Commissioner by {@code icoDueAt} where a risk is likely (UK GDPR, article 33). */
    @EventName("breach-assessment-required")
    record BreachAssessmentRequired(DocumentId documentId, DistributionId distributionId, AgencyId agencyId, Instant icoDueAt, List<ChildId> about)
            implements DocumentEvent {}

    /** Information governance said what came of a breach; {@code toldCommissioner} where the Information Commissioner was told. */
    @EventName("breach-assessed")
    record BreachAssessed(DocumentId documentId, DistributionId distributionId, AgencyId agencyId, boolean toldCommissioner, PersonalText outcome, List<ChildId> about)
            implements DocumentEvent {}

    /** An agency may no longer open its copy: from this moment on. */
    @EventName("distribution-withdrawn")
    record DistributionWithdrawn(DocumentId documentId, DistributionId distributionId, int version, AgencyId agencyId, Withdrawal reason, Instant withdrawnAt,
            List<ChildId> about) implements DocumentEvent {}

    /** Somebody of the agency, or who spoke to them, says that what they held of the document is destroyed. */
    @EventName("destruction-confirmed")
    record DestructionConfirmed(DocumentId documentId, AgencyId agencyId, Instant confirmedAt, List<ChildId> about) implements DocumentEvent {}

    /** An agency was added to those who are sent a document, by a person, and why. */
    @EventName("recipient-added")
    record RecipientAdded(DocumentId documentId, AgencyId agencyId, PersonalText reason, List<ChildId> about) implements DocumentEvent {}

    /** An agency says that a version of the minutes is not accurate. {@code dispute} counts from 1 in the document. */
    @EventName("minutes-disputed")
    record MinutesDisputed(DocumentId documentId, int dispute, int version, AgencyId agencyId, PersonalText part, PersonalText text, Instant disputedAt,
            List<ChildId> about) implements DocumentEvent {}

    /** What became of a dispute; {@code upheld} where the next version says otherwise. */
    @EventName("dispute-resolved")
    record DisputeResolved(DocumentId documentId, int dispute, AgencyId agencyId, boolean upheld, PersonalText reason, List<ChildId> about) implements DocumentEvent {}

    /** Whether the families of the children are to have a copy of the minutes (ruling 3), from the end of the meeting on. */
    @EventName("family-copies-owed")
    record FamilyCopiesOwed(DocumentId documentId, FamilyDuty duty, Instant dueBy, List<ChildId> about) implements DocumentEvent {}

    /**
     * A copy for one person of a family was put together from a version that went out: these passages, decisions and actions, and nothing
     * else of it. {@code copy} counts from 1 in the document; {@code about} are the children whose family that person is.
     */
    @EventName("family-copy-prepared")
    record FamilyCopyPrepared(DocumentId documentId, int copy, int version, UserId preparedBy, PersonalText recipient, Relationship relationship, Channel channel,
            @Nullable PersonalText safeContact, List<Integer> passages, List<DecisionId> decisions, List<ActionId> actions, List<ChildId> about) implements DocumentEvent {}

    /**
     * Somebody other than who prepared it looked at a family's copy and let it go out: these passages, decisions and actions, and the child's
     * own words where {@code voice}, as they were on the page. Less than was chosen where something may not stand in it.
     */
    @EventName("family-copy-released")
    record FamilyCopyReleased(DocumentId documentId, int copy, int version, List<Integer> passages, List<DecisionId> decisions, List<ActionId> actions, boolean voice,
            List<ChildId> about) implements DocumentEvent {}

    /** A family's copy is not to go out as it is, and why. */
    @EventName("family-copy-returned")
    record FamilyCopyReturned(DocumentId documentId, int copy, int version, PersonalText reason, List<ChildId> about) implements DocumentEvent {}

    /** A family's copy was posted, or given by hand. */
    @EventName("family-copy-given")
    record FamilyCopyGiven(DocumentId documentId, int copy, int version, Channel channel, Instant givenAt, List<ChildId> about) implements DocumentEvent {}

    /** The family says that they have their copy. */
    @EventName("family-copy-acknowledged")
    record FamilyCopyAcknowledged(DocumentId documentId, int copy, int version, Instant acknowledgedAt, List<ChildId> about) implements DocumentEvent {}

    /** A family's copy came back, or they say that it never came. */
    @EventName("family-copy-came-back")
    record FamilyCopyCameBack(DocumentId documentId, int copy, int version, Instant cameBackAt, List<ChildId> about) implements DocumentEvent {}

    /** Some children's family is not given a copy, and why: one person of it by {@code relationship}, all of it where that is missing. */
    @EventName("family-copy-withheld")
    record FamilyCopyWithheld(DocumentId documentId, @Nullable Relationship relationship, PersonalText reason, List<ChildId> about) implements DocumentEvent {}

    /**
     * It was not there, nobody of the agency had said that they have it, or minutes were not in its own system, when its time was up: its lead is
     * told, once of each.
     */
    @EventName("distribution-overdue")
    record DistributionOverdue(DocumentId documentId, DistributionId distributionId, int version, AgencyId agencyId, Missing missing, Instant dueBy,
            int workingDaysLate, List<ChildId> about) implements DocumentEvent {}

    /** What an agency is owed of a document, by which class of recipient, and until when. {@code seats} are those it had at the meeting. */
    record Owed(AgencyId agencyId, List<Integer> seats, RecipientClass owedAs, Instant dueBy) {}

    /**
     * One passage of the minutes, numbered from 1: the writer's own text, or what an agency told, by its id in the meeting. Exactly one of
     * {@code text} and {@code infoId} is present. {@code childId} where it is about one child alone; {@code named} are those agencies that
     * may have it where the handling is NAMED.
     */
    record Passage(int number, @Nullable ChildId childId, Heading heading, @Nullable PersonalText text, @Nullable UUID infoId, AgencyId ownerAgencyId,
            Handling handling, List<AgencyId> named) {}

    /** Under which heading a passage stands. */
    enum Heading { INFORMATION, DISCUSSION, ANALYSIS, SAFETY_PLAN, OTHER }

    /** Something a final version may not lack; {@code childId} where it is about one child, {@code count} how many of them. */
    record Lack(Lacking what, @Nullable ChildId childId, int count) {}

    /** What minutes may lack. */
    enum Lacking { AGE, ATTENDANCE, ACTION_OWNER, ACTION_MEASURE, APPROVAL }

    /** Why a version that was final is corrected. */
    enum Correction { WRONG_CHILD, WRONG_FACT, LEFT_OUT, WRONG_HANDLING, OTHER }

    /** By which way it goes. */
    enum Channel {
        /** The agency's inbox, where its people open it after signing in. */
        PORTAL,
        /** A notice without personal data to the agency's mailbox: it is in the inbox. */
        SECURE_EMAIL,
        /** A signed notice without personal data to the agency's own system, which fetches it. */
        AGENCY_API,
        /** By post, as recorded by hand. */
        POST,
        /** From hand to hand. */
        IN_MEETING_HANDOVER;

        /** Whether this product sends by it; the others are recorded by hand. */
        public boolean isSentByUs() {
            return this == SECURE_EMAIL || this == AGENCY_API;
        }
    }

    /** Why it came back. */
    enum Bounce { NO_SUCH_MAILBOX, MAILBOX_FULL, REFUSED, NOT_FOUND_THERE }

    /** Why it could not be sent; UNCERTAIN where the other side did not answer and may have it. */
    enum Failure { UNREACHABLE, REFUSED, UNCERTAIN }

    /** Why it goes once more. */
    enum Resending { BOUNCED, FAILED, NOT_RECEIVED, ASKED_FOR }

    /** Why it is withdrawn. */
    enum Withdrawal { WRONG_RECIPIENT, NO_LONGER_INVOLVED, WRONG_CONTENT }

    /** What who received it says of it. */
    enum Statement { RECEIVED, RECEIVED_NOT_FOR_ME }

    /** Whether a family is given a copy: it must be, the chair may, or only for a reason of its own (ruling 3). */
    enum FamilyDuty { MUST, CHAIR_DECIDES, NEVER_BY_DEFAULT }

    /** What somebody of a family is to the children. */
    enum Relationship { CHILD, MOTHER, FATHER, CARER, OTHER }

    /** Which fact is missing. */
    enum Missing { NOT_ACKNOWLEDGED, NOT_DELIVERED, NOT_RECORDED }
}
