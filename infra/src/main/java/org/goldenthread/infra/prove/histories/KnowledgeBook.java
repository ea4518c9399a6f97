package org.goldenthread.infra.prove.histories;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.goldenthread.command.ledger.LedgerSql;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.infra.prove.Proof.Check;
import org.goldenthread.query.knowledge.Knowledge;
import org.goldenthread.query.knowledge.Knowledge.Fact;

/**
 * What each agency had of each child's case at moments of its history, held against what the ledger's rows say was delivered to it by
 * then (features U12): no view holds what was not given by that moment, and none lacks what was.
 */
final class KnowledgeBook {

    private static final int MOMENTS = 4;

    private long views;
    private long wrong;
    private long decisions;
    private long wrongDecisions;

    void read(LedgerSql sql, int ledger, List<LedgerLine> lines) {
        var events = new HashMap<String, List<Recorded<?>>>();
        for (var stored : sql.readAfter(new LedgerId(ledger), 0, Integer.MAX_VALUE)) {
            var recorded = stored.open().orElseThrow();
            recorded.event().about().forEach(child -> events.computeIfAbsent(child.toString(), id -> new ArrayList<>()).add(recorded));
        }
        events.forEach((child, history) -> {
            var theirs = lines.stream().filter(line -> line.texts("about").contains(child) || (line.has("childId") && line.text("childId").equals(child))).toList();
            for (int at = 0; at < MOMENTS; at++) {
                var moment = history.get((history.size() - 1) * at / (MOMENTS - 1)).envelope().recordedAt().minusMillis(at % 2);
                Teller.AGENCIES.forEach(agency -> hold(Knowledge.of(history, ChildId.of(child), agency, moment), child, agency, moment, theirs));
            }
        });
    }

    private void hold(Knowledge known, String child, AgencyId agency, Instant moment, List<LedgerLine> lines) {
        views++;
        var copies = new TreeMap<String, String>();
        var given = new HashMap<String, Long>();
        var told = new HashMap<String, Set<String>>();
        var before = new HashMap<String, Set<String>>();
        var minutesOf = new HashMap<String, String>();
        long at = moment.toEpochMilli();
        long shared = 0;
        var versions = new HashMap<String, String>();
        for (var e : lines) {
            if (e.has("distributionId") && e.has("version")) {
                versions.put(e.text("distributionId"), e.stream() + e.number("version"));
            }
            switch (e.name()) {
                case "information-shared" -> shared += e.text("agencyId").equals(agency.toString()) && e.text("childId").equals(child) && e.occurredAt() <= at ? 1 : 0;
                case "meeting-decision-recorded", "after-meeting-decision-recorded" -> before.computeIfAbsent(e.stream(), id -> new LinkedHashSet<>()).add(e.text("decisionId"));
                case "minutes-owed" -> minutesOf.put(e.stream(), e.text("meetingId"));
                case "decision-notice-issued" -> told.put(e.stream() + e.number("version"), new HashSet<>(e.texts("decisions")));
                case "minutes-issued" -> told.put(e.stream() + e.number("version"), new HashSet<>(before.getOrDefault(minutesOf.get(e.stream()), Set.of())));
                case "distribution-delivered" -> {
                    if (e.text("agencyId").equals(agency.toString()) && e.moment("deliveredAt") <= at) {
                        since(copies, e, e.moment("deliveredAt"));
                    }
                }
                case "distribution-bounced" -> {
                    if (e.moment("bouncedAt") <= at && !copies.getOrDefault(e.text("distributionId"), "").matches(".*(opened|acknowledged|recorded)At.*")) {
                        copies.remove(e.text("distributionId"));
                    }
                }
                case "distribution-opened" -> said(copies, e, agency, "openedAt", at);
                case "distribution-acknowledged" -> said(copies, e, agency, "acknowledgedAt", at);
                case "distribution-recorded" -> said(copies, e, agency, "recordedAt", at);
                case "distribution-withdrawn" -> {
                    if (e.moment("withdrawnAt") <= at) {
                        copies.computeIfPresent(e.text("distributionId"), (id, text) -> text + ",withdrawnAt " + e.moment("withdrawnAt"));
                    }
                }
                default -> { }
            }
        }
        boolean right = known.facts().stream().noneMatch(fact -> fact.since().isAfter(moment)) && shared == known.facts().stream().filter(fact -> fact.kind() == Knowledge.Kind.TOLD).count();
        var found = new TreeMap<String, String>();
        known.facts().stream().filter(fact -> fact.kind() == Knowledge.Kind.NOTICE || fact.kind() == Knowledge.Kind.MINUTES).forEach(fact -> found.put(
                copyIn(lines, fact, agency), words(fact)));
        copies.forEach((copy, words) -> told.getOrDefault(versions.get(copy), Set.of()).forEach(decision -> given.merge(decision, Long.parseLong(words.split("[ ,]", -1)[1]), Math::min)));
        wrong += right && found.keySet().equals(copies.keySet()) && found.entrySet().stream().allMatch(one -> sorted(one.getValue()).equals(sorted(copies.getOrDefault(one.getKey(), "")))) ? 0 : 1;
        var decided = new HashSet<String>();
        lines.stream().filter(e -> e.name().endsWith("meeting-decision-recorded") && e.text("childId").equals(child)
                && (e.has("decidedAt") ? e.moment("decidedAt") : e.occurredAt()) <= at).forEach(e -> decided.add(e.text("decisionId")));
        known.decisions().forEach(decision -> decided.remove(decision.id().toString()));
        wrongDecisions += decided.size();
        decisions += decided.size();
        for (var decision : known.decisions()) {
            decisions++;
            var hadAt = decision.hadAt();
            wrongDecisions += java.util.Objects.equals(given.get(decision.id().toString()), hadAt == null ? null : hadAt.toEpochMilli()) ? 0 : 1;
        }
    }

    /** What an agency says of its copy shows that it has it, whatever the channel said. */
    private static void said(Map<String, String> copies, LedgerLine e, AgencyId agency, String field, long at) {
        if (e.text("agencyId").equals(agency.toString()) && e.moment(field) <= at) {
            since(copies, e, e.moment(field));
            copies.computeIfPresent(e.text("distributionId"), (id, text) -> text + "," + field + " " + e.moment(field));
        }
    }

    /** Of two moments the earlier, whichever was recorded first. */
    private static void since(Map<String, String> copies, LedgerLine e, long moment) {
        copies.merge(e.text("distributionId"), "since " + moment, (text, first) -> Long.parseLong(text.split("[ ,]", -1)[1]) <= moment ? text
                : "since " + moment + (text.contains(",") ? text.substring(text.indexOf(',')) : ""));
    }

    private static String copyIn(List<LedgerLine> lines, Fact fact, AgencyId agency) {
        return lines.stream().filter(e -> e.name().equals("distribution-queued") && e.stream().equals(fact.record().toString()) && e.number("version") == fact.version()
                && e.text("agencyId").equals(agency.toString())).map(e -> e.text("distributionId")).findFirst().orElse("none");
    }

    private static String words(Fact fact) {
        var text = new StringBuilder("since " + fact.since().toEpochMilli());
        put(text, "openedAt", fact.openedAt());
        put(text, "acknowledgedAt", fact.acknowledgedAt());
        put(text, "recordedAt", fact.recordedAt());
        put(text, "withdrawnAt", fact.withdrawnAt());
        return text.toString();
    }

    private static void put(StringBuilder text, String name, @org.jspecify.annotations.Nullable Instant moment) {
        if (moment != null) {
            text.append(',').append(name).append(' ').append(moment.toEpochMilli());
        }
    }

    private static List<String> sorted(String words) {
        return java.util.stream.Stream.of(words.split(",", -1)).sorted().toList();
    }

    List<Check> checks() {
        return List.of(new Check("what an agency had of a child's case at a moment = what was given to it by then, and nothing else", views, wrong),
                new Check("since when an agency had a decision = the first copy that told it", decisions, wrongDecisions));
    }
}
