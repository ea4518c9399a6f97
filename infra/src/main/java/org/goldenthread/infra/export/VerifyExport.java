package org.goldenthread.infra.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.infra.audit.LedgerVerifier;
import org.goldenthread.infra.audit.SignedCheckpoints;
import org.goldenthread.infra.launcher.Ports;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code infra/verify-export FILE}: whether an export is as it was signed. Needs no service, no database and no network. */
@Command(name = "infra/verify-export", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Verifies an export offline. Exits 0 when it is whole, 1 with the first fault when it is not, 2 when it could not be verified.")
public final class VerifyExport implements Callable<Integer> {

    private final Map<String, String> environment;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "What infra/export wrote.")
    private Path file = Path.of("");

    @Option(names = "--key", paramLabel = "PUBLICKEYFILE", description = "The authority's public key, got from the authority and not with the file. "
            + "Default: the one beside infra/run's data.")
    private @Nullable Path key;

    @Option(names = "--checkpoints", paramLabel = "FOLDER", description = "Signed checkpoints to compare with, such as .data/checkpoints.")
    private @Nullable Path checkpoints;

    @Option(names = "--project", defaultValue = ".", hidden = true)
    private Path project = Path.of(".");

    public VerifyExport() {
        this(System.getenv());
    }

    /** @param environment in place of the process's own */
    VerifyExport(Map<String, String> environment) {
        this.environment = environment;
    }

    public static void main(String... arguments) {
        System.exit(new CommandLine(new VerifyExport()).execute(arguments));
    }

    @Override
    public Integer call() {
        try {
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw new NotExported("There is no file " + file + " to read.");
            }
            var publicKey = key == null ? beside() : key;
            var verifying = VerifyingKey.read(publicKey);
            say("public key: " + publicKey + (key == null ? " (beside the local run; --key names another)" : "") + ", SHA-256 " + verifying.fingerprint());
            return verify(publicKey, verifying);
        } catch (NotExported e) {
            return refuse(e.sentence());
        } catch (IOException | UncheckedIOException e) {
            return refuse("A file could not be read: " + e.getMessage());
        }
    }

    private int verify(Path publicKey, VerifyingKey verifying) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return switch (ExportVerifier.verify(in, verifying, ledger -> signed(publicKey, ledger))) {
                case Verdict.Whole whole -> {
                    say(sentence(whole));
                    yield 0;
                }
                case Verdict.Faulty fault -> {
                    say("not whole: line " + fault.line() + ": " + fault.what());
                    yield 1;
                }
            };
        }
    }

    private String sentence(Verdict.Whole whole) {
        var manifest = whole.manifest();
        return String.format(Locale.ROOT, "whole: %d events of case %s%s, positions %d..%d, head %d with hash %s", manifest.events(), whole.header().child(),
                whole.header().asAtText().map(asAt -> " as at " + asAt).orElse(""), manifest.firstPosition(), manifest.lastPosition(), manifest.headPosition(),
                manifest.headHash()) + (checkpoints == null ? "" : "; " + compared(whole.checkpoints()));
    }

    private static String compared(int checkpoints) {
        return checkpoints == 0 ? "no checkpoint was signed at a position it holds, so the checkpoints say nothing of it" : "agrees with the checkpoints at " + checkpoints
                + " of its positions";
    }

    private Map<Long, String> signed(Path publicKey, LedgerId ledger) {
        if (checkpoints == null) {
            return Map.of();
        }
        if (!Files.isReadable(checkpoints.resolve(ledger + ".jsonl"))) {
            throw new NotExported(checkpoints + " has no " + ledger + ".jsonl, the checkpoints of this export's ledger.");
        }
        var faults = new ArrayList<LedgerVerifier.Fault>();
        var signed = SignedCheckpoints.of(checkpoints, publicKey, ledger.value(), faults);
        if (!faults.isEmpty()) {
            throw new NotExported("The checkpoints in " + checkpoints + " are not all signed by this key (position " + faults.getFirst().position() + "): "
                    + "get them from the authority again, or verify without them.");
        }
        return signed;
    }

    private Path beside() {
        var local = new Places(environment, project.resolve(".data"), new Ports(8080)).publicKey();
        if (!Files.exists(local)) {
            throw new NotExported("Say with --key which public key to verify with: the authority that exported the file publishes it. There is none at " + local + ".");
        }
        return local;
    }

    private void say(String sentence) {
        Objects.requireNonNull(spec).commandLine().getOut().println(sentence);
    }

    private int refuse(String sentence) {
        Objects.requireNonNull(spec).commandLine().getErr().println(sentence);
        return 2;
    }
}
