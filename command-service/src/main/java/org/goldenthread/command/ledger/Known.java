package org.goldenthread.command.ledger;

import java.time.Instant;
import org.goldenthread.command.settings.Settings;
import org.goldenthread.events.Actor;
import org.goldenthread.events.RuleOverride;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.ContactId;
import org.jspecify.annotations.Nullable;

/** What rules may know beside the past of their own stream: who asks, the settings in force, facts of other streams. */
public interface Known {

    /** Who gives the command. */
    Actor actor();

    /** When it happened in the world; rules may not take it from the clock. */
    Instant occurredAt();

    /** The settings in force now in this ledger. */
    Settings settings();

    /** The rule the user chose to set aside, with a reason. */
    @Nullable RuleOverride override();

    /** How many other contacts about a child were received since a moment. */
    int otherContacts(ChildId child, ContactId thisOne, Instant since);
}
