package org.goldenthread.infra;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.regex.Pattern;
import org.goldenthread.events.Role;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.infra.signin.DemoPeople;
import org.junit.jupiter.api.Test;

/** An auditor goes through a case step by step, in a browser: as it stood, as one agency knew it, and nothing else. */
class ReplayIT extends Browsing {

    private static final String TOLD = "Two call-outs to the home, one at night.";
    private static final String ANALYSIS = "What police know fits with what the school sees.";

    @Test
    void an_auditor_sees_a_case_as_an_agency_knew_it_before_and_after_the_minutes_reached_it() throws Exception {
        signIn("manager");
        var child = held("Rowan Replay-Example");
        var before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        minutes();
        var police = another("police");
        awaitMinutes(police, "Rowan");
        var after = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        correctName(child, "Rowan Later-Example");
        giveSample(child);
        openAnew(true);
        signIn("auditor");

        page.navigate(product.url("/children/" + child));
        page.getByText("Replay this case step by step").click();
        look("replay-form");
        page.fill("#at-day", "31");
        page.fill("#at-month", "2");
        page.fill("#at-year", "2026");
        choose(page, "Open the replay");
        assertThat(page.locator(".govuk-error-summary")).containsText("Enter a real date");
        look("replay-form-error");

        page.navigate(product.url("/children/" + child + "/replay/steps?asOf=" + before + "&viewpoint=" + DemoPeople.POLICE));
        assertThat(page.locator("main")).containsText("You haven’t opened this replay yet");
        assertThat(page.locator("main")).not().containsText(TOLD);
        look("replay-not-opened");
        choose(page, "Open the replay");
        awaitSteps();
        assertThat(page.locator(".govuk-caption-l")).containsText("through the eyes of Estuary Police");
        assertThat(page.locator("main")).containsText("had neither told, nor recorded, nor been given");
        assertThat(page.locator(".gt-steps")).not().containsText("Minutes");
        assertThat(page.locator("#late")).hasCount(0);
        assertThat(page.locator("h1")).hasText("Rowan Replay-Example");
        look("replay-police-before");

        openReplay(child, after, DemoPeople.POLICE.toString());
        assertThat(page.locator("h1")).hasText("Rowan Replay-Example");
        page.locator("nav[aria-label='Through the steps'] a", new Page.LocatorOptions().setHasText("Last")).click();
        assertThat(page.locator("#had")).containsText("Minutes, version 1");
        assertThat(page.locator("#had")).not().containsText("Estuary Hospitals");
        look("replay-police-after");

        openReplay(child, after, "");
        assertThat(page.locator("#step")).containsText("Step 1 of");
        tabTo("Next");
        press("Enter");
        assertThat(page.locator("#step")).containsText("Step 2 of");
        assertThat((String) page.evaluate("document.activeElement.id")).isEqualTo("step");
        assertThat(page.locator(".gt-steps [aria-current=step]")).containsText("2. ");
        page.locator(".gt-steps a", new Page.LocatorOptions().setHasText("Minutes written, version 1")).last().click();
        assertThat(page.locator("main")).containsText(ANALYSIS);
        assertThat(page.locator("#changes del").first()).containsText("does not fit");
        assertThat(page.locator("#changes ins").first()).containsText("fits");
        look("replay-old-wording");
        page.locator("nav[aria-label='Through the steps'] a", new Page.LocatorOptions().setHasText("Last")).click();
        assertThat(page.locator("#had tr", new Page.LocatorOptions().setHasText("Estuary Police")).first()).containsText("Decision notice, version 1");
        assertThat(page.locator("main")).not().containsText("Rowan Later-Example");
        look("replay-everybody");
        page.setViewportSize(320, 700);
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= 320")).isTrue();
        look("replay-320");

        openReplay(child, Instant.parse("2020-01-01T00:00:00Z"), "");
        assertThat(page.getByText("Nothing was recorded about this child by then.")).isVisible();
        look("replay-nothing");

        assertThat(opened(child)).isEqualTo(4);
        assertThat(command("/v1/children/" + child + "/detail-corrections", "{\"reason\":\"An auditor changes nothing.\"}")).isEqualTo(403);
        assertThat(command("/v1/children/" + UUID.randomUUID() + "/replays", "{\"asOf\":\"2026-01-01T00:00:00Z\"}")).isEqualTo(404);
        var read = page.request().get(product.url("/v1/children/" + child + "/replay?asOf=" + after),
                RequestOptions.create().setHeader("Authorization", "Bearer " + product.token("auditor")));
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.text()).contains("minutes-issued").doesNotContain("Later-Example");
        assertThat(page.request().get(product.url("/v1/children/" + child + "/replay?asOf=2021-01-01T00:00:00Z"),
                RequestOptions.create().setHeader("Authorization", "Bearer " + product.token("auditor"))).status()).isEqualTo(409);
    }

    @Test
    void a_child_outside_the_sample_is_not_there_and_the_steps_work_without_javascript() {
        signIn("manager");
        var outside = held("Hazel Replay-Example");
        openAnew(false);
        signIn("auditor");
        assertThat(page.navigate(product.url("/children/" + outside + "/replay")).status()).isEqualTo(404);
        assertThat(page.navigate(product.url("/children/" + outside + "/replay/steps?asOf=2026-01-01T00:00:00Z")).status()).isEqualTo(404);
        page.navigate(product.url("/audit-samples"));
        page.locator("main ul a", new Page.LocatorOptions().setHasText(Pattern.compile("^replay"))).first().click();
        choose(page, "Open the replay");
        awaitSteps();
        page.locator("nav[aria-label='Through the steps'] a", new Page.LocatorOptions().setHasText("Next")).click();
        assertThat(page.locator("#step")).containsText("Step 2 of");
        assertThat(another("teacher").navigate(product.url("/children/" + outside + "/replay")).status()).isEqualTo(403);
    }

    private void openReplay(String child, Instant asOf, String viewpoint) {
        page.navigate(product.url("/children/" + child + "/replay?asOf=" + asOf + "&viewpoint=" + viewpoint));
        choose(page, "Open the replay");
        awaitSteps();
    }

    /** What was opened comes to the page within a second, or a look later. */
    private void awaitSteps() {
        page.waitForURL(Pattern.compile(".*/replay/steps.*"));
        await().untilAsserted(() -> {
            if (page.getByText("Look again").isVisible()) {
                page.getByText("Look again").click();
            }
            assertThat(page.locator("h1").textContent()).isNotEqualTo("The replay is being opened");
        });
    }

    /** A closed strategy discussion about a new child, to which police and a hospital came. Returns the child's id. */
    private String held(String name) {
        var now = LocalDateTime.now(WorkingCalendar.LONDON).truncatedTo(ChronoUnit.MINUTES);
        var contact = logContact(name);
        page.navigate(product.url(contact + "/match/1"));
        page.check("input[value=NEW]");
        choose(page, "Save");
        page.navigate(product.url(contact));
        page.locator("a:has-text('Chronology')").first().click();
        page.waitForURL(Pattern.compile(".*/children/.*"));
        var child = page.url().replaceAll("[?#].*", "").replaceAll(".*/", "");
        page.getByText("Arrange a meeting about this child").click();
        page.fill("#purpose", "Whether a section 47 enquiry is needed.");
        page.getByLabel("Estuary Hospitals NHS Foundation Trust", new Page.GetByLabelOptions().setExact(true)).check();
        moment(page, "starts", now.minusHours(2));
        choose(page, "Go to the record");
        assertThat(page.locator("h1")).hasText(name);
        for (int seat = 1; seat <= 3; seat++) {
            page.selectOption("[name='status-" + seat + "']", "PRESENT");
        }
        choose(page, "Save who is here");
        select("info-agency", "Estuary Police");
        page.selectOption("#info-category", "POLICE_HISTORY");
        page.fill("#info-text", TOLD);
        choose(page, "Add information");
        assertThat(page.getByText("Information recorded").first()).isVisible();
        page.selectOption("#voice-source", "NOT:NOT_YET_SEEN");
        choose(page, "Add the child’s voice");
        select("decision-answer", "Section 47 threshold met: not decided");
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
        return child;
    }

    /** Written twice, and sent as not final. */
    private void minutes() {
        var record = page.url().replaceAll("[?#].*", "");
        await().untilAsserted(() -> {
            page.navigate(record);
            assertThat(page.locator("main").textContent()).contains("Write and send the minutes");
        });
        page.getByText("Write and send the minutes").click();
        page.selectOption("#heading-1", "ANALYSIS");
        page.selectOption("#handling-1", "PARTNERS");
        page.fill("#text-1", ANALYSIS.replace("fits with", "does not fit with"));
        choose(page, "Save the minutes");
        assertThat(page.getByText("Minutes saved").first()).isVisible();
        page.fill("#text-1", ANALYSIS);
        choose(page, "Save the minutes");
        assertThat(page.getByText("Minutes saved").first()).isVisible();
        choose(page, "Send as not final, saying what is missing");
        assertThat(page.getByText("Minutes sent to everybody who is owed them").first()).isVisible();
    }

    private void awaitMinutes(Page police, String child) {
        await().untilAsserted(() -> {
            police.navigate(product.url("/inbox"));
            assertThat(police.locator("main tr", new Page.LocatorOptions().setHasText("Minutes, version 1")).filter(new Locator.FilterOptions().setHasText(child)).count()).isPositive();
        });
    }

    private void correctName(String child, String name) {
        page.navigate(product.url("/children/" + child + "/details"));
        page.fill("#name", name);
        page.fill("#reason", "The school told us.");
        choose(page, "Save correction");
        assertThat(page.locator("h1")).hasText(name);
    }

    private void giveSample(String child) {
        var partnership = another("partnership");
        partnership.navigate(product.url("/audit-samples"));
        partnership.selectOption("#auditorId", new com.microsoft.playwright.options.SelectOption().setLabel("Greta Lindqvist"));
        partnership.check("#how-2");
        partnership.fill("#children", child);
        day(partnership, "end", LocalDateTime.now(WorkingCalendar.LONDON).plusDays(30));
        partnership.fill("#reason", "Who had the minutes, and when.");
        choose(partnership, "Give the sample");
        assertThat(partnership.locator(".govuk-notification-banner")).containsText("Sample given");
        partnership.context().close();
    }

    private void select(String id, String option) {
        page.selectOption("#" + id, page.locator("#" + id + " option").filter(new Locator.FilterOptions().setHasText(option)).first().getAttribute("value"));
    }

    /** How many replays of a child's case by the demo's auditor the ledger holds. */
    private static int opened(String child) throws SQLException {
        try (var ledger = product.machine().postgres().connect("ledger"); var query = ledger.prepareStatement("""
                select count(*) from ledger.event where name = 'replay-opened' and convert_from(payload, 'UTF8')::jsonb ->> 'childId' = ?
                   and convert_from(payload, 'UTF8')::jsonb ->> 'auditorId' = ?
                """)) {
            query.setString(1, child);
            query.setString(2, DemoPeople.with(Role.AUDITOR).id().toString());
            try (var row = query.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** Sends a command as the auditor; answers its status. */
    private static int command(String path, String body) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + product.machine().ports().command() + path)).header("Authorization", "Bearer " + product.token("auditor"))
                    .header("Idempotency-Key", "replay-" + UUID.randomUUID()).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                    HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}
