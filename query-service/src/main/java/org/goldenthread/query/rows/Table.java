package org.goldenthread.query.rows;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One table of a projection: its name, its columns in order with their PostgreSQL types ({@code integer, bigint, boolean,
 * text, uuid, bytea, text[]}), how many of the first are its key, and its further indexes. It is dropped and created, never
 * altered.
 */
public record Table(String name, List<Column> columns, int keyColumns, List<String> indexes) {

    /** A column; one whose type ends in {@code ?} may be null. */
    public record Column(String name, String type) {

        String sqlType() {
            return type.replace("?", "") + (type.endsWith("?") ? "" : " not null");
        }
    }

    /** {@code Table.of("entry", 2, "ledger integer", "child uuid", "name text?")}. */
    public static Table of(String name, int keyColumns, String... columns) {
        return new Table(name, List.of(columns).stream().map(column -> column.split(" ", 2))
                .map(parts -> new Column(parts[0], parts[1])).toList(), keyColumns, List.of());
    }

    /** The same with an index over an expression list, such as {@code (ledger, due_at)}. */
    public Table indexed(String... expressions) {
        return new Table(name, columns, keyColumns, List.of(expressions));
    }

    String create(String schema) {
        return "create table " + schema + "." + name + " ("
                + columns.stream().map(column -> column.name() + " " + column.sqlType()).collect(Collectors.joining(", ")) + ")";
    }

    String addKey(String schema) {
        return "alter table " + schema + "." + name + " add primary key ("
                + columns.subList(0, keyColumns).stream().map(Column::name).collect(Collectors.joining(", ")) + ")";
    }

    List<String> createIndexes(String schema) {
        return indexes.stream().map(expressions -> "create index on " + schema + "." + name + " " + expressions).toList();
    }

    String names() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    String selectByKey(String schema) {
        return "select " + names() + " from " + schema + "." + name + " where "
                + columns.subList(0, keyColumns).stream().map(column -> column.name() + " = ?").collect(Collectors.joining(" and "));
    }

    String upsert(String schema) {
        var keys = columns.subList(0, keyColumns).stream().map(Column::name).collect(Collectors.joining(", "));
        var rest = columns.subList(keyColumns, columns.size());
        return "insert into " + schema + "." + name + " (" + names() + ") values ("
                + columns.stream().map(column -> "?").collect(Collectors.joining(", ")) + ") on conflict (" + keys + ") do "
                + (rest.isEmpty() ? "nothing" : "update set "
                        + rest.stream().map(column -> column.name() + " = excluded." + column.name()).collect(Collectors.joining(", ")));
    }
}
