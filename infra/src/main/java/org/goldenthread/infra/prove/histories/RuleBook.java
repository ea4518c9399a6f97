package org.goldenthread.infra.prove.histories;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.goldenthread.command.document.WhenDecidedThenIssueNotice;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.personal.Seal;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.infra.prove.Proof.Check;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The rules that no accepted sequence may break, in code of its own: reads the events of one ledger after another as plain JSON. */
final class RuleBook {

    private static final Set<LocalDate> HOLIDAYS = holidays();
    private static final int MOST_NAMED = 3;

    final Map<String, MeetingBook> meetings = new HashMap<>();
    final Map<String, ActionBook> actions = new LinkedHashMap<>();
    final Map<String, LedgerLine> closed = new HashMap<>();
    final Map<String, String> chairs = new HashMap<>();
    LackingBook lacking = new LackingBook();
    private final Map<String, DocumentBook> documents = new HashMap<>();
    final Set<String> risks = new HashSet<>();
    private final Map<String, Integer> sittings = new HashMap<>();
    private final ContactBook contacts = new ContactBook(this);
    private final Map<String, Integer> sequences = new HashMap<>();
    private final Map<String, long[]> rules = new LinkedHashMap<>();
    private final Map<String, Long> names = new HashMap<>();
    private final List<String> broken = new ArrayList<>();
    private final Seal seal;
    private long recordedAt;

    RuleBook(Seal seal) {
        this.seal = seal;
    }

    /** Reads one ledger from its beginning. */
    void read(List<LedgerLine> lines) {
        meetings.clear();
        actions.clear();
        documents.clear();
        closed.clear();
        chairs.clear();
        lacking = new LackingBook();
        risks.clear();
        sittings.clear();
        sequences.clear();
        contacts.forget();
        recordedAt = 0;
        lines.forEach(this::read);
        closed.values().forEach(this::checkSent);
        lines.stream().reduce((one, later) -> later).ifPresent(last -> documents.values().forEach(document -> document.checkMinutes(last)));
    }

    private void checkSent(LedgerLine closed) {
        var owed = closed.nodes("duties").stream().filter(duty -> duty.get("document").asString().equals("DECISION_NOTICE")).map(duty -> duty.get("agencyId").asString())
                .collect(Collectors.toSet());
        documents.getOrDefault(WhenDecidedThenIssueNotice.noticeOf(MeetingId.of(closed.stream())).toString(), new DocumentBook(this)).check(closed, owed);
    }

    private void read(LedgerLine e) {
        names.merge(e.name(), 1L, Long::sum);
        holds("every stream counts 0, 1, 2 ... and recorded times never run backwards", e,
                e.sequence() == sequences.merge(e.stream(), 0, (a, b) -> a + 1) && e.recordedAt() >= recordedAt);
        recordedAt = e.recordedAt();
        e.payload().forEach(field -> clock(e, field));
        lacking.read(e);
        if (e.name().equals("meeting-closed")) {
            closed.put(e.stream(), e);
        } else if (e.name().equals("meeting-convened")) {
            chairs.put(e.stream(), e.text("chairId"));
        }
        switch (e.streamType()) {
            case "meeting" -> meetings.computeIfAbsent(e.stream(), id -> new MeetingBook(this)).read(e);
            case "document" -> documents.computeIfAbsent(e.stream(), id -> new DocumentBook(this)).read(e);
            case "action" -> actions.computeIfAbsent(e.stream(), id -> new ActionBook(this)).read(e);
            default -> contacts.read(e);
        }
    }

    private void clock(LedgerLine e, JsonNode field) {
        var value = field.path("value").asString("");
        if (field.has("timescale") && value.endsWith(" WD")) {
            var due = workingDayAfter(LedgerLine.dayOf(LedgerLine.moment(field.get("startedAt"))), Integer.parseInt(value.replace(" WD", "")));
            holds("a clock of n working days is due at the last second of the n-th", e, LedgerLine.moment(field.get("dueBy")) == LedgerLine.endOf(due));
        }
    }

    void holds(String rule, LedgerLine e, boolean holds) {
        var counted = rules.computeIfAbsent(rule, name -> new long[2]);
        counted[0]++;
        if (!holds) {
            counted[1]++;
            if (counted[1] <= MOST_NAMED) {
                broken.add("history " + e.history() + ": " + rule + " (" + e.name() + " at " + e.ledger() + "/" + e.position() + ", " + e.stream() + ")");
            }
        }
    }

    /** The next number of a child's meetings of a kind. */
    int nextSitting(String child, String kind) {
        return sittings.merge(child + kind, 1, Integer::sum);
    }

    boolean isKnown(String child) {
        return contacts.isKnown(child);
    }

    List<Check> checks() {
        return rules.entrySet().stream().map(rule -> new Check(rule.getKey(), rule.getValue()[0], rule.getValue()[1])).toList();
    }

    /** The first breaches of each rule, each with its history's number. */
    List<String> broken() {
        return broken;
    }

    /** How often each event occurred. */
    Map<String, Long> names() {
        return names;
    }

    /** The text at a pointer, opened; null where there is none. */
    @Nullable String openOr(LedgerLine e, String pointer) {
        return e.payload().at(pointer).has("sealed") ? open(e, pointer) : null;
    }

    String open(LedgerLine e, String pointer) {
        var text = e.payload().at(pointer);
        return seal.open(new PersonalText.Sealed(UUID.fromString(text.get("key").asString()), new LedgerId(e.ledger()), UUID.fromString(e.eventId()), pointer,
                Base64.getDecoder().decode(text.get("sealed").asString()))).orElseThrow();
    }

    static int workingDaysLate(LocalDate due, LocalDate day) {
        int late = 0;
        for (var next = due.plusDays(1); !next.isAfter(day); next = next.plusDays(1)) {
            late += isWorkingDay(next) ? 1 : 0;
        }
        return late;
    }

    static LocalDate workingDayAfter(LocalDate day, int n) {
        var next = day;
        for (int left = n; left > 0; left -= isWorkingDay(next) ? 1 : 0) {
            next = next.plusDays(1);
        }
        return next;
    }

    private static boolean isWorkingDay(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY && !HOLIDAYS.contains(day);
    }

    private static Set<LocalDate> holidays() {
        var file = Objects.requireNonNull(RuleBook.class.getResourceAsStream("/bank-holidays-england-wales.csv"));
        try (var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> Character.isDigit(line.charAt(0))).map(line -> LocalDate.parse(line.substring(0, 10))).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
