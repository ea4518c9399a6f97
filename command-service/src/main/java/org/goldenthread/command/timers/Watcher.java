package org.goldenthread.command.timers;

import java.util.List;
import java.util.UUID;
import org.goldenthread.command.ledger.LedgerCommand;
import org.goldenthread.events.Recorded;

/**
 * Looks at something again when its time is up. Which timers an event sets depends on the event alone, so that all of them can be
 * derived again from the ledger. Named as a sentence.
 */
public interface Watcher {

    /** Its permanent name: its cursor, its timers and the keys of its commands hang on it. */
    String name();

    /** The timers that an event sets; for most, none. */
    List<Timer> timersOf(Recorded<?> recorded);

    /** What is asked when one is due. Refused where there is nothing to do any more; accepted at most once for each timer. */
    LedgerCommand ask(UUID stream, String code);
}
