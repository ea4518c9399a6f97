package org.goldenthread.infra.prove.histories;

import static org.goldenthread.infra.prove.histories.FreshFold.dueOr;
import static org.goldenthread.infra.prove.histories.FreshFold.list;
import static org.goldenthread.infra.prove.histories.FreshFold.textOr;
import static org.goldenthread.infra.prove.histories.FreshFold.token;

import java.util.ArrayList;
import java.util.List;
import org.goldenthread.infra.prove.histories.FreshFold.Row;

/** The front door's queue as it should be, and whom each contact names, for access. */
final class FreshContacts {

    private FreshContacts() {}

    static void fold(LedgerLine e, FreshFold fold) {
        var contact = fold.row("front_door.contact", "ledger", e.ledger(), "contact", e.stream());
        switch (e.name()) {
            case "contact-received" -> received(e, fold, contact);
            case "contact-details-completed" -> completed(e, contact);
            case "contact-acknowledged" -> contact.set("acknowledged_at", e.moment("at"));
            case "child-matched" -> {
                contact.add("matched", 1);
                matched(e, fold);
            }
            case "contact-routed-to-owner" -> routed(e, fold, true);
            case "contact-returned-to-front-door" -> routed(e, fold, false);
            case "threshold-decision-made" -> decided(e, contact);
            case "referrer-feedback-given" -> contact.set("feedback_at", e.moment("givenAt"));
            default -> { }
        }
        boolean told = "true".equals(contact.get("anonymous")) || contact.get("feedback_at") != null;
        int children = contact.number("children");
        contact.set("open", contact.number("matched") < children || contact.number("decided") < children || !told, "last_position", e.position(), "version",
                e.sequence());
    }

    private static void received(LedgerLine e, FreshFold fold, Row contact) {
        var names = new ArrayList<String>();
        for (int at = 0; at < e.nodes("children").size(); at++) {
            var name = token(e, "/children/" + at + "/name");
            names.add(name == null ? "" : name);
            named(e, fold, e.nodes("children").get(at).get("childId").asString(), e.moment("receivedAt"), true);
        }
        contact.set("received_at", e.moment("receivedAt"), "channel", e.text("channel"), "kind", e.text("kind"), "source", textOr(e, "sourceCode"), "immediate_danger",
                e.flag("immediateDanger"), "anonymous", e.flag("anonymous"), "names", list(names), "children", names.size(), "matched", 0, "decided", 0, "missing",
                e.nodes("missing").size(), "acknowledge_by", dueOr(e, "acknowledgement"), "decide_by", e.due("decision"), "sensitive", e.isSensitive());
        fold.row("access.logged", "ledger", e.ledger(), "contact", e.stream()).set("recorder", e.user(), "sensitive", e.isSensitive());
    }

    private static void completed(LedgerLine e, Row contact) {
        contact.set("missing", e.nodes("stillMissing").size());
        if (e.has("sourceCode")) {
            contact.set("source", e.text("sourceCode"));
        }
        if (e.has("referrer")) {
            contact.set("anonymous", false);
        }
        if (e.has("acknowledgement")) {
            contact.set("acknowledge_by", e.due("acknowledgement"));
        }
        var known = String.valueOf(contact.get("names"));
        var names = new ArrayList<>(List.of(known.substring(2, known.length() - 2).split("\",\"", -1)));
        for (int at = 0; at < e.nodes("children").size(); at++) {
            var name = token(e, "/children/" + at + "/name");
            if (name != null) {
                names.set(e.nodes("children").get(at).get("ref").asInt() - 1, name);
            }
        }
        contact.set("names", list(names));
    }

    private static void matched(LedgerLine e, FreshFold fold) {
        var child = e.text("childId");
        var provisional = e.text("provisionalChildId");
        named(e, fold, child, e.moment("contactReceivedAt"), true);
        if (!child.equals(provisional)) {
            fold.row("access.alias", "ledger", e.ledger(), "provisional", provisional, "child", child);
            fold.row("chronology.link", "ledger", e.ledger(), "provisional", provisional, "child", child).set("position", e.position());
        }
    }

    private static void routed(LedgerLine e, FreshFold fold, boolean held) {
        named(e, fold, e.text("childId"), e.occurredAt(), held);
        fold.row("access.routed", "ledger", e.ledger(), "contact", e.stream(), "child", e.text("childId")).set("held", held);
    }

    private static void decided(LedgerLine e, Row contact) {
        contact.add("decided", 1);
        if (contact.number("decided") == contact.number("children")) {
            contact.set("decided_at", e.moment("decidedAt"));
        }
        var before = contact.get("feedback_by");
        if (e.has("feedback") && (before == null || Long.parseLong(before) > e.due("feedback"))) {
            contact.set("feedback_by", e.due("feedback"));
        }
    }

    private static void named(LedgerLine e, FreshFold fold, String child, long at, boolean held) {
        fold.row("access.named", "ledger", e.ledger(), "contact", e.stream(), "child", child).set("received_at", at, "held", held);
    }
}
