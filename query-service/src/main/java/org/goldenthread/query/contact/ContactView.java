package org.goldenthread.query.contact;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.contact.ContactEvent;
import org.goldenthread.events.contact.ContactEvent.ChildMatched;
import org.goldenthread.events.contact.ContactEvent.ContactAcknowledged;
import org.goldenthread.events.contact.ContactEvent.ContactDetailsCompleted;
import org.goldenthread.events.contact.ContactEvent.ContactReceived;
import org.goldenthread.events.contact.ContactEvent.NamedChild;
import org.goldenthread.events.contact.ContactEvent.ReferrerFeedbackGiven;
import org.goldenthread.events.contact.ContactEvent.Referrer;
import org.goldenthread.events.contact.ContactEvent.ThresholdDecisionMade;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.SourceCode;
import org.goldenthread.query.edge.Words;
import org.jspecify.annotations.Nullable;

/** A contact as its page shows it: folded from its events, texts opened. */
public record ContactView(ContactReceived received, @Nullable SourceCode source, @Nullable Referrer referrer, List<Child> children,
        List<ContactEvent.MissingDetail> missing, List<String> concerns, @Nullable ContactAcknowledged acknowledged,
        @Nullable Instant acknowledgeBy, @Nullable ReferrerFeedbackGiven feedback,
        List<Integer> routed, int version) {

    /** One child named in the contact. */
    public record Child(NamedChild named, @Nullable ChildMatched match, @Nullable ThresholdDecisionMade decision) {

        public ChildId record() {
            return match == null ? named.childId() : match.childId();
        }
    }

    /** Whether there is nobody to tell: a referrer who became known since is somebody. */
    public boolean isAnonymous() {
        return received.anonymous() && referrer == null;
    }

    /** Whether every child has a decision. */
    public boolean isDecided() {
        return children.stream().allMatch(child -> child.decision() != null);
    }

    /** When feedback is due: the earliest clock of its decisions. */
    public @Nullable Instant feedbackBy() {
        return children.stream().map(Child::decision).flatMap(decision -> decision == null || decision.feedback() == null
                ? java.util.stream.Stream.empty() : java.util.stream.Stream.of(decision.feedback().dueBy())).min(Instant::compareTo).orElse(null);
    }

    /** The child with a number; empty where the contact names none such. */
    public Optional<Child> child(int ref) {
        return children.stream().filter(child -> child.named().ref() == ref).findFirst();
    }

    /** The children who may be ones whose records are kept apart, and wait for the owner to match or return them. */
    public List<Child> withOwner() {
        return children.stream().filter(child -> child.match() == null && routed.contains(child.named().ref())).toList();
    }

    /** A name for the page: the child's, or what stands for it. */
    public static String nameOf(Child child, Words words) {
        var name = child.named().name();
        return name != null ? words.open(name) : child.named().identityUnknown() ? "Identity unknown" : "Name not given yet";
    }

    static Optional<ContactView> of(List<Recorded<?>> history, Words words) {
        if (history.isEmpty() || !(history.getFirst().event() instanceof ContactReceived received)) {
            return Optional.empty();
        }
        var source = received.sourceCode();
        var referrer = received.referrer();
        var missing = received.missing();
        var acknowledgeBy = received.acknowledgement() == null ? null : received.acknowledgement().dueBy();
        ContactAcknowledged acknowledged = null;
        ReferrerFeedbackGiven feedback = null;
        var routed = new ArrayList<Integer>();
        var concerns = new ArrayList<>(List.of(words.open(received.concern())));
        Map<Integer, Child> children = new LinkedHashMap<>();
        received.children().forEach(child -> children.put(child.ref(), new Child(child, null, null)));
        for (var recorded : history) {
            if (recorded.event() instanceof ContactEvent event) {
                switch (event) {
                    case ContactReceived e -> { }
                    case ContactDetailsCompleted e -> {
                        source = e.sourceCode() == null ? source : e.sourceCode();
                        referrer = e.referrer() == null ? referrer : e.referrer();
                        missing = e.stillMissing();
                        acknowledgeBy = e.acknowledgement() == null ? acknowledgeBy : e.acknowledgement().dueBy();
                        if (e.furtherConcern() != null) {
                            concerns.add(words.open(e.furtherConcern()));
                        }
                        e.children().forEach(child -> children.computeIfPresent(child.ref(),
                                (ref, before) -> new Child(before.named().completedBy(child), before.match(), before.decision())));
                    }
                    case ContactAcknowledged e -> acknowledged = acknowledged == null ? e : acknowledged;
                    case ChildMatched e -> children.computeIfPresent(e.ref(), (ref, before) -> new Child(before.named(), e, before.decision()));
                    case ThresholdDecisionMade e -> children.computeIfPresent(e.ref(), (ref, before) -> new Child(before.named(), before.match(), e));
                    case ContactEvent.ContactRoutedToOwner e -> routed.add(e.ref());
                    case ContactEvent.ContactReturnedToFrontDoor e -> routed.remove(Integer.valueOf(e.ref()));
                    case ReferrerFeedbackGiven e -> feedback = feedback == null ? e : feedback;
                }
            }
        }
        return Optional.of(new ContactView(received, source, referrer, List.copyOf(children.values()), missing, List.copyOf(concerns), acknowledged,
                acknowledgeBy, feedback, List.copyOf(routed), history.getLast().envelope().sequence()));
    }
}
