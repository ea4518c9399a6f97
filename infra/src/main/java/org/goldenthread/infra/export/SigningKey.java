package org.goldenthread.infra.export;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import org.goldenthread.command.keys.KeyFiles;

/** The Ed25519 key that signs checkpoints and exports, and its public half. */
record SigningKey(PrivateKey secret, VerifyingKey half) {

    static SigningKey read(Path file) {
        if (!Files.isReadable(file)) {
            throw new NotExported("The key that signs checkpoints is not at " + file + " or can't be read: name it in GOLDEN_THREAD_CHECKPOINT_KEY_FILE, "
                    + "or the folder of infra/run's data with --data.");
        }
        var key = new SigningKey(secret(file), VerifyingKey.read(Path.of(file + ".pub")));
        var probe = "golden-thread".getBytes(StandardCharsets.US_ASCII);
        if (!key.half().verifies(probe, key.sign(probe))) {
            throw new NotExported(file + ".pub is not the public half of " + file + ": nobody could verify what it signs.");
        }
        return key;
    }

    private static PrivateKey secret(Path file) {
        try {
            return KeyFiles.checkpointKey(file);
        } catch (RuntimeException e) {
            throw new NotExported(file + " holds no Ed25519 key.", e);
        }
    }

    byte[] sign(byte[] bytes) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(secret);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("could not sign", e);
        }
    }
}
