package org.goldenthread.events.personal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.UUID;
import org.goldenthread.events.values.LedgerId;

/** Seals and opens personal text: AES-256-GCM, bound to ledger, event, key and field. */
public final class Seal {

    private final Keys keys;

    public Seal(Keys keys) {
        this.keys = keys;
    }

    /** @throws IllegalStateException where the key does not exist: keys are made and committed before the append */
    public PersonalText.Sealed seal(PersonalText.Clear text, LedgerId ledger, UUID eventId, String field) {
        var aead = keys.find(text.key()).orElseThrow(() -> new IllegalStateException("no key " + text.key()));
        try {
            byte[] cipher = aead.encrypt(text.text().getBytes(StandardCharsets.UTF_8), bound(ledger, eventId, text.key(), field));
            return new PersonalText.Sealed(text.key(), ledger, eventId, field, cipher);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("could not seal " + field + " of event " + eventId, e);
        }
    }

    /**
     * The text; empty where its key is gone (erased, or not for this process).
     *
     * @throws IllegalStateException where the key is there and the cipher does not open under it: the bytes were changed
     */
    public Optional<String> open(PersonalText text) {
        return switch (text) {
            case PersonalText.Clear clear -> Optional.of(clear.text());
            case PersonalText.Sealed sealed -> keys.find(sealed.key()).map(aead -> {
                try {
                    var clear = aead.decrypt(sealed.cipher(), bound(sealed.ledger(), sealed.eventId(), sealed.key(), sealed.field()));
                    return new String(clear, StandardCharsets.UTF_8);
                } catch (GeneralSecurityException e) {
                    throw new IllegalStateException("field " + sealed.field() + " of event " + sealed.eventId() + " was changed", e);
                }
            });
        };
    }

    private static byte[] bound(LedgerId ledger, UUID eventId, UUID key, String field) {
        byte[] name = field.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(36 + name.length).putInt(ledger.value())
                .putLong(eventId.getMostSignificantBits()).putLong(eventId.getLeastSignificantBits())
                .putLong(key.getMostSignificantBits()).putLong(key.getLeastSignificantBits())
                .put(name).array();
    }
}
