package org.goldenthread.command.document;

import static org.goldenthread.command.ledger.Decided.accepted;
import static org.goldenthread.command.ledger.Decided.refused;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.goldenthread.command.document.DistributionCommand.AcknowledgeDocument;
import org.goldenthread.command.document.DistributionCommand.MarkBounced;
import org.goldenthread.command.document.DistributionCommand.MarkFailed;
import org.goldenthread.command.document.DistributionCommand.MarkOverdue;
import org.goldenthread.command.document.DistributionCommand.MarkReturned;
import org.goldenthread.command.document.DistributionCommand.MarkSent;
import org.goldenthread.command.document.DistributionCommand.OpenDocument;
import org.goldenthread.command.document.DistributionCommand.RecordBounced;
import org.goldenthread.command.document.DistributionCommand.RecordOnOwnSystem;
import org.goldenthread.command.document.DistributionCommand.RecordReceipt;
import org.goldenthread.command.document.DistributionCommand.RecordSentByHand;
import org.goldenthread.command.document.DistributionCommand.Resend;
import org.goldenthread.command.document.DocumentCommand.AddRecipient;
import org.goldenthread.command.document.DocumentCommand.IncludeRecipient;
import org.goldenthread.command.document.DocumentCommand.IssueDecisionNotice;
import org.goldenthread.command.document.DocumentCommand.Recipient;
import org.goldenthread.command.document.DocumentCommand.ReissueDecisionNotice;
import org.goldenthread.command.ledger.Decided;
import org.goldenthread.command.ledger.Known;
import org.goldenthread.command.ledger.Remark;
import org.goldenthread.events.LedgerEvent;
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
import org.goldenthread.events.document.DocumentEvent.Withdrawal;
import org.goldenthread.events.document.DocumentEvent.WrongRecipientReported;
import org.goldenthread.events.meeting.MeetingEvent.RecipientClass;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.DistributionId;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.events.values.MeetingId;
import org.jspecify.annotations.Nullable;

/**
 * A document of a meeting and its rules (domain 3e, rulings 3 and 4): what was issued, and to whom. No approval stands before a decision
 * notice. What becomes of each copy, of minutes, of what went astray and of what is disputed is decided beside it.
 */
record Document(@Nullable MeetingId meeting, int version, String timescale, List<ChildId> about, List<DecisionId> told, List<Distribution> copies, Minutes minutes,
        Misdirected misdirected, Disputes disputes, Families families) {

    static final Document NONE = new Document(null, 0, "", List.of(), List.of(), List.of(), Minutes.NONE, Misdirected.NONE, Disputes.NONE, Families.NONE);

    Decided decide(DocumentCommand command, Known known, Instant now) {
        return switch (command) {
            case IssueDecisionNotice c -> issue(c.meetingId(), c.documentId(), c.endedAt(), c.timescale(), c.recipients(), known, now);
            case ReissueDecisionNotice c -> issue(Objects.requireNonNull(meeting), c.documentId(), c.decidedAt(), timescale, whoHadIt(), known, now);
            case AddRecipient c -> add(c, known, now);
            case IncludeRecipient c -> include(c, known, now);
            case DistributionCommand c -> ofCopy(c, known, now);
            case MinutesCommand c -> minutes.decide(c, this, known, now);
            case MisdirectedCommand c -> misdirected.decide(c, this, known, now);
            case DisputeCommand c -> disputes.decide(c, this, known, now);
            case FamilyCommand c -> families.decide(c, this, known, now);
        };
    }

    private Decided ofCopy(DistributionCommand command, Known known, Instant now) {
        var own = known.actor().agencyId();
        return switch (command) {
            case OpenDocument c -> ofOwn(c, own, c.version(), known, now);
            case AcknowledgeDocument c -> ofOwn(c, own, c.version(), known, now);
            case RecordReceipt c -> ofOwn(c, own, c.version(), known, now);
            case RecordOnOwnSystem c -> c.agencyId() != null && !c.agencyId().equals(own) ? refused(DocumentRule.OTHER_SYSTEM) : ofOwn(c, own, c.version(), known, now);
            case MarkSent c -> of(c, byId(c.distributionId()), known, now);
            case MarkBounced c -> of(c, byId(c.distributionId()), known, now);
            case MarkReturned c -> of(c, byId(c.distributionId()), known, now);
            case MarkFailed c -> of(c, byId(c.distributionId()), known, now);
            case MarkOverdue c -> of(c, byId(c.distributionId()), known, now);
            case Resend c -> of(c, copy(c.agencyId(), c.version()), known, now);
            case RecordSentByHand c -> of(c, copy(c.agencyId(), c.version()), known, now);
            case RecordBounced c -> of(c, copy(c.agencyId(), c.version()), known, now);
        };
    }

    private Decided ofOwn(DistributionCommand c, AgencyId agency, int wanted, Known known, Instant now) {
        return copy(agency, wanted).filter(Distribution::isTheirs).map(copy -> copy.decide(c, this, known, now)).orElseGet(() -> refused(DocumentRule.NO_COPY, "version", wanted));
    }

    private Decided of(DistributionCommand c, Optional<Distribution> copy, Known known, Instant now) {
        return copy.map(one -> one.decide(c, this, known, now)).orElseGet(() -> refused(DocumentRule.NOT_SENT_THEM));
    }

    private Decided issue(MeetingId of, DocumentId id, Instant since, String clock, List<Recipient> to, Known known, Instant now) {
        var sat = known.meetings().meeting(of).orElse(null);
        if (sat == null || (version > 0 && told.containsAll(sat.decisions()))) {
            return refused(DocumentRule.NOTHING_NEW);
        }
        var sending = known.settingsAt(since).start(clock, since);
        int next = version + 1;
        var decisions = sat.decisions().stream().sorted((a, b) -> a.value().compareTo(b.value())).toList();
        var issued = new DecisionNoticeIssued(id, of, next, now, decisions, known.meetings().agreedIn(of).all(), sending, sat.children());
        var events = new ArrayList<LedgerEvent>();
        events.add(issued);
        to.forEach(one -> events.addAll(Distribution.send(id, next, one, sending.dueBy(), evolve(issued), known, now)));
        return accepted(events.toArray(LedgerEvent[]::new)).happened(now);
    }

    /** It is owed from when it became known that they came: a duty with a date of its own. What has gone out goes to them at once. */
    private Decided add(AddRecipient c, Known known, Instant now) {
        if (newestOf(c.agencyId()).isPresent() || minutes.owes(c.agencyId())) {
            return refused(DocumentRule.NOTHING_NEW);
        }
        return accepted(owed(c.documentId(), new Recipient(c.agencyId(), List.of(c.seat()), RecipientClass.ATTENDED), known, now).toArray(LedgerEvent[]::new)).happened(now);
    }

    private Decided include(IncludeRecipient c, Known known, Instant now) {
        var before = newestOf(c.agencyId());
        boolean isOwed = minutes.owes(c.agencyId()) && !minutes.waived().contains(c.agencyId());
        if (before.isPresent() ? before.get().isTheirs() && !isNotFor(c.agencyId()) : isOwed) {
            return refused(DocumentRule.HAS_IT);
        }
        var events = new ArrayList<LedgerEvent>();
        events.add(new RecipientAdded(c.documentId(), c.agencyId(), c.reason(), about));
        events.addAll(owed(c.documentId(), new Recipient(c.agencyId(), List.of(), RecipientClass.ADDED), known, now));
        return accepted(events.toArray(LedgerEvent[]::new)).warnIf(before.isPresent(), Remark.of(DocumentRule.WITHDRAWN));
    }

    private List<LedgerEvent> owed(DocumentId id, Recipient to, Known known, Instant now) {
        var dueBy = known.settings().start(timescale, now).dueBy();
        var events = new ArrayList<LedgerEvent>();
        if (minutes.areOwed() && !minutes.owes(to.agencyId())) {
            events.add(new DutyAdded(id, new Owed(to.agencyId(), to.seats(), to.owedAs(), dueBy), about));
        }
        if (version > 0) {
            events.addAll(Distribution.send(id, version, to, dueBy, this, known, now));
        }
        return events;
    }

    /** Those who had the version before, but for whom it isn't. */
    private List<Recipient> whoHadIt() {
        return copies.stream().filter(copy -> copy.version() == version && copy(copy.agency(), version).filter(copy::equals).isPresent() && !isNotFor(copy.agency()))
                .map(Distribution::recipient).toList();
    }

    /**
     * Whether what comes next isn't for an agency: it said so of the last copy that it answered for, or the last was withdrawn from it for
     * another reason than what it held.
     */
    boolean isNotFor(AgencyId agency) {
        var theirs = copies.stream().filter(copy -> copy.agency().equals(agency)).toList();
        var answered = theirs.stream().filter(copy -> copy.said().acknowledged()).reduce((one, later) -> later);
        boolean isGone = newestOf(agency).map(copy -> copy.gone().why()).filter(why -> why != Withdrawal.WRONG_CONTENT).isPresent();
        return isGone || answered.filter(copy -> copy.said().notForThem() && !isAddedAfter(copy, theirs)).isPresent();
    }

    private static boolean isAddedAfter(Distribution copy, List<Distribution> theirs) {
        return theirs.subList(theirs.indexOf(copy) + 1, theirs.size()).stream().anyMatch(later -> later.recipient().owedAs() == RecipientClass.ADDED);
    }

    /** Whether an agency was sent some version: then what replaces it goes there too. */
    boolean holds(AgencyId agency) {
        return newestOf(agency).isPresent();
    }

    /** How often an agency was sent a version: once, but where it was withdrawn and they were added again. */
    long copies(AgencyId agency, int wanted) {
        return copies.stream().filter(copy -> copy.agency().equals(agency) && copy.version() == wanted).count();
    }

    /** Whether the agency of a copy was sent a newer version, which has a time of its own. */
    boolean isReplaced(Distribution copy) {
        return copies.stream().anyMatch(other -> other.agency().equals(copy.agency()) && other.version() > copy.version());
    }

    Optional<Distribution> copy(AgencyId agency, int wanted) {
        return copies.stream().filter(copy -> copy.agency().equals(agency) && copy.version() == wanted).reduce((one, later) -> later);
    }

    Optional<Distribution> newestOf(AgencyId agency) {
        return copies.stream().filter(copy -> copy.agency().equals(agency)).reduce((one, later) -> later);
    }

    private Optional<Distribution> byId(DistributionId id) {
        return copies.stream().filter(copy -> copy.id().equals(id)).findFirst();
    }

    Document evolve(DocumentEvent event) {
        var next = with(event);
        return switch (event) {
            case DecisionNoticeIssued e -> next.issued(e.meetingId(), e.version(), e.sending().timescale(), e.about(), e.decisions());
            case MinutesOwed e -> next.issued(e.meetingId(), 0, e.sending().timescale(), e.about(), told);
            case MinutesIssued e -> next.issued(e.meetingId(), e.version(), timescale, about, told);
            case DistributionQueued e -> next.with(Stream.concat(copies.stream(), Stream.of(Distribution.of(e))).toList());
            case DistributionSent e -> next.changed(e.distributionId(), e);
            case DistributionDelivered e -> next.changed(e.distributionId(), e);
            case DistributionBounced e -> next.changed(e.distributionId(), e);
            case DistributionFailed e -> next.changed(e.distributionId(), e);
            case DistributionResent e -> next.changed(e.distributionId(), e);
            case DistributionOpened e -> next.changed(e.distributionId(), e);
            case DistributionAcknowledged e -> next.changed(e.distributionId(), e);
            case DistributionRecorded e -> next.changed(e.distributionId(), e);
            case DistributionOverdue e -> next.changed(e.distributionId(), e);
            case DistributionWithdrawn e -> next.changed(e.distributionId(), e);
            case DutyAdded e -> next;
            case DutyWaived e -> next;
            case MinutesDrafted e -> next;
            case MinutesSubmitted e -> next;
            case MinutesReturned e -> next;
            case MinutesApproved e -> next;
            case MinutesCorrected e -> next;
            case MinutesOverdue e -> next;
            case BreachAssessmentRequired e -> next;
            case BreachAssessed e -> next;
            case DestructionConfirmed e -> next;
            case RecipientAdded e -> next;
            case WrongRecipientReported e -> next;
            case MinutesDisputed e -> next;
            case DisputeResolved e -> next;
            case FamilyCopyWithheld e -> next;
            case FamilyCopyCameBack e -> next;
            case FamilyCopyAcknowledged e -> next;
            case FamilyCopyGiven e -> next;
            case FamilyCopyReturned e -> next;
            case FamilyCopyReleased e -> next;
            case FamilyCopyPrepared e -> next;
            case FamilyCopiesOwed e -> next;
        };
    }

    /** What each of its parts makes of an event. */
    private Document with(DocumentEvent event) {
        return new Document(meeting, version, timescale, about, told, copies, minutes.evolve(event), misdirected.evolve(event), disputes.evolve(event), families.evolve(event));
    }

    private Document with(List<Distribution> next) {
        return new Document(meeting, version, timescale, about, told, next, minutes, misdirected, disputes, families);
    }

    private Document issued(MeetingId of, int next, String clock, List<ChildId> children, List<DecisionId> decisions) {
        return new Document(of, next, clock, children, decisions, copies, minutes, misdirected, disputes, families);
    }

    private Document changed(DistributionId id, DocumentEvent event) {
        return with(copies.stream().map(copy -> copy.id().equals(id) ? copy.evolve(event) : copy).toList());
    }
}
