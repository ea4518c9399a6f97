package org.goldenthread.query.rows;

import java.sql.Connection;
import java.sql.SQLException;

/** Creates, drops and swaps the schemas of projections. */
public final class Schemas {

    private Schemas() {}

    /** The setting that names the authority for which the pages' role reads; unset, it reads nothing. */
    public static final String AUTHORITY = "golden_thread.ledger";

    /** Makes a projection's tables in a schema, with keys and indexes where {@code indexed}. */
    public static void create(Connection connection, Projection projection, String schema, boolean indexed) throws SQLException {
        run(connection, "create schema " + schema);
        run(connection, "grant usage on schema " + schema + " to gt_pages");
        for (var table : projection.tables()) {
            run(connection, table.create(schema));
            run(connection, "grant select on " + schema + "." + table.name() + " to gt_pages");
            if (projection.isByAuthority()) {
                run(connection, "alter table " + schema + "." + table.name() + " enable row level security");
                run(connection, "create policy by_authority on " + schema + "." + table.name() + " for select to gt_pages using (ledger = nullif(current_setting('"
                        + AUTHORITY + "', true), '')::integer)");
            }
        }
        run(connection, "comment on schema " + schema + " is '" + shape(projection) + "'");
        if (indexed) {
            index(connection, projection, schema);
        }
    }

    /** Adds keys and indexes. */
    public static void index(Connection connection, Projection projection, String schema) throws SQLException {
        for (var table : projection.tables()) {
            run(connection, table.addKey(schema));
            for (var index : table.createIndexes(schema)) {
                run(connection, index);
            }
            run(connection, "analyze " + schema + "." + table.name());
        }
    }

    /** What a projection's tables are made like; another number, another shape. */
    private static String shape(Projection projection) {
        return Integer.toHexString((projection.tables().toString() + projection.isByAuthority()).hashCode());
    }

    /** Whether a schema is there with the tables of this build. */
    public static boolean exists(Connection connection, Projection projection) throws SQLException {
        return exists(connection, projection.name(), "and obj_description(oid, 'pg_namespace') = '" + shape(projection) + "'");
    }

    /** Whether a schema is there. */
    public static boolean exists(Connection connection, String schema) throws SQLException {
        return exists(connection, schema, "");
    }

    private static boolean exists(Connection connection, String schema, String and) throws SQLException {
        try (var query = connection.prepareStatement("select 1 from pg_namespace where nspname = ? " + and)) {
            query.setString(1, schema);
            try (var row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    /** One statement. */
    public static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A number that two schemas with the same rows share: the sum of all rows' hashes, table by table. */
    public static String fingerprint(Connection connection, Projection projection, String schema) throws SQLException {
        var all = new StringBuilder();
        for (var table : projection.tables()) {
            try (var query = connection.createStatement(); var row = query.executeQuery(
                    "select count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) from " + schema + "." + table.name() + " t")) {
                row.next();
                all.append(table.name()).append('=').append(row.getLong(1)).append('/').append(row.getBigDecimal(2)).append(' ');
            }
        }
        return all.toString().strip();
    }
}
