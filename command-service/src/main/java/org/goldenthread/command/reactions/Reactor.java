package org.goldenthread.command.reactions;

import java.util.UUID;
import org.goldenthread.command.ledger.Attempt.Sender;
import org.goldenthread.command.ledger.Ids;
import org.goldenthread.events.Actor;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.Role;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.UserId;

/**
 * Answers an event, exactly as often as one command can be accepted: called at least once for every event after the moment
 * it was first started, in order within a ledger. Named as a sentence.
 */
public interface Reactor {

    /** Its permanent name: the cursor and the keys of its commands hang on it. */
    String name();

    void on(Recorded<?> recorded);

    /** Who sends this reactor's command: the system, because of an event; accepted once for each event and {@code part}. */
    default Sender sender(Recorded<?> cause, String part) {
        var envelope = cause.envelope();
        var nobody = new UUID(0, 0);
        return new Sender(new Actor(new UserId(Ids.named(nobody, "system:" + name())), Role.SYSTEM, new AgencyId(nobody)),
                envelope.context().areaCode(), null, envelope.occurredAt(), Ids.named(envelope.eventId(), name() + part), new byte[1],
                envelope.context().correlationId(), envelope.eventId(), envelope.context().sensitivity(), null, null, null);
    }
}
