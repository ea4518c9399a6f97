package org.goldenthread.events.personal;

import java.util.Arrays;
import java.util.UUID;
import org.goldenthread.events.values.LedgerId;

/**
 * Text about a person: narrative, names, addresses, dates of birth, identifiers. Clear on its way in, sealed under
 * {@link #key()} before any byte of it is stored or sent; what is read back is sealed. Never prints its content.
 */
public sealed interface PersonalText {

    /** The key it is sealed under: a child's, a contact's, or that of one text about several people (ruling 16). */
    UUID key();

    /** Text to be sealed under a key. */
    static PersonalText of(UUID key, String text) {
        return new Clear(key, text);
    }

    /** As typed. */
    record Clear(UUID key, String text) implements PersonalText {

        @Override
        public String toString() {
            return "PersonalText[***]";
        }
    }

    /**
     * As stored. {@code ledger}, {@code eventId} and {@code field} (a JSON pointer into the event) are bound into the
     * cipher: moved to another event or field, it no longer opens.
     */
    record Sealed(UUID key, LedgerId ledger, UUID eventId, String field, byte[] cipher) implements PersonalText {

        @Override
        public boolean equals(Object other) {
            return other instanceof Sealed that && key.equals(that.key) && ledger.equals(that.ledger)
                    && eventId.equals(that.eventId) && field.equals(that.field) && Arrays.equals(cipher, that.cipher);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(cipher);
        }

        @Override
        public String toString() {
            return "PersonalText[sealed]";
        }
    }
}
