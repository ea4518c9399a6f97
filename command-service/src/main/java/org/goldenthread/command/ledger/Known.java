package org.goldenthread.command.ledger;

import java.time.Instant;
import java.util.Set;
import org.goldenthread.command.settings.Settings;
import org.goldenthread.events.Actor;
import org.goldenthread.events.Role;
import org.goldenthread.events.RuleOverride;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.ContactId;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;

/** What rules may know beside the past of their own stream: who asks, the settings in force, facts of other streams. */
public interface Known {

    /** Who gives the command. */
    Actor actor();

    /** When it happened in the world; rules may not take it from the clock. */
    Instant occurredAt();

    /** The settings in force now in this ledger. */
    Settings settings();

    /** The settings in force at a moment: a clock takes those of its start (domain 0.6). */
    Settings settingsAt(Instant moment);

    /** The rule the user chose to set aside, with a reason. */
    @Nullable RuleOverride override();

    /** Whether a child is known to this authority, matched or found to be new before, and not kept from who asks. */
    boolean isChild(ChildId child);

    /** Whether a person holds any role in this authority now. */
    boolean holdsAny(UserId user);

    /** Whether a person holds one of some roles in this authority now. */
    boolean holdsOneOf(UserId user, Set<Role> roles);

    /** Whether a person works on a case, or did. */
    boolean hasWorkedOn(UserId user, ChildId child);

    /** What meetings and actions before this one left behind. */
    KnownMeetings meetings();

    /** How many other contacts about a child were received since a moment. */
    int otherContacts(ChildId child, ContactId thisOne, Instant since);
}
