package org.goldenthread.command;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What this service will not start with: anything that could lose an event, or let one be changed. */
public final class StartUpChecks {

    private static final Duration MOST_SKEW = Duration.ofSeconds(5);

    private final JdbcClient sql;
    private final boolean local;
    private final Clock clock;

    public StartUpChecks(DataSource append, boolean local, Clock clock) {
        this.sql = JdbcClient.create(append);
        this.local = local;
        this.clock = clock;
    }

    /** One way into a database, and a table there that whoever comes in may not own. */
    public record Door(String url, String user, String password, String table) {}

    /** @throws IllegalStateException with every fault, each with what to do */
    public void check(boolean fileMasterKey, boolean testClock, boolean bouncesInTheClear, List<Door> doors, String issuer) {
        var faults = new ArrayList<String>();
        if (setting("fsync").equals("off")) {
            faults.add("PostgreSQL runs with fsync=off: a crash would lose acknowledged events. Set fsync=on and restart it.");
        }
        if (setting("synchronous_commit").equals("off")) {
            faults.add("PostgreSQL runs with synchronous_commit=off: a crash would lose acknowledged events. Set it to on.");
        }
        var owner = sql.sql("""
                select r.rolsuper or pg_has_role(current_user, c.relowner, 'member')
                       or has_table_privilege('ledger.event', 'update, delete, truncate')
                  from pg_roles r, pg_class c where r.rolname = current_user and c.oid = 'ledger.event'::regclass
                """).query(Boolean.class).single();
        if (owner) {
            faults.add("The ledger's role could change or remove events. Use a role that may only append, such as gt_append.");
        }
        doors.stream().filter(StartUpChecks::isOwner).forEach(door -> faults.add("The role " + door.user() + " owns " + door.table()
                + " or is a superuser. Use a role that was granted only what it needs, as db/bootstrap makes them."));
        var theirs = Instant.ofEpochMilli(sql.sql("select (extract(epoch from clock_timestamp()) * 1000)::bigint").query(Long.class).single());
        if (!testClock && Duration.between(theirs, clock.instant()).abs().compareTo(MOST_SKEW) > 0) {
            faults.add("The clocks of this machine and the database are more than 5 s apart. Set both by the same time server.");
        }
        if (!local) {
            faults.addAll(notOutsideLocal(fileMasterKey, testClock, bouncesInTheClear, doors, issuer));
        }
        if (!faults.isEmpty()) {
            throw new IllegalStateException("This service does not start:\n- " + String.join("\n- ", faults));
        }
    }

    private static List<String> notOutsideLocal(boolean fileMasterKey, boolean testClock, boolean bouncesInTheClear, List<Door> doors, String issuer) {
        var faults = new ArrayList<String>();
        if (fileMasterKey) {
            faults.add("The master key lies in a file. Give it in GOLDEN_THREAD_MASTER_KEY from your key service.");
        }
        if (testClock) {
            faults.add("A test clock is set. Remove it: times would be false.");
        }
        if (bouncesInTheClear) {
            faults.add("Mails that come back are read over a connection that is not encrypted. Set GOLDEN_THREAD_BOUNCES_TLS to true, and the port of IMAPS.");
        }
        if (!issuer.startsWith("https://")) {
            faults.add("Sign-in is the demo's, or not over https. Give your provider's address in GOLDEN_THREAD_ISSUER.");
        }
        doors.stream().filter(StartUpChecks::trusts).forEach(door -> faults.add("PostgreSQL lets " + door.user()
                + " in without checking the password (trust). Use scram-sha-256 in pg_hba.conf."));
        return faults;
    }

    private static boolean trusts(Door door) {
        try (var connection = DriverManager.getConnection(door.url(), door.user(), "not-the-password")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private static boolean isOwner(Door door) {
        try (var connection = DriverManager.getConnection(door.url(), door.user(), door.password());
                var query = connection.prepareStatement("""
                        select r.rolsuper or pg_has_role(current_user, c.relowner, 'member')
                          from pg_roles r, pg_class c where r.rolname = current_user and c.oid = ?::regclass
                        """)) {
            query.setString(1, door.table());
            try (var row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot look at " + door.table() + " as " + door.user() + ": " + e.getMessage(), e);
        }
    }

    private String setting(String name) {
        return sql.sql("select current_setting(:name)").param("name", name).query(String.class).single();
    }
}
