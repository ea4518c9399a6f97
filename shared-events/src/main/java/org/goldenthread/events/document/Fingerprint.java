package org.goldenthread.events.document;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.goldenthread.events.document.DocumentEvent.Passage;
import org.goldenthread.events.personal.PersonalText;

/**
 * SHA-256 of what the passages of a document say: who approves it, who receives it and who reads it in years speak of the same words. The
 * salt, which is sealed with the text, keeps a short passage from being guessed by its hash once its key is gone.
 */
public final class Fingerprint {

    private Fingerprint() {}

    /** In hexadecimal; {@code open} opens a text. */
    public static String of(PersonalText salt, List<Passage> passages, Function<PersonalText, String> open) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            put(digest, open.apply(salt));
            for (var one : passages) {
                put(digest, Integer.toString(one.number()));
                put(digest, one.childId() == null ? "" : one.childId().toString());
                put(digest, one.heading().name());
                put(digest, one.infoId() == null ? "" : one.infoId().toString());
                put(digest, one.text() == null ? "" : open.apply(one.text()));
                put(digest, one.ownerAgencyId().toString());
                put(digest, one.handling().name());
                put(digest, one.named().stream().map(Object::toString).sorted().collect(Collectors.joining(" ")));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Its length goes first: no two lists of parts give the same bytes. */
    private static void put(MessageDigest digest, String part) {
        var bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
        digest.update((byte) ':');
        digest.update(bytes);
    }
}
