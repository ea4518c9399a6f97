package org.goldenthread.infra.export;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.HexFormat;
import org.goldenthread.infra.audit.SignedCheckpoints;

/** An Ed25519 public key, as it lies beside the key that signs checkpoints: the Base64 of its X.509 form. */
record VerifyingKey(PublicKey key) {

    static VerifyingKey read(Path file) {
        if (!Files.isReadable(file)) {
            throw new NotExported("The public key " + file + " is not there or can't be read: it lies beside the key that signs checkpoints, as .pub.");
        }
        try {
            return new VerifyingKey(SignedCheckpoints.publicKey(file));
        } catch (RuntimeException e) {
            throw new NotExported(file + " holds no Ed25519 public key.", e);
        }
    }

    /** SHA-256 of its X.509 form, in hex. */
    String fingerprint() {
        return HexFormat.of().formatHex(RunningDigest.sha256().digest(key.getEncoded()));
    }

    boolean verifies(byte[] signed, byte[] signature) {
        try {
            var verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // not the length or shape of a signature
        }
    }
}
