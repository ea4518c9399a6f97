package org.goldenthread.command.audit;

import static org.goldenthread.command.ledger.Decided.accepted;
import static org.goldenthread.command.ledger.Decided.refused;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.goldenthread.command.audit.ReplayCommand.OpenReplay;
import org.goldenthread.command.ledger.Decided;
import org.goldenthread.command.ledger.Known;
import org.goldenthread.events.access.ReplayEvent;
import org.goldenthread.events.access.ReplayEvent.ReplayOpened;

/** The rules of an auditor's replay: it is opened, and each opening is one of its own. */
record Replay() {

    static final Replay NONE = new Replay();

    Decided decide(ReplayCommand command, Known known, Instant now) {
        return switch (command) {
            case OpenReplay c when c.asOf() != null && c.asOf().isAfter(now) -> refused(ReplayRule.IN_THE_FUTURE);
            case OpenReplay c when known.hasWorkedOn(known.actor().userId(), c.childId()) -> refused(ReplayRule.WORKED_ON_CASE);
            case OpenReplay c -> accepted(new ReplayOpened(c.replayId(), c.childId(), c.asOf() == null ? now.truncatedTo(ChronoUnit.MILLIS) : c.asOf(), c.viewpoint(),
                    known.actor().userId()));
        };
    }

    Replay evolve(ReplayEvent event) {
        return switch (event) {
            case ReplayOpened e -> this;
        };
    }
}
