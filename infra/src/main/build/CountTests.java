import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Adds up the test reports of all modules and prints one line; run by the build at its very end. */
class CountTests {

    private static final Pattern SUITE = Pattern.compile("<testsuite [^>]*?tests=\"(\\d+)\" errors=\"(\\d+)\" skipped=\"(\\d+)\" failures=\"(\\d+)\"");

    public static void main(String[] arguments) throws IOException {
        int run = 0;
        int failed = 0;
        int skipped = 0;
        for (var module : List.of("shared-events", "command-service", "query-service", "infra")) {
            for (var kind : List.of("surefire-reports", "failsafe-reports")) {
                for (var report : reports(Path.of(arguments[0], module, "target", kind))) {
                    var suite = SUITE.matcher(Files.readString(report));
                    if (suite.find()) {
                        run += Integer.parseInt(suite.group(1));
                        failed += Integer.parseInt(suite.group(2)) + Integer.parseInt(suite.group(4));
                        skipped += Integer.parseInt(suite.group(3));
                    }
                }
            }
        }
        System.out.println(arguments[1].contains("browser") ? "Browser tests were left out: infra/verify runs them too." : "Browser tests ran too.");
        System.out.println((run - failed - skipped) + " passed, " + failed + " failed" + (skipped == 0 ? "" : ", " + skipped + " skipped"));
    }

    private static List<Path> reports(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml")).toList();
        }
    }
}
