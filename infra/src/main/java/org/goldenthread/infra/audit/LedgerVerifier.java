package org.goldenthread.infra.audit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.goldenthread.command.ledger.LedgerSql;
import org.goldenthread.events.chain.StoredEvent;

/**
 * Walks a ledger from its first event: positions without a hole, every hash from the bytes before it, the head, and the
 * checkpoints kept outside the database. The first fault of a ledger is named with its position.
 */
public final class LedgerVerifier {

    private LedgerVerifier() {}

    /** One fault and where it is. */
    public record Fault(int ledger, long position, String what) {}

    private record Head(int ledger, long position, byte[] hash) {}

    /** Every ledger of a database against the checkpoints in a folder; an empty list where all is whole. */
    public static List<Fault> verify(Connection database, Path checkpoints, Path publicKey) throws SQLException {
        var faults = new ArrayList<Fault>();
        var heads = new ArrayList<Head>();
        try (var rows = database.createStatement().executeQuery("select ledger, position, hash from ledger.head order by ledger")) {
            while (rows.next()) {
                heads.add(new Head(rows.getInt(1), rows.getLong(2), rows.getBytes(3)));
            }
        }
        for (var head : heads) {
            walk(database, head, SignedCheckpoints.of(checkpoints, publicKey, head.ledger(), faults), faults);
        }
        return faults;
    }

    private static void walk(Connection database, Head head, Map<Long, String> signed, List<Fault> faults) throws SQLException {
        int ledger = head.ledger();
        database.setAutoCommit(false);
        try (var query = database.prepareStatement("""
                select ledger, position, recorded_at, stream_type, stream, sequence, event_id, occurred_at, name, version, context, payload, hash
                  from ledger.event where ledger = ? order by position
                """)) {
            query.setInt(1, ledger);
            query.setFetchSize(1_000);
            long position = 0;
            byte[] previous = StoredEvent.genesis();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    var event = LedgerSql.event(rows);
                    if (event.position() != position + 1) {
                        faults.add(new Fault(ledger, position + 1, "missing"));
                        return;
                    }
                    if (!event.follows(previous)) {
                        faults.add(new Fault(ledger, event.position(), "its hash does not follow from its bytes and the hash before"));
                        return;
                    }
                    position = event.position();
                    previous = event.hash();
                    var wanted = signed.remove(position);
                    if (wanted != null && !wanted.equals(HexFormat.of().formatHex(event.hash()))) {
                        faults.add(new Fault(ledger, position, "differs from the checkpoint signed outside: rewritten at or before it"));
                        return;
                    }
                }
            }
            signed.keySet().stream().sorted().findFirst().ifPresent(missing -> faults.add(new Fault(ledger, missing, "signed outside and gone: the tail was cut")));
            if (position != head.position() || !java.util.Arrays.equals(previous, head.hash())) {
                faults.add(new Fault(ledger, position, "the head stands at " + head.position() + " with another hash"));
            }
        } finally {
            database.rollback();
            database.setAutoCommit(true);
        }
    }
}
