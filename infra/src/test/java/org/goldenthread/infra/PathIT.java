package org.goldenthread.infra;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.goldenthread.infra.signin.DemoPeople;
import org.junit.jupiter.api.Test;

/** The path in a browser: from a form to the history, by keyboard, without JavaScript, and every page by axe. */
class PathIT extends Browsing {

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
        openAnew(false);
        signIn("manager");
        page.navigate(product.url("/contacts/new"));
        page.fill("#childName", "Ash Plain-Example");
        page.fill("#concern", "No food in the house for two days.");
        choose(page, "Save contact");
        assertThat(page.locator("h1")).hasText("Ash Plain-Example");
        page.getByText("Match to a record").first().click();
        page.check("input[value=NEW]");
        choose(page, "Save");
        page.getByText("Record a decision").first().click();
        page.check("input[name=outcome][value=REFERRAL_S17]");
        page.check("input[name=needStage][value=S3]");
        page.check("input[name=legalBasis][value=S17]");
        page.fill("#rationale", "Neglect over weeks; needs an assessment.");
        choose(page, "Record decision");
        assertThat(page.getByText("Referral: child in need (section 17)").first()).isVisible();
        var contact = page.url().replaceAll("\\?.*", "");
        page.navigate(contact + "/acknowledge");
        page.check("input[name=method] >> nth=0");
        choose(page, "Save");
        page.navigate(contact + "/feedback");
        choose(page, "Save");
        assertThat(page.locator(".govuk-error-summary__list a")).hasCount(3);
        page.fill("#outcomeText", "An assessment will begin.");
        page.fill("#reasons", "What you told us shows neglect.");
        page.check("input[name=method] >> nth=0");
        choose(page, "Save");
        assertThat(page.getByText("Feedback to the referrer recorded").first()).isVisible();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("Chronology"))).first().click();
        assertThat(page.locator(".moj-timeline__item")).hasCount(6);
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
        choose(page, "Save contact");
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
        choose(page, "Save contact");
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
        choose(page, "Save contact");
        assertThat(page.getByText("Late entry").first()).isVisible();
        assertThat(page.locator(".moj-timeline__date").first()).containsText("Happened 2 November 2026 at 03:00");
        assertThat(page.getByText("Recorded after the night shift").first()).isVisible();
        assertThat(page.locator(".moj-timeline__item").first()).containsText(Pattern.compile("Late entry: recorded [0-9]+ days? .*after"));
        assertThat(page.locator(".moj-timeline__item").first()).containsText("3 November 2026 at 23:59 (TS-DEC, 1 WD)");
        look("late-entry");
        page.getByText("Match to a record").first().click();
        page.check("input[value=NEW]");
        choose(page, "Save");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("Chronology"))).first().click();
        var received = page.locator(".moj-timeline__item", new Page.LocatorOptions().setHasText("Contact received")).first();
        assertThat(received).containsText("Happened 2 November 2026 at 03:00");
        assertThat(received).containsText("Recorded ");
        look("chronology-late");
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
        choose(page, "Show");
        assertThat(page.getByText("Nothing was recorded about this child by then.")).isVisible();
        look("chronology-empty");
        assertThat(all).isGreaterThan(2);
        page.getByText("By when it was recorded").click();
        assertThat(page.getByText("Show everything up to now")).isVisible();
        page.fill("#day", "99");
        choose(page, "Show");
        assertThat(page.getByText("Enter a real date")).isVisible();
        look("chronology-date-error");
        assertThat(page.navigate(product.url("/children/7d000000-0000-4000-8000-000000000002")).status()).isEqualTo(404);
        look("not-found");
    }

    @Test
    void the_queue_shows_what_is_overdue_and_follows_live() {
        signIn("manager");
        page.navigate(product.url("/front-door?show=OVERDUE"));
        look("front-door-overdue");
        page.navigate(product.url("/front-door"));
        assertThat(page.getByText("This list updates by itself.")).isVisible();
        var theirs = another("screener");
        theirs.navigate(product.url("/contacts/new"));
        theirs.fill("#childName", "Moss Live-Example");
        theirs.fill("#concern", "Seen alone at the station.");
        theirs.check("#immediateDanger");
        choose(theirs, "Save contact");
        assertThat(theirs.getByText("Immediate danger: call 999 first").first()).isVisible();
        theirs.context().close();
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
        openAnew(true);
        signIn("teacher");
        assertThat(page.locator("h1")).hasText("Actions");
        look("actions-of-a-school");
        assertThat(page.navigate(product.url("/meetings")).status()).isEqualTo(403);
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

    @Test
    void what_a_quick_log_left_out_is_added_and_the_referrer_is_told_it_arrived() {
        signIn("screener");
        var contact = logContact("Reed Later-Example");
        page.getByText("Add what is missing").click();
        look("details");
        choose(page, "Save");
        assertThat(page.locator(".govuk-error-summary")).containsText("Fill in at least one detail");
        page.selectOption("#sourceCode", "2A");
        page.fill("#referrerName", "Ms Example");
        page.fill("#dob1-day", "3");
        page.fill("#dob1-month", "4");
        page.fill("#dob1-year", "2014");
        page.fill("#address1", "3 Harbour Row, Seaholm");
        choose(page, "Save");
        assertThat(page.getByText("Details added").first()).isVisible();
        assertThat(page.getByText("Born 3 April 2014").first()).isVisible();
        assertThat(page.getByText("Still missing")).hasCount(0);
        page.navigate(product.url(contact + "/acknowledge"));
        look("acknowledge");
        choose(page, "Save");
        assertThat(page.locator(".govuk-error-summary")).containsText("Choose how you told them");
        look("acknowledge-error");
        page.check("input[name=method] >> nth=0");
        choose(page, "Save");
        assertThat(page.getByText("Referrer told that the contact arrived").first()).isVisible();
        page.navigate(product.url(contact + "/feedback"));
        choose(page, "Save");
        assertThat(page.locator(".govuk-error-summary__list a")).hasCount(3);
        look("feedback-error");
        page.navigate(product.url(contact + "?after=" + farAhead()));
        assertThat(page.getByText("Saved, still updating.")).isVisible();
        look("contact-behind");
        page = tab("/contacts/7d000000-0000-4000-8000-000000000001?after=" + farAhead()); // the first one is busy looking again by itself
        look("contact-coming");
    }

    /** The token of a place in ledger 1 that is not reached yet. */
    private static String farAhead() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString("1.999999999".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void a_child_is_matched_to_an_existing_record_whose_details_are_then_corrected_and_an_older_moment_shows_the_older_ones() {
        signIn("manager");
        var first = logContact("Sorrel Known-Example");
        page.navigate(product.url(first + "/match/1"));
        page.check("input[value=NEW]");
        choose(page, "Save");
        assertThat(page.getByText("Found to be a new child").first()).isVisible();
        var second = logContact("Sorrel Known-Example");
        page.navigate(product.url(second + "/match/1"));
        assertThat(page.getByText("Sorrel Known-Example").first()).isVisible();
        look("match-candidates");
        choose(page, "Save");
        look("match-error");
        page.check("input[name=childId] >> nth=0");
        page.check("input[name=matchBasis][value=PROFESSIONAL_KNOWLEDGE]");
        choose(page, "Save");
        assertThat(page.getByText("Child matched").first()).isVisible();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("Chronology"))).first().click();
        assertThat(page.locator("h1")).hasText("Sorrel Known-Example");
        var child = URI.create(page.url()).getPath();
        page.getByText("Correct these details").click();
        var stale = tab(child + "/details");
        page.fill("#name", "Sorrel Known-Exemplar");
        page.fill("#nhsNumber", "999 000 0019");
        choose(page, "Save correction");
        assertThat(page.locator("#nhsNumber")).hasValue("999 000 0019");
        assertThat(page.locator("#name")).hasValue("Sorrel Known-Exemplar");
        look("child-details-error");
        page.fill("#reason", "The school spelt it for us");
        choose(page, "Save correction");
        assertThat(page.locator(".govuk-error-summary")).containsText("isn't a valid NHS number");
        page.fill("#nhsNumber", "999 000 0018");
        var before = Instant.now();
        choose(page, "Save correction");
        assertThat(page.locator("h1")).hasText("Sorrel Known-Exemplar");
        assertThat(page.getByText("999 000 0018").first()).isVisible();
        look("child-corrected");
        stale.fill("#address", "12 Pier Hill");
        stale.fill("#reason", "A neighbour said so");
        choose(stale, "Save correction");
        assertThat(stale.locator(".govuk-error-summary")).containsText("Someone else changed this");
        assertThat(stale.locator("#address")).hasValue("12 Pier Hill");
        assertThat(stale.getByText("On record: Sorrel Known-Exemplar")).isVisible();
        choose(stale, "Save correction");
        assertThat(stale.locator("dd", new Page.LocatorOptions().setHasText("12 Pier Hill")).first()).isVisible();
        page.navigate(product.url(child + "?asAt=" + before.truncatedTo(ChronoUnit.SECONDS)));
        assertThat(page.locator("h1")).hasText("Sorrel Known-Example");
        assertThat(page.getByText("As it stood on")).isVisible();
        look("chronology-as-at");
    }

    @Test
    void a_ledger_that_is_not_what_was_read_is_shown_to_whoever_keeps_it_running() throws Exception {
        signIn("administrator");
        ledger("update ledger.head set position = position + 3 where ledger = 3");
        try {
            page.waitForCondition(() -> {
                page.reload();
                return page.getByText("Stopped: its head says").count() == 1;
            });
            look("operations-stopped");
        } finally {
            ledger("update ledger.head set position = position - 3 where ledger = 3");
        }
        for (int i = 0; i < 4; i++) {
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Rebuild"))).nth(i).click();
            assertThat(page.getByText(Pattern.compile("rebuilt from [0-9]+ events: the same rows as before"))).isVisible();
        }
        assertThat(page.getByText("Stopped:")).hasCount(0);
    }

    private static void ledger(String sql) throws SQLException {
        try (var connection = product.machine().postgres().connect("ledger"); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void what_was_typed_before_the_sign_in_ended_is_saved_after_signing_in_again() {
        signIn("screener");
        page.navigate(product.url("/contacts/new"));
        page.fill("#childName", "Maple Expired-Example");
        page.fill("#concern", "A long account,\nin two lines, that nobody wants to type again.");
        page.context().clearCookies();
        choose(page, "Save contact");
        assertThat(page.locator("h1")).hasText("Nothing you typed is lost");
        assertThat(page.getByText("in two lines, that nobody wants to type again.")).isVisible();
        look("typed-text");
        var second = tab("/");
        second.fill("#username", "screener");
        second.fill("#password", DemoPeople.PASSWORD);
        second.click("button[type=submit]");
        assertThat(second.locator("h1")).hasText("Front door");
        choose(page, "Save it now");
        assertThat(page.locator("h1")).hasText(Pattern.compile("Nothing you typed is lost|Maple Expired-Example"));
        if (page.locator("h1").textContent().startsWith("Nothing")) {
            choose(page, "Save it now");
        }
        assertThat(page.locator("h1")).hasText("Maple Expired-Example");
        assertThat(page.getByText("in two lines, that nobody wants to type again.").first()).isVisible();
    }
}
