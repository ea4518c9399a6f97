package org.goldenthread.events.chain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.goldenthread.events.Envelope;
import org.goldenthread.events.EventCatalogue;
import org.goldenthread.events.EventJson;
import org.goldenthread.events.LedgerEvent;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.values.LedgerId;

/**
 * One row of the ledger, byte for byte. Times are UTC milliseconds since 1970. {@code hash} is
 * {@code sha256(hash of the row before, or 32 zero bytes, followed by} {@link #canonical()}{@code )}; the append function
 * computes the same in SQL.
 */
public record StoredEvent(LedgerId ledger, long position, long recordedAt, String streamType, UUID streamId, int sequence,
        UUID eventId, long occurredAt, String name, int version, byte[] context, byte[] payload, byte[] hash) {

    /** The hash before the first row of a ledger. */
    public static byte[] genesis() {
        return new byte[32];
    }

    /** All stored columns but the hash, each length told, in the one order that is hashed. Numbers are big-endian. */
    public byte[] canonical() {
        byte[] type = streamType.getBytes(StandardCharsets.UTF_8);
        byte[] wireName = name.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(88 + type.length + wireName.length + context.length + payload.length)
                .putInt(ledger.value()).putLong(position).putLong(recordedAt)
                .putLong(streamId.getMostSignificantBits()).putLong(streamId.getLeastSignificantBits())
                .putInt(sequence)
                .putLong(eventId.getMostSignificantBits()).putLong(eventId.getLeastSignificantBits())
                .putLong(occurredAt).putInt(version)
                .putInt(type.length).putInt(wireName.length).putInt(context.length).putInt(payload.length)
                .putInt(0x47543031)
                .put(type).put(wireName).put(context).put(payload)
                .array();
    }

    /** The hash this row must carry after {@code previous}. */
    public byte[] hashAfter(byte[] previous) {
        var sha256 = sha256();
        sha256.update(previous);
        return sha256.digest(canonical());
    }

    /** Whether this row's own hash follows from the row before and its own bytes. */
    public boolean follows(byte[] previous) {
        return MessageDigest.isEqual(hash, hashAfter(previous));
    }

    /** The event with its envelope; empty where this build does not know the name and version. */
    public Optional<Recorded<?>> open() {
        return EventCatalogue.find(name, version).map(type -> new Recorded<>(envelope(), EventJson.read(payload, type, ledger, eventId)));
    }

    /** The envelope alone, which every build can read. */
    public Envelope envelope() {
        return new Envelope(ledger, position, streamType, streamId, sequence, eventId, Instant.ofEpochMilli(occurredAt),
                Instant.ofEpochMilli(recordedAt), EventJson.read(context, Envelope.Context.class, ledger, eventId));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "StoredEvent[" + name + " " + ledger + "/" + position + "]";
    }
}
