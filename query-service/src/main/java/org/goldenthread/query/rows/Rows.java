package org.goldenthread.query.rows;

import java.util.Optional;

/** Where a projection's handler writes. The same handler writes one event live and a million in a rebuild. */
public interface Rows {

    /** Writes a row, over the one with the same key if there is one. Values in the order of the table's columns. */
    void put(Table table, Object... values);

    /** The row with a key, as it stands after everything put so far. */
    Optional<Object[]> find(Table table, Object... key);
}
