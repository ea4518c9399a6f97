package org.goldenthread.infra;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.goldenthread.infra.launcher.Product;
import org.goldenthread.infra.signin.DemoPeople;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sessions that end, drafts that survive them, and how fast one person may ask. */
@Tag("browser")
@SuppressWarnings("NullAway.Init") // set before all tests
class SessionIT {

    private static Product product;
    private static Playwright playwright;
    private static Browser browser;

    @BeforeAll
    static void start() throws InterruptedException {
        product = Product.start(Path.of(System.getProperty("project.root", "..")), 18_680, "-Dgolden-thread.idle=6s", "-Dgolden-thread.requests-a-minute=60");
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions()
                .setExecutablePath(Path.of(System.getProperty("chromium", "/usr/bin/chromium"))).setArgs(List.of("--no-sandbox")));
    }

    @AfterAll
    static void stop() {
        browser.close();
        playwright.close();
        product.close();
    }

    @Test
    void what_was_typed_is_kept_as_a_draft_through_the_end_of_the_session_and_opens_to_its_writer_alone() throws Exception {
        var page = signedIn("manager");
        page.navigate(product.url("/contacts/new"));
        page.fill("#childName", "Clementine Draycott");
        page.fill("#concern", "Says nobody comes home at night.");
        assertThat(page.locator("[data-draft-state]")).hasText("What you type is kept as a draft for 14 days.");
        assertThat(page.locator(".gt-idle")).containsText("You will be signed out in 3 seconds", within(10_000));
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(Browsing.PICTURES.resolve("expiry-warning.png")));
        assertThat(page.locator(".gt-idle")).containsText("You have been signed out", within(10_000));
        assertNothingInTheClear("Clementine");

        var other = signedIn("screener");
        other.navigate(product.url("/contacts/new"));
        assertThat(other.locator("#childName")).hasValue("");

        page.navigate(product.url("/contacts/new")); // the sign-in still knows them, so they come straight back
        assertThat(page.locator("#childName")).hasValue("Clementine Draycott");
        assertThat(page.locator("#concern")).hasValue("Says nobody comes home at night.");
        assertThat(page.locator("main")).containsText("It has not been saved to the case yet.");
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(Browsing.PICTURES.resolve("draft-restored.png")));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save contact").setExact(true)).click();
        assertThat(page.locator("h1")).hasText("Clementine Draycott");
        page.navigate(product.url("/contacts/new"));
        assertThat(page.locator("#childName")).hasValue("");
        page.context().close();
        other.context().close();
    }

    @Test
    void somebody_who_stays_stays_signed_in_and_an_open_queue_alone_does_not() {
        var page = signedIn("socialworker");
        assertThat(page.locator(".gt-idle")).containsText("You will be signed out", within(10_000));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Stay signed in")).click();
        assertThat(page.locator(".gt-idle")).isEmpty();
        assertThat(page.locator(".gt-idle")).containsText("You have been signed out", within(15_000));
        Awaitility.await().until(() -> page.request().get(product.url("/front-door"), com.microsoft.playwright.options.RequestOptions.create().setMaxRedirects(0)).status() == 302);
        page.context().close();
    }

    @Test
    void who_asks_too_fast_is_asked_to_wait_and_a_contact_goes_in_all_the_same() throws Exception {
        var token = product.token("outofhours");
        var statuses = new ArrayList<Integer>();
        try (var http = HttpClient.newHttpClient()) {
            for (int i = 0; i < 80; i++) {
                var answer = http.send(HttpRequest.newBuilder(URI.create(product.url("/v1/front-door"))).header("Authorization", "Bearer " + token).build(),
                        HttpResponse.BodyHandlers.ofString());
                statuses.add(answer.statusCode());
                if (answer.statusCode() == 429) {
                    org.assertj.core.api.Assertions.assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                    org.assertj.core.api.Assertions.assertThat(answer.body()).contains("/problems/too-fast");
                }
            }
            var contact = http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + product.machine().ports().command() + "/v1/contacts"))
                    .header("Authorization", "Bearer " + token).header("Idempotency-Key", "however-fast-1").header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"channel\":\"PHONE\",\"concern\":\"x\",\"children\":[{\"name\":\"Robin Sample\"}]}")).build(),
                    HttpResponse.BodyHandlers.ofString());
            org.assertj.core.api.Assertions.assertThat(contact.statusCode()).isEqualTo(201);
        }
        org.assertj.core.api.Assertions.assertThat(statuses).contains(200, 429).doesNotContain(500);
    }

    private static void assertNothingInTheClear(String word) throws SQLException {
        try (var connection = product.machine().postgres().connect("desk"); var query = connection.createStatement();
                var row = query.executeQuery("select count(*), count(*) filter (where position('" + word + "'::bytea in sealed) > 0) from desk.draft")) {
            row.next();
            org.assertj.core.api.Assertions.assertThat(row.getLong(1)).isPositive();
            org.assertj.core.api.Assertions.assertThat(row.getLong(2)).isZero();
        }
    }

    private static LocatorAssertions.ContainsTextOptions within(double milliseconds) {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(milliseconds);
    }

    private static Page signedIn(String username) {
        var page = browser.newContext().newPage();
        page.navigate(product.url("/"));
        page.fill("#username", username);
        page.fill("#password", DemoPeople.PASSWORD);
        page.click("button[type=submit]");
        page.waitForURL(product.url("/front-door"));
        return page;
    }
}
