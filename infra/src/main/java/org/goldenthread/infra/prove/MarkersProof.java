package org.goldenthread.infra.prove;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.goldenthread.infra.launcher.Product;
import tools.jackson.databind.json.JsonMapper;

/** A word planted in every personal field, and then looked for in every byte the product left on disk. */
final class MarkersProof implements Proof {

    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public String name() {
        return "markers";
    }

    @Override
    public String shows() {
        return "personal text is in no table, topic, log or write-ahead log in the clear";
    }

    @Override
    public List<Check> run(Terms terms) throws Exception {
        var mark = "Zqxvw%012d".formatted(terms.seed());
        var markers = new ArrayList<String>();
        Path data;
        long pages = 0;
        try (var product = Product.start(terms.project(), 19_180, "-Dgolden-thread.no-story=true"); var http = new Http()) {
            data = product.machine().data();
            var base = "http://127.0.0.1:" + product.machine().ports().command();
            var admin = product.token("administrator");
            http.post(base + "/v1/staff/" + org.goldenthread.infra.signin.DemoPeople.with(org.goldenthread.events.Role.FD_MANAGER).id() + "/roles", admin,
                    "grant-manager", "{\"role\":\"FD_MANAGER\",\"agencyId\":\"a0000000-0000-4000-8000-000000000001\"}");
            var token = product.token("manager");
            http.awaitRole(base + "/v1/contacts", token);
            for (int round = 0; round < 20; round++) {
                path(http, base, product.url(""), token, mark, markers);
            }
            var wrong = marker(mark, markers);
            http.post(base + "/v1/contacts", token, "refused-marker", "{\"channel\":\"" + wrong + "\",\"concern\":\"" + wrong + "\",\"" + wrong + "\":1}");
            product.machine().awaitProjections(Duration.ofSeconds(30));
            for (var shown : markers.subList(0, Math.min(40, markers.size()))) {
                pages += http.get(product.url("/v1/front-door?show=CLOSED"), token).body().contains(shown) ? 1 : 0;
            }
            try (var connection = product.machine().postgres().connect("ledger"); var statement = connection.createStatement()) {
                statement.execute("checkpoint");
            }
            if (terms.sabotage()) {
                try (var connection = product.machine().postgres().connect("projections"); var statement = connection.createStatement()) {
                    statement.execute("create table planted as select '" + markers.getFirst() + "' as name");
                }
            }
        }
        var found = new long[2];
        scan(data, markers, found);
        return List.of(new Check("markers planted in personal fields, in " + found[0] / 1_000_000 + " MB on disk", markers.size(), found[1]),
                new Check("and the same words are readable by whoever may read them", 1, pages > 0 ? 0 : 1));
    }

    private static void path(Http http, String base, String reads, String token, String mark, List<String> markers) throws InterruptedException {
        var contact = """
                {"channel":"PHONE","sourceCode":"2A","referrer":{"name":"%s","roleTitle":"%s","phone":"%s"},"concern":"%s",
                 "children":[{"name":"%s","address":"%s","description":"%s","dob":"2013-07-19"}],"entry":{"lateEntryReason":"%s"}}
                """.formatted((Object[]) many(8, mark, markers));
        var received = http.post(base + "/v1/contacts", token, "marker-" + markers.size(), contact);
        if (!received.isDone()) {
            throw new IllegalStateException("the contact was not accepted: " + received.body());
        }
        var id = JSON.readTree(received.body()).get("id").asString();
        send(http, base, token, id, "details", "{\"furtherConcern\":\"%s\",\"children\":[{\"ref\":1,\"child\":{\"name\":\"%s\",\"address\":\"%s\"}}]}"
                .formatted((Object[]) many(3, mark, markers)), markers);
        send(http, base, token, id, "matches", "{\"ref\":1,\"confidence\":100}", markers);
        correct(http, base, reads + "/v1/contacts/" + id, token, "{\"name\":\"%s\",\"address\":\"%s\",\"reason\":\"%s\",\"dob\":\"2013-07-19\",\"nhsNumber\":\"999 000 0018\",\"upn\":\"H801200001001\"}".formatted((Object[]) many(3, mark, markers)),
                markers.size(), mark, markers);
        send(http, base, token, id, "threshold-decisions", """
                {"ref":1,"outcome":"NFA","needStage":"S1","legalBasis":"NONE","rationale":"%s",
                 "entry":{"lateEntryReason":"%s","override":{"ruleId":"E-STATE-03","reasonCode":"OTHER","reason":"%s"}}}
                """.formatted((Object[]) many(3, mark, markers)), markers);
        send(http, base, token, id, "feedback", "{\"method\":\"PHONE\",\"outcomeText\":\"%s\",\"reasons\":\"%s\",\"signposting\":\"%s\"}"
                .formatted((Object[]) many(3, mark, markers)), markers);
    }

    /** As soon as the child is registered, which follows the match by itself. */
    private static void correct(Http http, String base, String contact, String token, String body, int number, String mark, List<String> markers) throws InterruptedException {
        for (long until = System.nanoTime() + 20_000_000_000L; System.nanoTime() < until; ) {
            var child = JSON.readTree(http.get(contact, token).body()).at("/entries/0/children/0").asString("none");
            var answer = http.post(base + "/v1/children/" + child + "/detail-corrections", token, "correct-marker-" + number, body);
            if (answer.isDone()) {
                var opened = marker(mark, markers);
                if (!http.post(base + "/v1/children/" + child + "/break-glass", token, "glass-marker-" + number,
                        "{\"reasonCode\":\"OTHER\",\"reason\":\"" + opened + "\"}").isDone()) {
                    throw new IllegalStateException("the opening was not accepted");
                }
                return;
            }
            LockSupport.parkNanos(50_000_000);
        }
        throw new IllegalStateException("the correction was not accepted");
    }

    private static void send(Http http, String base, String token, String id, String task, String body, List<String> markers) throws InterruptedException {
        var answer = http.post(base + "/v1/contacts/" + id + "/" + task, token, task + "-marker-" + markers.size(), body);
        if (!answer.isDone()) {
            throw new IllegalStateException(task + " was not accepted: " + answer.body());
        }
    }

    private static String[] many(int count, String mark, List<String> markers) {
        var made = new String[count];
        for (int i = 0; i < count; i++) {
            made[i] = marker(mark, markers);
        }
        return made;
    }

    private static String marker(String mark, List<String> markers) {
        markers.add(mark + "m" + markers.size() + "x");
        return markers.getLast();
    }

    /** All files; each marker as UTF-8, UTF-16, hexadecimal and Base64 would start with the same mark, so the mark is looked for. */
    private static void scan(Path folder, List<String> markers, long[] found) {
        var mark = markers.getFirst().substring(0, "Zqxvw000000000000".length());
        var needles = new ArrayList<byte[]>();
        needles.add(mark.getBytes(StandardCharsets.UTF_8));
        needles.add(mark.getBytes(StandardCharsets.UTF_16LE));
        needles.add(java.util.HexFormat.of().formatHex(mark.getBytes(StandardCharsets.UTF_8)).getBytes(StandardCharsets.US_ASCII));
        for (var typed : List.of("2013-07-19", "9990000018", "H801200001001")) { // what must look right to be accepted
            needles.add(typed.getBytes(StandardCharsets.UTF_8));
            needles.add(typed.getBytes(StandardCharsets.UTF_16LE));
        }
        for (int shift = 0; shift < 3; shift++) {
            var encoded = Base64.getEncoder().encodeToString((" ".repeat(shift) + mark).getBytes(StandardCharsets.UTF_8)).replace("=", "");
            needles.add(encoded.substring(4, encoded.length() - 2).getBytes(StandardCharsets.US_ASCII));
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).filter(file -> !file.toString().contains("/binaries/")).toList()) {
                var bytes = Files.readAllBytes(file);
                found[0] += bytes.length;
                for (var needle : needles) {
                    if (contains(bytes, needle)) {
                        found[1]++;
                        System.out.println("  found in " + folder.relativize(file));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean contains(byte[] bytes, byte[] needle) {
        outer:
        for (int i = 0; i <= bytes.length - needle.length; i++) {
            if (bytes[i] == needle[0]) {
                for (int j = 1; j < needle.length; j++) {
                    if (bytes[i + j] != needle[j]) {
                        continue outer;
                    }
                }
                return Arrays.equals(bytes, i, i + needle.length, needle, 0, needle.length);
            }
        }
        return false;
    }
}
