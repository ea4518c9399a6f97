package org.goldenthread.infra.bench;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.goldenthread.command.contact.ContactCommand.CompleteContactDetails;
import org.goldenthread.command.ledger.Commands;
import org.goldenthread.command.ledger.Commands.Outcome;
import org.goldenthread.events.contact.ContactEvent.ContactDetailsCompleted;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.ContactId;
import org.goldenthread.infra.prove.Rig;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Processor microseconds per command, client and PostgreSQL together, 8 clients, 150 ledgers: our commands warm, cold and on
 * one ledger; raw SQL that reads ten rows and writes one row of the same bytes; Axon's own JDBC engine with a transaction,
 * warm and cold. In turn, round after round; medians. Streams that are loaded every time have about ten events, and no warm
 * one writes to them: a cache whose streams others move measures the conflict, not the command. Everything fits into the
 * server's buffers, so that no variant pays for another one's rows.
 */
final class WritePath {

    private static final int LEDGERS = 150;
    private static final int STREAMS = 1_500;
    private static final int COLD_STREAMS = 4_500;
    private static final int COLD_EVENTS = 7;
    private static final int CLIENTS = 8;
    private static final int WARM_UP = 3;
    private static final double MOST_OTHERS = 0.5;
    private static final String TEXT = "Seen alone at the pier after dark and says going home is not safe. ".repeat(4);

    private final List<Stream> streams = new ArrayList<>();
    private final List<Stream> coldStreams = new ArrayList<>();
    private final AtomicLong keys = new AtomicLong();
    private final Map<String, List<Double>> figures = new LinkedHashMap<>();
    private final Map<String, List<Double>> client = new LinkedHashMap<>();
    private final Map<String, List<Double>> wal = new LinkedHashMap<>();
    private Cpu.Reading used = new Cpu.Reading(0, 0, 0, 0);
    private long appended;

    private record Stream(int ledger, UUID id) {}

    /** One command of a variant. */
    @FunctionalInterface
    private interface One {
        void run(Random random) throws Exception;
    }

    List<Row> run(Path folder, int port, int rounds, int perRound) throws Exception {
        try (var rig = new Rig(folder, port, Map.of("max_wal_size", "8GB", "checkpoint_timeout", "1h", "shared_buffers", "768MB")); var warm = rig.commands(100_000);
                var cold = rig.commands(0); var stock = new StockAxon(rig.postgres(), folder)) {
            prepare(rig, warm);
            var raw = new RawSql(rig.postgres(), coldStreams.stream().map(Stream::id).toList(), bytesOfOne(rig));
            stock.prepare(idsOf(streams), idsOf(coldStreams), COLD_EVENTS);
            for (var database : List.of("ledger", "axon")) {
                try (var connection = rig.postgres().connect(database); var statement = connection.createStatement()) {
                    statement.execute("analyze"); // as a server does by itself within minutes
                }
            }
            var cpu = new Cpu(folder.resolve("data"));
            var variants = new LinkedHashMap<String, One>();
            variants.put("raw", random -> raw.readTenWriteOne(random, true));
            variants.put("raw cached", random -> raw.readTenWriteOne(random, false));
            variants.put("warm", random -> command(warm, streams.get(random.nextInt(STREAMS))));
            variants.put("cold", random -> command(cold, coldStreams.get(random.nextInt(COLD_STREAMS))));
            variants.put("one ledger", random -> command(warm, streams.get(LEDGERS * random.nextInt(STREAMS / LEDGERS))));
            variants.put("axon warm", random -> stock.command(true, random));
            variants.put("axon cold", random -> stock.command(false, random));
            for (int round = -WARM_UP; round < rounds; round++) {
                for (var variant : variants.entrySet()) {
                    measure(rig, cpu, variant.getKey(), variant.getValue(), variant.getKey().contains("cold") ? perRound / 4 : perRound, round);
                }
            }
            return rows(held(rig));
        }
    }

    private void prepare(Rig rig, Commands commands) throws Exception {
        for (int ledger = 1; ledger <= LEDGERS; ledger++) {
            rig.open(ledger);
        }
        make(commands, streams, STREAMS, 10);
        make(commands, coldStreams, COLD_STREAMS, COLD_EVENTS);
    }

    private void make(Commands commands, List<Stream> all, int count, int events) throws Exception {
        for (int i = 0; i < count; i++) {
            var receive = Rig.receive(now());
            int ledger = 1 + i % LEDGERS;
            Rig.send(commands, receive, ledger, "made" + keys.incrementAndGet(), "b", now());
            all.add(new Stream(ledger, receive.contactId().value()));
        }
        var work = new ArrayList<Callable<Void>>();
        for (int client = 0; client < CLIENTS; client++) {
            int from = client;
            work.add(() -> {
                for (int i = from; i < count; i += CLIENTS) {
                    for (int n = 1; n < events; n++) {
                        command(commands, all.get(i));
                    }
                }
                return null;
            });
        }
        inParallel(work);
        appended += (long) count * events;
    }

    private static List<String> idsOf(List<Stream> streams) {
        return streams.stream().map(stream -> stream.id().toString()).toList();
    }

    private void command(Commands commands, Stream stream) {
        var contact = new ContactId(stream.id());
        var outcome = Rig.send(commands, new CompleteContactDetails(contact, null, null, PersonalText.of(stream.id(), TEXT), List.of()), stream.ledger(),
                "key" + keys.incrementAndGet(), "b", now());
        if (!(outcome instanceof Outcome.Done)) {
            throw new IllegalStateException("not accepted: " + outcome);
        }
    }

    private void measure(Rig rig, Cpu cpu, String name, One one, int count, int round) throws Exception {
        var work = new ArrayList<Callable<Void>>();
        for (int client = 0; client < CLIENTS; client++) {
            var random = new Random(31L * round + client);
            work.add(() -> {
                for (int i = 0; i < count / CLIENTS; i++) {
                    one.run(random);
                }
                return null;
            });
        }
        long done = (long) (count / CLIENTS) * CLIENTS;
        long lsn = lsn(rig);
        var before = cpu.read();
        inParallel(work);
        var spent = cpu.read().since(before);
        if (name.equals("warm") || name.equals("cold") || name.equals("one ledger")) {
            appended += done;
        }
        if (round >= 0) {
            used = used.plus(spent);
            figures.computeIfAbsent(name, n -> new ArrayList<>()).add((spent.client() + spent.postgres()) / 1_000.0 / done);
            client.computeIfAbsent(name, n -> new ArrayList<>()).add(spent.client() / 1_000.0 / done);
            wal.computeIfAbsent(name, n -> new ArrayList<>()).add((lsn(rig) - lsn) / (double) done);
        }
    }

    private static void inParallel(List<Callable<Void>> work) throws Exception {
        try (var pool = Executors.newFixedThreadPool(CLIENTS)) {
            for (var done : pool.invokeAll(work)) {
                done.get();
            }
        }
    }

    private static long lsn(Rig rig) throws SQLException {
        try (var connection = rig.postgres().connect("ledger"); var row = connection.createStatement()
                .executeQuery("select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static byte[][] bytesOfOne(Rig rig) {
        return JdbcClient.create(rig.append()).sql("select context, payload from ledger.event where name = 'contact-details-completed' limit 1")
                .query((row, n) -> new byte[][] {row.getBytes(1), row.getBytes(2)}).single();
    }

    private static long held(Rig rig) {
        return JdbcClient.create(rig.append()).sql("select count(*) from ledger.event").query(Long.class).single();
    }

    private List<Row> rows(long held) {
        double raw = median(figures, "raw");
        var rows = new ArrayList<Row>();
        reference(rows, "write: raw (read 10, write 1)", "raw");
        reference(rows, "write: raw cached (write 1)", "raw cached");
        reference(rows, "write: Axon JDBC, transaction, warm", "axon warm");
        reference(rows, "write: Axon JDBC, transaction, cold", "axon cold");
        reference(rows, "write: ours, warm", "warm");
        reference(rows, "write: ours, cold", "cold");
        reference(rows, "write: ours, 8 clients on one ledger", "one ledger");
        rows.add(Row.atMost("warm / raw", median(figures, "warm") / raw, 1.3));
        rows.add(Row.atMost("warm / Axon JDBC warm", median(figures, "warm") / median(figures, "axon warm"), 1.1));
        rows.add(Row.atMost("cold / raw", median(figures, "cold") / raw, 2));
        rows.add(Row.atMost("cold / Axon JDBC cold", median(figures, "cold") / median(figures, "axon cold"), 0.9));
        rows.add(Row.atMost("one ledger / raw", median(figures, "one ledger") / raw, 2.5));
        rows.add(Row.reference("WAL: raw row with the same indexes", median(wal, "raw cached"), "bytes/event"));
        rows.add(Row.reference("WAL: ours", median(wal, "warm"), "bytes/event"));
        rows.add(Row.atMost("WAL / raw row", median(wal, "warm") / median(wal, "raw cached"), 1.7));
        rows.add(Row.atMost("write path: |appended - held|", (double) Math.abs(appended - held), 0));
        rows.add(Row.reference("write: cores others used meanwhile", used.othersCores(), "cores"));
        return used.othersCores() > MOST_OTHERS ? rows.stream().map(Row::inconclusive).toList() : rows;
    }

    private void reference(List<Row> rows, String title, String name) {
        rows.add(Row.reference(title, median(figures, name), "CPU us/command"));
        rows.add(Row.reference("  of it the client", median(client, name), "CPU us/command"));
    }

    private static double median(Map<String, List<Double>> all, String name) {
        var sorted = all.getOrDefault(name, List.of()).stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static Instant now() {
        return Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
