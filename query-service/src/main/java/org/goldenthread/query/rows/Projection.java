package org.goldenthread.query.rows;

import java.util.List;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.chain.StoredEvent;

/**
 * A read model. Writes only its own tables, makes the same rows of the same events, survives every event twice, and can be
 * dropped and rebuilt. {@link #name()} is its schema.
 */
public interface Projection {

    String name();

    List<Table> tables();

    /** Whether its rows are one authority's own: pages of another then see none of them, whatever their SQL asks. */
    default boolean isByAuthority() {
        return true;
    }

    /** Takes one event; {@code stored} holds its bytes. A failure parks the event, never the ones of other cases. */
    void on(Recorded<?> recorded, StoredEvent stored, Rows rows);
}
