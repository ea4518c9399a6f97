package org.goldenthread.infra.prove.histories;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.goldenthread.command.child.ChildCommand.CorrectChildDetails;
import org.goldenthread.command.child.ChildCommand.RegisterChild;
import org.goldenthread.command.contact.ContactCommand.AcknowledgeContact;
import org.goldenthread.command.contact.ContactCommand.CompleteContactDetails;
import org.goldenthread.command.contact.ContactCommand.GiveReferrerFeedback;
import org.goldenthread.command.contact.ContactCommand.MakeThresholdDecision;
import org.goldenthread.command.contact.ContactCommand.MatchChild;
import org.goldenthread.command.contact.ContactCommand.ReceiveContact;
import org.goldenthread.command.contact.ContactCommand.ReturnToFrontDoor;
import org.goldenthread.command.contact.ContactCommand.RouteToOwner;
import org.goldenthread.events.contact.ContactEvent.Channel;
import org.goldenthread.events.contact.ContactEvent.ContactKind;
import org.goldenthread.events.contact.ContactEvent.DobStatus;
import org.goldenthread.events.contact.ContactEvent.FeedbackMethod;
import org.goldenthread.events.contact.ContactEvent.LegalBasis;
import org.goldenthread.events.contact.ContactEvent.MatchBasis;
import org.goldenthread.events.contact.ContactEvent.NamedChild;
import org.goldenthread.events.contact.ContactEvent.NeedStage;
import org.goldenthread.events.contact.ContactEvent.Referrer;
import org.goldenthread.events.contact.ContactEvent.ThresholdOutcome;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.ContactId;
import org.goldenthread.events.values.DecisionId;
import org.jspecify.annotations.Nullable;

/** One contact of a random history, and what is asked of it. */
final class RandomContact {

    private final Teller teller;
    private final Dice dice;
    private final ContactId id;
    private final Instant receivedAt;
    private final List<ChildId> named;

    /** The children of the history that were matched so far, shared by its contacts and meetings. */
    private final List<ChildId> children;
    private final Set<ChildId> registered = new HashSet<>();

    private RandomContact(Teller teller, ContactId id, Instant receivedAt, List<ChildId> named, List<ChildId> children) {
        this.teller = teller;
        this.dice = teller.dice;
        this.id = id;
        this.receivedAt = receivedAt;
        this.named = named;
        this.children = children;
    }

    static RandomContact receive(Teller teller, List<ChildId> children) {
        var dice = teller.dice;
        var id = new ContactId(dice.id());
        while (true) {
            var named = new ArrayList<NamedChild>();
            int count = dice.in100(2) ? 0 : dice.between(1, 3);
            for (int ref = 1; ref <= count; ref++) {
                named.add(child(dice, ref, new ChildId(dice.id())));
            }
            var receivedAt = teller.sometime(Duration.ofHours(30));
            boolean anonymous = dice.in100(15);
            if (teller.tell(new ReceiveContact(id, dice.of(ContactKind.values()), dice.of(Channel.values()), receivedAt, null,
                    anonymous ? null : referrer(dice), anonymous,
                    dice.in100(10), PersonalText.of(id.value(), "seen alone at the pier"), named), teller.anybody())) {
                return new RandomContact(teller, id, receivedAt, named.stream().map(NamedChild::childId).toList(), children);
            }
        }
    }

    void matchAll() {
        for (int ref = 1; ref <= named.size(); ref++) {
            match(ref);
        }
    }

    void step() {
        int ref = dice.ref(named.size());
        switch (dice.below(12)) {
            case 0, 1, 2 -> match(ref);
            case 3, 4, 5 -> decide(ref);
            case 6 -> teller.tell(new AcknowledgeContact(id, teller.since(receivedAt), dice.of(FeedbackMethod.values())), teller.anybody());
            case 7, 8 -> teller.tell(new GiveReferrerFeedback(id, teller.since(receivedAt), dice.of(FeedbackMethod.values()), text("outcome"), text("reasons"),
                    dice.maybe(30, () -> text("where to go")), dice.in100(50)), teller.anybody());
            case 9 -> teller.tell(new CompleteContactDetails(id, null, dice.in100(40) ? referrer(dice) : null, dice.maybe(30, () -> text("more")),
                    dice.in100(60) && ref >= 1 && ref <= named.size() ? List.of(child(dice, ref, named.get(ref - 1)))
                            : dice.in100(20) ? List.of(child(dice, 9, new ChildId(dice.id()))) : List.of()),
                    teller.anybody());
            case 10 -> route(ref);
            default -> childDetails();
        }
    }

    private void match(int ref) {
        var chosen = children.isEmpty() || dice.in100(70) ? null : dice.in100(8) ? new ChildId(dice.id()) : dice.of(children);
        if (teller.tell(new MatchChild(id, ref, chosen, dice.of(MatchBasis.values()), dice.below(101)), teller.anybody())) {
            var child = chosen == null ? named.get(ref - 1) : chosen;
            if (!children.contains(child)) {
                children.add(child);
            }
        }
    }

    private void decide(int ref) {
        var command = new MakeThresholdDecision(id, new DecisionId(dice.id()), ref, dice.of(ThresholdOutcome.values()), dice.of(NeedStage.values()),
                dice.of(LegalBasis.values()), dice.in100(5) ? " " : "because", dice.in100(30), List.of(dice.of(Teller.AGENCIES)), List.of());
        teller.tell(command, dice.in100(60) ? Teller.PEOPLE.getFirst() : teller.anybody(), teller.since(receivedAt),
                teller.setAside(40, command, "E-STATE-03", "E-ROLE-01"));
    }

    private void route(int ref) {
        if (!children.isEmpty() && dice.in100(60)) {
            teller.tell(new RouteToOwner(id, ref, dice.of(children), dice.maybe(50, () -> teller.anybody().userId())), Teller.SYSTEM);
        } else {
            teller.tell(new ReturnToFrontDoor(id, ref), teller.anybody());
        }
    }

    private void childDetails() {
        if (!children.isEmpty()) {
            var child = dice.of(children);
            boolean aged = dice.in100(60);
            teller.tell(registered.add(child) || dice.in100(20) ? new RegisterChild(child, name(child), aged ? DobStatus.ESTIMATED : DobStatus.UNKNOWN,
                    aged ? PersonalText.of(child.value(), "2014-09-01") : null, null, null, null)
                    : new CorrectChildDetails(child, dice.maybe(70, () -> name(child)), dice.maybe(30, () -> DobStatus.ESTIMATED),
                            dice.maybe(30, () -> PersonalText.of(child.value(), "2015-04-01")), null, null, null, PersonalText.of(child.value(), "misheard")),
                            Teller.SYSTEM);
        }
    }

    private static NamedChild child(Dice dice, int ref, ChildId child) {
        return new NamedChild(ref, child, dice.maybe(80, () -> name(child)), false, DobStatus.UNKNOWN, null, null, null);
    }

    private static @Nullable Referrer referrer(Dice dice) {
        return dice.maybe(70, () -> new Referrer(null, dice.of(Teller.AGENCIES), null, null));
    }

    private PersonalText text(String clear) {
        return PersonalText.of(id.value(), clear);
    }

    private static PersonalText name(ChildId child) {
        return PersonalText.of(child.value(), "Robin Sample");
    }
}
