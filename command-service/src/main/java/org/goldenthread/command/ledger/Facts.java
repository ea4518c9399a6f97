package org.goldenthread.command.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.goldenthread.events.Actor;
import org.goldenthread.events.LedgerEvent;
import org.goldenthread.events.Role;
import org.goldenthread.events.Sensitivity;
import org.goldenthread.events.access.AccessDecision.Action;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.access.AccessDecision.Standing;
import org.goldenthread.events.access.AccessDecision;
import org.goldenthread.events.access.AccessEvent.AccessRestricted;
import org.goldenthread.events.access.AccessEvent.BreakGlassAccessUsed;
import org.goldenthread.events.access.AccessEvent.BreakGlassReviewed;
import org.goldenthread.events.access.AccessEvent.ExclusionEnded;
import org.goldenthread.events.access.AccessEvent.InvolvementBegun;
import org.goldenthread.events.access.AccessEvent.InvolvementEnded;
import org.goldenthread.events.access.AccessEvent.PersonExcluded;
import org.goldenthread.events.access.AccessEvent.RestrictionLifted;
import org.goldenthread.events.access.AccessEvent.RestrictionReviewed;
import org.goldenthread.events.access.AccessEvent;
import org.goldenthread.events.access.AuditSampleEvent.AuditSampleEnded;
import org.goldenthread.events.access.AuditSampleEvent.AuditSampleGranted;
import org.goldenthread.events.access.AuditSampleEvent.DrawRule;
import org.goldenthread.events.access.AuditSampleEvent;
import org.goldenthread.events.action.ActionEvent;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.child.ChildEvent.ChildDetailsCorrected;
import org.goldenthread.events.child.ChildEvent.ChildRegistered;
import org.goldenthread.events.contact.ContactEvent.ChildMatched;
import org.goldenthread.events.contact.ContactEvent.ContactReceived;
import org.goldenthread.events.contact.ContactEvent.ContactReturnedToFrontDoor;
import org.goldenthread.events.contact.ContactEvent.ContactRoutedToOwner;
import org.goldenthread.events.document.DocumentEvent;
import org.goldenthread.events.meeting.MeetingEvent;
import org.goldenthread.events.staff.StaffEvent.RoleEnded;
import org.goldenthread.events.staff.StaffEvent.RoleGranted;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.ContactId;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.events.values.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What rules must know across streams: written with the events, read by rules, rebuildable from the ledger. */
public final class Facts {

    private static final String CONTACT = "CONTACT";
    private static final String ROLE = "ROLE";

    /** Of a contact marked SENSITIVE as a whole. */
    static final String SENSITIVE = "SENSITIVE";

    /** A relation without an end. */
    private static final long FOR_EVER = Long.MAX_VALUE;

    private final JdbcClient sql;
    private final Standings standings;

    public Facts(JdbcClient sql) {
        this.sql = sql;
        this.standings = new Standings(sql);
    }

    /** One fact that an event states: ids, a time and a code; {@code ended} where it no longer holds. */
    public record Fact(String kind, UUID subject, UUID ref, String code, long at, boolean ended) {}

    /** How many facts of a kind and code there are of a subject, ended or not. */
    record Counted(String kind, UUID subject, String code, int count) {

        String json() {
            return "{\"kind\":\"%s\",\"subject\":\"%s\",\"code\":\"%s\",\"count\":%d}".formatted(kind, subject, code, count);
        }
    }

    /** A role someone holds in a ledger. */
    public record HeldRole(LedgerId ledger, Role role, AgencyId agency) {}

    /** How somebody stands to every child of a record, and whether the record is marked SENSITIVE as a whole. */
    public record Before(List<Standing> standings, boolean sensitive) {}

    /** The facts an event states, itself and by its sensitivity; for most, none. */
    static List<Fact> of(LedgerEvent event, Sensitivity sensitivity) {
        var facts = of(event);
        return sensitivity == Sensitivity.STANDARD || !(event instanceof ContactReceived contact) ? facts
                : Stream.concat(facts.stream(), Stream.of(new Fact(SENSITIVE, contact.contactId().value(), contact.contactId().value(), "", 0, false))).toList();
    }

    private static List<Fact> of(LedgerEvent event) {
        return switch (event) {
            case ContactReceived e -> e.children().stream().map(child -> named(e.contactId(), child.childId(), false)).toList();
            case ChildMatched e -> List.of(new Fact(CONTACT, e.childId().value(), e.contactId().value(), "",
                    e.contactReceivedAt().toEpochMilli(), false), named(e.contactId(), e.childId(), false));
            case ContactRoutedToOwner e -> List.of(named(e.contactId(), e.childId(), false));
            case ChildRegistered e -> List.of(MeetingFacts.aged(e.childId(), e.dobStatus()));
            case ChildDetailsCorrected e when e.dobStatus() != null -> List.of(MeetingFacts.aged(e.childId(), e.dobStatus()));
            case ContactReturnedToFrontDoor e -> List.of(named(e.contactId(), e.childId(), true));
            case AccessEvent e -> of(e);
            case MeetingEvent e -> MeetingFacts.of(e);
            case ActionEvent e -> MeetingFacts.of(e);
            case DocumentEvent e -> MeetingFacts.of(e);
            case AuditSampleGranted e -> e.about().stream().map(child -> sampled(child, e, e.until().toEpochMilli(), false)).toList();
            case AuditSampleEnded e -> e.about().stream().map(child -> sampled(child, e, 0, true)).toList();
            case RoleGranted e -> List.of(new Fact(ROLE, e.userId().value(), e.agencyId().value(), e.role().name(), 0, false));
            case RoleEnded e -> List.of(new Fact(ROLE, e.userId().value(), e.agencyId().value(), e.role().name(), 0, true));
            default -> List.of();
        };
    }

    private static List<Fact> of(AccessEvent event) {
        return switch (event) {
            case AccessRestricted e -> List.of(lock(e.childId(), e.level(), e.ownerId(), false));
            case RestrictionReviewed e when e.previousOwnerId().equals(e.ownerId()) -> List.of();
            case RestrictionReviewed e -> List.of(lock(e.childId(), e.level(), e.previousOwnerId(), true), lock(e.childId(), e.level(), e.ownerId(), false));
            case RestrictionLifted e -> List.of(lock(e.childId(), e.level(), e.ownerId(), true));
            case PersonExcluded e -> List.of(new Fact("EXCLUDED", e.childId().value(), e.userId().value(), "", 0, false));
            case ExclusionEnded e -> List.of(new Fact("EXCLUDED", e.childId().value(), e.userId().value(), "", 0, true));
            case InvolvementBegun e -> List.of(new Fact("INVOLVED", e.childId().value(), e.userId().value(), e.kind().name(),
                    e.until() == null ? FOR_EVER : e.until().toEpochMilli(), false));
            case InvolvementEnded e -> List.of(new Fact("INVOLVED", e.childId().value(), e.userId().value(), e.kind().name(), e.at().toEpochMilli(), true));
            case BreakGlassAccessUsed e -> List.of(new Fact("GLASS", e.childId().value(), e.userId().value(), "", e.until().toEpochMilli(), false));
            case BreakGlassReviewed e -> List.of();
        };
    }

    private static Fact named(ContactId contact, ChildId child, boolean ended) {
        return new Fact("NAMED", contact.value(), child.value(), "", 0, ended);
    }

    private static Fact lock(ChildId child, AccessEvent.Level level, UserId owner, boolean ended) {
        return new Fact("LOCK", child.value(), owner.value(), level.name(), 0, ended);
    }

    private static Fact sampled(ChildId child, AuditSampleEvent event, long until, boolean ended) {
        return new Fact("SAMPLED", child.value(), event.auditorId().value(), event.sampleId().toString(), until, ended);
    }

    /** How a person stands to every child of a contact's or child's record. */
    public Before standings(LedgerId ledger, Actor who, Set<Role> roles, UUID record, Fields part, Instant now) {
        return standings.of(ledger, who, roles, record, part, now);
    }

    /** What meetings and actions left behind in a ledger; {@code counted} is told of what the append must find unchanged. */
    KnownMeetings meetings(LedgerId ledger, Consumer<Counted> counted) {
        return new MeetingFacts(sql, ledger, counted);
    }

    /** Whether a child's record is kept from somebody as if it were not there; never from the software itself. */
    boolean isKeptFrom(LedgerId ledger, Actor actor, ChildId child, Instant now) {
        if (actor.role() == Role.SYSTEM) {
            return false;
        }
        return standings.of(ledger, actor, rolesIn(ledger, actor.userId()), child.value(), Fields.HISTORY, now).standings().stream()
                .anyMatch(who -> AccessDecision.isKeptApart(who, Fields.HISTORY, Action.READ, Set.of()));
    }

    boolean hasWorkedOn(LedgerId ledger, UserId user, ChildId child) {
        return sql.sql("""
                select exists (select from ledger.fact where ledger = :ledger and kind = 'INVOLVED' and subject = :child and ref = :user)
                """).param("ledger", ledger.value()).param("child", child.value()).param("user", user.value()).query(Boolean.class).single();
    }

    /** Children whose records are kept from somebody: restricted, sealed, or with a person excluded; with the owner where there is one. */
    public Map<ChildId, Optional<UserId>> keptApart(LedgerId ledger) {
        var owners = new LinkedHashMap<ChildId, Optional<UserId>>();
        sql.sql("select kind, subject, ref from ledger.fact where ledger = :ledger and kind in ('LOCK', 'EXCLUDED') and not ended order by kind, subject")
                .param("ledger", ledger.value()).query(row -> {
                    var owner = row.getString(1).equals("LOCK") ? Optional.of(new UserId(row.getObject(3, UUID.class))) : Optional.<UserId>empty();
                    owners.merge(new ChildId(row.getObject(2, UUID.class)), owner, (a, b) -> a.isPresent() ? a : b);
                });
        return owners;
    }

    /** Draws children of contacts received in a period, none of them restricted; the same rule draws the same from the same ledger. */
    public List<ChildId> draw(LedgerId ledger, DrawRule rule) {
        var all = new ArrayList<>(sql.sql("""
                select distinct c.subject from ledger.fact c
                 where c.ledger = :ledger and c.kind = 'CONTACT' and not c.ended and c.at >= :from and c.at <= :until
                   and not exists (select from ledger.fact l where l.ledger = c.ledger and l.kind = 'LOCK' and l.subject = c.subject and not l.ended)
                 order by c.subject
                """).param("ledger", ledger.value())
                .param("from", rule.receivedFrom().atStartOfDay(WorkingCalendar.LONDON).toInstant().toEpochMilli())
                .param("until", WorkingCalendar.englandAndWales().endOfDay(rule.receivedUntil()).toEpochMilli())
                .query((row, n) -> new ChildId(row.getObject(1, UUID.class))).list());
        Collections.shuffle(all, new Random(rule.seed()));
        return List.copyOf(all.subList(0, Math.min(rule.size(), all.size())));
    }

    int otherContacts(LedgerId ledger, ChildId child, ContactId thisOne, Instant since) {
        return sql.sql("""
                select count(*) from ledger.fact
                 where ledger = :ledger and kind = 'CONTACT' and subject = :child and ref <> :contact and at >= :since and not ended
                """).param("ledger", ledger.value()).param("child", child.value()).param("contact", thisOne.value())
                .param("since", since.toEpochMilli()).query(Integer.class).single();
    }

    /** Whether a child was matched or found to be new in this ledger. */
    public boolean isChild(LedgerId ledger, ChildId child) {
        return sql.sql("select exists (select from ledger.fact where ledger = :ledger and kind = 'CONTACT' and subject = :child)")
                .param("ledger", ledger.value()).param("child", child.value()).query(Boolean.class).single();
    }

    /** The meeting of a document; empty where there is no such document. */
    public Optional<MeetingId> meetingOf(LedgerId ledger, DocumentId document) {
        return sql.sql("select ref from ledger.fact where ledger = :ledger and kind = 'OF_MEETING' and subject = :document")
                .param("ledger", ledger.value()).param("document", document.value()).query((row, n) -> new MeetingId(row.getObject(1, UUID.class))).optional();
    }

    /** The roles a person holds now in one ledger. */
    Set<Role> rolesIn(LedgerId ledger, UserId user) {
        return sql.sql("select code from ledger.fact where ledger = :ledger and kind = 'ROLE' and subject = :user and not ended")
                .param("ledger", ledger.value()).param("user", user.value()).query((row, n) -> Role.valueOf(row.getString(1))).set();
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

    /** As the append function takes them, each by how many events come before its own; null where there are none, which costs nothing there. */
    static @org.jspecify.annotations.Nullable String json(List<? extends LedgerEvent> events, Sensitivity sensitivity) {
        var facts = new ArrayList<String>();
        for (int at = 0; at < events.size(); at++) {
            int before = at;
            of(events.get(at), sensitivity).forEach(fact -> facts.add(json(fact, before)));
        }
        return facts.isEmpty() ? null : "[" + String.join(",", facts) + "]";
    }

    static String json(Fact fact, long position) {
        return "{\"kind\":\"%s\",\"subject\":\"%s\",\"ref\":\"%s\",\"code\":\"%s\",\"at\":%d,\"ended\":%b,\"position\":%d}".formatted(
                fact.kind(), fact.subject(), fact.ref(), fact.code(), fact.at(), fact.ended(), position);
    }
}
