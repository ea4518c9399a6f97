package org.goldenthread.query.intake;

import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.chain.StoredEvent;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.query.rows.LiveRows;
import org.goldenthread.query.rows.LiveRows.StoreUnavailable;
import org.goldenthread.query.rows.Projection;
import org.goldenthread.query.rows.Schemas;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the projections. Every batch is one transaction: all rows, then all positions, fenced by the old ones. A position
 * read before is nothing new; a gap is read from the ledger; a batch whose last hash is not the ledger's is thrown away and
 * read from the ledger. Every {@value #COMPARE_SECONDS} s positions are compared with the ledger's heads, so that a lost
 * tail is found too. A ledger that is not the one the rows were made from (restored from an older copy, or changed) stops by
 * itself, is listed, and holds up no other.
 */
public final class Intake implements AutoCloseable {

    /** Seconds between comparisons with the ledger's heads. */
    static final int COMPARE_SECONDS = 2;

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final int BATCH = 1_000;
    private static final long ALL = Long.MAX_VALUE;

    private final DataSource database;
    private final Ledgers ledgers;
    private final Feed feed;
    private final List<Projection> projections;
    private final Parking parking;
    private final Map<String, Map<LedgerId, Place>> places = new ConcurrentHashMap<>();
    private final Map<LedgerId, String> stopped = new ConcurrentHashMap<>();
    private final List<Consumer<LedgerId>> listeners = new CopyOnWriteArrayList<>();
    private final Object rebuilding = new Object();
    private final Thread thread = Thread.ofPlatform().name("intake").unstarted(this::run);
    private volatile boolean closed;
    private long comparedAt;
    private volatile Map<LedgerId, Long> headsBefore = Map.of();

    /** How far a projection has read a ledger, and the hash there. */
    record Place(long position, byte[] hash) {}

    public Intake(DataSource database, Ledgers ledgers, String kafka, String topic, List<Projection> projections) {
        this.database = database;
        this.ledgers = ledgers;
        this.feed = new Feed(kafka, topic);
        this.projections = List.copyOf(projections);
        this.parking = new Parking(database);
    }

    /** Makes the schemas that are missing, and begins. */
    public Intake start() {
        thread.start();
        return this;
    }

    /** Called, on the intake's thread, with every ledger whose rows changed, after they are committed. */
    public void listen(Consumer<LedgerId> listener) {
        listeners.add(listener);
    }

    /** How far all projections have read a ledger. */
    public long position(LedgerId ledger) {
        return projections.stream().mapToLong(projection -> place(projection, ledger).position()).min().orElse(0);
    }

    /** How many events of a ledger are not read yet, by the heads as last compared, at most {@value #COMPARE_SECONDS} s ago. */
    public long lag(LedgerId ledger) {
        return Math.max(0, headsBefore.getOrDefault(ledger, 0L) - position(ledger));
    }

    /** Whether pages about these streams or children lack something that is in the ledger. */
    public boolean isIncomplete(LedgerId ledger, Collection<UUID> keys) {
        return stopped.containsKey(ledger) || parking.isAnyBlocked(keys);
    }

    /** The ledgers whose reading stopped, and why in words; they go on after a rebuild of every projection. */
    public Map<LedgerId, String> stopped() {
        return Map.copyOf(stopped);
    }

    public List<Projection> projections() {
        return projections;
    }

    public Parking parking() {
        return parking;
    }

    private Map<LedgerId, Place> placesOf(String projection) {
        return places.computeIfAbsent(projection, name -> new ConcurrentHashMap<>());
    }

    private Place place(Projection projection, LedgerId ledger) {
        return places.getOrDefault(projection.name(), Map.of()).getOrDefault(ledger, new Place(0, StoredEvent.genesis()));
    }

    private void run() {
        boolean ready = false;
        while (!closed) {
            try {
                if (!ready) {
                    open();
                    ready = true;
                }
                take(feed.poll(Duration.ofMillis(500)));
                compare();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            } catch (SQLException | RuntimeException | OutOfMemoryError e) {
                ready = false;
                LOG.atWarn().addKeyValue("cause", e.toString()).log("intake interrupted; it goes on from its positions");
                pause();
            }
        }
        feed.close();
    }

    private void open() throws SQLException {
        try (var connection = database.getConnection()) {
            for (var projection : projections) {
                if (!Schemas.exists(connection, projection)) {
                    connection.setAutoCommit(false);
                    Schemas.run(connection, "drop schema if exists " + projection.name() + " cascade"); // of another build: made again from the ledger
                    Schemas.create(connection, projection, projection.name(), true);
                    for (var table : List.of("intake.position", "intake.parked")) {
                        try (var forget = connection.prepareStatement("delete from " + table + " where projection = ?")) {
                            forget.setString(1, projection.name());
                            forget.executeUpdate();
                        }
                    }
                    connection.commit();
                    connection.setAutoCommit(true);
                }
            }
            readPlaces(connection);
        }
        parking.load();
        comparedAt = 0;
        headsBefore = ledgers.heads();
        catchUp(headsBefore);
    }

    private void readPlaces(Connection connection) throws SQLException {
        var found = new HashMap<String, Map<LedgerId, Place>>();
        try (var query = connection.createStatement();
                var rows = query.executeQuery("select projection, ledger, position, hash from intake.position")) {
            while (rows.next()) {
                found.computeIfAbsent(rows.getString(1), name -> new ConcurrentHashMap<>())
                        .put(new LedgerId(rows.getInt(2)), new Place(rows.getLong(3), rows.getBytes(4)));
            }
        }
        projections.forEach(projection -> places.put(projection.name(), found.getOrDefault(projection.name(), new ConcurrentHashMap<>())));
    }

    private void compare() throws SQLException, InterruptedException {
        long now = System.nanoTime();
        if (now - comparedAt < TimeUnit.SECONDS.toNanos(COMPARE_SECONDS)) {
            return;
        }
        comparedAt = now;
        catchUp(headsBefore);
        var read = new HashMap<LedgerId, Long>();
        headsBefore.keySet().forEach(ledger -> read.put(ledger, farthest(ledger)));
        headsBefore = ledgers.heads();
        read.forEach((ledger, position) -> {
            if (headsBefore.getOrDefault(ledger, 0L) < position) {
                stop(ledger, "it ends at " + headsBefore.getOrDefault(ledger, 0L) + " and was read to " + position);
            }
        });
    }

    private void catchUp(Map<LedgerId, Long> heads) throws SQLException {
        for (var head : heads.entrySet()) {
            boolean behind = false;
            while (!closed && !stopped.containsKey(head.getKey()) && position(head.getKey()) < head.getValue()) {
                behind = true;
                var events = ledgers.read(head.getKey(), position(head.getKey()), ALL, BATCH);
                if (events.isEmpty()) {
                    stop(head.getKey(), "its head says " + head.getValue() + " and nothing is readable after " + position(head.getKey()));
                }
                apply(events);
            }
            if (behind) {
                feed.reassign();
            }
        }
    }

    private long farthest(LedgerId ledger) {
        return projections.stream().mapToLong(projection -> place(projection, ledger).position()).max().orElse(0);
    }

    private void stop(LedgerId ledger, String why) {
        if (stopped.putIfAbsent(ledger, why) == null) {
            LOG.atError().addKeyValue("ledger", ledger).addKeyValue("why", why).log("ledger no longer read; restored or changed");
        }
    }

    /** Takes what Kafka brought: whole and true, or else from the ledger. */
    private void take(List<StoredEvent> arrived) throws SQLException {
        if (arrived.isEmpty()) {
            return;
        }
        var byLedger = new LinkedHashMap<LedgerId, List<StoredEvent>>();
        for (var event : arrived) {
            if (event.position() > position(event.ledger()) && !stopped.containsKey(event.ledger())) {
                byLedger.computeIfAbsent(event.ledger(), id -> new ArrayList<>()).add(event);
            }
        }
        if (byLedger.isEmpty()) {
            return;
        }
        var last = new HashMap<LedgerId, Long>();
        byLedger.forEach((ledger, events) -> last.put(ledger, events.stream().mapToLong(StoredEvent::position).max().orElse(0)));
        var truth = ledgers.hashes(last);
        var batch = new ArrayList<StoredEvent>();
        for (var ledger : byLedger.entrySet()) {
            var hash = truth.get(ledger.getKey());
            batch.addAll(hash != null && isWhole(ledger.getKey(), ledger.getValue(), hash) ? ledger.getValue()
                    : ledgers.read(ledger.getKey(), position(ledger.getKey()), hash == null ? ALL : last.getOrDefault(ledger.getKey(), ALL), BATCH));
        }
        apply(batch);
    }

    /** Whether events follow on each other from where we stand to a hash the ledger holds. */
    private boolean isWhole(LedgerId ledger, List<StoredEvent> events, byte[] hash) {
        var place = nearest(ledger);
        long position = place.position();
        var previous = place.hash();
        for (var event : events) {
            if (event.position() <= position) {
                continue;
            }
            if (event.position() != position + 1 || !event.follows(previous)) {
                return false;
            }
            position = event.position();
            previous = event.hash();
        }
        return MessageDigest.isEqual(previous, hash);
    }

    private void apply(List<StoredEvent> arrived) throws SQLException {
        List<StoredEvent> events;
        synchronized (rebuilding) {
            events = upToBreaks(arrived);
            try {
                apply(events, null);
            } catch (SQLException e) {
                if (!isRefusedRow(e)) {
                    throw e;
                }
                parking.load();
                LOG.atWarn().addKeyValue("state", e.getSQLState()).log("a row was refused; taking the batch one by one");
                for (var event : events) {
                    applyAlone(event);
                }
            }
        }
        events.stream().map(StoredEvent::ledger).distinct().forEach(ledger -> listeners.forEach(listener -> listener.accept(ledger)));
    }

    /** Events whose chain goes on from where every projection stands; a ledger whose chain breaks stops there. */
    private List<StoredEvent> upToBreaks(List<StoredEvent> arrived) {
        var places = new HashMap<LedgerId, Place>();
        var sound = new ArrayList<StoredEvent>(arrived.size());
        for (var event : arrived) {
            var ledger = event.ledger();
            var place = places.computeIfAbsent(ledger, this::nearest);
            if (stopped.containsKey(ledger) || event.position() <= place.position()) {
                continue;
            }
            if (event.position() != place.position() + 1 || !event.follows(place.hash())) {
                stop(ledger, "event " + event.position() + " does not follow from what was read before it");
                continue;
            }
            var reached = new Place(event.position(), event.hash());
            if (projections.stream().map(projection -> place(projection, ledger))
                    .anyMatch(other -> other.position() == reached.position() && !MessageDigest.isEqual(other.hash(), reached.hash()))) {
                stop(ledger, "event " + event.position() + " is not the one that was read there");
                continue;
            }
            places.put(ledger, reached);
            sound.add(event);
        }
        return sound;
    }

    private Place nearest(LedgerId ledger) {
        return projections.stream().map(projection -> place(projection, ledger))
                .min(java.util.Comparator.comparingLong(Place::position)).orElseThrow();
    }

    private void applyAlone(StoredEvent event) throws SQLException {
        for (var projection : projections) {
            try {
                apply(List.of(event), projection);
            } catch (SQLException e) {
                if (!isRefusedRow(e)) {
                    throw e;
                }
                parking.park(projection.name(), event, e.getSQLState() + " while its rows were written");
                skip(projection, event);
            }
        }
    }

    private void apply(List<StoredEvent> events, @Nullable Projection only) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            var moved = new LinkedHashMap<String, Map<LedgerId, Place>>();
            for (var projection : only == null ? projections : List.of(only)) {
                var rows = new LiveRows(connection, projection.name());
                var reached = new HashMap<LedgerId, Place>();
                for (var event : events) {
                    long at = reached.getOrDefault(event.ledger(), place(projection, event.ledger())).position();
                    if (event.position() == at + 1) {
                        handle(connection, projection, event, rows);
                        reached.put(event.ledger(), new Place(event.position(), event.hash()));
                    } else if (event.position() > at) {
                        throw new IllegalStateException("a gap in " + projection.name() + " before " + event);
                    }
                }
                rows.flush();
                moved.put(projection.name(), reached);
            }
            note(connection, moved);
            connection.commit();
            moved.forEach((name, reached) -> placesOf(name).putAll(reached));
        }
    }

    private void handle(Connection connection, Projection projection, StoredEvent event, LiveRows rows) throws SQLException {
        if (parking.isBlocked(projection.name(), event)) {
            parking.park(connection, projection.name(), event, "waits behind a parked event");
            return;
        }
        try {
            Recorded<?> recorded = event.open().orElseThrow(() -> new IllegalArgumentException("this build does not know it"));
            rows.attempt(() -> projection.on(recorded, event, rows));
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("projection", projection.name()).addKeyValue("ledger", event.ledger())
                    .addKeyValue("position", event.position()).addKeyValue("cause", e.getClass().getName()).log("event parked");
            parking.park(connection, projection.name(), event, e.getClass().getSimpleName());
        }
    }

    /** Whether the database refused the data, not the moment: such a row is refused every time. */
    private static boolean isRefusedRow(SQLException e) {
        var state = e.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    private void skip(Projection projection, StoredEvent event) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            var reached = Map.of(event.ledger(), new Place(event.position(), event.hash()));
            note(connection, Map.of(projection.name(), reached));
            connection.commit();
            placesOf(projection.name()).putAll(reached);
        }
    }

    /** All positions, fenced by the old ones: in one round trip, but for a ledger's first. A row that is gone is never made again. */
    private void note(Connection connection, Map<String, Map<LedgerId, Place>> moved) throws SQLException {
        int due = moved.values().stream().mapToInt(Map::size).sum();
        int written = note(connection, moved, false, """
                update intake.position p set position = n.position, hash = n.hash
                  from unnest(?::text[], ?::int[], ?::bigint[], ?::bytea[], ?::bigint[]) as n(projection, ledger, position, hash, old)
                 where p.projection = n.projection and p.ledger = n.ledger and p.position = n.old
                """) + note(connection, moved, true, """
                insert into intake.position (projection, ledger, position, hash)
                select n.projection, n.ledger, n.position, n.hash
                  from unnest(?::text[], ?::int[], ?::bigint[], ?::bytea[], ?::bigint[]) as n(projection, ledger, position, hash, old)
                on conflict do nothing
                """);
        if (written != due) {
            throw new IllegalStateException("another intake moved one of " + moved.keySet());
        }
    }

    private int note(Connection connection, Map<String, Map<LedgerId, Place>> moved, boolean first, String sql) throws SQLException {
        var names = new ArrayList<String>();
        var ids = new ArrayList<Integer>();
        var positions = new ArrayList<Long>();
        var hashes = new ArrayList<byte[]>();
        var before = new ArrayList<Long>();
        moved.forEach((name, reached) -> reached.forEach((ledger, to) -> {
            long old = placesOf(name).getOrDefault(ledger, new Place(0, to.hash())).position();
            if (first == (old == 0)) {
                names.add(name);
                ids.add(ledger.value());
                positions.add(to.position());
                hashes.add(to.hash());
                before.add(old);
            }
        }));
        if (names.isEmpty()) {
            return 0;
        }
        try (var write = connection.prepareStatement(sql)) {
            write.setArray(1, connection.createArrayOf("text", names.toArray()));
            write.setArray(2, connection.createArrayOf("int4", ids.toArray()));
            write.setArray(3, connection.createArrayOf("int8", positions.toArray()));
            write.setArray(4, connection.createArrayOf("bytea", hashes.toArray(byte[][]::new)));
            write.setArray(5, connection.createArrayOf("int8", before.toArray()));
            return write.executeUpdate();
        }
    }

    /** Takes parked events again, in order; what fails again stays parked. Returns how many went in. */
    public int retryParked(String name) throws SQLException {
        synchronized (rebuilding) {
            var projection = projections.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
            int done = 0;
            Set<Object> stillBlocked = new HashSet<>();
            try {
                for (var parked : parking.of(name)) {
                    var stored = ledgers.read(parked.ledger(), parked.position() - 1, parked.position(), 1);
                    if (stored.isEmpty() || parked.keys().stream().anyMatch(stillBlocked::contains) || !retry(projection, stored.getFirst())) {
                        stillBlocked.addAll(parked.keys());
                    } else {
                        done++;
                    }
                }
            } finally {
                parking.load();
            }
            return done;
        }
    }

    private boolean retry(Projection projection, StoredEvent stored) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            var rows = new LiveRows(connection, projection.name());
            var recorded = stored.open();
            if (recorded.isEmpty()) {
                return false;
            }
            rows.attempt(() -> projection.on(recorded.get(), stored, rows));
            rows.flush();
            parking.release(connection, projection.name(), stored);
            connection.commit();
            return true;
        } catch (SQLException e) {
            if (!isRefusedRow(e)) {
                throw e;
            }
            return false;
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("position", stored.position()).addKeyValue("cause", e.getClass().getName()).log("still parked");
            return false;
        }
    }

    /** Runs with the intake standing still, so that two states can be compared and swapped. */
    <T> T whileStill(Still<T> work) throws SQLException {
        synchronized (rebuilding) {
            var result = work.run();
            try (var connection = database.getConnection()) {
                readPlaces(connection);
            }
            parking.load();
            stopped.clear();
            return result;
        }
    }

    /** Work that needs the intake to stand still. */
    @FunctionalInterface
    interface Still<T> {
        T run() throws SQLException;
    }

    Map<LedgerId, Place> placesOf(Projection projection) {
        return Map.copyOf(places.getOrDefault(projection.name(), Map.of()));
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
