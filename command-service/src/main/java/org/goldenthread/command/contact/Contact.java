package org.goldenthread.command.contact;

import static org.goldenthread.command.ledger.Decided.accepted;
import static org.goldenthread.command.ledger.Decided.refused;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.goldenthread.command.contact.ContactCommand.AcknowledgeContact;
import org.goldenthread.command.contact.ContactCommand.CompleteContactDetails;
import org.goldenthread.command.contact.ContactCommand.GiveReferrerFeedback;
import org.goldenthread.command.contact.ContactCommand.MakeThresholdDecision;
import org.goldenthread.command.contact.ContactCommand.MatchChild;
import org.goldenthread.command.contact.ContactCommand.ReceiveContact;
import org.goldenthread.command.contact.ContactCommand.ReturnToFrontDoor;
import org.goldenthread.command.contact.ContactCommand.RouteToOwner;
import org.goldenthread.command.ledger.Decided;
import org.goldenthread.command.ledger.Known;
import org.goldenthread.command.ledger.Remark;
import org.goldenthread.events.RuleOverride;
import org.goldenthread.events.calendar.Clock;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.contact.ContactEvent;
import org.goldenthread.events.contact.ContactEvent.ChildMatched;
import org.goldenthread.events.contact.ContactEvent.ContactAcknowledged;
import org.goldenthread.events.contact.ContactEvent.ContactDetailsCompleted;
import org.goldenthread.events.contact.ContactEvent.ContactReceived;
import org.goldenthread.events.contact.ContactEvent.ContactReturnedToFrontDoor;
import org.goldenthread.events.contact.ContactEvent.ContactRoutedToOwner;
import org.goldenthread.events.contact.ContactEvent.DobStatus;
import org.goldenthread.events.contact.ContactEvent.MatchBasis;
import org.goldenthread.events.contact.ContactEvent.MissingDetail;
import org.goldenthread.events.contact.ContactEvent.NamedChild;
import org.goldenthread.events.contact.ContactEvent.Referrer;
import org.goldenthread.events.contact.ContactEvent.ReferrerFeedbackGiven;
import org.goldenthread.events.contact.ContactEvent.ThresholdDecisionMade;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.ChildId;
import org.jspecify.annotations.Nullable;

/** The rules of a contact, and as much of its past as they need: ids, times and codes, never a person's text. */
record Contact(Instant receivedAt, boolean anonymous, boolean acknowledgementDue, List<Item> items, boolean sourceMissing, boolean referrerMissing,
        List<Routed> routed) {

    static final Contact NONE = new Contact(Instant.EPOCH, false, false, List.of(), true, true, List.of());

    /** A named child who may be one whose record is kept apart; {@code returned} once that was found wrong. */
    record Routed(int ref, ChildId child, boolean returned) {}

    /** One child named in the contact: the provisional record, the matched one, whether a decision stands, what is missing. */
    record Item(int ref, ChildId provisional, @Nullable ChildId matched, boolean decided, boolean nameMissing, boolean dobMissing) {

        static Item of(NamedChild child) {
            return new Item(child.ref(), child.childId(), null, false, child.name() == null && !child.identityUnknown(),
                    child.dobStatus() == DobStatus.UNKNOWN && !child.identityUnknown());
        }

        Item completedBy(NamedChild child) {
            return new Item(ref, provisional, matched, decided, nameMissing && child.name() == null && !child.identityUnknown(),
                    dobMissing && child.dobStatus() == DobStatus.UNKNOWN && !child.identityUnknown());
        }

        ChildId child() {
            return matched == null ? provisional : matched;
        }
    }

    Decided decide(ContactCommand command, Known known, Instant now) {
        return switch (command) {
            case ReceiveContact c -> receive(c, known, now);
            case CompleteContactDetails c -> complete(c, known);
            case AcknowledgeContact c -> acknowledge(c, now);
            case MatchChild c -> match(c, known);
            case RouteToOwner c -> route(c);
            case ReturnToFrontDoor c -> returnToFrontDoor(c);
            case MakeThresholdDecision c -> makeDecision(c, known, now);
            case GiveReferrerFeedback c -> giveFeedback(c, now);
        };
    }

    private Decided receive(ReceiveContact c, Known known, Instant now) {
        if (c.children().isEmpty()) {
            return refused(ContactRule.NO_CHILD);
        }
        if (c.receivedAt().isAfter(now)) {
            return refused(ContactRule.IN_THE_FUTURE);
        }
        return accepted(new ContactReceived(c.contactId(), c.kind(), c.channel(), c.receivedAt(), c.sourceCode(), c.referrer(),
                c.anonymous(), c.immediateDanger(), c.concern(), c.children(),
                missing(c.sourceCode() == null, c.referrer() == null && !c.anonymous(), c.children().stream().map(Item::of).toList()),
                known.settingsAt(c.receivedAt()).start("TS-DEC", c.receivedAt()),
                c.anonymous() ? null : acknowledgement(c.referrer(), c.receivedAt(), known)))
                .warnIf(c.immediateDanger(), Remark.of(ContactRule.IMMEDIATE_DANGER));
    }

    private Decided complete(CompleteContactDetails c, Known known) {
        for (var child : c.children()) {
            if (item(child.ref()) == null) {
                return noSuchChild(child.ref());
            }
        }
        var still = missing(sourceMissing && c.sourceCode() == null, referrerMissing && c.referrer() == null, completedBy(c.children()));
        return accepted(new ContactDetailsCompleted(c.contactId(), c.sourceCode(), c.referrer(), c.furtherConcern(),
                c.children().stream().map(this::withItsOwnRecord).toList(), still,
                acknowledgementDue ? null : acknowledgement(c.referrer(), receivedAt, known), children()));
    }

    private NamedChild withItsOwnRecord(NamedChild child) {
        var item = Objects.requireNonNull(item(child.ref()));
        return new NamedChild(child.ref(), item.provisional(), under(item.provisional(), child.name()), child.identityUnknown(),
                child.dobStatus(), under(item.provisional(), child.dob()), under(item.provisional(), child.address()),
                under(item.provisional(), child.description()));
    }

    private Decided acknowledge(AcknowledgeContact c, Instant now) {
        if (anonymous) {
            return refused(ContactRule.NOBODY_TO_TELL);
        }
        return timely(c.at(), now, new ContactAcknowledged(c.contactId(), c.at(), c.method(), children()));
    }

    private Decided match(MatchChild c, Known known) {
        var item = item(c.ref());
        if (item == null) {
            return noSuchChild(c.ref());
        }
        if (item.matched() != null) {
            return refused(ContactRule.ALREADY_MATCHED, "ref", c.ref());
        }
        var chosen = c.childId() == null ? item.provisional() : c.childId();
        boolean isNew = chosen.equals(item.provisional());
        if (isNew && isWithOwner(c.ref())) {
            return refused(ContactRule.MAY_BE_KEPT_APART, "ref", c.ref());
        }
        if (!isNew && !known.isChild(chosen)) {
            return refused(ContactRule.NO_SUCH_RECORD);
        }
        return accepted(new ChildMatched(c.contactId(), c.ref(), item.provisional(), chosen,
                isNew ? MatchBasis.NEW_CHILD : c.matchBasis(), c.confidence(), receivedAt));
    }

    private Decided route(RouteToOwner c) {
        if (item(c.ref()) == null) {
            return noSuchChild(c.ref());
        }
        return routed.stream().anyMatch(one -> one.ref() == c.ref() && one.child().equals(c.childId())) ? refused(ContactRule.ROUTED_ALREADY)
                : accepted(new ContactRoutedToOwner(c.contactId(), c.ref(), c.childId(), c.ownerId(), withRouted(c.childId())));
    }

    private Decided returnToFrontDoor(ReturnToFrontDoor c) {
        var with = routed.stream().filter(one -> one.ref() == c.ref() && !one.returned()).findFirst();
        return with.isEmpty() ? refused(ContactRule.NOT_ROUTED)
                : accepted(new ContactReturnedToFrontDoor(c.contactId(), c.ref(), with.get().child(), withRouted(with.get().child())));
    }

    private boolean isWithOwner(int ref) {
        return routed.stream().anyMatch(one -> one.ref() == ref && !one.returned());
    }

    private List<ChildId> withRouted(ChildId child) {
        return Stream.concat(children().stream(), Stream.of(child)).distinct().toList();
    }

    private Decided makeDecision(MakeThresholdDecision c, Known known, Instant now) {
        var item = item(c.ref());
        if (item == null) {
            return noSuchChild(c.ref());
        }
        if (c.rationale().isBlank()) {
            return refused(ContactRule.NO_REASONS);
        }
        if (item.decided()) {
            return refused(ContactRule.ALREADY_DECIDED, "ref", c.ref());
        }
        var inTheWay = inTheWay(item, known);
        if (!inTheWay.isEmpty() && !isSetAside(inTheWay, known)) {
            return refused(inTheWay.getFirst(), "ref", c.ref());
        }
        var decidedAt = known.occurredAt();
        if (decidedAt.isAfter(now)) {
            return refused(ContactRule.IN_THE_FUTURE);
        }
        if (decidedAt.isBefore(receivedAt)) {
            return refused(ContactRule.BEFORE_RECEIVED);
        }
        int contacts = 1 + known.otherContacts(item.child(), c.contactId(), twelveMonthsBefore(receivedAt));
        return accepted(new ThresholdDecisionMade(c.contactId(), c.decisionId(), c.ref(), item.child(), c.outcome(), c.needStage(),
                c.legalBasis(), PersonalText.of(item.child().value(), c.rationale()), c.cumulativeFactor(), c.agenciesConsulted(),
                c.endorsedBy(), decidedAt, workingMinutes(decidedAt, known), contacts, known.settings().edition(),
                anonymous ? null : known.settingsAt(decidedAt).start("TS-FBK", decidedAt)))
                .settingAside(inTheWay)
                .warnIf(contacts >= 4, Remark.of(ContactRule.MANY_CONTACTS, "count", contacts));
    }

    private Decided giveFeedback(GiveReferrerFeedback c, Instant now) {
        if (anonymous) {
            return refused(ContactRule.NOBODY_TO_TELL);
        }
        return timely(c.givenAt(), now, new ReferrerFeedbackGiven(c.contactId(), c.givenAt(), c.method(), c.outcomeText(), c.reasons(),
                c.signposting(), c.challengeRouteGiven(), children()));
    }

    private Decided timely(Instant at, Instant now, ContactEvent event) {
        if (at.isAfter(now)) {
            return refused(ContactRule.IN_THE_FUTURE);
        }
        return at.isBefore(receivedAt) ? refused(ContactRule.BEFORE_RECEIVED) : accepted(event);
    }

    Contact evolve(ContactEvent event) {
        return switch (event) {
            case ContactReceived e -> new Contact(e.receivedAt(), e.anonymous(), e.acknowledgement() != null,
                    e.children().stream().map(Item::of).toList(), e.sourceCode() == null, e.referrer() == null && !e.anonymous(), List.of());
            case ContactDetailsCompleted e -> new Contact(receivedAt, anonymous && e.referrer() == null,
                    acknowledgementDue || e.acknowledgement() != null, completedBy(e.children()),
                    sourceMissing && e.sourceCode() == null, referrerMissing && e.referrer() == null, routed);
            case ChildMatched e -> with(e.ref(), item -> new Item(item.ref(), item.provisional(), e.childId(), item.decided(), item.nameMissing(), item.dobMissing()));
            case ContactRoutedToOwner e -> with(new Routed(e.ref(), e.childId(), false));
            case ContactReturnedToFrontDoor e -> with(new Routed(e.ref(), e.childId(), true));
            case ThresholdDecisionMade e -> with(e.ref(), item -> new Item(item.ref(), item.provisional(), item.matched(), true, item.nameMissing(), item.dobMissing()));
            case ContactAcknowledged e -> this;
            case ReferrerFeedbackGiven e -> this;
        };
    }

    private Contact with(int ref, java.util.function.UnaryOperator<Item> change) {
        return new Contact(receivedAt, anonymous, acknowledgementDue,
                items.stream().map(item -> item.ref() == ref ? change.apply(item) : item).toList(), sourceMissing, referrerMissing, routed);
    }

    private Contact with(Routed now) {
        var all = Stream.concat(routed.stream().filter(one -> one.ref() != now.ref() || !one.child().equals(now.child())), Stream.of(now)).toList();
        return new Contact(receivedAt, anonymous, acknowledgementDue, items, sourceMissing, referrerMissing, all);
    }

    private @Nullable Item item(int ref) {
        return items.stream().filter(item -> item.ref() == ref).findFirst().orElse(null);
    }

    private List<ChildId> children() {
        return items.stream().map(Item::child).distinct().toList();
    }

    private Decided noSuchChild(int ref) {
        return new Decided.Refused(new Remark(ContactRule.NO_SUCH_CHILD,
                Map.of("ref", Integer.toString(ref), "count", Integer.toString(items.size()))));
    }

    private long workingMinutes(Instant decidedAt, Known known) {
        return WorkingCalendar.englandAndWales().workingMinutesBetween(receivedAt, decidedAt, known.settingsAt(receivedAt).frontDoorHours());
    }

    private List<Item> completedBy(List<NamedChild> children) {
        return items.stream().map(item -> children.stream().filter(child -> child.ref() == item.ref()).reduce(item, Item::completedBy, (a, b) -> b)).toList();
    }

    /** The practice rules that stand in the way of a decision and may be set aside. */
    private static List<ContactRule> inTheWay(Item item, Known known) {
        return Stream.of(item.matched() == null ? ContactRule.NOT_MATCHED : null,
                known.settings().mayDecide().contains(known.actor().role()) ? null : ContactRule.MAY_NOT_DECIDE).filter(Objects::nonNull).toList();
    }

    /** An override names one of the rules in its way; that a child could not wait sets aside all of them (ruling 5). */
    private static boolean isSetAside(List<ContactRule> inTheWay, Known known) {
        var override = known.override();
        return override != null && inTheWay.stream().anyMatch(rule -> override.rules().contains(rule.id()))
                && (inTheWay.size() == 1 || override.reasonCode() == RuleOverride.ReasonCode.COULD_NOT_WAIT);
    }

    private static Instant twelveMonthsBefore(Instant moment) {
        return moment.atZone(WorkingCalendar.LONDON).minusMonths(12).toInstant();
    }

    private static @Nullable Clock acknowledgement(@Nullable Referrer referrer, Instant receivedAt, Known known) {
        return referrer == null || referrer.agencyId() == null ? null : known.settingsAt(receivedAt).start("TS-ACK-REF", receivedAt);
    }

    private static @Nullable PersonalText under(ChildId child, @Nullable PersonalText text) {
        return text instanceof PersonalText.Clear clear ? PersonalText.of(child.value(), clear.text()) : text;
    }

    private static List<MissingDetail> missing(boolean source, boolean referrer, List<Item> children) {
        return Stream.of(source ? MissingDetail.SOURCE : null, referrer ? MissingDetail.REFERRER : null,
                children.stream().anyMatch(Item::nameMissing) ? MissingDetail.CHILD_NAME : null,
                children.stream().anyMatch(Item::dobMissing) ? MissingDetail.CHILD_DATE_OF_BIRTH : null).filter(Objects::nonNull).toList();
    }
}
