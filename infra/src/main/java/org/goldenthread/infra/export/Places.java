package org.goldenthread.infra.export;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.goldenthread.command.keys.KeyFiles;
import org.goldenthread.events.reference.Reference;
import org.goldenthread.events.values.Agency;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.AgencyType;
import org.goldenthread.infra.launcher.Ports;
import org.jspecify.annotations.Nullable;

/** Where ledger, keys and read audit are: as the environment of the query service says, else as {@code infra/run} has them. */
record Places(Map<String, String> environment, Path data, Ports ports) {

    Login ledger() {
        return login("The ledger", "LEDGER", "LEDGER_READ");
    }

    Login keys() {
        return login("The keys' database", "KEYS", "KEYS_READ");
    }

    Login audit() {
        return login("The read audit", "AUDIT", "AUDIT");
    }

    private Login login(String what, String database, String role) {
        var name = database.toLowerCase(java.util.Locale.ROOT);
        var local = "gt_" + role.toLowerCase(java.util.Locale.ROOT);
        return new Login(what, told(database + "_URL", "jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/" + name), told(role + "_USER", local),
                told(role + "_PASSWORD", local));
    }

    byte[] masterKey() {
        var given = told("MASTER_KEY", "");
        var file = file("MASTER_KEY_FILE", "master.key");
        if (given.isEmpty() && !Files.isReadable(file)) {
            throw new NotExported("The master key is not at " + file + " or can't be read: give it in GOLDEN_THREAD_MASTER_KEY or GOLDEN_THREAD_MASTER_KEY_FILE, "
                    + "or the folder of infra/run's data with --data.");
        }
        return masterKey(given.isEmpty() ? null : given, file);
    }

    private static byte[] masterKey(@Nullable String given, Path file) {
        try {
            byte[] key = KeyFiles.masterKey(given, file);
            if (key.length == 32) {
                return key;
            }
        } catch (RuntimeException e) {
            throw new NotExported("The master key is not the Base64 of 32 bytes.", e);
        }
        throw new NotExported("The master key is not the Base64 of 32 bytes.");
    }

    Path signingKey() {
        return file("CHECKPOINT_KEY_FILE", "checkpoint.key");
    }

    Path publicKey() {
        return Path.of(signingKey() + ".pub");
    }

    /** The agency that answers for an export: the one told, else the only local authority there is. */
    AgencyId agency(@Nullable UUID told) {
        if (told != null) {
            return new AgencyId(told);
        }
        var folder = environment.getOrDefault("GOLDEN_THREAD_REFERENCE", "");
        var authorities = (folder.isBlank() ? Reference.demo() : Reference.in(Path.of(folder))).agencies().stream()
                .filter(agency -> agency.type() == AgencyType.LOCAL_AUTHORITY).map(Agency::id).toList();
        return only(authorities);
    }

    private static AgencyId only(List<AgencyId> authorities) {
        if (authorities.size() != 1) {
            throw new NotExported("There are " + authorities.size() + " local authorities in agencies.csv: say with --agency for which of them you export.");
        }
        return authorities.getFirst();
    }

    private Path file(String variable, String local) {
        return Path.of(told(variable, data.resolve(local).toString()));
    }

    private String told(String variable, String local) {
        var told = environment.getOrDefault("GOLDEN_THREAD_" + variable, "");
        return told.isBlank() ? local : told;
    }
}
