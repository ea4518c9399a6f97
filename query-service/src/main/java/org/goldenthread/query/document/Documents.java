package org.goldenthread.query.document;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
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

    private static final String COLUMNS = """
            x.distribution, x.document, x.meeting, m.kind, m.starts_at, x.version, d.version, x.agency, x.owed_as, x.due_by, x.delivered_at, x.acknowledge_by, x.opened_at,
            x.acknowledged_at, x.acknowledged_by, x.statement, x.overdue,
            (select array_agg(a.child order by a.number, a.child) from meeting.about a where a.ledger = x.ledger and a.meeting = x.meeting), x.opened_by, SETTLED
            """.replace("SETTLED", Documents.SETTLED);
    private static final String FROM = """
             from document.distribution x join document.document d on d.ledger = x.ledger and d.document = x.document
             join meeting.meeting m on m.ledger = x.ledger and m.meeting = x.meeting
            """;

    private final JdbcClient sql;

    public Documents(JdbcClient sql) {
        this.sql = sql;
    }

    /** Which copies a list shows: those nobody said they have, all that ever came. */
    public enum Show { WAITING, ALL }

    /** One version at one agency; each fact with its time, or missing. */
    public record Copy(DistributionId id, DocumentId document, MeetingId meeting, String kind, Instant startsAt, int version, int newest, AgencyId agency, String owedAs,
            Instant dueBy, @Nullable Instant deliveredAt, @Nullable Instant acknowledgeBy, @Nullable Instant openedAt, @Nullable Instant acknowledgedAt,
            @Nullable UserId acknowledgedBy, @Nullable String statement, boolean overdue, List<ChildId> children, @Nullable UserId openedBy, boolean settled) {

        /** Whether nobody said in time that they have it, or a newer version that holds all it does. */
        public boolean isLate(Instant now) {
            return !settled && acknowledgeBy != null && now.isAfter(acknowledgeBy);
        }

        /** Whether it came later than it was owed. */
        public boolean cameLate() {
            return deliveredAt != null && deliveredAt.isAfter(dueBy);
        }
    }

    /** When an agency first had a decision, and first said so. */
    public record Shared(UUID decision, AgencyId agency, @Nullable Instant deliveredAt, @Nullable Instant acknowledgedAt) {}

    /** What came to the reader's agency: of what waits, the first due first; of all, the last first. */
    public Leaf<Copy> inbox(Reader reader, Show show, int number) {
        return Leaf.of(sql.sql("select " + COLUMNS + FROM + """
                 where x.ledger = :ledger and x.agency = :agency and x.delivered_at is not null and (:all or not SETTLED)
                 order by case when not :all then x.acknowledge_by end, x.delivered_at desc, x.distribution
                 limit :most offset :from
                """.replace("SETTLED", SETTLED)).param("ledger", reader.ledger().value()).param("agency", reader.actor().agencyId().value()).param("all", show == Show.ALL)
                .param("most", Leaf.ASKED).param("from", Leaf.offset(number)).query(Documents::copy).list(), Math.max(1, number));
    }

    /** Every copy of a document, the newest version first, by agency. */
    public List<Copy> copies(LedgerId ledger, DocumentId document) {
        return sql.sql("select " + COLUMNS + FROM + " where x.ledger = :ledger and x.document = :document order by x.version desc, x.agency").param("ledger", ledger.value())
                .param("document", document.value()).query(Documents::copy).list();
    }

    /** Every copy of a meeting's documents, the newest version first, by agency. */
    public List<Copy> copies(LedgerId ledger, MeetingId meeting) {
        return sql.sql("select " + COLUMNS + FROM + " where x.ledger = :ledger and x.meeting = :meeting order by x.version desc, x.agency").param("ledger", ledger.value())
                .param("meeting", meeting.value()).query(Documents::copy).list();
    }

    /** Which agencies had which of some decisions, by whichever version came first. */
    public List<Shared> shared(LedgerId ledger, Collection<UUID> decisions) {
        return sql.sql("""
                select t.decision, x.agency, min(x.delivered_at), min(x.acknowledged_at) filter (where x.statement = 'RECEIVED') from document.told t
                  join document.distribution x on x.ledger = t.ledger and x.document = t.document and x.version = t.version
                 where t.ledger = :ledger and t.decision = any(:decisions::uuid[]) group by t.decision, x.agency order by t.decision, x.agency
                """).param("ledger", ledger.value()).param("decisions", decisions.toArray(UUID[]::new))
                .query((row, n) -> new Shared(row.getObject(1, UUID.class), new AgencyId(row.getObject(2, UUID.class)), moment(row, 3), moment(row, 4))).list();
    }

    private static Copy copy(ResultSet row, int n) throws SQLException {
        return new Copy(new DistributionId(row.getObject(1, UUID.class)), new DocumentId(row.getObject(2, UUID.class)), new MeetingId(row.getObject(3, UUID.class)),
                row.getString(4), Instant.ofEpochMilli(row.getLong(5)), row.getInt(6), row.getInt(7), new AgencyId(row.getObject(8, UUID.class)), row.getString(9),
                Instant.ofEpochMilli(row.getLong(10)), moment(row, 11), moment(row, 12), moment(row, 13), moment(row, 14), user(row, 15), row.getString(16), row.getBoolean(17),
                Arrays.stream((UUID[]) row.getArray(18).getArray()).map(ChildId::new).toList(), user(row, 19), row.getBoolean(20));
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
