package org.goldenthread.query.intake;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.goldenthread.events.chain.StoredEvent;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.query.intake.Intake.Place;
import org.goldenthread.query.rows.FoldedRows;
import org.goldenthread.query.rows.LiveRows;
import org.goldenthread.query.rows.LiveRows.StoreUnavailable;
import org.goldenthread.query.rows.Projection;
import org.goldenthread.query.rows.Rows;
import org.goldenthread.query.rows.Schemas;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds a projection anew from the ledger beside the live one: fold, COPY, index, catch up, compare, swap. People read the
 * live one until the swap, which is one transaction. Where the two differ, the result says so; the new one stands, for the
 * ledger is the truth.
 */
public final class Rebuild {

    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);
    private static final int BATCH = 5_000;

    private final DataSource database;
    private final Ledgers ledgers;
    private final Intake intake;

    public Rebuild(DataSource database, Ledgers ledgers, Intake intake) {
        this.database = database;
        this.ledgers = ledgers;
        this.intake = intake;
    }

    /**
     * What came of a rebuild: how many events were folded, whether the live rows had read as far and could be compared, and
     * whether they were the same.
     */
    public record Result(String projection, long events, boolean comparable, boolean same, String before, String after) {}

    public synchronized Result run(String name) throws SQLException {
        var projection = intake.projections().stream().filter(p -> p.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no projection " + name));
        var next = name + "_next";
        try (var connection = database.getConnection()) {
            Schemas.run(connection, "drop schema if exists " + next + " cascade");
            Schemas.create(connection, projection, next, false);
            var parked = new ArrayList<StoredEvent>();
            var reached = fold(connection, projection, next, parked);
            Schemas.index(connection, projection, next);
            return intake.whileStill(() -> swap(connection, projection, next, reached, parked));
        }
    }

    private Map<LedgerId, Place> fold(Connection connection, Projection projection, String schema, List<StoredEvent> parked) throws SQLException {
        var reached = new HashMap<LedgerId, Place>();
        for (var ledger : ledgers.heads().entrySet()) {
            try (var rows = new FoldedRows(connection, schema, database::getConnection)) {
                long position = 0;
                for (var events = ledgers.read(ledger.getKey(), position, ledger.getValue(), BATCH); !events.isEmpty();
                        events = ledgers.read(ledger.getKey(), position, ledger.getValue(), BATCH)) {
                    for (var event : events) {
                        take(projection, event, rows, rows::attempt, parked);
                    }
                    position = events.getLast().position();
                    reached.put(ledger.getKey(), new Place(position, events.getLast().hash()));
                }
                rows.finish();
            }
        }
        return reached;
    }

    /** One event into the new rows; where its handler fails, or one it waits behind did, it is parked. */
    private static void take(Projection projection, StoredEvent event, Rows rows, Consumer<Runnable> attempt, List<StoredEvent> parked) {
        if (!parked.isEmpty() && parked.stream().anyMatch(earlier -> !Collections.disjoint(Parking.keysOf(earlier), Parking.keysOf(event)))) {
            parked.add(event);
            return;
        }
        try {
            var recorded = event.open().orElseThrow(() -> new IllegalArgumentException("this build does not know it"));
            attempt.accept(() -> projection.on(recorded, event, rows));
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("projection", projection.name()).addKeyValue("ledger", event.ledger())
                    .addKeyValue("position", event.position()).addKeyValue("cause", e.getClass().getName()).log("event parked by the rebuild");
            parked.add(event);
        }
    }

    private Result swap(Connection connection, Projection projection, String next, Map<LedgerId, Place> folded, List<StoredEvent> parked)
            throws SQLException {
        connection.setAutoCommit(false);
        var reached = new HashMap<>(folded);
        var live = intake.placesOf(projection);
        long events = 0;
        var rows = new LiveRows(connection, next);
        for (var place : live.entrySet()) {
            long from = reached.containsKey(place.getKey()) ? reached.get(place.getKey()).position() : 0;
            var missed = ledgers.read(place.getKey(), from, place.getValue().position(), BATCH);
            while (!missed.isEmpty()) {
                for (var event : missed) {
                    take(projection, event, rows, rows::attempt, parked);
                }
                from = missed.getLast().position();
                reached.put(place.getKey(), new Place(from, missed.getLast().hash()));
                missed = ledgers.read(place.getKey(), from, place.getValue().position(), BATCH);
            }
        }
        rows.flush();
        boolean comparable = samePositions(live, reached);
        var before = Schemas.fingerprint(connection, projection, projection.name());
        var after = Schemas.fingerprint(connection, projection, next);
        try (var forget = connection.prepareStatement("delete from intake.position where projection = ?");
                var forgive = connection.prepareStatement("delete from intake.parked where projection = ?");
                var insert = connection.prepareStatement("insert into intake.position values (?, ?, ?, ?)")) {
            forget.setString(1, projection.name());
            forget.executeUpdate();
            forgive.setString(1, projection.name());
            forgive.executeUpdate();
            for (var place : reached.entrySet()) {
                insert.setString(1, projection.name());
                insert.setInt(2, place.getKey().value());
                insert.setLong(3, place.getValue().position());
                insert.setBytes(4, place.getValue().hash());
                insert.executeUpdate();
                events += place.getValue().position();
            }
        }
        for (var event : parked) {
            intake.parking().park(connection, projection.name(), event, "parked by the rebuild");
        }
        Schemas.run(connection, "drop schema " + projection.name() + " cascade");
        Schemas.run(connection, "alter schema " + next + " rename to " + projection.name());
        connection.commit();
        connection.setAutoCommit(true);
        boolean same = comparable && before.equals(after);
        LOG.atInfo().addKeyValue("projection", projection.name()).addKeyValue("events", events).addKeyValue("same", same).log("rebuilt");
        return new Result(projection.name(), events, comparable, same, before, after);
    }

    private static boolean samePositions(Map<LedgerId, Place> a, Map<LedgerId, Place> b) {
        var positionsOfA = new HashMap<LedgerId, Long>();
        var positionsOfB = new HashMap<LedgerId, Long>();
        a.forEach((ledger, place) -> positionsOfA.put(ledger, place.position()));
        b.forEach((ledger, place) -> positionsOfB.put(ledger, place.position()));
        return positionsOfA.equals(positionsOfB);
    }
}
