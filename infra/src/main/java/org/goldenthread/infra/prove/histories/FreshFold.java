package org.goldenthread.infra.prove.histories;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The rows of every projection of one ledger, folded by other code straight from its events: column by column as text, nothing for null. */
final class FreshFold {

    private final Map<String, Map<String, Row>> tables = new HashMap<>();

    /** One row by column name. */
    static final class Row {

        private final Map<String, String> columns = new TreeMap<>();

        /** Pairs of a column and its value. */
        Row set(@Nullable Object... pairs) {
            for (int at = 0; at < pairs.length; at += 2) {
                var value = pairs[at + 1];
                if (value == null) {
                    columns.remove(String.valueOf(pairs[at]));
                } else {
                    columns.put(String.valueOf(pairs[at]), value.toString());
                }
            }
            return this;
        }

        @Nullable String get(String column) {
            return columns.get(column);
        }

        int number(String column) {
            return Integer.parseInt(columns.getOrDefault(column, "0"));
        }

        void add(String column, int more) {
            set(column, number(column) + more);
        }

        @Override
        public String toString() {
            return columns.toString();
        }
    }

    private final BiFunction<LedgerLine, String, @Nullable String> opened;

    private FreshFold(BiFunction<LedgerLine, String, @Nullable String> opened) {
        this.opened = opened;
    }

    /** @param opened opens a sealed text of an event by its pointer; null where there is none */
    static FreshFold of(List<LedgerLine> lines, BiFunction<LedgerLine, String, @Nullable String> opened) {
        var fold = new FreshFold(opened);
        for (var line : lines) {
            FreshHistory.fold(line, fold);
            switch (line.streamType()) {
                case "meeting" -> FreshMeetings.fold(line, fold);
                case "action" -> FreshActions.fold(line, fold);
                case "document" -> FreshDocuments.fold(line, fold);
                case "contact" -> FreshContacts.fold(line, fold);
                case "access" -> FreshAccess.fold(line, fold);
                case "audit-sample" -> FreshAccess.foldSample(line, fold);
                default -> { }
            }
        }
        FreshPartnership.fold(lines, fold);
        return fold;
    }

    /** The rows of a table. */
    List<Row> all(String table) {
        return List.copyOf(tables.getOrDefault(table, Map.of()).values());
    }

    /** The row with a key, made where there is none. */
    Row row(String table, @Nullable Object... keyPairs) {
        var key = java.util.Arrays.toString(keyPairs);
        return tables.computeIfAbsent(table, name -> new HashMap<>()).computeIfAbsent(key, k -> new Row().set(keyPairs));
    }

    boolean has(String table, @Nullable Object... keyPairs) {
        return tables.getOrDefault(table, Map.of()).containsKey(java.util.Arrays.toString(keyPairs));
    }

    @Nullable String open(LedgerLine e, String pointer) {
        return opened.apply(e, pointer);
    }

    Set<String> rows(String table) {
        return tables.getOrDefault(table, Map.of()).values().stream().map(Row::toString).collect(Collectors.toCollection(HashSet::new));
    }

    /** A row as PostgreSQL wrote it in JSON, in the same words. */
    static String words(JsonNode row) {
        var columns = new TreeMap<String, String>();
        row.properties().forEach(column -> {
            if (!column.getValue().isNull()) {
                columns.put(column.getKey(), column.getValue().isContainer() ? column.getValue().toString() : column.getValue().asString());
            }
        });
        return columns.toString();
    }

    static String list(List<String> values) {
        return values.stream().map(value -> "\"" + value + "\"").collect(Collectors.joining(",", "[", "]"));
    }

    static @Nullable String textOr(LedgerLine e, String field) {
        return e.has(field) ? e.text(field) : null;
    }

    static @Nullable Long dueOr(LedgerLine e, String clock) {
        return e.has(clock) ? e.due(clock) : null;
    }

    /** A sealed text as a column keeps it, with all it is bound to. */
    static @Nullable String token(LedgerLine e, String pointer) {
        var text = e.payload().at(pointer);
        return !text.has("sealed") ? null : String.join(".", "" + e.ledger(), e.eventId(), text.get("key").asString(), pointer, text.get("sealed").asString());
    }
}
