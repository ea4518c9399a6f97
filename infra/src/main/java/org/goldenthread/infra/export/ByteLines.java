package org.goldenthread.infra.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The lines of a stream as the bytes they are, line end included. */
final class ByteLines {

    /** Longer than any line of an export: what goes on beyond it is none. */
    private static final int MOST_BYTES = 64 * 1_024 * 1_024;

    private final InputStream in;

    ByteLines(InputStream in) {
        this.in = in;
    }

    /** The next line, cut where it is too long or the stream ends within it; empty at the end. */
    Optional<byte[]> next() throws IOException {
        var line = new ByteArrayOutputStream(4_096);
        for (int one = in.read(); one >= 0; one = in.read()) {
            line.write(one);
            if (one == '\n' || line.size() == MOST_BYTES) {
                break;
            }
        }
        return line.size() == 0 ? Optional.empty() : Optional.of(line.toByteArray());
    }
}
