package org.goldenthread.events.child;

import java.util.List;
import java.util.UUID;
import org.goldenthread.events.EventName;
import org.goldenthread.events.LedgerEvent;
import org.goldenthread.events.contact.ContactEvent.DobStatus;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.ChildId;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to a child's own record: who they are, never what happened to them. */
public sealed interface ChildEvent extends LedgerEvent {

    ChildId childId();

    @Override
    default UUID streamId() {
        return childId().value();
    }

    @Override
    default List<ChildId> about() {
        return List.of(childId());
    }

    /** A child became known to this authority under an id of their own. Dates are ISO 8601. */
    @EventName("child-registered")
    record ChildRegistered(ChildId childId, @Nullable PersonalText name, DobStatus dobStatus, @Nullable PersonalText dob,
            @Nullable PersonalText address, @Nullable PersonalText nhsNumber, @Nullable PersonalText upn) implements ChildEvent {}

    /** What was known of the child was wrong or has changed. Only what is given here replaces what stood before. */
    @EventName("child-details-corrected")
    record ChildDetailsCorrected(ChildId childId, @Nullable PersonalText name, @Nullable DobStatus dobStatus,
            @Nullable PersonalText dob, @Nullable PersonalText address, @Nullable PersonalText nhsNumber,
            @Nullable PersonalText upn, PersonalText reason) implements ChildEvent {}
}
