package org.goldenthread.infra.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.goldenthread.infra.signin.DemoPeople;
import org.goldenthread.infra.signin.LocalMail;
import org.jspecify.annotations.Nullable;

/**
 * The product on one machine: PostgreSQL, a Kafka broker, command and query service, each a process of its own in one
 * folder. Parts can be ended and started again one by one, which the proofs do.
 */
public final class Machine implements AutoCloseable {

    private static final Duration MOST_START = Duration.ofSeconds(90);

    private final Path data;
    private final Path project;
    private final Ports ports;
    private final Guard guard;
    private final Map<String, Process> running = new LinkedHashMap<>();
    private final List<String> more;
    private @Nullable LocalPostgres postgres;

    /** @param more further JVM options of both services */
    public Machine(Path project, Path data, Ports ports, List<String> more) {
        this.project = project;
        this.data = data.toAbsolutePath();
        this.ports = ports;
        this.more = more;
        try {
            Files.createDirectories(data.resolve("logs"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.guard = new Guard(this.data.resolve("postgres/data"), "golden-thread.data=" + this.data);
    }

    public Ports ports() {
        return ports;
    }

    public Path data() {
        return data;
    }

    public LocalPostgres startPostgres() {
        postgres = LocalPostgres.start(data.resolve("postgres"), ports.postgres(), Map.of("max_prepared_transactions", "0"));
        return postgres;
    }

    public LocalPostgres postgres() {
        return java.util.Objects.requireNonNull(postgres, "PostgreSQL is not started");
    }

    /** Starts a PostgreSQL that was killed again, on the same data and with the same settings. */
    public void restartPostgres() throws InterruptedException {
        postgres().startAgain();
    }

    public void startKafka() {
        var folder = data.resolve("kafka");
        var config = folder.resolve("server.properties");
        try {
            Files.createDirectories(folder);
            Files.writeString(config, """
                    process.roles=broker,controller
                    node.id=1
                    controller.quorum.voters=1@127.0.0.1:%2$d
                    listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                    advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                    controller.listener.names=CONTROLLER
                    log.dirs=%3$s
                    offsets.topic.replication.factor=1
                    transaction.state.log.replication.factor=1
                    transaction.state.log.min.isr=1
                    group.initial.rebalance.delay.ms=0
                    broker.session.timeout.ms=3000
                    auto.create.topics.enable=false
                    num.network.threads=2
                    num.io.threads=2
                    log.cleaner.dedupe.buffer.size=1100000
                    """.formatted(ports.kafka(), ports.kafkaController(), folder.resolve("log")));
            if (!Files.exists(folder.resolve("log/meta.properties"))) {
                var format = spawn("kafka-format", List.of("-Xmx64m"), classpath("infra"), "kafka.tools.StorageTool",
                        List.of("format", "-t", "Z29sZGVuLXRocmVhZC0xMQ", "-c", config.toString()), Map.of());
                if (format.waitFor() != 0) {
                    throw new IllegalStateException("Kafka's folder could not be made; see " + data.resolve("logs/kafka-format.log"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        start("kafka", List.of("-Xmx160m", "-Dlog4j2.configurationFile=" + logging()), classpath("infra"), "kafka.Kafka", List.of(config.toString()), Map.of());
    }

    private Path logging() {
        var file = data.resolve("kafka/log4j2.properties");
        try {
            Files.writeString(file, """
                    appender.out.type=Console
                    appender.out.name=out
                    appender.out.layout.type=PatternLayout
                    appender.out.layout.pattern=%d %p %c %m%n
                    rootLogger.level=warn
                    rootLogger.appenderRef.out.ref=out
                    """);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    public void startCommandService() {
        start("command-service", service(160), jar("infra") + ":" + classpath("command-service"),
                "org.goldenthread.infra.story.LocalCommandService", List.of(), settings());
    }

    public void startQueryService() {
        start("query-service", service(160), classpath("query-service"), "org.goldenthread.query.QueryService", List.of(), settings());
    }

    private List<String> service(int heapMegabytes) {
        var options = new ArrayList<>(List.of("-Xmx" + heapMegabytes + "m"));
        options.addAll(more);
        return options;
    }

    private Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        for (var database : List.of("ledger", "keys", "projections", "audit", "desk")) {
            settings.put("GOLDEN_THREAD_" + database.toUpperCase(java.util.Locale.ROOT) + "_URL", postgres().url(database));
        }
        settings.put("SPRING_PROFILES_ACTIVE", "local");
        settings.put("GOLDEN_THREAD_MAIL_PORT", Integer.toString(ports.mail()));
        settings.put("GOLDEN_THREAD_MAIL_TLS", "false");
        settings.put("GOLDEN_THREAD_MAIL_FROM", LocalMail.SENDER);
        settings.put("GOLDEN_THREAD_BOUNCES_HOST", "127.0.0.1");
        settings.put("GOLDEN_THREAD_BOUNCES_PORT", Integer.toString(ports.bounces()));
        settings.put("GOLDEN_THREAD_BOUNCES_USER", LocalMail.SENDER);
        settings.put("GOLDEN_THREAD_BOUNCES_PASSWORD", LocalMail.PASSWORD);
        settings.put("GOLDEN_THREAD_BOUNCES_TLS", "false");
        settings.put("GOLDEN_THREAD_BOUNCES_INTERVAL", "2s");
        settings.put("GOLDEN_THREAD_KAFKA", "127.0.0.1:" + ports.kafka());
        settings.put("GOLDEN_THREAD_ISSUER", ports.issuer());
        settings.put("GOLDEN_THREAD_JWKS", ports.issuer() + "/oauth2/jwks");
        settings.put("GOLDEN_THREAD_MASTER_KEY_FILE", data.resolve("master.key").toString());
        settings.put("GOLDEN_THREAD_CHECKPOINTS", data.resolve("checkpoints").toString());
        settings.put("GOLDEN_THREAD_CHECKPOINT_KEY_FILE", data.resolve("checkpoint.key").toString());
        settings.put("GOLDEN_THREAD_AUDIT_SPOOL", data.resolve("audit-spool").toString());
        settings.put("GOLDEN_THREAD_STAFF_DIRECTORY", directory().toString());
        settings.put("GOLDEN_THREAD_PUBLIC_URL", ports.pagesUrl());
        settings.put("GOLDEN_THREAD_QUERY_PORT", Integer.toString(ports.pages()));
        settings.put("GOLDEN_THREAD_COMMAND_PORT", Integer.toString(ports.command()));
        settings.put("GOLDEN_THREAD_COMMAND_SERVICE", "http://127.0.0.1:" + ports.command());
        settings.put("GOLDEN_THREAD_ADMINISTRATORS", DemoPeople.with(org.goldenthread.events.Role.SYS_ADMIN).id().toString());
        return settings;
    }

    /** The names of the demo's people, as an authority's directory would give them. */
    private Path directory() {
        var file = data.resolve("staff-directory.csv");
        try {
            return Files.writeString(file, DemoPeople.ALL.stream().map(person -> person.id() + "," + person.fullName() + "\n")
                    .collect(Collectors.joining("", "user,name\n", "")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void start(String name, List<String> options, String classpath, String main, List<String> arguments, Map<String, String> environment) {
        try {
            running.put(name, spawn(name, options, classpath, main, arguments, environment));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process spawn(String name, List<String> options, String classpath, String main, List<String> arguments, Map<String, String> environment)
            throws IOException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=64m", "-Dgolden-thread.data=" + data));
        command.addAll(options);
        command.addAll(List.of("-cp", classpath, main));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(data.resolve("logs/" + name + ".log").toFile()));
        builder.environment().putAll(environment);
        var process = builder.start();
        guard.watch(process);
        return process;
    }

    /** The process of a part. */
    public Process process(String name) {
        return java.util.Objects.requireNonNull(running.get(name), name + " is not started");
    }

    /** kill -9. */
    public void kill(String name) throws InterruptedException {
        process(name).destroyForcibly().waitFor();
    }

    /** Waits until a service answers that it is ready. */
    public void awaitReady(String name, int port) throws InterruptedException {
        var process = process(name);
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness")).timeout(Duration.ofSeconds(2)).build();
            long until = System.nanoTime() + MOST_START.toNanos();
            while (System.nanoTime() < until) {
                if (!process.isAlive()) {
                    throw new IllegalStateException("The " + name + " ended while starting:\n" + tail(name));
                }
                if (answers(http, request)) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
        throw new IllegalStateException("The " + name + " did not get ready in " + MOST_START.toSeconds() + " s:\n" + tail(name));
    }

    private static boolean answers(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Waits until every projection has read every ledger to its head. */
    public void awaitProjections(Duration most) throws InterruptedException {
        long until = System.nanoTime() + most.toNanos();
        while (System.nanoTime() < until) {
            try {
                if (behind() == 0) {
                    return;
                }
            } catch (SQLException e) {
                // the projections are not made yet, or PostgreSQL is coming back
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new IllegalStateException("The projections did not catch up in " + most.toSeconds() + " s:\n" + tail("query-service"));
    }

    /** How many events the slowest projection has still to read. */
    public long behind() throws SQLException {
        var heads = new LinkedHashMap<Integer, Long>();
        try (var connection = postgres().connect("ledger"); var rows = connection.createStatement().executeQuery("select ledger, position from ledger.head")) {
            while (rows.next()) {
                heads.put(rows.getInt(1), rows.getLong(2));
            }
        }
        long behind = 0;
        try (var connection = postgres().connect("projections"); var query = connection.prepareStatement("""
                select least(coalesce(min(p.position), 0), case when count(p.position) < 7 then 0 else 9e15::bigint end)
                  from intake.position p where p.ledger = ?
                """)) {
            for (var head : heads.entrySet()) {
                query.setInt(1, head.getKey());
                try (var row = query.executeQuery()) {
                    row.next();
                    behind += head.getValue() == 0 ? 0 : Math.max(0, head.getValue() - row.getLong(1));
                }
            }
        }
        return behind;
    }

    private String tail(String name) {
        try {
            var lines = Files.readAllLines(data.resolve("logs/" + name + ".log"));
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            return "(no log)";
        }
    }

    private String classpath(String module) {
        try {
            return jar(module) + ":" + Files.readString(project.resolve(module + "/target/classpath.txt")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("not built yet: run infra/run, which builds first", e);
        }
    }

    private String jar(String module) {
        return project.resolve(module + "/target/" + module + "-0.1.0-SNAPSHOT.jar").toString();
    }

    /** Ends everything and waits until it is gone. */
    public void stop() {
        guard.close();
    }

    @Override
    public void close() {
        stop();
    }
}
