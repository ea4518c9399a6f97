package org.goldenthread.events.values;

import java.util.Locale;

/**
 * A unique pupil number: a check letter, then twelve characters, all digits but for the last, which is a letter in a
 * temporary number. Source: DfE, Unique pupil numbers, a guide for schools and local authorities.
 */
public record Upn(String text) {

    private static final String CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ";
    private static final String TEMPORARY_LETTERS = CHECK_LETTERS;

    /** @throws IllegalArgumentException with a sentence for the user where the number cannot be one */
    public Upn {
        if (!text.matches("[A-Z]\\d{11}[0-9A-Z]")) {
            throw new IllegalArgumentException("A UPN is a letter followed by 12 numbers, for example H801200001001.");
        }
        if (text.charAt(0) != checkLetter(text)) {
            throw new IllegalArgumentException("That isn't a valid UPN. Check each character.");
        }
    }

    /** Reads a number typed in any case, with or without spaces. */
    public static Upn parse(String typed) {
        return new Upn(typed.replaceAll("\\s", "").toUpperCase(Locale.ROOT));
    }

    private static char checkLetter(String text) {
        int sum = 0;
        for (int i = 1; i <= 12; i++) {
            char c = text.charAt(i);
            int value = Character.isDigit(c) ? c - '0' : TEMPORARY_LETTERS.indexOf(c);
            if (value < 0) {
                return '?';
            }
            sum += value * (i + 1);
        }
        return CHECK_LETTERS.charAt(sum % 23);
    }

    @Override
    public String toString() {
        return "Upn[***]";
    }
}
