package org.goldenthread.infra.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.goldenthread.command.LedgerConfiguration;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.infra.prove.Rig;
import org.goldenthread.query.chronology.ChronologyProjection;
import org.goldenthread.query.intake.Ledgers;
import org.goldenthread.query.rows.FoldedRows;
import org.goldenthread.query.rows.Schemas;
import org.postgresql.PGConnection;

/**
 * The chronology folded from a million events by its ordinary handler, against a floor that reads the same events with a
 * cursor and writes the same rows with COPY and does nothing else. In turn, three times; medians of events a second.
 */
final class Rebuilding {

    private static final int BATCH = 5_000;

    List<Row> run(Path folder, int port, int events) throws Exception {
        try (var rig = new Rig(folder, port, Map.of("max_wal_size", "16GB", "checkpoint_timeout", "1h"))) {
            rig.open(1);
            fill(rig, events);
            var url = rig.postgres().url("projections");
            Flyway.configure().dataSource(url, "gt_intake", "gt_intake").locations("classpath:db/projections").defaultSchema("migrations")
                    .createSchemas(true).load().migrate();
            var ours = new ArrayList<Double>();
            var floor = new ArrayList<Double>();
            long oursRows = 0;
            long floorRows = 0;
            for (int round = -1; round < 3; round++) {
                long start = System.nanoTime();
                oursRows = fold(rig, url);
                double foldSeconds = (System.nanoTime() - start) / 1e9;
                start = System.nanoTime();
                floorRows = copy(rig, url);
                double copySeconds = (System.nanoTime() - start) / 1e9;
                if (round >= 0) {
                    ours.add(events / foldSeconds);
                    floor.add(events / copySeconds);
                }
            }
            double median = median(ours);
            return List.of(Row.reference("rebuild: chronology, " + events + " events", median, "events/s"),
                    Row.reference("rebuild: COPY floor, the same rows", median(floor), "events/s"),
                    Row.atLeast("rebuild / COPY floor", median / median(floor), 0.4),
                    Row.atMost("rebuild: |rows - floor's rows|", (double) Math.abs(oursRows - floorRows), 0));
        }
    }

    /** One real event of each kind on the path, then copies of them with positions and ids of their own. */
    private static void fill(Rig rig, int events) throws Exception {
        var at = java.time.Instant.parse("2026-03-10T10:00:00Z");
        try (var commands = rig.commands(100)) {
            var receive = Rig.receive(at);
            Rig.send(commands, receive, 1, "one", "b", at);
            Rig.send(commands, Rig.acknowledge(receive.contactId(), at), 1, "two", "b", at);
        }
        try (var connection = rig.postgres().connect("ledger"); var statement = connection.createStatement()) {
            statement.execute("""
                    insert into ledger.event
                    select 1, n, e.recorded_at, e.stream_type, md5('stream' || n / 2)::uuid, (n %% 2)::int, md5('event' || n)::uuid, e.occurred_at, e.name, e.version,
                           e.context, e.payload, e.hash
                      from generate_series(3, %d) n join ledger.event e on e.ledger = 1 and e.position = 1 + n %% 2
                    """.formatted(events));
            statement.execute("update ledger.head set position = " + events + " where ledger = 1");
            statement.execute("vacuum analyze ledger.event");
        }
    }

    private static long fold(Rig rig, String url) throws Exception {
        var projection = new ChronologyProjection();
        var ledgers = new Ledgers(LedgerConfiguration.pool("read", rig.postgres().url("ledger"), "gt_ledger_read", "gt_ledger_read", 2));
        try (var connection = intake(url)) {
            Schemas.run(connection, "drop schema if exists bench_fold cascade");
            Schemas.create(connection, projection, "bench_fold", false);
            try (var rows = new FoldedRows(connection, "bench_fold", () -> intake(url))) {
                long position = 0;
                for (var events = ledgers.read(new LedgerId(1), 0, Long.MAX_VALUE, BATCH); !events.isEmpty();
                        events = ledgers.read(new LedgerId(1), position, Long.MAX_VALUE, BATCH)) {
                    for (var event : events) {
                        var recorded = event.open().orElseThrow();
                        rows.attempt(() -> projection.on(recorded, event, rows));
                    }
                    position = events.getLast().position();
                }
                rows.finish();
            }
            Schemas.index(connection, projection, "bench_fold");
            return count(connection, "bench_fold.entry");
        }
    }

    private static long copy(Rig rig, String url) throws Exception {
        var projection = new ChronologyProjection();
        try (var target = intake(url); var source = rig.postgres().connect("ledger")) {
            Schemas.run(target, "drop schema if exists bench_floor cascade");
            Schemas.create(target, projection, "bench_floor", false);
            var in = target.unwrap(PGConnection.class).getCopyAPI().copyIn("copy bench_floor.entry from stdin (format binary)");
            var out = source.unwrap(PGConnection.class).getCopyAPI().copyOut("""
                    copy (select ledger, (convert_from(context, 'UTF8')::json -> 'childIds' ->> 0)::uuid, position, stream_type, stream, sequence, event_id, name,
                                 version, occurred_at, recorded_at, false, context, payload from ledger.event where ledger = 1 order by position)
                      to stdout (format binary)""");
            for (var bytes = out.readFromCopy(); bytes != null; bytes = out.readFromCopy()) {
                in.writeToCopy(bytes, 0, bytes.length);
            }
            in.endCopy();
            Schemas.index(target, projection, "bench_floor");
            return count(target, "bench_floor.entry");
        }
    }

    private static Connection intake(String url) throws java.sql.SQLException {
        return DriverManager.getConnection(url, "gt_intake", "gt_intake");
    }

    private static long count(Connection connection, String table) throws java.sql.SQLException {
        try (var row = connection.createStatement().executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
