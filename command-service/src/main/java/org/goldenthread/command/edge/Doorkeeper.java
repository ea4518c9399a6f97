package org.goldenthread.command.edge;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.goldenthread.command.ledger.Facts;
import org.goldenthread.command.ledger.LedgerCommand;
import org.goldenthread.events.Role;
import org.goldenthread.events.access.AccessDecision;
import org.goldenthread.events.access.AccessDecision.Action;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.access.AccessDecision.Standing;
import org.goldenthread.events.values.ChildId;

/** Lets a command to a record through where its sender may work on that record, or read it where that is enough, by the facts of this moment. */
public final class Doorkeeper {

    private static final Set<Fields> OF_A_CHILD = EnumSet.of(Fields.IDENTITY, Fields.HISTORY, Fields.SENSITIVE, Fields.ACCESS);

    private final Facts facts;
    private final Set<Role> markerFor;

    /** @param markerFor the roles that may know that a restricted record exists */
    Doorkeeper(Facts facts, Set<Role> markerFor) {
        this.facts = facts;
        this.markerFor = Set.copyOf(markerFor);
    }

    /**
     * Whether the sender may give this command; a record that nobody knows lets everybody in, to find nothing there. What a child
     * cannot wait for is not held up by a contact's being SENSITIVE: it shows its sender nothing.
     */
    boolean admits(Caller caller, LedgerCommand command, boolean isUrgent, Instant now) {
        return command.touches().stream().allMatch(record -> admits(caller, command, record, isUrgent, now));
    }

    private boolean admits(Caller caller, LedgerCommand command, UUID record, boolean isUrgent, Instant now) {
        if (OF_A_CHILD.contains(command.part()) && !facts.isChild(caller.ledger(), new ChildId(record))) {
            return false;
        }
        var roles = command.action() == Action.READ ? Set.of(caller.actor().role()) : caller.roles();
        var before = facts.standings(caller.ledger(), caller.actor(), roles, record, command.part(), now);
        if (command.part() == Fields.IDENTITY) {
            return before.standings().stream().allMatch(who -> AccessDecision.mayBreakGlass(who, markerFor));
        }
        return may(command, before.standings(), command.part()) && (!before.sensitive() || isUrgent || may(command, before.standings(), Fields.SENSITIVE));
    }

    private boolean may(LedgerCommand command, List<Standing> standings, Fields part) {
        return AccessDecision.decide(standings, part, command.action(), markerFor).isShown();
    }
}
