package org.goldenthread.query.desk;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Seals what lies on the desk (AES-256-GCM) under a key of its own for each purpose, bound to whom and what it is for. */
public final class DeskSeal {

    private final Aead aead;

    /** @param purpose what is sealed; another purpose's seal does not open it */
    @AccessesPartialKey
    public DeskSeal(byte[] masterKey, String purpose) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(masterKey, "HmacSHA256"));
            var parameters = AesGcmParameters.builder().setKeySizeBytes(32).setIvSizeBytes(12).setTagSizeBytes(16)
                    .setVariant(AesGcmParameters.Variant.NO_PREFIX).build();
            aead = AesGcmJce.create(AesGcmKey.builder().setParameters(parameters).setKeyBytes(SecretBytes.copyFrom(
                    mac.doFinal(purpose.getBytes(StandardCharsets.US_ASCII)), InsecureSecretKeyAccess.get())).build());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /** Seals. */
    public byte[] seal(byte[] plain, byte[] binding) throws GeneralSecurityException {
        return aead.encrypt(plain, binding);
    }

    /** Opens. @throws GeneralSecurityException where it was changed, or sealed for something else */
    public byte[] open(byte[] sealed, byte[] binding) throws GeneralSecurityException {
        return aead.decrypt(sealed, binding);
    }
}
