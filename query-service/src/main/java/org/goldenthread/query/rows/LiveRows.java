package org.goldenthread.query.rows;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of one batch: kept until {@link #flush()}, so that a handler that fails half way leaves none of its own. */
public final class LiveRows implements Rows {

    private final Connection connection;
    private final String schema;
    private final Map<Table, Map<List<Object>, Object[]>> kept = new LinkedHashMap<>();
    private @Nullable Map<Table, Map<List<Object>, Object[]>> trial;

    public LiveRows(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    /** Runs one event's handler: what it puts is kept only where it ends well. */
    public void attempt(Runnable handler) {
        trial = new LinkedHashMap<>();
        try {
            handler.run();
            trial.forEach((table, rows) -> kept.computeIfAbsent(table, t -> new LinkedHashMap<>()).putAll(rows));
        } finally {
            trial = null;
        }
    }

    @Override
    public void put(Table table, Object... values) {
        var into = trial == null ? kept : trial;
        into.computeIfAbsent(table, t -> new LinkedHashMap<>()).put(List.of(Arrays.copyOf(values, table.keyColumns())), values);
    }

    @Override
    public Optional<Object[]> find(Table table, Object... key) {
        var wanted = List.of(key);
        for (var from : trial == null ? List.of(kept) : List.of(trial, kept)) {
            var row = from.getOrDefault(table, Map.of()).get(wanted);
            if (row != null) {
                return Optional.of(row.clone());
            }
        }
        return select(table, key);
    }

    private Optional<Object[]> select(Table table, Object... key) {
        try (var query = connection.prepareStatement(table.selectByKey(schema))) {
            bind(query, key);
            try (var row = query.executeQuery()) {
                return row.next() ? Optional.of(read(row, table)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new StoreUnavailable(e);
        }
    }

    /** Writes everything kept, in the caller's transaction. */
    public void flush() throws SQLException {
        for (var table : kept.entrySet()) {
            try (var upsert = connection.prepareStatement(table.getKey().upsert(schema))) {
                for (var row : table.getValue().values()) {
                    bind(upsert, row);
                    upsert.addBatch();
                }
                upsert.executeBatch();
            }
        }
        kept.clear();
    }

    private static void bind(PreparedStatement statement, Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            var value = values[i];
            if (value instanceof List<?> list) {
                statement.setArray(i + 1, statement.getConnection().createArrayOf("text", list.toArray()));
            } else if (value instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else {
                statement.setObject(i + 1, value);
            }
        }
    }

    static Object[] read(java.sql.ResultSet row, Table table) throws SQLException {
        var values = new Object[table.columns().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(row, i + 1, table.columns().get(i).type().replace("?", ""));
        }
        return values;
    }

    @SuppressWarnings("NullAway") // a nullable column gives null, and goes back as null
    private static Object value(java.sql.ResultSet row, int i, String type) throws SQLException {
        Object value = switch (type) {
            case "integer" -> row.getInt(i);
            case "bigint" -> row.getLong(i);
            case "boolean" -> row.getBoolean(i);
            case "text" -> row.getString(i);
            case "uuid" -> row.getObject(i, UUID.class);
            case "bytea" -> row.getBytes(i);
            case "text[]" -> List.of((String[]) row.getArray(i).getArray());
            default -> throw new IllegalArgumentException("no column type " + type);
        };
        return row.wasNull() ? null : value;
    }

    /** The database did not answer; not the handler's fault, nothing is parked for it. */
    public static final class StoreUnavailable extends RuntimeException {
        public StoreUnavailable(Throwable cause) {
            super("the store did not answer", cause);
        }
    }

}
