package org.goldenthread.command.keys;

import java.security.SecureRandom;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.goldenthread.events.personal.KeyRing;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes keys, and shares a contact's key with its children (ruling 16). Every change is committed when its call returns. */
public final class KeyStore {

    /**
     * Ten minutes: this service seals, and what is sealed under a key destroyed since opens nowhere. Looking the key up again
     * every few seconds, as readers do, would cost more than the append.
     */
    private static final long HOLD_NANOS = 600_000_000_000L;

    /** The key of its own that command bodies are digested with: it outlives the master key that wraps it. */
    private static final UUID BODY_DIGESTS = UUID.fromString("6b0f4b1e-5d0c-5b7e-9a51-2f6d1c3e8a70");

    private final JdbcClient sql;
    private final KeyRing ring;
    private final SecureRandom random = new SecureRandom();

    public KeyStore(JdbcClient sql, byte[] masterKey) {
        this.sql = sql;
        this.ring = new KeyRing(masterKey, this::wrapsOf, HOLD_NANOS);
    }

    /** The keys as sealing uses them. */
    public KeyRing ring() {
        return ring;
    }

    /** 32 bytes, made at the first call, the same ever after. */
    public byte[] bodyDigestKey() {
        make(List.of(BODY_DIGESTS));
        return ring.reveal(BODY_DIGESTS).orElseThrow(() -> new IllegalStateException("the key of command digests is gone: restore the keys database"));
    }

    /** Makes the keys that do not exist. One that was destroyed stays destroyed. */
    public void make(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return;
        }
        Map<UUID, byte[]> plain = new LinkedHashMap<>();
        ids.forEach(id -> plain.computeIfAbsent(id, one -> random()));
        sql.sql("""
                with made as (insert into keys.key (id) select unnest(:ids::uuid[]) on conflict do nothing returning id)
                insert into keys.wrap select id, id, new.wrapped from made join unnest(:ids::uuid[], :wraps::bytea[]) as new(id, wrapped) using (id) returning key
                """).param("ids", plain.keySet().toArray(UUID[]::new))
                .param("wraps", plain.entrySet().stream().map(key -> ring.wrapByMaster(key.getKey(), key.getValue())).toArray(byte[][]::new))
                .query((row, n) -> row.getObject(1, UUID.class)).list().forEach(made -> ring.hold(made, Objects.requireNonNull(plain.get(made))));
    }

    private byte[] random() {
        var key = new byte[32];
        random.nextBytes(key);
        return key;
    }

    /** Wraps a key under another; does nothing where either no longer opens, or it is wrapped so already. */
    public void share(UUID key, UUID with) {
        ring.wrapBy(with, key).ifPresent(wrapped -> sql.sql("""
                insert into keys.wrap values (:key, :by, :wrapped) on conflict do nothing
                """).param("key", key).param("by", with).param("wrapped", wrapped).update());
    }

    /**
     * Takes a key's own wrap away, so that it opens only as long as one of the sharers does. Does nothing unless it is shared
     * with each of them and each still opens by itself: no text may be lost to a chain of keys.
     */
    public void leaveTo(UUID key, Collection<UUID> sharers) {
        sql.sql("""
                delete from keys.wrap own where own.key = :key and own.wrapped_by = :key
                   and (select count(*) from keys.wrap shared join keys.wrap alive on alive.key = shared.wrapped_by and alive.wrapped_by = alive.key
                         where shared.key = :key and shared.wrapped_by <> :key and shared.wrapped_by = any(:sharers)) = :count
                """).param("key", key).param("sharers", sharers.toArray(UUID[]::new)).param("count", sharers.size()).update();
    }

    private List<KeyRing.Wrap> wrapsOf(UUID key) {
        return sql.sql("select wrapped_by, wrapped from keys.wrap where key = :key order by wrapped_by <> key").param("key", key)
                .query((row, n) -> new KeyRing.Wrap(row.getObject(1, UUID.class), row.getBytes(2))).list();
    }
}
