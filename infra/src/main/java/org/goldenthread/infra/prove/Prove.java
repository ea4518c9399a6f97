package org.goldenthread.infra.prove;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.goldenthread.infra.prove.histories.HistoriesProof;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code infra/prove NAME}: runs one proof, prints seed, tried and failed, and exits 0 only where all hold. */
@Command(name = "infra/prove", mixinStandardHelpOptions = true, description = "Runs one of the heavy proofs.")
public final class Prove implements Callable<Integer> {

    private static final List<Proof> PROOFS = List.of(new LedgerProof(), new BadInputProof(), new MarkersProof(), new KillsProof(), new AccessMatrixProof(), new ReadAuditProof(), new HiddenChildProof(),
            new HistoriesProof(), new TimersProof(), new DistributionKillsProof(), new FamilyPackagesProof());

    @Parameters(arity = "0..1", description = "The proof's name; --list names them.")
    private @Nullable String name;

    @Option(names = "--list", description = "Lists the proofs.")
    private boolean list;

    @Option(names = "--seed", description = "Seed of all randomness; printed. Default: a fresh one.")
    private @Nullable Long seed;

    @Option(names = "--rounds", defaultValue = "0", description = "How many rounds; 0 is the proof's own number.")
    private int rounds;

    @Option(names = "--sabotage", description = "Plants the fault that the proof exists to catch: must exit non-zero.")
    private boolean sabotage;

    @Option(names = "--json", description = "Writes the result to a file.")
    private @Nullable Path json;

    @Option(names = "--commit", defaultValue = "unknown", hidden = true)
    private String commit = "unknown";

    public static void main(String... arguments) {
        System.exit(new CommandLine(new Prove()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (list || name == null) {
            PROOFS.forEach(proof -> System.out.printf("%-12s %s%n", proof.name(), proof.shows()));
            return list ? 0 : 2;
        }
        var proof = PROOFS.stream().filter(one -> one.name().equals(name)).findFirst().orElse(null);
        if (proof == null) {
            System.err.println("There is no proof '" + name + "'. infra/prove --list names them.");
            return 2;
        }
        long chosen = seed == null ? System.nanoTime() & 0xffff_ffffL : seed;
        System.out.println("proof " + name + ", seed " + chosen + ", commit " + commit + (sabotage ? ", SABOTAGED" : ""));
        var checks = proof.run(new Proof.Terms(Path.of(System.getProperty("project.root", "")).toAbsolutePath(), chosen, rounds, sabotage));
        checks.forEach(check -> System.out.printf("  %-90s tried %,9d  failed %,6d%n", check.name(), check.tried(), check.failed()));
        if (json != null) {
            write(json, chosen, checks);
        }
        boolean holds = checks.stream().allMatch(check -> check.failed() == 0 && check.tried() > 0);
        System.out.println(holds ? "holds" : "DOES NOT HOLD");
        return holds ? 0 : 1;
    }

    private void write(Path file, long chosen, List<Proof.Check> checks) throws IOException {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("name", name);
        result.put("seed", chosen);
        result.put("commit", commit);
        result.put("checks", checks);
        Files.writeString(file, new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(result));
    }
}
