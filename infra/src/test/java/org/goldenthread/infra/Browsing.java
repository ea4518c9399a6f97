package org.goldenthread.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.goldenthread.infra.launcher.Product;
import org.goldenthread.infra.signin.DemoPeople;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/** A browser on the whole product, which all browser tests share; every page it looks at goes through axe. */
@Tag("browser")
@SuppressWarnings("NullAway.Init") // set before each test
abstract class Browsing {

    static final Path PICTURES = Path.of("target/pictures");

    private static Browser browser;
    static Product product;

    private final List<String> consoleErrors = new ArrayList<>();
    private BrowserContext context;
    Page page;

    @BeforeAll
    static void start() throws InterruptedException {
        if (product == null) {
            product = Product.start(Path.of(System.getProperty("project.root", "..")), 18_080);
            var playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            browser = playwright.chromium().launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of(System.getProperty("chromium", "/usr/bin/chromium"))).setArgs(List.of("--no-sandbox")));
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> product.close()));
        }
    }

    @BeforeEach
    void open() {
        open(true);
    }

    void open(boolean javaScript) {
        context = browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(javaScript));
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains("status of 40")) {
                consoleErrors.add(message.text());
            }
        });
    }

    /** Ends this browser's session and begins another one. */
    void openAnew(boolean javaScript) {
        context.close();
        open(javaScript);
    }

    /** Another person's browser, signed in. */
    Page another(String username) {
        var theirs = browser.newContext().newPage();
        signIn(theirs, username);
        return theirs;
    }

    /** A second tab of the same person. */
    Page tab(String path) {
        var second = context.newPage();
        second.navigate(product.url(path));
        return second;
    }

    @AfterEach
    void noErrors() {
        context.close();
        assertThat(consoleErrors).isEmpty();
    }

    void signIn(String username) {
        signIn(page, username);
    }

    private static void signIn(Page page, String username) {
        page.navigate(product.url("/"));
        page.fill("#username", username);
        page.fill("#password", DemoPeople.PASSWORD);
        page.click("button[type=submit]");
        page.waitForURL(Pattern.compile(Pattern.quote(product.url("/")) + ".*"));
    }

    /** Keeps a picture, and lets axe look. */
    void look(String name) {
        look(page, name);
    }

    static void look(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(PICTURES.resolve(name + ".png")));
        var found = new AxeBuilder(page).analyze().getViolations();
        assertThat(found).as(name).extracting(rule -> rule.getId() + " " + rule.getNodes()).isEmpty();
    }

    static void choose(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true)).click();
    }

    /** Logs a contact about one child and ends on its page. Returns its path. */
    String logContact(String child) {
        page.navigate(product.url("/contacts/new"));
        page.fill("#childName", child);
        page.fill("#concern", "Seen alone at the pier after dark.");
        choose(page, "Save contact");
        PlaywrightAssertions.assertThat(page.locator("h1")).hasText(child);
        return URI.create(page.url()).getPath();
    }

    void focus(String id) {
        focus(page.locator("#" + id));
    }

    /** Reaches a field by the Tab key alone. */
    void focus(Locator wanted) {
        for (int i = 0; i < 300; i++) {
            if ((Boolean) wanted.evaluate("element => element === document.activeElement")) {
                return;
            }
            press("Tab");
        }
        throw new AssertionError("not reachable by keyboard: " + wanted);
    }

    void tabTo(String text) {
        focus(page.locator("a:visible, button:visible, summary:visible").filter(new Locator.FilterOptions().setHasText(Pattern.compile("^\\s*" + text))).first());
    }

    void type(String text) {
        page.keyboard().insertText(text);
    }

    void press(String key) {
        page.keyboard().press(key);
    }

    /** Looks at a page again until it says something. */
    static void awaitText(Page whose, String path, String text) {
        await().untilAsserted(() -> {
            whose.navigate(product.url(path));
            PlaywrightAssertions.assertThat(whose.locator("main")).containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(10));
        });
    }

    /** Opens a part of the page that is folded away. */
    static void details(Page tab, String summary) {
        var opened = tab.locator("details:has(> summary:has-text('" + summary + "'))").first();
        if (opened.getAttribute("open") == null) {
            opened.locator("> summary").click();
        }
    }

    static void day(Page tab, String field, LocalDateTime at) {
        tab.fill("#" + field + "-day", Integer.toString(at.getDayOfMonth()));
        tab.fill("#" + field + "-month", Integer.toString(at.getMonthValue()));
        tab.fill("#" + field + "-year", Integer.toString(at.getYear()));
    }

    static void moment(Page tab, String field, LocalDateTime at) {
        day(tab, field, at);
        tab.fill("#" + field + "-time", at.format(DateTimeFormatter.ofPattern("HH:mm")));
    }
}
