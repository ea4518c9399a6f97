package org.goldenthread.infra.prove;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.goldenthread.command.LedgerConfiguration;
import org.goldenthread.command.keys.KeyStore;
import org.goldenthread.command.ledger.Commands;
import org.goldenthread.command.ledger.Facts;
import org.goldenthread.command.ledger.Ids;
import org.goldenthread.command.ledger.LedgerSql;
import org.goldenthread.command.ledger.Wake;
import org.goldenthread.command.reactions.Reactions;
import org.goldenthread.command.settings.SettingsFile;
import org.goldenthread.command.timers.Timers;
import org.goldenthread.events.personal.Seal;
import org.goldenthread.events.reference.Reference;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** As much of a command service as keeps timers, by a clock that another process moves. As a process: until its input ends. */
final class TimerKeeper implements AutoCloseable {

    static final String READY = "keeps timers";

    private final HikariDataSource append;
    private final HikariDataSource keysPool;
    private final Wake wake;
    final Clock clock;
    final LedgerSql sql;
    final Commands commands;
    final Timers timers;
    private @Nullable Reactions reactions;

    /** @param folder where {@code clock}, {@code ledgers.csv} and {@code agencies.csv} are */
    TimerKeeper(String ledgerUrl, String keysUrl, Path folder) throws IOException {
        append = LedgerConfiguration.pool("append", ledgerUrl, "gt_append", "gt_append", 8);
        keysPool = LedgerConfiguration.pool("keys", keysUrl, "gt_keys", "gt_keys", 2);
        clock = new MovedClock(folder.resolve("clock"));
        sql = new LedgerSql(append);
        wake = new Wake(append).start();
        var keys = new KeyStore(JdbcClient.create(keysPool), new byte[32]);
        commands = new Commands(sql, new Facts(JdbcClient.create(append)), keys, new Seal(keys.ring()), new Ids(clock), SettingsFile.shipped().inForce(), clock,
                LedgerConfiguration.AGGREGATES, 1_000, wake);
        timers = new Timers(append, commands, Reference.in(folder), clock, new Timers.Pace(Duration.ofMillis(50), Duration.ofMillis(500)),
                LedgerConfiguration.watchers(SettingsFile.shipped().inForce()));
    }

    public static void main(String... arguments) throws IOException {
        try (var keeper = new TimerKeeper(arguments[0], arguments[1], Path.of(arguments[2]))) {
            keeper.reactions = keeper.reactions().start();
            keeper.timers.start();
            System.out.println(READY);
            while (System.in.read() >= 0) {
                // until it ends
            }
        }
        System.exit(0);
    }

    private Reactions reactions() {
        var all = new Reactions(append, sql, timers.reactors());
        wake.follow(all::moved);
        return all;
    }

    JdbcClient jdbc() {
        return JdbcClient.create(append);
    }

    @Override
    public void close() {
        var running = reactions;
        if (running != null) {
            running.close();
        }
        timers.close();
        wake.close();
        commands.close();
        append.close();
        keysPool.close();
    }

    /** The machine's clock and so many milliseconds more as a file says at that moment. It goes on by itself: the timers wait by it. */
    static final class MovedClock extends Clock {

        private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

        private final ByteBuffer aheadMs;

        MovedClock(Path file) throws IOException {
            try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                aheadMs = channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
            }
        }

        void moveTo(Instant moment) {
            LONG.setVolatile(aheadMs, 0, moment.toEpochMilli() - System.currentTimeMillis());
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(System.currentTimeMillis() + (long) LONG.getVolatile(aheadMs, 0));
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
