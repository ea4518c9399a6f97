package org.goldenthread.infra.launcher;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
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
    private final Path data;

    private LocalPostgres(EmbeddedPostgres server, int port, Path data) {
        this.server = server;
        this.port = port;
        this.data = data;
    }

    /** Starts it; makes cluster, roles and databases where the folder is new. */
    public static LocalPostgres start(Path folder, int port, Map<String, String> more) {
        try {
            Files.createDirectories(folder);
            var data = folder.resolve("data");
            removeStalePid(data.resolve("postmaster.pid"));
            refuseForeign(port);
            var builder = EmbeddedPostgres.builder().setPort(port).setDataDirectory(data).setCleanDataDirectory(false)
                    .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
                    .setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on").setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_connections", "150").setServerConfig("shared_buffers", "64MB").setServerConfig("max_wal_size", "4GB")
                    .setServerConfig("listen_addresses", "127.0.0.1").setServerConfig("unix_socket_directories", "");
            more.forEach(builder::setServerConfig);
            var postgres = new LocalPostgres(builder.start(), port, data);
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

    /** A server that listens on the port already is not of this folder: what goes to it would be lost to ours. */
    private static void refuseForeign(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            throw new IllegalStateException("port " + socket.getPort() + " is taken by another server; stop it, or choose another port");
        } catch (IOException e) {
            // nobody listens: as it should be
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
            awaitNobodyIn(file.resolveSibling("."));
            Files.delete(file);
        }
    }

    /** The processes of a killed PostgreSQL end by themselves, some a moment later. */
    private static void awaitNobodyIn(Path data) throws IOException {
        long until = System.nanoTime() + java.util.concurrent.TimeUnit.SECONDS.toNanos(10);
        while (isSomebodyIn(data.toRealPath()) && System.nanoTime() < until) {
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
    }

    private static boolean isSomebodyIn(Path data) throws IOException {
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var process : processes) {
                try {
                    if (Files.readSymbolicLink(process.resolve("cwd")).equals(data) && !isGone(Long.parseLong(process.getFileName().toString()))) {
                        return true;
                    }
                } catch (IOException e) {
                    // it ended while we looked, or is not ours
                }
            }
            return false;
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

    /** Starts it again after it was killed: with {@code pg_ctl}, which remembers the settings. */
    void startAgain() throws InterruptedException {
        try {
            var postgresProgram = Path.of(Files.readString(data.resolve("postmaster.opts")).strip().split(" \"", 2)[0]);
            removeStalePid(data.resolve("postmaster.pid"));
            var command = new java.util.ArrayList<String>();
            if (System.getProperty("user.name").equals("root")) {
                command.addAll(java.util.List.of("unshare", "-U")); // PostgreSQL refuses to run as root
            }
            command.addAll(java.util.List.of(postgresProgram.resolveSibling("pg_ctl").toString(), "-D", data.toString(), "-l",
                    data.resolveSibling("restart.log").toString(), "-w", "-t", "60", "restart"));
            var started = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(data.resolveSibling("restart.out").toFile()).start();
            if (started.waitFor() != 0) {
                throw new IllegalStateException("PostgreSQL did not start again: " + Files.readString(data.resolveSibling("restart.out")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
