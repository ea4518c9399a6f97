package org.goldenthread.command.document;

import static org.goldenthread.command.ledger.Decided.accepted;
import static org.goldenthread.command.ledger.Decided.refused;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.goldenthread.command.document.DocumentCommand.AcknowledgeDocument;
import org.goldenthread.command.document.DocumentCommand.AddRecipient;
import org.goldenthread.command.document.DocumentCommand.IssueDecisionNotice;
import org.goldenthread.command.document.DocumentCommand.MarkOverdue;
import org.goldenthread.command.document.DocumentCommand.OpenDocument;
import org.goldenthread.command.document.DocumentCommand.Recipient;
import org.goldenthread.command.document.DocumentCommand.RecordOnOwnSystem;
import org.goldenthread.command.document.DocumentCommand.ReissueDecisionNotice;
import org.goldenthread.command.ledger.Decided;
import org.goldenthread.command.ledger.Known;
import org.goldenthread.command.ledger.Remark;
import org.goldenthread.events.LedgerEvent;
import org.goldenthread.events.calendar.Clock;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.document.DocumentEvent.Channel;
import org.goldenthread.events.document.DocumentEvent.DecisionNoticeIssued;
import org.goldenthread.events.document.DocumentEvent.DistributionAcknowledged;
import org.goldenthread.events.document.DocumentEvent.DistributionDelivered;
import org.goldenthread.events.document.DocumentEvent.DistributionOpened;
import org.goldenthread.events.document.DocumentEvent.DistributionOverdue;
import org.goldenthread.events.document.DocumentEvent.DistributionQueued;
import org.goldenthread.events.document.DocumentEvent.DistributionRecorded;
import org.goldenthread.events.document.DocumentEvent.DistributionSent;
import org.goldenthread.events.document.DocumentEvent.DutyAdded;
import org.goldenthread.events.document.DocumentEvent.DutyWaived;
import org.goldenthread.events.document.DocumentEvent.MinutesApproved;
import org.goldenthread.events.document.DocumentEvent.MinutesCorrected;
import org.goldenthread.events.document.DocumentEvent.MinutesDrafted;
import org.goldenthread.events.document.DocumentEvent.MinutesIssued;
import org.goldenthread.events.document.DocumentEvent.MinutesOverdue;
import org.goldenthread.events.document.DocumentEvent.MinutesOwed;
import org.goldenthread.events.document.DocumentEvent.MinutesReturned;
import org.goldenthread.events.document.DocumentEvent.MinutesSubmitted;
import org.goldenthread.events.document.DocumentEvent.Missing;
import org.goldenthread.events.document.DocumentEvent.Owed;
import org.goldenthread.events.document.DocumentEvent.Statement;
import org.goldenthread.events.document.DocumentEvent;
import org.goldenthread.events.meeting.MeetingEvent.RecipientClass;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.DistributionId;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.events.values.MeetingId;
import org.jspecify.annotations.Nullable;

/**
 * A document of a meeting and its rules (domain 3e, rulings 3 and 4): what was issued to whom, and what each agency has of it. No
 * approval stands before a decision notice; an agency alone says that it has its copy.
 */
record Document(@Nullable MeetingId meeting, int version, String timescale, List<ChildId> about, List<Recipient> recipients, List<DecisionId> told, List<Copy> copies,
        Minutes minutes) {

    static final Document NONE = new Document(null, 0, "", List.of(), List.of(), List.of(), List.of(), Minutes.NONE);

    /** One version at one agency; {@code dueBy} is until when it is to be acknowledged, once it is there. */
    record Copy(DistributionId id, int version, AgencyId agency, @Nullable Instant dueBy, boolean opened, boolean acknowledged, boolean notForThem, boolean recorded, boolean overdue) {

        boolean isOf(AgencyId one, int wanted) {
            return agency.equals(one) && version == wanted && dueBy != null;
        }
    }

    Decided decide(DocumentCommand command, Known known, Instant now) {
        return switch (command) {
            case IssueDecisionNotice c -> issue(c.meetingId(), c.documentId(), c.endedAt(), c.timescale(), c.recipients(), known, now);
            case ReissueDecisionNotice c -> issue(java.util.Objects.requireNonNull(meeting), c.documentId(), c.decidedAt(), timescale, whoHadIt(), known, now);
            case AddRecipient c -> add(c, known, now);
            case OpenDocument c -> open(c, known.actor().agencyId(), now);
            case AcknowledgeDocument c -> acknowledge(c, known.actor().agencyId(), now);
            case RecordOnOwnSystem c -> recordOnOwnSystem(c, known.actor().agencyId(), now);
            case MarkOverdue c -> markOverdue(c, now);
            case MinutesCommand c -> minutes.decide(c, this, known, now);
        };
    }

    private Decided open(OpenDocument c, AgencyId agency, Instant now) {
        var copy = copyOf(agency, c.version()).orElse(null);
        if (copy == null) {
            return refused(DocumentRule.NO_COPY, "version", c.version());
        }
        return copy.opened() ? refused(DocumentRule.OPENED_ALREADY)
                : accepted(new DistributionOpened(c.documentId(), copy.id(), copy.version(), copy.agency(), now, about));
    }

    private Decided acknowledge(AcknowledgeDocument c, AgencyId agency, Instant now) {
        var copy = copyOf(agency, c.version()).orElse(null);
        if (copy == null) {
            return refused(DocumentRule.NO_COPY, "version", c.version());
        }
        return copy.acknowledged() ? refused(DocumentRule.ANSWERED_ALREADY)
                : accepted(new DistributionAcknowledged(c.documentId(), copy.id(), copy.version(), copy.agency(), c.statement(), now, about))
                        .warnIf(copy.version() < version, Remark.of(DocumentRule.REPLACED, "newer", version));
    }

    private Decided recordOnOwnSystem(RecordOnOwnSystem c, AgencyId agency, Instant now) {
        var copy = copyOf(agency, c.version()).orElse(null);
        if (copy == null) {
            return refused(DocumentRule.NO_COPY, "version", c.version());
        }
        return copy.recorded() ? refused(DocumentRule.RECORDED_ALREADY)
                : accepted(new DistributionRecorded(c.documentId(), copy.id(), copy.version(), copy.agency(), c.system(), c.reference(), now, about))
                        .warnIf(copy.version() < version, Remark.of(DocumentRule.REPLACED, "newer", version));
    }

    /** What goes by the portal is there for the agency as soon as this is written. */
    private Decided issue(MeetingId of, DocumentId id, Instant since, String clock, List<Recipient> to, Known known, Instant now) {
        var sat = known.meetings().meeting(of).orElse(null);
        if (sat == null || (version > 0 && told.containsAll(sat.decisions()))) {
            return refused(DocumentRule.NOTHING_NEW);
        }
        var sending = known.settingsAt(since).start(clock, since);
        var acknowledgement = known.settings().start("TS-ACK", now);
        int next = version + 1;
        var events = new ArrayList<LedgerEvent>();
        events.add(new DecisionNoticeIssued(id, of, next, now, sat.decisions().stream().sorted((a, b) -> a.value().compareTo(b.value())).toList(),
                known.meetings().agreedIn(of).all(), sending, sat.children()));
        to.forEach(one -> events.addAll(send(id, next, one, sending.dueBy(), acknowledgement, sat.children(), now)));
        return accepted(events.toArray(LedgerEvent[]::new)).happened(now);
    }

    /** It is owed from when it became known that they came: a duty with a date of its own. What has gone out goes to them at once. */
    private Decided add(AddRecipient c, Known known, Instant now) {
        if (copies.stream().anyMatch(copy -> copy.agency().equals(c.agencyId())) || minutes.owed().stream().anyMatch(one -> one.agencyId().equals(c.agencyId()))) {
            return refused(DocumentRule.NOTHING_NEW);
        }
        var dueBy = known.settings().start(timescale, now).dueBy();
        var events = new ArrayList<LedgerEvent>();
        if (!minutes.equals(Minutes.NONE)) {
            events.add(new DutyAdded(c.documentId(), new Owed(c.agencyId(), List.of(c.seat()), RecipientClass.ATTENDED, dueBy), about));
        }
        if (version > 0) {
            events.addAll(send(c.documentId(), version, new Recipient(c.agencyId(), List.of(c.seat()), RecipientClass.ATTENDED), dueBy, known.settings().start("TS-ACK", now), about, now));
        }
        return accepted(events.toArray(LedgerEvent[]::new)).happened(now);
    }

    static List<LedgerEvent> send(DocumentId id, int version, Recipient to, Instant dueBy, Clock acknowledgement, List<ChildId> about, Instant now) {
        var copy = WhenDecidedThenIssueNotice.copyOf(id, version, to.agencyId());
        return List.of(new DistributionQueued(id, copy, version, to.agencyId(), to.seats(), to.owedAs(), Channel.PORTAL, dueBy, about),
                new DistributionSent(id, copy, version, to.agencyId(), Channel.PORTAL, now, about),
                new DistributionDelivered(id, copy, version, to.agencyId(), now, acknowledgement, about));
    }

    private Decided markOverdue(MarkOverdue c, Instant now) {
        var copy = copies.stream().filter(one -> one.id().equals(c.distributionId())).findFirst().orElse(null);
        var due = copy == null ? null : copy.dueBy();
        if (copy == null || due == null || copy.acknowledged() || copy.overdue() || now.isBefore(due) || isReplacedFor(copy)) {
            return refused(DocumentRule.NOT_OVERDUE);
        }
        return accepted(new DistributionOverdue(c.documentId(), copy.id(), copy.version(), copy.agency(), Missing.NOT_ACKNOWLEDGED, due,
                WorkingCalendar.englandAndWales().workingDaysBetween(WorkingCalendar.dayOf(due), WorkingCalendar.dayOf(now)), about));
    }

    /** A newer version, which holds all that this one does, has a time of its own. */
    private boolean isReplacedFor(Copy copy) {
        return copies.stream().anyMatch(other -> other.agency().equals(copy.agency()) && other.version() > copy.version() && other.dueBy() != null);
    }

    /** Those who had the version before and did not say that it isn't for them. */
    private List<Recipient> whoHadIt() {
        return recipients.stream().filter(one -> !isNotFor(one.agencyId())).toList();
    }

    /** Whether an agency said, of the newest version that it answered for, that it isn't for them. */
    boolean isNotFor(AgencyId agency) {
        return copies.stream().filter(copy -> copy.agency().equals(agency) && copy.acknowledged()).reduce((one, later) -> later.version() > one.version() ? later : one)
                .map(Copy::notForThem).orElse(false);
    }

    /** Whether an agency has a copy of some version: then what replaces it goes there too. */
    boolean holds(AgencyId agency) {
        return copies.stream().anyMatch(copy -> copy.agency().equals(agency) && copy.dueBy() != null);
    }

    private Optional<Copy> copyOf(AgencyId agency, int wanted) {
        return copies.stream().filter(copy -> copy.isOf(agency, wanted)).findFirst();
    }

    Document evolve(DocumentEvent event) {
        return switch (event) {
            case DecisionNoticeIssued e -> new Document(e.meetingId(), e.version(), e.sending().timescale(), e.about(), List.of(), e.decisions(), copies, minutes);
            case MinutesOwed e -> new Document(e.meetingId(), 0, e.sending().timescale(), e.about(), List.of(), told, copies, minutes.evolve(e));
            case MinutesIssued e -> new Document(meeting, e.version(), timescale, about, List.of(), told, copies, minutes.evolve(e));
            case DutyAdded e -> with(minutes.evolve(e));
            case DutyWaived e -> with(minutes.evolve(e));
            case MinutesDrafted e -> with(minutes.evolve(e));
            case MinutesSubmitted e -> with(minutes.evolve(e));
            case MinutesReturned e -> with(minutes.evolve(e));
            case MinutesApproved e -> with(minutes.evolve(e));
            case MinutesCorrected e -> with(minutes.evolve(e));
            case MinutesOverdue e -> with(minutes.evolve(e));
            case DistributionQueued e -> new Document(meeting, version, timescale, about, with(recipients, new Recipient(e.agencyId(), e.seats(), e.owedAs())), told,
                    with(copies, new Copy(e.distributionId(), e.version(), e.agencyId(), null, false, false, false, false, false)), minutes);
            case DistributionSent e -> this;
            case DistributionDelivered e -> changed(e.distributionId(), copy -> new Copy(copy.id(), copy.version(), copy.agency(), e.acknowledgement().dueBy(), copy.opened(),
                    copy.acknowledged(), copy.notForThem(), copy.recorded(), copy.overdue()));
            case DistributionOpened e -> changed(e.distributionId(), copy -> new Copy(copy.id(), copy.version(), copy.agency(), copy.dueBy(), true, copy.acknowledged(),
                    copy.notForThem(), copy.recorded(), copy.overdue()));
            case DistributionAcknowledged e -> changed(e.distributionId(), copy -> new Copy(copy.id(), copy.version(), copy.agency(), copy.dueBy(), copy.opened(), true,
                    e.statement() == Statement.RECEIVED_NOT_FOR_ME, copy.recorded(), copy.overdue()));
            case DistributionRecorded e -> changed(e.distributionId(), copy -> new Copy(copy.id(), copy.version(), copy.agency(), copy.dueBy(), copy.opened(),
                    copy.acknowledged(), copy.notForThem(), true, copy.overdue()));
            case DistributionOverdue e -> changed(e.distributionId(), copy -> new Copy(copy.id(), copy.version(), copy.agency(), copy.dueBy(), copy.opened(),
                    copy.acknowledged(), copy.notForThem(), copy.recorded(), true));
        };
    }

    private Document with(Minutes next) {
        return new Document(meeting, version, timescale, about, recipients, told, copies, next);
    }

    private Document changed(DistributionId id, java.util.function.UnaryOperator<Copy> change) {
        return new Document(meeting, version, timescale, about, recipients, told, copies.stream().map(copy -> copy.id().equals(id) ? change.apply(copy) : copy).toList(), minutes);
    }

    private static <T> List<T> with(List<T> list, T more) {
        return Stream.concat(list.stream(), Stream.of(more)).toList();
    }
}
