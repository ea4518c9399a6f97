package org.goldenthread.query.partnership;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.chain.StoredEvent;
import org.goldenthread.events.document.DocumentEvent;
import org.goldenthread.events.document.DocumentEvent.BreachAssessed;
import org.goldenthread.events.document.DocumentEvent.BreachAssessmentRequired;
import org.goldenthread.events.document.DocumentEvent.DecisionNoticeIssued;
import org.goldenthread.events.document.DocumentEvent.DestructionConfirmed;
import org.goldenthread.events.document.DocumentEvent.DisputeResolved;
import org.goldenthread.events.document.DocumentEvent.DistributionAcknowledged;
import org.goldenthread.events.document.DocumentEvent.DistributionBounced;
import org.goldenthread.events.document.DocumentEvent.DistributionDelivered;
import org.goldenthread.events.document.DocumentEvent.DistributionFailed;
import org.goldenthread.events.document.DocumentEvent.DistributionOpened;
import org.goldenthread.events.document.DocumentEvent.DistributionOverdue;
import org.goldenthread.events.document.DocumentEvent.DistributionQueued;
import org.goldenthread.events.document.DocumentEvent.DistributionRecorded;
import org.goldenthread.events.document.DocumentEvent.DistributionResent;
import org.goldenthread.events.document.DocumentEvent.DistributionSent;
import org.goldenthread.events.document.DocumentEvent.DistributionWithdrawn;
import org.goldenthread.events.document.DocumentEvent.DutyAdded;
import org.goldenthread.events.document.DocumentEvent.DutyWaived;
import org.goldenthread.events.document.DocumentEvent.FamilyCopiesOwed;
import org.goldenthread.events.document.DocumentEvent.FamilyCopyAcknowledged;
import org.goldenthread.events.document.DocumentEvent.FamilyCopyCameBack;
import org.goldenthread.events.document.DocumentEvent.FamilyCopyGiven;
import org.goldenthread.events.document.DocumentEvent.FamilyCopyPrepared;
import org.goldenthread.events.document.DocumentEvent.FamilyCopyReleased;
import org.goldenthread.events.document.DocumentEvent.FamilyCopyReturned;
import org.goldenthread.events.document.DocumentEvent.FamilyCopyWithheld;
import org.goldenthread.events.document.DocumentEvent.MinutesApproved;
import org.goldenthread.events.document.DocumentEvent.MinutesCorrected;
import org.goldenthread.events.document.DocumentEvent.MinutesDisputed;
import org.goldenthread.events.document.DocumentEvent.MinutesDrafted;
import org.goldenthread.events.document.DocumentEvent.MinutesIssued;
import org.goldenthread.events.document.DocumentEvent.MinutesOverdue;
import org.goldenthread.events.document.DocumentEvent.MinutesOwed;
import org.goldenthread.events.document.DocumentEvent.MinutesReturned;
import org.goldenthread.events.document.DocumentEvent.MinutesSubmitted;
import org.goldenthread.events.document.DocumentEvent.Owed;
import org.goldenthread.events.document.DocumentEvent.RecipientAdded;
import org.goldenthread.events.document.DocumentEvent.WrongRecipientReported;
import org.goldenthread.events.meeting.MeetingEvent;
import org.goldenthread.events.meeting.MeetingEvent.AfterMeetingDecisionRecorded;
import org.goldenthread.events.meeting.MeetingEvent.Answer;
import org.goldenthread.events.meeting.MeetingEvent.AttendanceRecorded;
import org.goldenthread.events.meeting.MeetingEvent.ChildVoiceRecorded;
import org.goldenthread.events.meeting.MeetingEvent.Document;
import org.goldenthread.events.meeting.MeetingEvent.InformationShared;
import org.goldenthread.events.meeting.MeetingEvent.MeetingAdjourned;
import org.goldenthread.events.meeting.MeetingEvent.MeetingCancelled;
import org.goldenthread.events.meeting.MeetingEvent.MeetingClosed;
import org.goldenthread.events.meeting.MeetingEvent.MeetingConvened;
import org.goldenthread.events.meeting.MeetingEvent.MeetingDecisionRecorded;
import org.goldenthread.events.meeting.MeetingEvent.MeetingOpened;
import org.goldenthread.events.meeting.MeetingEvent.MeetingResumed;
import org.goldenthread.events.meeting.MeetingEvent.PositionRecorded;
import org.goldenthread.events.meeting.MeetingEvent.PositionsOverdue;
import org.goldenthread.events.meeting.MeetingEvent.SeatAdded;
import org.goldenthread.events.values.DistributionId;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.query.rows.Projection;
import org.goldenthread.query.rows.Row;
import org.goldenthread.query.rows.Rows;
import org.goldenthread.query.rows.Table;
import org.jspecify.annotations.Nullable;

/**
 * One row for all that an agency is owed of a meeting's minutes, for each decision and agency that is to have it, and for each decision;
 * each adds to the counts of its day, agency and kind of meeting, and leaves them again when it changes. Ids, times and codes.
 */
@SuppressWarnings("NullAway") // a column that may be null takes null
public final class PartnershipProjection implements Projection {

    static final Table MEETING = Table.of("meeting", 2, "ledger integer", "meeting uuid", "kind text", "ended_at bigint?", "decisions text[]", "agencies text[]");
    static final Table ABOUT = Table.of("about", 3, "ledger integer", "child uuid", "meeting uuid").indexed("(ledger, meeting)");
    static final Table DECISION = Table.of("decision", 2, "ledger integer", "decision uuid", "meeting uuid", "kind text", "decided_at bigint", "after boolean", "minutes_after bigint",
            "stands boolean", "agencies text[]").indexed("(ledger, decided_at)", "(ledger, meeting)");
    static final Table SHARED = Table.of("shared", 3, "ledger integer", "decision uuid", "agency uuid", "meeting uuid", "kind text", "due_by bigint", "shared_at bigint?", "stands boolean",
            "astray boolean").indexed("(ledger, due_by)", "(ledger, meeting)");
    static final Table OWED = Table.of("owed", 3, "ledger integer", "document uuid", "agency uuid", "meeting uuid", "kind text", "due_by bigint", "delivered_at bigint?", "waived boolean",
            "astray boolean", "awaits_copy boolean").indexed("(ledger, due_by)", "(ledger, meeting)");
    static final Table DOCUMENT = Table.of("document", 2, "ledger integer", "document uuid", "meeting uuid", "kind text?");
    static final Table TOLD = Table.of("told", 3, "ledger integer", "document uuid", "version integer", "decisions text[]");
    static final Table COPY = Table.of("copy", 2, "ledger integer", "distribution uuid", "document uuid", "meeting uuid", "agency uuid", "decisions text[]", "delivered_at bigint?",
            "opened_at bigint?", "answered boolean", "withdrawn boolean");
    static final Table PARTY = Table.of("party", 3, "ledger integer", "meeting uuid", "agency uuid", "documents text[]", "decisions text[]", "copies text[]", "misdirected boolean");
    static final Table TALLY = Table.of("tally", 5, "ledger integer", "figure text", "at bigint", "agency uuid", "kind text", "counted integer", "good integer", "came integer",
            "waived integer");

    @Override
    public String name() {
        return "partnership";
    }

    @Override
    public List<Table> tables() {
        return List.of(MEETING, ABOUT, DECISION, SHARED, OWED, DOCUMENT, TOLD, COPY, PARTY, TALLY);
    }

    @Override
    public void on(Recorded<?> recorded, StoredEvent stored, Rows rows) {
        int ledger = stored.ledger().value();
        if (recorded.event() instanceof MeetingEvent event) {
            on(event, recorded.envelope().occurredAt(), ledger, rows);
        } else if (recorded.event() instanceof DocumentEvent event) {
            on(event, ledger, rows);
        }
    }

    private static void on(MeetingEvent event, Instant occurredAt, int ledger, Rows rows) {
        var meeting = event.meetingId().value();
        switch (event) {
            case MeetingConvened e -> {
                rows.put(MEETING, ledger, meeting, e.kind().name(), null, List.of(), List.of());
                e.sittings().forEach(sitting -> rows.put(ABOUT, ledger, sitting.childId().value(), meeting));
            }
            case SeatAdded e -> { }
            case MeetingOpened e -> { }
            case AttendanceRecorded e -> { }
            case InformationShared e -> { }
            case ChildVoiceRecorded e -> { }
            case MeetingDecisionRecorded e -> {
                decided(e.decisionId().value(), meeting, e.decidedAt() == null ? occurredAt : e.decidedAt(), e.decision(), false, 0, ledger, rows);
                replaced(e.supersedes() == null ? null : e.supersedes().value(), ledger, rows);
            }
            case AfterMeetingDecisionRecorded e -> {
                decided(e.decisionId().value(), meeting, e.decidedAt(), e.decision(), true, e.minutesAfterClose(), ledger, rows);
                replaced(e.supersedes() == null ? null : e.supersedes().value(), ledger, rows);
            }
            case PositionRecorded e -> { }
            case MeetingAdjourned e -> { }
            case MeetingResumed e -> { }
            case MeetingClosed e -> {
                rows.change(MEETING, row -> {
                    row.set("ended_at", millis(e.endedAt()));
                    row.set("agencies", e.duties().stream().filter(duty -> duty.document() == Document.DECISION_NOTICE).map(duty -> duty.agencyId().toString()).distinct().sorted().toList());
                }, ledger, meeting);
                row(rows, MEETING, ledger, meeting).texts("decisions").forEach(decision -> share(UUID.fromString(decision), ledger, rows));
            }
            case MeetingCancelled e -> { }
            case PositionsOverdue e -> { }
        }
    }

    /** Whether nothing was decided is no decision. */
    private static void decided(UUID decision, UUID meeting, Instant at, Answer answer, boolean after, long minutesAfter, int ledger, Rows rows) {
        var agencies = rows.find(DECISION, ledger, decision).map(found -> new Row(DECISION, found).texts("agencies")).orElse(List.of());
        keep(rows, DECISION, ledger, decision, meeting, row(rows, MEETING, ledger, meeting).text("kind"), millis(at), after, minutesAfter, answer != Answer.NOT_DECIDED, agencies);
        rows.change(MEETING, row -> row.set("decisions", with(row.texts("decisions"), decision)), ledger, meeting);
        share(decision, ledger, rows);
    }

    /** What another decision took the place of does not stand any more. */
    private static void replaced(@Nullable UUID earlier, int ledger, Rows rows) {
        if (earlier != null) {
            alter(rows, DECISION, row -> row.set("stands", false), ledger, earlier);
            rows.find(DECISION, ledger, earlier).ifPresent(found -> new Row(DECISION, found).texts("agencies").forEach(
                    agency -> alter(rows, SHARED, row -> row.set("stands", false), ledger, earlier, UUID.fromString(agency))));
        }
    }

    /** Everybody who is owed the decisions of a meeting that ended is to have this one. */
    private static void share(UUID decision, int ledger, Rows rows) {
        var meeting = row(rows, MEETING, ledger, row(rows, DECISION, ledger, decision).id("meeting"));
        meeting.texts("agencies").forEach(agency -> share(decision, UUID.fromString(agency), sharedBy(decision, ledger, rows), ledger, rows));
    }

    /** Due at the end of the working day after the end of the meeting, or after the decision where that was later. */
    private static Instant sharedBy(UUID decision, int ledger, Rows rows) {
        var decided = row(rows, DECISION, ledger, decision);
        var ended = row(rows, MEETING, ledger, decided.id("meeting"));
        var since = Instant.ofEpochMilli(ended.has("ended_at") ? Math.max(ended.moment("ended_at"), decided.moment("decided_at")) : decided.moment("decided_at"));
        return WorkingCalendar.englandAndWales().endOfWorkingDay(since, 1);
    }

    private static void share(UUID decision, UUID agency, Instant dueBy, int ledger, Rows rows) {
        var decided = row(rows, DECISION, ledger, decision);
        var meeting = decided.id("meeting");
        keep(rows, SHARED, ledger, decision, agency, meeting, decided.text("kind"), millis(dueBy), null, decided.flag("stands"), false);
        rows.change(DECISION, row -> row.set("agencies", with(row.texts("agencies"), agency)), ledger, decision);
        party(ledger, meeting, agency, row -> row.set("decisions", with(row.texts("decisions"), decision)), rows);
    }

    private static void on(DocumentEvent event, int ledger, Rows rows) {
        switch (event) {
            case DecisionNoticeIssued e -> {
                rows.put(DOCUMENT, ledger, e.documentId().value(), e.meetingId().value(), null);
                rows.put(TOLD, ledger, e.documentId().value(), e.version(), e.decisions().stream().map(decision -> decision.value().toString()).sorted().toList());
            }
            case MinutesOwed e -> {
                rows.put(DOCUMENT, ledger, e.documentId().value(), e.meetingId().value(), e.kind().name());
                e.owed().forEach(owed -> owe(e.documentId(), owed, ledger, rows));
            }
            case DutyAdded e -> owe(e.documentId(), e.owed(), ledger, rows);
            case DutyWaived e -> alter(rows, OWED, row -> row.set("waived", true), ledger, e.documentId().value(), e.agencyId().value());
            case MinutesDrafted e -> { }
            case MinutesSubmitted e -> { }
            case MinutesReturned e -> { }
            case MinutesApproved e -> { }
            case MinutesCorrected e -> { }
            case MinutesIssued e -> { }
            case MinutesOverdue e -> { }
            case DistributionQueued e -> queued(e, ledger, rows);
            case DistributionSent e -> { }
            case DistributionDelivered e -> copy(e.distributionId(), row -> row.set("delivered_at",
                    row.has("delivered_at") ? Math.min(row.moment("delivered_at"), millis(e.deliveredAt())) : millis(e.deliveredAt())), ledger, rows);
            case DistributionOpened e -> copy(e.distributionId(), row -> {
                row.set("opened_at", millis(e.openedAt()));
                row.set("answered", true);
            }, ledger, rows);
            case DistributionAcknowledged e -> copy(e.distributionId(), row -> row.set("answered", true), ledger, rows);
            case DistributionRecorded e -> copy(e.distributionId(), row -> row.set("answered", true), ledger, rows);
            case DistributionBounced e -> copy(e.distributionId(), row -> {
                if (!row.flag("answered")) {
                    row.set("delivered_at", null);
                }
            }, ledger, rows);
            case DistributionFailed e -> { }
            case DistributionResent e -> { }
            case DistributionWithdrawn e -> copy(e.distributionId(), row -> row.set("withdrawn", true), ledger, rows);
            case DistributionOverdue e -> { }
            case WrongRecipientReported e -> party(ledger, meetingOf(e.documentId(), ledger, rows), e.agencyId().value(), row -> row.set("misdirected", true), rows);
            case BreachAssessmentRequired e -> { }
            case BreachAssessed e -> { }
            case DestructionConfirmed e -> { }
            case RecipientAdded e -> alter(rows, OWED, row -> {
                row.set("waived", false);
                row.set("awaits_copy", true);
            }, ledger, e.documentId().value(), e.agencyId().value());
            case MinutesDisputed e -> { }
            case DisputeResolved e -> { }
            case FamilyCopiesOwed e -> { }
            case FamilyCopyAcknowledged e -> { }
            case FamilyCopyCameBack e -> { }
            case FamilyCopyGiven e -> { }
            case FamilyCopyPrepared e -> { }
            case FamilyCopyReleased e -> { }
            case FamilyCopyReturned e -> { }
            case FamilyCopyWithheld e -> { }
        }
    }

    private static void owe(DocumentId document, Owed owed, int ledger, Rows rows) {
        var of = row(rows, DOCUMENT, ledger, document.value());
        keep(rows, OWED, ledger, document.value(), owed.agencyId().value(), of.id("meeting"), of.text("kind"), millis(owed.dueBy()), null, false, false, false);
        party(ledger, of.id("meeting"), owed.agencyId().value(), row -> row.set("documents", with(row.texts("documents"), document.value())), rows);
    }

    /**
     * Of minutes only the first copy of an agency added again has a day of its own: later versions reset no clock. A copy of a notice is owed
     * all that its version told, whoever it goes to; who is not among those owed it when the meeting ended has until their first copy is due.
     */
    private static void queued(DistributionQueued e, int ledger, Rows rows) {
        var agency = e.agencyId().value();
        alter(rows, OWED, row -> {
            if (row.flag("awaits_copy")) {
                row.set("due_by", millis(e.dueBy()));
                row.set("awaits_copy", false);
            }
        }, ledger, e.documentId().value(), agency);
        var meeting = meetingOf(e.documentId(), ledger, rows);
        var told = rows.find(TOLD, ledger, e.documentId().value(), e.version()).map(found -> new Row(TOLD, found).texts("decisions")).orElse(List.of());
        rows.put(COPY, ledger, e.distributionId().value(), e.documentId().value(), meeting, agency, told, null, null, false, false);
        told.stream().map(UUID::fromString).filter(decision -> rows.find(SHARED, ledger, decision, agency).isEmpty()).forEach(decision -> share(decision, agency, e.dueBy(), ledger, rows));
        party(ledger, meeting, agency, row -> row.set("copies", with(row.texts("copies"), e.distributionId().value())), rows);
    }

    private static void copy(DistributionId id, Consumer<Row> change, int ledger, Rows rows) {
        rows.change(COPY, change, ledger, id.value());
        var copy = row(rows, COPY, ledger, id.value());
        party(ledger, copy.id("meeting"), copy.id("agency"), row -> { }, rows);
    }

    /** Changes what is known of an agency at a meeting, and says anew what it has of all it is owed there. */
    private static void party(int ledger, UUID meeting, UUID agency, Consumer<Row> change, Rows rows) {
        var party = new Row(PARTY, rows.find(PARTY, ledger, meeting, agency).orElseGet(() -> new Object[] {ledger, meeting, agency, List.of(), List.of(), List.of(), false}));
        change.accept(party);
        rows.put(PARTY, party.values());
        var copies = party.texts("copies").stream().map(copy -> row(rows, COPY, ledger, UUID.fromString(copy))).toList();
        boolean astray = party.flag("misdirected") && copies.stream().allMatch(copy -> copy.flag("withdrawn"));
        for (var document : party.texts("documents")) {
            alter(rows, OWED, row -> {
                row.set("delivered_at", earliest(copies.stream().filter(copy -> copy.id("document").toString().equals(document)).toList(), "delivered_at"));
                row.set("astray", astray);
            }, ledger, UUID.fromString(document), agency);
        }
        for (var decision : party.texts("decisions")) {
            alter(rows, SHARED, row -> {
                row.set("shared_at", earliest(copies.stream().filter(copy -> copy.texts("decisions").contains(decision)).toList(), "delivered_at", "opened_at"));
                row.set("astray", astray);
            }, ledger, UUID.fromString(decision), agency);
        }
    }

    /** What was withdrawn counts only where nothing else was sent. */
    private static @Nullable Long earliest(List<Row> copies, String... facts) {
        var live = copies.stream().filter(copy -> !copy.flag("withdrawn")).toList();
        return (live.isEmpty() ? copies : live).stream().flatMap(copy -> Stream.of(facts).filter(copy::has).map(copy::moment)).min(Long::compare).orElse(null);
    }

    private static UUID meetingOf(DocumentId document, int ledger, Rows rows) {
        return row(rows, DOCUMENT, ledger, document.value()).id("meeting");
    }

    private static Row row(Rows rows, Table table, Object... key) {
        return new Row(table, rows.find(table, key).orElseThrow(() -> new IllegalStateException("nothing made this " + table.name())));
    }

    private static void alter(Rows rows, Table table, Consumer<Row> change, Object... key) {
        rows.find(table, key).ifPresent(found -> {
            var row = new Row(table, found);
            change.accept(row);
            keep(rows, table, row.values());
        });
    }

    /** Writes a row that is counted, and moves its count. */
    private static void keep(Rows rows, Table table, Object... values) {
        var before = rows.find(table, Arrays.copyOf(values, table.keyColumns())).map(found -> Tally.of(new Row(table, found)));
        var now = Tally.of(new Row(table, values));
        rows.put(table, values);
        if (!before.equals(Optional.of(now))) {
            before.ifPresent(tally -> tally.add(rows, -1));
            now.add(rows, 1);
        }
    }

    private static List<String> with(List<String> ids, UUID one) {
        var all = new TreeSet<>(ids);
        all.add(one.toString());
        return List.copyOf(all);
    }

    private static long millis(Instant moment) {
        return moment.toEpochMilli();
    }
}
