package org.goldenthread.events.personal;

import com.google.crypto.tink.Aead;
import java.util.Optional;
import java.util.UUID;

/** Where sealing and opening get a person's key. */
@FunctionalInterface
public interface Keys {

    /** The key, or empty where it was never made, was destroyed, or may not be used by this process. */
    Optional<Aead> find(UUID key);
}
