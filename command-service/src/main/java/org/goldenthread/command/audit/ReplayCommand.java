package org.goldenthread.command.audit;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.goldenthread.command.ledger.LedgerCommand;
import org.goldenthread.events.access.AccessDecision.Action;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.jspecify.annotations.Nullable;

/** What can be asked about an auditor's replay. */
public sealed interface ReplayCommand extends LedgerCommand {

    UUID replayId();

    @Override
    default String streamType() {
        return "replay";
    }

    @Override
    default UUID streamId() {
        return replayId();
    }

    /** Go through a case as it stood at a moment, now where none is given; through everybody's eyes where no agency is given. */
    record OpenReplay(UUID replayId, ChildId childId, @Nullable Instant asOf, @Nullable AgencyId viewpoint) implements ReplayCommand {

        @Override
        public boolean begins() {
            return true;
        }

        @Override
        public UUID textKey() {
            return childId.value();
        }

        @Override
        public List<UUID> touches() {
            return List.of(childId.value());
        }

        @Override
        public Fields part() {
            return Fields.HISTORY;
        }

        @Override
        public Action action() {
            return Action.READ;
        }
    }
}
