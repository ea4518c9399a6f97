package org.goldenthread.command.meeting;

import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;
import org.goldenthread.command.keys.KeyStore;
import org.goldenthread.command.reactions.Reactor;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.action.ActionEvent.ActionAgreed;
import org.goldenthread.events.meeting.MeetingEvent.MeetingConvened;
import org.goldenthread.events.values.ChildId;

/**
 * The text of a meeting or an action is about its children: it opens with any of their keys and not with one of its own (ruling 16).
 * Doing it twice changes nothing.
 */
public final class WhenConvenedOrAgreedThenShareKey implements Reactor {

    private final KeyStore keys;

    public WhenConvenedOrAgreedThenShareKey(KeyStore keys) {
        this.keys = keys;
    }

    @Override
    public String name() {
        return "when-convened-or-agreed-then-share-key";
    }

    @Override
    public void on(Recorded<?> recorded) {
        switch (recorded.event()) {
            case MeetingConvened e -> share(e.meetingId().value(), e.about());
            case ActionAgreed e -> share(e.actionId().value(), e.about());
            default -> { }
        }
    }

    private void share(UUID record, Collection<ChildId> children) {
        children.forEach(child -> keys.share(record, child.value()));
        keys.leaveTo(record, children.stream().map(ChildId::value).collect(Collectors.toUnmodifiableSet()));
    }
}
