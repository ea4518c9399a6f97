package org.goldenthread.infra;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.goldenthread.events.Role;
import org.goldenthread.infra.launcher.Person;
import org.goldenthread.infra.signin.DemoPeople;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Those who may, and nobody else: finding a child, opening in need, restricting, who looked, an auditor's sample. */
@Tag("browser")
class AccessIT extends Browsing {

    @Test
    void a_record_without_involvement_is_opened_in_need_in_three_clicks_and_its_keeper_is_told() {
        var child = oldCase("Gwendolen Ashplant");
        signIn("caseworker");
        page.navigate(product.url("/search"));
        page.fill("#name", "Gwendolin Ashplant");
        page.keyboard().press("Enter");
        assertThat(page.locator("#found")).containsText("1 child found");
        look("search-found");
        click("Open with a reason");
        look("break-glass");
        page.getByLabel("A child is at risk now").check();
        page.fill("#reason", "The police hold her and need to know who to call.");
        click("Open for four hours");
        assertThat(page.locator("h1")).hasText("Gwendolen Ashplant");
        assertThat(page.locator(".gt-why")).containsText("you opened it in need, until");
        look("opened-in-need");
        page.navigate(product.url("/cases"));
        assertThat(page.locator("h1")).hasText("My cases");
        look("my-cases");

        var manager = another("teammanager");
        manager.navigate(product.url(child + "/break-glass"));
        assertThat(manager.locator("h1")).hasText("Open this record in need");
        manager.getByLabel("The worker is away").check();
        manager.fill("#reason", "To see who opened it.");
        click(manager, "Open for four hours");
        click(manager, "Who may see this record, and who looked");
        assertThat(manager.locator("main")).containsText("Ruth Penhale");
        click(manager, "Review this opening");
        manager.getByLabel("Yes").check();
        manager.getByLabel("What you found").fill("The police confirm it.");
        click(manager, "Record the review");
        assertThat(manager.locator(".govuk-notification-banner")).containsText("Review of the opening recorded");
        assertThat(manager.locator("main")).containsText("It had to be opened");
        click(manager, "Who looked at it");
        assertThat(manager.locator("table")).containsText("opened it in need, with a reason");
        picture(manager, "who-looked");
        var governance = another("governance");
        governance.navigate(product.url("/unusual-reading"));
        assertThat(governance.locator("table")).containsText("Ruth Penhale");
        picture(governance, "unusual-reading-found");
        governance.context().close();
        manager.navigate(product.url("/access-reviews"));
        assertThat(manager.locator("h1")).hasText("Access to review");
        picture(manager, "access-reviews");
        manager.context().close();
    }

    @Test
    void a_restricted_record_is_not_there_for_others_and_a_contact_about_it_goes_to_its_owner() {
        signIn("manager");
        var contact = logContact("Leopold Wintergreen");
        matchNew(page, contact);
        page.navigate(product.url(contact));
        click("Chronology");
        var child = page.url().replaceAll("\\?.*", "");
        click("Who may see this record, and who looked");
        look("access-open");
        click("Restrict this record");
        click(page, "Restrict", true);
        assertThat(page.locator(".govuk-error-summary")).containsText("Choose how far the restriction goes");
        look("access-errors");
        page.getByLabel("Restricted: only those who work on the case").check();
        page.getByLabel("High risk").check();
        page.fill("#restrict-reason", "An adult is looking for this family.");
        click(page, "Restrict", true);
        assertThat(page.locator(".govuk-notification-banner")).containsText("Record restricted");
        look("access-restricted");

        var worker = another("socialworker");
        worker.navigate(child);
        assertThat(worker.locator("h1")).hasText("Page not found");
        worker.navigate(product.url("/search"));
        worker.fill("#name", "Leopold Wintergreen");
        worker.keyboard().press("Enter");
        assertThat(worker.locator("#found")).containsText("Nobody found");
        picture(worker, "search-nobody");
        worker.navigate(product.url("/contacts/new"));
        worker.fill("#childName", "Leopold Wintergreen");
        worker.fill("#concern", "Seen alone again.");
        click(worker, "Save contact");
        var theirs = worker.url().replaceAll("\\?.*", "");
        org.awaitility.Awaitility.await().untilAsserted(() -> {
            worker.navigate(theirs);
            assertThat(worker.locator("h1")).hasText("This contact is with another worker", new com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions().setTimeout(500));
        });
        picture(worker, "passed-on");
        worker.context().close();

        var outOfHours = another("outofhours");
        outOfHours.navigate(product.url("/search"));
        outOfHours.fill("#name", "Leopold Wintergreen");
        outOfHours.keyboard().press("Enter");
        assertThat(outOfHours.locator("#found")).containsText("A restricted record exists. Ask Helen Marsh");
        picture(outOfHours, "search-marker");
        outOfHours.context().close();

        page.navigate(product.url("/cases"));
        click("Contact 1");
        assertThat(page.locator("h1")).hasText("Leopold Wintergreen");
        look("contact-at-owner");
    }

    @Test
    void a_record_is_found_and_opened_in_need_by_keyboard_alone() {
        oldCase("Marigold Underhay");
        signIn("outofhours");
        page.navigate(product.url("/search"));
        focus("name");
        type("Marigold Underhay");
        press("Enter");
        tabTo("Open with a reason");
        press("Enter");
        focus("reasonCode");
        press("Space");
        focus("reason");
        type("The police ring about her.");
        tabTo("Open for four hours");
        press("Enter");
        assertThat(page.locator("h1")).hasText("Marigold Underhay");
        tabTo("Who may see this record");
        press("Enter");
        tabTo("Restrict this record");
        press("Enter");
        focus("restrict-level");
        press("Space");
        focus("restrict-ground");
        press("Space");
        focus("restrict-reason");
        type("Somebody looks for her.");
        tabTo("Restrict$");
        press("Enter");
        assertThat(page.locator(".govuk-notification-banner")).containsText("Record restricted");
    }

    @Test
    void a_sensitive_contact_is_not_for_screening_and_its_logger_is_told_who_works_on_it() throws Exception {
        signIn("screener");
        page.navigate(product.url("/contacts/new"));
        page.fill("#childName", "Peregrine Mossop");
        page.fill("#concern", "What she told the clinic.");
        click("More details");
        page.getByLabel("Sensitive: sexual health, police intelligence, or where a refuge is").check();
        click(page, "Save contact with details");
        var contact = page.url().replaceAll("\\?.*", "");
        org.awaitility.Awaitility.await().untilAsserted(() -> {
            page.navigate(contact);
            assertThat(page.locator("h1")).hasText("This contact is with another worker", new com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions().setTimeout(500));
        });
        page.navigate(product.url("/front-door"));
        assertThat(page.locator("main")).not().containsText("Peregrine Mossop");
        var id = contact.substring(contact.lastIndexOf('/') + 1);
        var screener = new Person(product, DemoPeople.with(Role.FD_SCREENER)).of(1);
        Assertions.assertThat(screener.command("/v1/contacts/" + id + "/acknowledgement", "may-not-work-on-it", "{\"method\":\"PHONE\"}").status()).isEqualTo(404);
        var worker = another("socialworker");
        worker.navigate(contact);
        assertThat(worker.locator("h1")).hasText("Peregrine Mossop");
        worker.context().close();
    }

    @Test
    void an_agency_takes_what_its_own_people_read_and_no_other_s() throws Exception {
        var lead = new Person(product, DemoPeople.with(Role.AGENCY_LEAD)).of(1);
        var governance = new Person(product, DemoPeople.with(Role.INFO_GOVERNANCE)).of(1);
        signIn("manager");
        page.navigate(product.url("/front-door"));
        var today = java.time.LocalDate.now(java.time.ZoneId.of("Europe/London"));
        var own = "{\"kind\":\"READINGS_OF_AGENCY\",\"agency\":\"%s\",\"from\":\"%s\",\"until\":\"%s\"}".formatted(DemoPeople.HOSPITAL, today, today);
        var others = own.replace(DemoPeople.HOSPITAL.toString(), DemoPeople.SOCIAL_CARE.toString());
        Assertions.assertThat(file(lead, own)).startsWith("at,person,role,agency,why,what,from,records");
        Assertions.assertThat(lead.ask("/v1/exports", others).status()).isEqualTo(404);
        var file = governance.ask("/v1/exports", others).text("id");
        Assertions.assertThat(file(governance, others)).contains("FD_MANAGER").contains("GET /front-door");
        Assertions.assertThat(lead.read("/v1/exports/" + file).status()).isEqualTo(404);
        Assertions.assertThat(lead.read("/v1/exports/" + file + "/file").status()).isEqualTo(404);

        var tab = another("governance");
        tab.navigate(product.url("/exports"));
        click(tab, "Ask for the file");
        assertThat(tab.locator(".govuk-error-summary")).containsText("Choose an agency");
        picture(tab, "exports-errors");
        tab.selectOption("#agency", DemoPeople.SOCIAL_CARE.toString());
        date(tab, "from", "1", "11", "2026");
        date(tab, "until", "30", "11", "2026");
        click(tab, "Ask for the file");
        org.awaitility.Awaitility.await().untilAsserted(() -> {
            tab.navigate(product.url("/exports"));
            assertThat(tab.locator("tbody tr").first()).containsText("Download", new com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions().setTimeout(500));
        });
        picture(tab, "exports");
        tab.context().close();
    }

    @Test
    void a_record_given_to_another_agency_says_on_what_basis_and_its_holder_hears_who_looked() throws Exception {
        var child = oldCase("Philippa Ravenscroft");
        signIn("manager");
        page.navigate(product.url(child + "/break-glass"));
        page.getByLabel("The worker is away").check();
        page.fill("#reason", "To give it to who works on it.");
        click("Open for four hours");
        page.navigate(product.url(child + "/access"));
        give("Ruth Penhale");
        click(page, "Give the case", true);
        assertThat(page.locator(".govuk-notification-banner")).containsText("Case given");
        give("Joss Merriweather");
        click(page, "Give the case", true);
        assertThat(page.locator(".govuk-error-summary")).containsText("so this shares the record. Say on what legal basis");
        page.selectOption("#involve-sharing-basis", "PUBLIC_TASK");
        page.selectOption("#involve-sharing-familyInformed", "YES");
        look("access-sharing");
        click(page, "Give the case", true);
        assertThat(page.locator(".govuk-notification-banner")).containsText("Case given");
        page.navigate(product.url(child));
        assertThat(page.locator("main")).containsText("Public task");

        var school = another("familyworker");
        school.navigate(product.url(child));
        assertThat(school.locator("h1")).hasText("Philippa Ravenscroft");
        school.context().close();
        var holder = another("caseworker");
        org.awaitility.Awaitility.await().untilAsserted(() -> {
            holder.navigate(product.url("/cases"));
            assertThat(holder.locator("main")).containsText(Pattern.compile("school: Philippa Ravenscroft, once, ", Pattern.CASE_INSENSITIVE),
                    new com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions().setTimeout(500));
        });
        picture(holder, "my-cases-looked-at");
        click(holder, "Philippa Ravenscroft");
        assertThat(holder.locator("table")).containsText("Joss Merriweather");
        click(holder, "Export all readings");
        assertThat(holder.locator("table")).containsText("Who looked at record");
        holder.context().close();
    }

    private void give(String name) {
        if (page.getByLabel("Legal basis for sharing").isHidden()) {
            click("Give the case to somebody");
        }
        var person = page.locator("#involve-userId option").filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText(name)).getAttribute("value");
        page.selectOption("#involve-userId", person);
        page.locator("#involve-kind").check();
    }

    private static String file(Person person, String ask) throws InterruptedException {
        var export = "/v1/exports/" + person.ask("/v1/exports", ask).text("id");
        org.awaitility.Awaitility.await().until(() -> person.read(export).text("state").equals("READY"));
        return person.read(export + "/file").body();
    }

    @Test
    void somebody_kept_from_a_record_does_not_see_it_in_the_queue_either() {
        signIn("manager");
        var contact = logContact("Isolde Farthingale");
        matchNew(page, contact);
        page.navigate(product.url(contact));
        click("Chronology");
        click("Who may see this record, and who looked");
        click("Keep somebody from this record");
        page.getByLabel("Person").last().selectOption(new com.microsoft.playwright.options.SelectOption().setLabel("Priya Nair, Front-door screener (Seaholm children's social care)"));
        page.fill("#exclude-reason", "A cousin of the family.");
        click("Keep them from it");
        assertThat(page.locator("main")).containsText("Priya Nair, since");
        look("access-exclusion");
        var screener = another("screener");
        screener.navigate(product.url("/front-door"));
        assertThat(screener.locator("main")).not().containsText("Isolde Farthingale");
        screener.navigate(product.url(contact));
        assertThat(screener.locator("h1")).hasText("Page not found");
        picture(screener, "not-found");
        screener.context().close();
    }

    @Test
    void an_auditor_reads_the_sample_and_nothing_else_and_changes_nothing() {
        signIn("auditor");
        assertThat(page.locator("h1")).hasText("Audit samples");
        look("audit-sample");
        page.locator("main ul a").first().click();
        assertThat(page.locator(".gt-why")).containsText("it is in your audit sample, until");
        assertThat(page.locator("main")).not().containsText("Correct these details");
        click("Open the contact", false);
        assertThat(page.locator("main")).not().containsText("Record a decision");
        look("audit-contact");
        page.navigate(product.url("/search"));
        assertThat(page.locator("h1")).hasText("You don't have access to this page");

        var partnership = another("partnership");
        assertThat(partnership.locator("main")).containsText("Greta Lindqvist: 5 cases until");
        click(partnership, "Give the sample", true);
        assertThat(partnership.locator(".govuk-error-summary")).containsText("Choose the auditor");
        picture(partnership, "audit-sample-errors");
        partnership.selectOption("#auditorId", new com.microsoft.playwright.options.SelectOption().setLabel("Greta Lindqvist"));
        date(partnership, "from", "1", "1", "2026");
        date(partnership, "until", "31", "12", "2026");
        date(partnership, "end", "31", "12", "2026");
        partnership.fill("#size", "3");
        partnership.fill("#reason", "How repeat contacts were weighed.");
        click(partnership, "Give the sample", true);
        assertThat(partnership.locator(".govuk-notification-banner")).containsText("Sample given");
        picture(partnership, "audit-sample-given");
        partnership.context().close();
    }

    @Test
    void a_decision_for_a_child_who_cannot_wait_needs_nothing_of_the_case() {
        signIn("manager");
        var contact = logContact("Barnaby Quickthorn");
        page.navigate(product.url(contact + "/emergency-decision"));
        look("emergency-decision");
        click("Record the decision");
        assertThat(page.locator(".govuk-error-summary")).containsText("Say why");
        page.fill("#rationale", "Seen with an injury; police are there.");
        click("Record the decision");
        assertThat(page.locator("h1")).hasText("Decision recorded");
        look("emergency-decision-recorded");
        page.navigate(product.url(contact));
        assertThat(page.locator("main")).containsText("Immediate protection");
    }

    @Test
    void reading_that_stands_out_is_shown_to_who_keeps_an_eye_on_it() {
        signIn("governance");
        page.navigate(product.url("/unusual-reading"));
        assertThat(page.locator("h1")).hasText("Reading that stands out");
        look("unusual-reading");
    }

    /** A case of long ago that nobody here works on: its contact came in four months ago and was decided. Returns its path. */
    private String oldCase(String name) {
        signIn("manager");
        page.navigate(product.url("/contacts/new"));
        page.fill("#childName", name);
        page.fill("#concern", "Came hungry.");
        click("More details");
        page.getByLabel("The referrer wants to stay anonymous").check();
        date(page, "received", "3", "3", Integer.toString(java.time.Year.now(java.time.ZoneOffset.UTC).getValue()));
        page.fill("#received-time", "10:00");
        page.fill("#lateEntryReason", "Found on paper.");
        click(page, "Save contact", true);
        var contact = page.url().replaceAll("\\?.*", "").replace(product.url(""), "");
        matchNew(page, contact);
        page.navigate(product.url(contact + "/decide/1"));
        page.getByLabel("No further action").check();
        page.getByLabel("Stage 1: universal").check();
        page.getByLabel("None needed").check();
        page.fill("#rationale", "The school feeds her now.");
        click("Record decision");
        page.navigate(product.url("/search"));
        page.fill("#name", name);
        page.keyboard().press("Enter");
        var link = product.url("") + page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^Open (with a reason|the chronology)"))).first().getAttribute("href");
        openAnew(true);
        return link.replace(product.url(""), "").replace("/break-glass", "");
    }

    private void matchNew(Page tab, String contact) {
        tab.navigate(product.url(contact + "/match/1"));
        tab.getByLabel("None of these: a new child").check();
        click(tab, "Save", true);
        assertThat(tab.locator(".govuk-notification-banner")).containsText("Child matched");
    }

    private static void date(Page tab, String field, String day, String month, String year) {
        tab.fill("#" + field + "-day", day);
        tab.fill("#" + field + "-month", month);
        tab.fill("#" + field + "-year", year);
    }

    private void click(String text) {
        click(page, text);
    }

    private void click(String text, boolean exact) {
        click(page, text, exact);
    }

    private static void click(Page tab, String text) {
        click(tab, text, false);
    }

    private static void click(Page tab, String text, boolean exact) {
        tab.locator("a:visible, button:visible, summary:visible").filter(new com.microsoft.playwright.Locator.FilterOptions()
                .setHasText(Pattern.compile(exact ? "^\\s*" + text + "\\s*$" : "^\\s*" + text))).first().click();
    }

    private static void picture(Page tab, String name) {
        tab.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(PICTURES.resolve(name + ".png")));
        var found = new com.deque.html.axecore.playwright.AxeBuilder(tab).analyze().getViolations();
        Assertions.assertThat(found).as(name).extracting(rule -> rule.getId() + " " + rule.getNodes()).isEmpty();
    }
}
