package org.goldenthread.query.intake;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.goldenthread.events.chain.StoredEvent;
import org.goldenthread.events.values.LedgerId;

/** Events whose handler failed, by projection; later ones of the same stream or child wait behind them, others do not. */
public final class Parking {

    private final DataSource database;
    private final Map<String, Set<UUID>> blocked = new HashMap<>();
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    Parking(DataSource database) {
        this.database = database;
    }

    /** One parked event. */
    public record Parked(String projection, LedgerId ledger, long position, List<UUID> keys, String name, String cause, java.time.Instant since) {}

    synchronized void load() throws SQLException {
        blocked.clear();
        counts.clear();
        for (var parked : of(null)) {
            counts.merge(parked.projection(), 1, Integer::sum);
            blocked.computeIfAbsent(parked.projection(), name -> new HashSet<>()).addAll(parked.keys());
        }
    }

    /** Whether an event of any of these streams or children is parked, in any projection. */
    synchronized boolean isAnyBlocked(Collection<UUID> keys) {
        return blocked.values().stream().anyMatch(held -> !Collections.disjoint(held, keys));
    }

    /** How many events of a projection are parked. */
    public int count(String projection) {
        return counts.getOrDefault(projection, 0);
    }

    synchronized boolean isBlocked(String projection, StoredEvent event) {
        var keys = blocked.get(projection);
        return keys != null && !keys.isEmpty() && keysOf(event).stream().anyMatch(keys::contains);
    }

    void park(String projection, StoredEvent event, String cause) throws SQLException {
        try (var connection = database.getConnection()) {
            park(connection, projection, event, cause);
        }
    }

    synchronized void park(Connection connection, String projection, StoredEvent event, String cause) throws SQLException {
        var keys = keysOf(event);
        try (var insert = connection.prepareStatement(
                "insert into intake.parked (projection, ledger, position, keys, name, cause) values (?, ?, ?, ?, ?, ?) on conflict do nothing")) {
            insert.setString(1, projection);
            insert.setInt(2, event.ledger().value());
            insert.setLong(3, event.position());
            insert.setArray(4, connection.createArrayOf("uuid", keys.toArray()));
            insert.setString(5, event.name());
            insert.setString(6, cause);
            counts.merge(projection, insert.executeUpdate(), Integer::sum);
        }
        blocked.computeIfAbsent(projection, name -> new HashSet<>()).addAll(keys);
    }

    void release(Connection connection, String projection, StoredEvent event) throws SQLException {
        try (var delete = connection.prepareStatement("delete from intake.parked where projection = ? and ledger = ? and position = ?")) {
            delete.setString(1, projection);
            delete.setInt(2, event.ledger().value());
            delete.setLong(3, event.position());
            delete.executeUpdate();
        }
    }

    /** What is parked, oldest first; of all projections where none is named. */
    public List<Parked> of(@org.jspecify.annotations.Nullable String projection) throws SQLException {
        try (var connection = database.getConnection(); var query = connection.prepareStatement("""
                select projection, ledger, position, keys, name, cause, parked_at from intake.parked
                 where ?::text is null or projection = ? order by projection, ledger, position
                """)) {
            query.setString(1, projection);
            query.setString(2, projection);
            var all = new ArrayList<Parked>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    all.add(new Parked(rows.getString(1), new LedgerId(rows.getInt(2)), rows.getLong(3),
                            List.of((UUID[]) rows.getArray(4).getArray()), rows.getString(5), rows.getString(6), rows.getTimestamp(7).toInstant()));
                }
            }
            return all;
        }
    }

    static List<UUID> keysOf(StoredEvent event) {
        var keys = new ArrayList<UUID>();
        keys.add(event.streamId());
        try {
            event.envelope().context().childIds().forEach(child -> keys.add(child.value()));
        } catch (RuntimeException e) {
            return keys;
        }
        return keys;
    }
}
