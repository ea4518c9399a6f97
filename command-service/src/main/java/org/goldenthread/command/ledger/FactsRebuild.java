package org.goldenthread.command.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.goldenthread.events.values.LedgerId;

/** Makes a ledger's facts anew from its events, and says how many were not as the events say. */
public final class FactsRebuild {

    private static final int BATCH = 2_000;
    private static final int TRIES = 5;

    private final DataSource database;
    private final LedgerSql ledger;

    public FactsRebuild(DataSource database, LedgerSql ledger) {
        this.database = database;
        this.ledger = ledger;
    }

    /** What came of it: events read, facts they state, and how many rows were missing, wrong or too many before. */
    public record Result(int ledger, long events, int facts, int differed) {}

    private record Key(String kind, UUID subject, UUID ref, String code) {}

    /**
     * Reads on while the ledger moves, then swaps under the head's lock, so that no append falls between.
     *
     * @throws IllegalStateException where the ledger kept moving too fast to catch up with
     */
    public Result run(LedgerId id) {
        Map<Key, String> facts = new LinkedHashMap<>();
        long position = 0;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            for (var events = ledger.readAfter(id, position, BATCH); !events.isEmpty(); events = ledger.readAfter(id, position, BATCH)) {
                for (var stored : events) {
                    var event = stored.open().orElseThrow(() -> new IllegalStateException("this build does not know " + stored));
                    Facts.of(event.event(), event.envelope().context().sensitivity()).forEach(fact -> facts.put(new Key(fact.kind(), fact.subject(), fact.ref(), fact.code()),
                            Facts.json(fact, stored.position())));
                }
                position = events.getLast().position();
            }
            int differed = replace(id, position, List.copyOf(facts.values()));
            if (differed >= 0) {
                return new Result(id.value(), position, facts.size(), differed);
            }
        }
        throw new IllegalStateException("ledger " + id + " moves too fast; try again when it is quieter");
    }

    /** How many rows differed; -1 where the ledger has moved on meanwhile. */
    private int replace(LedgerId id, long position, List<String> facts) {
        try (var connection = database.getConnection(); var call = connection.prepareStatement("select ledger.replace_facts(?, ?, ?::jsonb)")) {
            call.setInt(1, id.value());
            call.setLong(2, position);
            call.setString(3, "[" + String.join(",", new ArrayList<>(facts)) + "]");
            try (var row = call.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        } catch (SQLException e) {
            throw new LedgerUnavailable(e);
        }
    }
}
