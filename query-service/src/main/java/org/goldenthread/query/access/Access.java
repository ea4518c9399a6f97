package org.goldenthread.query.access;

import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.goldenthread.events.Role;
import org.goldenthread.events.access.AccessDecision.Action;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.access.AccessDecision.Lock;
import org.goldenthread.events.access.AccessDecision.Relation;
import org.goldenthread.events.access.AccessDecision.Ruling;
import org.goldenthread.events.access.AccessDecision.Standing;
import org.goldenthread.events.access.AccessDecision;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.ContactId;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Answers for each read whether this reader may have it at this moment: the one decision, from the projected relations. */
public final class Access {

    private final JdbcClient sql;
    private final Clock clock;
    private final Set<Role> markerFor;
    private final Timer asking;

    /**
     * @param markerFor the roles that may know that a restricted record exists
     * @param asking takes the time of every look-up
     */
    public Access(JdbcClient sql, Clock clock, Set<Role> markerFor, Timer asking) {
        this.asking = asking;
        this.sql = sql;
        this.clock = clock;
        this.markerFor = Set.copyOf(markerFor);
    }

    /** What a reader is told of a record: the ruling, the moment their right ends where it has an end, and whether they may open it in need. */
    public record Verdict(Ruling ruling, @Nullable Instant until, boolean mayBreakGlass) {

        public boolean isShown() {
            return ruling.isShown();
        }
    }

    private static final List<Held> NOBODY = List.of(new Held(new Standing(Set.of(), Set.of(), Lock.OPEN, false), new HashMap<>()));

    private record Fact(UUID child, String kind, String code, long until) {}

    /** What a reader may see of one child: asked once, answered for every part of the record. */
    public final class Before {

        private final List<Held> standings;

        private Before(List<Held> standings) {
            this.standings = standings;
        }

        public Verdict of(Fields fields) {
            return verdict(standings, fields);
        }
    }

    /** Before a child's record. An unknown child is as hidden as a hidden one. */
    public Before before(Reader reader, ChildId child) {
        return new Before(standings(reader, child.value(), false));
    }

    /** Of one part of a child's record. */
    public Verdict ofChild(Reader reader, ChildId child, Fields fields) {
        return before(reader, child).of(fields);
    }

    /** Of a contact: every child it names must be open to the reader, and what is SENSITIVE only to those who may see that. */
    public Verdict ofContact(Reader reader, ContactId contact) {
        var facts = facts(reader, contact.value());
        boolean sensitive = facts.stream().anyMatch(fact -> fact.kind().equals("SENSITIVE"));
        return verdict(standings(Set.copyOf(reader.roles()), contact.value(), facts, clock.instant(), true), sensitive ? Fields.SENSITIVE : Fields.CONTACT);
    }

    /** Of a meeting, an action or a document: every child it is about must be open to the reader. */
    public Verdict ofRecord(Reader reader, UUID record, Fields fields) {
        return ofRecords(reader, List.of(record), fields).getOrDefault(record, verdict(NOBODY, fields));
    }

    /** Of several meetings, actions or documents at once; one that nobody knows is not in the answer. */
    public Map<UUID, Verdict> ofRecords(Reader reader, Collection<UUID> records, Fields fields) {
        Map<UUID, Map<UUID, List<Fact>>> byRecord = new HashMap<>();
        Map<UUID, List<Fact>> ofItself = new HashMap<>();
        factsOf(reader, records, fields).forEach(one -> (one.fact().child().equals(one.record()) ? ofItself.computeIfAbsent(one.record(), id -> new ArrayList<>())
                : byRecord.computeIfAbsent(one.record(), id -> new HashMap<>()).computeIfAbsent(one.fact().child(), id -> new ArrayList<>())).add(one.fact()));
        long since = clock.instant().minus(AccessDecision.FRONT_DOOR_WINDOW).toEpochMilli();
        Map<UUID, Verdict> verdicts = new HashMap<>();
        byRecord.forEach((record, children) -> verdicts.put(record, verdict(children.values().stream().map(about -> {
            boolean atFrontDoor = about.stream().anyMatch(fact -> fact.kind().equals("NAMED") && fact.until() > since);
            about.addAll(ofItself.getOrDefault(record, List.of()));
            return held(Set.copyOf(reader.roles()), about, atFrontDoor);
        }).toList(), fields)));
        return verdicts;
    }

    private record OfRecord(UUID record, Fact fact) {}

    /** Who keeps a meeting sees the actions of its children too: they are on its agenda. */
    private List<OfRecord> factsOf(Reader reader, Collection<UUID> records, Fields fields) {
        return timed(() -> sql.sql("""
                with asked as (select unnest(:records::uuid[]) as record),
                     about as (select record, child from asked join access.named on ledger = :ledger and contact = record and held),
                     meeting as (select record, record as meeting from asked where :itself
                                 union all select record, meeting from asked join access.agreed_in on ledger = :ledger and action = record
                                 union all select record, meeting from asked join access.of_meeting on ledger = :ledger and document = record),
                     kept as (select record, meeting from meeting
                              union select record, n.contact from about join access.named n using (child) where :agenda and n.ledger = :ledger and n.held)
                select record, child, 'NAMED', '', max(n.received_at) from about join access.named n using (child) where n.ledger = :ledger and n.held group by 1, 2
                union all select record, child, 'LOCK', level, case when owner = :user then 1 else 0 end from about join access.lock using (child) where ledger = :ledger and held
                union all select record, child, 'EXCLUDED', '', 0 from about join access.exclusion using (child) where ledger = :ledger and user_id = :user and held
                union all select record, child, 'INVOLVED', kind, until from about join access.involved using (child)
                           where ledger = :ledger and user_id = :user and held and until > :now
                union all select record, child, 'INVOLVED', 'BREAK_GLASS', until from about join access.glass using (child)
                           where ledger = :ledger and user_id = :user and until > :now
                union all select record, child, 'INVOLVED', 'AUDIT_SAMPLE', until from about join access.sampled using (child)
                           where ledger = :ledger and auditor = :user and held and until > :now
                union all select record, record, 'INVOLVED', 'KEEPER', :ever from kept join access.keeper using (meeting) where ledger = :ledger and user_id = :user
                union all select record, record, 'INVOLVED', 'AT_TABLE', :ever from meeting join access.seated using (meeting)
                           where ledger = :ledger and agency = :agency and held
                union all select record, record, 'INVOLVED', 'RECEIVER', :ever from asked join access.received on ledger = :ledger and document = record and agency = :agency and held
                union all select record, record, 'INVOLVED', 'ACTION_OWNER', :ever from asked join access.owned on ledger = :ledger and action = record
                           and agency = :agency and held
                """).param("ledger", reader.ledger().value()).param("records", records.toArray(UUID[]::new)).param("user", reader.actor().userId().value())
                .param("agency", reader.actor().agencyId().value()).param("now", clock.instant().toEpochMilli()).param("ever", Long.MAX_VALUE).param("itself", fields == Fields.MEETING).param("agenda", fields == Fields.ACTION)
                .query((row, n) -> new OfRecord(row.getObject(1, UUID.class),
                        new Fact(row.getObject(2, UUID.class), row.getString(3), row.getString(4), row.getLong(5)))).list());
    }

    /** Whether the reader logged a contact that others work on: it is SENSITIVE, or has gone to the owner of a record they may not see. */
    public boolean isPassedOn(Reader reader, ContactId contact) {
        return sql.sql("""
                select exists (select from access.logged l where l.ledger = :ledger and l.contact = :contact and l.recorder = :user
                                  and (l.sensitive or exists (select from access.routed r where r.ledger = l.ledger and r.contact = l.contact and r.held)))
                """).param("ledger", reader.ledger().value()).param("contact", contact.value()).param("user", reader.actor().userId().value())
                .query(Boolean.class).single();
    }

    /** The children that lists must leave out, contacts about them included; ids only, few, and empty for most readers. */
    public Set<UUID> keptFrom(Reader reader) {
        var kept = new HashSet<UUID>();
        var locked = timed(() -> sql.sql("""
                select child from access.lock where ledger = :ledger and held
                union select child from access.exclusion where ledger = :ledger and user_id = :user and held
                """).param("ledger", reader.ledger().value()).param("user", reader.actor().userId().value())
                .query((row, n) -> row.getObject(1, UUID.class)).list());
        for (var child : locked) {
            if (standings(reader, child, false).stream().anyMatch(held -> AccessDecision.isKeptApart(held.standing(), Fields.CONTACT, Action.READ, markerFor))) {
                kept.add(child);
            }
        }
        return kept;
    }

    /** Whether lists leave out contacts that are SENSITIVE. */
    public boolean isKeptFromSensitive(Reader reader) {
        return !AccessDecision.decide(new Standing(Set.copyOf(reader.roles()), Set.of(Relation.FRONT_DOOR), Lock.OPEN, false), Fields.SENSITIVE, Action.READ,
                markerFor).isShown();
    }

    /** The owner of a restriction that the reader may know of. */
    public Optional<UserId> ownerOf(Reader reader, ChildId child) {
        return sql.sql("select owner from access.lock where ledger = :ledger and child = :child and held").param("ledger", reader.ledger().value())
                .param("child", child.value()).query((row, n) -> new UserId(row.getObject(1, UUID.class))).optional();
    }

    private record Held(Standing standing, Map<Relation, Long> until) {}

    private <T> T timed(Supplier<T> look) {
        return Objects.requireNonNull(asking.record(look));
    }

    private Verdict verdict(List<Held> all, Fields fields) {
        var standings = all.stream().map(Held::standing).toList();
        var ruling = AccessDecision.decide(standings, fields, Action.READ, markerFor);
        var until = all.stream().mapToLong(held -> held.until().getOrDefault(ruling.by(), 0L)).max().orElse(0);
        return new Verdict(ruling, until == 0 || until == Long.MAX_VALUE ? null : Instant.ofEpochMilli(until),
                standings.stream().allMatch(who -> AccessDecision.mayBreakGlass(who, markerFor)));
    }

    /** The reader before each child of a record that anything speaks of, and before the record itself. */
    private List<Held> standings(Reader reader, UUID record, boolean isContact) {
        return standings(Set.copyOf(reader.roles()), record, facts(reader, record), clock.instant(), isContact);
    }

    private List<Fact> facts(Reader reader, UUID record) {
        var now = clock.instant();
        return timed(() -> sql.sql("""
                with child as (select :record::uuid as child
                               union select child from access.alias where ledger = :ledger and provisional = :record
                               union select child from access.named where ledger = :ledger and contact = :record and held)
                select child, 'LOCK', level, case when owner = :user then 1 else 0 end from access.lock join child using (child) where ledger = :ledger and held
                union all select child, 'EXCLUDED', '', 0 from access.exclusion join child using (child) where ledger = :ledger and user_id = :user and held
                union all select child, 'INVOLVED', kind, until from access.involved join child using (child)
                           where ledger = :ledger and user_id = :user and held and until > :now
                union all select child, 'INVOLVED', 'BREAK_GLASS', until from access.glass join child using (child)
                           where ledger = :ledger and user_id = :user and until > :now
                union all select child, 'INVOLVED', 'AUDIT_SAMPLE', until from access.sampled join child using (child)
                           where ledger = :ledger and auditor = :user and held and until > :now
                union all select child, 'NAMED', '', max(received_at) from access.named join child using (child) where ledger = :ledger and held group by child
                union all select contact, 'NAMED', '', max(received_at) from access.named where ledger = :ledger and contact = :record group by contact
                union all select contact, 'SENSITIVE', '', 0 from access.logged where ledger = :ledger and contact = :record and sensitive
                union all select contact, 'OPEN', '', 0 from front_door.contact where ledger = :ledger and contact = :record and open
                """).param("ledger", reader.ledger().value()).param("record", record).param("user", reader.actor().userId().value())
                .param("now", now.toEpochMilli())
                .query((row, n) -> new Fact(row.getObject(1, UUID.class), row.getString(2), row.getString(3), row.getLong(4))).list());
    }

    private static List<Held> standings(Set<Role> roles, UUID record, List<Fact> facts, Instant now, boolean isContact) {
        long since = now.minus(AccessDecision.FRONT_DOOR_WINDOW).toEpochMilli();
        boolean atFrontDoor = facts.stream().anyMatch(fact -> (isContact ? fact.child().equals(record) : fact.kind().equals("NAMED"))
                && (fact.kind().equals("OPEN") || (fact.kind().equals("NAMED") && fact.until() > since)));
        Map<UUID, List<Fact>> byChild = new HashMap<>();
        byChild.put(record, new ArrayList<>());
        facts.stream().filter(fact -> !fact.kind().equals("OPEN") && !fact.kind().equals("SENSITIVE")).forEach(fact -> byChild.computeIfAbsent(fact.child(), child -> new ArrayList<>()).add(fact));
        if (isContact || facts.isEmpty()) {
            byChild.remove(record); // a contact is no child; and of whom nothing is known, nobody is anything
        }
        return byChild.isEmpty() ? NOBODY
                : byChild.values().stream().map(about -> held(roles, about, atFrontDoor)).toList();
    }

    private static Held held(Set<Role> roles, List<Fact> facts, boolean atFrontDoor) {
        Map<Relation, Long> until = new HashMap<>();
        var lock = Lock.OPEN;
        boolean excluded = false;
        for (var fact : facts) {
            switch (fact.kind()) {
                case "LOCK" -> {
                    lock = Lock.valueOf(fact.code());
                    if (fact.until() == 1) {
                        until.put(Relation.OWNER, Long.MAX_VALUE);
                    }
                }
                case "EXCLUDED" -> excluded = true;
                case "INVOLVED" -> until.merge(Relation.valueOf(fact.code()), fact.until(), Math::max);
                default -> { }
            }
        }
        if (atFrontDoor) {
            until.put(Relation.FRONT_DOOR, Long.MAX_VALUE);
        }
        var relations = EnumSet.noneOf(Relation.class);
        relations.addAll(until.keySet());
        return new Held(new Standing(roles, relations, lock, excluded), until);
    }
}
