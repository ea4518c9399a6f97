package org.goldenthread.command;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.goldenthread.command.ledger.KnownMeetings;
import org.goldenthread.events.document.DocumentEvent.Lack;
import org.goldenthread.events.meeting.MeetingEvent.Kind;
import org.goldenthread.events.values.ActionId;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.events.values.RiskDomain;
import org.goldenthread.events.values.UserId;

/** What meetings and actions left behind, as a test says. */
public record GivenMeetings(int sittings, List<ActionId> open, int actions, Set<DecisionId> carriedOut, int overdue, List<ChildId> children, Instant start,
        Set<RiskDomain> risks, Set<UserId> chairs, List<Lack> lacks) implements KnownMeetings {

    public static final GivenMeetings NONE = new GivenMeetings(0, List.of(), 0, Set.of(), 0, List.of(), Instant.EPOCH, Set.of());

    public GivenMeetings(int sittings, List<ActionId> open, int actions, Set<DecisionId> carriedOut, int overdue, List<ChildId> children, Instant start,
            Set<RiskDomain> risks) {
        this(sittings, open, actions, carriedOut, overdue, children, start, risks, Set.of(), List.of());
    }

    @Override
    public int sittings(ChildId child, Kind kind) {
        return sittings;
    }

    @Override
    public List<ActionId> openActions(Collection<ChildId> of) {
        return open;
    }

    @Override
    public Agreed agreedIn(MeetingId meeting) {
        return new Agreed(Stream.generate(() -> new ActionId(UUID.randomUUID())).limit(actions).toList(), carriedOut);
    }

    @Override
    public int overdueBefore(ActionId action, AgencyId agency, ChildId child, Instant dueBy, Instant now) {
        return overdue;
    }

    @Override
    public Optional<Sat> meeting(MeetingId meeting) {
        return children.isEmpty() ? Optional.empty() : Optional.of(new Sat(children, Kind.STRATEGY, start, carriedOut));
    }

    @Override
    public boolean hasRisk(ChildId child, RiskDomain risk) {
        return risks.contains(risk);
    }

    @Override
    public boolean isChair(MeetingId meeting, UserId user) {
        return chairs.contains(user);
    }

    @Override
    public List<Lack> lacks(MeetingId meeting) {
        return lacks;
    }
}
