package org.goldenthread.command;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import java.util.UUID;
import org.goldenthread.command.CommandServiceProperties.Login;
import org.goldenthread.command.keys.KeyStore;
import org.goldenthread.events.values.LedgerId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One real PostgreSQL for all tests of this module, with the service's own roles, databases and migrations. */
public final class Postgres {

    private static final EmbeddedPostgres SERVER = start();

    private Postgres() {}

    public static HikariDataSource ledger(String user) {
        return LedgerConfiguration.pool("test-" + user + UUID.randomUUID(), url("ledger"), user, user, 10);
    }

    public static KeyStore keys() {
        return new KeyStore(JdbcClient.create(LedgerConfiguration.pool("test-keys" + UUID.randomUUID(), url("keys"), "gt_keys", "gt_keys", 4)), new byte[32]);
    }

    public static void open(LedgerId ledger) {
        try (var pool = ledger("gt_append")) {
            JdbcClient.create(pool).sql("select ledger.open(:id)::text").param("id", ledger.value()).query(String.class).optional();
        }
    }

    public static String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + SERVER.getPort() + "/" + database;
    }

    private static EmbeddedPostgres start() {
        try {
            var server = EmbeddedPostgres.builder().setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on").setServerConfig("max_connections", "200").start();
            try (var connection = server.getPostgresDatabase().getConnection(); var statement = connection.createStatement();
                    var script = Objects.requireNonNull(Postgres.class.getResourceAsStream("/db/bootstrap/ledger.sql"))) {
                for (var command : new String(script.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^--.*$", "").split(";", -1)) {
                    if (!command.isBlank()) {
                        statement.execute(command);
                    }
                }
            }
            var migrate = new Login("gt_migrate", "gt_migrate");
            LedgerConfiguration.migrate("jdbc:postgresql://127.0.0.1:" + server.getPort() + "/ledger", migrate, "ledger");
            LedgerConfiguration.migrate("jdbc:postgresql://127.0.0.1:" + server.getPort() + "/keys", migrate, "keys");
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs as the superuser, for what no role of the service may do. */
    public static void asSuperuser(String database, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url(database), "postgres", "postgres"); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Where test files go. */
    public static Path folder() {
        return Path.of("target", "test-files");
    }
}
