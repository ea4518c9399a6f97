package org.goldenthread.query.audit;

import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes down every reading: in the store, or, while that is away, in the spool, from where it goes to the store later. Only where
 * neither takes it may the answer not go out (ruling 6).
 */
public final class ReadAudit implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReadAudit.class);
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final AuditStore store;
    private final Spool spool;
    private final Timer writing;
    private final Thread drain = Thread.ofVirtual().name("audit-drain").unstarted(this::drain);
    private volatile long awayUntil = System.nanoTime();
    private volatile boolean closed;

    /** Neither the store nor the spool took a reading: the answer must be withheld. */
    public static final class NotTaken extends RuntimeException {
        NotTaken(Throwable cause) {
            super("neither audit store nor spool took the reading", cause);
        }
    }

    public ReadAudit(AuditStore store, Spool spool, Timer writing) {
        this.writing = writing;
        this.store = store;
        this.spool = spool;
    }

    public ReadAudit start() {
        drain.start();
        return this;
    }

    /** Returns once the reading is on disk somewhere. @throws NotTaken where nothing takes it */
    public void write(Reading reading) {
        writing.record(() -> take(reading));
    }

    private void take(Reading reading) {
        if (System.nanoTime() - awayUntil >= 0) {
            try {
                store.append(reading);
                return;
            } catch (SQLException e) {
                awayUntil = System.nanoTime() + REST_NANOS;
                LOG.atWarn().addKeyValue("cause", e.getSQLState()).log("audit store away; readings go to the spool");
            }
        }
        try {
            spool.add(reading);
        } catch (IOException e) {
            tryStoreOnce(reading, e);
        }
    }

    /** The spool does not take it either: the store gets a last chance, however lately it failed. */
    private void tryStoreOnce(Reading reading, IOException spoolFault) {
        try {
            store.append(reading);
        } catch (SQLException e) {
            LOG.atError().addKeyValue("spool", spoolFault.getMessage()).addKeyValue("store", e.getSQLState()).log("a reading was not taken; its answer is withheld");
            throw new NotTaken(e);
        }
    }

    private void drain() {
        while (!closed) {
            try {
                store.prepare();
                TimeUnit.MILLISECONDS.sleep(500);
                if (!spool.isEmpty()) {
                    drainOnce();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (IOException | SQLException e) {
                LOG.atDebug().addKeyValue("cause", e.getClass().getSimpleName()).log("the spool waits on");
                rest();
            }
        }
    }

    private void rest() {
        try {
            TimeUnit.MILLISECONDS.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    private void drainOnce() throws IOException, SQLException {
        for (var file : spool.rotate()) {
            for (var reading : spool.read(file)) {
                store.append(reading);
            }
            Files.delete(file);
        }
    }

    /** Whether every reading has reached the store. */
    public boolean isDrained() {
        try {
            return spool.isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        drain.interrupt();
    }
}
