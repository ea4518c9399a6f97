package org.goldenthread.infra.prove.histories;

import java.util.List;
import java.util.Map;
import org.goldenthread.infra.prove.histories.FreshFold.Row;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Documents, who was sent which version and what they have of it, and who may open it, as they should be. */
final class FreshDocuments {

    private FreshDocuments() {}

    static void fold(LedgerLine e, FreshFold fold) {
        switch (e.name()) {
            case "decision-notice-issued" -> issued(e, fold);
            case "minutes-owed" -> owed(e, fold);
            case "duty-added" -> duty(e, fold, e.payload().get("owed"), e.recordedAt());
            case "duty-waived" -> owedTo(e, fold, e.text("agencyId")).set("waived_by", e.user(), "waived_at", e.recordedAt());
            case "minutes-drafted" -> minutes(e, fold).set("stage", "DRAFT", "draft", e.number("version"));
            case "minutes-submitted" -> minutes(e, fold).set("stage", "FOR_APPROVAL");
            case "minutes-returned" -> minutes(e, fold).set("stage", "DRAFT");
            case "minutes-approved" -> minutes(e, fold).set("stage", "APPROVED");
            case "minutes-issued" -> sent(e, fold);
            case "minutes-overdue" -> minutes(e, fold).set("overdue", true);
            case "distribution-recorded" -> copy(e, fold).set("recorded_at", e.moment("recordedAt"));
            case "distribution-queued" -> {
                copy(e, fold).set("document", e.stream(), "meeting", document(e, fold).get("meeting"), "version", e.number("version"), "agency",
                    e.text("agencyId"), "owed_as", e.text("owedAs"), "channel", e.text("channel"), "state", "QUEUED", "attempt", 1, "due_by", e.moment("dueBy"), "overdue", false, "undelivered", false, "unrecorded", false);
                received(e, fold).set("held", true);
                if (fold.has("document.owed", "ledger", e.ledger(), "document", e.stream(), "agency", e.text("agencyId"))
                        && "true".equals(owedTo(e, fold, e.text("agencyId")).get("awaits_copy"))) {
                    owedTo(e, fold, e.text("agencyId")).set("due_by", e.moment("dueBy"), "awaits_copy", false);
                }
            }
            case "distribution-sent" -> {
                var row = copy(e, fold);
                row.set("state", "SENT", "trouble", null);
                if (row.get("sent_at") == null) {
                    row.set("sent_at", e.moment("sentAt"));
                }
            }
            case "distribution-delivered" -> {
                var row = copy(e, fold);
                var before = row.get("delivered_at");
                if (before == null || Long.parseLong(before) > e.moment("deliveredAt")) {
                    row.set("delivered_at", e.moment("deliveredAt"), "acknowledge_by", e.due("acknowledgement"));
                }
            }
            case "distribution-bounced" -> {
                var row = copy(e, fold);
                row.set("bounced_at", e.moment("bouncedAt"));
                if (e.number("attempt") == row.number("attempt")) {
                    row.set("state", "BOUNCED", "trouble", e.text("reason"));
                }
                if (row.get("opened_at") == null && row.get("acknowledged_at") == null && row.get("recorded_at") == null) {
                    row.set("delivered_at", null, "acknowledge_by", null);
                }
            }
            case "recipient-added" -> {
                if (fold.has("document.owed", "ledger", e.ledger(), "document", e.stream(), "agency", e.text("agencyId"))) {
                    owedTo(e, fold, e.text("agencyId")).set("waived_by", null, "waived_at", null, "awaits_copy", true);
                }
            }
            case "distribution-failed" -> copy(e, fold).set("state", "FAILED", "trouble", e.text("reason"));
            case "distribution-resent" -> copy(e, fold).set("state", "QUEUED", "channel", e.text("channel"), "attempt", e.number("attempt"));
            case "distribution-withdrawn" -> {
                copy(e, fold).set("withdrawn_at", e.moment("withdrawnAt"));
                received(e, fold).set("held", false);
            }
            case "wrong-recipient-reported" -> misdirected(e, fold).set("document", e.stream(), "agency", e.text("agencyId"), "version", e.number("version"), "seen", e.flag("seen"), "reported_at", e.moment("reportedAt"), "reported_by", e.user());
            case "breach-assessment-required" -> misdirected(e, fold).set("commissioner_by", e.moment("icoDueAt"));
            case "breach-assessed" -> misdirected(e, fold).set("assessed_at", e.recordedAt(), "told_commissioner", e.flag("toldCommissioner"));
            case "destruction-confirmed" -> fold.row("document.destroyed", "ledger", e.ledger(), "document", e.stream(), "agency", e.text("agencyId")).set("destroyed_at", e.moment("confirmedAt"));
            case "minutes-disputed" -> dispute(e, fold).set("version", e.number("version"), "agency", e.text("agencyId"), "disputed_at", e.moment("disputedAt"));
            case "dispute-resolved" -> dispute(e, fold).set("resolved_at", e.recordedAt(), "upheld", e.flag("upheld"));
            case "family-copies-owed" -> e.texts("about").forEach(child -> family(e, fold, child).set("meeting", document(e, fold).get("meeting"), "duty", e.text("duty"), "due_by", e.moment("dueBy")));
            case "family-copy-prepared" -> ofFamily(e, fold).forEach(row -> row.set("version", e.number("version"), "relationship", e.text("relationship"), "stage", "PREPARED", "prepared_by",
                    e.text("preparedBy")));
            case "family-copy-released" -> ofFamily(e, fold).forEach(row -> row.set("stage", "RELEASED"));
            case "family-copy-returned" -> ofFamily(e, fold).forEach(row -> row.set("stage", "RETURNED"));
            case "family-copy-came-back" -> ofFamily(e, fold).forEach(row -> row.set("came_back_at", e.moment("cameBackAt"), "stage", isAfter(row.get("given_at"), e.moment("cameBackAt")) ? "GIVEN" : "CAME_BACK"));
            case "family-copy-acknowledged" -> ofFamily(e, fold).forEach(row -> row.set("acknowledged_at", e.moment("acknowledgedAt")));
            case "family-copy-given" -> ofFamily(e, fold).forEach(row -> row.set("given_at", e.moment("givenAt"), "stage", isAfter(row.get("came_back_at"), e.moment("givenAt")) ? "CAME_BACK" : "GIVEN"));
            case "family-copy-withheld" -> {
                if (!e.has("relationship")) {
                    e.texts("about").stream().filter(child -> fold.has("document.family", "ledger", e.ledger(), "document", e.stream(), "child", child))
                            .forEach(child -> family(e, fold, child).set("withheld_at", e.recordedAt()));
                }
            }
            case "distribution-opened" -> copy(e, fold).set("opened_at", e.moment("openedAt"), "opened_by", e.user());
            case "distribution-acknowledged" -> {
                copy(e, fold).set("acknowledged_at", e.moment("acknowledgedAt"), "acknowledged_by", e.user(), "statement", e.text("statement"));
                if (e.text("statement").equals("RECEIVED_NOT_FOR_ME")) {
                    received(e, fold).set("held", false);
                }
            }
            case "distribution-overdue" -> copy(e, fold).set(Map.of("NOT_DELIVERED", "undelivered", "NOT_ACKNOWLEDGED", "overdue", "NOT_RECORDED", "unrecorded").get(e.text("missing")), true);
            default -> { }
        }
    }

    private static void issued(LedgerLine e, FreshFold fold) {
        document(e, fold).set("meeting", e.text("meetingId"), "kind", "DECISION_NOTICE", "version", e.number("version"), "issued_at", e.moment("issuedAt"), "send_by", e.due("sending"), "last_position",
                e.position());
        e.texts("decisions").forEach(decision -> fold.row("document.told", "ledger", e.ledger(), "document", e.stream(), "version", e.number("version"), "decision", decision));
        ofMeeting(e, fold);
    }

    private static void ofMeeting(LedgerLine e, FreshFold fold) {
        fold.row("access.of_meeting", "ledger", e.ledger(), "document", e.stream()).set("meeting", e.text("meetingId"));
        e.texts("about").forEach(child -> fold.row("access.named", "ledger", e.ledger(), "contact", e.stream(), "child", child).set("received_at", 0, "held", true));
    }

    private static void owed(LedgerLine e, FreshFold fold) {
        document(e, fold).set("meeting", e.text("meetingId"), "kind", "MINUTES", "version", 0, "send_by", e.due("sending"), "last_position", e.position());
        minutes(e, fold).set("meeting", e.text("meetingId"), "meeting_kind", e.text("kind"), "ended_at", e.moment("endedAt"), "due_by", e.due("sending"), "stage", "NOTHING_WRITTEN",
                "draft", 0, "version", 0, "whole", false, "lacking", FreshFold.list(List.of()), "overdue", false);
        e.nodes("owed").forEach(one -> duty(e, fold, one, e.moment("endedAt")));
        ofMeeting(e, fold);
    }

    private static void duty(LedgerLine e, FreshFold fold, JsonNode owed, long since) {
        owedTo(e, fold, owed.get("agencyId").asString()).set("meeting", document(e, fold).get("meeting"), "owed_as", owed.get("owedAs").asString(), "owed_at", since, "due_by",
                LedgerLine.moment(owed.get("dueBy")), "awaits_copy", false);
    }

    private static void sent(LedgerLine e, FreshFold fold) {
        document(e, fold).set("version", e.number("version"), "issued_at", e.moment("issuedAt"), "last_position", e.position());
        var row = minutes(e, fold);
        row.set("stage", "NOTHING_WRITTEN", "draft", 0, "version", e.number("version"), "whole", e.flag("finalVersion"), "lacking", FreshFold.list(
                e.nodes("lacks").stream().map(lack -> lack.get("what").asString()).distinct().sorted().toList()));
        if (row.get("first_issued") == null) {
            row.set("first_issued", e.moment("issuedAt"));
        }
    }

    private static Row minutes(LedgerLine e, FreshFold fold) {
        return fold.row("document.minutes", "ledger", e.ledger(), "document", e.stream());
    }

    private static Row owedTo(LedgerLine e, FreshFold fold, String agency) {
        return fold.row("document.owed", "ledger", e.ledger(), "document", e.stream(), "agency", agency);
    }

    private static Row misdirected(LedgerLine e, FreshFold fold) {
        return fold.row("document.misdirected", "ledger", e.ledger(), "distribution", e.text("distributionId"));
    }

    private static Row dispute(LedgerLine e, FreshFold fold) {
        return fold.row("document.dispute", "ledger", e.ledger(), "document", e.stream(), "dispute", e.number("dispute"));
    }

    private static Row family(LedgerLine e, FreshFold fold, String child) {
        return fold.row("document.family", "ledger", e.ledger(), "document", e.stream(), "child", child);
    }

    private static List<Row> ofFamily(LedgerLine e, FreshFold fold) {
        return e.texts("about").stream().map(child -> fold.row("document.family_copy", "ledger", e.ledger(), "document", e.stream(), "copy", e.number("copy"), "child", child)).toList();
    }

    private static boolean isAfter(@Nullable Object one, long other) {
        return one != null && Long.parseLong(one.toString()) > other;
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
