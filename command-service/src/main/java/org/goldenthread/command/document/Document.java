package org.goldenthread.command.document;

import static org.goldenthread.command.ledger.Decided.accepted;
import static org.goldenthread.command.ledger.Decided.refused;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.goldenthread.command.document.DocumentCommand.AcknowledgeDocument;
import org.goldenthread.command.document.DocumentCommand.IssueDecisionNotice;
import org.goldenthread.command.document.DocumentCommand.MarkOverdue;
import org.goldenthread.command.document.DocumentCommand.OpenDocument;
import org.goldenthread.command.document.DocumentCommand.Recipient;
import org.goldenthread.command.document.DocumentCommand.ReissueDecisionNotice;
import org.goldenthread.command.ledger.Decided;
import org.goldenthread.command.ledger.Known;
import org.goldenthread.command.ledger.Remark;
import org.goldenthread.events.LedgerEvent;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.document.DocumentEvent;
import org.goldenthread.events.document.DocumentEvent.Channel;
import org.goldenthread.events.document.DocumentEvent.DecisionNoticeIssued;
import org.goldenthread.events.document.DocumentEvent.DistributionAcknowledged;
import org.goldenthread.events.document.DocumentEvent.DistributionDelivered;
import org.goldenthread.events.document.DocumentEvent.DistributionOpened;
import org.goldenthread.events.document.DocumentEvent.DistributionOverdue;
import org.goldenthread.events.document.DocumentEvent.DistributionQueued;
import org.goldenthread.events.document.DocumentEvent.DistributionSent;
import org.goldenthread.events.document.DocumentEvent.Missing;
import org.goldenthread.events.values.ActionId;
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
record Document(@Nullable MeetingId meeting, int version, String timescale, List<ChildId> about, List<Recipient> recipients, List<DecisionId> told, List<Copy> copies) {

    static final Document NONE = new Document(null, 0, "", List.of(), List.of(), List.of(), List.of());

    /** One version at one agency; {@code dueBy} is until when it is to be acknowledged, once it is there. */
    record Copy(DistributionId id, int version, AgencyId agency, @Nullable Instant dueBy, boolean opened, boolean acknowledged, boolean overdue) {

        boolean isOf(AgencyId one, int wanted) {
            return agency.equals(one) && version == wanted && dueBy != null;
        }
    }

    Decided decide(DocumentCommand command, Known known, Instant now) {
        return switch (command) {
            case IssueDecisionNotice c -> issue(c.meetingId(), c.documentId(), c.endedAt(), c.timescale(), c.recipients(), known, now);
            case ReissueDecisionNotice c -> issue(java.util.Objects.requireNonNull(meeting), c.documentId(), c.decidedAt(), timescale, recipients, known, now);
            case OpenDocument c -> open(c, known.actor().agencyId(), now);
            case AcknowledgeDocument c -> acknowledge(c, known.actor().agencyId(), now);
            case MarkOverdue c -> markOverdue(c, now);
        };
    }

    private Decided open(OpenDocument c, AgencyId agency, Instant now) {
        var copy = copyOf(agency, c.version()).orElse(null);
        if (copy == null) {
            return refused(DocumentRule.NO_COPY, "version", c.version());
        }
        return copy.opened() ? refused(DocumentRule.HAS_IT_ALREADY)
                : accepted(new DistributionOpened(c.documentId(), copy.id(), copy.version(), copy.agency(), now, about));
    }

    private Decided acknowledge(AcknowledgeDocument c, AgencyId agency, Instant now) {
        var copy = copyOf(agency, c.version()).orElse(null);
        if (copy == null) {
            return refused(DocumentRule.NO_COPY, "version", c.version());
        }
        return copy.acknowledged() ? refused(DocumentRule.HAS_IT_ALREADY)
                : accepted(new DistributionAcknowledged(c.documentId(), copy.id(), copy.version(), copy.agency(), c.statement(), now, about))
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
        for (var one : to) {
            var copy = WhenDecidedThenIssueNotice.copyOf(id, next, one.agencyId());
            events.add(new DistributionQueued(id, copy, next, one.agencyId(), one.seats(), one.owedAs(), Channel.PORTAL, sending.dueBy(), sat.children()));
            events.add(new DistributionSent(id, copy, next, one.agencyId(), Channel.PORTAL, now, sat.children()));
            events.add(new DistributionDelivered(id, copy, next, one.agencyId(), now, acknowledgement, sat.children()));
        }
        return accepted(events.toArray(LedgerEvent[]::new));
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

    /** Who has said that they have a newer version, which holds all that this one does, owes nothing for this. */
    private boolean isReplacedFor(Copy copy) {
        return copies.stream().anyMatch(other -> other.agency().equals(copy.agency()) && other.version() > copy.version() && other.acknowledged());
    }

    private Optional<Copy> copyOf(AgencyId agency, int wanted) {
        return copies.stream().filter(copy -> copy.isOf(agency, wanted)).findFirst();
    }

    Document evolve(DocumentEvent event) {
        return switch (event) {
            case DecisionNoticeIssued e -> new Document(e.meetingId(), e.version(), e.sending().timescale(), e.about(), List.of(), e.decisions(), copies);
            case DistributionQueued e -> new Document(meeting, version, timescale, about, with(recipients, new Recipient(e.agencyId(), e.seats(), e.owedAs())), told,
                    with(copies, new Copy(e.distributionId(), e.version(), e.agencyId(), null, false, false, false)));
            case DistributionSent e -> this;
            case DistributionDelivered e -> changed(e.distributionId(), copy -> new Copy(copy.id(), copy.version(), copy.agency(), e.acknowledgement().dueBy(), copy.opened(),
                    copy.acknowledged(), copy.overdue()));
            case DistributionOpened e -> changed(e.distributionId(), copy -> new Copy(copy.id(), copy.version(), copy.agency(), copy.dueBy(), true, copy.acknowledged(),
                    copy.overdue()));
            case DistributionAcknowledged e -> changed(e.distributionId(), copy -> new Copy(copy.id(), copy.version(), copy.agency(), copy.dueBy(), copy.opened(), true,
                    copy.overdue()));
            case DistributionOverdue e -> changed(e.distributionId(), copy -> new Copy(copy.id(), copy.version(), copy.agency(), copy.dueBy(), copy.opened(),
                    copy.acknowledged(), true));
        };
    }

    private Document changed(DistributionId id, java.util.function.UnaryOperator<Copy> change) {
        return new Document(meeting, version, timescale, about, recipients, told, copies.stream().map(copy -> copy.id().equals(id) ? change.apply(copy) : copy).toList());
    }

    private static <T> List<T> with(List<T> list, T more) {
        return Stream.concat(list.stream(), Stream.of(more)).toList();
    }
}
