package org.goldenthread.command.reactions;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.HashSet;
import javax.sql.DataSource;
import org.goldenthread.command.ledger.LedgerSql;
import org.goldenthread.command.ledger.Moved;
import org.goldenthread.events.values.LedgerId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the reactors, each with a cursor per ledger. One instance at a time. A reactor that fails holds its own ledger only,
 * and is tried again every second; a new one starts at each ledger's head.
 */
public final class Reactions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Reactions.class);
    private static final long LOCK = 0x52454143;
    private static final int BATCH = 200;

    private final DataSource database;
    private final LedgerSql ledger;
    private final List<Reactor> reactors;
    private final Moved moved = new Moved();
    private final Thread thread = Thread.ofPlatform().name("reactions").unstarted(this::run);
    private volatile boolean closed;

    public Reactions(DataSource database, LedgerSql ledger, List<Reactor> reactors) {
        this.database = database;
        this.ledger = ledger;
        this.reactors = List.copyOf(reactors);
    }

    /** Begins; a reactor that is new to a ledger starts at where the ledger stands at this moment. */
    public Reactions start() {
        try (var connection = database.getConnection()) {
            for (var reactor : reactors) {
                startAtHead(connection, reactor);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the reactions could not begin", e);
        }
        thread.start();
        return this;
    }

    /** Told that a ledger moved; returns at once. */
    public void moved(LedgerId id) {
        moved.add(id);
    }

    private void run() {
        while (!closed) {
            try (var connection = database.getConnection()) {
                if (takeLock(connection)) {
                    followUntilInterrupted(connection);
                } else {
                    moved.await(1_000);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (SQLException | RuntimeException e) {
                LOG.atWarn().addKeyValue("cause", e.toString()).log("reactions interrupted; they go on from their cursors");
                pause();
            }
        }
    }

    /** The lock ends with the work, not with the connection: that one goes back to the pool. */
    private void followUntilInterrupted(Connection connection) throws SQLException, InterruptedException {
        try {
            follow(connection);
        } finally {
            try (var unlock = connection.createStatement()) {
                unlock.execute("select pg_advisory_unlock_all()");
            }
        }
    }

    private void follow(Connection connection) throws SQLException, InterruptedException {
        while (!closed) {
            for (var reactor : reactors) {
                for (var id : behind(connection, reactor)) {
                    react(connection, reactor, id);
                }
            }
            moved.await(1_000);
        }
    }

    private void react(Connection connection, Reactor reactor, LedgerId id) throws SQLException {
        long reached = cursor(connection, reactor, id);
        var next = ledger.readAfter(id, reached, BATCH);
        for (var stored : next) {
            try {
                stored.open().ifPresent(reactor::on);
            } catch (RuntimeException e) {
                LOG.atError().addKeyValue("reactor", reactor.name()).addKeyValue("ledger", id).addKeyValue("position", stored.position())
                        .addKeyValue("cause", e.getClass().getName()).log("reactor failed; tried again in a second");
                break;
            }
            reached = stored.position();
        }
        if (!next.isEmpty() && reached >= next.getFirst().position()) {
            note(connection, reactor, id, reached); // once a batch: what is answered twice after a crash is one command all the same
        }
        if (next.size() == BATCH && reached == next.getLast().position()) {
            moved.add(id);
        }
    }

    private static void startAtHead(Connection connection, Reactor reactor) throws SQLException {
        try (var insert = connection.prepareStatement("""
                insert into ledger.reaction_cursor select ?, ledger, position from ledger.head on conflict do nothing
                """)) {
            insert.setString(1, reactor.name());
            insert.executeUpdate();
        }
    }

    private static Set<LedgerId> behind(Connection connection, Reactor reactor) throws SQLException {
        try (var query = connection.prepareStatement("""
                select h.ledger from ledger.head h left join ledger.reaction_cursor c on c.ledger = h.ledger and c.reactor = ?
                 where h.position > coalesce(c.position, 0)
                """)) {
            query.setString(1, reactor.name());
            var ledgers = new HashSet<LedgerId>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    ledgers.add(new LedgerId(rows.getInt(1)));
                }
            }
            return ledgers;
        }
    }

    private static long cursor(Connection connection, Reactor reactor, LedgerId id) throws SQLException {
        try (var query = connection.prepareStatement("select position from ledger.reaction_cursor where reactor = ? and ledger = ?")) {
            query.setString(1, reactor.name());
            query.setInt(2, id.value());
            try (var row = query.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    private static void note(Connection connection, Reactor reactor, LedgerId id, long position) throws SQLException {
        try (var update = connection.prepareStatement("""
                insert into ledger.reaction_cursor values (?, ?, ?)
                on conflict (reactor, ledger) do update set position = excluded.position
                """)) {
            update.setString(1, reactor.name());
            update.setInt(2, id.value());
            update.setLong(3, position);
            update.executeUpdate();
        }
    }

    private static boolean takeLock(Connection connection) throws SQLException {
        try (var lock = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
            lock.setLong(1, LOCK);
            try (var row = lock.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private void pause() {
        try {
            moved.await(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
