package org.goldenthread.events.personal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import org.goldenthread.events.values.LedgerId;
import org.junit.jupiter.api.Test;

class BlindTokensTest {

    private static final LedgerId SEAHOLM = new LedgerId(1);
    private final BlindTokens tokens = new BlindTokens(new byte[32]);

    @Test
    void spelling_accents_and_the_order_of_words_do_not_hide_a_child() {
        assertThat(likeness("Zoë O'Brien", "2015-03-27", "obrien zoe", "2015-03-27")).isGreaterThanOrEqualTo(100);
        assertThat(likeness("Catherine Smyth", "2015-03-27", "Kathryn Smith", "2015-03-27")).isGreaterThan(55);
    }

    @Test
    void one_shared_word_or_nothing_is_no_match() {
        assertThat(likeness("Robin Sample", null, "Robin Tidewell", null)).isLessThan(35);
        assertThat(likeness("Robin Sample", "2015-03-27", "Wren Oystergate", "2012-01-01")).isZero();
    }

    @Test
    void another_authority_s_tokens_are_other_tokens() {
        assertThat(words(tokens.of(SEAHOLM, "Robin Sample", null, null, null)))
                .doesNotContainAnyElementsOf(words(tokens.of(new LedgerId(2), "Robin Sample", null, null, null)));
    }

    private int likeness(String name, @org.jspecify.annotations.Nullable String dob, String other, @org.jspecify.annotations.Nullable String otherDob) {
        var known = words(tokens.of(SEAHOLM, name, dob, null, null));
        return tokens.of(SEAHOLM, other, otherDob, null, null).stream().filter(token -> known.contains(HexFormat.of().formatHex(token.hash())))
                .mapToInt(token -> token.kind().weight()).sum();
    }

    private static Set<String> words(java.util.List<BlindTokens.Token> tokens) {
        return tokens.stream().map(token -> HexFormat.of().formatHex(token.hash())).collect(Collectors.toSet());
    }
}
