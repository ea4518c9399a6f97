package org.goldenthread.infra.prove;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.goldenthread.command.StartUpChecks;
import org.goldenthread.command.contact.ContactCommand.MatchChild;
import org.goldenthread.command.keys.KeyFiles;
import org.goldenthread.command.ledger.Checkpoints;
import org.goldenthread.command.ledger.Commands.Outcome;
import org.goldenthread.events.contact.ContactEvent.MatchBasis;
import org.goldenthread.events.values.ContactId;
import org.goldenthread.infra.audit.LedgerVerifier;
import org.goldenthread.infra.launcher.LocalPostgres;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The ledger under stalled, failing and competing writers, copied, attacked and forged. */
final class LedgerProof implements Proof {

    private static final int LEDGERS = 4;

    private final List<Check> checks = new ArrayList<>();

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public String shows() {
        return "gapless and visible in order under stalls and roll-backs; accepted once; append-only; every forgery found";
    }

    @Override
    public List<Check> run(Terms terms) throws Exception {
        int perWriter = terms.rounds() == 0 ? 1_000 : terms.rounds();
        var folder = Files.createTempDirectory("golden-thread-ledger");
        try (var rig = new Rig(folder.resolve("one"), 19_433, Map.of())) {
            for (int ledger = 1; ledger <= LEDGERS + 1; ledger++) {
                rig.open(ledger);
            }
            writers(rig, new Random(terms.seed()), perWriter);
            once(rig);
            privileges(rig);
            fsync(folder.resolve("weak"));
            if (terms.sabotage()) {
                execute(rig.postgres(), "delete from ledger.event where ledger = 1 and position = 7");
            }
            gapless(rig.postgres(), "max = count in every ledger");
            copy(rig.postgres(), folder.resolve("two"));
            forgeries(rig, folder);
        }
        return checks;
    }

    /** Eight writers over four ledgers, one in a hundred rolled back, one stalled past every other, two readers looking. */
    private void writers(Rig rig, Random random, int perWriter) throws Exception {
        var accepted = new ConcurrentHashMap<Integer, AtomicLong>();
        var done = new AtomicBoolean();
        var gaps = new AtomicLong();
        var read = new AtomicLong();
        var unexpected = new AtomicLong();
        var seeds = random.longs(8).toArray();
        try (var commands = rig.commands(1_000); var pool = Executors.newFixedThreadPool(12)) {
            var readers = new ArrayList<java.util.concurrent.Future<?>>();
            for (int r = 0; r < 2; r++) {
                readers.add(pool.submit(() -> follow(rig, done, gaps, read)));
            }
            var writers = new ArrayList<Callable<Void>>();
            for (int w = 0; w < 8; w++) {
                var own = new Random(seeds[w]);
                int writer = w;
                writers.add(() -> {
                    for (int i = 0; i < perWriter; i++) {
                        int ledger = 1 + own.nextInt(LEDGERS);
                        if (own.nextInt(100) == 0) {
                            rollBack(rig, ledger, own.nextInt(4) == 0 ? 300 : 0);
                        } else if (Rig.send(commands, Rig.receive(now()), ledger, "w" + writer + "/" + i, "b", now()) instanceof Outcome.Done) {
                            accepted.computeIfAbsent(ledger, id -> new AtomicLong()).incrementAndGet();
                        } else {
                            unexpected.incrementAndGet();
                        }
                    }
                    return null;
                });
            }
            var stalled = pool.submit(() -> {
                stall(rig, 1, 1_500);
                accepted.computeIfAbsent(1, id -> new AtomicLong()).incrementAndGet();
                return null;
            });
            for (var writer : pool.invokeAll(writers)) {
                writer.get();
            }
            stalled.get();
            done.set(true);
            for (var reader : readers) {
                reader.get();
            }
        }
        long total = accepted.values().stream().mapToLong(AtomicLong::get).sum();
        long held = JdbcClient.create(rig.append()).sql("select count(*) from ledger.event where ledger <= " + LEDGERS).query(Long.class).single();
        checks.add(new Check("8 writers, 1 % rolled back, one stalled 1.5 s: accepted = held", total, Math.abs(total - held) + unexpected.get()));
        checks.add(new Check("two readers saw every position in order, none skipped", read.get(), gaps.get()));
    }

    private static Void follow(Rig rig, AtomicBoolean done, AtomicLong gaps, AtomicLong read) {
        var at = new HashMap<Integer, Long>();
        boolean last = false;
        while (!last) {
            last = done.get();
            for (int ledger = 1; ledger <= LEDGERS; ledger++) {
                for (var event : rig.sql().readAfter(new org.goldenthread.events.values.LedgerId(ledger), at.getOrDefault(ledger, 0L), 500)) {
                    long expected = at.getOrDefault(ledger, 0L) + 1;
                    gaps.addAndGet(event.position() == expected ? 0 : 1);
                    at.put(ledger, event.position());
                    read.incrementAndGet();
                    last = false;
                }
            }
        }
        return null;
    }

    private static void rollBack(Rig rig, int ledger, int heldMs) throws SQLException, InterruptedException {
        try (var connection = rig.append().getConnection()) {
            connection.setAutoCommit(false);
            appendRaw(connection, ledger);
            TimeUnit.MILLISECONDS.sleep(heldMs);
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static void stall(Rig rig, int ledger, int heldMs) throws SQLException, InterruptedException {
        try (var connection = rig.append().getConnection()) {
            connection.setAutoCommit(false);
            appendRaw(connection, ledger);
            TimeUnit.MILLISECONDS.sleep(heldMs);
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    private static void appendRaw(Connection connection, int ledger) throws SQLException {
        try (var append = connection.prepareStatement("""
                select * from ledger.append(?, ?, gen_random_uuid(), '\\x00', null, null, null, 'contact', gen_random_uuid(), 0, 0,
                    gen_random_uuid(), 'raw', 1, '\\x7b7d', '\\x7b7d', null, null, null, null, null)
                """)) {
            append.setInt(1, ledger);
            append.setLong(2, Clock.systemUTC().millis());
            append.executeQuery().close();
        }
    }

    private void once(Rig rig) {
        long wrong = 0;
        int ledger = LEDGERS + 1;
        try (var commands = rig.commands(1_000)) {
            for (int i = 0; i < 200; i++) {
                var command = Rig.receive(now());
                var first = (Outcome.Done) Rig.send(commands, command, ledger, "k" + i, "body", now());
                var again = Rig.send(commands, Rig.receive(now()), ledger, "k" + i, "body", now());
                wrong += again instanceof Outcome.Done done && done.stream().equals(first.stream()) && done.repeated() ? 0 : 1;
                wrong += Rig.send(commands, Rig.receive(now()), ledger, "k" + i, "other", now()) instanceof Outcome.KeyReused ? 0 : 1;
                var contact = new ContactId(first.stream());
                var match = new MatchChild(contact, 1, null, MatchBasis.NEW_CHILD, 100);
                var matched = (Outcome.Done) Rig.send(commands, match, ledger, "m" + i, "body", now());
                Rig.send(commands, Rig.acknowledge(contact, now()), ledger, "a" + i, "body", now());
                var retried = Rig.send(commands, match, ledger, "m" + i, "body", now());
                wrong += retried instanceof Outcome.Done done && done.sequence() == matched.sequence() ? 0 : 1;
            }
        }
        long held = JdbcClient.create(rig.append()).sql("select count(*) from ledger.event where ledger = " + ledger).query(Long.class).single();
        checks.add(new Check("same key: same answer; other body: refused; retry after the state moved on: same answer", 600, wrong + Math.abs(held - 600)));
    }

    private void privileges(Rig rig) {
        long allowed = 0;
        var attacks = List.of("update ledger.event set payload = ''", "delete from ledger.event", "truncate ledger.event",
                "update ledger.head set position = 0", "delete from ledger.head", "insert into ledger.event select * from ledger.event limit 1",
                "update ledger.accepted set body = ''", "drop table ledger.event", "alter table ledger.event rename to other",
                "create or replace function ledger.open(integer) returns void language sql as 'select'");
        for (var attack : attacks) {
            try (var connection = rig.append().getConnection(); var statement = connection.createStatement()) {
                statement.execute(attack);
                allowed++;
            } catch (SQLException e) {
                // refused, as it must be
            }
        }
        checks.add(new Check("update, delete, truncate, insert past the function, drop: refused to the service's role", attacks.size(), allowed));
    }

    private void fsync(Path folder) {
        long started = 0;
        try (var rig = new Rig(folder, 19_434, Map.of("fsync", "off"))) {
            new StartUpChecks(rig.append(), true, Clock.systemUTC()).check(false, false, false, List.of(), "");
            started++;
        } catch (IllegalStateException e) {
            started += String.valueOf(e.getMessage()).contains("fsync=off") ? 0 : 1;
        }
        checks.add(new Check("a start on fsync=off: refused with the reason", 1, started));
    }

    private void gapless(LocalPostgres postgres, String name) throws SQLException {
        try (var connection = postgres.connect("ledger"); var rows = connection.createStatement().executeQuery("""
                select count(*), count(*) filter (where n <> max or n <> head) from (
                    select e.ledger, count(*) as n, max(e.position) as max, max(h.position) as head
                      from ledger.event e join ledger.head h using (ledger) group by e.ledger) l
                """)) {
            rows.next();
            checks.add(new Check(name, rows.getLong(1), rows.getLong(2)));
        }
    }

    /** A copy of the tables into a fresh cluster: there are no transaction ids to lean on, and nothing is skipped. */
    private void copy(LocalPostgres from, Path folder) throws Exception {
        try (var to = new Rig(folder, 19_435, Map.of()); var source = from.connect("ledger"); var target = to.postgres().connect("ledger")) {
            execute(to.postgres(), "delete from ledger.head");
            for (var table : List.of("ledger.head", "ledger.event", "ledger.accepted", "ledger.fact")) {
                var bytes = new java.io.ByteArrayOutputStream();
                source.unwrap(PGConnection.class).getCopyAPI().copyOut("copy " + table + " to stdout (format binary)", bytes);
                target.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + table + " from stdin (format binary)",
                        new java.io.ByteArrayInputStream(bytes.toByteArray()));
            }
            try (var commands = to.commands(1_000)) {
                for (int i = 0; i < 100; i++) {
                    Rig.send(commands, Rig.receive(now()), 1 + i % LEDGERS, "copy" + i, "b", now());
                }
            }
            gapless(to.postgres(), "the same in a fresh cluster that the ledger was copied into, and written on");
            var faults = LedgerVerifier.verify(target, folder.resolve("none"), folder.resolve("none"));
            checks.add(new Check("the copied and continued chain verifies", 1, faults.size()));
        }
    }

    private void forgeries(Rig rig, Path folder) throws Exception {
        var key = folder.resolve("checkpoint.key");
        var checkpoints = folder.resolve("checkpoints");
        try (var signer = new Checkpoints(JdbcClient.create(rig.append()), checkpoints, KeyFiles.checkpointKey(key), Clock.systemUTC())) {
            signer.write(true);
        }
        var publicKey = Path.of(key + ".pub");
        long last = JdbcClient.create(rig.append()).sql("select position from ledger.head where ledger = 2").query(Long.class).single();
        found(rig, checkpoints, publicKey, "an untouched ledger verifies", 0, null, List.of());
        found(rig, checkpoints, publicKey, "one flipped byte: found and located", 2, 11L,
                List.of("update ledger.event set payload = set_byte(payload, 5, get_byte(payload, 5) # 1) where ledger = 2 and position = 11"));
        found(rig, checkpoints, publicKey, "a swapped pair: found and located", 2, 20L, List.of(
                "update ledger.event set position = -1 where ledger = 2 and position = 20",
                "update ledger.event set position = 20 where ledger = 2 and position = 21",
                "update ledger.event set position = 21 where ledger = 2 and position = -1"));
        found(rig, checkpoints, publicKey, "a cut tail, its head moved back: found and located", 2, last, List.of(
                "delete from ledger.event where ledger = 2 and position = " + last,
                "update ledger.head h set position = e.position, hash = e.hash from ledger.event e where h.ledger = 2 and e.ledger = 2 and e.position = "
                        + (last - 1)));
        found(rig, checkpoints, publicKey, "a rewritten and re-hashed chain: found by the checkpoint outside", 2, last, List.of("""
                do $$
                declare e record; previous bytea;
                begin
                    select hash into previous from ledger.event where ledger = 2 and position = 29;
                    for e in select * from ledger.event where ledger = 2 and position >= 30 order by position loop
                        if e.position = 30 then e.payload := '\\x7b7d'; end if;
                        previous := sha256(previous || int4send(e.ledger) || int8send(e.position) || int8send(e.recorded_at) || uuid_send(e.stream)
                            || int4send(e.sequence) || uuid_send(e.event_id) || int8send(e.occurred_at) || int4send(e.version)
                            || int4send(octet_length(e.stream_type)) || int4send(octet_length(e.name)) || int4send(octet_length(e.context))
                            || int4send(octet_length(e.payload)) || '\\x47543031'::bytea || convert_to(e.stream_type, 'UTF8')
                            || convert_to(e.name, 'UTF8') || e.context || e.payload);
                        update ledger.event set payload = e.payload, hash = previous where ledger = 2 and position = e.position;
                    end loop;
                    update ledger.head set hash = previous where ledger = 2;
                end $$
                """));
    }

    /** Plants a forgery in a copy of the tables, verifies, and puts everything back. */
    private void found(Rig rig, Path checkpoints, Path publicKey, String name, int ledger, @org.jspecify.annotations.Nullable Long position,
            List<String> forgery) throws SQLException {
        execute(rig.postgres(), "create table ledger.event_kept as table ledger.event", "create table ledger.head_kept as table ledger.head");
        execute(rig.postgres(), forgery.toArray(String[]::new));
        try (var connection = rig.postgres().connect("ledger")) {
            var faults = LedgerVerifier.verify(connection, checkpoints, publicKey);
            boolean right = position == null ? faults.isEmpty()
                    : faults.stream().anyMatch(fault -> fault.ledger() == ledger && fault.position() == position);
            if (!right) {
                System.out.println("  " + name + ": " + faults);
            }
            checks.add(new Check(name, 1, right ? 0 : 1));
        }
        execute(rig.postgres(), "truncate ledger.event, ledger.head", "insert into ledger.event table ledger.event_kept",
                "insert into ledger.head table ledger.head_kept", "drop table ledger.event_kept, ledger.head_kept");
    }

    private static void execute(LocalPostgres postgres, String... statements) throws SQLException {
        try (var connection = postgres.connect("ledger"); var statement = connection.createStatement()) {
            for (var one : statements) {
                statement.execute(one);
            }
        }
    }

    private static Instant now() {
        return Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
