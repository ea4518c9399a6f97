package org.goldenthread.infra.export;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.goldenthread.events.chain.StoredEvent;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.infra.export.Trail.Link;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Verifies an export with nothing but itself, a public key and, where there are any, signed checkpoints; names the first fault. */
final class ExportVerifier {

    private static final JsonMapper JSON = new JsonMapper();

    private final ByteLines lines;
    private final VerifyingKey key;
    private final RunningDigest digest = new RunningDigest();
    private Map<Long, String> checkpoints = Map.of();
    private long line;
    private int events;
    private int compared;
    private long first;
    private @Nullable StoredEvent last;

    /** The first fault. */
    private static final class Fault extends Exception {

        private final long line;
        private final String what;

        Fault(long line, String what) {
            super(what);
            this.line = line;
            this.what = what;
        }
    }

    private ExportVerifier(InputStream in, VerifyingKey key) {
        this.lines = new ByteLines(new BufferedInputStream(in));
        this.key = key;
    }

    /** @param checkpoints the hashes signed outside for a ledger, in hex by position */
    static Verdict verify(InputStream in, VerifyingKey key, Function<LedgerId, Map<Long, String>> checkpoints) throws IOException {
        try {
            return new ExportVerifier(in, key).verify(checkpoints);
        } catch (Fault fault) {
            return new Verdict.Faulty(fault.line, fault.what);
        }
    }

    private Verdict verify(Function<LedgerId, Map<Long, String>> signed) throws IOException, Fault {
        byte[] top = next("the file is empty");
        var json = json(top);
        require(Header.isOne(json), "this is not the header of a Golden Thread case export");
        require(json.path("version").asInt(0) == Header.VERSION, "the format's version is not " + Header.VERSION + ", the only one known here");
        var header = read(() -> Header.read(json), "the header lacks something or is not as the format says");
        checkpoints = signed.apply(header.ledger());
        digest.add(top);
        while (true) {
            byte[] bytes = next("the file ends without its manifest: its tail was cut off");
            var one = json(bytes);
            if (Manifest.isOne(one)) {
                return whole(header, one, bytes);
            }
            event(header, one);
            digest.add(bytes);
        }
    }

    private void event(Header header, JsonNode json) throws Fault {
        require(json.path("digest").asString("").equals(digest.soFar()), "it does not go on from line " + (line - 1)
                + ": one of the two was changed, or a line was removed, added or moved between them");
        var link = read(() -> EventLine.read(json, header.ledger()), "it is not an event as the format says");
        var event = link.event();
        require(last == null || event.position() > last.position(), "position " + event.position() + " does not come after the one in the line before");
        require(event.follows(link.previousHash()), "the hash of the event at position " + event.position() + " does not follow from what the line says: it was changed");
        require(follows(link), "the event at position " + event.position() + " does not follow from the one before it");
        require(header.asAt() == null || !Instant.ofEpochMilli(event.recordedAt()).isAfter(header.asAt()),
                "the event at position " + event.position() + " was recorded after the moment the export goes up to");
        require(agrees(event.position(), HexFormat.of().formatHex(event.hash())), differs(event.position()));
        first = events == 0 ? event.position() : first;
        last = event;
        events++;
    }

    /** Where the event before it in the ledger is in the file too, or there is none, the two hashes must be the same. */
    private boolean follows(Link link) {
        if (link.event().position() == 1) {
            return Arrays.equals(link.previousHash(), StoredEvent.genesis());
        }
        return last == null || last.position() + 1 != link.event().position() || MessageDigest.isEqual(last.hash(), link.previousHash());
    }

    private Verdict whole(Header header, JsonNode json, byte[] bytes) throws IOException, Fault {
        var manifest = read(() -> Manifest.read(json), "the manifest lacks something or is not as the format says");
        require(Arrays.equals(manifest.line(), bytes), "the manifest is not spelled as the format says");
        require(manifest.digest().equals(digest.soFar()), "the manifest is of another content: line " + (line - 1) + " was changed, or a line before it was removed, added or moved");
        var end = last;
        if (end == null || manifest.events() != events || manifest.firstPosition() != first || manifest.lastPosition() != end.position()) {
            throw new Fault(line, "the manifest counts other events than the file holds");
        }
        head(manifest, end);
        require(manifest.publicKey().equals(key.fingerprint()), "it was signed with another key (SHA-256 " + manifest.publicKey() + ")");
        byte[] signature = read(() -> Base64.getDecoder().decode(manifest.signature()), "the signature is not Base64");
        require(Base64.getEncoder().encodeToString(signature).equals(manifest.signature()) && key.verifies(manifest.signed(header), signature),
                "the signature is not of this content by this key: the file was changed after it was signed");
        var more = lines.next();
        line++;
        require(more.isEmpty(), "something follows the manifest");
        return new Verdict.Whole(header, manifest, compared);
    }

    /** The head is the last event of the file, or lies after it and agrees with the checkpoint signed there. */
    private void head(Manifest manifest, StoredEvent end) throws Fault {
        boolean same = manifest.headPosition() == end.position();
        require(same ? manifest.headHash().equals(HexFormat.of().formatHex(end.hash())) : manifest.headPosition() > end.position(),
                "the head of the ledger does not fit the last event");
        require(same || agrees(manifest.headPosition(), manifest.headHash()), differs(manifest.headPosition()));
    }

    private boolean agrees(long position, String hash) {
        var signed = checkpoints.get(position);
        compared += signed == null ? 0 : 1;
        return signed == null || signed.equals(hash);
    }

    private static String differs(long position) {
        return "the hash at position " + position + " differs from the checkpoint signed outside: the ledger was rewritten at or before it";
    }

    private byte[] next(String ended) throws IOException, Fault {
        line++;
        byte[] bytes = lines.next().orElseThrow(() -> new Fault(line, ended));
        require(bytes[bytes.length - 1] == '\n', "the file ends within this line: its tail was cut off");
        return bytes;
    }

    private JsonNode json(byte[] bytes) throws Fault {
        var json = read(() -> JSON.readTree(bytes), "it is not JSON");
        require(json.isObject(), "it is not a JSON object");
        return json;
    }

    private <T> T read(Supplier<T> reading, String fault) throws Fault {
        try {
            return reading.get();
        } catch (JacksonException | IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw new Fault(line, fault);
        }
    }

    private void require(boolean holds, String fault) throws Fault {
        if (!holds) {
            throw new Fault(line, fault);
        }
    }
}
