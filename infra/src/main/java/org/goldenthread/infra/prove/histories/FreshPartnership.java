package org.goldenthread.infra.prove.histories;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.goldenthread.infra.prove.histories.FreshFold.Row;
import org.jspecify.annotations.Nullable;

/** What the board's figures are counted from, and the counts, made at the end of all that is known of meetings and documents. */
final class FreshPartnership {

    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

    private final List<LedgerLine> queued;
    private final FreshFold fold;

    private FreshPartnership(List<LedgerLine> queued, FreshFold fold) {
        this.queued = queued;
        this.fold = fold;
    }

    static void fold(List<LedgerLine> lines, FreshFold fold) {
        var fresh = new FreshPartnership(lines.stream().filter(e -> e.name().equals("distribution-queued")).toList(), fold);
        fold.all("meeting.about").forEach(about -> fold.row("partnership.about", "ledger", about.get("ledger"), "child", about.get("child"), "meeting", about.get("meeting")));
        fold.all("document.document").forEach(fresh::document);
        fold.all("document.distribution").forEach(fresh::copy);
        fold.all("meeting.meeting").forEach(fresh::meeting);
        fold.all("document.owed").forEach(fresh::owed);
    }

    private void meeting(Row meeting) {
        var id = of(meeting, "meeting");
        var agencies = agencies(fold.all("meeting.duty"), duty -> of(duty, "meeting").equals(id) && of(duty, "document").equals("DECISION_NOTICE"));
        var decisions = fold.all("meeting.decision").stream().filter(decision -> of(decision, "meeting").equals(id)).toList();
        fold.row("partnership.meeting", "ledger", meeting.get("ledger"), "meeting", id).set("kind", meeting.get("kind"), "ended_at", meeting.get("ended_at"), "agencies",
                FreshFold.list(agencies), "decisions", FreshFold.list(decisions.stream().map(one -> of(one, "decision")).sorted().toList()));
        decisions.forEach(decision -> decided(meeting, decision, agencies));
    }

    private void decided(Row meeting, Row decision, List<String> owed) {
        var id = of(decision, "decision");
        var told = fold.all("partnership.copy").stream().filter(copy -> tells(copy, id)).toList();
        var agencies = Stream.concat(owed.stream(), told.stream().map(copy -> of(copy, "agency"))).distinct().sorted().toList();
        boolean stands = !of(decision, "answer").equals("NOT_DECIDED") && decision.get("replaced_by") == null;
        long at = Long.parseLong(of(decision, "decided_at"));
        fold.row("partnership.decision", "ledger", decision.get("ledger"), "decision", id).set("meeting", decision.get("meeting"), "kind", meeting.get("kind"), "decided_at", at, "after",
                decision.get("after"), "minutes_after", decision.get("minutes_after"), "stands", stands, "agencies", FreshFold.list(agencies));
        if (stands) {
            count(decision, "DECISION", LedgerLine.endOf(LedgerLine.dayOf(at)), NOBODY, of(meeting, "kind"), of(decision, "after").equals("true"), true, false);
        }
        var since = meeting.get("ended_at") == null ? at : Math.max(at, Long.parseLong(of(meeting, "ended_at")));
        long nextDay = LedgerLine.endOf(RuleBook.workingDayAfter(LedgerLine.dayOf(since), 1));
        for (var agency : agencies) {
            long due = owed.contains(agency) ? nextDay : firstDue(id, agency);
            var party = party(meeting, agency);
            party.set("decisions", with(party, "decisions", id));
            var shared = earliest(told.stream().filter(copy -> of(copy, "agency").equals(agency)).toList(), "delivered_at", "opened_at");
            boolean astray = isAstray(of(meeting, "meeting"), agency);
            fold.row("partnership.shared", "ledger", decision.get("ledger"), "decision", id, "agency", agency).set("meeting", decision.get("meeting"), "kind", meeting.get("kind"),
                    "due_by", due, "shared_at", shared, "stands", stands, "astray", astray);
            if (stands && !astray) {
                count(decision, "NOTICE", due, agency, of(meeting, "kind"), shared != null && shared <= due, shared != null, false);
            }
        }
    }

    private long firstDue(String decision, String agency) {
        return queued.stream().filter(e -> e.text("agencyId").equals(agency) && told(e.stream(), e.text("version")).contains(decision)).findFirst().orElseThrow().moment("dueBy");
    }

    private void document(Row document) {
        boolean minutes = of(document, "kind").equals("MINUTES");
        var id = of(document, "document");
        fold.row("partnership.document", "ledger", document.get("ledger"), "document", id).set("meeting", document.get("meeting"), "kind", minutes ? kindOf(of(document, "meeting")) : null);
        if (!minutes) {
            IntStream.rangeClosed(1, document.number("version")).forEach(version -> fold.row("partnership.told", "ledger", document.get("ledger"), "document", id, "version", version)
                    .set("decisions", FreshFold.list(told(id, "" + version))));
        }
    }

    private void copy(Row copy) {
        boolean answered = copy.get("opened_at") != null || copy.get("acknowledged_at") != null || copy.get("recorded_at") != null;
        fold.row("partnership.copy", "ledger", copy.get("ledger"), "distribution", copy.get("distribution")).set("document", copy.get("document"), "meeting", copy.get("meeting"), "agency",
                copy.get("agency"), "decisions", FreshFold.list(told(of(copy, "document"), of(copy, "version"))), "delivered_at", copy.get("delivered_at"), "opened_at", copy.get("opened_at"),
                "answered", answered, "withdrawn", copy.get("withdrawn_at") != null);
        var party = party(copy, of(copy, "agency"));
        party.set("copies", with(party, "copies", of(copy, "distribution")));
    }

    private void owed(Row owed) {
        var agency = of(owed, "agency");
        var meeting = of(owed, "meeting");
        var party = party(owed, agency);
        party.set("documents", with(party, "documents", of(owed, "document")));
        var delivered = earliest(fold.all("partnership.copy").stream().filter(copy -> of(copy, "document").equals(owed.get("document")) && of(copy, "agency").equals(agency)).toList(), "delivered_at");
        boolean astray = isAstray(meeting, agency);
        boolean waived = owed.get("waived_at") != null;
        long due = Long.parseLong(of(owed, "due_by"));
        fold.row("partnership.owed", "ledger", owed.get("ledger"), "document", owed.get("document"), "agency", agency).set("meeting", meeting, "kind", kindOf(meeting), "due_by", due,
                "delivered_at", delivered, "waived", waived, "astray", astray, "awaits_copy", owed.get("awaits_copy"));
        if (!astray) {
            count(owed, "MINUTES", due, agency, kindOf(meeting), delivered != null && delivered <= due, delivered != null, waived && delivered == null);
        }
    }

    private Row party(Row of, String agency) {
        var party = fold.row("partnership.party", "ledger", of.get("ledger"), "meeting", of.get("meeting"), "agency", agency);
        for (var list : List.of("documents", "decisions", "copies")) {
            party.set(list, party.get(list) == null ? "[]" : party.get(list));
        }
        return party.set("misdirected", isMisdirected(of(of, "meeting"), agency));
    }

    private boolean isMisdirected(String meeting, String agency) {
        return fold.all("document.misdirected").stream().anyMatch(wrong -> agency.equals(wrong.get("agency"))
                && fold.all("document.document").stream().anyMatch(document -> of(document, "document").equals(wrong.get("document")) && of(document, "meeting").equals(meeting)));
    }

    private boolean isAstray(String meeting, String agency) {
        return isMisdirected(meeting, agency) && fold.all("partnership.copy").stream().filter(copy -> of(copy, "meeting").equals(meeting) && of(copy, "agency").equals(agency))
                .allMatch(copy -> of(copy, "withdrawn").equals("true"));
    }

    private void count(Row of, String figure, long at, String agency, String kind, boolean good, boolean came, boolean waived) {
        var tally = fold.row("partnership.tally", "ledger", of.get("ledger"), "figure", figure, "at", at, "agency", agency, "kind", kind);
        tally.add("counted", 1);
        tally.add("good", good ? 1 : 0);
        tally.add("came", came ? 1 : 0);
        tally.add("waived", waived ? 1 : 0);
    }

    private static @Nullable Long earliest(List<Row> copies, String... facts) {
        boolean live = copies.stream().anyMatch(copy -> of(copy, "withdrawn").equals("false"));
        return copies.stream().filter(copy -> !live || of(copy, "withdrawn").equals("false")).flatMap(copy -> Stream.of(facts).map(copy::get)).filter(at -> at != null)
                .map(at -> Long.valueOf(requireNonNull(at))).min(Long::compare).orElse(null);
    }

    private List<String> told(String document, String version) {
        return fold.all("document.told").stream().filter(told -> of(told, "document").equals(document) && of(told, "version").equals(version)).map(told -> of(told, "decision")).sorted().toList();
    }

    private static boolean tells(Row copy, String decision) {
        return of(copy, "decisions").contains("\"" + decision + "\"");
    }

    private String kindOf(String meeting) {
        return fold.all("meeting.meeting").stream().filter(one -> of(one, "meeting").equals(meeting)).map(one -> of(one, "kind")).findFirst().orElseThrow();
    }

    private static List<String> agencies(List<Row> rows, Predicate<Row> which) {
        return rows.stream().filter(which).map(row -> of(row, "agency")).distinct().sorted().toList();
    }

    private static String with(Row party, String list, String id) {
        var all = new TreeSet<String>();
        Stream.of(of(party, list).replaceAll("[\\[\\]\"]", "").split(",", -1)).filter(one -> !one.isEmpty()).forEach(all::add);
        all.add(id);
        return FreshFold.list(List.copyOf(all));
    }

    private static String of(Row row, String column) {
        return requireNonNull(row.get(column));
    }
}
