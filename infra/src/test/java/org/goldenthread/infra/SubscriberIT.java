package org.goldenthread.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.goldenthread.events.Role;
import org.goldenthread.infra.launcher.Person;
import org.goldenthread.infra.launcher.Product;
import org.goldenthread.infra.signin.DemoPeople;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Other software follows the dashboards: the published sample as it is, and what the stream itself promises. */
@SuppressWarnings({"NullAway.Init", "JavaUtilDate"}) // set before all tests; Nimbus takes no other
class SubscriberIT {

    private static final Path ROOT = Path.of(System.getProperty("project.root", "..")).toAbsolutePath();
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String ALL = "strategy-timeliness minutes-receipt decision-sharing attendance";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static Product product;

    @BeforeAll
    static void start() throws InterruptedException {
        product = Product.start(ROOT, 18_980);
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void the_sample_follows_a_receipt_in_two_seconds_and_after_a_cut_has_what_came_meanwhile_and_nothing_else() throws Exception {
        var lead = new Person(product, DemoPeople.with(Role.AGENCY_LEAD)).of(1);
        var unrecorded = minutesNotRecorded();
        assertThat(unrecorded).as("minutes of the story that the hospital has not in its own system").hasSizeGreaterThanOrEqualTo(2);
        var printed = new CopyOnWriteArrayList<String>();
        var sample = sample(printed);
        try {
            await().atMost(LIMIT).until(() -> Stream.of(ALL.split(" ", -1)).allMatch(name -> last(printed, name).isPresent()));
            int before = recorded(printed);
            record(lead, unrecorded.getFirst());
            await().atMost(Duration.ofSeconds(2)).pollInterval(Duration.ofMillis(10)).until(() -> recorded(printed) == before + 1);

            product.machine().kill("query-service");
            long told = printed.size();
            record(lead, unrecorded.get(1));
            product.machine().startQueryService();
            product.machine().awaitReady("query-service", product.machine().ports().pages());
            await().atMost(LIMIT).until(() -> recorded(printed) == before + 2);
            for (var name : ALL.split(" ", -1)) {
                await(name).atMost(LIMIT).until(() -> figures(last(printed, name).orElseThrow()).equals(figures(read(name))));
            }
            assertThat(printed.stream().skip(told)).as("what did not move meanwhile is not told again")
                    .noneMatch(line -> line.startsWith("attendance "));
            assertThat(sample.isAlive()).isTrue();
        } finally {
            sample.destroyForcibly().waitFor();
        }
    }

    @Test
    void a_stream_tells_everything_to_who_comes_first_or_with_an_id_that_cannot_be_read_and_nothing_to_who_has_it_all() throws Exception {
        var told = told(null, 4);
        assertThat(topics(told)).isEqualTo(ALL);
        assertThat(told).contains("retry:2000").filteredOn(line -> line.startsWith("data:"))
                .allMatch(line -> line.matches("data:[0-9a-f]{16}"));
        var id = told.stream().filter(line -> line.startsWith("id:")).toList().getLast().substring(3);
        for (var unreadable : List.of("17", "of-another-build=0123", "a=b,,", "x".repeat(3_000), "nothing-here=0123456789abcdef")) {
            assertThat(topics(told(unreadable, 4))).as(unreadable).isEqualTo(ALL);
        }
        var older = id.replaceAll("attendance=[0-9a-f]{16}", "attendance=0123456789abcdef");
        assertThat(topics(told(older, 1))).isEqualTo("attendance");
    }

    @Test
    void who_may_not_follow_is_told_so_as_problem_json() throws Exception {
        assertThat(refused("", null)).isEqualTo(401);
        assertThat(refused("", product.token("teacher"))).isEqualTo(403);
        assertThat(refused("?from=2026-03-02&until=2026-03-01", product.token("dashboard"))).isEqualTo(400);
        assertThat(refused("?from=2025-01-01&until=2026-01-02", product.token("dashboard"))).as("367 days").isEqualTo(400);
    }

    @Test
    void a_stream_ends_with_the_role_of_its_reader() throws Exception {
        var person = DemoPeople.with(Role.CHAIR_SD);
        var admin = new Person(product, DemoPeople.with(Role.SYS_ADMIN)).of(1);
        var role = "{\"role\":\"CHAIR_SD\",\"agencyId\":\"%s\"}".formatted(person.agency());
        var reading = reading(product.token(person.username()));
        admin.done("/v1/staff/" + person.id() + "/ended-roles", "sample-end", role);
        assertThat(reading.join(Duration.ofSeconds(10))).isTrue();
        admin.done("/v1/staff/" + person.id() + "/roles", "sample-grant", role);
    }

    @Test
    void a_stream_ends_with_its_token() throws Exception {
        var claims = new JWTClaimsSet.Builder().issuer(product.machine().ports().issuer())
                .subject(DemoPeople.with(Role.DASHBOARD_CLIENT).id().toString()).audience("golden-thread").issueTime(new Date())
                .expirationTime(Date.from(Instant.now().plusSeconds(2))).build();
        var reading = reading(TokensIT.signed(RSAKey.parse(Files.readString(product.machine().data().resolve("sign-in.key"))), claims));
        assertThat(reading.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void the_oldest_of_very_many_streams_of_one_reader_ends_and_the_newest_is_open() throws Exception {
        var token = product.token(DemoPeople.with(Role.PARTNERSHIP_MANAGER).username());
        var oldest = reading(token);
        var others = new ArrayList<Thread>();
        for (int more = 0; more < 20; more++) {
            others.add(reading(token));
        }
        assertThat(oldest.join(Duration.ofSeconds(10))).isTrue();
        assertThat(others).allMatch(Thread::isAlive);
    }

    /** Reads an open stream until it ends. */
    private static Thread reading(String token) throws Exception {
        var open = HTTP.send(request("", token).build(), BodyHandlers.ofLines());
        assertThat(open.statusCode()).isEqualTo(200);
        return Thread.ofVirtual().start(() -> {
            try (var lines = open.body()) {
                lines.forEach(line -> { });
            } catch (UncheckedIOException e) {
                // cut is ended too
            }
        });
    }

    private static void record(Person lead, String document) throws InterruptedException {
        lead.done("/v1/documents/" + document + "/own-system-records", "sample-" + document,
                "{\"version\":1,\"system\":\"Trust records\",\"reference\":\"T/1\"}");
    }

    /** The sample as it is published, in a process of its own, signed in by client credentials. */
    private static Process sample(List<String> printed) throws IOException {
        var builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                ROOT.resolve("infra/docs/samples/Subscriber.java").toString(), product.machine().ports().issuer() + "/oauth2/token",
                product.url("")).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("CLIENT", "dashboard:local-dashboard");
        var sample = builder.start();
        Thread.ofVirtual().start(() -> sample.inputReader(StandardCharsets.UTF_8).lines().forEach(printed::add));
        return sample;
    }

    private static Optional<JsonNode> last(List<String> printed, String dashboard) {
        return printed.stream().filter(line -> line.startsWith(dashboard + " ")).reduce((earlier, later) -> later)
                .map(line -> JSON.readTree(line.substring(dashboard.length() + 1)));
    }

    /** How many minutes the newest answer says the hospital has in its own system. */
    private static int recorded(List<String> printed) {
        int recorded = 0;
        for (var agency : last(printed, "minutes-receipt").orElseThrow().get("agencies")) {
            boolean theirs = agency.get("agency").asString().equals(DemoPeople.HOSPITAL.toString());
            recorded += theirs ? agency.get("recordedOnOwnSystem").asInt() : 0;
        }
        return recorded;
    }

    /** An answer without what runs on with the clock alone. */
    private static String figures(JsonNode answer) {
        return answer.toString().replaceAll("\"(asOf|minutesUnshared)\":[^,}]*", "");
    }

    private static JsonNode read(String dashboard) throws InterruptedException {
        return JSON.readTree(new Person(product, DemoPeople.with(Role.DASHBOARD_CLIENT)).read("/v1/dashboards/" + dashboard).body());
    }

    /** The hospital's minutes of the period, issued and not yet in its own system. */
    private static List<String> minutesNotRecorded() throws InterruptedException {
        var rows = new Person(product, DemoPeople.with(Role.DASHBOARD_CLIENT)).read("/v1/dashboards/minutes-receipt/rows").body();
        return rows.lines().map(line -> line.split(",", -1))
                .filter(cells -> cells[3].equals(DemoPeople.HOSPITAL.toString()) && !cells[8].isEmpty() && cells[12].isEmpty())
                .map(cells -> cells[0]).toList();
    }

    /** What a stream says until it has told so many topics. */
    private static List<String> told(@Nullable String last, int topics) throws Exception {
        var request = request("", product.token("dashboard"));
        var answer = HTTP.send((last == null ? request : request.header("Last-Event-ID", last)).build(), BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        var told = new ArrayList<String>();
        try (var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                told.add(line);
                if (line.isEmpty() && told.stream().filter(one -> one.startsWith("event:")).count() == topics) {
                    break;
                }
            }
        }
        return told;
    }

    private static String topics(List<String> told) {
        return String.join(" ", told.stream().filter(line -> line.startsWith("event:")).map(line -> line.substring(6)).toList());
    }

    private static int refused(String query, @Nullable String token) throws Exception {
        var answer = HTTP.send(request(query, token).build(), BodyHandlers.ofString());
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        return answer.statusCode();
    }

    private static HttpRequest.Builder request(String query, @Nullable String token) {
        var request = HttpRequest.newBuilder(URI.create(product.url("/v1/dashboards/live" + query))).timeout(Duration.ofSeconds(30))
                .header("Accept", "text/event-stream");
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }
}
