package org.goldenthread.command.document;

import static org.goldenthread.command.ledger.Decided.accepted;
import static org.goldenthread.command.ledger.Decided.refused;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
import org.goldenthread.command.document.DocumentCommand.Recipient;
import org.goldenthread.command.ledger.Decided;
import org.goldenthread.command.ledger.Known;
import org.goldenthread.command.ledger.Remark;
import org.goldenthread.events.LedgerEvent;
import org.goldenthread.events.calendar.Clock;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.document.DocumentEvent;
import org.goldenthread.events.document.DocumentEvent.Bounce;
import org.goldenthread.events.document.DocumentEvent.Channel;
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
import org.goldenthread.events.document.DocumentEvent.Failure;
import org.goldenthread.events.document.DocumentEvent.Missing;
import org.goldenthread.events.document.DocumentEvent.Resending;
import org.goldenthread.events.document.DocumentEvent.Statement;
import org.goldenthread.events.document.DocumentEvent.Withdrawal;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.DistributionId;
import org.goldenthread.events.values.DocumentId;
import org.jspecify.annotations.Nullable;

/**
 * One version's way to one agency and its rules (domain 3e): what the channels say of it, what the agency says, and what time brings.
 * Each is a fact of its own; none is inferred from another. {@code deliveredAt} and {@code acknowledgeBy} are missing while it is not there.
 */
record Distribution(DistributionId id, int version, Recipient recipient, Instant dueBy, Way way, @Nullable Instant deliveredAt, @Nullable Instant acknowledgeBy, Said said,
        Set<Missing> overdue, Gone gone, Tries tries) {

    /** By what it goes, the how-many-eth time, and how far that is. */
    record Way(Channel channel, int attempt, Stage stage) {}

    /** How far an attempt is. */
    enum Stage { QUEUED, SENT, BOUNCED, FAILED, UNCERTAIN }

    /** An attempt that was handed to its channel. */
    record Taken(int attempt, Channel channel, Instant sentAt) {

        /** Whether it is surely there: in their inbox, or in their hands. */
        boolean isThere() {
            return channel == Channel.PORTAL || channel == Channel.IN_MEETING_HANDOVER;
        }

        /** Whether it is there though another attempt by mail came back: a mail sent before that one went to no better mailbox. */
        boolean isThereAlthough(int back) {
            return attempt != back && (isThere() || (channel == Channel.SECURE_EMAIL && attempt > back));
        }
    }

    /**
     * What became of each attempt so far: those handed to their channels, and the numbers of those that came back. {@code stated} is when
     * it was there by no mail, as who posted it or the agency's system said.
     */
    record Tries(List<Taken> taken, Set<Instant> stated, Set<Integer> back) {

        static final Tries NONE = new Tries(List.of(), Set.of(), Set.of());

        Tries and(Taken one) {
            return new Tries(Stream.concat(taken.stream(), Stream.of(one)).toList(), stated, back);
        }

        Tries andStated(Instant at) {
            return new Tries(taken, with(stated, at), back);
        }

        /** One that nobody knew to have gone may have been what was stated: what stands is said again after it. */
        Tries andBack(int attempt) {
            return new Tries(taken, taken.stream().anyMatch(one -> one.attempt() == attempt) ? stated : Set.of(), with(back, attempt));
        }

        /** Nothing of all that was tried is there. */
        Tries andNothingThere(int attempt) {
            return new Tries(List.of(), Set.of(), with(back, attempt));
        }

        /** Whether a mail's server said so of that moment, or somebody of the mail that went last. */
        boolean isOfMail(Instant at, Way way) {
            return taken.stream().anyMatch(one -> one.channel() == Channel.SECURE_EMAIL && (one.sentAt().equals(at)
                    || (one.attempt() == way.attempt() && way.stage() == Stage.SENT && !one.sentAt().isAfter(at))));
        }

        /** Whether what is there came by mail alone, which may still come back. */
        boolean isThereByMailAlone() {
            return stated.isEmpty() && taken.stream().noneMatch(one -> one.isThere() && !back.contains(one.attempt()));
        }

        /** Since when it is there though a mail comes back, of which its server said at {@code sentAt} that it took it; null where it isn't. */
        @Nullable Instant stillThere(int attempt, Instant sentAt) {
            return Stream.concat(stated.stream().filter(at -> !at.equals(sentAt)),
                            taken.stream().filter(one -> one.isThereAlthough(attempt) && !back.contains(one.attempt())).map(Taken::sentAt))
                    .min(Comparator.naturalOrder()).orElse(null);
        }

        private static <T> Set<T> with(Set<T> some, T one) {
            return Stream.concat(some.stream(), Stream.of(one)).collect(Collectors.toUnmodifiableSet());
        }
    }

    /** What its agency said of it. */
    record Said(boolean opened, boolean acknowledged, boolean notForThem, boolean recorded) {

        boolean anything() {
            return opened || acknowledged || recorded;
        }
    }

    /** Whether it was withdrawn, and why. */
    record Gone(@Nullable Withdrawal why) {

        boolean withdrawn() {
            return why != null;
        }
    }

    static Distribution of(DistributionQueued e) {
        return new Distribution(e.distributionId(), e.version(), new Recipient(e.agencyId(), e.seats(), e.owedAs()), e.dueBy(), new Way(e.channel(), 1, Stage.QUEUED), null, null,
                new Said(false, false, false, false), Set.of(), new Gone(null), Tries.NONE);
    }

    AgencyId agency() {
        return recipient.agencyId();
    }

    /** Whether the agency may still open it. */
    boolean isTheirs() {
        return !gone.withdrawn();
    }

    Decided decide(DistributionCommand command, Document document, Known known, Instant now) {
        return switch (command) {
            case OpenDocument c -> said.opened() ? refused(DocumentRule.OPENED_ALREADY)
                    : accepted(new DistributionOpened(c.documentId(), id, version, agency(), now, document.about()));
            case AcknowledgeDocument c -> said.acknowledged() ? refused(DocumentRule.ANSWERED_ALREADY)
                    : accepted(new DistributionAcknowledged(c.documentId(), id, version, agency(), c.statement(), now, document.about()))
                            .warnIf(version < document.version(), replacedBy(document));
            case RecordOnOwnSystem c -> said.recorded() ? refused(DocumentRule.RECORDED_ALREADY)
                    : accepted(new DistributionRecorded(c.documentId(), id, version, agency(), c.system(), c.reference(), now, document.about()))
                            .warnIf(version < document.version(), replacedBy(document));
            case RecordReceipt c -> isNews(Channel.AGENCY_API) ? accepted(delivered(c.documentId(), now, document, known)) : refused(DocumentRule.THERE_ALREADY);
            case MarkSent c -> sent(c, document, known);
            case MarkBounced c -> c.attempt() != way.attempt() || isAnswered() ? refused(DocumentRule.NOTHING_NEW)
                    : back(List.of(new DistributionSent(c.documentId(), id, version, agency(), c.channel(), c.bouncedAt(), document.about())),
                            bounced(c.documentId(), way.attempt(), c.reason(), c.bouncedAt(), document), c.bouncedAt(), document, known).happened(c.bouncedAt());
            case MarkReturned c -> returned(c, document, known);
            case MarkFailed c -> c.attempt() != way.attempt() || way.stage() != Stage.QUEUED ? refused(DocumentRule.NOTHING_NEW)
                    : accepted(new DistributionFailed(c.documentId(), id, version, agency(), way.attempt(), c.reason(), c.failedAt(), document.about())).happened(c.failedAt());
            case RecordBounced c -> way.stage() == Stage.BOUNCED ? refused(DocumentRule.BOUNCED_ALREADY)
                    : back(List.of(), bounced(c.documentId(), way.attempt(), c.reason(), c.bouncedAt(), document), c.bouncedAt(), document, known);
            case Resend c -> resend(c, document, known, now);
            case RecordSentByHand c -> byHand(c, document, known);
            case MarkOverdue c -> markOverdue(c, document, known, now);
        };
    }

    /** Whether the channel said already what became of this attempt. */
    private boolean isAnswered() {
        return way.stage() == Stage.SENT || way.stage() == Stage.BOUNCED;
    }

    /** Whether that it is there by this way says more than is known: of a mail it may yet turn out that it isn't. */
    private boolean isNews(Channel channel) {
        return deliveredAt == null || (channel != Channel.SECURE_EMAIL && tries.isThereByMailAlone());
    }

    private static Remark replacedBy(Document document) {
        return Remark.of(DocumentRule.REPLACED, "newer", document.version());
    }

    private DistributionDelivered delivered(DocumentId of, Instant at, Document document, Known known) {
        return new DistributionDelivered(of, id, version, agency(), at, known.settingsAt(at).start("TS-ACK", at), document.about());
    }

    private DistributionBounced bounced(DocumentId of, int attempt, Bounce reason, Instant at, Document document) {
        return new DistributionBounced(of, id, version, agency(), attempt, reason, at, document.about());
    }

    private Decided returned(MarkReturned c, Document document, Known known) {
        if (c.attempt() > way.attempt()) {
            return refused(DocumentRule.NOTHING_NEW);
        }
        if (tries.back().contains(c.attempt())) {
            return refused(DocumentRule.BOUNCED_ALREADY);
        }
        boolean isKnown = c.attempt() != way.attempt() || isAnswered();
        var went = isKnown ? List.<LedgerEvent>of() : List.<LedgerEvent>of(new DistributionSent(c.documentId(), id, version, agency(), c.channel(), c.sentAt(), document.about()));
        return back(went, bounced(c.documentId(), c.attempt(), c.reason(), c.bouncedAt(), document), c.sentAt(), document, known).happened(c.bouncedAt());
    }

    /** It is of the attempt that it answers, whatever was tried since: what is there by another way than that mail stays there. */
    private Decided.Accepted back(List<LedgerEvent> before, DistributionBounced bounced, Instant sentAt, Document document, Known known) {
        var events = new ArrayList<>(before);
        events.add(bounced);
        var still = deliveredAt == null || said.anything() || !isOfOneMail(bounced) ? null : tries.stillThere(bounced.attempt(), sentAt);
        if (still != null) {
            events.add(delivered(bounced.documentId(), still, document, known));
        }
        return accepted(events.toArray(LedgerEvent[]::new));
    }

    /** Whether one mail came back, and not a letter, and nobody there looked for it in vain. */
    private boolean isOfOneMail(DistributionBounced e) {
        return e.reason() != Bounce.NOT_FOUND_THERE && (e.attempt() != way.attempt() || way.channel() == Channel.SECURE_EMAIL);
    }

    /** What a mailbox's server took is delivered; what an agency's system was told of is so only once that system says that it fetched it. */
    private Decided sent(MarkSent c, Document document, Known known) {
        if (c.attempt() < way.attempt() && c.channel() == Channel.SECURE_EMAIL && deliveredAt == null && isTheirs()) {
            return accepted(delivered(c.documentId(), c.sentAt(), document, known)).happened(c.sentAt()); // it got there after all, while somebody sent it another way
        }
        if (c.attempt() != way.attempt() || isAnswered()) {
            return refused(DocumentRule.NOTHING_NEW);
        }
        var events = new ArrayList<LedgerEvent>();
        events.add(new DistributionSent(c.documentId(), id, version, agency(), c.channel(), c.sentAt(), document.about()));
        if (c.channel() == Channel.SECURE_EMAIL && deliveredAt == null && isTheirs()) {
            events.add(delivered(c.documentId(), c.sentAt(), document, known));
        }
        return accepted(events.toArray(LedgerEvent[]::new)).happened(c.sentAt());
    }

    /** Its first sending stands, and so does the time to acknowledge it where it was there. */
    private Decided resend(Resend c, Document document, Known known, Instant now) {
        if (version < document.version()) {
            return refused(DocumentRule.SEND_NEWEST, "newer", document.version());
        }
        if (gone.withdrawn()) {
            return refused(DocumentRule.NOT_SENT_THEM);
        }
        if (c.channel() != Channel.PORTAL && (!c.channel().isSentByUs() || known.settings().reach(agency()).channel() != c.channel())) {
            return refused(DocumentRule.NO_ADDRESS);
        }
        var events = new ArrayList<LedgerEvent>();
        events.add(new DistributionResent(c.documentId(), id, version, agency(), way.attempt() + 1, c.channel(), c.reason(), now, document.about()));
        if (c.channel() == Channel.PORTAL) {
            events.add(new DistributionSent(c.documentId(), id, version, agency(), Channel.PORTAL, now, document.about()));
            if (deliveredAt == null) {
                events.add(delivered(c.documentId(), now, document, known));
            }
        }
        return accepted(events.toArray(LedgerEvent[]::new)).warnIf(way.stage() == Stage.UNCERTAIN, Remark.of(DocumentRule.MAY_BE_THERE))
                .warnIf(deliveredAt != null && !said.acknowledged(), Remark.of(DocumentRule.UNANSWERED, "days", deliveredAt == null ? 0 : workingDays(deliveredAt, now)));
    }

    private Decided byHand(RecordSentByHand c, Document document, Known known) {
        if (gone.withdrawn()) {
            return refused(DocumentRule.NOT_SENT_THEM);
        }
        if (c.channel().isSentByUs() && (isAnswered() || way.channel() != c.channel())) {
            return refused(DocumentRule.SEND_INSTEAD);
        }
        var events = new ArrayList<LedgerEvent>();
        boolean isThisAttempt = !isAnswered() && way.channel() == c.channel();
        if (!isThisAttempt) {
            events.add(new DistributionResent(c.documentId(), id, version, agency(), way.attempt() + 1, c.channel(),
                    way.stage() == Stage.BOUNCED ? Resending.BOUNCED : Resending.ASKED_FOR, c.sentAt(), document.about()));
        }
        events.add(new DistributionSent(c.documentId(), id, version, agency(), c.channel(), c.sentAt(), document.about()));
        if (c.deliveredAt() != null && isNews(c.channel())) {
            events.add(delivered(c.documentId(), c.deliveredAt(), document, known));
        }
        return accepted(events.toArray(LedgerEvent[]::new)).happened(c.sentAt()).warnIf(version < document.version(), replacedBy(document));
    }

    private Decided markOverdue(MarkOverdue c, Document document, Known known, Instant now) {
        var due = switch (c.missing()) {
            case NOT_ACKNOWLEDGED -> acknowledgeBy;
            case NOT_DELIVERED -> dueBy;
            case NOT_RECORDED -> recordBy(document, known);
        };
        boolean isMissing = switch (c.missing()) {
            case NOT_ACKNOWLEDGED -> !said.acknowledged();
            case NOT_DELIVERED -> deliveredAt == null && !said.acknowledged() && !said.recorded();
            case NOT_RECORDED -> !said.recorded() && !said.notForThem();
        };
        if (due == null || !isMissing || gone.withdrawn() || overdue.contains(c.missing()) || now.isBefore(due) || document.isReplaced(this)) {
            return refused(DocumentRule.NOT_OVERDUE);
        }
        return accepted(new DistributionOverdue(c.documentId(), id, version, agency(), c.missing(), due, workingDays(due, now), document.about()));
    }

    /** Of minutes alone, and where the agency is one of which it is awaited. */
    private @Nullable Instant recordBy(Document document, Known known) {
        return deliveredAt == null || !document.minutes().areOwed() ? null : known.settingsAt(deliveredAt).ownRecord(agency(), deliveredAt).map(Clock::dueBy).orElse(null);
    }

    private static int workingDays(Instant from, Instant until) {
        return WorkingCalendar.englandAndWales().workingDaysBetween(WorkingCalendar.dayOf(from), WorkingCalendar.dayOf(until));
    }

    /** This after an event about it. */
    Distribution evolve(DocumentEvent event) {
        return switch (event) {
            case DistributionSent e -> new Distribution(id, version, recipient, dueBy, new Way(way.channel(), way.attempt(), Stage.SENT), deliveredAt, acknowledgeBy, said, overdue, gone,
                    tries.and(new Taken(way.attempt(), e.channel(), e.sentAt())));
            case DistributionDelivered e -> {
                boolean isEarlier = deliveredAt == null || e.deliveredAt().isBefore(deliveredAt);
                var next = deliveredAt == null && tries.isOfMail(e.deliveredAt(), way) ? tries : tries.andStated(e.deliveredAt());
                yield new Distribution(id, version, recipient, dueBy, way, isEarlier ? e.deliveredAt() : deliveredAt, isEarlier ? e.acknowledgement().dueBy() : acknowledgeBy,
                        said, overdue, gone, next);
            }
            case DistributionBounced e -> new Distribution(id, version, recipient, dueBy, e.attempt() == way.attempt() ? new Way(way.channel(), way.attempt(), Stage.BOUNCED) : way,
                    said.anything() ? deliveredAt : null, said.anything() ? acknowledgeBy : null, said, overdue, gone,
                    isOfOneMail(e) ? tries.andBack(e.attempt()) : tries.andNothingThere(e.attempt()));
            case DistributionFailed e -> with(new Way(way.channel(), way.attempt(), e.reason() == Failure.UNCERTAIN ? Stage.UNCERTAIN : Stage.FAILED));
            case DistributionResent e -> with(new Way(e.channel(), e.attempt(), Stage.QUEUED));
            case DistributionOpened e -> with(new Said(true, said.acknowledged(), said.notForThem(), said.recorded()));
            case DistributionAcknowledged e -> with(new Said(said.opened(), true, e.statement() == Statement.RECEIVED_NOT_FOR_ME, said.recorded()));
            case DistributionRecorded e -> with(new Said(said.opened(), said.acknowledged(), said.notForThem(), true));
            case DistributionOverdue e -> {
                var all = EnumSet.of(e.missing());
                all.addAll(overdue);
                yield new Distribution(id, version, recipient, dueBy, way, deliveredAt, acknowledgeBy, said, Set.copyOf(all), gone, tries);
            }
            case DistributionWithdrawn e -> new Distribution(id, version, recipient, dueBy, way, deliveredAt, acknowledgeBy, said, overdue, new Gone(e.reason()), tries);
            default -> this;
        };
    }

    private Distribution with(Way next) {
        return new Distribution(id, version, recipient, dueBy, next, deliveredAt, acknowledgeBy, said, overdue, gone, tries);
    }

    private Distribution with(Said next) {
        return new Distribution(id, version, recipient, dueBy, way, deliveredAt, acknowledgeBy, next, overdue, gone, tries);
    }

    /** What begins a version's way to an agency. What goes by the inbox is there as soon as this is written. */
    static List<LedgerEvent> send(DocumentId of, int version, Recipient to, Instant dueBy, Document document, Known known, Instant now) {
        var copy = WhenDecidedThenIssueNotice.copyOf(of, version, to.agencyId(), document.copies(to.agencyId(), version));
        var channel = known.settings().reach(to.agencyId()).channel();
        var queued = new DistributionQueued(of, copy, version, to.agencyId(), to.seats(), to.owedAs(), channel, dueBy, document.about());
        return channel != Channel.PORTAL ? List.of(queued) : List.of(queued, new DistributionSent(of, copy, version, to.agencyId(), Channel.PORTAL, now, document.about()),
                new DistributionDelivered(of, copy, version, to.agencyId(), now, known.settings().start("TS-ACK", now), document.about()));
    }
}
