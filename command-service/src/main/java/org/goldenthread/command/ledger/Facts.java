package org.goldenthread.command.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.goldenthread.events.LedgerEvent;
import org.goldenthread.events.Role;
import org.goldenthread.events.contact.ContactEvent.ChildMatched;
import org.goldenthread.events.staff.StaffEvent.RoleEnded;
import org.goldenthread.events.staff.StaffEvent.RoleGranted;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.ContactId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What rules must know across streams: written with the events, read by rules, rebuildable from the ledger. */
public final class Facts {

    private static final String CONTACT = "CONTACT";
    private static final String ROLE = "ROLE";

    private final JdbcClient sql;

    public Facts(JdbcClient sql) {
        this.sql = sql;
    }

    /** One fact that an event states: ids, a time and a code; {@code ended} where it no longer holds. */
    public record Fact(String kind, UUID subject, UUID ref, String code, long at, boolean ended) {}

    /** A role someone holds in a ledger. */
    public record HeldRole(LedgerId ledger, Role role, AgencyId agency) {}

    /** The facts an event states; for most, none. */
    public static List<Fact> of(LedgerEvent event) {
        return switch (event) {
            case ChildMatched e -> List.of(new Fact(CONTACT, e.childId().value(), e.contactId().value(), "",
                    e.contactReceivedAt().toEpochMilli(), false));
            case RoleGranted e -> List.of(new Fact(ROLE, e.userId().value(), e.agencyId().value(), e.role().name(), 0, false));
            case RoleEnded e -> List.of(new Fact(ROLE, e.userId().value(), e.agencyId().value(), e.role().name(), 0, true));
            default -> List.of();
        };
    }

    int otherContacts(LedgerId ledger, ChildId child, ContactId thisOne, Instant since) {
        return sql.sql("""
                select count(*) from ledger.fact
                 where ledger = :ledger and kind = 'CONTACT' and subject = :child and ref <> :contact and at >= :since and not ended
                """).param("ledger", ledger.value()).param("child", child.value()).param("contact", thisOne.value())
                .param("since", since.toEpochMilli()).query(Integer.class).single();
    }

    boolean isChild(LedgerId ledger, ChildId child) {
        return sql.sql("select exists (select from ledger.fact where ledger = :ledger and kind = 'CONTACT' and subject = :child)")
                .param("ledger", ledger.value()).param("child", child.value()).query(Boolean.class).single();
    }

    /** Every role a person holds now, ledger by ledger. */
    public List<HeldRole> rolesOf(UserId user) {
        return sql.sql("""
                select ledger, code, ref from ledger.fact where kind = 'ROLE' and subject = :user and not ended
                 order by ledger, code, ref
                """).param("user", user.value())
                .query((row, n) -> new HeldRole(new LedgerId(row.getInt(1)), Role.valueOf(row.getString(2)),
                        new AgencyId(row.getObject(3, UUID.class)))).list();
    }

    /** As the append function takes them; null where there are none, which costs nothing there. */
    static @org.jspecify.annotations.Nullable String json(List<? extends LedgerEvent> events) {
        var facts = new ArrayList<String>();
        for (var event : events) {
            of(event).forEach(fact -> facts.add(json(fact, 0)));
        }
        return facts.isEmpty() ? null : "[" + String.join(",", facts) + "]";
    }

    static String json(Fact fact, long position) {
        return "{\"kind\":\"%s\",\"subject\":\"%s\",\"ref\":\"%s\",\"code\":\"%s\",\"at\":%d,\"ended\":%b,\"position\":%d}".formatted(
                fact.kind(), fact.subject(), fact.ref(), fact.code(), fact.at(), fact.ended(), position);
    }
}
