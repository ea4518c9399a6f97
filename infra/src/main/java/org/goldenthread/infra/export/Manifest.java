package org.goldenthread.infra.export;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/**
 * The last line of an export, in exactly this spelling: how much it holds, where the ledger stood, the SHA-256 of all the bytes before
 * it, and a signature. {@code publicKey} is the SHA-256 of the key that verifies it. Hashes are lower-case hex, the signature Base64.
 */
record Manifest(int events, long firstPosition, long lastPosition, long headPosition, String headHash, String digest, String signature, String publicKey) {

    byte[] line() {
        return """
                {"events":%d,"firstPosition":%d,"lastPosition":%d,"headPosition":%d,"headHash":"%s","digest":"%s","signature":"%s","publicKey":"%s"}
                """.formatted(events, firstPosition, lastPosition, headPosition, headHash, digest, signature, publicKey).getBytes(StandardCharsets.UTF_8);
    }

    /** The bytes the signature is over: what it is an export of and all that the manifest says, a line each. */
    byte[] signed(Header header) {
        return String.join("\n", Header.FORMAT, Integer.toString(Header.VERSION), header.ledger().toString(), header.child().toString(),
                header.asAtText().orElse(""), Integer.toString(events), Long.toString(firstPosition), Long.toString(lastPosition),
                Long.toString(headPosition), headHash, digest).getBytes(StandardCharsets.UTF_8);
    }

    Manifest signedBy(SigningKey key, Header header) {
        return new Manifest(events, firstPosition, lastPosition, headPosition, headHash, digest,
                Base64.getEncoder().encodeToString(key.sign(signed(header))), key.half().fingerprint());
    }

    static boolean isOne(JsonNode json) {
        return json.has("events");
    }

    static Manifest read(JsonNode json) {
        return new Manifest(json.required("events").intValue(), json.required("firstPosition").longValue(), json.required("lastPosition").longValue(),
                json.required("headPosition").longValue(), json.required("headHash").stringValue(), json.required("digest").stringValue(),
                json.required("signature").stringValue(), json.required("publicKey").stringValue());
    }
}
