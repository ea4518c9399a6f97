package org.goldenthread.command.ledger;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Forgets which commands were accepted more than 90 days ago: looks once a day. */
public final class Remembered implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Remembered.class);
    private static final Duration KEPT = Duration.ofDays(90);

    private final JdbcClient sql;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("accepted-records").factory());

    public Remembered(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    public Remembered start() {
        timer.scheduleWithFixedDelay(this::look, 1, 24 * 60, TimeUnit.MINUTES);
        return this;
    }

    /** Forgets now; returns how many. */
    public long forget() {
        return sql.sql("select ledger.forget_accepted(:before)").param("before", clock.instant().minus(KEPT).toEpochMilli()).query(Long.class).single();
    }

    private void look() {
        try {
            forget();
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("cause", e.toString()).log("accepted commands were not forgotten; tried again tomorrow");
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
