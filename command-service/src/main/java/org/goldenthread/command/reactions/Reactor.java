package org.goldenthread.command.reactions;

import org.goldenthread.events.Recorded;

/**
 * Answers an event, exactly as often as one command can be accepted: called at least once for every event after the moment
 * it was first started, in order within a ledger. Named as a sentence.
 */
public interface Reactor {

    /** Its permanent name: the cursor and the keys of its commands hang on it. */
    String name();

    void on(Recorded<?> recorded);
}
