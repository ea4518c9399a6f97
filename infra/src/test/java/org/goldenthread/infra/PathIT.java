package org.goldenthread.infra;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.goldenthread.infra.launcher.Product;
import org.goldenthread.infra.signin.DemoPeople;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The path in a browser: from a form to the history, by keyboard, without JavaScript, and every page by axe. */
@Tag("browser")
@SuppressWarnings("NullAway.Init") // set before each test
class PathIT {

    private static Product product;
    private static Playwright playwright;
    private static Browser browser;

    private final List<String> consoleErrors = new ArrayList<>();
    private BrowserContext context;
    private Page page;

    @BeforeAll
    static void start() throws InterruptedException {
        product = Product.start(Path.of(System.getProperty("project.root", "..")), 18_080);
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions()
                .setExecutablePath(Path.of(System.getProperty("chromium", "/usr/bin/chromium"))).setArgs(List.of("--no-sandbox")));
    }

    @AfterAll
    static void stop() {
        playwright.close();
        product.close();
    }

    @BeforeEach
    void open() {
        open(true);
    }

    private void open(boolean javaScript) {
        context = browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(javaScript));
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains("status of 40")) {
                consoleErrors.add(message.text());
            }
        });
    }

    @AfterEach
    void noErrors() {
        context.close();
        assertThat(consoleErrors).isEmpty();
    }

    @Test
    void a_manager_logs_matches_decides_and_tells_the_referrer_by_keyboard_alone() {
        signIn("manager");
        look("front-door");
        tabTo("Log a contact");
        press("Enter");
        focus("childName");
        type("Wilder Keyboard-Example");
        focus("concern");
        type("Slept in a stairwell on Tuesday and says going home is not safe.");
        focus("referrerName");
        type("Jo Caretaker");
        tabTo("Save contact");
        press("Enter");
        assertThat(page.locator("h1")).hasText("Wilder Keyboard-Example");
        look("contact-quick-log");
        tabTo("Match to a record");
        press("Enter");
        look("match-empty");
        focus("childId");
        press("Space");
        tabTo("Save");
        press("Enter");
        assertThat(page.getByText("Child matched").first()).isVisible();
        tabTo("Record a decision");
        press("Enter");
        focus("outcome");
        press("Space");
        press("ArrowDown");
        focus("needStage");
        press("Space");
        focus("legalBasis");
        press("Space");
        focus("rationale");
        type("Spoke with Wilder and an aunt who will keep them tonight. Information given to the family.");
        look("decide");
        tabTo("Record decision");
        press("Enter");
        assertThat(page.getByText("Decision recorded").first()).isVisible();
        focus(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("Record\\s+feedback"))).first());
        press("Enter");
        focus("outcomeText");
        type("Advice to the family; the aunt keeps Wilder tonight.");
        focus("reasons");
        type("There is a safe adult and Wilder wants to stay with her.");
        focus("method");
        press("Space");
        look("feedback");
        tabTo("Save");
        press("Enter");
        assertThat(page.getByText("Feedback to the referrer recorded").first()).isVisible();
        look("contact-done");
        tabTo("Chronology");
        press("Enter");
        assertThat(page.locator("h1")).hasText("Wilder Keyboard-Example");
        assertThat(page.locator(".moj-timeline__item")).hasCount(5);
        look("chronology");
    }

    @Test
    void the_whole_path_works_with_javascript_off() {
        context.close();
        open(false);
        signIn("manager");
        page.navigate(product.url("/contacts/new"));
        page.fill("#childName", "Ash Plain-Example");
        page.fill("#concern", "No food in the house for two days.");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save contact").setExact(true)).click();
        assertThat(page.locator("h1")).hasText("Ash Plain-Example");
        page.getByText("Match to a record").first().click();
        page.check("input[value=NEW]");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save")).click();
        page.getByText("Record a decision").first().click();
        page.check("input[name=outcome][value=REFERRAL_S17]");
        page.check("input[name=needStage][value=S3]");
        page.check("input[name=legalBasis][value=S17]");
        page.fill("#rationale", "Neglect over weeks; needs an assessment.");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Record decision")).click();
        assertThat(page.getByText("Referral: child in need (section 17)").first()).isVisible();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("Chronology"))).first().click();
        assertThat(page.locator(".moj-timeline__item")).hasCount(4);
    }

    @Test
    void what_is_wrong_in_a_form_is_said_at_the_top_and_at_the_field_and_nothing_typed_is_lost() {
        signIn("screener");
        page.navigate(product.url("/contacts/new"));
        page.fill("#concern", "Typed and kept");
        page.getByText("More details").click();
        page.fill("#dob-day", "31");
        page.fill("#dob-month", "2");
        page.fill("#dob-year", "2015");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save contact").setExact(true)).click();
        assertThat(page.locator(".govuk-error-summary__list a")).hasCount(2);
        assertThat(page).hasTitle("Error: Log a contact - Golden Thread");
        assertThat(page.locator("#concern")).hasValue("Typed and kept");
        assertThat(page.locator("#dob-day")).hasValue("31");
        look("contact-error");
        page.locator(".govuk-error-summary__list a").first().click();
        assertThat(page.locator("#childName")).isFocused();
    }

    @Test
    void several_children_go_into_one_contact_and_each_gets_a_decision_of_their_own() {
        signIn("manager");
        page.navigate(product.url("/contacts/new"));
        page.fill("#childName", "Teal Sibling-Example");
        page.fill("#concern", "Both were left alone overnight.");
        page.getByText("More details").click();
        page.getByText("Add another child").click();
        assertThat(page.locator("#childName")).hasValue("Teal Sibling-Example");
        page.fill("#childName2", "Fern Sibling-Example");
        page.fill("#dob2-day", "4");
        page.fill("#dob2-month", "5");
        page.fill("#dob2-year", "2016");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save contact").setExact(true)).click();
        assertThat(page.locator("h1")).hasText("Teal Sibling-Example, Fern Sibling-Example");
        assertThat(page.getByText("Born 4 May 2016")).isVisible();
        assertThat(page.getByText(Pattern.compile("Record a decision"))).hasCount(2);
        look("contact-siblings");
    }

    @Test
    void scenario_22_a_late_entry_keeps_both_times_and_is_never_refused() {
        signIn("outofhours");
        page.navigate(product.url("/contacts/new"));
        page.fill("#childName", "Lark Late-Example");
        page.fill("#concern", "Police protection used at three in the morning.");
        page.getByText("More details").click();
        page.fill("#received-day", "2");
        page.fill("#received-month", "11");
        page.fill("#received-year", "2026");
        page.fill("#received-time", "03:00");
        page.fill("#lateEntryReason", "Recorded after the night shift");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save contact").setExact(true)).click();
        assertThat(page.getByText("Late entry").first()).isVisible();
        assertThat(page.locator(".moj-timeline__date").first()).containsText("Happened 2 November 2026 at 03:00");
        assertThat(page.getByText("Recorded after the night shift").first()).isVisible();
        look("late-entry");
    }

    @Test
    void a_chronology_as_at_an_earlier_moment_leaves_out_what_was_recorded_later() {
        signIn("manager");
        page.navigate(product.url("/front-door?show=CLOSED"));
        look("front-door-closed");
        page.locator("tbody a").first().click();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("Chronology"))).first().click();
        int all = page.locator(".moj-timeline__item").count();
        page.fill("#day", "1");
        page.fill("#month", "1");
        page.fill("#year", "2020");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show")).click();
        assertThat(page.getByText("Nothing was recorded about this child by then.")).isVisible();
        look("chronology-empty");
        assertThat(all).isGreaterThan(2);
        page.getByText("By when it was recorded").click();
        assertThat(page.getByText("Show everything up to now")).isVisible();
        page.fill("#day", "99");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show")).click();
        assertThat(page.getByText("Enter a real date")).isVisible();
    }

    @Test
    void the_queue_shows_what_is_overdue_and_follows_live() {
        signIn("manager");
        page.navigate(product.url("/front-door?show=OVERDUE"));
        look("front-door-overdue");
        page.navigate(product.url("/front-door"));
        assertThat(page.getByText("This list updates by itself.")).isVisible();
        try (var other = browser.newContext()) {
            var theirs = other.newPage();
            signIn(theirs, "screener");
            theirs.navigate(product.url("/contacts/new"));
            theirs.fill("#childName", "Moss Live-Example");
            theirs.fill("#concern", "Seen alone at the station.");
            theirs.check("#immediateDanger");
            theirs.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save contact").setExact(true)).click();
            assertThat(theirs.getByText("Immediate danger: call 999 first").first()).isVisible();
        }
        assertThat(page.getByText("Moss Live-Example")).isVisible();
        look("front-door-danger");
    }

    @Test
    void each_person_lands_on_their_first_job_and_sees_nothing_else() {
        signIn("administrator");
        assertThat(page.locator("h1")).hasText("Operations");
        look("operations");
        assertThat(page.navigate(product.url("/front-door")).status()).isEqualTo(403);
        look("forbidden");
        assertThat(page.navigate(product.url("/contacts/00000000-0000-4000-8000-000000000000")).status()).isEqualTo(403);
        page.navigate(product.url("/problems/e-con-07"));
        look("problem");
        context.close();
        open(true);
        signIn("teacher");
        assertThat(page.locator("h1")).hasText("You have no role yet");
        look("no-role");
    }

    @Test
    void no_page_scrolls_sideways_on_a_small_phone() {
        signIn("manager");
        page.setViewportSize(320, 640);
        for (var path : List.of("/front-door", "/contacts/new")) {
            page.navigate(product.url(path));
            assertThat((Integer) page.evaluate("document.documentElement.scrollWidth")).as(path).isLessThanOrEqualTo(320);
        }
        look("contact-new-phone");
    }

    private void signIn(String username) {
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
    private void look(String name) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target/pictures/" + name + ".png")));
        var found = new AxeBuilder(page).analyze().getViolations();
        assertThat(found).as(name).extracting(rule -> rule.getId() + " " + rule.getNodes()).isEmpty();
    }

    private void focus(String id) {
        focus(page.locator("#" + id));
    }

    /** Reaches a field by the Tab key alone. */
    private void focus(com.microsoft.playwright.Locator wanted) {
        for (int i = 0; i < 120; i++) {
            if ((Boolean) wanted.evaluate("element => element === document.activeElement")) {
                return;
            }
            press("Tab");
        }
        throw new AssertionError("not reachable by keyboard: " + wanted);
    }

    private void tabTo(String text) {
        focus(page.locator("a:visible, button:visible").filter(new com.microsoft.playwright.Locator.FilterOptions()
                .setHasText(Pattern.compile("^\\s*" + text))).first());
    }

    private void type(String text) {
        page.keyboard().insertText(text);
    }

    private void press(String key) {
        page.keyboard().press(key);
    }
}
