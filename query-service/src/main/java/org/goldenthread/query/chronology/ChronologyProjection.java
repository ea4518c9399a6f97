package org.goldenthread.query.chronology;

import java.util.List;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.Sensitivity;
import org.goldenthread.events.chain.StoredEvent;
import org.goldenthread.events.contact.ContactEvent.ChildMatched;
import org.goldenthread.query.rows.Projection;
import org.goldenthread.query.rows.Rows;
import org.goldenthread.query.rows.Table;

/**
 * Every event once for each child it is about, with its bytes, so that any moment can be shown; and which provisional
 * records were found to be which child, and when.
 */
public final class ChronologyProjection implements Projection {

    static final Table ENTRY = Table.of("entry", 3, "ledger integer", "child uuid", "position bigint", "stream_type text",
            "stream uuid", "sequence integer", "event_id uuid", "name text", "version integer", "occurred_at bigint",
            "recorded_at bigint", "sensitive boolean", "context bytea", "payload bytea").indexed("(stream, sequence)");
    static final Table LINK = Table.of("link", 3, "ledger integer", "provisional uuid", "child uuid", "position bigint")
            .indexed("(ledger, child)");

    @Override
    public String name() {
        return "chronology";
    }

    @Override
    public List<Table> tables() {
        return List.of(ENTRY, LINK);
    }

    @Override
    public void on(Recorded<?> recorded, StoredEvent stored, Rows rows) {
        int ledger = stored.ledger().value();
        for (var child : recorded.event().about()) {
            rows.put(ENTRY, ledger, child.value(), stored.position(), stored.streamType(), stored.streamId(), stored.sequence(),
                    stored.eventId(), stored.name(), stored.version(), stored.occurredAt(), stored.recordedAt(),
                    recorded.envelope().context().sensitivity() != Sensitivity.STANDARD, stored.context(),
                    stored.payload());
        }
        if (recorded.event() instanceof ChildMatched matched && !matched.childId().equals(matched.provisionalChildId())) {
            rows.put(LINK, ledger, matched.provisionalChildId().value(), matched.childId().value(), stored.position());
        }
    }
}
