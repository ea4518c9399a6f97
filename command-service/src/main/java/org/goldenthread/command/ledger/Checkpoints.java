package org.goldenthread.command.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.goldenthread.events.values.LedgerId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Signs where each ledger stands and writes it outside the database, every 60 s or 1,000 events, whichever is first: without
 * it a cut tail or a rewritten chain would verify. One line of JSON each, appended to {@code <ledger>.jsonl}.
 */
public final class Checkpoints implements AutoCloseable {

    /** Seconds between looks; a ledger that moved 1,000 events is written at once, else after a minute. */
    private static final int LOOK_SECONDS = 2;

    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

    private final JdbcClient sql;
    private final Path folder;
    private final PrivateKey key;
    private final Clock clock;
    private final Map<LedgerId, Written> written = new HashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("checkpoints").factory());

    private record Written(long position, long at) {}

    public Checkpoints(JdbcClient sql, Path folder, PrivateKey key, Clock clock) {
        this.sql = sql;
        this.folder = folder;
        this.key = key;
        this.clock = clock;
    }

    public Checkpoints start() {
        timer.scheduleWithFixedDelay(this::look, 0, LOOK_SECONDS, TimeUnit.SECONDS);
        return this;
    }

    private void look() {
        try {
            write(false);
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("cause", e.toString()).log("no checkpoint could be written; tried again");
        }
    }

    /** Writes a checkpoint of every ledger that moved; where {@code all}, of those too that are not due yet. */
    public synchronized void write(boolean all) {
        long now = System.nanoTime();
        sql.sql("select ledger, position, hash from ledger.head where position > 0").query((row, n) -> {
            var ledger = new LedgerId(row.getInt(1));
            long position = row.getLong(2);
            var last = written.getOrDefault(ledger, new Written(0, now - TimeUnit.MINUTES.toNanos(2)));
            boolean due = position - last.position() >= 1_000 || now - last.at() >= TimeUnit.SECONDS.toNanos(60);
            if (position > last.position() && (due || all)) {
                append(ledger, position, row.getBytes(3));
                written.put(ledger, new Written(position, now));
            }
            return ledger;
        }).list();
    }

    private void append(LedgerId ledger, long position, byte[] hash) {
        var at = Instant.ofEpochMilli(clock.millis());
        var hex = HexFormat.of().formatHex(hash);
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(signed(ledger.value(), position, hex, at.toString()));
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(ledger + ".jsonl"), """
                    {"ledger":%d,"position":%d,"hash":"%s","at":"%s","signature":"%s"}
                    """.formatted(ledger.value(), position, hex, at, Base64.getEncoder().encodeToString(signature.sign())),
                    StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.SYNC);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("could not sign", e);
        }
    }

    /** The bytes a checkpoint's signature is over. */
    public static byte[] signed(int ledger, long position, String hash, String at) {
        return (ledger + "\n" + position + "\n" + hash + "\n" + at).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
