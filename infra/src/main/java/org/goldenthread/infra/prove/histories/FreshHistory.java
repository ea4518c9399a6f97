package org.goldenthread.infra.prove.histories;

import static org.goldenthread.infra.prove.histories.FreshFold.token;

import java.util.HexFormat;
import org.goldenthread.events.values.LedgerId;

/** The chronology, the directory of children and the roles people hold as they should be. */
final class FreshHistory {

    private FreshHistory() {}

    static void fold(LedgerLine e, FreshFold fold) {
        for (var child : LedgerLine.texts(e.context().get("childIds"))) {
            fold.row("chronology.entry", "ledger", e.ledger(), "child", child, "position", e.position()).set("stream_type", e.streamType(), "stream", e.stream(),
                    "sequence", e.sequence(),
                    "event_id", e.eventId(), "name", e.name(), "version", e.version(), "occurred_at", e.occurredAt(), "recorded_at", e.recordedAt(), "sensitive",
                    e.isSensitive(),
                    "context", e.contextMd5(), "payload", e.payloadMd5());
        }
        if (e.streamType().equals("child")) {
            child(e, fold);
        } else if (e.streamType().equals("staff")) {
            fold.row("staff.role", "ledger", e.ledger(), "user_id", e.text("userId"), "role", e.text("role"), "agency", e.text("agencyId")).set("held",
                    e.name().equals("role-granted"),
                    "position", e.position());
        }
    }

    /** Every way of finding the child that was ever true; hashed by the same key, gathered by other code. */
    private static void tokens(LedgerLine e, FreshFold fold) {
        for (var token : Projected.TOKENS.of(new LedgerId(e.ledger()), fold.open(e, "/name"), fold.open(e, "/dob"), fold.open(e, "/nhsNumber"), fold.open(e, "/upn"))) {
            fold.row("directory.token", "ledger", e.ledger(), "token", "\\x" + HexFormat.of().formatHex(token.hash()), "child", e.stream())
                    .set("kind", token.kind().name(), "since", e.position());
        }
    }

    private static void child(LedgerLine e, FreshFold fold) {
        tokens(e, fold);
        var child = fold.row("directory.child", "ledger", e.ledger(), "child", e.stream()).set("position", e.position());
        if (e.has("dobStatus")) {
            child.set("dob_status", e.text("dobStatus"));
        }
        for (var field : java.util.List.of("name", "dob", "address")) {
            var sealed = token(e, "/" + field);
            if (sealed != null) {
                child.set(field, sealed);
            }
        }
    }
}
