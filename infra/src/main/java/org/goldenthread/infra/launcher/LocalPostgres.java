package org.goldenthread.infra.launcher;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;

/** A real PostgreSQL in a folder that stays: durable, on one port, with the product's roles and databases. */
public final class LocalPostgres implements AutoCloseable {

    private final EmbeddedPostgres server;
    private final int port;

    private LocalPostgres(EmbeddedPostgres server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Starts it; makes cluster, roles and databases where the folder is new. */
    public static LocalPostgres start(Path folder, int port, Map<String, String> more) {
        try {
            Files.createDirectories(folder);
            var data = folder.resolve("data");
            removeStalePid(data.resolve("postmaster.pid"));
            var builder = EmbeddedPostgres.builder().setPort(port).setDataDirectory(data).setCleanDataDirectory(false)
                    .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
                    .setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on").setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_connections", "150").setServerConfig("shared_buffers", "64MB").setServerConfig("max_wal_size", "4GB")
                    .setServerConfig("listen_addresses", "127.0.0.1");
            more.forEach(builder::setServerConfig);
            var postgres = new LocalPostgres(builder.start(), port);
            if (!postgres.exists("keys") || !postgres.exists("projections")) {
                postgres.script("/db/bootstrap/ledger.sql");
                postgres.script("/db/bootstrap/projections.sql");
            }
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start; its log is in " + folder, e);
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL started and could not be set up", e);
        }
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** As the superuser. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), "postgres", "postgres");
    }

    /** Whether a process has ended; one that its parent has not collected yet has. */
    public static boolean isGone(long pid) {
        try {
            return Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline")).length == 0;
        } catch (IOException e) {
            return ProcessHandle.of(pid).isEmpty() || Files.isDirectory(Path.of("/proc/self"));
        }
    }

    /** A PostgreSQL that was killed leaves its pid file; it refuses to start while a process of that number is to be seen. */
    private static void removeStalePid(Path file) throws IOException {
        if (Files.exists(file) && isGone(Long.parseLong(Files.readAllLines(file).getFirst().strip()))) {
            Files.delete(file);
        }
    }

    private boolean exists(String database) throws SQLException {
        try (var connection = connect("postgres"); var query = connection.prepareStatement("select 1 from pg_database where datname = ?")) {
            query.setString(1, database);
            return query.executeQuery().next();
        }
    }

    private void script(String name) throws SQLException, IOException {
        try (var in = Objects.requireNonNull(LocalPostgres.class.getResourceAsStream(name)); var connection = connect("postgres");
                var statement = connection.createStatement()) {
            for (var command : new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^--.*$", "").split(";", -1)) {
                if (!command.isBlank()) {
                    executeOnce(statement, command);
                }
            }
        }
    }

    /** What a start that was cut short had made already is there. */
    private static void executeOnce(java.sql.Statement statement, String command) throws SQLException {
        try {
            statement.execute(command);
        } catch (SQLException e) {
            if (!"42710".equals(e.getSQLState()) && !"42P04".equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
