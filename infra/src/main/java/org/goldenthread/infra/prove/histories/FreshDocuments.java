package org.goldenthread.infra.prove.histories;

import org.goldenthread.infra.prove.histories.FreshFold.Row;

/** Documents, who was sent which version and what they have of it, and who may open it, as they should be. */
final class FreshDocuments {

    private FreshDocuments() {}

    static void fold(LedgerLine e, FreshFold fold) {
        switch (e.name()) {
            case "decision-notice-issued" -> issued(e, fold);
            case "distribution-queued" -> copy(e, fold).set("document", e.stream(), "meeting", document(e, fold).get("meeting"), "version", e.number("version"), "agency",
                    e.text("agencyId"), "owed_as", e.text("owedAs"), "channel", e.text("channel"), "due_by", e.moment("dueBy"), "overdue", false);
            case "distribution-sent" -> copy(e, fold).set("sent_at", e.moment("sentAt"));
            case "distribution-delivered" -> {
                copy(e, fold).set("delivered_at", e.moment("deliveredAt"), "acknowledge_by", e.due("acknowledgement"));
                received(e, fold).set("held", true);
            }
            case "distribution-opened" -> copy(e, fold).set("opened_at", e.moment("openedAt"), "opened_by", e.user());
            case "distribution-acknowledged" -> {
                copy(e, fold).set("acknowledged_at", e.moment("acknowledgedAt"), "acknowledged_by", e.user(), "statement", e.text("statement"));
                if (e.text("statement").equals("RECEIVED_NOT_FOR_ME")) {
                    received(e, fold).set("held", false);
                }
            }
            case "distribution-overdue" -> copy(e, fold).set("overdue", true);
            default -> { }
        }
    }

    private static void issued(LedgerLine e, FreshFold fold) {
        document(e, fold).set("meeting", e.text("meetingId"), "version", e.number("version"), "issued_at", e.moment("issuedAt"), "send_by", e.due("sending"), "last_position",
                e.position());
        e.texts("decisions").forEach(decision -> fold.row("document.told", "ledger", e.ledger(), "document", e.stream(), "version", e.number("version"), "decision", decision));
        fold.row("access.of_meeting", "ledger", e.ledger(), "document", e.stream()).set("meeting", e.text("meetingId"));
        e.texts("about").forEach(child -> fold.row("access.named", "ledger", e.ledger(), "contact", e.stream(), "child", child).set("received_at", 0, "held", true));
    }

    private static Row received(LedgerLine e, FreshFold fold) {
        return fold.row("access.received", "ledger", e.ledger(), "document", e.stream(), "agency", e.text("agencyId"), "version", e.number("version"));
    }

    private static Row document(LedgerLine e, FreshFold fold) {
        return fold.row("document.document", "ledger", e.ledger(), "document", e.stream());
    }

    private static Row copy(LedgerLine e, FreshFold fold) {
        return fold.row("document.distribution", "ledger", e.ledger(), "distribution", e.text("distributionId"));
    }
}
