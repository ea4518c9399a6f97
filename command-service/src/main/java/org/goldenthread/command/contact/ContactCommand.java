package org.goldenthread.command.contact;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.goldenthread.command.ledger.LedgerCommand;
import org.goldenthread.events.contact.ContactEvent.Channel;
import org.goldenthread.events.contact.ContactEvent.ContactKind;
import org.goldenthread.events.contact.ContactEvent.FeedbackMethod;
import org.goldenthread.events.contact.ContactEvent.LegalBasis;
import org.goldenthread.events.contact.ContactEvent.MatchBasis;
import org.goldenthread.events.contact.ContactEvent.NamedChild;
import org.goldenthread.events.contact.ContactEvent.NeedStage;
import org.goldenthread.events.contact.ContactEvent.Referrer;
import org.goldenthread.events.contact.ContactEvent.ThresholdOutcome;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.ContactId;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.SourceCode;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;

/** What can be asked of a contact (domain 3a). */
public sealed interface ContactCommand extends LedgerCommand {

    ContactId contactId();

    @Override
    default String streamType() {
        return "contact";
    }

    @Override
    default UUID streamId() {
        return contactId().value();
    }

    @Override
    default List<UUID> touches() {
        return begins() ? List.of() : List.of(contactId().value());
    }

    /** Something reached the front door. What is not known yet is absent, and asked for after. */
    record ReceiveContact(ContactId contactId, ContactKind kind, Channel channel, Instant receivedAt,
            @Nullable SourceCode sourceCode, @Nullable Referrer referrer, boolean anonymous, boolean immediateDanger,
            PersonalText concern, List<NamedChild> children) implements ContactCommand {

        @Override
        public boolean begins() {
            return true;
        }

        @Override
        public List<UUID> newKeys() {
            var keys = new ArrayList<>(List.of(contactId.value()));
            children.forEach(child -> keys.add(child.childId().value()));
            return keys;
        }
    }

    /** What a quick log left out. A child's {@code ref} says whose details these are. */
    record CompleteContactDetails(ContactId contactId, @Nullable SourceCode sourceCode, @Nullable Referrer referrer,
            @Nullable PersonalText furtherConcern, List<NamedChild> children) implements ContactCommand {}

    /** The referrer was told that the contact arrived. */
    record AcknowledgeContact(ContactId contactId, Instant at, FeedbackMethod method) implements ContactCommand {}

    /** A named child is this one; {@code childId} absent means a new child. {@code confidence} 0-100. */
    record MatchChild(ContactId contactId, int ref, @Nullable ChildId childId, MatchBasis matchBasis, int confidence)
            implements ContactCommand {}

    /** A named child may be one whose record is kept from the front door. Sent by the system only. */
    record RouteToOwner(ContactId contactId, int ref, ChildId childId, @Nullable UserId ownerId) implements ContactCommand {}

    /** It is another child: the front door goes on with the contact. */
    record ReturnToFrontDoor(ContactId contactId, int ref) implements ContactCommand {}

    /** What happens next for one child, and why. */
    record MakeThresholdDecision(ContactId contactId, DecisionId decisionId, int ref, ThresholdOutcome outcome, NeedStage needStage,
            LegalBasis legalBasis, String rationale, boolean cumulativeFactor, List<AgencyId> agenciesConsulted,
            List<AgencyId> endorsedBy) implements ContactCommand {}

    /** The referrer was told the outcome. */
    record GiveReferrerFeedback(ContactId contactId, Instant givenAt, FeedbackMethod method, PersonalText outcomeText,
            PersonalText reasons, @Nullable PersonalText signposting, boolean challengeRouteGiven) implements ContactCommand {}
}
