package org.goldenthread.command.action;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.goldenthread.command.ledger.LedgerCommand;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.action.ActionEvent.Effect;
import org.goldenthread.events.action.ActionEvent.Lateness;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.ActionId;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.events.values.RiskDomain;
import org.jspecify.annotations.Nullable;

/** What can be asked of an action. */
public sealed interface ActionCommand extends LedgerCommand {

    ActionId actionId();

    @Override
    default String streamType() {
        return "action";
    }

    @Override
    default UUID streamId() {
        return actionId().value();
    }

    @Override
    default List<UUID> touches() {
        return List.of(actionId().value());
    }

    @Override
    default Fields part() {
        return Fields.ACTION;
    }

    /**
     * Agree an action in a meeting. {@code refs} are the meeting's children it is for, counted from 1; empty means all of them. Either
     * {@code ownerName} or {@code ownerRole} is given; a role's holder is named by the end of the next working day.
     */
    record AgreeAction(ActionId actionId, MeetingId meetingId, @Nullable DecisionId decisionId, List<Integer> refs, @Nullable RiskDomain risk, String description,
            AgencyId ownerAgencyId, @Nullable String ownerName, @Nullable String ownerRole, LocalDate dueOn, @Nullable String measure) implements ActionCommand {

        @Override
        public boolean begins() {
            return true;
        }

        /** Whoever keeps the meeting's record agrees its actions. */
        @Override
        public List<UUID> touches() {
            return List.of(meetingId.value());
        }

        @Override
        public Fields part() {
            return Fields.MEETING;
        }

        @Override
        public List<UUID> newKeys() {
            return List.of(actionId.value());
        }
    }

    /** The person who does it. */
    record NameOwner(ActionId actionId, String name) implements ActionCommand {}

    /** Take it on. */
    record AcceptAction(ActionId actionId) implements ActionCommand {}

    /** Do not take it on. */
    record DeclineAction(ActionId actionId, PersonalText reason) implements ActionCommand {}

    /** How far it is. */
    record ProgressAction(ActionId actionId, PersonalText note) implements ActionCommand {}

    /** It is done. */
    record CompleteAction(ActionId actionId, Instant completedAt, PersonalText outcome, PersonalText evidence, Effect effectOnRisk) implements ActionCommand {}

    /** It is done, says another agency. */
    record VerifyAction(ActionId actionId, @Nullable PersonalText note) implements ActionCommand {}

    /** It is not, says another agency. */
    record ContestAction(ActionId actionId, PersonalText reason) implements ActionCommand {}

    /** Give it more time. */
    record ExtendAction(ActionId actionId, LocalDate newDueOn, PersonalText reason) implements ActionCommand {}

    /** Give it to somebody else. */
    record ReassignAction(ActionId actionId, AgencyId ownerAgencyId, @Nullable String ownerName, @Nullable String ownerRole, PersonalText reason)
            implements ActionCommand {}

    /** It is not needed any more. */
    record CancelAction(ActionId actionId, PersonalText reason) implements ActionCommand {}

    /** It is late. Sent by the system only. */
    record EscalateAction(ActionId actionId, Lateness why) implements ActionCommand {}
}
