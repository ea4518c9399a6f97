package org.goldenthread.infra.prove;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.goldenthread.command.LedgerConfiguration;
import org.goldenthread.command.effects.Effects;
import org.goldenthread.command.effects.MailCourier;
import org.goldenthread.command.effects.Sending;
import org.goldenthread.command.effects.WebhookCourier;
import org.goldenthread.command.effects.WhenDistributionQueuedThenSend;
import org.goldenthread.command.keys.KeyStore;
import org.goldenthread.command.ledger.Commands;
import org.goldenthread.command.ledger.Facts;
import org.goldenthread.command.ledger.Ids;
import org.goldenthread.command.ledger.LedgerSql;
import org.goldenthread.command.ledger.Wake;
import org.goldenthread.command.reactions.Reactions;
import org.goldenthread.command.settings.SettingsFile;
import org.goldenthread.events.document.DocumentEvent.Channel;
import org.goldenthread.events.personal.Seal;
import org.goldenthread.events.reference.Reference;
import org.goldenthread.events.values.AgencyId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** As much of a command service as sends. As a process: until its input ends. */
final class SendingKeeper implements AutoCloseable {

    static final String READY = "sends";

    /** Reached by mail, and by their own systems. */
    static final List<AgencyId> MAILED = IntStream.rangeClosed(1, 3).mapToObj(SendingKeeper::agency).toList();
    static final List<AgencyId> HOOKED = IntStream.rangeClosed(4, 6).mapToObj(SendingKeeper::agency).toList();

    private static final byte[] SECRET = "nobody guesses what this is made of".getBytes(StandardCharsets.US_ASCII);
    private static final int TIMEOUT_MS = 400;

    private final HikariDataSource append;
    private final HikariDataSource keysPool;
    private final Wake wake;
    private final SettingsFile settings;
    private final int mailPort;
    final LedgerSql sql;
    final Commands commands;
    private @Nullable Reactions reactions;
    private @Nullable Sending sending;

    SendingKeeper(String ledgerUrl, String keysUrl, int mailPort, int hookPort) {
        this.mailPort = mailPort;
        append = LedgerConfiguration.pool("append", ledgerUrl, "gt_append", "gt_append", 8);
        keysPool = LedgerConfiguration.pool("keys", keysUrl, "gt_keys", "gt_keys", 2);
        sql = new LedgerSql(append);
        wake = new Wake(append).start();
        settings = settings(hookPort);
        var keys = new KeyStore(JdbcClient.create(keysPool), new byte[32]);
        commands = new Commands(sql, new Facts(JdbcClient.create(append)), keys, new Seal(keys.ring()), new Ids(Clock.systemUTC()), settings.inForce(), Clock.systemUTC(),
                LedgerConfiguration.AGGREGATES, 1_000, wake);
    }

    public static void main(String... arguments) throws IOException {
        try (var keeper = new SendingKeeper(arguments[0], arguments[1], Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]))) {
            keeper.begin();
            System.out.println(READY);
            while (System.in.read() >= 0) {
                // until it ends
            }
        }
        System.exit(0);
    }

    private void begin() {
        var effects = new Effects(JdbcClient.create(append));
        var all = new Reactions(append, sql, List.of(new WhenDistributionQueuedThenSend(effects)));
        wake.follow(all::moved);
        reactions = all.start();
        var secrets = HOOKED.stream().collect(Collectors.toMap(Function.identity(), agency -> SECRET));
        var couriers = List.of(new MailCourier(new MailCourier.Relay("127.0.0.1", mailPort, "golden-thread@seaholm.example", "", "", false, TIMEOUT_MS),
                URI.create("https://pages.example"), Clock.systemUTC()), new WebhookCourier(secrets, Duration.ofMillis(TIMEOUT_MS), Clock.systemUTC()));
        var one = new Sending(append, effects, couriers, commands, settings.inForce(), Reference.demo(), Clock.systemUTC(),
                List.of(Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofMillis(20)));
        wake.follow(one::moved);
        sending = one.start();
    }

    /** The settings that come with the product, but that six agencies are reached as said. */
    private static SettingsFile settings(int hookPort) {
        var reach = Stream.concat(MAILED.stream().map(agency -> new SettingsFile.Reached(agency.value(), Channel.SECURE_EMAIL, "inbox@" + agency + ".example", false)),
                HOOKED.stream().map(agency -> new SettingsFile.Reached(agency.value(), Channel.AGENCY_API, "http://127.0.0.1:" + hookPort + "/", false))).toList();
        return new SettingsFile(SettingsFile.shipped().settings().stream().map(edition -> new SettingsFile.Edition(edition.edition(), edition.from(), edition.ledger(),
                edition.lateAfter(), edition.timescales(), edition.frontDoorHours(), edition.mayDecide(), edition.duties(), edition.families(), reach)).toList());
    }

    private static AgencyId agency(int number) {
        return new AgencyId(UUID.fromString("a1000000-0000-4000-8000-00000000000" + number));
    }

    JdbcClient jdbc() {
        return JdbcClient.create(append);
    }

    @Override
    public void close() {
        var sender = sending;
        if (sender != null) {
            sender.close();
        }
        var running = reactions;
        if (running != null) {
            running.close();
        }
        wake.close();
        commands.close();
        append.close();
        keysPool.close();
    }
}
