package org.goldenthread.infra;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.junit.jupiter.api.Test;

/** Minutes, in a browser: written beside the meeting's own record, approved, sent to each as it may have them, received, corrected. */
class MinutesIT extends Browsing {

    private static final String ANALYSIS = "The phone came from an older man. Nobody has met him.";
    private static final String SECRET = "Reference 17: the phone is known from another enquiry.";

    private String record = "";
    private String chronology = "";

    @Test
    void minutes_are_written_sent_not_final_received_made_final_and_corrected() {
        signIn("manager");
        held("Aspen Minutes-Example");
        page.getByText("Write and send the minutes").click();
        assertThat(page.locator("#missing")).containsText("The date of birth, known or estimated, of Aspen Minutes-Example");
        assertThat(page.locator("#missing")).containsText("Somebody’s approval");
        look("minutes-nothing-written");
        write(1, "ANALYSIS", "PARTNERS", ANALYSIS);
        choose(page, "Add another passage");
        assertThat(page.locator("#text-1")).hasValue(ANALYSIS);
        write(2, "DISCUSSION", "NOT_FOR_FAMILY", "His car was seen twice outside the school.");
        choose(page, "Save the minutes");
        assertThat(page.getByText("Minutes saved").first()).isVisible();
        look("minutes-draft");

        page.getByText("as Estuary Hospitals NHS Foundation Trust has it").click();
        assertThat(page.locator("main")).containsText(ANALYSIS);
        assertThat(page.locator("main")).not().containsText(SECRET);
        assertThat(page.locator("main")).containsText("Age at the meeting: age not known");
        look("minutes-preview");
        page.goBack();
        choose(page, "Send as not final, saying what is missing");
        assertThat(page.getByText("Minutes sent to everybody who is owed them").first()).isVisible();

        var police = another("police");
        awaitText(police, "/inbox", "Minutes, version 1");
        police.locator("main tr", new Page.LocatorOptions().setHasText("Minutes, version 1")).filter(new Locator.FilterOptions().setHasText("Aspen")).locator("a").first().click();
        assertThat(police.locator("main")).containsText("Not final");
        assertThat(police.locator("main")).containsText("His car was seen twice");
        assertThat(police.locator("main")).containsText("Not for the family");
        assertThat(police.locator("main")).containsText("these are the words that were written");
        look(police, "minutes-received");
        choose(police, "We have it");
        assertThat(police.getByText("Your agency has it").first()).isVisible();
        details(police, "We recorded it in our own system");
        choose(police, "Record it");
        assertThat(police.locator(".govuk-error-summary")).containsText("Enter the name of your system");
        police.fill("#system", "Athena");
        police.fill("#reference", "EP/2026/0017");
        choose(police, "Record it");
        assertThat(police.getByText("In your own system").first()).isVisible();
        look(police, "minutes-recorded");
        police.setViewportSize(320, 700);
        assertThat((Boolean) police.evaluate("document.documentElement.scrollWidth <= 320")).isTrue();
        look(police, "minutes-320");

        born();
        page.navigate(record + "/minutes");
        assertThat(page.locator("#missing")).not().containsText("date of birth");
        page.fill("#text-1", ANALYSIS.replace("older man", "man of about 30"));
        choose(page, "Save the minutes");
        choose(page, "Approve as they stand");
        assertThat(page.locator("#missing")).containsText("Nothing: it can be sent as final.");
        look("minutes-approved");
        choose(page, "Send as final");
        assertThat(page.getByText("Minutes sent to everybody who is owed them").first()).isVisible();
        var health = another("safeguardinglead");
        awaitText(health, "/inbox", "Minutes, version 2");
        health.locator("main tr", new Page.LocatorOptions().setHasText("Minutes, version 2")).filter(new Locator.FilterOptions().setHasText("Aspen")).locator("a").first().click();
        assertThat(health.locator("main")).containsText("Age at the meeting: 13");
        assertThat(health.locator("ins").first()).containsText("man of about 30");
        assertThat(health.locator("main")).containsText("who chaired the meeting and wrote them");
        assertThat(health.locator("main")).not().containsText(SECRET);
        look(health, "minutes-final");
        health.emulateMedia(new Page.EmulateMediaOptions().setMedia(com.microsoft.playwright.options.Media.PRINT));
        health.setViewportSize(794, 1_123);
        health.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(PICTURES.resolve("minutes-printed.png")));

        page.navigate(record + "/minutes");
        assertThat(page.locator("#write h2")).hasText("Correct the final version");
        choose(page, "Save the correction");
        assertThat(page.locator(".govuk-error-summary")).containsText("Choose why it is corrected");
        page.selectOption("#why", "WRONG_FACT");
        page.fill("#reason", "He is 25.");
        page.selectOption("#handling-2", "NAMED");
        page.fill("#text-1", ANALYSIS.replace("older man", "man of 25"));
        choose(page, "Save the correction");
        choose(page, "Approve as they stand");
        choose(page, "Send as final");
        awaitText(health, "/inbox", "Minutes, version 3");
        health.locator("main tr", new Page.LocatorOptions().setHasText("Minutes, version 3")).filter(new Locator.FilterOptions().setHasText("Aspen")).locator("a").first().click();
        assertThat(health.locator("main")).containsText("A passage is not for your agency any more.");
        assertThat(health.locator("main")).not().containsText("His car was seen twice");
        look(health, "minutes-corrected");
        var document = java.net.URI.create(health.url()).getPath();
        var elsewhere = another("teacher");
        assertThat(elsewhere.navigate(product.url(document)).status()).isIn(403, 404);
        assertThat(health.navigate(product.url(document + "?version=9")).status()).isEqualTo(404);
        awaitText(police, "/inbox", "Minutes, version 3");
        page.navigate(record + "/minutes");
        var policeLine = page.locator("main table.gt-grid").last().locator("tbody tr").filter(new Locator.FilterOptions().setHasText("Estuary Police"));
        assertThat(policeLine).hasCount(1);
        assertThat(policeLine.locator("td")).hasCount(3);
        look("minutes-three-versions");
        page.navigate(product.url("/minutes?show=NOT_ACKNOWLEDGED"));
        assertThat(page.locator("main tr", new Page.LocatorOptions().setHasText("Aspen")).first()).containsText("Final, version 3");
        look("minutes-list");
        page.navigate(chronology);
        page.getByText("Who knew what, when").click();
        look("knowledge-choose");
        page.selectOption("#agency", new com.microsoft.playwright.options.SelectOption().setLabel("Estuary Hospitals NHS Foundation Trust"));
        choose(page, "Show");
        assertThat(page.locator("h1")).hasText("What Estuary Hospitals NHS Foundation Trust had by now");
        assertThat(page.locator("main tr", new Page.LocatorOptions().setHasText("Minutes, version 2")).first()).not().containsText("Not by then 27");
        assertThat(page.locator("main tr", new Page.LocatorOptions().setHasText("From them"))).hasCount(1);
        assertThat(page.locator("main tr", new Page.LocatorOptions().setHasText("Decision notice, version 1"))).hasCount(1);
        look("knowledge");
        day(page, "on", LocalDateTime.now(WorkingCalendar.LONDON).minusDays(1));
        choose(page, "Show");
        assertThat(page.getByText("They had told nothing and been given nothing by then that you may see.")).isVisible();
        look("knowledge-earlier");
        page.fill("#on-day", "31");
        page.fill("#on-month", "2");
        page.fill("#on-year", "2026");
        choose(page, "Show");
        assertThat(page.locator(".govuk-error-message")).containsText("Enter a real date");
        page.navigate(record + "/minutes/family");
        assertThat(page.locator("main")).containsText("it could warn somebody");
        page.fill("#recipient", "Jo Minutes-Example");
        page.selectOption("#relationship", "MOTHER");
        page.selectOption("#channel", "POST");
        page.check("#decisions");
        choose(page, "Give it to be released");
        assertThat(page.locator(".govuk-error-summary")).containsText("Families aren't given the record of a strategy discussion");
        look("minutes-family-refused");
        page.fill("#aside", "She was at the meeting herself.");
        choose(page, "Give it to be released");
        assertThat(page.getByText("The copy waits for somebody else to look at it and release it").first()).isVisible();
        page.navigate(product.url("/timeliness"));
        assertThat(page.locator("main tr", new Page.LocatorOptions().setHasText("Minutes with their agency in time")).first()).not().containsText("none");
        look("minutes-timeliness");
    }

    @Test
    void two_who_write_at_once_get_the_difference_and_keep_their_text_and_a_page_works_without_javascript() {
        openAnew(false);
        signIn("manager");
        held("Alder Minutes-Example");
        page.navigate(record + "/minutes");
        var second = tab(java.net.URI.create(record).getPath() + "/minutes");
        write(1, "ANALYSIS", "PARTNERS", "Mine, first.");
        choose(page, "Save the minutes");
        assertThat(page.getByText("Minutes saved").first()).isVisible();
        second.fill("#text-1", "Mine, second.");
        second.selectOption("#heading-1", "ANALYSIS");
        choose(second, "Save the minutes");
        assertThat(second.locator(".govuk-error-summary")).containsText("Somebody else changed the minutes since you opened this page.");
        assertThat(second.locator("#text-1")).hasValue("Mine, second.");
        assertThat(second.locator("main")).containsText("Mine, first.");
        choose(second, "Save the minutes");
        assertThat(second.getByText("Minutes saved").first()).isVisible();
    }

    private void write(int number, String heading, String handling, String text) {
        page.selectOption("#heading-" + number, heading);
        page.selectOption("#handling-" + number, handling);
        page.fill("#text-" + number, text);
    }

    /** A meeting about a child whose date of birth nobody knows, at which police told something that is for them alone; closed. */
    private void held(String child) {
        var now = LocalDateTime.now(WorkingCalendar.LONDON).truncatedTo(ChronoUnit.MINUTES);
        var contact = logContact(child);
        page.navigate(product.url(contact + "/match/1"));
        page.check("input[value=NEW]");
        choose(page, "Save");
        page.navigate(product.url(contact));
        page.locator("a:has-text('Chronology')").first().click();
        page.waitForURL(Pattern.compile(".*/children/.*"));
        chronology = page.url().replaceAll("[?#].*", "");
        page.getByText("Arrange a meeting about this child").click();
        page.fill("#purpose", "Whether a section 47 enquiry is needed.");
        page.getByLabel("Estuary Hospitals NHS Foundation Trust", new Page.GetByLabelOptions().setExact(true)).check();
        moment(page, "starts", now.minusHours(2));
        choose(page, "Go to the record");
        assertThat(page.locator("h1")).hasText(child);
        record = page.url().replaceAll("[?#].*", "");
        for (int seat = 1; seat <= 3; seat++) {
            page.selectOption("[name='status-" + seat + "']", "PRESENT");
        }
        choose(page, "Save who is here");
        tell("Estuary Police", "INTELLIGENCE", SECRET);
        tell("Estuary Hospitals", "HEALTH", "Seen twice in a month with injuries to her hands.");
        page.selectOption("#voice-source", "NOT:NOT_YET_SEEN");
        choose(page, "Add the child’s voice");
        select(page, "decision-answer", "Section 47 threshold met: not decided");
        page.fill("#decision-why", "The hospital's report is awaited.");
        details(page, "Not decided, decided earlier");
        page.fill("#decision-who", "The service manager");
        day(page, "decision-by", now.plusDays(2));
        moment(page, "decided", now.minusMinutes(61));
        choose(page, "Add the decision");
        details(page, "It ended earlier");
        moment(page, "ended", now.minusHours(1));
        choose(page, "Close the meeting");
        assertThat(page.getByText("Meeting closed").first()).isVisible();
        page.fill("#action-what", "Ask the shop for its camera's pictures.");
        select(page, "action-agency", "Estuary Police");
        page.fill("#action-name", "PC Example");
        page.fill("#action-measure", "The shop's answer is written down.");
        choose(page, "Agree the action");
        assertThat(page.getByText("Action agreed").first()).isVisible();
        awaitText(page, java.net.URI.create(record).getPath(), "Write and send the minutes");
    }

    private void tell(String agency, String category, String text) {
        select(page, "info-agency", agency);
        page.selectOption("#info-category", category);
        page.fill("#info-text", text);
        choose(page, "Add information");
        assertThat(page.getByText("Information recorded").first()).isVisible();
    }

    private void born() {
        page.navigate(chronology + "/details");
        day(page, "dob", LocalDateTime.now(WorkingCalendar.LONDON).minusYears(13).minusDays(40));
        page.fill("#reason", "The school told us.");
        choose(page, "Save correction");
        await().untilAsserted(() -> {
            page.navigate(record + "/minutes");
            assertThat(page.locator("#missing").textContent()).doesNotContain("date of birth");
        });
    }

    private static void select(Page tab, String id, String option) {
        var value = tab.locator("#" + id + " option").filter(new Locator.FilterOptions().setHasText(option)).first().getAttribute("value");
        tab.selectOption("#" + id, value);
    }
}
