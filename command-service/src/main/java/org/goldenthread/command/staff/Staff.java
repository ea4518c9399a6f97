package org.goldenthread.command.staff;

import static org.goldenthread.command.ledger.Decided.accepted;
import static org.goldenthread.command.ledger.Decided.refused;

import java.util.ArrayList;
import java.util.List;
import org.goldenthread.command.ledger.Decided;
import org.goldenthread.command.staff.StaffCommand.EndRole;
import org.goldenthread.command.staff.StaffCommand.GrantRole;
import org.goldenthread.events.Role;
import org.goldenthread.events.staff.StaffEvent;
import org.goldenthread.events.staff.StaffEvent.RoleEnded;
import org.goldenthread.events.staff.StaffEvent.RoleGranted;
import org.goldenthread.events.values.AgencyId;

/** The rules of who may act. */
record Staff(List<Held> held) {

    static final Staff NONE = new Staff(List.of());

    /** One role held for one agency. */
    record Held(Role role, AgencyId agency) {}

    Decided decide(StaffCommand command) {
        return switch (command) {
            case GrantRole c when held.contains(new Held(c.role(), c.agencyId())) -> refused(StaffRule.HELD_ALREADY);
            case GrantRole c when c.role() == Role.SYSTEM -> refused(StaffRule.SOFTWARE_ONLY);
            case GrantRole c -> accepted(new RoleGranted(c.staffId(), c.userId(), c.role(), c.agencyId()));
            case EndRole c when !held.contains(new Held(c.role(), c.agencyId())) -> refused(StaffRule.NOT_HELD);
            case EndRole c -> accepted(new RoleEnded(c.staffId(), c.userId(), c.role(), c.agencyId()));
        };
    }

    Staff evolve(StaffEvent event) {
        var now = new ArrayList<>(held);
        switch (event) {
            case RoleGranted e -> now.add(new Held(e.role(), e.agencyId()));
            case RoleEnded e -> now.remove(new Held(e.role(), e.agencyId()));
        }
        return new Staff(List.copyOf(now));
    }
}
