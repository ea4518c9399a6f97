package org.goldenthread.events.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.goldenthread.events.personal.KeyRing.Wrap;
import org.goldenthread.events.values.LedgerId;
import org.junit.jupiter.api.Test;

class SealTest {

    private static final UUID AMY = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final UUID BEN = UUID.fromString("00000000-0000-4000-8000-000000000002");
    private static final UUID CONTACT = UUID.fromString("00000000-0000-4000-8000-000000000003");
    private static final LedgerId LEDGER = new LedgerId(1);

    private final Map<UUID, List<Wrap>> wraps = new HashMap<>();
    private final KeyRing ring = new KeyRing(new byte[32], key -> wraps.getOrDefault(key, List.of()), 0);
    private final Seal seal = new Seal(ring);

    @Test
    void what_is_sealed_opens_again_and_shows_nothing_on_the_way() {
        make(AMY);
        var sealed = seal("Amy was seen at the pier", AMY);
        assertThat(new String(sealed.cipher(), java.nio.charset.StandardCharsets.ISO_8859_1) + sealed).doesNotContain("Amy", "pier");
        assertThat(seal.open(sealed)).contains("Amy was seen at the pier");
    }

    @Test
    void moved_to_another_field_or_event_it_does_not_open() {
        make(AMY);
        var sealed = seal("text", AMY);
        assertThatThrownBy(() -> seal.open(new PersonalText.Sealed(AMY, LEDGER, sealed.eventId(), "/other", sealed.cipher())))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("was changed");
        assertThatThrownBy(() -> seal.open(new PersonalText.Sealed(AMY, LEDGER, UUID.randomUUID(), sealed.field(), sealed.cipher())))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_destroyed_key_leaves_nothing_to_read() {
        make(AMY);
        var sealed = seal("text", AMY);
        wraps.remove(AMY);
        assertThat(seal.open(sealed)).isEmpty();
    }

    @Test
    void a_text_about_two_children_opens_until_the_last_of_them_is_erased() {
        make(AMY);
        make(BEN);
        make(CONTACT);
        var sealed = seal("about both", CONTACT);
        wraps.put(CONTACT, List.of(new Wrap(AMY, ring.wrapBy(AMY, CONTACT).orElseThrow()),
                new Wrap(BEN, ring.wrapBy(BEN, CONTACT).orElseThrow())));
        wraps.remove(AMY);
        assertThat(seal.open(sealed)).contains("about both");
        wraps.remove(BEN);
        assertThat(seal.open(sealed)).isEmpty();
    }

    @Test
    void a_wrong_master_key_is_an_error_and_not_an_erasure() {
        make(AMY);
        var sealed = seal("text", AMY);
        var other = new byte[32];
        other[0] = 1;
        var wrong = new Seal(new KeyRing(other, key -> wraps.getOrDefault(key, List.of())));
        assertThatThrownBy(() -> wrong.open(sealed)).hasMessageContaining("wrong master key");
    }

    private PersonalText.Sealed seal(String text, UUID key) {
        return seal.seal(new PersonalText.Clear(key, text), LEDGER, UUID.randomUUID(), "/concern");
    }

    private void make(UUID key) {
        var plain = new byte[32];
        plain[0] = (byte) key.getLeastSignificantBits();
        wraps.put(key, List.of(new Wrap(key, ring.wrapByMaster(key, plain))));
    }
}
