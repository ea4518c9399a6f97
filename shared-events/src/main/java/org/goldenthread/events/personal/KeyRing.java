package org.goldenthread.events.personal;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Unwraps data keys. A key is wrapped by a master key, or by one or more other keys: a contact's by each of its children's
 * (ruling 16), so that it opens as long as any of them does. Thread-safe; holds the {@value #CAPACITY} keys used last, each
 * for at most {@link #HOLD_NANOS}, so that a destroyed key is forgotten within seconds.
 */
public final class KeyRing implements Keys {

    /** Keys held at once. */
    static final int CAPACITY = 20_000;

    /** Five seconds. */
    static final long HOLD_NANOS = 5_000_000_000L;

    private final Aead master;
    private final Wraps wraps;
    private final long holdNanos;
    private final Map<UUID, Held> held = new LinkedHashMap<>(256, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Held> eldest) {
            return size() > CAPACITY;
        }
    };

    private record Held(Aead aead, long since) {}

    /** One wrapping of a key: by the master key where {@code by} is the key's own id, else by the key {@code by}. */
    public record Wrap(UUID by, byte[] wrapped) {}

    /** Where the wraps of a key are kept. */
    @FunctionalInterface
    public interface Wraps {
        List<Wrap> of(UUID key);
    }

    public KeyRing(byte[] masterKey, Wraps wraps) {
        this(masterKey, wraps, HOLD_NANOS);
    }

    /** @param holdNanos how long an unwrapped key may be used without looking again whether it was destroyed */
    public KeyRing(byte[] masterKey, Wraps wraps, long holdNanos) {
        this.master = aead(masterKey);
        this.wraps = wraps;
        this.holdNanos = holdNanos;
    }

    @Override
    public Optional<Aead> find(UUID key) {
        long now = System.nanoTime();
        synchronized (held) {
            var known = held.get(key);
            if (known != null && now - known.since() < holdNanos) {
                return Optional.of(known.aead());
            }
        }
        var found = unwrap(key, 0);
        synchronized (held) {
            found.ifPresentOrElse(aead -> held.put(key, new Held(aead, now)), () -> held.remove(key));
        }
        return found;
    }

    /** Wraps fresh key bytes under the master key. */
    public byte[] wrapByMaster(UUID key, byte[] plain) {
        return encrypt(master, key, plain);
    }

    /** Wraps a key under another one, which must open. */
    public Optional<byte[]> wrapBy(UUID by, UUID key) {
        return plainOf(key, 0).flatMap(plain -> unwrap(by, 0).map(aead -> encrypt(aead, key, plain)));
    }

    /** The bytes of a key that is not for sealing, such as one that digests are keyed with; empty where it does not open. */
    public Optional<byte[]> reveal(UUID key) {
        return plainOf(key, 0);
    }

    /** Remembers a key just made, so that its first use needs no look-up. */
    public void hold(UUID key, byte[] plain) {
        synchronized (held) {
            held.put(key, new Held(aead(plain), System.nanoTime()));
        }
    }

    private Optional<Aead> unwrap(UUID key, int depth) {
        return plainOf(key, depth).map(KeyRing::aead);
    }

    private Optional<byte[]> plainOf(UUID key, int depth) {
        if (depth > 2) {
            return Optional.empty();
        }
        for (var wrap : wraps.of(key)) {
            var by = wrap.by().equals(key) ? Optional.of(master) : unwrap(wrap.by(), depth + 1);
            if (by.isPresent()) {
                return Optional.of(decrypt(by.get(), key, wrap.wrapped()));
            }
        }
        return Optional.empty();
    }

    private static byte[] encrypt(Aead aead, UUID key, byte[] plain) {
        try {
            return aead.encrypt(plain, bytes(key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("could not wrap key " + key, e);
        }
    }

    private static byte[] decrypt(Aead aead, UUID key, byte[] wrapped) {
        try {
            return aead.decrypt(wrapped, bytes(key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("key " + key + " does not unwrap: wrong master key, or its bytes were changed", e);
        }
    }

    private static byte[] bytes(UUID key) {
        return ByteBuffer.allocate(16).putLong(key.getMostSignificantBits()).putLong(key.getLeastSignificantBits()).array();
    }

    @AccessesPartialKey
    private static Aead aead(byte[] plain) {
        try {
            var parameters = AesGcmParameters.builder().setKeySizeBytes(32).setIvSizeBytes(12).setTagSizeBytes(16)
                    .setVariant(AesGcmParameters.Variant.NO_PREFIX).build();
            return AesGcmJce.create(AesGcmKey.builder().setParameters(parameters)
                    .setKeyBytes(SecretBytes.copyFrom(plain, InsecureSecretKeyAccess.get())).build());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("a key has 32 bytes", e);
        }
    }
}
