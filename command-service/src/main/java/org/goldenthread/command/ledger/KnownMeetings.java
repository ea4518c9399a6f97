package org.goldenthread.command.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.goldenthread.events.document.DocumentEvent.Lack;
import org.goldenthread.events.meeting.MeetingEvent.Kind;
import org.goldenthread.events.values.ActionId;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.events.values.RiskDomain;
import org.goldenthread.events.values.UserId;

/** What rules may know of meetings and actions that are not their own stream. */
public interface KnownMeetings {

    /** How many meetings of a kind were ever arranged for a child: no other command counts the same. */
    int sittings(ChildId child, Kind kind);

    /** Actions for any of some children that nobody has done, the first due first. */
    List<ActionId> openActions(Collection<ChildId> children);

    /** What a meeting agreed should be done. */
    Agreed agreedIn(MeetingId meeting);

    /** The actions a meeting agreed, in the order of their ids, and which of its decisions one of them carries out. */
    record Agreed(List<ActionId> all, Set<DecisionId> carriedOut) {

        public Agreed {
            all = List.copyOf(all);
            carriedOut = Set.copyOf(carriedOut);
        }

        public int actions() {
            return all.size();
        }
    }

    /** How many other actions of an agency for a child are undone past their due time and were due before this one; of those due together, the ids decide. */
    int overdueBefore(ActionId action, AgencyId agency, ChildId child, Instant dueBy, Instant now);

    /** A meeting as others may know it; empty where there is none, or it was cancelled. */
    Optional<Sat> meeting(MeetingId meeting);

    /** The children a meeting is about, in its order, of which kind it is, when it began or is to begin, and what it decided. */
    record Sat(List<ChildId> children, Kind kind, Instant startsAt, Set<DecisionId> decisions) {

        public Sat {
            children = List.copyOf(children);
            decisions = Set.copyOf(decisions);
        }
    }

    /** Whether somebody chairs a meeting. */
    boolean isChair(MeetingId meeting, UserId user);

    /** What final minutes of a meeting would lack of its record: ages child by child, attendance, owners and measures of actions. */
    List<Lack> lacks(MeetingId meeting);

    /** Whether a risk of this domain was ever told in a meeting about a child. */
    boolean hasRisk(ChildId child, RiskDomain risk);
}
