package org.goldenthread.infra.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** From the launcher's start to "ready", on data that is there already, and the proportional memory of all processes then. */
final class Starting {

    private static final int PORT = 19_680;

    List<Row> run(Path project, int rounds) throws Exception {
        var data = Files.createTempDirectory("golden-thread-start");
        var seconds = new ArrayList<Double>();
        var megabytes = new ArrayList<Double>();
        for (int round = -1; round < Math.min(rounds, 5); round++) {
            long start = System.nanoTime();
            var launcher = new ProcessBuilder("infra/run", "--port", Integer.toString(PORT), "--data", data.toString()).directory(project.toFile())
                    .redirectErrorStream(true).start();
            try (var lines = launcher.inputReader()) {
                var line = lines.readLine();
                while (line != null && !line.startsWith("ready ")) {
                    line = lines.readLine();
                }
                if (line == null) {
                    throw new IllegalStateException("it did not start");
                }
                if (round >= 0) {
                    seconds.add((System.nanoTime() - start) / 1e9);
                    megabytes.add(proportionalMegabytes(data));
                }
                launcher.destroy();
            }
            if (!launcher.waitFor(40, TimeUnit.SECONDS)) {
                throw new IllegalStateException("it did not end");
            }
        }
        return List.of(Row.atMost("warm start to ready", median(seconds), "s", 25), Row.atMost("proportional memory in all", median(megabytes), "MB", 1_200));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** The processes that work in the data folder: ours name it, PostgreSQL's run in it. */
    private static double proportionalMegabytes(Path data) throws IOException {
        double kilobytes = 0;
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var process : processes) {
                try {
                    var command = Files.readString(process.resolve("cmdline"));
                    if (command.contains(data.toString()) || Files.readSymbolicLink(process.resolve("cwd")).startsWith(data)) {
                        kilobytes += Files.readAllLines(process.resolve("smaps_rollup")).stream().filter(line -> line.startsWith("Pss:"))
                                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", ""))).sum();
                    }
                } catch (IOException e) {
                    // it ended while we looked
                }
            }
        }
        return kilobytes / 1_024;
    }
}
