package org.goldenthread.infra.prove;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.goldenthread.command.CommandServiceProperties.Login;
import org.goldenthread.command.LedgerConfiguration;
import org.goldenthread.command.contact.ContactCommand.AcknowledgeContact;
import org.goldenthread.command.contact.ContactCommand.ReceiveContact;
import org.goldenthread.command.keys.KeyStore;
import org.goldenthread.command.ledger.Attempt.Sender;
import org.goldenthread.command.ledger.Commands;
import org.goldenthread.command.ledger.Commands.Outcome;
import org.goldenthread.command.ledger.Facts;
import org.goldenthread.command.ledger.Ids;
import org.goldenthread.command.ledger.LedgerCommand;
import org.goldenthread.command.ledger.LedgerSql;
import org.goldenthread.command.settings.SettingsFile;
import org.goldenthread.events.Actor;
import org.goldenthread.events.Role;
import org.goldenthread.events.Sensitivity;
import org.goldenthread.events.contact.ContactEvent.Channel;
import org.goldenthread.events.contact.ContactEvent.ContactKind;
import org.goldenthread.events.contact.ContactEvent.DobStatus;
import org.goldenthread.events.contact.ContactEvent.FeedbackMethod;
import org.goldenthread.events.contact.ContactEvent.NamedChild;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.personal.Seal;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.ContactId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.UserId;
import org.goldenthread.infra.launcher.LocalPostgres;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The command side in this process over a real PostgreSQL: for proofs and measurements of the ledger itself. */
public final class Rig implements AutoCloseable {

    private static final Actor WORKER = new Actor(new UserId(UUID.fromString("50000000-0000-4000-8000-000000000001")), Role.FD_MANAGER,
            new AgencyId(UUID.fromString("a0000000-0000-4000-8000-000000000001")));

    private final LocalPostgres postgres;
    private final HikariDataSource append;
    private final HikariDataSource keysPool;
    private final LedgerSql sql;
    private final KeyStore keys;
    private final Seal seal;
    private final Facts facts;

    public Rig(Path folder, int port, Map<String, String> settings) {
        postgres = LocalPostgres.start(folder, port, settings);
        var migrate = new Login("gt_migrate", "gt_migrate");
        LedgerConfiguration.migrate(postgres.url("ledger"), migrate, "ledger");
        LedgerConfiguration.migrate(postgres.url("keys"), migrate, "keys");
        append = LedgerConfiguration.pool("append", postgres.url("ledger"), "gt_append", "gt_append", 12);
        sql = new LedgerSql(append);
        keysPool = LedgerConfiguration.pool("keys", postgres.url("keys"), "gt_keys", "gt_keys", 4);
        keys = new KeyStore(JdbcClient.create(keysPool), new byte[32]);
        seal = new Seal(keys.ring());
        facts = new Facts(JdbcClient.create(append));
    }

    /** A port that nobody listens on: two runs at once must not meet in one database. */
    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public LocalPostgres postgres() {
        return postgres;
    }

    public DataSource append() {
        return append;
    }

    public LedgerSql sql() {
        return sql;
    }

    public Seal seal() {
        return seal;
    }

    public Commands commands(int cached) {
        return commands(cached, ledger -> { });
    }

    public Commands commands(int cached, Commands.Listener listener) {
        return new Commands(sql, facts, keys, seal, new Ids(InstantSource.system()), SettingsFile.shipped().inForce(), Clock.systemUTC(), LedgerConfiguration.AGGREGATES, cached,
                listener);
    }

    public void open(int ledger) {
        JdbcClient.create(append).sql("select ledger.open(:id)::text").param("id", ledger).query(String.class).optional();
    }

    /** A contact with one child and one sealed concern. */
    public static ReceiveContact receive(Instant at) {
        var contact = new ContactId(UUID.randomUUID());
        var child = new ChildId(UUID.randomUUID());
        return new ReceiveContact(contact, ContactKind.REQUEST, Channel.PHONE, at, null, null, false, false,
                PersonalText.of(contact.value(), "seen alone at the pier after dark"),
                List.of(new NamedChild(1, child, PersonalText.of(child.value(), "Robin Sample"), false, DobStatus.UNKNOWN, null, null, null)));
    }

    public static AcknowledgeContact acknowledge(ContactId contact, Instant at) {
        return new AcknowledgeContact(contact, at, FeedbackMethod.PHONE);
    }

    public static Outcome send(Commands commands, LedgerCommand command, int ledger, String key, String body, Instant at) {
        return commands.send(command, new LedgerId(ledger), sender(key, body, at));
    }

    public static Sender sender(String key, String body, Instant at) {
        return new Sender(WORKER, "E06999001", null, at, Ids.named(WORKER.userId().value(), key), body.getBytes(StandardCharsets.UTF_8), UUID.randomUUID(),
                null, Sensitivity.STANDARD, null, null, null);
    }

    @Override
    public void close() {
        append.close();
        keysPool.close();
        postgres.close();
    }
}
