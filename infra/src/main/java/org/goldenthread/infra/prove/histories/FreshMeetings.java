package org.goldenthread.infra.prove.histories;

import static org.goldenthread.infra.prove.histories.FreshFold.dueOr;
import static org.goldenthread.infra.prove.histories.FreshFold.list;

import org.goldenthread.infra.prove.histories.FreshFold.Row;

/** Meetings as their projection should show them, and who sat there, for access. */
final class FreshMeetings {

    private FreshMeetings() {}

    static void fold(LedgerLine e, FreshFold fold) {
        var meeting = fold.row("meeting.meeting", "ledger", e.ledger(), "meeting", e.stream());
        switch (e.name()) {
            case "meeting-convened" -> convened(e, fold, meeting);
            case "seat-added" -> seat(e, fold, e.payload().get("seat"));
            case "meeting-opened" -> state(meeting, "IN_SESSION").set("opened_at", e.moment("openedAt"), "starts_at", e.moment("startsAt"));
            case "attendance-recorded" -> {
                var there = e.text("status");
                fold.row("meeting.seat", "ledger", e.ledger(), "meeting", e.stream(), "seat", e.number("seat")).set("status", there, "authority",
                        e.flag("decisionAuthority"));
                fold.row("access.seated", "ledger", e.ledger(), "meeting", e.stream(), "seat", e.number("seat")).set("agency", e.text("agencyId"),
                        "held", there.equals("PRESENT") || there.equals("SUBSTITUTE") || there.equals("LEFT_EARLY"));
            }
            case "meeting-decision-recorded" -> decided(e, fold).set("decided_at", e.has("decidedAt") ? e.moment("decidedAt") : e.occurredAt(), "after", false,
                    "minutes_after", 0);
            case "after-meeting-decision-recorded" -> decided(e, fold).set("decided_at", e.moment("decidedAt"), "after", true, "minutes_after",
                    e.payload().get("minutesAfterClose").asLong(), "endorse_by", e.due("endorsement"));
            case "position-recorded" -> fold.row("meeting.position", "ledger", e.ledger(), "decision", e.text("decisionId"), "agency", e.text("agencyId"))
                    .set("stance", e.text("stance"), "at", e.moment("at"), "challenge_by", dueOr(e, "challenge"));
            case "meeting-adjourned" -> state(meeting, "ADJOURNED").set("resumes_at", e.moment("resumesAt"));
            case "meeting-resumed" -> state(meeting, "IN_SESSION").set("resumes_at", null);
            case "meeting-closed" -> closed(e, fold, meeting);
            case "meeting-cancelled" -> state(meeting, "CANCELLED");
            case "positions-overdue" -> decision(e, fold, e.text("decisionId")).set("overdue", true);
            default -> { }
        }
        meeting.set("last_position", e.position(), "version", e.sequence());
    }

    private static void convened(LedgerLine e, FreshFold fold, Row meeting) {
        meeting.set("kind", e.text("kind"), "format", e.text("format"), "state", "CONVENED", "starts_at", e.moment("startsAt"), "chair", e.text("chairId"), "children",
                e.nodes("sittings").size(), "hold_from", e.has("hold") ? LedgerLine.moment(e.payload().get("hold").get("startedAt")) : null, "hold_by", dueOr(e,
                "hold"), "missing", "[]");
        for (var sitting : e.nodes("sittings")) {
            var child = sitting.get("childId").asString();
            fold.row("meeting.about", "ledger", e.ledger(), "child", child, "meeting", e.stream()).set("number", sitting.get("number").asInt());
            fold.row("access.named", "ledger", e.ledger(), "contact", e.stream(), "child", child).set("received_at", 0, "held", true);
        }
        e.nodes("seats").forEach(seat -> seat(e, fold, seat));
        fold.row("access.keeper", "ledger", e.ledger(), "meeting", e.stream(), "user_id", e.text("chairId"));
        if (e.has("minuteTakerId")) {
            fold.row("access.keeper", "ledger", e.ledger(), "meeting", e.stream(), "user_id", e.text("minuteTakerId"));
        }
    }

    private static void seat(LedgerLine e, FreshFold fold, tools.jackson.databind.JsonNode seat) {
        fold.row("meeting.seat", "ledger", e.ledger(), "meeting", e.stream(), "seat", seat.get("number").asInt()).set("agency", seat.get("agencyId").asString(),
                "core", seat.has("core") ? seat.get("core").asString() : null, "authority", false);
    }

    private static Row decision(LedgerLine e, FreshFold fold, String id) {
        return fold.row("meeting.decision", "ledger", e.ledger(), "decision", id);
    }

    private static Row decided(LedgerLine e, FreshFold fold) {
        if (e.has("supersedes")) {
            decision(e, fold, e.text("supersedes")).set("replaced_by", e.text("decisionId"));
        }
        return decision(e, fold, e.text("decisionId")).set("meeting", e.stream(), "child", e.text("childId"), "type", e.text("type"), "answer", e.text("decision"),
                "overdue", false,
                "position", e.position());
    }

    private static void closed(LedgerLine e, FreshFold fold, Row meeting) {
        meeting.set("state", "CLOSED", "ended_at", e.moment("endedAt"), "resumes_at", null, "quorate", e.flag("quorate"), "missing", list(e.texts("missing")),
                "notice_by",
                e.due("notice"), "minutes_by", e.due("minutes"));
        for (var duty : e.nodes("duties")) {
            fold.row("meeting.duty", "ledger", e.ledger(), "meeting", e.stream(), "seat", duty.get("seat").asInt(), "document",
                    duty.get("document").asString()).set("agency",
                    duty.get("agencyId").asString(), "owed_as", duty.get("owedAs").asString(), "due_by", LedgerLine.moment(duty.get("dueBy")));
        }
    }

    /** What is typed up after the end does not open a meeting again. */
    private static Row state(Row meeting, String state) {
        return "CLOSED".equals(meeting.get("state")) ? meeting : meeting.set("state", state);
    }
}
