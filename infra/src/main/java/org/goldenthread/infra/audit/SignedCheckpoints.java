package org.goldenthread.infra.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.goldenthread.command.ledger.Checkpoints;
import org.goldenthread.infra.audit.LedgerVerifier.Fault;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The checkpoints of a ledger that are kept outside the database, as far as their signatures are ours. */
public final class SignedCheckpoints {

    private static final JsonMapper JSON = new JsonMapper();

    private SignedCheckpoints() {}

    /** Hashes in hex by position; none where the folder has no file for the ledger. What is not signed by the key is a fault. */
    public static Map<Long, String> of(Path folder, Path publicKey, int ledger, List<Fault> faults) {
        var file = folder.resolve(ledger + ".jsonl");
        return Files.exists(file) ? of(file, publicKey(publicKey), ledger, faults) : new HashMap<>();
    }

    private static Map<Long, String> of(Path file, PublicKey key, int ledger, List<Fault> faults) {
        var signed = new HashMap<Long, String>();
        try {
            for (var line : Files.readAllLines(file)) {
                var checkpoint = JSON.readTree(line);
                if (isSigned(checkpoint, key)) {
                    signed.put(checkpoint.get("position").asLong(), checkpoint.get("hash").asString());
                } else {
                    faults.add(new Fault(ledger, checkpoint.path("position").asLong(0), "the checkpoint's signature is not ours"));
                }
            }
            return signed;
        } catch (JacksonException e) {
            faults.add(new Fault(ledger, 0, "a line of the checkpoints is not JSON"));
            return signed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalArgumentException where the file holds no Ed25519 public key: the Base64 of its X.509 form */
    public static PublicKey publicKey(Path file) {
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(Files.readString(file).strip())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + " holds no Ed25519 public key", e);
        }
    }

    private static boolean isSigned(JsonNode checkpoint, PublicKey key) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update(Checkpoints.signed(checkpoint.required("ledger").asInt(), checkpoint.required("position").asLong(), checkpoint.required("hash").asString(),
                    checkpoint.required("at").asString()));
            return signature.verify(Base64.getDecoder().decode(checkpoint.required("signature").asString()));
        } catch (GeneralSecurityException | JacksonException | IllegalArgumentException e) {
            return false; // what is not in the shape of a checkpoint is not signed by us either
        }
    }
}
