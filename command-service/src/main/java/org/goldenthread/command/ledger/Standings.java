package org.goldenthread.command.ledger;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.goldenthread.command.ledger.Facts.Before;
import org.goldenthread.events.Actor;
import org.goldenthread.events.Role;
import org.goldenthread.events.access.AccessDecision;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.access.AccessDecision.Lock;
import org.goldenthread.events.access.AccessDecision.Relation;
import org.goldenthread.events.access.AccessDecision.Standing;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How a person stands to a record, from the facts: always as of the last append. */
final class Standings {

    private final JdbcClient sql;

    Standings(JdbcClient sql) {
        this.sql = sql;
    }

    private record Fact(UUID child, String kind, UUID ref, String code, long at) {}

    /**
     * The standing to each child of a record: a child's own, or all children that a contact, a meeting or an action names. How somebody
     * stands to a meeting or an action itself, they stand to each of its children, for that record alone. A child about whom no fact
     * speaks is not in the answer but for the record itself.
     */
    Before of(LedgerId ledger, Actor who, Set<Role> roles, UUID record, Fields part, Instant now) {
        var facts = sql.sql("""
                select f.subject, f.kind, f.ref, f.code, f.at
                  from ledger.fact f
                 where f.ledger = :ledger and not f.ended and f.kind in ('LOCK', 'EXCLUDED', 'INVOLVED', 'GLASS', 'SAMPLED', 'CONTACT', 'SENSITIVE', 'NAMED', 'KEEPS', 'OWNS', 'SEATED', 'RECEIVED')
                   and f.subject in (select :record union all
                        select n.ref from ledger.fact n where n.ledger = :ledger and n.kind in ('NAMED', 'AGREED_IN', 'OF_MEETING') and n.subject = :record and not n.ended)
                   and (f.kind in ('LOCK', 'CONTACT', 'SENSITIVE', 'NAMED') or f.ref in (:user, :agency))
                """).param("ledger", ledger.value()).param("record", record).param("user", who.userId().value()).param("agency", who.agencyId().value())
                .query((row, n) -> new Fact(row.getObject(1, UUID.class), row.getString(2), row.getObject(3, UUID.class), row.getString(4), row.getLong(5)))
                .list();
        boolean sensitive = facts.stream().anyMatch(fact -> fact.kind().equals(Facts.SENSITIVE));
        Map<UUID, List<Fact>> byChild = facts.stream().filter(fact -> !fact.kind().equals(Facts.SENSITIVE) && !fact.kind().equals("NAMED"))
                .collect(Collectors.groupingBy(Fact::child));
        if (part == Fields.MEETING || part == Fields.ACTION || part == Fields.DOCUMENT || part == Fields.BREACH) {
            var named = facts.stream().filter(fact -> fact.kind().equals("NAMED") && fact.child().equals(record)).map(Fact::ref).collect(Collectors.toSet());
            var ofRecord = facts.stream().filter(fact -> !fact.kind().equals("NAMED") && !named.contains(fact.child())).toList();
            return new Before(named.stream()
                    .map(child -> standing(who.userId(), roles, Stream.concat(byChild.getOrDefault(child, List.of()).stream(), ofRecord.stream()).toList(), false, now))
                    .toList(), false);
        }
        var children = new HashSet<>(byChild.keySet());
        children.add(record);
        return new Before(children.stream().map(child -> standing(who.userId(), roles, byChild.getOrDefault(child, List.of()), part == Fields.CONTACT, now)).toList(),
                sensitive);
    }

    private static Standing standing(UserId user, Set<Role> roles, List<Fact> facts, boolean isContact, Instant now) {
        var relations = EnumSet.noneOf(Relation.class);
        var lock = Lock.OPEN;
        boolean excluded = false;
        if (isContact) {
            relations.add(Relation.FRONT_DOOR);
        }
        for (var fact : facts) {
            boolean lasts = fact.at() > now.toEpochMilli();
            switch (fact.kind()) {
                case "LOCK" -> {
                    lock = Lock.valueOf(fact.code());
                    if (fact.ref().equals(user.value())) {
                        relations.add(Relation.OWNER);
                    }
                }
                case "EXCLUDED" -> excluded = true;
                case "CONTACT" -> {
                    if (fact.at() > now.minus(AccessDecision.FRONT_DOOR_WINDOW).toEpochMilli()) {
                        relations.add(Relation.FRONT_DOOR);
                    }
                }
                case "INVOLVED" -> add(relations, Relation.valueOf(fact.code()), lasts);
                case "GLASS" -> add(relations, Relation.BREAK_GLASS, lasts);
                case "KEEPS" -> relations.add(Relation.KEEPER);
                case "OWNS" -> relations.add(Relation.ACTION_OWNER);
                case "SEATED" -> relations.add(Relation.AT_TABLE);
                case "RECEIVED" -> relations.add(Relation.RECEIVER);
                case "SAMPLED" -> add(relations, Relation.AUDIT_SAMPLE, lasts);
                default -> throw new IllegalStateException("no such fact: " + fact.kind());
            }
        }
        return new Standing(roles, relations, lock, excluded);
    }

    private static void add(Set<Relation> relations, Relation relation, boolean lasts) {
        if (lasts) {
            relations.add(relation);
        }
    }
}
