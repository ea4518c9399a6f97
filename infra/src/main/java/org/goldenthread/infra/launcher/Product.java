package org.goldenthread.infra.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.goldenthread.infra.signin.DemoPeople;
import org.goldenthread.infra.signin.SignIn;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** The whole product for a test or a proof: real PostgreSQL, Kafka, services and sign-in, in a fresh folder of its own. */
public final class Product implements AutoCloseable {

    private final Machine machine;
    private final ConfigurableApplicationContext signIn;

    private Product(Machine machine, ConfigurableApplicationContext signIn) {
        this.machine = machine;
        this.signIn = signIn;
    }

    /** @param more further JVM options of both services, such as {@code -Dgolden-thread.no-story=true} */
    public static Product start(Path root, int port, String... more) throws InterruptedException {
        return start(root, port, List.of(), more);
    }

    /** @param people who may sign in beside the demo's people */
    public static Product start(Path root, int port, List<DemoPeople.Person> people, String... more) throws InterruptedException {
        var data = root.resolve("infra/target/product-" + port);
        delete(data);
        var ports = new Ports(port);
        ports.check();
        var machine = new Machine(root, data, ports, options(more));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(machine::stop));
        DemoPeople.write(data.resolve("people.csv"), people);
        machine.startPostgres();
        machine.startKafka();
        machine.startCommandService();
        var signIn = new SpringApplicationBuilder(SignIn.class).properties("spring.config.name=sign-in", "server.port=" + ports.signIn(),
                "golden-thread.issuer=" + ports.issuer(), "golden-thread.public-url=" + ports.pagesUrl(), "golden-thread.mail-port=" + ports.mail(), "golden-thread.bounces-port=" + ports.bounces(),
                "golden-thread.people=" + data.resolve("people.csv").toAbsolutePath(), "golden-thread.signing-key=" + data.resolve("sign-in.key").toAbsolutePath()).run();
        machine.awaitReady("command-service", ports.command());
        machine.startQueryService();
        machine.awaitReady("query-service", ports.pages());
        machine.awaitProjections(Duration.ofSeconds(60));
        return new Product(machine, signIn);
    }

    /** Proofs ask faster than people read; an option given replaces the one here. */
    private static List<String> options(String... more) {
        var options = new ArrayList<>(List.of("-Dgolden-thread.requests-a-minute=1000000"));
        options.addAll(List.of(more));
        return options;
    }

    public Machine machine() {
        return machine;
    }

    public String url(String path) {
        return machine.ports().pagesUrl() + path;
    }

    /** A token to act as a demo person. */
    public String token(String username) throws InterruptedException {
        var basic = java.util.Base64.getEncoder().encodeToString("golden-thread-scripts:local-scripts".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        var request = HttpRequest.newBuilder(URI.create(machine.ports().issuer() + "/oauth2/token"))
                .header("Authorization", "Basic " + basic).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&scope=as:" + username)).build();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new JsonMapper().readTree(answer.body()).get("access_token").asString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the sign-in alone, as an outage of the identity provider would. */
    public void stopSignIn() {
        signIn.close();
    }

    @Override
    public void close() {
        signIn.close();
        machine.stop();
    }
}
