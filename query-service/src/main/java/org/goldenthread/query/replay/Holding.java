package org.goldenthread.query.replay;

import java.time.Instant;
import org.goldenthread.events.document.DocumentEvent.Statement;
import org.goldenthread.events.meeting.MeetingEvent.MeetingConvened;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.DocumentId;
import org.jspecify.annotations.Nullable;

/**
 * What an agency had of a document: the newest version that was to go to it, 0 where none was yet, and each fact of it with its time.
 * {@code holds} is the newest version that was with the agency, 0 where none was. {@code meeting} is missing where the reader may not see
 * how it was arranged.
 */
public record Holding(AgencyId agency, DocumentId document, boolean isMinutes, @Nullable MeetingConvened meeting, int version, Instant dueBy, Facts facts, int holds) {

    /** Each missing where it was not so by then; {@code bouncedAt} where it came back and nobody there said that they have it. */
    public record Facts(@Nullable Instant sentAt, @Nullable Instant deliveredAt, @Nullable Instant openedAt, @Nullable Instant acknowledgedAt, @Nullable Statement statement,
            @Nullable Instant recordedAt, @Nullable Instant bouncedAt, @Nullable Instant withdrawnAt) {

        static final Facts NONE = new Facts(null, null, null, null, null, null, null, null);

        /** Whether somebody there showed that they have it, whatever the channel says. */
        boolean isAnswered() {
            return openedAt != null || acknowledgedAt != null || recordedAt != null;
        }

        /** Whether it reached them, withdrawn since or not. */
        boolean hasBeenThere() {
            return deliveredAt != null || isAnswered();
        }

        boolean isThere() {
            return withdrawnAt == null && hasBeenThere();
        }
    }

    /** Whether it was to be there, was not withdrawn, and is not. */
    boolean isOutstanding() {
        return version > 0 && facts.withdrawnAt() == null && !facts.isThere();
    }
}
