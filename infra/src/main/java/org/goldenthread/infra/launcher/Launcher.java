package org.goldenthread.infra.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.goldenthread.infra.signin.DemoPeople;
import org.goldenthread.infra.signin.SignIn;
import org.springframework.boot.builder.SpringApplicationBuilder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code infra/run}: everything on this machine, from nothing to a page. Data stays between runs. */
@Command(name = "infra/run", mixinStandardHelpOptions = true, description = "Runs Golden Thread on this machine with a seeded story.")
public final class Launcher implements Callable<Integer> {

    @Option(names = "--port", defaultValue = "8080", description = "Port of the pages; the seven after it are used too. Default ${DEFAULT-VALUE}.")
    private int port;

    @Option(names = "--data", defaultValue = ".data", description = "Folder of all data. Default ${DEFAULT-VALUE}.")
    private Path data = Path.of(".data");

    @Option(names = "--project", defaultValue = ".", hidden = true)
    private Path project = Path.of(".");

    @Option(names = "--no-story", description = "Start with an empty ledger.")
    private boolean noStory;

    public static void main(String... arguments) {
        System.exit(new CommandLine(new Launcher()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        long start = System.nanoTime();
        Files.createDirectories(data);
        try (var channel = FileChannel.open(data.resolve("launcher.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            if (lock == null) {
                return say("Golden Thread is running already with the data in " + data + ". Use that one, end it, or choose another folder with --data.");
            }
            var ports = new Ports(port);
            ports.check();
            return run(ports, start);
        } catch (OverlappingFileLockException e) {
            return say("Golden Thread is running already with the data in " + data + ".");
        } catch (IllegalStateException e) {
            return say(String.valueOf(e.getMessage()));
        }
    }

    private int run(Ports ports, long start) throws InterruptedException {
        var ended = new CountDownLatch(1);
        try (var machine = new Machine(project, data, ports, noStory ? List.of("-Dgolden-thread.no-story=true") : List.of())) {
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
                machine.stop();
                ended.countDown();
            }));
            try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
                var kafka = pool.submit(machine::startKafka);
                var signIn = pool.submit(() -> signIn(ports));
                machine.startPostgres();
                machine.startCommandService();
                kafka.get();
                signIn.get();
            } catch (java.util.concurrent.ExecutionException e) {
                throw new IllegalStateException("Could not start: " + e.getCause(), e);
            }
            machine.awaitReady("command-service", ports.command());
            machine.startQueryService();
            machine.awaitReady("query-service", ports.pages());
            machine.awaitProjections(Duration.ofSeconds(60));
            welcome(ports, start);
            ended.await();
            return 0;
        }
    }

    private void signIn(Ports ports) {
        new SpringApplicationBuilder(SignIn.class).registerShutdownHook(false).properties("spring.config.name=sign-in", "server.port=" + ports.signIn(),
                "golden-thread.issuer=" + ports.issuer(), "golden-thread.public-url=" + ports.pagesUrl(), "golden-thread.mail-port=" + ports.mail(), "golden-thread.bounces-port=" + ports.bounces(),
                "golden-thread.signing-key=" + data.resolve("sign-in.key").toAbsolutePath()).run();
    }

    private static void welcome(Ports ports, long start) {
        System.out.println("\nGolden Thread runs. Everyone's password is: " + DemoPeople.PASSWORD);
        DemoPeople.ALL.forEach(person -> System.out.printf("  %-14s %-16s %s%n", person.username(), person.fullName(), person.role()));
        System.out.println("Mail that goes out lies at " + ports.issuer() + "/mailbox");
        System.out.printf("started in %.1f s%n", (System.nanoTime() - start) / 1e9);
        System.out.println("ready " + ports.pagesUrl());
    }

    private static int say(String sentence) {
        System.err.println(sentence);
        return 1;
    }
}
