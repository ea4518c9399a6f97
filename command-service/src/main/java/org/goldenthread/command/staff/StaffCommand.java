package org.goldenthread.command.staff;

import java.util.UUID;
import org.goldenthread.command.ledger.Ids;
import org.goldenthread.command.ledger.LedgerCommand;
import org.goldenthread.events.Role;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.UserId;

/** What can be asked of a person's right to act. */
public sealed interface StaffCommand extends LedgerCommand {

    UUID staffId();

    @Override
    default java.util.List<UUID> newKeys() {
        return java.util.List.of(staffId());
    }

    @Override
    default String streamType() {
        return "staff";
    }

    @Override
    default UUID streamId() {
        return staffId();
    }

    /** The stream of one person in one ledger. */
    static UUID staffId(LedgerId ledger, UserId user) {
        return Ids.named(user.value(), "staff/" + ledger);
    }

    /** The person may act in the role. */
    record GrantRole(UUID staffId, UserId userId, Role role, AgencyId agencyId) implements StaffCommand {}

    /** The person may no longer act in the role. */
    record EndRole(UUID staffId, UserId userId, Role role, AgencyId agencyId) implements StaffCommand {}
}
