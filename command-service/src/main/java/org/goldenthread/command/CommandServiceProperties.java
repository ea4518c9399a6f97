package org.goldenthread.command;

import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import org.goldenthread.events.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** What the service is told; every variable is in the README's table. */
@ConfigurationProperties("golden-thread")
public record CommandServiceProperties(Database ledger, Database keys, Login migrate, Login relay, String kafka,
        @DefaultValue("golden-thread.events") String topic, @Nullable String masterKey, @Nullable Path masterKeyFile, Path checkpoints,
        Path checkpointKeyFile, @Nullable Path reference, URI publicUrl, @DefaultValue("") Set<UUID> administrators,
        @DefaultValue({"FD_MANAGER", "EDT"}) Set<Role> restrictedMarkerFor,
        @DefaultValue("50000") int cachedStreams) {

    /** What is left empty is not given. */
    public CommandServiceProperties {
        masterKey = masterKey == null || masterKey.isBlank() ? null : masterKey;
        masterKeyFile = isEmpty(masterKeyFile) ? null : masterKeyFile;
        reference = isEmpty(reference) ? null : reference;
    }

    private static boolean isEmpty(@Nullable Path path) {
        return path == null || path.toString().isBlank();
    }

    /** One database and who this service is there. */
    public record Database(String url, String user, String password) {}

    /** Another role of the same databases. */
    public record Login(String user, String password) {}
}
