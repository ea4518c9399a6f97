package org.goldenthread.events.staff;

import java.util.List;
import java.util.UUID;
import org.goldenthread.events.EventName;
import org.goldenthread.events.LedgerEvent;
import org.goldenthread.events.Role;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.UserId;

/** Everything that can happen to a person's right to act in one authority's ledger. */
public sealed interface StaffEvent extends LedgerEvent {

    /** The stream: one person in one ledger, so that a person may work for several authorities. */
    UUID staffId();

    UserId userId();

    @Override
    default UUID streamId() {
        return staffId();
    }

    @Override
    default List<ChildId> about() {
        return List.of();
    }

    /** A person may act in a role for an agency, from the moment this is recorded. */
    @EventName("role-granted")
    record RoleGranted(UUID staffId, UserId userId, Role role, AgencyId agencyId) implements StaffEvent {}

    /** A person may no longer act in a role for an agency. */
    @EventName("role-ended")
    record RoleEnded(UUID staffId, UserId userId, Role role, AgencyId agencyId) implements StaffEvent {}
}
