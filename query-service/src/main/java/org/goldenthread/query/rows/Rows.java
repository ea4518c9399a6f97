package org.goldenthread.query.rows;

import java.util.Optional;
import java.util.function.Consumer;

/** Where a projection's handler writes. The same handler writes one event live and a million in a rebuild. */
public interface Rows {

    /** Writes a row, over the one with the same key if there is one. Values in the order of the table's columns. */
    void put(Table table, Object... values);

    /** The row with a key, as it stands after everything put so far. */
    Optional<Object[]> find(Table table, Object... key);

    /** Changes the row with a key. @throws IllegalStateException where there is none: what made it should have come before */
    default void change(Table table, Consumer<Row> change, Object... key) {
        var row = new Row(table, find(table, key).orElseThrow(() -> new IllegalStateException("nothing made this " + table.name())));
        change.accept(row);
        put(table, row.values());
    }
}
