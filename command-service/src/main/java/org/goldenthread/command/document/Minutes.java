package org.goldenthread.command.document;

import static org.goldenthread.command.ledger.Decided.accepted;
import static org.goldenthread.command.ledger.Decided.refused;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.goldenthread.command.document.DocumentCommand.Recipient;
import org.goldenthread.command.document.MinutesCommand.ApproveMinutes;
import org.goldenthread.command.document.MinutesCommand.CorrectMinutes;
import org.goldenthread.command.document.MinutesCommand.DraftMinutes;
import org.goldenthread.command.document.MinutesCommand.IssueMinutes;
import org.goldenthread.command.document.MinutesCommand.Line;
import org.goldenthread.command.document.MinutesCommand.MarkMinutesOverdue;
import org.goldenthread.command.document.MinutesCommand.OweMinutes;
import org.goldenthread.command.document.MinutesCommand.ReturnMinutes;
import org.goldenthread.command.document.MinutesCommand.SubmitMinutes;
import org.goldenthread.command.document.MinutesCommand.WaiveDuty;
import org.goldenthread.command.document.MinutesCommand.Written;
import org.goldenthread.command.ledger.Decided;
import org.goldenthread.command.ledger.Known;
import org.goldenthread.command.ledger.Remark;
import org.goldenthread.events.LedgerEvent;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.document.DocumentEvent;
import org.goldenthread.events.document.DocumentEvent.DutyAdded;
import org.goldenthread.events.document.DocumentEvent.DutyWaived;
import org.goldenthread.events.document.DocumentEvent.FamilyCopiesOwed;
import org.goldenthread.events.document.DocumentEvent.Lack;
import org.goldenthread.events.document.DocumentEvent.Lacking;
import org.goldenthread.events.document.DocumentEvent.MinutesApproved;
import org.goldenthread.events.document.DocumentEvent.MinutesCorrected;
import org.goldenthread.events.document.DocumentEvent.MinutesDrafted;
import org.goldenthread.events.document.DocumentEvent.MinutesIssued;
import org.goldenthread.events.document.DocumentEvent.MinutesOverdue;
import org.goldenthread.events.document.DocumentEvent.MinutesOwed;
import org.goldenthread.events.document.DocumentEvent.MinutesReturned;
import org.goldenthread.events.document.DocumentEvent.MinutesSubmitted;
import org.goldenthread.events.document.DocumentEvent.Owed;
import org.goldenthread.events.document.DocumentEvent.Passage;
import org.goldenthread.events.document.DocumentEvent.RecipientAdded;
import org.goldenthread.events.document.Fingerprint;
import org.goldenthread.events.meeting.MeetingEvent.RecipientClass;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.events.values.UserId;

/**
 * The minutes of a meeting and their rules, from the duty to write them to their next version (domain 3e, rulings 3 and 4): who is
 * owed them, what is written, who approved it, and that only what is whole goes out as final.
 */
record Minutes(Instant endedAt, Instant dueBy, List<Owed> owed, Set<AgencyId> waived, Issued issued, int draft, Stage stage, Set<UserId> writers, String contentHash,
        boolean toldOverdue) {

    static final Minutes NONE = new Minutes(Instant.EPOCH, Instant.MAX, List.of(), Set.of(), new Issued(0, false), 0, Stage.NOTHING_WRITTEN, Set.of(), "", false);

    /** The newest version that went out, 0 for none, and whether one was final: from then on there are only corrections. */
    record Issued(int version, boolean whole) {}

    /** How far the version that is being written is. */
    enum Stage {
        NOTHING_WRITTEN, DRAFT, FOR_APPROVAL, APPROVED;

        String words() {
            return name().toLowerCase(Locale.UK).replace('_', ' ');
        }
    }

    /** Whether this is a document of minutes at all. */
    boolean areOwed() {
        return !endedAt.equals(Instant.EPOCH);
    }

    /** Whether an agency is owed them, waived or not. */
    boolean owes(AgencyId agency) {
        return owed.stream().anyMatch(one -> one.agencyId().equals(agency));
    }

    Decided decide(MinutesCommand command, Document document, Known known, Instant now) {
        return switch (command) {
            case OweMinutes c -> owe(c, document, known);
            case DraftMinutes c -> issued.whole() && draft == 0 ? refused(DocumentRule.FINAL_STANDS, "version", issued.version()) : write(c, c.written(), document, known, List.of());
            case CorrectMinutes c -> correct(c, document, known);
            case SubmitMinutes c -> stage == Stage.DRAFT ? accepted(new MinutesSubmitted(c.documentId(), draft, document.about()))
                    : refused(stage == Stage.NOTHING_WRITTEN ? DocumentRule.NOTHING_WRITTEN : DocumentRule.NOT_WAITING, "stage", stage.words());
            case ReturnMinutes c -> stage == Stage.FOR_APPROVAL || stage == Stage.APPROVED ? accepted(new MinutesReturned(c.documentId(), draft, c.reason(), document.about()))
                    : refused(DocumentRule.NOT_WAITING, "stage", stage.words());
            case ApproveMinutes c -> approve(c, document, known);
            case IssueMinutes c -> issue(c, document, known, now);
            case WaiveDuty c -> waive(c, document);
            case MarkMinutesOverdue c -> issued.version() > 0 || toldOverdue || now.isBefore(dueBy) ? refused(DocumentRule.NOT_OVERDUE)
                    : accepted(new MinutesOverdue(c.documentId(), c.meetingId(), dueBy,
                            WorkingCalendar.englandAndWales().workingDaysBetween(WorkingCalendar.dayOf(dueBy), WorkingCalendar.dayOf(now)), document.about()));
        };
    }

    private static Decided owe(OweMinutes c, Document document, Known known) {
        var sat = known.meetings().meeting(c.meetingId()).orElse(null);
        return sat == null || document.meeting() != null ? refused(DocumentRule.NOTHING_NEW)
                : accepted(new MinutesOwed(c.documentId(), c.meetingId(), sat.kind(), c.endedAt(), c.sending(), c.owed(), sat.children()),
                        new FamilyCopiesOwed(c.documentId(), known.settingsAt(c.endedAt()).family(sat.kind()), c.sending().dueBy(), sat.children()));
    }

    private Decided write(MinutesCommand c, Written written, Document document, Known known, List<LedgerEvent> before) {
        if (written.lines().stream().anyMatch(line -> line.ref() > document.about().size())) {
            return refused(DocumentRule.OTHER_CHILD, "count", document.about().size());
        }
        int version = draft == 0 ? issued.version() + 1 : draft;
        var passages = IntStream.range(0, written.lines().size()).mapToObj(at -> passage(at + 1, written.lines().get(at), c.meetingId(), document)).toList();
        var salt = PersonalText.of(c.meetingId().value(), written.salt());
        var event = new MinutesDrafted(c.documentId(), version, known.actor().userId(), passages, salt, Fingerprint.of(salt, passages, Minutes::clear), document.about());
        return accepted(Stream.concat(before.stream(), Stream.of(event)).toArray(LedgerEvent[]::new))
                .warnIf(stage == Stage.APPROVED || stage == Stage.FOR_APPROVAL, Remark.of(DocumentRule.APPROVE_AGAIN, "stage", stage.words()));
    }

    private static Passage passage(int number, Line line, MeetingId meeting, Document document) {
        var child = line.ref() == 0 ? null : document.about().get(line.ref() - 1);
        return new Passage(number, child, line.heading(), line.text() == null ? null : PersonalText.of(child == null ? meeting.value() : child.value(), line.text()), line.infoId(),
                line.owner(), line.handling(), line.named());
    }

    private static String clear(PersonalText text) {
        return text instanceof PersonalText.Clear typed ? typed.text() : "";
    }

    private Decided correct(CorrectMinutes c, Document document, Known known) {
        return !issued.whole() || draft != 0 ? refused(DocumentRule.NOT_FINAL)
                : write(c, c.written(), document, known, List.of(new MinutesCorrected(c.documentId(), issued.version(), issued.version() + 1, c.why(), c.reason(), document.about())));
    }

    private Decided approve(ApproveMinutes c, Document document, Known known) {
        if (stage != Stage.DRAFT && stage != Stage.FOR_APPROVAL) {
            return refused(stage == Stage.NOTHING_WRITTEN ? DocumentRule.NOTHING_WRITTEN : DocumentRule.NOT_WAITING, "stage", stage.words());
        }
        if (!c.contentHash().equals(contentHash)) {
            return refused(DocumentRule.CHANGED_SINCE);
        }
        var who = known.actor().userId();
        boolean isChair = known.meetings().isChair(c.meetingId(), who);
        return writers.contains(who) && !isChair ? refused(DocumentRule.SAME_PERSON)
                : accepted(new MinutesApproved(c.documentId(), draft, contentHash, writers.contains(who), document.about()));
    }

    private Decided issue(IssueMinutes c, Document document, Known known, Instant now) {
        if (stage == Stage.NOTHING_WRITTEN) {
            return refused(DocumentRule.NOTHING_WRITTEN);
        }
        if (!c.contentHash().equals(contentHash)) {
            return refused(DocumentRule.CHANGED_SINCE);
        }
        var lacks = new ArrayList<>(known.meetings().lacks(c.meetingId()));
        if (stage != Stage.APPROVED) {
            lacks.add(new Lack(Lacking.APPROVAL, null, 1));
        }
        if (c.finalVersion() && !lacks.isEmpty()) {
            return refused(DocumentRule.THIN, "missing", said(lacks));
        }
        if (!c.finalVersion() && lacks.isEmpty()) {
            return refused(DocumentRule.WHOLE);
        }
        var events = new ArrayList<LedgerEvent>();
        events.add(new MinutesIssued(c.documentId(), c.meetingId(), draft, now, c.finalVersion(), lacks, contentHash, Duration.between(endedAt, now).toMinutes(), document.about()));
        var again = issued.version() == 0 ? null : known.settings().start(document.timescale(), now).dueBy();
        owed.stream().filter(one -> (!waived.contains(one.agencyId()) || document.holds(one.agencyId())) && !document.isNotFor(one.agencyId()))
                .forEach(one -> events.addAll(Distribution.send(c.documentId(), draft, new Recipient(one.agencyId(), one.seats(), one.owedAs()),
                        again == null ? one.dueBy() : again, document, known, now)));
        return accepted(events.toArray(LedgerEvent[]::new));
    }

    private Decided waive(WaiveDuty c, Document document) {
        var duty = owed.stream().filter(one -> one.agencyId().equals(c.agencyId())).findFirst().orElse(null);
        return duty == null || waived.contains(c.agencyId()) ? refused(DocumentRule.NOT_OWED)
                : accepted(new DutyWaived(c.documentId(), c.agencyId(), c.reason(), document.about())).warnIf(duty.owedAs() == RecipientClass.ATTENDED, Remark.of(DocumentRule.WAS_THERE));
    }

    /** "ages for 1 child, owners for 2 actions". */
    static String said(List<Lack> lacks) {
        return lacks.stream().collect(Collectors.groupingBy(Lack::what, TreeMap::new, Collectors.summingInt(Lack::count))).entrySet().stream()
                .map(Minutes::said).collect(Collectors.joining(", "));
    }

    private static String said(Map.Entry<Lacking, Integer> lack) {
        int count = lack.getValue();
        return switch (lack.getKey()) {
            case AGE -> "ages for " + count + (count == 1 ? " child" : " children");
            case ATTENDANCE -> "who came for " + count + (count == 1 ? " seat" : " seats");
            case ACTION_OWNER -> "owner for " + count + (count == 1 ? " action" : " actions");
            case ACTION_MEASURE -> "how one will know for " + count + (count == 1 ? " action" : " actions");
            case APPROVAL -> "somebody’s approval";
        };
    }

    Minutes evolve(DocumentEvent event) {
        return switch (event) {
            case MinutesOwed e -> new Minutes(e.endedAt(), e.sending().dueBy(), e.owed(), waived, issued, draft, stage, writers, contentHash, toldOverdue);
            case DutyAdded e -> new Minutes(endedAt, dueBy, Stream.concat(owed.stream(), Stream.of(e.owed())).toList(), waived, issued, draft, stage, writers, contentHash, toldOverdue);
            case DutyWaived e -> new Minutes(endedAt, dueBy, owed, with(waived, e.agencyId()), issued, draft, stage, writers, contentHash, toldOverdue);
            case RecipientAdded e -> new Minutes(endedAt, dueBy, owed, without(waived, e.agencyId()), issued, draft, stage, writers, contentHash, toldOverdue);
            case MinutesDrafted e -> written(e.version(), Stage.DRAFT, with(writers, e.writtenBy()), e.contentHash());
            case MinutesSubmitted e -> written(draft, Stage.FOR_APPROVAL, writers, contentHash);
            case MinutesReturned e -> written(draft, Stage.DRAFT, writers, contentHash);
            case MinutesApproved e -> written(draft, Stage.APPROVED, writers, contentHash);
            case MinutesIssued e -> new Minutes(endedAt, dueBy, owed, waived, new Issued(e.version(), e.finalVersion() || issued.whole()), 0, Stage.NOTHING_WRITTEN, Set.of(), "", toldOverdue);
            case MinutesOverdue e -> new Minutes(endedAt, dueBy, owed, waived, issued, draft, stage, writers, contentHash, true);
            default -> this;
        };
    }

    private Minutes written(int version, Stage next, Set<UserId> by, String hash) {
        return new Minutes(endedAt, dueBy, owed, waived, issued, version, next, by, hash, toldOverdue);
    }

    private static <T> Set<T> without(Set<T> set, T one) {
        return set.stream().filter(each -> !each.equals(one)).collect(Collectors.toUnmodifiableSet());
    }

    private static <T> Set<T> with(Set<T> set, T more) {
        var all = new HashSet<>(set);
        all.add(more);
        return Set.copyOf(all);
    }
}
