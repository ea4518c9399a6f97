package org.goldenthread.query.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.goldenthread.events.chain.StoredEvent;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.query.rows.LiveRows.StoreUnavailable;

/** Reads the ledger itself: what Kafka lost, where heads are, whether a hash is the true one. Select only. */
public final class Ledgers {

    private static final String COLUMNS =
            "ledger, position, recorded_at, stream_type, stream, sequence, event_id, occurred_at, name, version, context, payload, hash";

    private final DataSource database;

    public Ledgers(DataSource database) {
        this.database = database;
    }

    /** Up to {@code limit} events after a position and up to another one, in order. */
    public List<StoredEvent> read(LedgerId ledger, long after, long upTo, int limit) {
        try (var connection = database.getConnection(); var query = connection.prepareStatement("select " + COLUMNS
                + " from ledger.event where ledger = ? and position > ? and position <= ? order by position limit ?")) {
            query.setInt(1, ledger.value());
            query.setLong(2, after);
            query.setLong(3, upTo);
            query.setInt(4, limit);
            query.setFetchSize(limit);
            var events = new ArrayList<StoredEvent>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    events.add(event(rows));
                }
            }
            return events;
        } catch (SQLException e) {
            throw new StoreUnavailable(e);
        }
    }

    /** Where every ledger stands. */
    public Map<LedgerId, Long> heads() {
        try (var connection = database.getConnection(); var query = connection.createStatement();
                var rows = query.executeQuery("select ledger, position from ledger.head")) {
            var heads = new HashMap<LedgerId, Long>();
            while (rows.next()) {
                heads.put(new LedgerId(rows.getInt(1)), rows.getLong(2));
            }
            return heads;
        } catch (SQLException e) {
            throw new StoreUnavailable(e);
        }
    }

    /** The hashes the ledger holds at some positions. */
    public Map<LedgerId, byte[]> hashes(Map<LedgerId, Long> positions) {
        try (var connection = database.getConnection(); var query = connection.prepareStatement("""
                select e.ledger, e.hash from unnest(?::int[], ?::bigint[]) as p(ledger, position) join ledger.event e using (ledger, position)
                """)) {
            var ids = List.copyOf(positions.keySet());
            query.setArray(1, connection.createArrayOf("int4", ids.stream().map(LedgerId::value).toArray()));
            query.setArray(2, connection.createArrayOf("int8", ids.stream().map(positions::get).toArray()));
            var hashes = new HashMap<LedgerId, byte[]>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    hashes.put(new LedgerId(rows.getInt(1)), rows.getBytes(2));
                }
            }
            return hashes;
        } catch (SQLException e) {
            throw new StoreUnavailable(e);
        }
    }

    private static StoredEvent event(ResultSet row) throws SQLException {
        return new StoredEvent(new LedgerId(row.getInt(1)), row.getLong(2), row.getLong(3), row.getString(4),
                row.getObject(5, UUID.class), row.getInt(6), row.getObject(7, UUID.class), row.getLong(8), row.getString(9),
                row.getInt(10), row.getBytes(11), row.getBytes(12), row.getBytes(13));
    }
}
