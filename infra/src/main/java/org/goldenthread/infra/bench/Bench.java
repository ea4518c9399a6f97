package org.goldenthread.infra.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code infra/bench}: measures, and says of each figure whether it holds, falls short, or could not be told. */
@Command(name = "infra/bench", mixinStandardHelpOptions = true, description = "Measures the product against floors and peers in the same run.")
public final class Bench implements Callable<Integer> {

    @Parameters(arity = "0..*", description = "Which: write, discuss, project, rebuild, start, read, distribute, receipts. Default: all.")
    private List<String> wanted = List.of("write", "discuss", "project", "rebuild", "start", "read", "distribute", "receipts");

    @Option(names = "--rounds", defaultValue = "7", description = "Interleaved rounds, each counted after one that is not. Default ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--json", description = "Writes the rows to a file.")
    private @Nullable Path json;

    @Option(names = "--commit", defaultValue = "unknown", hidden = true)
    private String commit = "unknown";

    public static void main(String... arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        var folder = Files.createTempDirectory("golden-thread-bench");
        System.out.printf("commit %s, %d processors, Java %s, %d rounds%n", commit, Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"), rounds);
        var rows = new ArrayList<Row>();
        for (var one : wanted) {
            long machine = Cpu.machineNanos();
            long start = System.nanoTime();
            var measured = switch (one) {
                case "write" -> new WritePath().run(folder.resolve("write"), 19_533, rounds, 12_000);
                case "discuss" -> new Discussing().run(folder.resolve("discuss"), 19_535, rounds, 320);
                case "project" -> new Projecting().run(Path.of("").toAbsolutePath());
                case "rebuild" -> new Rebuilding().run(folder.resolve("rebuild"), 19_534, 1_000_000);
                case "start" -> new Starting().run(Path.of("").toAbsolutePath(), rounds);
                case "read" -> new Reading().run(Path.of("").toAbsolutePath());
                case "distribute" -> new Distributing().run(folder.resolve("distribute"), 19_536, rounds, 1_000);
                case "receipts" -> new Receipts().run(Path.of("").toAbsolutePath());
                default -> throw new IllegalArgumentException("there is no measurement '" + one + "': write, discuss, project, rebuild, start, read, distribute or receipts");
            };
            System.out.printf("%s took %.0f s; the machine used %.2f cores in it%n", one, (System.nanoTime() - start) / 1e9,
                    (double) (Cpu.machineNanos() - machine) / (System.nanoTime() - start));
            measured.forEach(Bench::print);
            rows.addAll(measured);
        }
        if (json != null) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("commit", commit);
            result.put("rows", rows);
            Files.writeString(json, new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(result));
        }
        return 0;
    }

    private static void print(Row row) {
        System.out.printf("  %-48s %12.2f %-16s %-9s %s%n", row.name(), row.value(), row.unit(), row.bar() == null ? "" : row.bar(), row.verdict());
    }
}
