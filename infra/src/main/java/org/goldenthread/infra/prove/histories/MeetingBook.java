package org.goldenthread.infra.prove.histories;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One meeting as its stored events tell it, and what must hold of each (domain 3b, rulings 1 to 3). */
final class MeetingBook {

    private static final Set<String> THERE = Set.of("PRESENT", "SUBSTITUTE", "LEFT_EARLY");
    private static final Map<String, Set<String>> ANSWERS = Map.ofEntries(Map.entry("THRESHOLD_S47_MET", Set.of("YES", "NO")),
            Map.entry("SINGLE_OR_JOINT_ENQUIRY", Set.of("SINGLE_LA", "SINGLE_POLICE", "JOINT")),
            Map.entry("IMMEDIATE_SAFETY", Set.of("YES", "NO")), Map.entry("MEDICAL", Set.of("YES", "NO", "LATER")), Map.entry("ABE_INTERVIEW", Set.of("YES", "NO",
            "LATER")),
            Map.entry("ICPC_NEEDED", Set.of("YES", "NO", "LATER")), Map.entry("LEGAL", Set.of("YES", "NO", "LATER")), Map.entry("NRM", Set.of("YES", "NO", "LATER")),
            Map.entry("WHO_TELLS_FAMILY", Set.of("AS_WRITTEN")), Map.entry("OTHER_CHILDREN", Set.of("YES", "NO", "LATER")),
            Map.entry("NEXT_MEETING", Set.of("YES", "NO")), Map.entry("HELP_GOES_ON", Set.of("CONTINUES", "STEPS_UP", "STEPS_DOWN", "ENDS")));

    private final RuleBook book;
    private String kind = "";
    private long startsAt;
    private List<String> children = List.of();
    private final Map<Integer, Seat> seats = new LinkedHashMap<>();
    private final Map<String, Ruling> rulings = new LinkedHashMap<>();
    private final Set<String> voices = new HashSet<>();
    private final Map<String, Set<String>> spoken = new HashMap<>();
    private final Set<String> overdue = new HashSet<>();
    private String state = "CONVENED";
    private boolean ended;
    private boolean cancelled;
    private long endedAt;
    private int actions;

    private static final class Seat {

        final String agency;
        final @Nullable String core;
        boolean taken;

        Seat(String agency, @Nullable String core) {
            this.agency = agency;
            this.core = core;
        }
    }

    private static final class Ruling {

        final String child;
        final String type;
        final String answer;
        final long at;
        final long endorseBy;
        boolean replaced;

        Ruling(String child, String type, String answer, long at, long endorseBy) {
            this.child = child;
            this.type = type;
            this.answer = answer;
            this.at = at;
            this.endorseBy = endorseBy;
        }
    }

    MeetingBook(RuleBook book) {
        this.book = book;
    }

    long startsAt() {
        return startsAt;
    }

    List<String> children() {
        return children;
    }

    boolean hasEnded() {
        return ended;
    }

    /** Whether somebody of an agency sat there, as far as is recorded. */
    boolean came(String agency) {
        return seats.values().stream().anyMatch(seat -> seat.taken && seat.agency.equals(agency));
    }

    Set<String> decisions() {
        return rulings.keySet();
    }

    boolean hasDecision(String id) {
        return rulings.containsKey(id);
    }

    void agreed() {
        actions++;
    }

    void read(LedgerLine e) {
        if (cancelled) {
            book.holds("nothing follows a cancelled meeting but that it was held after all", e, e.name().equals("meeting-opened"));
        }
        switch (e.name()) {
            case "meeting-convened" -> convened(e);
            case "seat-added" -> seat(e, e.payload().get("seat"));
            case "meeting-opened" -> {
                cancelled = false;
                startsAt = Math.min(startsAt, e.moment("openedAt"));
                book.holds("a meeting that begins earlier than arranged began then", e, e.moment("startsAt") == startsAt && e.text("kind").equals(kind));
                begin(e, "openedAt");
            }
            case "attendance-recorded" -> attended(e);
            case "information-shared" -> shared(e);
            case "child-voice-recorded" -> heard(e);
            case "meeting-decision-recorded" -> decided(e);
            case "after-meeting-decision-recorded" -> decidedAfter(e);
            case "position-recorded" -> stands(e);
            case "meeting-adjourned" -> adjourned(e);
            case "meeting-resumed" -> {
                book.holds("a meeting goes on only where it was adjourned", e, state.equals("ADJOURNED") && !ended);
                begin(e, "resumedAt");
            }
            case "meeting-closed" -> closed(e);
            case "meeting-cancelled" -> {
                book.holds("a meeting ends at most once, closed or cancelled", e, !ended && !cancelled);
                cancelled = true;
            }
            case "positions-overdue" -> overdue(e);
            default -> book.holds("every event of a meeting is one of those it may have", e, false);
        }
    }

    private void convened(LedgerLine e) {
        kind = e.text("kind");
        startsAt = e.moment("startsAt");
        var about = new ArrayList<String>();
        for (var sitting : e.nodes("sittings")) {
            var child = sitting.get("childId").asString();
            book.holds("the meetings of a kind of a child count 1, 2, 3 ...", e, sitting.get("number").asInt() == book.nextSitting(child, kind));
            book.holds("a meeting is about children known before it", e, book.isKnown(child));
            about.add(child);
        }
        children = about;
        e.nodes("seats").forEach(seat -> seat(e, seat));
        var open = book.actions.entrySet().stream().filter(one -> one.getValue().isOpenFor(children))
                .sorted(Comparator.comparingLong((Map.Entry<String, ActionBook> one) -> one.getValue().dueBy()).thenComparing(Map.Entry::getKey)).map(Map.Entry::getKey).toList();
        book.holds("a meeting carries the actions open for its children and no other, the first due first", e, open.equals(e.texts("carried")));
        book.holds("an hour it was asked for starts the clock of a strategy meeting only, and is not in the future", e,
                !e.has("hold") || (kind.equals("STRATEGY") && LedgerLine.moment(e.payload().get("hold").get("startedAt")) <= e.recordedAt()));
    }

    private void seat(LedgerLine e, tools.jackson.databind.JsonNode seat) {
        book.holds("seats count from 1 without a gap", e, seat.get("number").asInt() == seats.size() + 1);
        seats.put(seat.get("number").asInt(), new Seat(seat.get("agencyId").asString(), seat.has("core") ? seat.get("core").asString() : null));
    }

    private void begin(LedgerLine e, String field) {
        inTime(e, field);
        state = "IN_SESSION";
    }

    private void inTime(LedgerLine e, String field) {
        book.holds("nothing is recorded of a meeting as having happened in the future", e, e.moment(field) <= e.recordedAt());
    }

    private void attended(LedgerLine e) {
        var seat = seats.get(e.number("seat"));
        book.holds("who came is said of a seat there is, and of its agency", e, seat != null && seat.agency.equals(e.text("agencyId")));
        if (seat != null) {
            seat.taken = THERE.contains(e.text("status"));
        }
    }

    private void shared(LedgerLine e) {
        book.holds("information is of an agency with a seat, about a child of the meeting", e, hasSeat(e.text("agencyId")) && children.contains(e.text("childId")));
        if (e.has("risk")) {
            book.risks.add(e.text("childId") + e.text("risk"));
        }
    }

    private void heard(LedgerLine e) {
        book.holds("a child's voice is what they said or why not, never both or neither", e, e.has("words") != e.has("notObtained")
                && children.contains(e.text("childId")));
        voices.add(e.text("childId"));
    }

    private void decided(LedgerLine e) {
        book.holds("no decision in the meeting comes after its end", e, !ended);
        answered(e);
        book.holds("in the meeting, 'not decided' says who decides and by when", e, !e.text("decision").equals("NOT_DECIDED") || (e.has("whoDecides")
                && e.has("decideBy")));
        var standing = standing(e.text("childId"), e.text("type"));
        if (standing != null) {
            book.holds("in the meeting, a second decision names the standing one it replaces", e, e.has("supersedes") && standing.equals(e.text("supersedes")));
        }
        inTime(e, "decidedAt");
        rule(e, e.moment("decidedAt"), 0);
    }

    private void decidedAfter(LedgerLine e) {
        long at = e.moment("decidedAt");
        book.holds("a decision after the meeting comes after its end, and decides", e, ended && at > endedAt && !e.text("decision").equals("NOT_DECIDED"));
        book.holds("minutes after the end are those between the two times", e, e.payload().get("minutesAfterClose").asLong() == Math.floorDiv(at - endedAt, 60_000L));
        book.holds("a decision after the meeting says why and who decided, and opens the time to say if they agree", e,
                e.has("reason") && e.has("decidedBy") && e.due("endorsement") > e.recordedAt());
        answered(e);
        inTime(e, "decidedAt");
        var standing = standing(e.text("childId"), e.text("type"));
        if (standing != null) {
            book.holds("a decision after the meeting names one it replaces where one stands", e, e.has("supersedes"));
        }
        rule(e, at, e.due("endorsement"));
    }

    private void answered(LedgerLine e) {
        var type = e.text("type");
        book.holds("a decision answers its question for a child of the meeting", e, children.contains(e.text("childId"))
                && (e.text("decision").equals("NOT_DECIDED") || ANSWERS.getOrDefault(type, Set.of()).contains(e.text("decision"))));
        if (e.has("supersedes")) {
            var earlier = rulings.get(e.text("supersedes"));
            book.holds("what is replaced is a decision of this child and question", e, earlier != null && !earlier.replaced && earlier.child.equals(e.text("childId"))
                    && earlier.type.equals(type));
        }
    }

    private void rule(LedgerLine e, long at, long endorseBy) {
        book.holds("a decision's id is its own", e, !rulings.containsKey(e.text("decisionId")));
        var earlier = e.has("supersedes") ? rulings.get(e.text("supersedes")) : null;
        if (earlier != null) {
            earlier.replaced = true;
        }
        rulings.put(e.text("decisionId"), new Ruling(e.text("childId"), e.text("type"), e.text("decision"), at, endorseBy));
        book.holds("one decision stands for a child and question", e, rulings.values().stream()
                .filter(one -> !one.replaced && one.child.equals(e.text("childId")) && one.type.equals(e.text("type"))).count() == 1);
    }

    private void stands(LedgerLine e) {
        var ruling = rulings.get(e.text("decisionId"));
        book.holds("an agency with a seat says how it stands to a decision of the meeting", e,
                ruling != null && ruling.child.equals(e.text("childId")) && hasSeat(e.text("agencyId")));
        inTime(e, "at");
        if (e.text("stance").equals("DISSENTED")) {
            book.holds("a dissent says why and has a time until when both agencies speak", e, e.has("reason") && e.has("challenge")
                    && e.due("challenge") > e.moment("at"));
        } else {
            book.holds("who does not dissent opens no challenge", e, !e.has("challenge"));
        }
        var answered = spoken.computeIfAbsent(e.text("decisionId"), id -> new HashSet<>());
        if (Set.of("AGREED", "DISSENTED").contains(e.text("stance"))) {
            answered.add(e.text("agencyId"));
        } else {
            answered.remove(e.text("agencyId"));
        }
    }

    private void adjourned(LedgerLine e) {
        book.holds("a meeting that has ended is not adjourned", e, !ended);
        inTime(e, "adjournedAt");
        book.holds("an adjourned meeting says for each child how they are safe", e,
                e.nodes("meanwhile").stream().map(one -> one.get("childId").asString()).toList().equals(children));
        state = "ADJOURNED";
    }

    private void closed(LedgerLine e) {
        book.holds("a meeting ends at most once, closed or cancelled", e, !ended && !cancelled);
        long at = e.moment("endedAt");
        inTime(e, "endedAt");
        book.holds("a meeting ends not before it began, with somebody there", e,
                at >= startsAt && seats.values().stream().anyMatch(seat -> seat.taken));
        for (var child : children) {
            book.holds("each child's voice is there at the end, or why not", e, voices.contains(child));
            book.holds(kind.equals("STRATEGY") ? "a strategy meeting ends with an answer on s47 for each child, or with 'not decided'"
                    : "a meeting of another kind ends with how help goes on for each child", e, standing(child, required()) != null);
        }
        setAside(e, "E-STR-05", !silent().isEmpty(), "police and health have said if they agree at the end, or E-STR-05 is set aside");
        setAside(e, "E-MTG-09", rulings.values().stream().anyMatch(one -> one.at > at), "no decision is later than the end, or E-MTG-09 is set aside");
        var missing = missing();
        book.holds("quorate and missing are as the seats say", e, e.flag("quorate") == missing.isEmpty() && new TreeSet<>(e.texts("missing")).equals(missing));
        book.holds("decisions and actions are counted right at the end", e, e.number("decisionCount") == rulings.size() && e.number("actionCount") == actions);
        book.holds("who is owed what is as the seats and the matrix say", e, duties(e).equals(new HashSet<>(e.nodes("duties").stream().map(one -> String.join("/",
                one.get("seat").asString(), one.get("agencyId").asString(), one.get("document").asString(), one.get("owedAs").asString(),
                "" + LedgerLine.moment(one.get("dueBy")))).toList())));
        ended = true;
        endedAt = at;
    }

    private void setAside(LedgerLine e, String rule, boolean inTheWay, String holds) {
        boolean setAside = e.setAside().contains(rule);
        if (inTheWay) {
            book.holds(holds, e, setAside);
        } else {
            book.holds("nothing is set aside at an end that stands in nobody's way", e, !setAside);
        }
    }

    private Set<String> duties(LedgerLine e) {
        var owed = new HashSet<String>();
        seats.forEach((number, seat) -> {
            var as = seat.taken ? "ATTENDED" : seat.core != null ? "CORE_ABSENT" : "INVITED_ABSENT";
            if (!as.equals("INVITED_ABSENT") || !kind.equals("STRATEGY")) {
                owed.add(String.join("/", "" + number, seat.agency, "DECISION_NOTICE", as, "" + e.due("notice")));
                owed.add(String.join("/", "" + number, seat.agency, "MINUTES", as, "" + e.due("minutes")));
            }
        });
        return owed;
    }

    private void overdue(LedgerLine e) {
        var ruling = rulings.get(e.text("decisionId"));
        var silent = seats.values().stream().filter(seat -> seat.taken).map(seat -> seat.agency).distinct()
                .filter(agency -> !spoken.getOrDefault(e.text("decisionId"), Set.of()).contains(agency)).toList();
        book.holds("silence is marked once, of a decision after the meeting, of those there who said nothing, when its time is up", e,
                ruling != null && ruling.endorseBy > 0 && ruling.endorseBy == e.moment("dueBy") && e.recordedAt() >= ruling.endorseBy && overdue.add(e.text("decisionId"))
                        && !silent.isEmpty() && silent.equals(e.texts("silent")));
    }

    private Set<String> silent() {
        var silent = new TreeSet<String>();
        if (kind.equals("STRATEGY")) {
            for (var part : List.of("POLICE", "HEALTH")) {
                boolean there = seats.values().stream().anyMatch(seat -> seat.taken && part.equals(seat.core));
                boolean unheard = rulings.entrySet().stream().anyMatch(one -> isAsked(one.getValue()) && seats.values().stream()
                        .noneMatch(seat -> part.equals(seat.core) && spoken.getOrDefault(one.getKey(), Set.of()).contains(seat.agency)));
                if (there && unheard) {
                    silent.add(part);
                }
            }
        }
        return silent;
    }

    private boolean isAsked(Ruling ruling) {
        return !ruling.replaced && ruling.type.equals(required()) && !ruling.answer.equals("NOT_DECIDED");
    }

    private Set<String> missing() {
        var needed = switch (kind) {
            case "STRATEGY" -> List.of("SOCIAL_CARE", "POLICE", "HEALTH");
            case "CIN" -> List.of("SOCIAL_CARE");
            default -> List.<String>of();
        };
        return new TreeSet<>(needed.stream().filter(part -> seats.values().stream().noneMatch(seat -> seat.taken && part.equals(seat.core))).toList());
    }

    private String required() {
        return kind.equals("STRATEGY") ? "THRESHOLD_S47_MET" : "HELP_GOES_ON";
    }

    private @Nullable String standing(String child, String type) {
        return rulings.entrySet().stream().filter(one -> !one.getValue().replaced && one.getValue().child.equals(child) && one.getValue().type.equals(type))
                .map(Map.Entry::getKey).findFirst().orElse(null);
    }

    private boolean hasSeat(String agency) {
        return seats.values().stream().anyMatch(seat -> seat.agency.equals(agency));
    }
}
