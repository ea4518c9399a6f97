package org.goldenthread.command.relay;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.goldenthread.command.ledger.LedgerSql;
import org.goldenthread.command.ledger.Moved;
import org.goldenthread.events.chain.StoredEvent;
import org.goldenthread.events.values.LedgerId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each ledger's events to Kafka in order, and moves its cursor when the broker has acknowledged them. One instance
 * relays at a time, holding a lock of the database; another takes over when its connection ends. What was sent and not yet
 * noted is sent again: the intake knows positions and drops it.
 */
public final class Relay implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final long LOCK = 0x474f4c44;
    private static final int PER_LEDGER = 500;
    private static final long SAFETY_NET_MS = 1_000;

    private final DataSource database;
    private final Topic topic;
    private final Moved moved = new Moved();
    private final Map<LedgerId, Long> cursors = new HashMap<>();
    private final Thread thread = Thread.ofPlatform().name("relay").unstarted(this::run);
    private volatile Map<LedgerId, Long> heads = Map.of();
    private volatile Map<LedgerId, Long> sent = Map.of();
    private volatile boolean closed;
    private volatile boolean holding;

    public Relay(DataSource database, Topic topic) {
        this.database = database;
        this.topic = topic;
    }

    public Relay start() {
        thread.start();
        return this;
    }

    /** Told that a ledger moved; returns at once. */
    public void moved(LedgerId ledger) {
        moved.add(ledger);
    }

    /** Whether this instance is the one that relays now. */
    public boolean isHolding() {
        return holding;
    }

    /** How many events of a ledger were not sent when last looked, at most a second ago; not a number where another instance relays. */
    public double lag(LedgerId ledger) {
        return holding ? Math.max(0, heads.getOrDefault(ledger, 0L) - sent.getOrDefault(ledger, 0L)) : Double.NaN;
    }

    private void run() {
        while (!closed) {
            try (var connection = database.getConnection()) {
                if (takeLock(connection)) {
                    relayUntilInterrupted(connection);
                } else {
                    moved.await(SAFETY_NET_MS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (SQLException | RuntimeException e) {
                LOG.atWarn().addKeyValue("cause", e.toString()).log("relay interrupted; it goes on from its cursor");
                pause();
            } finally {
                holding = false;
            }
        }
    }

    private boolean takeLock(Connection connection) throws SQLException {
        try (var lock = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
            lock.setLong(1, LOCK);
            try (var row = lock.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** The lock ends with the work, not with the connection: that one goes back to the pool. */
    private void relayUntilInterrupted(Connection connection) throws SQLException, InterruptedException {
        try {
            relay(connection);
        } finally {
            try (var unlock = connection.createStatement()) {
                unlock.execute("select pg_advisory_unlock_all()");
            }
        }
    }

    private void relay(Connection connection) throws SQLException, InterruptedException {
        holding = true;
        cursors.clear();
        topic.open();
        var ledgers = behind(connection);
        long looked = System.nanoTime();
        while (!closed) {
            if (!ledgers.isEmpty()) {
                send(connection, ledgers);
            }
            ledgers = new HashSet<>(moved.await(SAFETY_NET_MS));
            if (System.nanoTime() - looked > TimeUnit.MILLISECONDS.toNanos(SAFETY_NET_MS)) {
                ledgers.addAll(behind(connection));
                looked = System.nanoTime();
            }
        }
    }

    private void send(Connection connection, Set<LedgerId> ledgers) throws SQLException, InterruptedException {
        var events = read(connection, ledgers);
        if (events.isEmpty()) {
            return;
        }
        var onTheWay = new ArrayList<Future<RecordMetadata>>(events.size());
        for (var event : events) {
            onTheWay.add(topic.send(event));
        }
        var reached = acknowledged(events, onTheWay);
        note(connection, reached);
        reached.forEach((ledger, position) -> {
            if (position - cursors.getOrDefault(ledger, 0L) >= PER_LEDGER) {
                moved.add(ledger); // there may be more; the others go first
            }
        });
        cursors.putAll(reached);
        sent = Map.copyOf(cursors);
    }

    private static Map<LedgerId, Long> acknowledged(List<StoredEvent> events, List<Future<RecordMetadata>> onTheWay) throws InterruptedException {
        var reached = new HashMap<LedgerId, Long>();
        try {
            for (int i = 0; i < events.size(); i++) {
                onTheWay.get(i).get(30, TimeUnit.SECONDS);
                reached.put(events.get(i).ledger(), events.get(i).position());
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka did not acknowledge", e);
        }
        return reached;
    }

    private List<StoredEvent> read(Connection connection, Set<LedgerId> ledgers) throws SQLException {
        try (var query = connection.prepareStatement("""
                select e.ledger, e.position, e.recorded_at, e.stream_type, e.stream, e.sequence, e.event_id, e.occurred_at, e.name,
                       e.version, e.context, e.payload, e.hash
                  from unnest(?::int[], ?::bigint[]) as c(ledger, position)
                 cross join lateral (select * from ledger.event e where e.ledger = c.ledger and e.position > c.position
                                      order by e.position limit %d) e
                """.formatted(PER_LEDGER))) {
            var ids = List.copyOf(ledgers);
            query.setArray(1, connection.createArrayOf("int4", ids.stream().map(LedgerId::value).toArray()));
            query.setArray(2, connection.createArrayOf("int8", ids.stream().map(id -> cursors.getOrDefault(id, 0L)).toArray()));
            var events = new ArrayList<StoredEvent>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    events.add(LedgerSql.event(rows));
                }
            }
            return events;
        }
    }

    private static void note(Connection connection, Map<LedgerId, Long> reached) throws SQLException {
        try (var update = connection.prepareStatement("""
                insert into ledger.relay_cursor select * from unnest(?::int[], ?::bigint[])
                on conflict (ledger) do update set position = greatest(relay_cursor.position, excluded.position)
                """)) {
            var ids = List.copyOf(reached.keySet());
            update.setArray(1, connection.createArrayOf("int4", ids.stream().map(LedgerId::value).toArray()));
            update.setArray(2, connection.createArrayOf("int8", ids.stream().map(reached::get).toArray()));
            update.executeUpdate();
        }
    }

    private Set<LedgerId> behind(Connection connection) throws SQLException {
        try (var query = connection.createStatement(); var rows = query.executeQuery("""
                select h.ledger, coalesce(c.position, 0), h.position from ledger.head h left join ledger.relay_cursor c using (ledger)
                """)) {
            var ledgers = new HashSet<LedgerId>();
            var seen = new HashMap<LedgerId, Long>();
            while (rows.next()) {
                var ledger = new LedgerId(rows.getInt(1));
                seen.put(ledger, rows.getLong(3));
                cursors.putIfAbsent(ledger, rows.getLong(2));
                if (rows.getLong(3) > cursors.getOrDefault(ledger, 0L)) {
                    ledgers.add(ledger);
                }
            }
            heads = seen;
            sent = Map.copyOf(cursors);
            return ledgers;
        }
    }

    private void pause() {
        try {
            moved.await(SAFETY_NET_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        topic.close();
    }
}
