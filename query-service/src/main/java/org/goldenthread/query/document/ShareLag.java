package org.goldenthread.query.document;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long a decision took to an agency that is owed it, in whole elapsed minutes, or how long it has not got there (features U5). The
 * clocks going forward or back changes neither. Exactly one of the two is present.
 */
public record ShareLag(@Nullable Long minutes, @Nullable Long minutesUnshared) {

    public static ShareLag of(Instant decidedAt, @Nullable Instant sharedAt, Instant now) {
        return sharedAt == null ? new ShareLag(null, Duration.between(decidedAt, now).toMinutes()) : new ShareLag(Duration.between(decidedAt, sharedAt).toMinutes(), null);
    }
}
