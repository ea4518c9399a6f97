package org.goldenthread.infra.prove.histories;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The chance of one history: by the same seed and number, the same. Every id it makes begins with the number. */
final class Dice {

    private static final long GOLDEN = 0x9e37_79b9_7f4a_7c15L;

    private final Random random;
    private final long number;

    Dice(long seed, int number) {
        this.random = new Random(seed * 31 + number * GOLDEN);
        this.number = number;
    }

    boolean in100(int chances) {
        return random.nextInt(100) < chances;
    }

    /** From 0, without {@code end}. */
    int below(int end) {
        return random.nextInt(end);
    }

    /** Both ends included. */
    int between(int from, int to) {
        return from + random.nextInt(to - from + 1);
    }

    <T> T of(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    @SafeVarargs
    final <T> T of(T... all) {
        return all[random.nextInt(all.length)];
    }

    <T> @Nullable T maybe(int chances, Supplier<? extends T> value) {
        return in100(chances) ? value.get() : null;
    }

    /** A number of a list that is counted from 1; now and then one that is not in it. */
    int ref(int count) {
        return in100(4) ? of(0, count + 1) : count == 0 ? 1 : between(1, count);
    }

    UUID id() {
        return new UUID(number << 32 | (random.nextInt() & 0xffff_0fffL) | 0x4000L, (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L);
    }
}
