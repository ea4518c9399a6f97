package org.goldenthread.infra.launcher;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.goldenthread.infra.signin.DemoPeople;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who uses the product from outside: with a token as software does, and with a browser's session as people do. */
public final class Person {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final Product product;
    private final DemoPeople.Person person;
    private final HttpClient browser;
    private final HttpClient software;
    private static final JsonMapper JSON = new JsonMapper();
    private @Nullable String token;
    private @Nullable String ledger;

    public Person(Product product, DemoPeople.Person person) {
        this.product = product;
        this.person = person;
        this.software = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
        this.browser = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5))
                .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL)).followRedirects(HttpClient.Redirect.NEVER).build();
    }

    /** What came back; {@code location} where it sent us on. */
    public record Answer(int status, String body, String location) {

        public boolean isDone() {
            return status == 200 || status == 201;
        }

        /** One text of a JSON answer; empty where there is none of that name. */
        public String text(String field) {
            return JSON.readTree(body).path(field).asString("");
        }
    }

    /** The same person, working for an authority. */
    public Person of(int authority) {
        ledger = Integer.toString(authority);
        return this;
    }

    public DemoPeople.Person who() {
        return person;
    }

    public UUID id() {
        return person.id().value();
    }

    /** A command; the key makes it happen once. */
    public Answer command(String path, String key, String body) throws InterruptedException {
        return send(request("http://127.0.0.1:" + product.machine().ports().command() + path).header("Idempotency-Key", key)
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)), software);
    }

    /** A command that must be accepted. */
    public Answer done(String path, String key, String body) throws InterruptedException {
        var answer = command(path, key, body);
        if (!answer.isDone()) {
            throw new IllegalStateException(person.username() + " " + path + ": " + answer.status() + " " + answer.body());
        }
        return answer;
    }

    /** A read over REST. */
    public Answer read(String path) throws InterruptedException {
        return send(request(product.url(path)).GET(), software);
    }

    /** A read over REST by POST. */
    public Answer ask(String path, String body) throws InterruptedException {
        return send(request(product.url(path)).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)), software);
    }

    private HttpRequest.Builder request(String url) throws InterruptedException {
        if (token == null) {
            token = product.token(person.username());
        }
        var request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(30)).header("Authorization", "Bearer " + token);
        return ledger == null ? request : request.header("Golden-Thread-Ledger", ledger);
    }

    /** Signs in as a browser does. */
    public Person signIn() throws InterruptedException {
        var next = go(product.url("/signed-in-check"));
        for (int hops = 0; hops < 12 && next.status() / 100 == 3; hops++) {
            next = go(next.location());
            if (next.status() == 200 && next.body().contains("name=\"password\"")) {
                next = post(product.machine().ports().issuer() + "/login", Map.of("_csrf", csrf(next.body()), "username", person.username(), "password", DemoPeople.PASSWORD));
            }
        }
        if (next.status() != 404) {
            throw new IllegalStateException(person.username() + " could not sign in: " + next.status() + " " + next.location());
        }
        return this;
    }

    /** A page by its path. */
    public Answer page(String path) throws InterruptedException {
        return go(product.url(path));
    }

    /** A form sent from a page: with the page's token against forged requests. */
    public Answer form(String page, String action, Map<String, String> fields) throws InterruptedException {
        var all = new java.util.HashMap<>(fields);
        all.put("_csrf", csrf(page(page).body()));
        return post(product.url(action), all);
    }

    private static String csrf(String body) {
        Matcher found = CSRF.matcher(body);
        return found.find() ? found.group(1) : "";
    }

    private Answer post(String url, Map<String, String> fields) throws InterruptedException {
        var body = fields.entrySet().stream().map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(30)).header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "text/html").POST(HttpRequest.BodyPublishers.ofString(body)), browser);
    }

    private Answer go(String url) throws InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(30)).header("Accept", "text/html").GET(), browser);
    }

    private static Answer send(HttpRequest.Builder request, HttpClient http) throws InterruptedException {
        try {
            var sent = request.build();
            var answer = http.send(sent, HttpResponse.BodyHandlers.ofString());
            var location = answer.headers().firstValue("Location").map(where -> sent.uri().resolve(where).toString()).orElse("");
            return new Answer(answer.statusCode(), answer.body(), location);
        } catch (IOException e) {
            return new Answer(0, e.getClass().getSimpleName(), "");
        }
    }

    /** An open live stream: its lines, and its end. */
    public HttpResponse<java.util.stream.Stream<String>> stream() throws InterruptedException, IOException {
        return browser.send(HttpRequest.newBuilder(URI.create(product.url("/live"))).header("Accept", "text/event-stream").GET().build(),
                HttpResponse.BodyHandlers.ofLines());
    }
}
