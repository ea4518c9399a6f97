package org.goldenthread.infra.story;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Tells the story's time while the story is told, and the real time ever after. */
final class StoryClock extends Clock {

    private volatile @Nullable Instant told;

    void set(Instant moment) {
        told = moment;
    }

    void goReal() {
        told = null;
    }

    @Override
    public Instant instant() {
        var moment = told;
        return moment == null ? Clock.systemUTC().instant() : moment;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
