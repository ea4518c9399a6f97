package org.goldenthread.command.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.goldenthread.events.EventCatalogue;
import org.goldenthread.events.EventJson;
import org.goldenthread.events.LedgerEvent;
import org.goldenthread.events.chain.StoredEvent;
import org.goldenthread.events.values.LedgerId;
import org.jspecify.annotations.Nullable;

/** The ledger's SQL: append, read a stream, read on from a position, look up an accepted command. */
public final class LedgerSql {

    private static final String COLUMNS =
            "ledger, position, recorded_at, stream_type, stream, sequence, event_id, occurred_at, name, version, context, payload, hash";
    /** By the stream's own index: told of the ledger as a column, the planner would also walk all of the ledger's positions. */
    private static final String OF_STREAM = " from ledger.event where stream = ? and sequence >= ? and ledger + 0 = ? order by sequence";
    private static final String APPEND =
            "select ledger.append(?,?,?,?,?,?::jsonb,?::jsonb,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";

    private final DataSource database;
    private final LongConsumer appendNanos;

    public LedgerSql(DataSource database) {
        this(database, nanos -> { });
    }

    /** @param appendNanos told how long each append took */
    public LedgerSql(DataSource database, LongConsumer appendNanos) {
        this.database = database;
        this.appendNanos = appendNanos;
    }

    /** One event as it goes into the ledger: already sealed. */
    record Row(UUID eventId, String name, int version, byte[] context, byte[] payload) {}

    /** An accepted command as remembered. */
    record Accepted(byte[] body, UUID stream, int sequence, long position, List<String> warnings) {}

    /** The stream has moved on, or another one has the expected place. */
    static final class StreamMoved extends RuntimeException {
        StreamMoved(Throwable cause) {
            super("the stream moved", cause);
        }
    }

    /** What the rules counted across streams is no longer so. */
    static final class FactsMoved extends RuntimeException {
        FactsMoved(Throwable cause) {
            super("the facts moved", cause);
        }
    }

    /** A command with this scope was accepted before. */
    static final class AcceptedBefore extends RuntimeException {
        AcceptedBefore(Throwable cause) {
            super("accepted before", cause);
        }
    }

    /** Returns the position of the last event. */
    long append(LedgerId ledger, long now, UUID scope, byte[] body, @Nullable List<String> warnings, @Nullable String facts,
            @Nullable String counted, String streamType, UUID stream, int sequence, long occurredAt, List<Row> rows) {
        try (var connection = database.getConnection(); var statement = connection.prepareStatement(APPEND)) {
            var first = rows.getFirst();
            statement.setInt(1, ledger.value());
            statement.setLong(2, now);
            statement.setObject(3, scope);
            statement.setBytes(4, body);
            statement.setArray(5, warnings == null ? null : connection.createArrayOf("text", warnings.toArray()));
            statement.setString(6, facts);
            statement.setString(7, counted);
            statement.setString(8, streamType);
            statement.setObject(9, stream);
            statement.setInt(10, sequence);
            statement.setLong(11, occurredAt);
            statement.setObject(12, first.eventId());
            statement.setString(13, first.name());
            statement.setInt(14, first.version());
            statement.setBytes(15, first.context());
            statement.setBytes(16, first.payload());
            var tail = rows.subList(1, rows.size());
            boolean single = tail.isEmpty();
            statement.setArray(17, single ? null : connection.createArrayOf("uuid", tail.stream().map(Row::eventId).toArray()));
            statement.setArray(18, single ? null : connection.createArrayOf("text", tail.stream().map(Row::name).toArray()));
            statement.setArray(19, single ? null : connection.createArrayOf("int4", tail.stream().map(Row::version).toArray()));
            statement.setArray(20, single ? null : connection.createArrayOf("bytea", tail.stream().map(Row::context).toArray(byte[][]::new)));
            statement.setArray(21, single ? null : connection.createArrayOf("bytea", tail.stream().map(Row::payload).toArray(byte[][]::new)));
            long start = System.nanoTime();
            try (var result = statement.executeQuery()) {
                appendNanos.accept(System.nanoTime() - start);
                result.next();
                return result.getLong(1);
            }
        } catch (SQLException e) {
            throw told(e, ledger);
        }
    }

    private static RuntimeException told(SQLException e, LedgerId ledger) {
        var state = String.valueOf(e.getSQLState());
        var message = String.valueOf(e.getMessage());
        return switch (state) {
            case "GT001" -> new StreamMoved(e);
            case "GT003" -> new FactsMoved(e);
            case "GT002" -> new IllegalStateException("there is no ledger " + ledger, e);
            case "23505" -> message.contains("accepted_once") ? new AcceptedBefore(e)
                    : message.contains("event_stream") ? new StreamMoved(e) : new LedgerUnavailable(e);
            default -> new LedgerUnavailable(e);
        };
    }

    /** The events of a stream from a sequence on, in order. */
    public List<StoredEvent> readStream(LedgerId ledger, UUID stream, long from) {
        return read("select " + COLUMNS + OF_STREAM, LedgerSql::event, stream, (int) from, ledger.value());
    }

    /** The same as an aggregate needs them: what happened, without envelope and personal text. */
    List<Past> readPast(LedgerId ledger, String streamType, UUID stream, long from) {
        return read("select sequence, name, version, payload" + OF_STREAM.replace("order", "and stream_type = ? order"), LedgerSql::past,
                stream, (int) from, ledger.value(), streamType);
    }

    /** One event of a stream's past. */
    record Past(int sequence, LedgerEvent event) {}

    private static Past past(ResultSet row) throws SQLException {
        var type = EventCatalogue.find(row.getString(2), row.getInt(3));
        if (type.isEmpty()) {
            throw new IllegalStateException("this build does not know event " + row.getString(2) + " version " + row.getInt(3));
        }
        return new Past(row.getInt(1), EventJson.readOutline(row.getBytes(4), type.get()));
    }

    /** Up to {@code limit} events of a ledger after a position, in order. */
    public List<StoredEvent> readAfter(LedgerId ledger, long position, int limit) {
        return read("select " + COLUMNS + " from ledger.event where ledger = ? and position > ? order by position limit ?",
                LedgerSql::event, ledger.value(), position, limit);
    }

    /** Whether a sequence is not the newest of a stream here: whoever decided on it decided on the past, or on another ledger's. */
    boolean hasMoved(LedgerId ledger, UUID stream, long sequence) {
        return read("select sequence" + OF_STREAM, row -> row.getInt(1), stream, (int) sequence, ledger.value()).size() != 1;
    }

    Optional<Accepted> findAccepted(LedgerId ledger, UUID scope) {
        try (var connection = database.getConnection(); var statement = connection.prepareStatement(
                "select body, stream, sequence, position, warnings from ledger.accepted where ledger = ? and scope = ?")) {
            statement.setInt(1, ledger.value());
            statement.setObject(2, scope);
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                var warnings = row.getArray(5);
                return Optional.of(new Accepted(row.getBytes(1), row.getObject(2, UUID.class), row.getInt(3), row.getLong(4),
                        warnings == null ? List.of() : List.of((String[]) warnings.getArray())));
            }
        } catch (SQLException e) {
            throw new LedgerUnavailable(e);
        }
    }

    /** Makes something of a row. */
    @FunctionalInterface
    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> List<T> read(String sql, Reading<T> reading, Object... parameters) {
        try (var connection = database.getConnection(); var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            var found = new java.util.ArrayList<T>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(reading.of(rows));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new LedgerUnavailable(e);
        }
    }

    /** Reads one row in the order of the ledger's columns. */
    public static StoredEvent event(ResultSet row) throws SQLException {
        return new StoredEvent(new LedgerId(row.getInt(1)), row.getLong(2), row.getLong(3), row.getString(4),
                row.getObject(5, UUID.class), row.getInt(6), row.getObject(7, UUID.class), row.getLong(8), row.getString(9),
                row.getInt(10), row.getBytes(11), row.getBytes(12), row.getBytes(13));
    }
}
