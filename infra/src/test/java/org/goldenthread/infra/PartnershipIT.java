package org.goldenthread.infra;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ForcedColors;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.junit.jupiter.api.Test;

/** The board's page, in a browser: its figures move by themselves, and each is what its list adds up to. */
class PartnershipIT extends Browsing {

    @Test
    void a_figure_moves_by_itself_when_a_notice_is_delivered_and_its_list_and_its_file_add_up_to_it() throws IOException {
        var board = another("partnership");
        board.navigate(product.url("/partnership"));
        assertThat(board.locator("h1")).hasText("Partnership");
        assertThat(board.locator(".gt-figure")).hasCount(4);
        assertThat(board.getByText("This list updates by itself.")).isVisible();
        look(board, "partnership");
        board.navigate(product.url(untilNextWeek()));
        int shared = number(board, "SHARED_IN_TIME", "numerator");
        board.navigate(product.url("/partnership"));
        int decided = number(board, "AFTER_MEETING", "denominator");

        signIn("manager");
        held("Linden Partnership-Example");
        await().untilAsserted(() -> assertThat(number(board, "AFTER_MEETING", "denominator")).isEqualTo(decided + 1));
        await().untilAsserted(() -> {
            board.navigate(product.url(untilNextWeek())); // it is due on the next working day, which is not today
            assertThat(number(board, "SHARED_IN_TIME", "numerator")).isGreaterThan(shared);
        });

        for (var figure : new String[] {"MINUTES_IN_TIME", "NEVER_RECEIVED", "SHARED_IN_TIME", "AFTER_MEETING"}) {
            board.navigate(product.url("/partnership"));
            addsUp(board, figure);
        }
        board.navigate(product.url("/partnership"));
        board.locator("#MINUTES_IN_TIME a[href*='agency=']").first().click();
        assertThat(board.locator("main .govuk-caption-l")).containsText(", ");
        look(board, "partnership-list");
    }

    @Test
    void a_decision_after_the_meeting_is_counted_as_one_and_its_list_says_how_long_after() {
        signIn("manager");
        page.navigate(product.url("/partnership"));
        int before = number(page, "AFTER_MEETING", "numerator");
        held("Rowan Partnership-Example");
        page.getByText("Record a decision taken after the meeting").click();
        page.selectOption("#decision-answer", "HELP_GOES_ON:STEPS_UP");
        page.fill("#decision-why", "The visit the same evening.");
        page.fill("#after-who", "The service manager");
        page.fill("#after-why", "The report came after the meeting.");
        choose(page, "Record the decision");
        assertThat(page.getByText("Decision taken after the meeting recorded").first()).isVisible();
        page.navigate(product.url("/partnership"));
        await().untilAsserted(() -> assertThat(number(page, "AFTER_MEETING", "numerator")).isEqualTo(before + 1));
        page.locator(".gt-figure a[href*='only=true'][href*='AFTER_MEETING']").click();
        assertThat(page.locator("main table")).containsText("after the end");
        assertThat(page.locator("main tbody tr a").last()).isVisible();
        look("partnership-after-list");
    }

    @Test
    void a_period_with_nothing_in_it_says_so_and_the_page_works_by_keyboard_at_320_pixels_in_forced_colours_and_without_javascript() {
        signIn("partnership");
        page.navigate(product.url("/partnership"));
        tabTo("Minutes never received");
        press("Enter");
        assertThat(page).hasURL(Pattern.compile(".*#NEVER_RECEIVED"));
        fill("from", 1, 1, 2011);
        fill("until", 31, 1, 2011);
        focus(page.locator("main button"));
        press("Enter");
        assertThat(page.locator("main")).containsText("Nothing was due in this period.");
        assertThat(page.locator(".gt-figure__share").first()).hasText("none due");
        look("partnership-empty");
        fill("until", 31, 2, 2011);
        choose(page, "Show");
        assertThat(page.locator(".govuk-error-message")).containsText("Enter two real days");
        fill("until", 31, 1, 2031);
        choose(page, "Show");
        assertThat(page.locator(".govuk-error-message")).containsText("at most five years apart");
        look("partnership-error");
        page.navigate(product.url("/partnership"));
        page.setViewportSize(320, 700);
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= 320")).isTrue();
        look("partnership-320");
        page.setViewportSize(1_280, 900);
        page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(PICTURES.resolve("partnership-forced-colours.png")));
        openAnew(false);
        signIn("partnership");
        page.navigate(product.url("/partnership"));
        fill("from", 1, 1, 2011);
        fill("until", 31, 1, 2011);
        choose(page, "Show");
        assertThat(page.locator("main")).containsText("Nothing was due in this period.");
        assertThat(another("police").navigate(product.url("/partnership")).status()).isEqualTo(403);
        assertThat(another("teacher").navigate(product.url("/partnership/list?figure=NEVER_RECEIVED")).status()).isEqualTo(403);
    }

    /** Both numbers of a figure, the rows of their lists, and the rows of their files. */
    private static void addsUp(Page board, String figure) throws IOException {
        int numerator = number(board, figure, "numerator");
        int denominator = number(board, figure, "denominator");
        board.locator(".gt-figure a[href*='" + figure + "']:not([href*='only']):not([href^='#'])").click();
        assertThat(board.locator("h1")).containsText(": " + numerator + " of " + denominator);
        if (denominator == 0) {
            assertThat(board.getByText("Nothing to show here.")).isVisible();
            return;
        }
        assertThat(rows(board)).isEqualTo(denominator);
        var file = board.waitForDownload(() -> board.getByText("Download the whole list as a CSV file").click());
        var lines = Files.readAllLines(file.path());
        assertThat(lines).hasSize(denominator + 1);
        assertThat(lines.stream().filter(line -> line.endsWith(",1"))).hasSize(numerator);
    }

    /** All rows of a list, page by page. */
    private static int rows(Page board) {
        int rows = board.locator("main tbody tr").count();
        while (board.locator("a[rel=next]").count() > 0) {
            board.locator("a[rel=next]").click();
            rows += board.locator("main tbody tr").count();
        }
        return rows;
    }

    private static int number(Page tab, String figure, String which) {
        var link = tab.locator(".gt-figure").filter(new Locator.FilterOptions().setHas(tab.locator("a[href='#" + figure + "']"))).locator("[data-" + which + "]");
        return Integer.parseInt(link.textContent());
    }

    private void fill(String field, int day, int month, int year) {
        day(page, field, LocalDateTime.of(year, month, Math.min(day, 28), 0, 0));
        page.fill("#" + field + "-day", Integer.toString(day));
    }

    private static String untilNextWeek() {
        var until = LocalDateTime.now(WorkingCalendar.LONDON).plusDays(7);
        var from = until.minusMonths(10);
        return "/partnership?from-day=1&from-month=%d&from-year=%d&until-day=%d&until-month=%d&until-year=%d".formatted(from.getMonthValue(), from.getYear(), until.getDayOfMonth(),
                until.getMonthValue(), until.getYear());
    }

    /** A meeting of which one thing was decided an hour and a minute ago, and that ended an hour ago. */
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
        page.check("input[name=kind][value=CIN]");
        page.fill("#purpose", "Whether the visits help.");
        page.getByLabel("Estuary Hospitals NHS Foundation Trust", new Page.GetByLabelOptions().setExact(true)).check();
        moment(page, "starts", now.minusHours(2));
        choose(page, "Go to the record");
        assertThat(page.locator("h1")).hasText(child);
        for (int seat = 1; seat <= page.locator("select[name^='status-']").count(); seat++) {
            page.selectOption("[name='status-" + seat + "']", "PRESENT");
        }
        choose(page, "Save who is here");
        page.selectOption("#voice-source", "NOT:NOT_YET_SEEN");
        choose(page, "Add the child’s voice");
        page.selectOption("#decision-answer", "HELP_GOES_ON:CONTINUES");
        page.fill("#decision-why", "The visits help.");
        details(page, "Not decided, decided earlier");
        moment(page, "decided", now.minusMinutes(61));
        choose(page, "Add the decision");
        details(page, "It ended earlier");
        moment(page, "ended", now.minusHours(1));
        choose(page, "Close the meeting");
        assertThat(page.getByText("Meeting closed").first()).isVisible();
        assertThat(URI.create(page.url()).getPath()).startsWith("/meetings/");
    }
}
