package org.goldenthread.infra.export;

import java.util.Locale;
import java.util.UUID;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Reads what was typed, and says what is wrong with it. */
final class Asked {

    private Asked() {}

    static UUID uuid(CommandLine command, String text) {
        try {
            var id = UUID.fromString(text);
            if (id.toString().equals(text.toLowerCase(Locale.ROOT))) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command, notOne(text), e);
        }
        throw new ParameterException(command, notOne(text));
    }

    private static String notOne(String text) {
        return "'" + text + "' is not a child's id. It looks like 018f3c1e-7b7a-7c3e-9d51-2f6d1c3e8a70 and stands in the address of the child's chronology.";
    }

    /** One line of text, neither empty nor longer than it may be. */
    static void line(CommandLine command, String option, String text, int most) {
        if (text.isBlank() || text.length() > most || text.chars().anyMatch(Character::isISOControl)) {
            throw new ParameterException(command, option + " takes one line of text, at most " + most + " characters.");
        }
    }
}
