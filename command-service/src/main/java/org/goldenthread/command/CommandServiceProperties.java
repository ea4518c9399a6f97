package org.goldenthread.command;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.goldenthread.command.effects.BounceMailbox;
import org.goldenthread.command.effects.MailCourier;
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
        @DefaultValue("50000") int cachedStreams, Sending sending, Bounces bounces) {

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

    /** Where mails come back that could not be delivered, and how often that is looked at; without a host nothing is read. */
    public record Bounces(BounceMailbox.At mailbox, @DefaultValue("1m") Duration interval) {}

    /**
     * How notices leave: the mail relay, what signs those to agencies' systems ({@code webhookSecrets}: lines of an agency's id, a space and
     * the secret in Base64), and how long a channel that isn't there is left alone each time.
     */
    public record Sending(MailCourier.Relay mail, @Nullable Path webhookSecrets, @DefaultValue("10s") Duration timeout, @DefaultValue({"1m", "10m", "1h"}) List<Duration> later) {

        public Sending {
            webhookSecrets = isEmpty(webhookSecrets) ? null : webhookSecrets;
        }
    }
}
