package org.goldenthread.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.goldenthread.infra.launcher.Machine;
import org.goldenthread.infra.launcher.Ports;
import org.goldenthread.infra.signin.SignIn;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole product for a test: real PostgreSQL, Kafka, services, sign-in and story, in a folder of its own. */
final class Product implements AutoCloseable {

    private final Machine machine;
    private final ConfigurableApplicationContext signIn;

    private Product(Machine machine, ConfigurableApplicationContext signIn) {
        this.machine = machine;
        this.signIn = signIn;
    }

    static Product start(int port) throws InterruptedException {
        var root = Path.of(System.getProperty("project.root", ".."));
        var data = root.resolve("infra/target/product-" + port);
        delete(data);
        var ports = new Ports(port);
        ports.check();
        var machine = new Machine(root, data, ports, List.of());
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(machine::stop));
        machine.startPostgres();
        machine.startKafka();
        machine.startCommandService();
        var signIn = new SpringApplicationBuilder(SignIn.class).properties("spring.config.name=sign-in", "server.port=" + ports.signIn(),
                "golden-thread.issuer=" + ports.issuer(), "golden-thread.public-url=" + ports.pagesUrl(),
                "golden-thread.signing-key=" + data.resolve("sign-in.key").toAbsolutePath()).run();
        machine.awaitReady("command-service", ports.command());
        machine.startQueryService();
        machine.awaitReady("query-service", ports.pages());
        machine.awaitProjections(Duration.ofSeconds(60));
        return new Product(machine, signIn);
    }

    Machine machine() {
        return machine;
    }

    String url(String path) {
        return machine.ports().pagesUrl() + path;
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

    @Override
    public void close() {
        signIn.close();
        machine.stop();
    }
}
