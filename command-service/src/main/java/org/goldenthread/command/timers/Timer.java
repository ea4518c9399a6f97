package org.goldenthread.command.timers;

import java.time.Instant;
import java.util.UUID;
import org.goldenthread.events.values.LedgerId;

/** A moment at which a watcher looks at a stream again; {@code code} says what for. Two that are equal are one. */
public record Timer(LedgerId ledger, UUID stream, String code, Instant at) {

    /** Its name in the table of timers: ids, a code and milliseconds. */
    String id() {
        return ledger + "/" + stream + "/" + code + "/" + at.toEpochMilli();
    }

    static Timer of(String id) {
        var parts = id.split("/", -1);
        return new Timer(new LedgerId(Integer.parseInt(parts[0])), UUID.fromString(parts[1]), parts[2], Instant.ofEpochMilli(Long.parseLong(parts[3])));
    }
}
