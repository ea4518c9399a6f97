package org.goldenthread.query.knowledge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.contact.ContactEvent;
import org.goldenthread.events.contact.ContactEvent.ContactDetailsCompleted;
import org.goldenthread.events.contact.ContactEvent.ContactReceived;
import org.goldenthread.events.contact.ContactEvent.Referrer;
import org.goldenthread.events.contact.ContactEvent.ReferrerFeedbackGiven;
import org.goldenthread.events.document.DocumentEvent;
import org.goldenthread.events.document.DocumentEvent.DecisionNoticeIssued;
import org.goldenthread.events.document.DocumentEvent.DistributionAcknowledged;
import org.goldenthread.events.document.DocumentEvent.DistributionBounced;
import org.goldenthread.events.document.DocumentEvent.DistributionDelivered;
import org.goldenthread.events.document.DocumentEvent.DistributionOpened;
import org.goldenthread.events.document.DocumentEvent.DistributionRecorded;
import org.goldenthread.events.document.DocumentEvent.DistributionWithdrawn;
import org.goldenthread.events.document.DocumentEvent.MinutesIssued;
import org.goldenthread.events.document.DocumentEvent.MinutesOwed;
import org.goldenthread.events.document.DocumentEvent.Statement;
import org.goldenthread.events.meeting.MeetingEvent;
import org.goldenthread.events.meeting.MeetingEvent.AfterMeetingDecisionRecorded;
import org.goldenthread.events.meeting.MeetingEvent.InformationShared;
import org.goldenthread.events.meeting.MeetingEvent.MeetingDecisionRecorded;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.ContactId;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.DistributionId;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.events.values.MeetingId;
import org.jspecify.annotations.Nullable;

/**
 * What an agency had of a child's case at a moment: what it told itself, what was delivered to it by then, and what of that it had opened,
 * acknowledged or recorded. Folded from the child's history alone. That somebody of the agency sat at a meeting is no receipt: it gives no
 * fact here.
 */
public record Knowledge(AgencyId agency, Instant at, List<Fact> facts, List<Decision> decisions) {

    /** How an agency comes to know: it told it, it made the contact, it was told the outcome, it was sent a notice or minutes. */
    public enum Kind { TOLD, REFERRED, FEEDBACK, NOTICE, MINUTES }

    /**
     * One thing it had, since {@code since}; {@code record} is the contact, meeting or document. What it did with it stands there only where
     * that was by the moment asked for.
     */
    public record Fact(Kind kind, Instant since, UUID record, int version, Recorded<?> from, @Nullable Instant openedAt, @Nullable Instant acknowledgedAt,
            @Nullable Statement statement, @Nullable Instant recordedAt, @Nullable Instant withdrawnAt) {

        /** Whether it comes from the agency itself. */
        public boolean isTheirs() {
            return kind == Kind.TOLD || kind == Kind.REFERRED;
        }

        /** The same from an earlier moment on: what happened first may be recorded last. */
        Fact since(Instant earlier) {
            return new Fact(kind, earlier, record, version, from, openedAt, acknowledgedAt, statement, recordedAt, withdrawnAt);
        }

        /** Whether the agency itself showed that it has it, whatever its channel says. */
        boolean isAnswered() {
            return openedAt != null || acknowledgedAt != null || recordedAt != null;
        }
    }

    /**
     * A decision taken by then about the child, which one had replaced it by then, and since when the agency had it; missing where it had not
     * by then. {@code givenBackAt} where it said of every copy that told it that it isn't for it.
     */
    public record Decision(DecisionId id, MeetingId meeting, MeetingEvent event, Instant decidedAt, boolean after, @Nullable DecisionId replacedBy, @Nullable Instant hadAt,
            @Nullable Instant givenBackAt) {

        /** Whole minutes until the agency had it; missing where it had not. */
        public @Nullable Long minutes() {
            return hadAt == null ? null : Duration.between(decidedAt, hadAt).toMinutes();
        }
    }

    /** @param history everything recorded about the child up to now, in any order */
    public static Knowledge of(Collection<Recorded<?>> history, ChildId child, AgencyId agency, Instant at) {
        var fold = new Fold(child, agency, at);
        history.stream().sorted(Comparator.comparingLong(one -> one.envelope().position())).forEach(fold::take);
        return fold.whole();
    }

    /** Gathers a history. */
    private static final class Fold {

        private final ChildId child;
        private final AgencyId agency;
        private final Instant at;
        private final List<Fact> theirs = new ArrayList<>();
        private final Map<DistributionId, Fact> copies = new LinkedHashMap<>();
        private final Map<DecisionId, Decision> decisions = new LinkedHashMap<>();
        private final Map<DecisionId, Set<DistributionId>> toldBy = new HashMap<>();
        private final Map<DecisionId, DecisionId> replaced = new HashMap<>();
        private final Map<ContactId, Instant> received = new HashMap<>();
        private final Set<DocumentId> minutes = new HashSet<>();
        private final Map<String, Set<DecisionId>> told = new HashMap<>();
        private final Set<ContactId> referred = new HashSet<>();

        Fold(ChildId child, AgencyId agency, Instant at) {
            this.child = child;
            this.agency = agency;
            this.at = at;
        }

        void take(Recorded<?> recorded) {
            switch (recorded.event()) {
                case ContactEvent e -> contact(e, recorded);
                case MeetingEvent e -> meeting(e, recorded);
                case DocumentEvent e -> document(e, recorded);
                default -> { }
            }
        }

        private void contact(ContactEvent event, Recorded<?> recorded) {
            switch (event) {
                case ContactReceived e -> {
                    received.put(e.contactId(), e.receivedAt());
                    referred(e.contactId(), e.referrer(), recorded);
                }
                case ContactDetailsCompleted e -> referred(e.contactId(), e.referrer(), recorded);
                case ReferrerFeedbackGiven e when referred.contains(e.contactId()) && !e.givenAt().isAfter(at) ->
                        theirs.add(fact(Kind.FEEDBACK, e.givenAt(), e.contactId().value(), 0, recorded));
                default -> { }
            }
        }

        /** Whose contact it was may become known only later; it was theirs from when it came. */
        private void referred(ContactId contact, @Nullable Referrer referrer, Recorded<?> recorded) {
            var since = received.get(contact);
            if (referrer != null && agency.equals(referrer.agencyId()) && since != null && !since.isAfter(at) && referred.add(contact)) {
                theirs.add(fact(Kind.REFERRED, since, contact.value(), 0, recorded));
            }
        }

        private void meeting(MeetingEvent event, Recorded<?> recorded) {
            switch (event) {
                case InformationShared e when e.agencyId().equals(agency) && e.childId().equals(child) && !recorded.envelope().occurredAt().isAfter(at) ->
                        theirs.add(fact(Kind.TOLD, recorded.envelope().occurredAt(), e.meetingId().value(), 0, recorded));
                case MeetingDecisionRecorded e when e.childId().equals(child) ->
                        decided(e.decisionId(), e.meetingId(), e, e.decidedAt() == null ? recorded.envelope().occurredAt() : e.decidedAt(), false, e.supersedes());
                case AfterMeetingDecisionRecorded e when e.childId().equals(child) -> decided(e.decisionId(), e.meetingId(), e, e.decidedAt(), true, e.supersedes());
                default -> { }
            }
        }

        private void decided(DecisionId id, MeetingId meeting, MeetingEvent event, Instant decidedAt, boolean after, @Nullable DecisionId instead) {
            if (!decidedAt.isAfter(at)) {
                decisions.put(id, new Decision(id, meeting, event, decidedAt, after, null, null, null));
                if (instead != null) {
                    replaced.put(instead, id);
                }
            }
        }

        private void document(DocumentEvent event, Recorded<?> recorded) {
            switch (event) {
                case DecisionNoticeIssued e -> told.put(e.documentId() + "/" + e.version(), Set.copyOf(e.decisions()));
                case MinutesOwed e -> minutes.add(e.documentId());
                case MinutesIssued e -> told.put(e.documentId() + "/" + e.version(), decidedIn(e.meetingId()));
                case DistributionDelivered e when e.agencyId().equals(agency) && !e.deliveredAt().isAfter(at) -> given(e.distributionId(), e, e.version(), e.deliveredAt(), recorded);
                case DistributionBounced e when !e.bouncedAt().isAfter(at) -> {
                    if (copies.containsKey(e.distributionId()) && !copies.get(e.distributionId()).isAnswered()) {
                        copies.remove(e.distributionId());
                    }
                }
                case DistributionOpened e when e.agencyId().equals(agency) && !e.openedAt().isAfter(at) -> change(given(e.distributionId(), e, e.version(), e.openedAt(), recorded),
                        one -> new Fact(one.kind(), one.since(), one.record(), one.version(), one.from(), e.openedAt(), one.acknowledgedAt(), one.statement(), one.recordedAt(),
                                one.withdrawnAt()));
                case DistributionAcknowledged e when e.agencyId().equals(agency) && !e.acknowledgedAt().isAfter(at) -> change(
                        given(e.distributionId(), e, e.version(), e.acknowledgedAt(), recorded), one -> new Fact(one.kind(), one.since(), one.record(), one.version(), one.from(), one.openedAt(),
                                e.acknowledgedAt(), e.statement(), one.recordedAt(), one.withdrawnAt()));
                case DistributionRecorded e when e.agencyId().equals(agency) && !e.recordedAt().isAfter(at) -> change(given(e.distributionId(), e, e.version(), e.recordedAt(), recorded),
                        one -> new Fact(one.kind(), one.since(), one.record(), one.version(), one.from(), one.openedAt(), one.acknowledgedAt(), one.statement(), e.recordedAt(),
                                one.withdrawnAt()));
                case DistributionWithdrawn e when !e.withdrawnAt().isAfter(at) -> change(e.distributionId(), one -> new Fact(one.kind(), one.since(), one.record(), one.version(), one.from(),
                        one.openedAt(), one.acknowledgedAt(), one.statement(), one.recordedAt(), e.withdrawnAt()));
                default -> { }
            }
        }

        /** The agency had it from its first fact on. */
        private DistributionId given(DistributionId copy, DocumentEvent event, int version, Instant since, Recorded<?> recorded) {
            copies.merge(copy, fact(minutes.contains(event.documentId()) ? Kind.MINUTES : Kind.NOTICE, since, event.documentId().value(), version, recorded),
                    (one, more) -> more.since().isBefore(one.since()) ? one.since(more.since()) : one);
            told.getOrDefault(event.documentId() + "/" + version, Set.of()).forEach(decision -> toldBy.computeIfAbsent(decision, id -> new HashSet<>()).add(copy));
            return copy;
        }

        private void change(DistributionId copy, UnaryOperator<Fact> change) {
            copies.computeIfPresent(copy, (id, one) -> change.apply(one));
        }

        /** What the meeting had decided when its minutes went out: they hold its record up to then. */
        private Set<DecisionId> decidedIn(MeetingId meeting) {
            var all = new HashSet<DecisionId>();
            decisions.values().stream().filter(one -> one.meeting().equals(meeting)).forEach(one -> all.add(one.id()));
            return all;
        }

        private static Fact fact(Kind kind, Instant since, UUID record, int version, Recorded<?> from) {
            return new Fact(kind, since, record, version, from, null, null, null, null, null);
        }

        private Decision whole(Decision one) {
            var telling = toldBy.getOrDefault(one.id(), Set.of()).stream().map(copies::get).filter(Objects::nonNull).toList();
            boolean isGivenBack = !telling.isEmpty() && telling.stream().allMatch(copy -> copy.statement() == Statement.RECEIVED_NOT_FOR_ME);
            return new Decision(one.id(), one.meeting(), one.event(), one.decidedAt(), one.after(), replaced.get(one.id()),
                    telling.stream().map(Fact::since).min(Comparator.naturalOrder()).orElse(null),
                    isGivenBack ? telling.stream().map(Fact::acknowledgedAt).filter(Objects::nonNull).max(Comparator.naturalOrder()).orElse(null) : null);
        }

        Knowledge whole() {
            var facts = new ArrayList<>(theirs);
            facts.addAll(copies.values());
            facts.sort(Comparator.comparing(Fact::since));
            return new Knowledge(agency, at, List.copyOf(facts), decisions.values().stream()
                    .map(this::whole).sorted(Comparator.comparing(Decision::decidedAt)).toList());
        }
    }
}
