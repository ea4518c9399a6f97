package org.goldenthread.command.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.goldenthread.events.meeting.MeetingEvent.Kind;
import org.goldenthread.events.values.ActionId;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.events.values.RiskDomain;

/** What rules may know of meetings and actions that are not their own stream. */
public interface KnownMeetings {

    /** How many meetings of a kind were ever arranged for a child: no other command counts the same. */
    int sittings(ChildId child, Kind kind);

    /** Actions for any of some children that nobody has done, the first due first. */
    List<ActionId> openActions(Collection<ChildId> children);

    /** How many actions a meeting agreed. */
    int actionsOf(MeetingId meeting);

    /** The decisions of a meeting that an action carries out. */
    Set<DecisionId> carriedOut(MeetingId meeting);

    /** Whether a meeting took a decision. */
    boolean hasDecision(MeetingId meeting, DecisionId decision);

    /** How many other actions of an agency for a child are undone past their due time and were due before this one; of those due together, the ids decide. */
    int overdueBefore(ActionId action, AgencyId agency, ChildId child, Instant dueBy, Instant now);

    /** The children a meeting is about, in its order; empty where there is no such meeting, or it was cancelled. */
    List<ChildId> childrenOf(MeetingId meeting);

    /** When a meeting began or is to begin; the beginning of time where there is no such meeting. */
    Instant startOf(MeetingId meeting);

    /** Whether a risk of this domain was ever told in a meeting about a child. */
    boolean hasRisk(ChildId child, RiskDomain risk);
}
