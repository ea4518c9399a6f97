package org.goldenthread.infra;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.goldenthread.events.Role;
import org.goldenthread.infra.launcher.Product;
import org.goldenthread.infra.signin.DemoPeople;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Another provider than the local run's own: a real Keycloak signs a person in, and both services take its tokens. */
@Tag("browser")
@EnabledIfSystemProperty(named = "keycloak.home", matches = ".+")
class KeycloakIT {

    private static final int PORT = 18_580;
    private static final int KEYCLOAK_PORT = 18_590;
    private static final String ISSUER = "http://127.0.0.1:" + KEYCLOAK_PORT + "/realms/seaholm";

    @Test
    void a_person_signs_in_at_keycloak_logs_a_contact_and_signs_out() throws Exception {
        var keycloak = start(Path.of(System.getProperty("keycloak.home")));
        try (var product = Product.start(Path.of(System.getProperty("project.root", "..")), PORT, "-Dgolden-thread.issuer=" + ISSUER,
                "-Dspring.security.oauth2.resourceserver.jwt.issuer-uri=" + ISSUER,
                "-Dspring.security.oauth2.resourceserver.jwt.jwk-set-uri=" + ISSUER + "/protocol/openid-connect/certs");
                var playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                var browser = playwright.chromium().launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(System.getProperty("chromium", "/usr/bin/chromium"))).setArgs(List.of("--no-sandbox")))) {
            var page = browser.newPage();
            page.navigate(product.url("/"));
            page.fill("#username", "helen");
            page.fill("#password", DemoPeople.PASSWORD);
            page.click("#kc-login");
            assertThat(page.locator("h1")).hasText("Front door");
            assertThat(page.locator("header")).containsText("Helen Marsh");
            page.navigate(product.url("/contacts/new"));
            page.fill("#childName", "Rosalind Thistledown");
            page.fill("#concern", "Seen alone at the pier after dark.");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save contact").setExact(true)).click();
            assertThat(page.locator("h1")).hasText("Rosalind Thistledown");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out")).click();
            page.waitForURL("**/signed-out**");
            assertThat(page.locator("h1")).hasText("You have signed out");
        } finally {
            keycloak.descendants().forEach(ProcessHandle::destroy);
            keycloak.destroy();
            keycloak.waitFor(20, TimeUnit.SECONDS);
        }
    }

    private static Process start(Path home) throws IOException {
        Files.createDirectories(home.resolve("data/import"));
        Files.writeString(home.resolve("data/import/seaholm-realm.json"), realm());
        var command = new ProcessBuilder("sh", home.resolve("bin/kc.sh").toString(), "start-dev", "--import-realm", "--http-host=127.0.0.1", "--http-port=" + KEYCLOAK_PORT,
                "--http-management-port=" + (KEYCLOAK_PORT + 1));
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        command.environment().put("JAVA_OPTS_KC_HEAP", "-Xmx384m");
        var process = command.redirectErrorStream(true).redirectOutput(home.resolve("keycloak.log").toFile()).start();
        try (var http = HttpClient.newHttpClient()) {
            Awaitility.await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(500)).ignoreExceptions().until(() -> http.send(
                    HttpRequest.newBuilder(URI.create(ISSUER + "/.well-known/openid-configuration")).build(), HttpResponse.BodyHandlers.discarding()).statusCode() == 200);
        }
        return process;
    }

    /** A realm as an authority would set it up: one client for the pages, whose access tokens are for this product, and a person. */
    private static String realm() {
        var helen = DemoPeople.with(Role.FD_MANAGER);
        return """
                {"realm":"seaholm","enabled":true,"sslRequired":"none",
                 "clients":[{"clientId":"golden-thread-pages","secret":"local-only","standardFlowEnabled":true,"publicClient":false,
                   "redirectUris":["http://127.0.0.1:%1$d/*"],"attributes":{"post.logout.redirect.uris":"http://127.0.0.1:%1$d/*"},
                   "protocolMappers":[{"name":"audience","protocol":"openid-connect","protocolMapper":"oidc-audience-mapper",
                     "config":{"included.custom.audience":"golden-thread","access.token.claim":"true","id.token.claim":"false"}}]}],
                 "users":[{"id":"%2$s","username":"helen","enabled":true,"firstName":"Helen","lastName":"Marsh","email":"helen@seaholm.example","emailVerified":true,
                   "credentials":[{"type":"password","value":"%3$s","temporary":false}]}]}
                """.formatted(PORT, helen.id(), DemoPeople.PASSWORD);
    }
}
