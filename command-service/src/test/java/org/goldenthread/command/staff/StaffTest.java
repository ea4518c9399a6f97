package org.goldenthread.command.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.goldenthread.command.Shows;
import org.goldenthread.command.ledger.Decided;
import org.goldenthread.command.staff.StaffCommand.EndRole;
import org.goldenthread.command.staff.StaffCommand.GrantRole;
import org.goldenthread.events.Role;
import org.goldenthread.events.staff.StaffEvent.RoleEnded;
import org.goldenthread.events.staff.StaffEvent.RoleGranted;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.UserId;
import org.junit.jupiter.api.Test;

class StaffTest {

    private static final UUID STAFF = UUID.randomUUID();
    private static final UserId USER = new UserId(UUID.randomUUID());
    private static final AgencyId AGENCY = new AgencyId(UUID.randomUUID());
    private static final Staff SCREENER = Staff.NONE.evolve(new RoleGranted(STAFF, USER, Role.FD_SCREENER, AGENCY));

    @Test
    @Shows("E-STA-01")
    void a_role_is_held_once() {
        assertThat(refused(SCREENER.decide(new GrantRole(STAFF, USER, Role.FD_SCREENER, AGENCY)))).isEqualTo(StaffRule.HELD_ALREADY);
    }

    @Test
    @Shows("E-STA-02")
    void a_role_not_held_cannot_be_ended() {
        assertThat(refused(Staff.NONE.decide(new EndRole(STAFF, USER, Role.FD_SCREENER, AGENCY)))).isEqualTo(StaffRule.NOT_HELD);
    }

    @Test
    @Shows("E-STA-03")
    void the_software_s_own_role_is_given_to_nobody() {
        assertThat(refused(Staff.NONE.decide(new GrantRole(STAFF, USER, Role.SYSTEM, AGENCY)))).isEqualTo(StaffRule.SOFTWARE_ONLY);
    }

    @Test
    void an_ended_role_can_be_granted_again() {
        var ended = SCREENER.evolve(new RoleEnded(STAFF, USER, Role.FD_SCREENER, AGENCY));
        assertThat(ended.decide(new GrantRole(STAFF, USER, Role.FD_SCREENER, AGENCY))).isInstanceOf(Decided.Accepted.class);
    }

    private static Object refused(Decided decided) {
        return ((Decided.Refused) decided).refusal().rule();
    }
}
