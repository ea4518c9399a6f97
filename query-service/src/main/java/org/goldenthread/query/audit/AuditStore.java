package org.goldenthread.query.audit;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.goldenthread.events.Role;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The append-only store of readings, and what may be asked of it. */
public final class AuditStore {

    private static final int MOST_SECONDS = 1;
    private static final String COLUMNS = "id, ledger, at, user_id, role, agency, why, what, origin, ids";

    private final DataSource database;
    private final Runnable preparing;
    private volatile boolean prepared;
    private final JdbcClient sql;

    /** @param preparing makes the tables; done before the first reading, whenever the store first answers */
    public AuditStore(DataSource database, Runnable preparing) {
        this.preparing = preparing;
        this.database = database;
        this.sql = JdbcClient.create(database);
    }

    /** Appends; a reading that is there already stays. @throws SQLException where the store did not take it within a second */
    void append(Reading reading) throws SQLException {
        prepare();
        try (Connection connection = database.getConnection(); PreparedStatement call = connection.prepareStatement(
                "select audit.append(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            call.setQueryTimeout(MOST_SECONDS);
            call.setInt(1, reading.ledger().value());
            call.setObject(2, reading.id());
            call.setLong(3, reading.at().toEpochMilli());
            call.setObject(4, reading.user().value());
            call.setString(5, reading.role().name());
            call.setObject(6, reading.agency().value());
            call.setString(7, reading.why());
            call.setString(8, reading.what());
            call.setString(9, reading.origin());
            Array ids = connection.createArrayOf("uuid", reading.ids().toArray());
            call.setArray(10, ids);
            call.executeQuery().close();
        }
    }

    /** The service starts while the store is away, and readings wait in the spool: the tables are made when it answers. */
    void prepare() throws SQLException {
        if (!prepared) {
            try {
                preparing.run();
                prepared = true;
            } catch (RuntimeException e) {
                throw new SQLException("the audit store is not ready", "08001", e);
            }
        }
    }

    /** Makes a ledger's chain, where there is none. */
    public void open(LedgerId ledger) {
        sql.sql("select audit.open(:ledger)::text").param("ledger", ledger.value()).query(String.class).optional();
    }

    /** Who looked at a record, newest first. */
    public List<Reading> of(LedgerId ledger, UUID record, int most) {
        return sql.sql("select " + COLUMNS + " from audit.reading where ids @> array[:record]::uuid[] and ledger = :ledger order by number desc limit :most")
                .param("record", record).param("ledger", ledger.value()).param("most", most).query(AuditStore::reading).list();
    }

    /** What an agency's people looked at in a period, oldest first. */
    public List<Reading> by(LedgerId ledger, AgencyId agency, Instant from, Instant until, int most) {
        return sql.sql("select " + COLUMNS + " from audit.reading where ledger = :ledger and agency = :agency and at >= :from and at < :until order by number limit :most")
                .param("ledger", ledger.value()).param("agency", agency.value()).param("from", from.toEpochMilli()).param("until", until.toEpochMilli())
                .param("most", most).query(AuditStore::reading).list();
    }

    /** That people of another agency looked at a record, how often, and when last. */
    public record Look(UUID record, AgencyId agency, long times, Instant last) {}

    /** Who of other agencies opened some records since a moment, the latest first; lists that showed them among others don't count. */
    public List<Look> looksFromElsewhere(LedgerId ledger, AgencyId home, Collection<UUID> records, Instant since) {
        return sql.sql("""
                select record, agency, count(*), max(at) from (select unnest(ids) as record, agency, at from audit.reading
                   where ids && :records and ledger = :ledger and agency <> :home and at >= :since
                     and what not like '%/front-door%' and what not like '%search%' and what not like '%/cases') looked
                 where record = any (:records) group by record, agency order by max(at) desc
                """).param("records", records.toArray(UUID[]::new)).param("ledger", ledger.value()).param("home", home.value()).param("since", since.toEpochMilli())
                .query((row, n) -> new Look(row.getObject(1, UUID.class), new AgencyId(row.getObject(2, UUID.class)), row.getLong(3),
                        Instant.ofEpochMilli(row.getLong(4)))).list();
    }

    /** One person's day that stands out: how many records, how many by opening in need, and how many outside working hours. */
    public record Day(UserId user, Role role, AgencyId agency, Instant day, long records, long glass, long nights) {}

    /** The days since a moment on which a person saw more than {@code many} records of their own accord, or opened one in need. */
    public List<Day> standingOut(LedgerId ledger, Instant since, int many) {
        return sql.sql("""
                select user_id, max(role), min(agency::text)::uuid, day,
                       count(distinct record) filter (where what not like '%/front-door%' and what not like '%search%'),
                       count(distinct id) filter (where why = 'BREAK_GLASS'), count(distinct id) filter (where hour < 6 or hour >= 22)
                  from (select r.id, r.user_id, r.role, r.agency, r.why, r.what, unnest(r.ids) as record,
                               date_trunc('day', to_timestamp(r.at / 1000.0) at time zone 'Europe/London') as day,
                               extract(hour from to_timestamp(r.at / 1000.0) at time zone 'Europe/London') as hour
                          from audit.reading r where r.ledger = :ledger and r.at >= :since) r
                 group by user_id, day
                having count(distinct record) filter (where what not like '%/front-door%' and what not like '%search%') > :many
                    or count(*) filter (where why = 'BREAK_GLASS') > 0
                    or (max(role) <> 'EDT' and count(distinct id) filter (where hour < 6 or hour >= 22) > 5)
                 order by day desc, 5 desc limit 200
                """).param("ledger", ledger.value()).param("since", since.toEpochMilli()).param("many", many)
                .query((row, n) -> new Day(new UserId(row.getObject(1, UUID.class)), Role.valueOf(row.getString(2)), new AgencyId(row.getObject(3, UUID.class)),
                        row.getTimestamp(4).toLocalDateTime().atZone(org.goldenthread.events.calendar.WorkingCalendar.LONDON).toInstant(), row.getLong(5),
                        row.getLong(6), row.getLong(7))).list();
    }

    /** How many readings there are. */
    public long count(LedgerId ledger) {
        return sql.sql("select number from audit.head where ledger = :ledger").param("ledger", ledger.value()).query(Long.class).optional().orElse(0L);
    }

    private static Reading reading(ResultSet row, int n) throws SQLException {
        return new Reading(row.getObject(1, UUID.class), new LedgerId(row.getInt(2)), Instant.ofEpochMilli(row.getLong(3)),
                new UserId(row.getObject(4, UUID.class)), Role.valueOf(row.getString(5)), new AgencyId(row.getObject(6, UUID.class)), row.getString(7),
                row.getString(8), row.getString(9), List.of((UUID[]) row.getArray(10).getArray()));
    }
}
