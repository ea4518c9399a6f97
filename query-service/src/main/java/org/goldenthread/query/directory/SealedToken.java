package org.goldenthread.query.directory;

import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.personal.PersonalText.Sealed;
import org.goldenthread.events.values.LedgerId;

/** A sealed text as one word, to be kept in a column: it takes along what it is bound to. Empty where there is no text. */
public record SealedToken(String word) {

    /** @throws IllegalArgumentException for clear text, which is never kept */
    public static String write(PersonalText text) {
        if (!(text instanceof Sealed sealed)) {
            throw new IllegalArgumentException("clear text is never kept");
        }
        return sealed.ledger() + "." + sealed.eventId() + "." + sealed.key() + "." + sealed.field() + "."
                + Base64.getEncoder().withoutPadding().encodeToString(sealed.cipher());
    }

    /** The sealed text. */
    public Optional<PersonalText> read() {
        if (word.isEmpty()) {
            return Optional.empty();
        }
        var parts = word.split("\\.", 5);
        return Optional.of(new Sealed(UUID.fromString(parts[2]), new LedgerId(Integer.parseInt(parts[0])), UUID.fromString(parts[1]), parts[3],
                Base64.getDecoder().decode(parts[4])));
    }
}
