package org.goldenthread.query.document;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.goldenthread.events.Role;
import org.goldenthread.events.access.AccessDecision;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.DistributionId;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.events.values.UserId;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.edge.Leaf;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lists what was sent to whom. What it finds may be of interest to a reader; whether they may see each is asked at the gate. */
public final class Documents {

    /** A newer version, which holds all that this one does, is in the agency's hands. */
    private static final String SETTLED = """
            (x.acknowledged_at is not null or exists (select from document.distribution n where n.ledger = x.ledger and n.document = x.document and n.agency = x.agency
                                                                   and n.version > x.version and n.acknowledged_at is not null))
            """;

    /** Minutes that the agency was to have in its own system by now, and has not. */
    private static final String UNRECORDED = "(x.unrecorded and x.recorded_at is null and x.statement is distinct from 'RECEIVED_NOT_FOR_ME')";

    /** Of two copies of one version, the one that its agency may open. */
    private static final String LIVE = "(x.withdrawn_at is null and x.statement is distinct from 'RECEIVED_NOT_FOR_ME')";

    /** Agencies that were sent a document of a meeting wrongly and have none of it: they are owed nothing of it. */
    private static final String ASTRAY = """
            exists (select from document.misdirected b join document.document bd on bd.ledger = b.ledger and bd.document = b.document
                     where b.ledger = :ledger and b.agency = o.agency and bd.meeting = MEETING
                       and not exists (select from document.distribution l join document.document ld on ld.ledger = l.ledger and ld.document = l.document
                                        where l.ledger = :ledger and l.agency = o.agency and ld.meeting = bd.meeting and l.withdrawn_at is null))
            """;

    private static final String COLUMNS = """
            x.distribution, x.document, x.meeting, m.kind, m.starts_at, x.version, d.version, x.agency, x.owed_as, x.due_by, x.delivered_at, x.acknowledge_by, x.opened_at,
            x.acknowledged_at, x.acknowledged_by, x.statement, x.overdue,
            (select array_agg(a.child order by a.number, a.child) from meeting.about a where a.ledger = x.ledger and a.meeting = x.meeting), x.opened_by, SETTLED,
            d.kind, x.recorded_at, x.channel, x.state, x.sent_at, x.bounced_at, x.trouble, x.withdrawn_at, x.undelivered, x.unrecorded, x.attempt
            """.replace("SETTLED", Documents.SETTLED);
    private static final String FROM = """
             from document.distribution x join document.document d on d.ledger = x.ledger and d.document = x.document
             join meeting.meeting m on m.ledger = x.ledger and m.meeting = x.meeting
            """;

    private final JdbcClient sql;

    public Documents(JdbcClient sql) {
        this.sql = sql;
    }

    /** Which copies a list shows: those nobody said they have and no newer one replaced, those of them whose time is up, all that ever came. */
    public enum Show { WAITING, LATE, ALL }

    /** One version at one agency; each fact with its time, or missing. */
    public record Copy(DistributionId id, DocumentId document, MeetingId meeting, String kind, Instant startsAt, int version, int newest, AgencyId agency, String owedAs,
            Instant dueBy, @Nullable Instant deliveredAt, @Nullable Instant acknowledgeBy, @Nullable Instant openedAt, @Nullable Instant acknowledgedAt,
            @Nullable UserId acknowledgedBy, @Nullable String statement, boolean overdue, List<ChildId> children, @Nullable UserId openedBy, boolean settled,
            String what, @Nullable Instant recordedAt, Passage passage) {

        /** Whether its agency may open it: it was not withdrawn, and they did not say that it isn't for them. */
        public boolean isTheirs() {
            return passage.withdrawnAt() == null && !"RECEIVED_NOT_FOR_ME".equals(statement);
        }

        /** Whether neither its channel nor anybody of the agency says that it is there. */
        public boolean isOutstanding() {
            return deliveredAt == null && acknowledgedAt == null && recordedAt == null && passage.withdrawnAt() == null;
        }

        public boolean isMinutes() {
            return what.equals("MINUTES");
        }

        /** Whether nobody said in time that they have it, or a newer version that holds all it does. */
        public boolean isLate(Instant now) {
            return !settled && acknowledgeBy != null && now.isAfter(acknowledgeBy);
        }

        /** Whether it came later than it was owed. */
        public boolean cameLate() {
            return deliveredAt != null && deliveredAt.isAfter(dueBy);
        }
    }

    /**
     * By what a copy goes and how far that is: the first sending, that it came back, why it is in trouble, that it was withdrawn, whether its
     * lead was told that it isn't there.
     */
    public record Passage(String channel, String state, @Nullable Instant sentAt, @Nullable Instant bouncedAt, @Nullable String trouble, @Nullable Instant withdrawnAt, boolean undelivered, boolean unrecorded,
            int attempt) {

        public boolean isInTrouble() {
            return state.equals("BOUNCED") || state.equals("FAILED");
        }
    }

    /** How many copies of an agency are outstanding and how many unanswered past their time, and since when the oldest of each. */
    public record Standing(AgencyId agency, int outstanding, @Nullable Instant outstandingSince, int unanswered, @Nullable Instant unansweredSince) {}

    /** Minutes that a meeting owes; {@code owedTo} counts the agencies, {@code waived} those it was waived for, {@code silent} those who have not said they have the newest; {@code families} counts the children whose family must be given a copy and has none. */
    public record Due(DocumentId document, MeetingId meeting, String kind, Instant endedAt, Instant dueBy, String stage, int draft, int version, boolean whole, List<String> lacking,
            @Nullable Instant firstIssued, boolean overdue, int owedTo, int waived, int silent, int families, List<ChildId> children) {

        public boolean isLate(Instant now) {
            return firstIssued == null && now.isAfter(dueBy);
        }
    }

    /** Which minutes a list shows: those to be written, not final yet, sent but not acknowledged by everybody, without a family's copy that is owed, all. */
    public enum Work { TO_SEND, NOT_FINAL, NOT_ACKNOWLEDGED, FAMILIES, ALL }

    /**
     * What an agency is owed of a meeting's minutes, and when it first had any version, opened one, said that it has one, recorded one;
     * {@code acknowledgeBy} is of the first that came: a later version makes no silence good.
     */
    public record Owing(UUID document, UUID meeting, String meetingKind, AgencyId agency, String owedAs, Instant endedAt, Instant dueBy, boolean waived,
            @Nullable Instant issuedAt, @Nullable Instant deliveredAt, @Nullable Instant acknowledgeBy, @Nullable Instant openedAt, @Nullable Instant acknowledgedAt, @Nullable Instant recordedAt) {

        /** Whether they were with the agency by the day they were owed. */
        public boolean isInTime() {
            return deliveredAt != null && !deliveredAt.isAfter(dueBy);
        }

        /** Whether somebody there said so by the time they had for it. */
        public boolean isAcknowledgedInTime() {
            return acknowledgedAt != null && acknowledgeBy != null && !acknowledgedAt.isAfter(acknowledgeBy);
        }
    }

    /** When an agency that is owed a decision first had it, and first said so; both missing where it has not. */
    public record Shared(UUID decision, AgencyId agency, @Nullable Instant deliveredAt, @Nullable Instant acknowledgedAt) {}

    /** What came to the reader's agency: of what waits, the first due first; of all, the last first. */
    public Leaf<Copy> inbox(Reader reader, Show show, Instant now, int number) {
        return Leaf.of(sql.sql("select " + COLUMNS + FROM + """
                 where x.ledger = :ledger and x.agency = :agency and x.withdrawn_at is null
                   and (:show = 'ALL' or ((not SETTLED or (:show = 'LATE' and UNRECORDED)) and not exists (select from document.distribution n where n.ledger = x.ledger and n.document = x.document and n.agency = x.agency
                                                                            and n.version > x.version and n.withdrawn_at is null)))
                   and (:show <> 'LATE' or x.acknowledge_by < :now or UNRECORDED)
                 order by case when :show <> 'ALL' then x.acknowledge_by end, coalesce(x.delivered_at, x.sent_at, x.due_by) desc, x.distribution
                 limit :most offset :from
                """.replace("SETTLED", SETTLED).replace("UNRECORDED", UNRECORDED)).param("ledger", reader.ledger().value()).param("agency", reader.actor().agencyId().value()).param("show", show.name()).param("now", now.toEpochMilli())
                .param("most", Leaf.ASKED).param("from", Leaf.offset(number)).query(Documents::copy).list(), Math.max(1, number));
    }

    private static final String MINE = """
            mine as (
                select meeting from access.keeper where ledger = :ledger and user_id = :user
                union select a.meeting from access.involved i join meeting.about a using (ledger, child)
                       where i.ledger = :ledger and i.user_id = :user and i.held and i.until > :now
                union select a.meeting from access.named n join meeting.about a using (ledger, child)
                       where :frontDoor and n.ledger = :ledger and n.held and n.received_at > :since)
            """;

    private static final String OUTSTANDING = "(x.delivered_at is null and x.acknowledged_at is null and x.recorded_at is null)";

    private static final String KEPT = " and not exists (select from meeting.about k where k.ledger = x.ledger and k.meeting = x.meeting and k.child = any(:kept::uuid[]))";

    private JdbcClient.StatementSpec ofMine(String query, Reader reader, Instant now) {
        return sql.sql(query).param("ledger", reader.ledger().value()).param("user", reader.actor().userId().value()).param("now", now.toEpochMilli())
                .param("frontDoor", reader.isAnyOf(Role.FD_SOCIAL_WORKER, Role.FD_MANAGER, Role.EDT)).param("since", now.minus(AccessDecision.FRONT_DOOR_WINDOW).toEpochMilli());
    }

    /**
     * What did not get to an agency, or was not answered there in time, of the meetings that the reader may work on: only of each agency's
     * newest copy, the longest owed first. Of one agency where one is given; what is about any of some children is left out.
     */
    public Leaf<Copy> outstanding(Reader reader, Collection<UUID> kept, Optional<AgencyId> agency, Instant now, int number) {
        return Leaf.of(ofMine("with " + MINE + " select " + COLUMNS + FROM + " join mine on mine.meeting = x.meeting where x.ledger = :ledger and x.withdrawn_at is null and not " + SETTLED
                        + KEPT + " and (:agency::uuid is null or x.agency = :agency::uuid)"
                        + " and (" + OUTSTANDING + " or x.acknowledge_by < :now) and not exists (select from document.distribution n where n.ledger = x.ledger and n.document = x.document"
                        + " and n.agency = x.agency and n.version > x.version) order by x.due_by, x.distribution limit :most offset :from", reader, now)
                .param("kept", kept.toArray(UUID[]::new)).param("agency", agency.map(AgencyId::toString).orElse(null)).param("most", Leaf.ASKED).param("from", Leaf.offset(number)).query(Documents::copy).list(), Math.max(1, number));
    }

    /** The same by agency: how many, and the longest. */
    public List<Standing> standings(Reader reader, Collection<UUID> kept, Instant now) {
        return ofMine("with " + MINE + " select x.agency, count(*) filter (where " + OUTSTANDING + ")::integer, min(x.due_by) filter (where " + OUTSTANDING + "), count(*) filter (where not "
                        + OUTSTANDING + ")::integer, min(x.acknowledge_by) filter (where not " + OUTSTANDING + ")" + FROM + " join mine on mine.meeting = x.meeting where x.ledger = :ledger"
                        + KEPT + " and x.withdrawn_at is null and not " + SETTLED + " and (" + OUTSTANDING + " or x.acknowledge_by < :now) and not exists (select from document.distribution n"
                        + " where n.ledger = x.ledger and n.document = x.document and n.agency = x.agency and n.version > x.version) group by x.agency order by 2 desc, 4 desc, 1", reader, now)
                .param("kept", kept.toArray(UUID[]::new)).query((row, n) -> new Standing(new AgencyId(row.getObject(1, UUID.class)), row.getInt(2), moment(row, 3), row.getInt(4), moment(row, 5))).list();
    }

    /** Something that went to the wrong agency, until when the Information Commissioner is told, and what came of it. */
    public record Breach(DocumentId document, AgencyId agency, int version, String kind, String meetingKind, Instant startsAt, boolean seen, Instant reportedAt, UserId reportedBy,
            Instant commissionerBy, @Nullable Instant assessedAt, @Nullable Instant destroyedAt) {}

    /** What went to the wrong agency: what waits to be assessed first, the first due first; then what was assessed, the last first. */
    public Leaf<Breach> breaches(LedgerId ledger, int number) {
        return Leaf.of(sql.sql("""
                select b.document, b.agency, b.version, d.kind, m.kind, m.starts_at, b.seen, b.reported_at, b.reported_by, b.commissioner_by, b.assessed_at, e.destroyed_at
                  from document.misdirected b join document.document d on d.ledger = b.ledger and d.document = b.document
                  join meeting.meeting m on m.ledger = d.ledger and m.meeting = d.meeting
                  left join document.destroyed e on e.ledger = b.ledger and e.document = b.document and e.agency = b.agency
                 where b.ledger = :ledger order by b.assessed_at desc nulls first, b.commissioner_by, b.document, b.agency limit :most offset :from
                """).param("ledger", ledger.value()).param("most", Leaf.ASKED).param("from", Leaf.offset(number))
                .query((row, n) -> new Breach(new DocumentId(row.getObject(1, UUID.class)), new AgencyId(row.getObject(2, UUID.class)), row.getInt(3), row.getString(4), row.getString(5),
                        Instant.ofEpochMilli(row.getLong(6)), row.getBoolean(7), Instant.ofEpochMilli(row.getLong(8)), new UserId(row.getObject(9, UUID.class)),
                        Instant.ofEpochMilli(row.getLong(10)), moment(row, 11), moment(row, 12))).list(), Math.max(1, number));
    }

    /** The minutes of the meetings that the reader may work on, as the meetings' list finds them; the first due first. */
    public Leaf<Due> minutes(Reader reader, Work work, Instant now, int number) {
        return Leaf.of(ofMine("with " + MINE + """
                select m.document, m.meeting, m.meeting_kind, m.ended_at, m.due_by, m.stage, m.draft, m.version, m.whole, m.lacking, m.first_issued, m.overdue, o.owed, o.waived, o.silent, o.families,
                       (select array_agg(a.child order by a.number, a.child) from meeting.about a where a.ledger = m.ledger and a.meeting = m.meeting)
                  from mine join document.minutes m on m.meeting = mine.meeting and m.ledger = :ledger
                  cross join lateral (
                       select count(*)::integer as owed, count(w.waived_at)::integer as waived,
                              (select count(*)::integer from document.distribution x where x.ledger = m.ledger and x.document = m.document and x.version = m.version
                                                                                         and x.acknowledged_at is null and x.withdrawn_at is null) as silent,
                              (select count(*)::integer from document.family f where f.ledger = m.ledger and f.document = m.document and f.duty = 'MUST' and f.withheld_at is null
                                  and not exists (select from document.family_copy c where c.ledger = f.ledger and c.document = f.document and c.child = f.child and c.version = m.version and c.stage = 'GIVEN')) as families
                         from document.owed w where w.ledger = m.ledger and w.document = m.document) o
                 where case :work when 'TO_SEND' then m.version = 0 when 'NOT_FINAL' then m.version > 0 and not m.whole when 'NOT_ACKNOWLEDGED' then o.silent > 0 when 'FAMILIES' then o.families > 0 else true end
                 order by m.due_by, m.document limit :most offset :from
                """, reader, now).param("work", work.name()).param("most", Leaf.ASKED).param("from", Leaf.offset(number)).query(Documents::due).list(), Math.max(1, number));
    }

    /** The minutes of a meeting; empty where none are owed. */
    public Optional<DocumentId> minutesOf(LedgerId ledger, MeetingId meeting) {
        return sql.sql("select document from document.minutes where ledger = :ledger and meeting = :meeting").param("ledger", ledger.value()).param("meeting", meeting.value())
                .query((row, n) -> new DocumentId(row.getObject(1, UUID.class))).optional();
    }

    /**
     * What agencies are owed of minutes due in a period, each with the facts of the version that first came to it. What is about any of
     * some children is left out.
     */
    public List<Owing> owing(LedgerId ledger, Collection<UUID> kept, Instant from, Instant until) {
        return sql.sql("""
                select o.document, o.meeting, m.meeting_kind, o.agency, o.owed_as, m.ended_at, o.due_by, o.waived_at is not null, m.first_issued, x.delivered_at, x.acknowledge_by, x.opened_at,
                       x.acknowledged_at, x.recorded_at
                  from document.owed o join document.minutes m on m.ledger = o.ledger and m.document = o.document
                  left join lateral (select min(d.delivered_at) as delivered_at, min(d.opened_at) as opened_at, min(d.recorded_at) as recorded_at,
                                            min(d.acknowledged_at) filter (where d.statement = 'RECEIVED') as acknowledged_at, min(d.acknowledge_by) as acknowledge_by
                                       from document.distribution d where d.ledger = o.ledger and d.document = o.document and d.agency = o.agency
                                        and (d.withdrawn_at is null or not exists (select from document.distribution l where l.ledger = o.ledger and l.document = o.document
                                                                                     and l.agency = o.agency and l.withdrawn_at is null))) x on true
                 where not ASTRAY and o.ledger = :ledger and o.due_by between :from and :until
                   and not exists (select from meeting.about k where k.ledger = o.ledger and k.meeting = o.meeting and k.child = any(:kept::uuid[]))
                 order by o.due_by, o.document, o.agency
                """.replace("ASTRAY", ASTRAY.replace("MEETING", "o.meeting"))).param("ledger", ledger.value()).param("kept", kept.toArray(UUID[]::new)).param("from", from.toEpochMilli()).param("until", until.toEpochMilli())
                .query((row, n) -> new Owing(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getString(3), new AgencyId(row.getObject(4, UUID.class)), row.getString(5),
                        Instant.ofEpochMilli(row.getLong(6)), Instant.ofEpochMilli(row.getLong(7)), row.getBoolean(8), moment(row, 9), moment(row, 10), moment(row, 11), moment(row, 12),
                        moment(row, 13), moment(row, 14))).list();
    }

    private static Due due(ResultSet row, int n) throws SQLException {
        return new Due(new DocumentId(row.getObject(1, UUID.class)), new MeetingId(row.getObject(2, UUID.class)), row.getString(3), Instant.ofEpochMilli(row.getLong(4)),
                Instant.ofEpochMilli(row.getLong(5)), row.getString(6), row.getInt(7), row.getInt(8), row.getBoolean(9), List.of((String[]) row.getArray(10).getArray()), moment(row, 11),
                row.getBoolean(12), row.getInt(13), row.getInt(14), row.getInt(15), row.getInt(16), Arrays.stream((UUID[]) row.getArray(17).getArray()).map(ChildId::new).toList());
    }

    /** Every copy of a document, the newest version first, by agency. */
    public List<Copy> copies(LedgerId ledger, DocumentId document) {
        return sql.sql("select " + COLUMNS + FROM + " where x.ledger = :ledger and x.document = :document order by x.version desc, x.agency, " + LIVE + " desc").param("ledger", ledger.value())
                .param("document", document.value()).query(Documents::copy).list();
    }

    /** Every copy of a meeting's documents, minutes before notices, the newest version first, by agency. */
    public List<Copy> copies(LedgerId ledger, MeetingId meeting) {
        return sql.sql("select " + COLUMNS + FROM + " where x.ledger = :ledger and x.meeting = :meeting order by d.kind desc, x.version desc, x.agency, " + LIVE + " desc").param("ledger", ledger.value())
                .param("meeting", meeting.value()).query(Documents::copy).list();
    }

    /**
     * Which agencies had which of some decisions, by whichever version of a notice came first: all that are owed the notice of its meeting,
     * and any other that was sent one.
     */
    public List<Shared> shared(LedgerId ledger, Collection<UUID> decisions) {
        return sql.sql("""
                select o.decision, o.agency, min(least(x.delivered_at, x.opened_at)), min(x.acknowledged_at) filter (where x.statement = 'RECEIVED')
                  from (select d.decision, w.agency from meeting.decision d join meeting.duty w on w.ledger = d.ledger and w.meeting = d.meeting and w.document = 'DECISION_NOTICE'
                         where d.ledger = :ledger and d.decision = any(:decisions::uuid[])
                        union select t.decision, x.agency from document.told t join document.distribution x on x.ledger = t.ledger and x.document = t.document and x.version = t.version
                         where t.ledger = :ledger and t.decision = any(:decisions::uuid[])) o
                  left join document.told t on t.ledger = :ledger and t.decision = o.decision
                  left join document.distribution x on x.ledger = t.ledger and x.document = t.document and x.version = t.version and x.agency = o.agency
                 where not ASTRAY group by o.decision, o.agency order by o.decision, o.agency
                """.replace("ASTRAY", ASTRAY.replace("MEETING", "(select md.meeting from meeting.decision md where md.ledger = :ledger and md.decision = o.decision)"))).param("ledger", ledger.value()).param("decisions", decisions.toArray(UUID[]::new))
                .query((row, n) -> new Shared(row.getObject(1, UUID.class), new AgencyId(row.getObject(2, UUID.class)), moment(row, 3), moment(row, 4))).list();
    }

    private static Copy copy(ResultSet row, int n) throws SQLException {
        return new Copy(new DistributionId(row.getObject(1, UUID.class)), new DocumentId(row.getObject(2, UUID.class)), new MeetingId(row.getObject(3, UUID.class)),
                row.getString(4), Instant.ofEpochMilli(row.getLong(5)), row.getInt(6), row.getInt(7), new AgencyId(row.getObject(8, UUID.class)), row.getString(9),
                Instant.ofEpochMilli(row.getLong(10)), moment(row, 11), moment(row, 12), moment(row, 13), moment(row, 14), user(row, 15), row.getString(16), row.getBoolean(17),
                Arrays.stream((UUID[]) row.getArray(18).getArray()).map(ChildId::new).toList(), user(row, 19), row.getBoolean(20), row.getString(21), moment(row, 22),
                new Passage(row.getString(23), row.getString(24), moment(row, 25), moment(row, 26), row.getString(27), moment(row, 28), row.getBoolean(29), row.getBoolean(30), row.getInt(31)));
    }

    private static @Nullable UserId user(ResultSet row, int column) throws SQLException {
        var id = row.getObject(column, UUID.class);
        return id == null ? null : new UserId(id);
    }

    private static @Nullable Instant moment(ResultSet row, int column) throws SQLException {
        long at = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(at);
    }
}
