package org.goldenthread.query.rows;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * Rows of a whole ledger, folded in memory and written with COPY in PostgreSQL's binary form. Rows of a table whose key
 * ends in the event's own position are never found again, so they are written as they come.
 */
public final class FoldedRows implements Rows, AutoCloseable {

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};

    private final Connection connection;
    private final String schema;
    private final Map<Table, Map<List<Object>, Object[]>> kept = new HashMap<>();
    private final Map<Table, Copy> streaming = new HashMap<>();
    private final List<Connection> writers = new java.util.ArrayList<>();
    private final Connections more;
    private final List<Put> trial = new java.util.ArrayList<>();
    private boolean trying;

    private record Put(Table table, Object[] values) {}

    /** Opens another connection for a table that is written while others are. */
    @FunctionalInterface
    public interface Connections {
        Connection open() throws SQLException;
    }

    public FoldedRows(Connection connection, String schema, Connections more) {
        this.connection = connection;
        this.schema = schema;
        this.more = more;
    }

    /** Runs one event's handler: what it puts is kept only where it ends well. */
    public void attempt(Runnable handler) {
        trial.clear();
        trying = true;
        try {
            handler.run();
        } catch (RuntimeException e) {
            trial.clear();
            throw e;
        } finally {
            trying = false;
        }
        trial.forEach(put -> put(put.table(), put.values()));
        trial.clear();
    }

    @Override
    public void put(Table table, Object... values) {
        if (trying) {
            trial.add(new Put(table, values));
        } else if (isAppendOnly(table)) {
            stream(table).write(values);
        } else {
            kept.computeIfAbsent(table, t -> new HashMap<>()).put(key(Arrays.copyOf(values, table.keyColumns())), values);
        }
    }

    @Override
    public Optional<Object[]> find(Table table, Object... key) {
        for (var put : trial.reversed()) {
            if (put.table().equals(table) && Arrays.deepEquals(Arrays.copyOf(put.values(), table.keyColumns()), key)) {
                return Optional.of(put.values().clone());
            }
        }
        return Optional.ofNullable(kept.getOrDefault(table, Map.of()).get(key(key))).map(Object[]::clone);
    }

    /** Bytes compare by what they hold, as the database compares them. */
    private static List<Object> key(Object[] columns) {
        return Stream.of(columns).<Object>map(column -> column instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : column).toList();
    }

    private static boolean isAppendOnly(Table table) {
        return table.columns().get(table.keyColumns() - 1).name().equals("position");
    }

    private Copy stream(Table table) {
        return streaming.computeIfAbsent(table, t -> {
            try {
                var writer = more.open();
                writers.add(writer);
                return new Copy(writer, schema, t);
            } catch (SQLException e) {
                throw new LiveRows.StoreUnavailable(e);
            }
        });
    }

    /** Writes what is kept and ends the streams. */
    public void finish() throws SQLException {
        for (var copy : streaming.values()) {
            copy.close();
        }
        for (var table : kept.entrySet()) {
            try (var copy = new Copy(connection, schema, table.getKey())) {
                table.getValue().values().forEach(copy::write);
            }
        }
        streaming.clear();
        kept.clear();
    }

    /** Gives the connections back; a stream that was not finished is undone. */
    @Override
    public void close() throws SQLException {
        for (var writer : writers) {
            if (!streaming.isEmpty()) {
                writer.abort(Runnable::run);
            }
            writer.close();
        }
        writers.clear();
    }

    /** One COPY under way. */
    private static final class Copy implements AutoCloseable {

        private final DataOutputStream out;
        private final Table table;
        private final String[] types;

        Copy(Connection connection, String schema, Table table) {
            this.table = table;
            this.types = table.columns().stream().map(column -> column.type().replace("?", "")).toArray(String[]::new);
            try {
                OutputStream copy = new PGCopyOutputStream(connection.unwrap(PGConnection.class),
                        "copy " + schema + "." + table.name() + " (" + table.names() + ") from stdin (format binary)", 1 << 16);
                out = new DataOutputStream(new BufferedOutputStream(copy, 1 << 16));
                out.write(SIGNATURE);
                out.writeInt(0);
                out.writeInt(0);
            } catch (SQLException | IOException e) {
                throw new LiveRows.StoreUnavailable(e);
            }
        }

        void write(Object[] values) {
            try {
                out.writeShort(types.length);
                for (int i = 0; i < types.length; i++) {
                    write(values[i], types[i]);
                }
            } catch (IOException e) {
                throw new LiveRows.StoreUnavailable(e);
            }
        }

        private void write(Object value, String type) throws IOException {
            switch (value) {
                case null -> out.writeInt(-1);
                case Integer number -> {
                    out.writeInt(4);
                    out.writeInt(number);
                }
                case Long number -> {
                    out.writeInt(8);
                    out.writeLong(number);
                }
                case Boolean flag -> {
                    out.writeInt(1);
                    out.writeByte(flag ? 1 : 0);
                }
                case UUID id -> {
                    out.writeInt(16);
                    out.writeLong(id.getMostSignificantBits());
                    out.writeLong(id.getLeastSignificantBits());
                }
                case String text -> bytes(text.getBytes(StandardCharsets.UTF_8));
                case byte[] given -> bytes(given);
                case List<?> list -> array(list);
                default -> throw new IllegalArgumentException("column type " + type + " of " + table.name());
            }
        }

        private void bytes(byte[] given) throws IOException {
            out.writeInt(given.length);
            out.write(given);
        }

        private void array(List<?> list) throws IOException {
            var parts = list.stream().map(part -> part.toString().getBytes(StandardCharsets.UTF_8)).toList();
            out.writeInt(list.isEmpty() ? 12 : 20 + parts.stream().mapToInt(part -> 4 + part.length).sum());
            out.writeInt(list.isEmpty() ? 0 : 1);
            out.writeInt(0);
            out.writeInt(25);
            if (!list.isEmpty()) {
                out.writeInt(list.size());
                out.writeInt(1);
            }
            for (var part : parts) {
                bytes(part);
            }
        }

        @Override
        public void close() throws SQLException {
            try {
                out.writeShort(-1);
                out.close();
            } catch (IOException e) {
                throw new SQLException("copy of " + table.name() + " failed", e);
            }
        }
    }
}
