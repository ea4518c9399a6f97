package org.goldenthread.events.contact;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.goldenthread.events.EventName;
import org.goldenthread.events.LedgerEvent;
import org.goldenthread.events.calendar.Clock;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.ContactId;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.SourceCode;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to one contact at the front door, in the order it usually happens (domain 3a). */
public sealed interface ContactEvent extends LedgerEvent {

    ContactId contactId();

    @Override
    default UUID streamId() {
        return contactId().value();
    }

    /**
     * Information or a request reached the front door. {@code missing} names what a quick log left out, to be completed
     * after. {@code decision} runs by TS-DEC; {@code acknowledgement} by TS-ACK-REF and only for professional referrers.
     */
    @EventName("contact-received")
    record ContactReceived(ContactId contactId, ContactKind kind, Channel channel, Instant receivedAt,
            @Nullable SourceCode sourceCode, @Nullable Referrer referrer, boolean anonymous, boolean immediateDanger,
            PersonalText concern, List<NamedChild> children, List<MissingDetail> missing, Clock decision,
            @Nullable Clock acknowledgement) implements ContactEvent {

        @Override
        public List<ChildId> about() {
            return children.stream().map(NamedChild::childId).toList();
        }
    }

    /** What a quick log left out was filled in. Only what was given is present; {@code stillMissing} is what remains. */
    @EventName("contact-details-completed")
    record ContactDetailsCompleted(ContactId contactId, @Nullable SourceCode sourceCode, @Nullable Referrer referrer,
            @Nullable PersonalText furtherConcern, List<NamedChild> children, List<MissingDetail> stillMissing,
            @Nullable Clock acknowledgement, List<ChildId> about) implements ContactEvent {}

    /** The referrer was told that the contact arrived. */
    @EventName("contact-acknowledged")
    record ContactAcknowledged(ContactId contactId, Instant at, FeedbackMethod method, List<ChildId> about)
            implements ContactEvent {}

    /**
     * A child named in the contact was matched to a record, or found to be new. {@code provisionalChildId} is the record
     * made when the contact came in; for a new child it becomes the child's own.
     */
    @EventName("child-matched")
    record ChildMatched(ContactId contactId, int ref, ChildId provisionalChildId, ChildId childId, MatchBasis matchBasis,
            int confidence, Instant contactReceivedAt) implements ContactEvent {

        @Override
        public List<ChildId> about() {
            return childId.equals(provisionalChildId) ? List.of(childId) : List.of(childId, provisionalChildId);
        }
    }

    /**
     * A child named in the contact may be one whose record is kept from those who screen: the contact goes to that record's
     * owner, its clock running (ruling 7). {@code ownerId} is missing where only named people are excluded.
     */
    @EventName("contact-routed-to-owner")
    record ContactRoutedToOwner(ContactId contactId, int ref, ChildId childId, @Nullable UserId ownerId, List<ChildId> about)
            implements ContactEvent {}

    /** The owner found that it is another child: the contact is the front door's again. */
    @EventName("contact-returned-to-front-door")
    record ContactReturnedToFrontDoor(ContactId contactId, int ref, ChildId childId, List<ChildId> about) implements ContactEvent {}

    /**
     * What happens next for one child, and why. {@code elapsedWorkingMinutes} counts front-door hours since the contact was
     * received; {@code contacts12m} is how many contacts about this child the decider was told of, this one included;
     * {@code feedback} runs by TS-FBK.
     */
    @EventName("threshold-decision-made")
    record ThresholdDecisionMade(ContactId contactId, DecisionId decisionId, int ref, ChildId childId,
            ThresholdOutcome outcome, NeedStage needStage, LegalBasis legalBasis, PersonalText rationale,
            boolean cumulativeFactor, List<AgencyId> agenciesConsulted, List<AgencyId> endorsedBy, Instant decidedAt,
            long elapsedWorkingMinutes, int contacts12m, String ruleVersion, @Nullable Clock feedback) implements ContactEvent {

        @Override
        public List<ChildId> about() {
            return List.of(childId);
        }
    }

    /** The referrer was told the outcome and why, and how to challenge it. */
    @EventName("referrer-feedback-given")
    record ReferrerFeedbackGiven(ContactId contactId, Instant givenAt, FeedbackMethod method, PersonalText outcomeText,
            PersonalText reasons, @Nullable PersonalText signposting, boolean challengeRouteGiven, List<ChildId> about)
            implements ContactEvent {}

    /**
     * A child as the referrer named them. {@code childId} is the provisional record made at once; {@code dob} holds a date
     * (ISO 8601) for {@link DobStatus#KNOWN} and {@link DobStatus#ESTIMATED}, the expected date of delivery for
     * {@link DobStatus#UNBORN_EDD}.
     */
    record NamedChild(int ref, ChildId childId, @Nullable PersonalText name, boolean identityUnknown, DobStatus dobStatus,
            @Nullable PersonalText dob, @Nullable PersonalText address, @Nullable PersonalText description) {

        /** The same child with what was said of them later; what was not said again stays. */
        public NamedChild completedBy(NamedChild later) {
            return new NamedChild(ref, childId, later.name == null ? name : later.name, identityUnknown && later.name == null,
                    later.dob == null ? dobStatus : later.dobStatus, later.dob == null ? dob : later.dob,
                    later.address == null ? address : later.address, later.description == null ? description : later.description);
        }
    }

    /** Who told us. */
    record Referrer(@Nullable PersonalText name, @Nullable AgencyId agencyId, @Nullable PersonalText roleTitle,
            @Nullable PersonalText phone) {}

    /** Whether a contact asks, or a system or duty pushed it. */
    enum ContactKind { REQUEST, NOTIFICATION }

    /** How it reached us. */
    enum Channel { PHONE, ONLINE_FORM, SECURE_EMAIL, SYSTEM_FEED, IN_PERSON, DAILY_VULNERABILITY_MEETING }

    /** How a referrer was told. */
    enum FeedbackMethod { PHONE, SECURE_EMAIL, LETTER, IN_PERSON, PORTAL }

    /** How sure we are of a date of birth. */
    enum DobStatus { KNOWN, ESTIMATED, UNBORN_EDD, UNKNOWN }

    /** What a quick log may leave for later. */
    enum MissingDetail { SOURCE, REFERRER, CHILD_NAME, CHILD_DATE_OF_BIRTH }

    /** On what a match rests. */
    enum MatchBasis { NHS_NUMBER, UPN, NAME_AND_DOB, NAME_AND_ADDRESS, PROFESSIONAL_KNOWLEDGE, NEW_CHILD }

    /** What happens next (domain 3a). */
    enum ThresholdOutcome {
        NFA, INFORMATION_AND_ADVICE, EARLY_HELP_S2, EARLY_HELP_S3, REFERRAL_S17, STRATEGY_DISCUSSION, IMMEDIATE_PROTECTION,
        LINKED_OPEN_CASE, TRANSFER_OTHER_AREA, LADO, PRIVATE_FOSTERING, CHANNEL
    }

    /** Southend's stages of need: universal, vulnerable, complex, specialist. */
    enum NeedStage { S1, S2, S3, S4 }

    /** On what law the next step rests. */
    enum LegalBasis { NONE, EARLY_HELP, S17, S47 }
}
