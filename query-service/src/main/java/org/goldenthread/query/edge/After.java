package org.goldenthread.query.edge;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.query.intake.Intake;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Waits for what a reader has just written: up to one second for the place their token names. */
@Component
public final class After {

    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Intake intake;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();

    After(Intake intake) {
        this.intake = intake;
        intake.listen(ledger -> {
            lock.lock();
            try {
                moved.signalAll();
            } finally {
                lock.unlock();
            }
        });
    }

    /** Whether the place is read by now; true too where the token is missing, not one of ours, or of another authority. */
    public boolean isReached(@Nullable String token, LedgerId readers) {
        var place = read(token);
        if (place == null || !place.ledger().equals(readers)) {
            return true;
        }
        long left = MOST_NANOS;
        lock.lock();
        try {
            while (intake.position(place.ledger()) < place.position()) {
                if (left <= 0) {
                    return false;
                }
                left = moved.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private record Place(LedgerId ledger, long position) {}

    private static @Nullable Place read(@Nullable String token) {
        if (token == null || token.length() > 100) {
            return null;
        }
        try {
            var parts = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII).split("\\.", 2);
            return new Place(new LedgerId(Integer.parseInt(parts[0])), Long.parseLong(parts[1]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            return null;
        }
    }
}
