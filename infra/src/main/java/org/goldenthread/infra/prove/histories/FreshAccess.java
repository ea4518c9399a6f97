package org.goldenthread.infra.prove.histories;

import org.goldenthread.infra.prove.histories.FreshFold.Row;

/** Restrictions, exclusions, involvements and openings in need as access should know them. */
final class FreshAccess {

    private FreshAccess() {}

    /** Which histories an auditor may read. */
    static void foldSample(LedgerLine e, FreshFold fold) {
        for (var child : e.texts("about")) {
            var sampled = fold.row("access.sampled", "ledger", e.ledger(), "sample", e.stream(), "child", child);
            if (e.name().equals("audit-sample-granted")) {
                sampled.set("auditor", e.text("auditorId"), "since", e.recordedAt(), "until", e.moment("until"), "held", true);
            } else {
                sampled.set("held", false);
            }
        }
    }

    static void fold(LedgerLine e, FreshFold fold) {
        var child = e.text("childId");
        switch (e.name()) {
            case "access-restricted" -> owned(e, lock(e, fold)).set("level", e.text("level"), "ground", e.text("ground"), "since", e.recordedAt(), "held", true);
            case "restriction-reviewed" -> owned(e, lock(e, fold));
            case "restriction-lifted" -> lock(e, fold).set("held", false);
            case "person-excluded" -> fold.row("access.exclusion", "ledger", e.ledger(), "child", child, "user_id", e.text("userId")).set("since", e.recordedAt(),
                    "held", true);
            case "exclusion-ended" -> fold.row("access.exclusion", "ledger", e.ledger(), "child", child, "user_id", e.text("userId")).set("held", false);
            case "involvement-begun" -> involved(e, fold).set("agency", e.text("agencyId"), "since", e.moment("from"), "until",
                    e.has("until") ? e.moment("until") : Long.MAX_VALUE, "held", true);
            case "involvement-ended" -> involved(e, fold).set("until", e.moment("at"), "held", false);
            case "break-glass-access-used" -> fold.row("access.glass", "ledger", e.ledger(), "use_id", e.text("useId")).set("child", child, "user_id",
                    e.text("userId"), "reason",
                    e.text("reasonCode"), "since", e.moment("from"), "until", e.moment("until"), "review_by", e.due("review"));
            case "break-glass-reviewed" -> fold.row("access.glass", "ledger", e.ledger(), "use_id", e.text("useId")).set("justified", e.flag("justified"));
            default -> { }
        }
    }

    private static Row lock(LedgerLine e, FreshFold fold) {
        return fold.row("access.lock", "ledger", e.ledger(), "child", e.text("childId"));
    }

    private static Row owned(LedgerLine e, Row lock) {
        return lock.set("owner", e.text("ownerId"), "owner_agency", e.text("ownerAgencyId"), "review_by", e.due("review"));
    }

    private static Row involved(LedgerLine e, FreshFold fold) {
        return fold.row("access.involved", "ledger", e.ledger(), "child", e.text("childId"), "user_id", e.text("userId"), "kind", e.text("kind"));
    }
}
