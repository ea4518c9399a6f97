package org.goldenthread.infra.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.goldenthread.events.personal.KeyRing;
import org.goldenthread.events.personal.Seal;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.infra.launcher.Ports;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code infra/export CASE}: a case's whole trail as one signed file. Leaves a reading in the read audit first. */
@Command(name = "infra/export", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Writes a case's whole trail to one signed file in an open format (infra/docs/export.md). Exits 0 when it is written, 1 when it is not.",
        footer = "%nLedger, keys, read audit, master key and signing key are those of infra/run, unless the query service's variables GOLDEN_THREAD_LEDGER_URL, "
                + "_KEYS_URL, _AUDIT_URL, _LEDGER_READ_USER, _KEYS_READ_USER, _AUDIT_USER and their _PASSWORD, _MASTER_KEY, _MASTER_KEY_FILE, "
                + "_CHECKPOINT_KEY_FILE say otherwise.")
public final class Export implements Callable<Integer> {

    private final Map<String, String> environment;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "CASE", description = "The child's id: it stands in the address of the child's chronology.")
    private String id = "";

    @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who exports: a name, or the subject they sign in with. Goes into the file and the read audit.")
    private String by = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, and for whom. Goes into the file.")
    private String reason = "";

    @Option(names = "--as-at", paramLabel = "INSTANT", description = "Only what was recorded up to then, such as 2026-03-31T23:59:59Z. Default: everything.")
    private @Nullable String asAt;

    @Option(names = "--out", paramLabel = "FILE", description = "The file, which must not be there yet. Default: case-CASE.jsonl here.")
    private @Nullable Path out;

    @Option(names = "--ledger", paramLabel = "NUMBER", description = "The authority's ledger. Default: the one that knows the child.")
    private @Nullable Integer ledger;

    @Option(names = "--agency", paramLabel = "ID", description = "The agency it is exported for. Default: the only local authority in agencies.csv.")
    private @Nullable UUID agency;

    @Option(names = "--data", paramLabel = "FOLDER", description = "Folder of infra/run's data. Default: .data.")
    private @Nullable Path data;

    @Option(names = "--port", defaultValue = "8080", paramLabel = "PORT", description = "Port of infra/run's pages. Default ${DEFAULT-VALUE}.")
    private int port;

    @Option(names = "--project", defaultValue = ".", hidden = true)
    private Path project = Path.of(".");

    public Export() {
        this(System.getenv());
    }

    /** @param environment in place of the process's own */
    Export(Map<String, String> environment) {
        this.environment = environment;
    }

    public static void main(String... arguments) {
        System.exit(new CommandLine(new Export()).execute(arguments));
    }

    @Override
    public Integer call() {
        var child = Asked.uuid(command(), id);
        var until = until();
        Asked.line(command(), "--by", by, 200);
        Asked.line(command(), "--reason", reason, 2_000);
        try {
            export(child, until);
            return 0;
        } catch (NotExported e) {
            return refuse(e.sentence());
        } catch (SQLException e) {
            return refuse("The database answered with an error (" + e.getSQLState() + "). Was it made by this version of Golden Thread? Start infra/run once, then try again.");
        } catch (IOException | UncheckedIOException e) {
            return refuse("A file could not be written or read: " + e.getMessage());
        }
    }

    private void export(UUID child, @Nullable Instant until) throws SQLException, IOException {
        var places = new Places(environment, data == null ? project.resolve(".data") : data, new Ports(port));
        var file = new OwnersFile(out == null ? Path.of("case-" + child + ".jsonl") : out);
        file.check();
        var signing = SigningKey.read(places.signingKey());
        byte[] master = places.masterKey();
        var agencyId = places.agency(agency);
        var trail = trail(places, child, until);
        try (var keys = places.keys().connect()) {
            var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            var header = new Header(trail.ledger(), child, until, now, by.strip(), reason.strip());
            Disclosure.write(places.audit(), trail, by.strip(), agencyId, now);
            var opening = new Opening(new Seal(new KeyRing(master, key -> wraps(keys, key))));
            var manifest = file.write(to -> ExportWriter.write(to, header, trail, opening, signing));
            say(String.format(Locale.ROOT, "exported: %d events of case %s, positions %d..%d, head %d, to %s", manifest.events(), child, manifest.firstPosition(),
                    manifest.lastPosition(), manifest.headPosition(), file.path()));
            say("It holds personal data in the clear and is yours alone to read. infra/verify-export " + file.path() + " checks it.");
        }
    }

    private Trail trail(Places places, UUID child, @Nullable Instant until) throws SQLException {
        try (var connection = places.ledger().connect()) {
            return new TrailReader(connection, until).of(child, ledger == null ? null : new LedgerId(ledger));
        }
    }

    private static List<KeyRing.Wrap> wraps(Connection keys, UUID key) {
        try (var query = keys.prepareStatement("select wrapped_by, wrapped from keys.wrap where key = ? order by wrapped_by <> key")) {
            query.setObject(1, key);
            try (var rows = query.executeQuery()) {
                var wraps = new ArrayList<KeyRing.Wrap>();
                while (rows.next()) {
                    wraps.add(new KeyRing.Wrap(rows.getObject(1, UUID.class), rows.getBytes(2)));
                }
                return wraps;
            }
        } catch (SQLException e) {
            throw new NotExported("The keys' database did not answer (" + e.getSQLState() + "): a key that can't be looked up is not an erased one, so nothing was exported.", e);
        }
    }

    private @Nullable Instant until() {
        if (asAt == null) {
            return null;
        }
        try {
            var moment = Instant.parse(asAt);
            if (moment.isAfter(Instant.now())) {
                throw new ParameterException(command(), "--as-at is in the future: what is not recorded yet can't be exported.");
            }
            return moment;
        } catch (DateTimeException e) {
            throw new ParameterException(command(), "--as-at takes a moment such as 2026-03-31T23:59:59Z, not '" + asAt + "'.", e);
        }
    }

    private CommandLine command() {
        return Objects.requireNonNull(spec).commandLine();
    }

    private void say(String sentence) {
        command().getOut().println(sentence);
    }

    private int refuse(String sentence) {
        command().getErr().println(sentence);
        return 1;
    }
}
