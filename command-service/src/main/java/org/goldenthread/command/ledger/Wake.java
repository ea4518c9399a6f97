package org.goldenthread.command.ledger;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.goldenthread.events.values.LedgerId;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells followers that a ledger moved: those in this process at once, those of other instances by NOTIFY. The NOTIFY goes
 * out after the commit, many appends in one, from a thread of its own: inside the append it would make all ledgers wait.
 */
public final class Wake implements Commands.Listener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Wake.class);
    private static final String CHANNEL = "ledger_moved";

    private final DataSource database;
    private final CopyOnWriteArrayList<Consumer<LedgerId>> followers = new CopyOnWriteArrayList<>();
    private final Set<LedgerId> untold = new HashSet<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Thread teller = Thread.ofPlatform().daemon().name("ledger-notify").unstarted(this::tell);
    private final Thread hearer = Thread.ofPlatform().daemon().name("ledger-listen").unstarted(this::hear);
    private volatile boolean closed;

    public Wake(DataSource database) {
        this.database = database;
    }

    /** Begins telling other instances and hearing from them. */
    public Wake start() {
        teller.start();
        hearer.start();
        return this;
    }

    /** Calls a follower with every ledger that moved, on some thread; it must not block. */
    public void follow(Consumer<LedgerId> follower) {
        followers.add(follower);
    }

    @Override
    public void appended(LedgerId ledger) {
        followers.forEach(follower -> follower.accept(ledger));
        lock.lock();
        try {
            untold.add(ledger);
            moved.signal();
        } finally {
            lock.unlock();
        }
    }

    private void tell() {
        while (!closed) {
            try {
                var ledgers = await();
                if (!ledgers.isEmpty()) {
                    try (var connection = database.getConnection();
                            var notify = connection.prepareStatement("select pg_notify('" + CHANNEL + "', ?)")) {
                        notify.setString(1, String.join(",", ledgers.stream().map(LedgerId::toString).toList()));
                        notify.execute();
                    }
                }
            } catch (SQLException e) {
                LOG.atDebug().addKeyValue("state", e.getSQLState()).log("notify failed; followers poll");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @SuppressWarnings("WaitNotInLoop") // woken for nothing, a follower looks once too often
    private Set<LedgerId> await() throws InterruptedException {
        lock.lock();
        try {
            if (untold.isEmpty()) {
                moved.await(1, TimeUnit.SECONDS);
            }
            var ledgers = Set.copyOf(untold);
            untold.clear();
            return ledgers;
        } finally {
            lock.unlock();
        }
    }

    private void hear() {
        while (!closed) {
            try (var connection = database.getConnection(); var listen = connection.createStatement()) {
                listen.execute("listen " + CHANNEL);
                var postgres = connection.unwrap(PGConnection.class);
                while (!closed) {
                    for (var notification : postgres.getNotifications(1_000)) {
                        for (var ledger : notification.getParameter().split(",", -1)) {
                            followers.forEach(follower -> follower.accept(new LedgerId(Integer.parseInt(ledger))));
                        }
                    }
                }
            } catch (SQLException e) {
                LOG.atDebug().addKeyValue("state", e.getSQLState()).log("listen lost; followers poll");
                pause();
            }
        }
    }

    private void pause() {
        try {
            if (!closed) {
                TimeUnit.SECONDS.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        teller.interrupt();
        hearer.interrupt();
    }
}
