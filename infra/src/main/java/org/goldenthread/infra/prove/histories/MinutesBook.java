package org.goldenthread.infra.prove.histories;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The minutes of a meeting as their stored events tell them, and what must hold of them (domain 3e, rulings 3 and 4). */
final class MinutesBook {

    private final RuleBook book;
    private final Map<String, Long> owed = new HashMap<>();
    private final Set<String> waived = new HashSet<>();
    private final Set<String> added = new HashSet<>();
    private final Set<String> writers = new HashSet<>();
    private final Map<Integer, Set<String>> expected = new HashMap<>();
    private boolean isMinutes;
    private String meeting = "";
    private String stage = "NOTHING_WRITTEN";
    private String hash = "";
    private int draft;
    private int issued;
    private boolean whole;
    private boolean correcting;
    private boolean overdue;
    private long endedAt;
    private long dueBy;

    MinutesBook(RuleBook book) {
        this.book = book;
    }

    boolean isMinutes() {
        return isMinutes;
    }

    void included(String agency) {
        waived.remove(agency);
    }

    void owed(LedgerLine e, MeetingBook of) {
        var closed = book.closed.get(e.text("meetingId"));
        var frozen = closed == null ? Set.<String>of() : closed.nodes("duties").stream().filter(duty -> duty.get("document").asString().equals("MINUTES"))
                .map(duty -> duty.get("agencyId").asString()).collect(Collectors.toSet());
        e.nodes("owed").forEach(one -> owed.put(one.get("agencyId").asString(), LedgerLine.moment(one.get("dueBy"))));
        book.holds("the minutes are owed from the end of their meeting on, once, to exactly those whose duty was frozen there", e,
                !isMinutes && of.hasEnded() && closed != null && owed.keySet().equals(frozen) && e.texts("about").equals(of.children()));
        isMinutes = true;
        meeting = e.text("meetingId");
        endedAt = e.moment("endedAt");
        dueBy = e.due("sending");
    }

    void read(LedgerLine e, MeetingBook of) {
        switch (e.name()) {
            case "duty-added" -> {
                var one = e.payload().get("owed");
                book.holds("a later duty is of an agency that came, or that a person added, and was not owed them before, with a date of its own", e, isMinutes
                        && !owed.containsKey(one.get("agencyId").asString()) && (of.came(one.get("agencyId").asString()) || one.get("owedAs").asString().equals("ADDED"))
                        && LedgerLine.moment(one.get("dueBy")) == LedgerLine.endOf(RuleBook.workingDayAfter(LedgerLine.dayOf(e.recordedAt()), 5)));
                owed.put(one.get("agencyId").asString(), LedgerLine.moment(one.get("dueBy")));
                added.add(one.get("agencyId").asString());
            }
            case "duty-waived" -> book.holds("a duty is waived once, with a reason, of who is owed them", e,
                    owed.containsKey(e.text("agencyId")) && waived.add(e.text("agencyId")) && !book.open(e, "/reason").isBlank());
            case "minutes-drafted" -> drafted(e);
            case "minutes-submitted" -> to("FOR_APPROVAL", e, stage.equals("DRAFT"));
            case "minutes-returned" -> to("DRAFT", e, stage.equals("FOR_APPROVAL") || stage.equals("APPROVED"));
            case "minutes-approved" -> approved(e);
            case "minutes-corrected" -> {
                book.holds("only a final version is corrected, and its correction is the next one", e, issued > 0 && whole && draft == 0 && e.number("fromVersion") == issued
                        && e.number("version") == issued + 1);
                correcting = true;
            }
            case "minutes-overdue" -> {
                book.holds("minutes are told overdue once, when their time is up and none had gone out", e, issued == 0 && !overdue && e.recordedAt() >= dueBy
                        && e.number("workingDaysLate") == RuleBook.workingDaysLate(LedgerLine.dayOf(dueBy), LedgerLine.dayOf(e.recordedAt())));
                overdue = true;
            }
            default -> throw new IllegalStateException(e.name());
        }
    }

    private void to(String next, LedgerLine e, boolean may) {
        book.holds("a version goes from written to waiting to approved, and back", e, may && e.number("version") == draft);
        stage = next;
    }

    private void drafted(LedgerLine e) {
        book.holds("what is written is the next version; a final one only in correction of the one before", e, isMinutes && e.number("version") == (draft == 0 ? issued + 1 : draft)
                && (draft != 0 || !whole || correcting) && e.text("writtenBy").equals(e.user()));
        book.holds("the fingerprint of minutes is that of their words and of who may have them", e, e.text("contentHash").equals(fingerprint(e)));
        book.holds("a passage is about a child of the meeting, or about all", e, e.nodes("passages").stream().allMatch(one -> !one.hasNonNull("childId")
                || e.texts("about").contains(one.get("childId").asString())));
        draft = e.number("version");
        stage = "DRAFT";
        hash = e.text("contentHash");
        writers.add(e.user());
        correcting = false;
    }

    private void approved(LedgerLine e) {
        boolean wrote = writers.contains(e.user());
        to("APPROVED", e, stage.equals("DRAFT") || stage.equals("FOR_APPROVAL"));
        book.holds("who approves minutes did not write them, or chaired; and approves the words as they stand", e, (!wrote || e.user().equals(book.chairs.get(meeting)))
                && e.flag("ownRecord") == wrote && e.text("contentHash").equals(hash));
    }

    void issued(LedgerLine e, Set<String> notForThem, Set<String> holders) {
        var lacks = new TreeMap<String, Integer>(book.lacking.of(meeting, e.texts("about")));
        if (!stage.equals("APPROVED")) {
            lacks.put("APPROVAL", 1);
        }
        var told = new TreeMap<String, Integer>();
        e.nodes("lacks").forEach(lack -> told.merge(lack.get("what").asString(), lack.get("count").asInt(), Integer::sum));
        book.holds("what minutes lack is said on them, and nothing is final that lacks anything", e, told.equals(lacks) && e.flag("finalVersion") == lacks.isEmpty());
        book.holds("what goes out is the version that was written, once", e, draft != 0 && e.number("version") == draft && e.text("contentHash").equals(hash)
                && e.number("minutesAfterMeeting") == (e.moment("issuedAt") - endedAt) / 60_000);
        var to = new HashSet<>(owed.keySet());
        to.removeIf(agency -> waived.contains(agency) && !holders.contains(agency));
        to.removeAll(notForThem);
        expected.put(draft, to);
        issued = draft;
        whole |= e.flag("finalVersion");
        draft = 0;
        stage = "NOTHING_WRITTEN";
        writers.clear();
        hash = "";
    }

    /** A copy of minutes goes to who is owed them, by the day frozen at the end, or for a later version or duty by one of its own. */
    void queued(LedgerLine e) {
        if (isMinutes) {
            var agency = e.text("agencyId");
            boolean first = e.number("version") == expected.keySet().stream().min(Integer::compare).orElse(0);
            book.holds("minutes go to who is owed them and for whom that was not waived, or who has an older version", e, owed.containsKey(agency)
                    && (expected.getOrDefault(e.number("version"), Set.of(agency)).contains(agency) || added.contains(agency) || e.text("owedAs").equals("ADDED")) && (!first || e.text("owedAs").equals("ADDED") || e.moment("dueBy") == owed.get(agency)));
        }
    }

    /** By the end, every version went to everybody it was to go to. */
    void check(LedgerLine last, Map<Integer, Set<String>> sent) {
        expected.forEach((version, agencies) -> book.holds("every version of the minutes went to all who were owed it", last, sent.getOrDefault(version, Set.of()).containsAll(agencies)));
    }

    private String fingerprint(LedgerLine e) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            put(digest, book.open(e, "/salt"));
            var passages = e.nodes("passages");
            for (int at = 0; at < passages.size(); at++) {
                var one = passages.get(at);
                var text = book.openOr(e, "/passages/" + at + "/text");
                for (var part : List.of(one.get("number").asString(), one.path("childId").asString(""), one.get("heading").asString(), one.path("infoId").asString(""),
                        text == null ? "" : text, one.get("ownerAgencyId").asString(), one.get("handling").asString(),
                        LedgerLine.texts(one.path("named")).stream().sorted().collect(Collectors.joining(" ")))) {
                    put(digest, part);
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException x) {
            throw new IllegalStateException(x);
        }
    }

    private static void put(MessageDigest digest, String part) {
        var bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }
}
