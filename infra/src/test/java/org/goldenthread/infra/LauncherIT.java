package org.goldenthread.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.goldenthread.infra.launcher.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code infra/run} as a newcomer and as an operator meet it: it starts, says what is in the way, and leaves nothing behind. */
class LauncherIT {

    private static final int PORT = 18_380;
    private static final Duration START = Duration.ofMinutes(2);
    private static final Path PROJECT = Path.of(System.getProperty("project.root", "..")).toAbsolutePath().normalize();

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(Process::destroy);
    }

    @Test
    void it_starts_says_who_is_there_dies_without_leftovers_and_finds_its_data_again() throws Exception {
        var data = Files.createTempDirectory("golden-thread-launcher");
        var first = run(data, PORT, "first");
        awaitReady(data, "first");
        long events = events();
        assertThat(events).isPositive();

        var second = run(data, PORT + 20, "second");
        assertThat(second.waitFor()).isEqualTo(1);
        assertThat(said(data, "second")).contains("Golden Thread is running already with the data in " + data).doesNotContain("\tat ");

        var elsewhere = Files.createTempDirectory("golden-thread-launcher");
        var third = run(elsewhere, PORT, "third");
        assertThat(third.waitFor()).isEqualTo(1);
        assertThat(said(elsewhere, "third")).contains("in use").contains("--port").doesNotContain("\tat ");

        first.destroyForcibly().waitFor();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(leftOf(data)).isEmpty());
        IntStream.range(PORT, PORT + 6).forEach(LauncherIT::assertFree);

        var again = run(data, PORT, "again");
        awaitReady(data, "again");
        assertThat(events()).isEqualTo(events);
        again.destroy();
        again.waitFor();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(leftOf(data)).isEmpty());
    }

    @Test
    void without_a_jdk_it_says_what_to_install() throws Exception {
        var folder = Files.createTempDirectory("golden-thread-no-jdk");
        var script = folder.resolve("jdk.sh");
        Files.writeString(script, Files.readString(PROJECT.resolve("infra/jdk.sh")).replace("/usr/lib/jvm/*", folder + "/none/*"));
        var builder = new ProcessBuilder("sh", script.toString()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("HOME", folder.toString());
        var process = builder.start();
        var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        assumeTrue(exit != 0, "the java on the PATH is 21 or later here");
        assertThat(answer).startsWith("Golden Thread needs a JDK, version 21 or later").contains("apt-get install").hasLineCount(1);
    }

    /** The jars were packaged just before this test; the stamp says so, and nothing is built again. */
    private Process run(Path data, int port, String log) throws IOException {
        Files.writeString(PROJECT.resolve("infra/target/built"), "");
        var process = new ProcessBuilder(PROJECT.resolve("infra/run").toString(), "--data", data.toString(), "--port", Integer.toString(port))
                .redirectErrorStream(true).redirectOutput(data.resolve(log + ".out").toFile()).start();
        started.add(process);
        return process;
    }

    private static void awaitReady(Path data, String log) {
        await().atMost(START).until(() -> said(data, log).contains("ready http://127.0.0.1:" + PORT));
    }

    private static String said(Path data, String log) throws IOException {
        return Files.readString(data.resolve(log + ".out"));
    }

    private static long events() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + new Ports(PORT).postgres() + "/ledger", "postgres", "postgres");
                var rows = connection.createStatement().executeQuery("select count(*) from ledger.event")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static List<String> leftOf(Path data) {
        return ProcessHandle.allProcesses().map(process -> process.info().commandLine().orElse("")).filter(line -> line.contains(data.toString())).toList();
    }

    private static void assertFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new AssertionError("port " + port + " is still taken", e);
        }
    }
}
