package org.goldenthread.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.goldenthread.infra.prove.Prove;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

/** A sample of every heavy proof, and of what each is there to catch; {@code infra/prove} runs them in full. */
class ProofsIT {

    @TestFactory
    Stream<DynamicTest> a_sample_of_each_proof_holds_and_its_sabotage_is_caught() {
        return Stream.of(sample("ledger", 0, "--rounds", "100"), sample("ledger", 1, "--rounds", "20", "--sabotage"),
                sample("bad-input", 0), sample("bad-input", 1, "--sabotage"), sample("kills", 0, "--rounds", "1"), sample("kills", 1, "--rounds", "1", "--sabotage"),
                sample("markers", 0), sample("markers", 1, "--sabotage"),
                sample("access-matrix", 0, "--rounds", "4"), sample("access-matrix", 1, "--rounds", "4", "--sabotage"),
                sample("hidden-child", 0, "--rounds", "5"), sample("hidden-child", 1, "--rounds", "4", "--sabotage"),
                sample("read-audit", 0, "--rounds", "5"), sample("read-audit", 1, "--rounds", "4", "--sabotage"),
                sample("histories", 0, "--rounds", "400"), sample("histories", 1, "--rounds", "60", "--sabotage"),
                sample("timers", 0, "--rounds", "10"), sample("timers", 1, "--rounds", "4", "--sabotage"),
                sample("distribution-kills", 0, "--rounds", "10"), sample("distribution-kills", 1, "--rounds", "10", "--sabotage"),
                sample("family-packages", 0, "--rounds", "200"), sample("family-packages", 1, "--rounds", "100", "--sabotage"));
    }

    private static DynamicTest sample(String name, int exit, String... more) {
        var arguments = Stream.concat(Stream.of(name, "--seed", "20261120"), Stream.of(more)).toArray(String[]::new);
        return DynamicTest.dynamicTest(String.join(" ", List.of(arguments)),
                () -> assertThat(new CommandLine(new Prove()).execute(arguments)).isEqualTo(exit));
    }
}
