package org.goldenthread.infra;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Year;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Every rule whose sentence a person can meet on a page, met there; and the rule page with the pictures. */
class RulesIT extends Browsing {

    /** Rules that only another program can run into: the pages offer no way to break them. */
    private static final Set<String> NO_PAGE = Set.of("E-CON-01", "E-STA-01", "E-STA-02", "E-STA-03", "E-STATE-01", "E-STATE-06");

    private static final Set<String> MET = new TreeSet<>();

    @Test
    void immediate_danger_is_saved_and_said() {
        signIn("screener");
        page.navigate(product.url("/contacts/new"));
        page.fill("#childName", "Briar Danger-Example");
        page.fill("#concern", "Locked out at night.");
        page.check("#immediateDanger");
        choose(page, "Save contact");
        meet("E-CON-11", "Immediate danger: call 999 first");
    }

    @Test
    void a_decision_needs_reasons_a_match_and_a_time_that_can_be() {
        signIn("manager");
        var contact = logContact("Hazel Decision-Example");
        decide(page, contact, "");
        meet("E-CON-07", "A decision without reasons can't be reviewed or challenged");
        decide(page, contact, "Reasons, in full.");
        meet("E-STATE-03", "while they are not matched");
        matchNew(page, contact);
        decideAt(contact, Integer.toString(Year.now(WorkingCalendar.LONDON).getValue() + 1));
        meet("E-TIME-01", "That time hasn't come yet");
        decideAt(contact, "2024");
        meet("E-TIME-02", "before the contact was received");
    }

    @Test
    void a_child_is_matched_once_and_decided_for_once() {
        signIn("manager");
        var contact = logContact("Willow Twice-Example");
        var second = tab(contact + "/match/1");
        matchNew(page, contact);
        second.check("input[value=NEW]");
        choose(second, "Save");
        meet(second, "E-STATE-02", "while they are matched already");
        var other = tab(contact + "/decide/1");
        decide(page, contact, "The aunt keeps Willow.");
        assertThat(page.getByText("Decision recorded").first()).isVisible();
        fillDecision(other, "A second decision.");
        assertThat(other.locator(".govuk-error-summary")).containsText("Someone else changed this since you opened it");
        assertThat(other.locator("#rationale")).hasValue("A second decision.");
        choose(other, "Record decision");
        meet(other, "E-STATE-04", "while a decision stands");
    }

    @Test
    void a_screener_does_not_decide_unless_the_child_cannot_wait() {
        signIn("screener");
        var contact = logContact("Rowan Urgent-Example");
        matchNew(page, contact);
        decide(page, contact, "Needs help tonight.");
        meet("E-ROLE-01", "Your role doesn't make threshold decisions");
        page.check("#couldNotWait");
        choose(page, "Record decision");
        assertThat(page.getByText("Rule set aside").first()).isVisible();
        look("decision-could-not-wait");
    }

    @Test
    void an_anonymous_referrer_cannot_be_told() {
        signIn("manager");
        page.navigate(product.url("/contacts/new"));
        page.fill("#childName", "Aspen Anonymous-Example");
        page.fill("#concern", "Shouting every night.");
        page.getByText("More details").click();
        page.check("#anonymous");
        choose(page, "Save contact");
        assertThat(page.locator("h1")).hasText("Aspen Anonymous-Example");
        page.navigate(page.url().replaceAll("\\?.*", "") + "/acknowledge");
        page.check("input[name=method] >> nth=0");
        choose(page, "Save");
        meet("E-STATE-05", "they are anonymous");
    }

    @Test
    void the_fourth_contact_in_twelve_months_is_said() {
        signIn("manager");
        var first = logContact("Alder Often-Example");
        matchNew(page, first);
        for (int n = 2; n <= 4; n++) {
            var contact = logContact("Alder Often-Example");
            page.navigate(product.url(contact + "/match/1"));
            page.check("input[name=childId] >> nth=0");
            page.check("input[name=matchBasis][value=PROFESSIONAL_KNOWLEDGE]");
            choose(page, "Save");
            assertThat(page.getByText("Child matched").first()).isVisible();
            if (n == 4) {
                decide(page, contact, "A pattern over the year.");
            }
        }
        meet("E-CON-08", "This is contact number 4 about this child in 12 months");
    }

    @Test
    void a_correction_corrects_something() {
        signIn("manager");
        var contact = logContact("Linden Same-Example");
        matchNew(page, contact);
        page.getByText("Chronology", new Page.GetByTextOptions()).first().click();
        page.getByText("Correct these details").click();
        page.fill("#reason", "Nothing, in truth");
        choose(page, "Save correction");
        meet("E-CHI-01", "Give at least one detail");
    }

    private static void matchNew(Page tab, String contact) {
        tab.navigate(product.url(contact + "/match/1"));
        tab.check("input[value=NEW]");
        choose(tab, "Save");
        assertThat(tab.getByText("Found to be a new child").first()).isVisible();
    }

    private static void decide(Page tab, String contact, String why) {
        tab.navigate(product.url(contact + "/decide/1"));
        fillDecision(tab, why);
    }

    private static void fillDecision(Page tab, String why) {
        tab.check("input[name=outcome][value=NFA]");
        tab.check("input[name=needStage][value=S1]");
        tab.check("input[name=legalBasis][value=NONE]");
        tab.fill("#rationale", why);
        choose(tab, "Record decision");
    }

    private void decideAt(String contact, String year) {
        page.navigate(product.url(contact + "/decide/1"));
        page.fill("#decided-day", "1");
        page.fill("#decided-month", "2");
        page.fill("#decided-year", year);
        page.fill("#decided-time", "10:00");
        fillDecision(page, "Reasons, in full.");
    }

    private void meet(String rule, String sentence) {
        meet(page, rule, sentence);
    }

    private void meet(Page tab, String rule, String sentence) {
        assertThat(tab.getByText(sentence).first()).isVisible();
        page = tab;
        look("rule-" + rule);
        MET.add(rule);
    }

    /** infra/docs/rules.md with the pictures beside, in target/rules.html; fails where a rule has neither picture nor excuse. */
    @AfterAll
    static void writeRulePage() throws IOException {
        var rows = Files.readAllLines(Path.of("docs/rules.md")).stream().filter(line -> line.startsWith("| E-"))
                .map(line -> line.substring(2, line.length() - 2).split(" \\| ", -1)).toList();
        assertThat(rows).extracting(row -> row[0]).allMatch(id -> MET.contains(id) ^ NO_PAGE.contains(id));
        var body = rows.stream().map(row -> "<tr><th>%s<td>%s<td>%s<td><code>%s</code><td>%s</tr>".formatted(row[0], row[1], row[2], row[3],
                MET.contains(row[0]) ? "<a href=\"pictures/rule-%1$s.png\"><img src=\"pictures/rule-%1$s.png\" width=\"360\" alt=\"%1$s on its page\"></a>"
                        .formatted(row[0]) : "API only")).collect(Collectors.joining("\n"));
        Files.writeString(Path.of("target/rules.html"), """
                <!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Rules - Golden Thread</title>
                <style>body{font-family:Helvetica,Arial,sans-serif;margin:2em}td,th{border-bottom:1px solid #b1b4b6;padding:.5em;text-align:left;vertical-align:top}</style>
                <h1>Rules</h1><p>Every rule of the workflows built so far: its level, the sentence, the test that shows it, and where a person meets it.</p>
                <table><tr><th>Rule<th>Level<th>What the user sees<th>Shown by<th>On its page</tr>
                %s</table></html>
                """.formatted(body));
    }
}
