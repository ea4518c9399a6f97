package org.goldenthread.infra.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.flywaydb.core.Flyway;
import org.goldenthread.command.LedgerConfiguration;
import org.goldenthread.command.ledger.Commands;
import org.goldenthread.command.ledger.Commands.Outcome;
import org.goldenthread.command.relay.Relay;
import org.goldenthread.command.relay.Topic;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.infra.launcher.LocalPostgres;
import org.goldenthread.infra.launcher.Machine;
import org.goldenthread.infra.launcher.Ports;
import org.goldenthread.infra.prove.Rig;
import org.goldenthread.query.access.AccessProjection;
import org.goldenthread.query.chronology.ChronologyProjection;
import org.goldenthread.events.personal.BlindTokens;
import org.goldenthread.query.directory.DirectoryProjection;
import org.goldenthread.query.frontdoor.FrontDoorProjection;
import org.goldenthread.query.intake.Intake;
import org.goldenthread.query.intake.Ledgers;
import org.goldenthread.query.staff.StaffProjection;

/**
 * From a command to its committed rows through a real Kafka, at 200 a second, in turn with a floor that appends, wakes,
 * produces, consumes and upserts and does nothing else; then a minute at 500 a second, and whether the lag grows.
 */
final class Projecting {

    private static final String TOPIC = "bench.events";
    private static final LedgerId LEDGER = new LedgerId(1);
    private static final int BLOCK_SECONDS = 10;
    private static final int SECONDS = 60;

    /** One event in a thousand sent: less cannot be told from the samples' own noise. */
    private static final double MOST_GROWTH = 0.001;

    private final ConcurrentSkipListMap<Long, Long> sentAt = new ConcurrentSkipListMap<>();
    private final List<Double> ours = new ArrayList<>();
    private volatile long appended;

    List<Row> run(Path project) throws Exception {
        var folder = Files.createTempDirectory("golden-thread-project");
        try (var rig = new Rig(folder.resolve("rig"), 19_783, Map.of());
                var machine = new Machine(project, folder.resolve("kafka-only"), new Ports(19_780), List.of())) {
            machine.startKafka();
            rig.open(1);
            var kafka = "127.0.0.1:" + machine.ports().kafka();
            var url = rig.postgres().url("projections");
            Flyway.configure().dataSource(url, "gt_intake", "gt_intake").locations("classpath:db/projections").defaultSchema("migrations")
                    .createSchemas(true).load().migrate();
            try (var relay = new Relay(LedgerConfiguration.pool("relay", rig.postgres().url("ledger"), "gt_relay", "gt_relay", 2), new Topic(kafka, TOPIC));
                    var intake = new Intake(LedgerConfiguration.pool("intake", url, "gt_intake", "gt_intake", 4),
                            new Ledgers(LedgerConfiguration.pool("read", rig.postgres().url("ledger"), "gt_ledger_read", "gt_ledger_read", 2)),
                            kafka, TOPIC, List.of(new ChronologyProjection(), new FrontDoorProjection(),
                                    new DirectoryProjection(rig.seal(), new BlindTokens(new byte[32])), new StaffProjection(), new AccessProjection()));
                    var commands = rig.commands(1_000, relay::moved); var floor = new WokenFloor(rig.postgres(), kafka)) {
                relay.start();
                intake.listen(ledger -> arrived(intake.position(LEDGER)));
                intake.start();
                for (int round = -1; round < 3; round++) {
                    steady(commands, 200, BLOCK_SECONDS);
                    drain(intake);
                    if (round < 0) {
                        forget();
                    }
                    floor.run(200, BLOCK_SECONDS, round >= 0);
                }
                return rows(floor, commands, intake, rig.postgres());
            }
        }
    }

    private List<Row> rows(WokenFloor floor, Commands commands, Intake intake, LocalPostgres postgres) throws Exception {
        double p50 = percentile(ours, 50);
        double p99 = percentile(ours, 99);
        double floor50 = percentile(floor.milliseconds(), 50);
        var rows = new ArrayList<Row>();
        rows.add(Row.reference("project: command to committed rows, 200/s, p50", p50, "ms"));
        rows.add(Row.reference("project: the same, p99", p99, "ms"));
        rows.add(Row.reference("project: woken floor, p50", floor50, "ms"));
        rows.add(Row.reference("project: woken floor, p99", percentile(floor.milliseconds(), 99), "ms"));
        rows.add(Row.atMost("project: p50 / woken floor's p50", p50 / floor50, 3));
        var lags = new ArrayList<Double>();
        var sampler = Thread.ofPlatform().daemon().start(() -> sample(intake, lags));
        long before = appended;
        long start = System.nanoTime();
        steady(commands, 500, SECONDS);
        double perSecond = (appended - before) / ((System.nanoTime() - start) / 1e9);
        double early = average(lags, 0, 20);
        double late = average(lags, 40, 60);
        sampler.interrupt();
        drain(intake);
        rows.add(Row.reference("60 s at 500/s: mean lag, seconds 1-20", early, "events"));
        rows.add(Row.reference("60 s at 500/s: mean lag, seconds 41-60", late, "events"));
        rows.add(Row.atLeast("60 s at 500/s: achieved / 500", perSecond / 500, 0.99));
        rows.add(Row.atMost("60 s at 500/s: lag growth, of what is sent", (late - early) / 40 / 500, MOST_GROWTH));
        rows.add(Row.atMost("project: |appended - rows|", (double) Math.abs(appended - count(postgres, "select count(*) from chronology.entry")), 0));
        rows.add(Row.atMost("project: parked", (double) count(postgres, "select count(*) from intake.parked"), 0));
        return rows;
    }

    private static long count(LocalPostgres postgres, String sql) throws SQLException {
        try (var connection = postgres.connect("projections"); var row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void sample(Intake intake, List<Double> lags) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                TimeUnit.SECONDS.sleep(1);
                synchronized (lags) {
                    lags.add((double) (appended - intake.position(LEDGER)));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static double average(List<Double> lags, int from, int to) {
        synchronized (lags) {
            return lags.subList(Math.min(from, lags.size()), Math.min(to, lags.size())).stream().mapToDouble(Double::doubleValue).average().orElse(0);
        }
    }

    private void steady(Commands commands, int perSecond, int seconds) {
        long start = System.nanoTime();
        for (int i = 0; i < perSecond * seconds; i++) {
            long due = start + i * (1_000_000_000L / perSecond);
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            long at = System.nanoTime();
            var now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
            var outcome = Rig.send(commands, Rig.receive(now), 1, "p" + appended, "b", now);
            if (!(outcome instanceof Outcome.Done done)) {
                throw new IllegalStateException("not accepted: " + outcome);
            }
            sentAt.put(done.position(), at);
            appended = done.position();
        }
    }

    private void arrived(long position) {
        long now = System.nanoTime();
        var read = sentAt.headMap(position, true);
        synchronized (ours) {
            read.values().forEach(at -> ours.add((now - at) / 1e6));
        }
        read.clear();
    }

    private void forget() {
        synchronized (ours) {
            ours.clear();
        }
    }

    private void drain(Intake intake) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (intake.position(LEDGER) < appended) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("the intake did not drain in 30 s: " + intake.position(LEDGER) + " of " + appended);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    static double percentile(List<Double> values, int percent) {
        synchronized (values) {
            var sorted = values.stream().sorted().toList();
            return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
        }
    }
}
