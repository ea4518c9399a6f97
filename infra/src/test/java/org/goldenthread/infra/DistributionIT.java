package org.goldenthread.infra;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.infra.signin.DemoPeople;
import org.junit.jupiter.api.Test;

/** How documents get to agencies, in a browser: by mail, once more, to the wrong one and away again, disputed (domain 7, scenarios 5 and 6). */
class DistributionIT extends Browsing {

    private static final String HEALTH = "Estuary Community Health NHS Trust";

    private String record = "";

    @Test
    void a_mailed_notice_holds_nobodys_name_leads_to_the_document_in_three_clicks_and_what_came_back_goes_another_way() {
        signIn("manager");
        held("Hazel Distribution-Example");
        awaitText(page, record, "Who has the decisions");
        await().untilAsserted(() -> {
            page.reload();
            assertThat(page.locator("table.gt-grid").first().textContent()).contains(HEALTH).contains("Notice by secure mail");
        });
        await().untilAsserted(() -> {
            page.reload();
            assertThat(line(page, HEALTH).textContent()).doesNotContain("On its way");
        });
        assertThat(line(page, HEALTH)).containsText("Delivered");
        look("distribution-grid");
        var mail = mailOfThisNotice();
        assertThat(mail).doesNotContain("Hazel").doesNotContain("Distribution-Example").contains("a document waits for your agency");

        var nurse = stranger();
        nurse.navigate(product.machine().ports().issuer() + "/mailbox");
        nurse.locator("a").first().click(); // the first click: the link in the notice
        nurse.fill("#username", "nurse");
        nurse.fill("#password", DemoPeople.PASSWORD);
        nurse.click("button[type=submit]"); // the second: signing in
        nurse.waitForURL(Pattern.compile(".*/documents/.*"));
        assertThat(nurse.locator("h1")).containsText("Hazel Distribution-Example");
        choose(nurse, "We have it"); // the third
        assertThat(nurse.getByText("Your agency has it").first()).isVisible();
        look(nurse, "distribution-nurse");
        var path = "/v1" + URI.create(nurse.url()).getPath();
        var fetched = fetch("nurse", path + "?version=1");
        assertThat(fetched.statusCode()).isEqualTo(200);
        assertThat(fetched.body()).contains("\"what\":\"DECISION_NOTICE\"").contains("Hazel Distribution-Example").contains("The hospital's report is awaited.");
        assertThat(fetch("nurse", path + "?version=2").statusCode()).isEqualTo(404);
        assertThat(fetch("safeguardinglead", path).statusCode()).as("an agency that was not sent it").isEqualTo(404);
        assertThat(fetch("teacher", path).statusCode()).isEqualTo(403);
        assertThat(fetch("nurse", "/v1/inbox?show=ALL").body()).contains(path.substring(path.lastIndexOf('/') + 1));

        page.reload();
        line(page, HEALTH).locator("a").first().click();
        assertThat(page.locator("h1")).hasText(HEALTH);
        look("distribution-agency");
        details(page, "It came back, or they looked and it isn’t there");
        chooseIn("It came back", "Record it");
        assertThat(page.locator(".govuk-error-summary")).containsText("Choose why it came back");
        look("distribution-agency-error");
        page.selectOption("#bounce", "NO_SUCH_MAILBOX");
        moment(page, "back", LocalDateTime.now(WorkingCalendar.LONDON).minusMinutes(1).truncatedTo(ChronoUnit.MINUTES));
        chooseIn("It came back", "Record it");
        assertThat(page.getByText("Recorded that it came back").first()).isVisible();
        assertThat(page.locator("main")).containsText("No such mailbox");
        details(page, "Send it to them once more");
        page.selectOption("#channel", "AGENCY_API");
        page.selectOption("#reason", "BOUNCED");
        choose(page, "Send it once more");
        assertThat(page.locator(".govuk-error-summary")).containsText("No address is known for that agency by that way.");
        assertThat(page.locator("#reason")).hasValue("BOUNCED");
        page.selectOption("#channel", "PORTAL");
        choose(page, "Send it once more");
        assertThat(page.getByText("It goes to them once more").first()).isVisible();
        assertThat(page.locator("main ol")).containsText("Sent once more to " + HEALTH);
        look("distribution-again");
    }

    @Test
    void what_comes_back_as_a_mail_is_recorded_by_itself_and_goes_another_way_while_its_first_sending_stands() {
        signIn("manager");
        held("Aspen Distribution-Example");
        awaitText(page, record, "Who has the decisions");
        await().untilAsserted(() -> {
            page.reload();
            assertThat(line(page, HEALTH).textContent()).contains("Delivered");
        });
        mailOfThisNotice();
        var document = page.locator("a", new Page.LocatorOptions().setHasText("Open the decision notice")).first().getAttribute("href").replaceAll("[?#].*", "");
        var copy = document + "/agencies/" + DemoPeople.COMMUNITY_HEALTH;
        sendBack(document, "It is still being tried");
        sendBack(document, "There is no such mailbox");
        sendBack(document, "There is no such mailbox");
        awaitText(page, copy, "It came back from " + HEALTH);
        assertThat(page.locator("main ol")).containsText("No such mailbox");
        look("distribution-bounced");
        page.navigate(product.url("/outstanding"));
        assertThat(page.locator("main tr", new Page.LocatorOptions().setHasText(HEALTH)).first()).isVisible();
        page.navigate(product.url(copy));
        details(page, "Send it to them once more");
        page.selectOption("#channel", "PORTAL");
        page.selectOption("#reason", "BOUNCED");
        choose(page, "Send it once more");
        assertThat(page.getByText("It goes to them once more").first()).isVisible();
        awaitText(page, copy, "Sent once more to " + HEALTH);
        assertThat(times("Sent to " + HEALTH)).as("the first sending stands").isEqualTo(2);
        assertThat(times("It came back from " + HEALTH)).as("by two mails, once").isEqualTo(1);
        page.navigate(product.url(record));
        assertThat(line(page, HEALTH)).containsText("Delivered");
    }

    @Test
    void what_went_to_the_wrong_agency_is_gone_for_them_at_once_and_its_breach_is_assessed() {
        signIn("manager");
        held("Rowan Distribution-Example");
        var police = another("police");
        awaitText(police, "/inbox", "Rowan Distribution-Example");
        police.locator("main tr", new Page.LocatorOptions().setHasText("Rowan")).locator("a").first().click();
        var document = URI.create(police.url()).getPath();
        details(police, "It should never have come to us");
        choose(police, "Report it");
        assertThat(police.locator(".govuk-error-summary")).containsText("Enter what happened");
        look(police, "wrong-error");
        police.fill("#account", "We have never had anything to do with this child.");
        choose(police, "Report it");
        assertThat(police.getByText("Reported. Your agency can’t open it any more").first()).isVisible();
        assertThat(police.navigate(product.url(document)).status()).isEqualTo(404);

        var governance = another("governance");
        governance.navigate(product.url("/breaches"));
        governance.locator("main tr", new Page.LocatorOptions().setHasText("Not confirmed")).first().locator("a").first().click();
        assertThat(governance.locator("h1")).hasText("Sent wrongly to Estuary Police");
        assertThat(governance.locator("main")).containsText("We have never had anything to do with this child.");
        assertThat(governance.locator("main")).containsText("2 days 23 hours left");
        assertThat(governance.locator("main")).not().containsText("Rowan");
        look(governance, "breach");
        choose(governance, "Record it");
        assertThat(governance.locator(".govuk-error-summary")).containsText("Enter what came of it");
        governance.fill("#outcome", "Read by one officer bound to secrecy; no harm is likely.");
        choose(governance, "Record it");
        assertThat(governance.getByText("Recorded what came of it").first()).isVisible();
        await().untilAsserted(() -> {
            governance.reload();
            assertThat(governance.locator("main table").textContent()).contains("Assessed");
        });
        look(governance, "breaches");

        page.navigate(product.url(document + "/agencies/" + DemoPeople.POLICE));
        assertThat(page.locator("main")).containsText("Taken away");
        details(page, "They say that what they had is destroyed");
        choose(page, "Record it");
        assertThat(page.getByText("Recorded that they destroyed it").first()).isVisible();
        assertThat(page.locator("main ol")).containsText("Estuary Police destroyed what they had of it");
        look("wrong-agency");
        page.navigate(product.url(document));
        details(page, "Send it to one more agency");
        page.selectOption("#agencyId", new com.microsoft.playwright.options.SelectOption().setLabel("Cliff Top Academy"));
        page.fill("#why", "The child has gone to school there since Monday.");
        choose(page, "Send it to them");
        assertThat(page.getByText("It goes to them too").first()).isVisible();
        await().untilAsserted(() -> {
            page.reload();
            assertThat(page.locator("table.gt-grid").textContent()).contains("Cliff Top Academy").contains("Added by a person");
        });
        page.setViewportSize(320, 700);
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= 320")).isTrue();
        look("distribution-grid-320");
    }

    @Test
    void what_nobody_answered_is_listed_by_agency_and_its_lead_sees_it_too() {
        signIn("minutetaker");
        page.navigate(product.url("/outstanding"));
        assertThat(page.locator("main tr", new Page.LocatorOptions().setHasText("Estuary Hospitals NHS Foundation Trust")).first()).isVisible();
        assertThat(page.locator("main")).containsText("working days");
        look("outstanding");
        page.locator("main table").first().locator("a").first().click();
        assertThat(page.locator("main")).containsText("Show all agencies");
        page.setViewportSize(320, 700);
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= 320")).isTrue();
        look("outstanding-320");
        var lead = another("safeguardinglead");
        lead.navigate(product.url("/inbox?show=LATE"));
        assertThat(lead.locator("main")).containsText("Told to your agency’s lead");
        look(lead, "inbox-late");
        var police = another("police");
        assertThat(police.navigate(product.url("/outstanding")).status()).isEqualTo(403);
        assertThat(police.navigate(product.url("/breaches")).status()).isEqualTo(403);
    }

    /** As an agency's own system asks, with its own sign-in. */
    private static HttpResponse<String> fetch(String username, String path) {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(product.url(path))).header("Authorization", "Bearer " + product.token(username)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Page stranger() {
        return page.context().browser().newContext().newPage();
    }

    /** The mail about the notice on this page, as it lies in the mailbox of the local run. */
    private String mailOfThisNotice() {
        var document = page.locator("a", new Page.LocatorOptions().setHasText("Open the decision notice")).first().getAttribute("href");
        var box = stranger();
        await().untilAsserted(() -> {
            box.navigate(product.machine().ports().issuer() + "/mailbox");
            assertThat(box.content()).contains(document);
        });
        return box.content();
    }

    /** How often the story of a copy says something. */
    private int times(String text) {
        return page.locator("main ol").first().textContent().split(Pattern.quote(text), -1).length - 1;
    }

    /** As the mail server at the other end would, some time after it took the mail about a document. */
    private void sendBack(String document, String why) {
        var box = stranger();
        box.navigate(product.machine().ports().issuer() + "/mailbox");
        var mail = box.locator("article").filter(new Locator.FilterOptions().setHasText(document)).first();
        mail.getByLabel("What its server says").selectOption(new com.microsoft.playwright.options.SelectOption().setLabel(why));
        mail.getByText("Send it back as undeliverable").click();
        assertThat(box.getByText("It is on its way back")).isVisible();
    }

    private static Locator line(Page tab, String agency) {
        return tab.locator("table.gt-grid").first().locator("tbody tr").filter(new Locator.FilterOptions().setHasText(agency));
    }

    private void chooseIn(String section, String button) {
        page.locator("details").filter(new Locator.FilterOptions().setHasText(section)).getByText(button, new Locator.GetByTextOptions().setExact(true)).click();
    }

    /** A meeting with the police there and community health, which is reached by mail, invited; closed. */
    private void held(String child) {
        var now = LocalDateTime.now(WorkingCalendar.LONDON).truncatedTo(ChronoUnit.MINUTES);
        var contact = logContact(child);
        page.navigate(product.url(contact + "/match/1"));
        page.check("input[value=NEW]");
        choose(page, "Save");
        page.navigate(product.url(contact));
        page.locator("a:has-text('Chronology')").first().click();
        page.waitForURL(Pattern.compile(".*/children/.*"));
        page.getByText("Arrange a meeting about this child").click();
        page.fill("#purpose", "Whether a section 47 enquiry is needed.");
        page.getByLabel(HEALTH, new Page.GetByLabelOptions().setExact(true)).check();
        moment(page, "starts", now.minusHours(2));
        choose(page, "Go to the record");
        assertThat(page.locator("h1")).hasText(child);
        record = URI.create(page.url().replaceAll("[?#].*", "")).getPath();
        for (int seat = 1; seat <= 3; seat++) {
            page.selectOption("[name='status-" + seat + "']", "PRESENT");
        }
        choose(page, "Save who is here");
        page.selectOption("#voice-source", "NOT:NOT_YET_SEEN");
        choose(page, "Add the child’s voice");
        var value = page.locator("#decision-answer option").filter(new Locator.FilterOptions().setHasText("Section 47 threshold met: not decided")).first().getAttribute("value");
        page.selectOption("#decision-answer", value);
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
    }
}
