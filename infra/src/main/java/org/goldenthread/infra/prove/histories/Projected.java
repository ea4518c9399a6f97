package org.goldenthread.infra.prove.histories;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.goldenthread.command.LedgerConfiguration;
import org.goldenthread.events.chain.StoredEvent;
import org.goldenthread.events.personal.BlindTokens;
import org.goldenthread.events.personal.Seal;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.infra.prove.Proof.Check;
import org.goldenthread.infra.prove.Rig;
import org.goldenthread.query.access.AccessProjection;
import org.goldenthread.query.action.ActionProjection;
import org.goldenthread.query.chronology.ChronologyProjection;
import org.goldenthread.query.directory.DirectoryProjection;
import org.goldenthread.query.document.DocumentProjection;
import org.goldenthread.query.frontdoor.FrontDoorProjection;
import org.goldenthread.query.intake.Ledgers;
import org.goldenthread.query.meeting.MeetingProjection;
import org.goldenthread.query.partnership.PartnershipProjection;
import org.goldenthread.query.rows.FoldedRows;
import org.goldenthread.query.rows.LiveRows;
import org.goldenthread.query.rows.Projection;
import org.goldenthread.query.rows.Schemas;
import org.goldenthread.query.staff.StaffProjection;
import tools.jackson.databind.json.JsonMapper;

/** Every projection's tables, made in this process by its ordinary handler: most ledgers as a rebuild does, one in five as the intake does, twice. */
final class Projected implements AutoCloseable {

    private static final int AT_ONCE = 25;
    private static final int LIVE = 5;
    private static final JsonMapper JSON = new JsonMapper();

    static final BlindTokens TOKENS = new BlindTokens(new byte[32]);

    private final List<Projection> projections;
    private final String url;
    private final HikariDataSource read;
    private final Ledgers ledgers;
    private final Map<String, long[]> counted = new LinkedHashMap<>();
    private final Map<String, String> firstOf = new HashMap<>();
    private long events;
    private long parked;
    private long rebuilt;
    private long notRebuilt;

    Projected(Rig rig, Seal seal) {
        url = rig.postgres().url("projections");
        read = LedgerConfiguration.pool("read", rig.postgres().url("ledger"), "gt_ledger_read", "gt_ledger_read", 2);
        ledgers = new Ledgers(read);
        projections = List.of(new ChronologyProjection(), new FrontDoorProjection(), new DirectoryProjection(seal, TOKENS), new StaffProjection(),
                new AccessProjection(), new MeetingProjection(), new ActionProjection(), new DocumentProjection(), new PartnershipProjection());
    }

    void make(int last) throws SQLException {
        Flyway.configure().dataSource(url, "gt_intake",
                "gt_intake").locations("classpath:db/projections").defaultSchema("migrations").createSchemas(true).load().migrate();
        try (var connection = intake()) {
            for (var projection : projections) {
                Schemas.create(connection, projection, projection.name(), true);
            }
            for (int first = 1; first <= last; first += AT_ONCE) {
                fold(connection, first, Math.min(last, first + AT_ONCE - 1));
            }
        }
    }

    private void fold(Connection connection, int first, int last) throws SQLException {
        for (var projection : projections) {
            for (int ledger = first; ledger <= last; ledger++) {
                if (ledger % LIVE == 0) {
                    live(connection, projection, ledger);
                    live(connection, projection, ledger);
                }
            }
            rebuilt++;
            try {
                rebuild(connection, projection, first, last);
            } catch (SQLException e) {
                notRebuilt++;
                firstOf.putIfAbsent(projection.name(), "not rebuilt: " + e.getMessage() + ": " + (e.getCause() == null ? "" : e.getCause().getCause()));
                for (int ledger = first; ledger <= last; ledger++) {
                    live(connection, projection, ledger);
                }
            }
        }
    }

    private void live(Connection connection, Projection projection, int ledger) throws SQLException {
        var rows = new LiveRows(connection, projection.name());
        all(ledger).forEach(event -> attempt(event, () -> rows.attempt(() -> projection.on(event.open().orElseThrow(), event, rows))));
        rows.flush();
    }

    private void rebuild(Connection connection, Projection projection, int first, int last) throws SQLException {
        try (var rows = new FoldedRows(connection, projection.name(), this::intake)) {
            for (int ledger = first; ledger <= last; ledger++) {
                if (ledger % LIVE != 0) {
                    all(ledger).forEach(event -> attempt(event, () -> rows.attempt(() -> projection.on(event.open().orElseThrow(), event, rows))));
                }
            }
            rows.finish();
        }
    }

    private List<StoredEvent> all(int ledger) {
        return ledgers.read(new LedgerId(ledger), 0, Long.MAX_VALUE, Integer.MAX_VALUE);
    }

    private void attempt(StoredEvent event, Runnable handler) {
        events++;
        try {
            handler.run();
        } catch (RuntimeException e) {
            if (parked++ < 3) {
                System.out.println("  parked: " + event.name() + " at " + event.ledger() + "/" + event.position() + ": " + e);
            }
        }
    }

    /** One row changed behind the projections' back. */
    void sabotage() throws SQLException {
        try (var connection = intake()) {
            Schemas.run(connection, """
                    update action.action set days_late = days_late + 1
                     where (ledger, action) = (select ledger, action from action.action order by ledger, action limit 1)""");
        }
    }

    /** Compares every table's rows of one ledger with those of a fresh fold. */
    void compare(Connection connection, int ledger, FreshFold fold) throws SQLException {
        for (var projection : projections) {
            for (var table : projection.tables()) {
                var name = projection.name() + "." + table.name();
                compare(name, fold.rows(name), rows(connection, name, ledger));
            }
        }
    }

    private void compare(String table, Set<String> expected, Set<String> found) {
        var count = counted.computeIfAbsent(table, name -> new long[2]);
        var missing = new HashSet<>(expected);
        missing.removeAll(found);
        found.removeAll(expected);
        count[0] += expected.size();
        count[1] += missing.size() + found.size();
        if (missing.size() + found.size() > 0) {
            firstOf.putIfAbsent(table, "expected " + missing.stream().findFirst().orElse("nothing") + "\n    found " + found.stream().findFirst().orElse("nothing"));
        }
    }

    private static Set<String> rows(Connection connection, String table, int ledger) throws SQLException {
        var bytes = table.equals("chronology.entry") ? " - 'context' - 'payload' || jsonb_build_object('context', md5(context), 'payload', md5(payload))" : "";
        var counting = table.equals("partnership.tally") ? " and counted <> 0" : "";
        var rows = new HashSet<String>();
        try (var query = connection.prepareStatement("select (to_jsonb(t)" + bytes + ")::text from " + table + " t where ledger = ?" + counting)) {
            query.setInt(1, ledger);
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    rows.add(FreshFold.words(JSON.readTree(row.getString(1))));
                }
            }
        }
        return rows;
    }

    List<Check> checks() {
        firstOf.forEach((table, difference) -> System.out.println("  " + table + ": " + difference));
        var checks = new java.util.ArrayList<Check>();
        checks.add(new Check("every projection takes every event: none parked", events, parked));
        checks.add(new Check("every projection can be rebuilt", rebuilt, notRebuilt));
        counted.forEach((table, count) -> {
            if (count[0] + count[1] > 0) {
                checks.add(new Check(table + " = fresh fold", count[0], count[1]));
            } else {
                System.out.println("  " + table + " has no row in so few histories");
            }
        });
        return checks;
    }

    Connection intake() throws SQLException {
        return DriverManager.getConnection(url, "gt_intake", "gt_intake");
    }

    @Override
    public void close() {
        read.close();
    }
}
