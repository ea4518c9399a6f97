package org.goldenthread.infra.bench;

import org.jspecify.annotations.Nullable;

/** One measured figure; {@code bar} is what it must reach, none for a figure that others are held against. */
record Row(String name, double value, String unit, @Nullable String bar, String verdict) {

    static Row reference(String name, double value, String unit) {
        return new Row(name, value, unit, null, "reference");
    }

    static Row atMost(String name, double value, double most) {
        return new Row(name, value, "ratio", "<= " + most, value <= most ? "holds" : "short");
    }

    static Row atMost(String name, double value, String unit, double most) {
        return new Row(name, value, unit, "<= " + most, value <= most ? "holds" : "short");
    }

    static Row atLeast(String name, double value, double least) {
        return new Row(name, value, "ratio", ">= " + least, value >= least ? "holds" : "short");
    }

    Row inconclusive() {
        return bar == null ? this : new Row(name, value, unit, bar, "inconclusive");
    }
}
