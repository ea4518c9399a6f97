package org.goldenthread.command.child;

import java.util.List;
import java.util.UUID;
import org.goldenthread.command.ledger.LedgerCommand;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.contact.ContactEvent.DobStatus;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.ChildId;
import org.jspecify.annotations.Nullable;

/** What can be asked of a child's own record. */
public sealed interface ChildCommand extends LedgerCommand {

    ChildId childId();

    @Override
    default String streamType() {
        return "child";
    }

    @Override
    default UUID streamId() {
        return childId().value();
    }

    @Override
    default List<UUID> touches() {
        return List.of(childId().value());
    }

    @Override
    default Fields part() {
        return Fields.HISTORY;
    }

    /** The child is known to this authority from now on. Their key was made when they were first named. */
    record RegisterChild(ChildId childId, @Nullable PersonalText name, DobStatus dobStatus, @Nullable PersonalText dob,
            @Nullable PersonalText address, @Nullable PersonalText nhsNumber, @Nullable PersonalText upn) implements ChildCommand {

        @Override
        public boolean begins() {
            return true;
        }
    }

    /** What was known was wrong or has changed. Only what is given replaces what stood before. */
    record CorrectChildDetails(ChildId childId, @Nullable PersonalText name, @Nullable DobStatus dobStatus, @Nullable PersonalText dob,
            @Nullable PersonalText address, @Nullable PersonalText nhsNumber, @Nullable PersonalText upn, PersonalText reason)
            implements ChildCommand {}
}
