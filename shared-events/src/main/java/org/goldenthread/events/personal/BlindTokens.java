package org.goldenthread.events.personal;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.language.DoubleMetaphone;
import org.goldenthread.events.values.LedgerId;
import org.jspecify.annotations.Nullable;

/** Keyed hashes of what a child is found by: exact words and sounds of the name, date of birth, numbers. One key a ledger. */
public final class BlindTokens {

    private static final int METAPHONE_LENGTH = 8;

    private final SecretKeySpec root;

    public BlindTokens(byte[] masterKey) {
        this.root = new SecretKeySpec(masterKey, "HmacSHA256");
    }

    /** What a token says is alike, and how much that counts towards 100. */
    public enum Kind {
        NHS_NUMBER(100), UPN(100), WHOLE_NAME(20), WORD(12), SOUND(8), DATE_OF_BIRTH(45);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }

        public int weight() {
            return weight;
        }
    }

    /** One blind token. */
    public record Token(Kind kind, byte[] hash) {}

    /** The tokens of what is known; absent parts have none. */
    public List<Token> of(LedgerId ledger, @Nullable String name, @Nullable String dob, @Nullable String nhsNumber, @Nullable String upn) {
        var key = new SecretKeySpec(hmac(root, "search/" + ledger), "HmacSHA256");
        var tokens = new ArrayList<Token>();
        if (name != null) {
            var words = words(name);
            add(tokens, key, Kind.WHOLE_NAME, Stream.of(String.join(" ", words.stream().sorted().toList())));
            add(tokens, key, Kind.WORD, words.stream());
            add(tokens, key, Kind.SOUND, words.stream().map(BlindTokens::sound));
        }
        add(tokens, key, Kind.DATE_OF_BIRTH, Stream.ofNullable(dob));
        add(tokens, key, Kind.NHS_NUMBER, Stream.ofNullable(nhsNumber));
        add(tokens, key, Kind.UPN, Stream.ofNullable(upn));
        return tokens;
    }

    /** How much of what is known of one child is alike to another's, 0-99 by the kinds' weights; each token counts once. */
    public static int likeness(List<Token> one, List<Token> other) {
        return Math.min(99, one.stream().filter(token -> other.stream().anyMatch(same -> same.kind() == token.kind()
                && Arrays.equals(same.hash(), token.hash()))).mapToInt(token -> token.kind().weight()).sum());
    }

    private static void add(List<Token> tokens, SecretKeySpec key, Kind kind, Stream<String> values) {
        values.filter(value -> !value.isBlank()).distinct()
                .forEach(value -> tokens.add(new Token(kind, Arrays.copyOf(hmac(key, kind + "/" + value), 16))));
    }

    private static List<String> words(String name) {
        var plain = Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}", "").toLowerCase(Locale.ROOT);
        return Arrays.stream(plain.replaceAll("['’`]", "").split("[^\\p{L}\\p{N}]+", -1)).filter(word -> !word.isEmpty()).toList();
    }

    private static String sound(String word) {
        var metaphone = new DoubleMetaphone();
        metaphone.setMaxCodeLen(METAPHONE_LENGTH);
        var sound = metaphone.doubleMetaphone(word);
        return sound == null || sound.isEmpty() ? word : sound;
    }

    private static byte[] hmac(SecretKeySpec key, String value) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
