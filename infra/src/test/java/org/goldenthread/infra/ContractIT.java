package org.goldenthread.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.goldenthread.events.Role;
import org.goldenthread.infra.launcher.Product;
import org.goldenthread.infra.signin.DemoPeople;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** What the running product promises to other software: its contracts, its meters, its logs. */
@SuppressWarnings("NullAway.Init") // set before all tests
class ContractIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Product product;

    @BeforeAll
    static void start() throws InterruptedException {
        product = Product.start(Path.of(System.getProperty("project.root", "..")), 18_180);
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void the_published_openapi_is_the_one_the_repository_holds() throws Exception {
        for (var service : List.of("command-service", "query-service")) {
            var published = pretty(api(service));
            var kept = Path.of(System.getProperty("project.root", ".."), "infra/docs/api", service + ".json");
            if (Boolean.getBoolean("openapi.write")) {
                Files.createDirectories(kept.getParent());
                Files.writeString(kept, published);
            }
            assertThat(published).as(service + " has drifted: look at the difference, then write it anew with -Dopenapi.write=true")
                    .isEqualTo(Files.readString(kept));
        }
    }

    @Test
    void the_published_openapi_is_valid_3_1_and_says_what_a_client_must_know() throws Exception {
        for (var service : List.of("command-service", "query-service")) {
            var options = new ParseOptions();
            options.setResolve(true);
            assertThat(new OpenAPIV3Parser().readContents(pretty(api(service)), null, options).getMessages()).as(service).isEmpty();
            var ids = new ArrayList<String>();
            for (var path : api(service).get("paths").properties()) {
                for (var operation : path.getValue().properties()) {
                    var about = operation.getKey() + " " + path.getKey();
                    ids.add(operation.getValue().path("operationId").asString());
                    assertThat(operation.getValue().path("summary").asString("")).as(about).isNotBlank();
                    assertThat(operation.getValue().path("description").asString("")).as(about).startsWith("Roles: ");
                    assertThat(operation.getValue().path("tags").size()).as(about).isEqualTo(1);
                    assertThat(operation.getValue().path("responses").propertyNames()).as(about).contains("200", "401", "403", "404", "503");
                    operation.getValue().get("responses").properties().forEach(answer -> assertThat(answer.getValue().path("content").properties()
                            .iterator().next().getKey()).as(about + " " + answer.getKey())
                            .isIn(answer.getKey().startsWith("2") ? List.of("application/json", "text/csv", "text/event-stream")
                                    : List.of("application/problem+json")));
                    operation.getValue().path("parameters").forEach(parameter ->
                            assertThat(parameter.path("description").asString("")).as(about + " " + parameter.path("name")).isNotBlank());
                }
            }
            assertThat(ids).as(service).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z]+[A-Z][A-Za-z]+"));
        }
    }

    private static JsonNode api(String service) throws Exception {
        return json(service.equals("command-service") ? command("/v3/api-docs") : product.url("/v3/api-docs"), null);
    }

    private static String pretty(JsonNode document) {
        return JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build().writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
    }

    @Test
    void every_endpoint_lets_in_exactly_the_roles_it_names_and_nobody_without_a_token() throws Exception {
        var wrong = new ArrayList<String>();
        int tried = 0;
        for (var service : List.of("command-service", "query-service")) {
            for (var path : api(service).get("paths").properties()) {
                for (var operation : path.getValue().properties()) {
                    var roles = operation.getValue().get("description").asString().replace("Roles: ", "").replace(".", "").split(", ", -1);
                    var url = path.getKey().replaceAll("\\{[a-zA-Z]+}", "7d000000-0000-4000-8000-000000000009");
                    assertThat(call(service, operation.getKey(), url, null)).as(url).isEqualTo(401);
                    for (var person : DemoPeople.ALL) {
                        boolean refused = call(service, operation.getKey(), url, product.token(person.username())) == 403;
                        tried++;
                        if (refused == List.of(roles).contains(person.role().name())) {
                            wrong.add(operation.getKey() + " " + url + " " + person.username() + (refused ? " kept out" : " let in"));
                        }
                    }
                }
            }
        }
        assertThat(wrong).as("of %d", tried).isEmpty();
        assertThat(tried).isGreaterThanOrEqualTo(13 * DemoPeople.ALL.size());
    }

    private static int call(String service, String method, String path, @org.jspecify.annotations.Nullable String token) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(service.equals("command-service") ? command(path) : product.url(path)))
                .header("Content-Type", "application/json")
                .method(method.toUpperCase(Locale.ROOT), method.equals("post") ? HttpRequest.BodyPublishers.ofString("{}") : HttpRequest.BodyPublishers.noBody());
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        var answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (var body = answer.body()) {
            if (answer.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream")) {
                assertThat(answer.statusCode()).as(path).isEqualTo(200);
                assertThat(body.read()).as(path + ": a stream says at once that it is there, and ends with its token alone").isPositive();
            } else {
                body.transferTo(OutputStream.nullOutputStream());
            }
        }
        return answer.statusCode();
    }

    @Test
    void ending_a_role_closes_commands_and_reads_within_five_seconds_and_granting_it_opens_them() throws Exception {
        var person = DemoPeople.with(Role.EDT);
        var token = product.token(person.username());
        var body = "{\"role\":\"EDT\",\"agencyId\":\"%s\"}".formatted(person.agency());
        change("/v1/staff/" + person.id() + "/ended-roles", body, "contract-end-role");
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> call("command-service", "post", "/v1/contacts", token) == 403
                && call("query-service", "get", "/v1/front-door", token) == 403);
        change("/v1/staff/" + person.id() + "/roles", body, "contract-grant-role");
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> call("command-service", "post", "/v1/contacts", token) == 400
                && call("query-service", "get", "/v1/front-door", token) == 200);
    }

    private static void change(String path, String body, String key) throws Exception {
        var answer = HTTP.send(HttpRequest.newBuilder(URI.create(command(path))).header("Authorization", "Bearer " + product.token("administrator"))
                .header("Idempotency-Key", key).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    }

    @Test
    void meters_count_commands_by_name_and_result_and_hold_nobody_s_name() throws Exception {
        var token = product.token("teacher");
        var sent = HTTP.send(HttpRequest.newBuilder(URI.create(command("/v1/contacts"))).header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", "contract-meters").header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"channel\":\"PHONE\",\"concern\":\"x\",\"children\":[{\"name\":\"Quillon Meterson\"}]}")).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(sent.statusCode()).isEqualTo(201);
        var meters = get(command("/actuator/prometheus"), null).body();
        assertThat(meters).contains("golden_thread_commands_seconds_count{command=\"ReceiveContact\",result=\"Done\"}").doesNotContain("Quillon");
        assertThat(meters).contains("golden_thread_append_seconds_count", "golden_thread_relay_lag{ledger=\"1\"}", "golden_thread_relay_holding");
        assertThat(get(product.url("/actuator/prometheus"), null).body()).contains("golden_thread_intake_position{ledger=\"1\"}",
                "golden_thread_projection_lag{ledger=\"1\"}", "golden_thread_ledger_stopped{ledger=\"1\"} 0.0", "golden_thread_parked{projection=\"chronology\"} 0.0");
    }

    /** Tags are codes of ours and short: no free text, no id of a person, nothing typed. */
    @Test
    void no_tag_of_our_meters_can_hold_personal_data() throws Exception {
        var allowed = Map.of("command", "[A-Z][A-Za-z]+", "result", "[A-Z][A-Za-z]+", "ledger", "[0-9]+", "projection", "[a-z_]+");
        for (var text : List.of(get(command("/actuator/prometheus"), null).body(), get(product.url("/actuator/prometheus"), null).body())) {
            var tags = Pattern.compile("^golden_thread_[a-z_]+\\{(.*)}", Pattern.MULTILINE).matcher(text).results()
                    .flatMap(line -> Arrays.stream(line.group(1).split(",", -1))).map(tag -> tag.split("=", 2)).toList();
            assertThat(tags).isNotEmpty().allSatisfy(tag -> {
                assertThat(allowed).containsKey(tag[0]);
                assertThat(tag[1]).matches("\"" + allowed.get(tag[0]) + "\"");
            });
        }
    }

    @Test
    void the_pages_role_sees_rows_of_the_authority_it_is_bound_to_and_without_one_none() throws Exception {
        for (var table : List.of("front_door.contact", "chronology.entry", "directory.child", "directory.token", "access.involved")) {
            assertThat(rowsSeen(table, "")).as(table + ", bound to nobody").isZero();
            assertThat(rowsSeen(table, "2")).as(table + ", bound to another authority").isZero();
            assertThat(rowsSeen(table, "1")).as(table + ", bound to its authority").isPositive();
        }
    }

    private static long rowsSeen(String table, String authority) throws SQLException {
        try (var pages = DriverManager.getConnection(product.machine().postgres().url("projections"), "gt_pages", "gt_pages"); var statement = pages.createStatement()) {
            statement.execute("select set_config('golden_thread.ledger', '" + authority + "', false)");
            try (var row = statement.executeQuery("select count(*) from " + table)) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    @Test
    void logs_are_json_lines_and_hold_no_name_of_the_story() throws IOException {
        for (var name : List.of("command-service", "query-service")) {
            var broken = new ArrayList<String>();
            for (var line : Files.readAllLines(product.machine().data().resolve("logs/" + name + ".log"))) {
                if (line.contains("Sandpiper") || line.contains("Tidewell") || !(line.startsWith("{") || line.startsWith("story:"))) {
                    broken.add(line);
                }
            }
            assertThat(broken).as(name).isEmpty();
        }
    }

    private static String command(String path) {
        return "http://127.0.0.1:" + product.machine().ports().command() + path;
    }

    private static JsonNode json(String url, @org.jspecify.annotations.Nullable String token) throws Exception {
        return new JsonMapper().readTree(get(url, token).body());
    }

    private static HttpResponse<String> get(String url, @org.jspecify.annotations.Nullable String token) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
