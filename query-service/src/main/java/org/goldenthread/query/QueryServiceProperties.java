package org.goldenthread.query;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.goldenthread.events.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/** What the service is told; every variable is in the README's table. */
@ConfigurationProperties("golden-thread")
public record QueryServiceProperties(Database projections, Login pages, Database ledger, Database keys, Database audit, Login auditOwner, Database desk,
        @Nullable Path staffDirectory, @DefaultValue("30m") Duration idle, @DefaultValue("600") int requestsAMinute,
        Path auditSpool, @DefaultValue("64MB") DataSize auditSpoolMost, @DefaultValue({"FD_MANAGER", "EDT"}) Set<Role> restrictedMarkerFor, String kafka,
        @DefaultValue("golden-thread.events") String topic, @Nullable String masterKey, @Nullable Path masterKeyFile,
        @Nullable Path reference, URI commandService, URI publicUrl, URI issuer, String clientId, String clientSecret) {

    /** What is left empty is not given. */
    public QueryServiceProperties {
        masterKey = masterKey == null || masterKey.isBlank() ? null : masterKey;
        masterKeyFile = isEmpty(masterKeyFile) ? null : masterKeyFile;
        reference = isEmpty(reference) ? null : reference;
        staffDirectory = isEmpty(staffDirectory) ? null : staffDirectory;
    }

    private static boolean isEmpty(@Nullable Path path) {
        return path == null || path.toString().isBlank();
    }

    /** One database and who this service is there. */
    public record Database(String url, String user, String password) {}

    /** Another role of the same database. */
    public record Login(String user, String password) {}
}
