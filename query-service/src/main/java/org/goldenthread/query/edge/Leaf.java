package org.goldenthread.query.edge;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/** One page of a long list: its number from 1, and whether another follows. */
public record Leaf<T>(List<T> rows, int number, boolean more) {

    /** Rows of a page before those hidden from its reader are left out. */
    public static final int SIZE = 200;

    /** What to ask a database for: one row more than a page, so that it tells whether another follows. */
    public static final int ASKED = SIZE + 1;

    public Leaf {
        rows = List.copyOf(rows);
    }

    /** @param found up to {@link #ASKED} rows from {@link #offset} on */
    public static <T> Leaf<T> of(List<T> found, int number) {
        return new Leaf<>(found.subList(0, Math.min(SIZE, found.size())), number, found.size() > SIZE);
    }

    /** How many rows come before a page; a number below 1 is the first page. */
    public static int offset(int number) {
        return (Math.clamp(number, 1, 10_000) - 1) * SIZE;
    }

    /** The same page without what its reader may not see. */
    public Leaf<T> only(Predicate<T> shown) {
        return new Leaf<>(rows.stream().filter(shown).toList(), number, more);
    }

    /** Every page's rows, one after another. */
    public static <T> List<T> all(IntFunction<Leaf<T>> pages) {
        var rows = new ArrayList<T>();
        for (int number = 1; ; number++) {
            var leaf = pages.apply(number);
            rows.addAll(leaf.rows());
            if (!leaf.more()) {
                return rows;
            }
        }
    }
}
