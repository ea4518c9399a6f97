package org.goldenthread.infra.export;

/** What came of verifying an export. */
sealed interface Verdict {

    /** Nothing was changed. {@code checkpoints} is how many signed checkpoints stood at a position that the file holds. */
    record Whole(Header header, Manifest manifest, int checkpoints) implements Verdict {}

    /** The first fault, in the line counted from 1. */
    record Faulty(long line, String what) implements Verdict {}
}
