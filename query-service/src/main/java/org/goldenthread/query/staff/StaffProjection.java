package org.goldenthread.query.staff;

import java.util.List;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.chain.StoredEvent;
import org.goldenthread.events.staff.StaffEvent;
import org.goldenthread.events.staff.StaffEvent.RoleEnded;
import org.goldenthread.events.staff.StaffEvent.RoleGranted;
import org.goldenthread.query.rows.Projection;
import org.goldenthread.query.rows.Rows;
import org.goldenthread.query.rows.Table;

/** Which roles a person holds. */
public final class StaffProjection implements Projection {

    static final Table ROLE = Table.of("role", 4, "ledger integer", "user_id uuid", "role text", "agency uuid", "held boolean",
            "position bigint").indexed("(user_id)");

    @Override
    public String name() {
        return "staff";
    }

    @Override
    public List<Table> tables() {
        return List.of(ROLE);
    }

    /** Who holds which role is looked up before it is known for which authority somebody reads. */
    @Override
    public boolean isByAuthority() {
        return false;
    }

    @Override
    public void on(Recorded<?> recorded, StoredEvent stored, Rows rows) {
        if (recorded.event() instanceof StaffEvent event) {
            switch (event) {
                case RoleGranted e -> rows.put(ROLE, stored.ledger().value(), e.userId().value(), e.role().name(), e.agencyId().value(), true, stored.position());
                case RoleEnded e -> rows.put(ROLE, stored.ledger().value(), e.userId().value(), e.role().name(), e.agencyId().value(), false, stored.position());
            }
        }
    }
}
