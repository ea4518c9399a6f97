package org.goldenthread.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.goldenthread.infra.launcher.Product;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
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
    void both_services_publish_openapi_3_1_with_every_command_and_read() throws Exception {
        var commands = json(command("/v3/api-docs"), null);
        assertThat(commands.get("openapi").asString()).startsWith("3.1");
        assertThat(commands.get("paths").propertyNames()).contains("/v1/contacts", "/v1/contacts/{id}/details", "/v1/contacts/{id}/acknowledgement",
                "/v1/contacts/{id}/matches", "/v1/contacts/{id}/threshold-decisions", "/v1/contacts/{id}/feedback", "/v1/staff/{userId}/roles",
                "/v1/staff/{userId}/ended-roles");
        assertThat(json(product.url("/v3/api-docs"), null).get("paths").propertyNames())
                .contains("/v1/children/{id}/chronology", "/v1/contacts/{id}", "/v1/front-door");
    }

    @Test
    void every_role_s_token_meets_the_same_closed_doors_and_nobody_gets_in_without_one() throws Exception {
        assertThat(get(product.url("/v1/front-door"), null).statusCode()).isEqualTo(401);
        assertThat(get(product.url("/v1/front-door"), product.token("screener")).statusCode()).isEqualTo(200);
        assertThat(get(product.url("/v1/front-door"), product.token("teacher")).statusCode()).isEqualTo(403);
        assertThat(get(product.url("/v1/front-door"), product.token("administrator")).statusCode()).isEqualTo(403);
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
