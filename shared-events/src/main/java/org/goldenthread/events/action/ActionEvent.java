package org.goldenthread.events.action;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.goldenthread.events.EventName;
import org.goldenthread.events.LedgerEvent;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.ActionId;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.events.values.RiskDomain;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to one agreed action (domain 3f, ruling 12). {@code about} are the children it is for. */
public sealed interface ActionEvent extends LedgerEvent {

    ActionId actionId();

    @Override
    List<ChildId> about();

    @Override
    default UUID streamId() {
        return actionId().value();
    }

    /** Who does what by when, and how it will be known. {@code dueBy} is the end of {@code dueOn} in London. Texts are under its own key. */
    @EventName("action-agreed")
    record ActionAgreed(ActionId actionId, MeetingId meetingId, @Nullable DecisionId decisionId, List<ChildId> about, @Nullable RiskDomain risk,
            PersonalText description, Owner owner, LocalDate dueOn, Instant dueBy, @Nullable PersonalText measure) implements ActionEvent {}

    /** The agency named the person who does it. */
    @EventName("action-owner-named")
    record ActionOwnerNamed(ActionId actionId, AgencyId agencyId, PersonalText name, List<ChildId> about) implements ActionEvent {}

    /** Its owner took it on. */
    @EventName("action-accepted")
    record ActionAccepted(ActionId actionId, AgencyId agencyId, List<ChildId> about) implements ActionEvent {}

    /** Its owner will not do it, and says why. */
    @EventName("action-declined")
    record ActionDeclined(ActionId actionId, AgencyId agencyId, PersonalText reason, List<ChildId> about) implements ActionEvent {}

    /** How far it is. */
    @EventName("action-progressed")
    record ActionProgressed(ActionId actionId, PersonalText note, List<ChildId> about) implements ActionEvent {}

    /** The owning agency attests that it is done, with what shows it. {@code workingDaysLate} is 0 where it was in time. */
    @EventName("action-completed")
    record ActionCompleted(ActionId actionId, AgencyId agencyId, Instant completedAt, PersonalText outcome, PersonalText evidence, Effect effectOnRisk,
            int workingDaysLate, List<ChildId> about) implements ActionEvent {}

    /** Another agency confirms that it is done. */
    @EventName("action-verified")
    record ActionVerified(ActionId actionId, AgencyId agencyId, @Nullable PersonalText note, List<ChildId> about) implements ActionEvent {}

    /** Another agency says that it is not done, or not so. It is open again by its old due time, until it is verified or done anew. */
    @EventName("action-contested")
    record ActionContested(ActionId actionId, AgencyId agencyId, PersonalText reason, Instant dueBy, List<ChildId> about) implements ActionEvent {}

    /** It has more time, agreed by somebody other than its owner. {@code count} is how often it was extended. */
    @EventName("action-extended")
    record ActionExtended(ActionId actionId, LocalDate newDueOn, Instant newDueBy, PersonalText reason, int count, List<ChildId> about)
            implements ActionEvent {}

    /** Somebody else does it from now on. */
    @EventName("action-reassigned")
    record ActionReassigned(ActionId actionId, AgencyId previousAgencyId, Owner owner, Instant dueBy, PersonalText reason, List<ChildId> about) implements ActionEvent {}

    /** It is late, and its agency's lead is told. Once for each {@code why} and due date. */
    @EventName("action-escalated")
    record ActionEscalated(ActionId actionId, AgencyId agencyId, Lateness why, Instant dueBy, int workingDaysLate, List<ChildId> about)
            implements ActionEvent {}

    /** It is not needed any more. */
    @EventName("action-cancelled")
    record ActionCancelled(ActionId actionId, PersonalText reason, List<ChildId> about) implements ActionEvent {}

    /**
     * Who does it: a named person of an agency, or a role there whose holder the agency names by {@code toBeNamedBy}. Exactly one of
     * {@code name} and {@code toBeNamedBy} is present.
     */
    record Owner(AgencyId agencyId, @Nullable PersonalText name, @Nullable PersonalText role, @Nullable Instant toBeNamedBy) {}

    /** How late: ten working days by itself, or overdue with two more of the same agency for the same child. */
    enum Lateness { TEN_WORKING_DAYS, THREE_OVERDUE }

    /** What doing it changed. */
    enum Effect { NONE, REDUCED, INCREASED, UNKNOWN }
}
