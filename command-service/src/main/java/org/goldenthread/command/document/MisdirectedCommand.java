package org.goldenthread.command.document;

import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.document.DocumentEvent.Withdrawal;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.DocumentId;
import org.jspecify.annotations.Nullable;

/** What can be asked of a document that went where it should not have gone. */
public sealed interface MisdirectedCommand extends DocumentCommand {

    /** An agency says that it was sent what is not for it, or somebody else says so of an agency; {@code destroyed} where what it held is so already. */
    record ReportWrongRecipient(DocumentId documentId, int version, @Nullable AgencyId agencyId, boolean seen, boolean destroyed, PersonalText account)
            implements MisdirectedCommand {

        /** Of another agency than one's own, only who sends it may say so. */
        @Override
        public Fields part() {
            return agencyId == null ? Fields.DOCUMENT : Fields.MEETING;
        }
    }

    /** Take every version of it away from an agency. */
    record WithdrawDocument(DocumentId documentId, AgencyId agencyId, Withdrawal reason) implements MisdirectedCommand {

        @Override
        public Fields part() {
            return Fields.MEETING;
        }
    }

    /** Take it away from who was sent the other document of its meeting wrongly, and send it no more. Asked by that report alone. */
    record Withhold(DocumentId documentId, AgencyId agencyId, PersonalText reason) implements MisdirectedCommand {}

    /** What an agency held of it is destroyed, as its people say to who records it. */
    record ConfirmDestruction(DocumentId documentId, AgencyId agencyId) implements MisdirectedCommand {

        @Override
        public Fields part() {
            return Fields.MEETING;
        }
    }

    /** What came of the breach. */
    record AssessBreach(DocumentId documentId, AgencyId agencyId, boolean toldCommissioner, PersonalText outcome) implements MisdirectedCommand {

        @Override
        public Fields part() {
            return Fields.BREACH;
        }
    }
}
