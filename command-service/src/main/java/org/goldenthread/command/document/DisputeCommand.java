package org.goldenthread.command.document;

import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.DocumentId;

/** What can be asked of who says what about the accuracy of minutes. */
public sealed interface DisputeCommand extends DocumentCommand {

    /** An agency says that a part of a version is not accurate, and what would be. */
    record DisputeAccuracy(DocumentId documentId, int version, PersonalText where, PersonalText text) implements DisputeCommand {}

    /** Say what became of a dispute. */
    record ResolveDispute(DocumentId documentId, int dispute, boolean upheld, PersonalText reason) implements DisputeCommand {

        @Override
        public Fields part() {
            return Fields.MEETING;
        }
    }
}
