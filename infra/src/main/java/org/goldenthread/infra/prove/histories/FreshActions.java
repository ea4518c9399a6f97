package org.goldenthread.infra.prove.histories;

import static org.goldenthread.infra.prove.histories.FreshFold.list;
import static org.goldenthread.infra.prove.histories.FreshFold.textOr;
import static org.goldenthread.infra.prove.histories.FreshFold.token;

import java.util.ArrayList;
import java.util.List;
import org.goldenthread.infra.prove.histories.FreshFold.Row;

/** Actions as their projection should show them, and whose they are, for access. */
final class FreshActions {

    private FreshActions() {}

    static void fold(LedgerLine e, FreshFold fold) {
        var action = fold.row("action.action", "ledger", e.ledger(), "action", e.stream());
        switch (e.name()) {
            case "action-agreed" -> agreed(e, fold, action);
            case "action-owner-named" -> action.set("owner_name", token(e, "/name"), "name_by", null);
            case "action-accepted" -> action.set("state", "ACCEPTED");
            case "action-declined" -> action.set("state", "DECLINED");
            case "action-completed" -> action.set("state", "COMPLETED", "open", false, "completed_at", e.moment("completedAt"), "days_late",
                    e.number("workingDaysLate"), "effect",
                    e.text("effectOnRisk"), "contested_by", null);
            case "action-verified" -> action.set("state", "VERIFIED", "open", false, "verified_by", e.agency(), "contested_by", null);
            case "action-contested" -> action.set("state", "CONTESTED", "open", true, "contested_by", e.agency());
            case "action-extended" -> action.set("due_on", e.text("newDueOn"), "due_by", e.moment("newDueBy")).add("extensions", 1);
            case "action-reassigned" -> {
                owner(e, fold, action.get("agency"), false);
                own(e, fold, action.set("state", "AGREED", "contested_by", null));
            }
            case "action-escalated" -> escalated(e.text("why"), action);
            case "action-cancelled" -> action.set("state", "CANCELLED", "open", false);
            default -> { }
        }
        action.set("last_position", e.position(), "version", e.sequence());
    }

    private static void agreed(LedgerLine e, FreshFold fold, Row action) {
        action.set("meeting", e.text("meetingId"), "decision", textOr(e, "decisionId"), "description", token(e, "/description"), "due_on", e.text("dueOn"), "due_by",
                e.moment("dueBy"), "risk", textOr(e, "risk"), "state", "AGREED", "open", true, "extensions", 0, "agreed_at", e.occurredAt(), "days_late", 0,
                "escalated", "[]");
        for (var child : e.texts("about")) {
            fold.row("action.about", "ledger", e.ledger(), "child", child, "action", e.stream());
            fold.row("access.named", "ledger", e.ledger(), "contact", e.stream(), "child", child).set("received_at", 0, "held", true);
        }
        fold.row("access.agreed_in", "ledger", e.ledger(), "action", e.stream()).set("meeting", e.text("meetingId"));
        own(e, fold, action);
    }

    private static void own(LedgerLine e, FreshFold fold, Row action) {
        var owner = e.payload().get("owner");
        action.set("agency", owner.get("agencyId").asString(), "owner_name", token(e, "/owner/name"), "owner_role", token(e, "/owner/role"), "name_by",
                owner.has("toBeNamedBy") ? LedgerLine.moment(owner.get("toBeNamedBy")) : null);
        owner(e, fold, owner.get("agencyId").asString(), true);
    }

    private static void owner(LedgerLine e, FreshFold fold, @org.jspecify.annotations.Nullable String agency, boolean held) {
        fold.row("access.owned", "ledger", e.ledger(), "action", e.stream(), "agency", agency).set("held", held);
    }

    private static void escalated(String why, Row action) {
        var told = action.get("escalated");
        var all = new ArrayList<String>();
        for (var one : List.of("TEN_WORKING_DAYS", "THREE_OVERDUE")) {
            if (told != null && told.contains(one)) {
                all.add(one);
            }
        }
        if (told != null && told.startsWith("[\"THREE_OVERDUE\"")) {
            java.util.Collections.reverse(all);
        }
        if (!all.contains(why)) {
            all.add(why);
        }
        action.set("escalated", list(all));
    }
}
