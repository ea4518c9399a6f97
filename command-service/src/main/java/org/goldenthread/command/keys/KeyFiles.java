package org.goldenthread.command.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.goldenthread.events.values.AgencyId;
import org.jspecify.annotations.Nullable;

/** The keys a service is given: from the environment in production, from files it makes itself (mode 0600) in the local run. */
public final class KeyFiles {

    private KeyFiles() {}

    /** 32 bytes: the Base64 given, else the content of the file, which is made where it is missing. */
    public static byte[] masterKey(@Nullable String given, @Nullable Path file) {
        if (given != null) {
            var key = Base64.getDecoder().decode(given);
            if (key.length != 32) {
                throw new IllegalArgumentException("GOLDEN_THREAD_MASTER_KEY is the Base64 of 32 bytes");
            }
            return key;
        }
        if (file == null) {
            throw new IllegalArgumentException("give the master key in GOLDEN_THREAD_MASTER_KEY");
        }
        return readOrMake(file, () -> {
            var key = new byte[32];
            new SecureRandom().nextBytes(key);
            return key;
        });
    }

    /** The Ed25519 key that signs checkpoints; its public half lies beside it as {@code .pub}. */
    public static PrivateKey checkpointKey(Path file) {
        try {
            return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(readOrMake(file, () -> {
                try {
                    var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
                    Files.createDirectories(file.toAbsolutePath().getParent());
                    Files.writeString(Path.of(file + ".pub"), Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()) + "\n");
                    return pair.getPrivate().getEncoded();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } catch (GeneralSecurityException e) {
                    throw new IllegalStateException(e);
                }
            })));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + " holds no Ed25519 key", e);
        }
    }

    /** What signs notices to agencies' systems, by agency: lines of an agency's id, a space and at least 24 bytes in Base64. None without a file. */
    public static Map<AgencyId, byte[]> webhookSecrets(@Nullable Path file) {
        if (file == null) {
            return Map.of();
        }
        try {
            var secrets = new HashMap<AgencyId, byte[]>();
            for (var line : Files.readAllLines(file)) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    var parts = line.strip().split("\\s+", -1);
                    var secret = parts.length == 2 ? Base64.getDecoder().decode(parts[1]) : new byte[0];
                    if (secret.length < 24) {
                        throw new IllegalArgumentException(file + ": write an agency's id, a space and the Base64 of at least 24 bytes on each line");
                    }
                    secrets.put(AgencyId.of(parts[0]), secret);
                }
            }
            return Map.copyOf(secrets);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static byte[] readOrMake(Path file, java.util.function.Supplier<byte[]> make) {
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, Base64.getEncoder().encodeToString(make.get()) + "\n");
            }
            return Base64.getDecoder().decode(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or make " + file, e);
        }
    }
}
