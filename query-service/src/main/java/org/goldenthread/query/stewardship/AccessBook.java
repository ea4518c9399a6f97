package org.goldenthread.query.stewardship;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.ContactId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who may see which record, why, and until when. Whoever asks must have been let in before. */
public final class AccessBook {

    private final JdbcClient sql;

    public AccessBook(JdbcClient sql) {
        this.sql = sql;
    }

    /** A restriction that holds. */
    public record Lock(ChildId child, String level, String ground, UserId owner, AgencyId ownerAgency, Instant since, Instant reviewBy) {}

    /** Somebody who works on the case; {@code until} is missing where it has no end. */
    public record Involved(ChildId child, UserId user, String kind, AgencyId agency, Instant since, @Nullable Instant until) {}

    /** Somebody kept from the record. */
    public record Excluded(UserId user, Instant since) {}

    /** One opening in need; {@code justified} is missing until somebody has reviewed it. */
    public record Opening(UUID use, ChildId child, UserId user, String reason, Instant since, Instant until, Instant reviewBy, @Nullable Boolean justified) {}

    /** An auditor's sample. */
    public record Sample(UUID id, UserId auditor, Instant since, Instant until, List<ChildId> children) {}

    public Optional<Lock> lock(LedgerId ledger, ChildId child) {
        return sql.sql(LOCKS + "and child = :child").param("ledger", ledger.value()).param("child", child.value()).query(AccessBook::lock).optional();
    }

    private static final String LOCKS =
            "select child, level, ground, owner, owner_agency, since, review_by from access.lock where ledger = :ledger and held ";

    /** Restrictions to be reviewed before a moment, those overdue first. */
    public List<Lock> toReview(LedgerId ledger, Instant before) {
        return sql.sql(LOCKS + "and review_by < :before order by review_by limit 200").param("ledger", ledger.value())
                .param("before", before.toEpochMilli()).query(AccessBook::lock).list();
    }

    private static Lock lock(ResultSet row, int n) throws SQLException {
        return new Lock(new ChildId(row.getObject(1, UUID.class)), row.getString(2), row.getString(3), new UserId(row.getObject(4, UUID.class)),
                new AgencyId(row.getObject(5, UUID.class)), at(row, 6), at(row, 7));
    }

    public List<Involved> involved(LedgerId ledger, ChildId child, Instant now) {
        return sql.sql(INVOLVED + "and child = :child order by since").param("ledger", ledger.value()).param("child", child.value())
                .param("now", now.toEpochMilli()).query(AccessBook::involved).list();
    }

    private static final String INVOLVED =
            "select child, user_id, kind, agency, since, until from access.involved where ledger = :ledger and held and until > :now ";

    /** The cases somebody works on, those begun last first. */
    public List<Involved> casesOf(LedgerId ledger, UserId user, Instant now) {
        return sql.sql(INVOLVED + "and user_id = :user order by since desc limit 200").param("ledger", ledger.value()).param("user", user.value())
                .param("now", now.toEpochMilli()).query(AccessBook::involved).list();
    }

    /** The children whom contacts name together with a child, by their matched records: most often, its siblings. */
    public List<ChildId> namedWith(LedgerId ledger, ChildId child) {
        return sql.sql("""
                select distinct coalesce(a.child, o.child) from access.named n
                  join access.named o on o.ledger = n.ledger and o.contact = n.contact and o.child <> n.child and o.held and o.received_at > 0
                  left join access.alias a on a.ledger = o.ledger and a.provisional = o.child
                 where n.ledger = :ledger and n.child = :child and n.held and coalesce(a.child, o.child) <> :child limit 50
                """).param("ledger", ledger.value()).param("child", child.value()).query((row, n) -> new ChildId(row.getObject(1, UUID.class))).list();
    }

    private static Involved involved(ResultSet row, int n) throws SQLException {
        return new Involved(new ChildId(row.getObject(1, UUID.class)), new UserId(row.getObject(2, UUID.class)), row.getString(3),
                new AgencyId(row.getObject(4, UUID.class)), at(row, 5), row.getLong(6) == Long.MAX_VALUE ? null : at(row, 6));
    }

    public List<Excluded> excluded(LedgerId ledger, ChildId child) {
        return sql.sql("select user_id, since from access.exclusion where ledger = :ledger and child = :child and held order by since")
                .param("ledger", ledger.value()).param("child", child.value())
                .query((row, n) -> new Excluded(new UserId(row.getObject(1, UUID.class)), at(row, 2))).list();
    }

    public List<Opening> openings(LedgerId ledger, ChildId child) {
        return sql.sql(OPENINGS + "and child = :child order by since desc limit 200").param("ledger", ledger.value()).param("child", child.value())
                .query(AccessBook::opening).list();
    }

    private static final String OPENINGS =
            "select use_id, child, user_id, reason, since, until, review_by, justified from access.glass where ledger = :ledger ";

    /** Openings in need that nobody has reviewed, those due first. */
    public List<Opening> unreviewed(LedgerId ledger) {
        return sql.sql(OPENINGS + "and justified is null order by review_by limit 200").param("ledger", ledger.value()).query(AccessBook::opening).list();
    }

    private static Opening opening(ResultSet row, int n) throws SQLException {
        var justified = row.getString(8);
        return new Opening(row.getObject(1, UUID.class), new ChildId(row.getObject(2, UUID.class)), new UserId(row.getObject(3, UUID.class)), row.getString(4),
                at(row, 5), at(row, 6), at(row, 7), justified == null ? null : Boolean.valueOf(justified));
    }

    /** Contacts that have gone to the owner of a record and wait there. */
    public List<ContactId> routedTo(LedgerId ledger, UserId owner) {
        return sql.sql("""
                select distinct r.contact from access.routed r join access.lock l on l.ledger = r.ledger and l.child = r.child and l.held
                  join front_door.contact c on c.ledger = r.ledger and c.contact = r.contact and c.open
                 where r.ledger = :ledger and r.held and l.owner = :owner limit 200
                """).param("ledger", ledger.value()).param("owner", owner.value()).query((row, n) -> new ContactId(row.getObject(1, UUID.class))).list();
    }

    /** Samples that hold, of one auditor or of all. */
    public List<Sample> samples(LedgerId ledger, @Nullable UserId auditor, Instant now) {
        return sql.sql("""
                select sample, auditor, min(since), min(until), array_agg(child order by child) from access.sampled
                 where ledger = :ledger and held and until > :now and (:all or auditor = :auditor) group by sample, auditor order by min(since) desc limit 200
                """).param("ledger", ledger.value()).param("now", now.toEpochMilli()).param("all", auditor == null)
                .param("auditor", auditor == null ? new UUID(0, 0) : auditor.value())
                .query((row, n) -> new Sample(row.getObject(1, UUID.class), new UserId(row.getObject(2, UUID.class)), at(row, 3), at(row, 4),
                        java.util.Arrays.stream((UUID[]) row.getArray(5).getArray()).map(ChildId::new).toList())).list();
    }

    private static Instant at(ResultSet row, int column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }
}
