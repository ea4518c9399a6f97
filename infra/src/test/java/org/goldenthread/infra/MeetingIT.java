package org.goldenthread.infra;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import java.net.URI;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Deciding together, in a browser: a discussion typed while people talk, what is decided after it, and the actions it agreed. */
class MeetingIT extends Browsing {

    /** How many fields may be filled and controls activated for a whole discussion (issue's bar). */
    private static final int MOST_ENTRIES = 120;

    private static final List<String> FIVE = List.of("Seaholm children's social care", "Estuary Police", "Estuary Hospitals NHS Foundation Trust", "Pier Road Primary School",
            "Probation Service: Estuary");
    private static final String SAFE = "I feel safe at Nan's. I don't want to go back while he is there.";

    private int entries;
    private String chronology = "";

    @Test
    void a_discussion_of_five_agencies_about_two_siblings_is_typed_by_keyboard_alone_while_somebody_else_types_too() {
        signIn("manager");
        siblings("Maple Together-Example", "Sorrel Together-Example");
        openTabTo("Arrange a meeting");
        assertThat(page.locator("h1")).hasText("Arrange a meeting, or type one up");
        look("meeting-new");
        tick(page.locator("#children-2"));
        write(page.locator("#purpose"), "Both children were found alone at night; an adult with a conviction stays at the home.");
        for (var agency : FIVE.subList(2, 5)) {
            tick(page.getByLabel(agency, new Page.GetByLabelOptions().setExact(true)));
        }
        press("Go to the record", "Maple Together-Example");
        assertThat(page.getByText("Meeting arranged").first()).isVisible();
        look("meeting-arranged");
        press("It begins now", "It began");
        for (int seat = 1; seat <= 5; seat++) {
            pick(page.locator("[name='status-" + seat + "']"), "Present");
            tick(page.locator("#authority-" + seat));
        }
        press("Save who is here", "Attendance recorded");
        assertThat(page.getByText("Quorate").first()).isVisible();
        for (int at = 0; at < 5; at++) {
            inform(FIVE.get(at), at % 2 == 0 ? "Maple" : "Sorrel", "What agency number " + (at + 1) + " knows of the last twelve months, in two sentences. It is dated.");
        }
        say("Maple", SAFE);
        say("Sorrel", "Drew the house with nobody in it.");
        var colleague = another("socialworker");
        colleague.navigate(page.url().replaceAll("[?#].*", ""));
        fillDecision("Maple", "Section 47 threshold met: yes", "Two accounts fit and one does not; likely significant harm.");
        recordElsewhere(colleague);
        press("Add the decision", "Somebody else recorded this while you were writing");
        assertThat(page.locator("#meanwhile")).containsText("Not enough is known yet; a visit comes first.");
        assertThat(page.locator("#decision-why")).hasValue("Two accounts fit and one does not; likely significant harm.");
        look("meeting-conflict");
        tick(page.locator("#decision-instead"));
        press("Add the decision", "Decision recorded");
        decide("Sorrel", "Section 47 threshold met: yes", "The same home, and younger.");
        stand();
        for (int at = 0; at < 6; at++) {
            act("Visit number " + (at + 1) + " to the home and the school, each child seen alone.", FIVE.get(at % 5));
        }
        look("meeting-in-session");
        press("Close the meeting", "Meeting closed");
        look("meeting-closed");
        nothingIsLost();
        assertThat(entries).as("fields filled and controls activated").isLessThanOrEqualTo(MOST_ENTRIES);
        System.out.println("a discussion of 5 agencies, 2 children, 6 actions: " + entries + " fields filled or controls activated");
        page.setViewportSize(320, 700);
        look("meeting-closed-320");
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= 320")).isTrue();
    }

    private void nothingIsLost() {
        for (int at = 1; at <= 5; at++) {
            assertThat(page.getByText("What agency number " + at + " knows").first()).isVisible();
        }
        assertThat(page.locator(".gt-decision")).hasCount(3);
        assertThat(page.locator(".gt-decision--replaced")).hasCount(1);
        assertThat(page.getByText("Decided together")).hasCount(2);
        assertThat(page.locator("#actions tbody tr")).hasCount(6);
        assertThat(page.locator(".gt-voice").first()).hasText(SAFE);
        assertThat(page.locator("#decision-why")).hasCount(0);
        assertThat(page.locator("#owed tbody tr")).hasCount(10);
    }

    private static void recordElsewhere(Page theirs) {
        select(theirs, "decision-child", "Maple");
        select(theirs, "decision-answer", "Section 47 threshold met: no");
        theirs.fill("#decision-why", "Not enough is known yet; a visit comes first.");
        choose(theirs, "Add the decision");
        assertThat(theirs.getByText("Decision recorded").first()).isVisible();
    }

    @Test
    void what_is_decided_three_hours_after_the_meeting_is_labelled_by_the_two_times_and_answered_by_those_who_were_there() {
        var now = ZonedDateTime.now(WorkingCalendar.LONDON).truncatedTo(ChronoUnit.MINUTES).toLocalDateTime();
        signIn("manager");
        held("Hawthorn After-Example", now.minusHours(4), now.minusHours(3));
        assertThat(page.locator("#decisions form")).hasCount(1);
        page.getByText("Record a decision taken after the meeting").click();
        look("meeting-after-form");
        select(page, "decision-answer", "Section 47 threshold met: no");
        page.fill("#decision-why", "The hospital's report shows no injury.");
        page.fill("#after-who", "The service manager");
        page.fill("#after-why", "The report came after the meeting.");
        page.check("#consulted-2");
        moment(page, "decided", now);
        choose(page, "Record the decision");
        assertThat(page.getByText("After the meeting: 180 minutes")).isVisible();
        assertThat(page.locator("#decisions")).containsText("Those who were there say if they agree by");
        var health = page.locator(".gt-decision:not(.gt-decision--replaced) .gt-stand").filter(new Locator.FilterOptions().setHasText("Estuary Hospitals"));
        health.locator("select").selectOption("DISSENTED");
        choose(page, "Save who agrees");
        assertThat(page.locator(".govuk-error-summary")).containsText("Enter why they disagree");
        health.locator("input.gt-reason").fill("One visit was looked at, not the pattern.");
        choose(page, "Save who agrees");
        assertThat(page.getByText("Challenge, stage 1").first()).isVisible();
        assertThat(page.getByText("One visit was looked at, not the pattern.").first()).isVisible();
        assertThat(page.getByText("Not together").first()).isVisible();
        look("meeting-after-dissent");
        page.navigate(product.url("/meetings?show=POSITIONS"));
        assertThat(page.locator("main")).containsText("Hawthorn After-Example");
        look("meetings-positions");
        page.navigate(product.url("/timeliness"));
        look("timeliness");
        page.locator("a[href*='AFTER_ANSWERED'], a[href*='SEATS_FILLED']").first().click();
        look("timeliness-list");
    }

    @Test
    void police_attest_health_contest_and_it_stands_in_both_lists_and_on_the_next_agenda() throws InterruptedException {
        var now = ZonedDateTime.now(WorkingCalendar.LONDON).truncatedTo(ChronoUnit.MINUTES).toLocalDateTime();
        var deed = "Find out who bought the phone, and speak to the shop.";
        signIn("manager");
        held("Yarrow Contest-Example", now.minusHours(2), now.minusHours(1));
        var meeting = URI.create(page.url()).getPath();
        agree(page, deed, "Estuary Police", "PC Example");
        page.locator("#actions").getByText(deed).click();
        var action = URI.create(page.url()).getPath();
        look("action-agreed");
        var police = another("police");
        awaitShown(police, action);
        var asPolice = RequestOptions.create().setHeader("Authorization", "Bearer " + product.token("police"));
        assertThat(police.request().get(product.url("/v1" + action), asPolice).status()).isEqualTo(200);
        assertThat(police.request().get(product.url("/v1" + meeting.replace("meetings", "actions")), asPolice).status()).as("a meeting is no action").isEqualTo(404);
        choose(police, "Take it on");
        assertThat(police.getByText("Taken on").first()).isVisible();
        details(police, "It is done");
        choose(police, "Save (It is done)");
        assertThat(police.locator(".govuk-error-summary__list a")).hasCount(3);
        police.fill("#completion-outcome", "Bought with cash by an adult who is known to us.");
        police.fill("#completion-evidence", "Till record, on our system under the reference given to the chair.");
        select(police, "completion-effectOnRisk", "Less");
        choose(police, "Save (It is done)");
        assertThat(police.getByText("Done, to be confirmed").first()).isVisible();
        look(police, "action-attested");
        var health = another("safeguardinglead");
        awaitShown(health, action);
        details(health, "It is not done, or not so");
        health.fill("#contests-reason", "The second phone has not been looked at.");
        choose(health, "Save (It is not done, or not so)");
        assertThat(health.getByText("Contested").first()).isVisible();
        look(health, "action-contested");
        for (var browser : List.of(police, health)) {
            browser.navigate(product.url("/actions?show=CONTESTED"));
            assertThat(browser.locator("main")).containsText(deed);
        }
        look(health, "actions-contested");
        page.navigate(chronology);
        page.getByText("Arrange a meeting about this child").click();
        page.fill("#purpose", "Where things stand.");
        choose(page, "Go to the record");
        assertThat(page.locator("#agenda")).containsText(deed);
        assertThat(page.locator("#agenda")).containsText("Contested");
        look("meeting-agenda");
    }

    @Test
    void a_record_works_without_javascript_keeps_what_was_typed_and_shows_every_state() {
        openAnew(false);
        signIn("manager");
        arrange("Campion Plain-Example", null);
        choose(page, "It begins now");
        choose(page, "Add information");
        assertThat(page.locator(".govuk-error-summary__list a")).hasCount(3);
        page.fill("#info-text", "Typed and kept.");
        choose(page, "Add information");
        assertThat(page.locator("#info-text")).hasValue("Typed and kept.");
        var tomorrow = LocalDateTime.now(WorkingCalendar.LONDON).plusDays(1);
        details(page, "Adjourn it");
        moment(page, "resumes", tomorrow);
        choose(page, "Adjourn");
        page.fill("#meanwhile-1", "Stays with Nan; the school rings if they are not there.");
        choose(page, "Adjourn");
        assertThat(page.getByText("Meeting adjourned").first()).isVisible();
        var record = URI.create(page.url()).getPath();
        openAnew(true);
        signIn("manager");
        page.navigate(product.url(record));
        choose(page, "Add information");
        look("meeting-error");
        page.navigate(product.url(record));
        look("meeting-adjourned");
        choose(page, "It goes on now");
        details(page, "It won’t be held");
        page.fill("#cancel-reason", "Two records were made of one meeting.");
        choose(page, "Cancel the meeting");
        assertThat(page.getByText("Cancelled").first()).isVisible();
        look("meeting-cancelled");
        choose(page, "It is held after all, and begins now");
        assertThat(page.locator("h1 + p .govuk-tag").first()).hasText("Going on");
        page.navigate(product.url("/meetings"));
        look("meetings");
        page.navigate(product.url("/actions"));
        look("actions");
    }

    @Test
    void a_draft_outlives_the_tab_and_text_typed_as_the_meeting_closes_goes_on_as_a_decision_after_it() {
        signIn("manager");
        arrange("Teasel Draft-Example", LocalDateTime.now(WorkingCalendar.LONDON).minusHours(1));
        choose(page, "It begins now");
        var record = URI.create(page.url()).getPath();
        page.fill("#info-text", "Half a sentence about");
        await().until(() -> {
            var other = tab(record);
            boolean kept = other.locator("#info-text").inputValue().equals("Half a sentence about");
            other.close();
            return kept;
        });
        var late = tab(record);
        close(page, LocalDateTime.now(WorkingCalendar.LONDON));
        select(late, "decision-answer", "Medical examination: no");
        late.fill("#decision-why", "No marks were seen by anybody.");
        choose(late, "Add the decision");
        assertThat(late.locator(".govuk-error-summary")).containsText("This meeting has closed. Record it as a decision taken after the meeting");
        assertThat(late.locator("#decision-why")).hasValue("No marks were seen by anybody.");
        look(late, "meeting-after-carried");
    }

    /** A contact about two children, both matched to new records; ends on the first one's chronology. */
    private void siblings(String one, String other) {
        page.navigate(product.url("/contacts/new"));
        page.fill("#childName", one);
        page.fill("#concern", "Both were alone overnight.");
        page.getByText("More details").click();
        page.getByText("Add another child").click();
        page.fill("#childName2", other);
        choose(page, "Save contact");
        assertThat(page.locator("h1")).hasText(one + ", " + other);
        var contact = URI.create(page.url()).getPath();
        for (int ref = 1; ref <= 2; ref++) {
            page.navigate(product.url(contact + "/match/" + ref));
            page.check("input[value=NEW]");
            choose(page, "Save");
            assertThat(page.getByText("Found to be a new child").first()).isVisible();
        }
        page.locator("a:has-text('Chronology')").first().click();
        assertThat(page.locator("h1")).hasText(one);
    }

    private void openTabTo(String link) {
        tabTo(link);
        press("Enter");
    }

    private void write(Locator field, String text) {
        entries++;
        focus(field);
        type(text);
    }

    private void tick(Locator box) {
        entries++;
        focus(box);
        press("Space");
        assertThat(box).isChecked();
    }

    /** Chooses an option by the arrow keys. */
    private void pick(Locator field, String option) {
        entries++;
        focus(field);
        var wanted = Pattern.compile(Pattern.quote(option) + ".*");
        for (int i = 0; i < 60 && !wanted.matcher((String) field.evaluate("e => e.selectedOptions[0].text")).matches(); i++) {
            press("ArrowDown");
        }
        assertThat(((String) field.evaluate("e => e.selectedOptions[0].text"))).startsWith(option);
    }

    private void press(String button, String then) {
        entries++;
        focus(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true)));
        press("Enter");
        assertThat(page.getByText(then).first()).isVisible();
    }

    private void inform(String agency, String child, String text) {
        pick(page.locator("#info-agency"), agency);
        pick(page.locator("#info-child"), child);
        pick(page.locator("#info-category"), "Health");
        write(page.locator("#info-text"), text);
        press("Add information", text.substring(0, 20));
    }

    private void say(String child, String words) {
        pick(page.locator("#voice-child"), child);
        pick(page.locator("#voice-source"), "The child, seen alone");
        write(page.locator("#voice-words"), words);
        press("Add the child’s voice", words);
    }

    private void fillDecision(String child, String answer, String why) {
        pick(page.locator("#decision-child"), child);
        pick(page.locator("#decision-answer"), answer);
        write(page.locator("#decision-why"), why);
    }

    private void decide(String child, String answer, String why) {
        fillDecision(child, answer, why);
        press("Add the decision", why);
    }

    /** Police and health agree to both decisions that stand. */
    private void stand() {
        var decisions = page.locator(".gt-decision:not(.gt-decision--replaced)");
        for (int at = 0; at < decisions.count(); at++) {
            for (var agency : List.of("Estuary Police", "Estuary Hospitals")) {
                pick(decisions.nth(at).locator(".gt-stand").filter(new Locator.FilterOptions().setHasText(agency)).locator("select"), "Agreed");
            }
        }
        press("Save who agrees", "Positions recorded");
    }

    private void act(String what, String agency) {
        write(page.locator("#action-what"), what);
        pick(page.locator("#action-agency"), agency);
        write(page.locator("#action-name"), "Jo Example");
        write(page.locator("#action-measure"), "It is written down and the chair has it.");
        press("Agree the action", what);
    }

    /** A discussion arranged about a new child, with social care, police and the hospital; ends on its record. */
    private void arrange(String child, @Nullable LocalDateTime startsAt) {
        var contact = logContact(child);
        page.navigate(product.url(contact + "/match/1"));
        page.check("input[value=NEW]");
        choose(page, "Save");
        page.navigate(product.url(contact));
        page.locator("a:has-text('Chronology')").first().click();
        page.waitForURL(Pattern.compile(".*/children/.*"));
        chronology = page.url();
        page.getByText("Arrange a meeting about this child").click();
        page.fill("#purpose", "Whether a section 47 enquiry is needed.");
        page.getByLabel("Estuary Hospitals NHS Foundation Trust", new Page.GetByLabelOptions().setExact(true)).check();
        if (startsAt != null) {
            moment(page, "starts", startsAt);
        }
        choose(page, "Go to the record");
        assertThat(page.locator("h1")).hasText(child);
    }

    /** The same, held and closed undecided. */
    @Test
    void the_end_of_a_meeting_sends_its_decisions_and_each_agency_says_for_itself_that_it_has_them() {
        var now = LocalDateTime.now(WorkingCalendar.LONDON).truncatedTo(ChronoUnit.MINUTES);
        signIn("manager");
        held("Rowan Notice-Example", now.minusHours(2), now.minusHours(1));
        var record = page.url().replaceAll("[?#].*", "");
        agree(page, "Ask the shop for its camera's pictures.", "Estuary Police", "PC Example");
        var police = another("police");
        assertThat(police.locator("h1")).hasText("Inbox");
        awaitText(police, "/inbox", "Rowan Notice-Example");
        look(police, "inbox");
        police.locator("main a", new Page.LocatorOptions().setHasText("Rowan Notice-Example")).first().click();
        assertThat(police.locator("main")).containsText("The hospital's report is awaited.");
        assertThat(police.locator("main")).containsText("You can see this because it was sent to your agency");
        look(police, "notice");
        choose(police, "We have it");
        assertThat(police.getByText("Your agency has it: recorded").first()).isVisible();
        look(police, "notice-acknowledged");
        page.navigate(record);
        var row = page.locator("#shared tbody tr").filter(new Locator.FilterOptions().setHasText("Estuary Police"));
        assertThat(row).not().containsText("Not yet");
        assertThat(page.locator("#shared tbody tr").filter(new Locator.FilterOptions().setHasText("Estuary Hospitals"))).containsText("Not yet");
        look("meeting-shared");
        page.getByText("Record a decision taken after the meeting").click();
        select(page, "decision-answer", "Section 47 threshold met: yes");
        page.fill("#decision-why", "The report shows an injury.");
        page.fill("#after-who", "The service manager");
        page.fill("#after-why", "The report came after the meeting.");
        choose(page, "Record the decision");
        awaitText(police, "/inbox", "Decision notice, version 2");
        var health = another("safeguardinglead");
        awaitText(health, "/inbox", "Decision notice, version 2");
        assertThat(health.locator("main a[href*='version=1']", new Page.LocatorOptions().setHasText("Rowan Notice-Example"))).hasCount(0);
        health.navigate(product.url("/inbox?show=ALL"));
        health.locator("main a[href*='version=1']", new Page.LocatorOptions().setHasText("Rowan Notice-Example")).first().click();
        assertThat(health.locator("main")).containsText("More was decided since");
        assertThat(health.locator("main")).not().containsText("The report shows an injury.");
        look(health, "notice-replaced");
        health.getByText("open version 2").click();
        assertThat(health.locator("main")).containsText("The report shows an injury.");
        assertThat(health.locator("main")).containsText("After the meeting");
        health.setViewportSize(320, 700);
        look(health, "notice-320");
        assertThat((Boolean) health.evaluate("document.documentElement.scrollWidth <= 320")).isTrue();
        var theirs = health.url();
        health.getByText("It isn’t for us").click();
        choose(health, "It came to us and isn’t for us");
        assertThat(health.locator("h1")).hasText("Inbox");
        assertThat(health.getByText("Recorded that it isn’t for your agency").first()).isVisible();
        health.navigate(theirs.replaceAll("version=2", "version=1"));
        choose(health, "We have it");
        assertThat(health.getByText("Version 2 has replaced this one").first()).isVisible();
        page.navigate(record);
        assertThat(page.locator("#shared tbody tr").filter(new Locator.FilterOptions().setHasText("Not for them"))).hasCount(1);
    }

    private void held(String child, LocalDateTime from, LocalDateTime until) {
        arrange(child, from);
        close(page, until);
    }

    private static void close(Page tab, LocalDateTime until) {
        for (int seat = 1; seat <= 3; seat++) {
            tab.selectOption("[name='status-" + seat + "']", "PRESENT");
        }
        choose(tab, "Save who is here");
        select(tab, "voice-source", "Not had: not yet seen");
        choose(tab, "Add the child’s voice");
        select(tab, "decision-answer", "Section 47 threshold met: not decided");
        tab.fill("#decision-why", "The hospital's report is awaited.");
        details(tab, "Not decided, decided earlier");
        tab.fill("#decision-who", "The service manager");
        var soon = until.plusDays(2);
        day(tab, "decision-by", soon);
        moment(tab, "decided", until.minusMinutes(1));
        choose(tab, "Add the decision");
        details(tab, "It ended earlier");
        moment(tab, "ended", until);
        choose(tab, "Close the meeting");
        assertThat(tab.getByText("Meeting closed").first()).isVisible();
    }

    private static void agree(Page tab, String what, String agency, String who) {
        tab.fill("#action-what", what);
        select(tab, "action-agency", agency);
        tab.fill("#action-name", who);
        tab.fill("#action-measure", "The shop's answer is written down.");
        choose(tab, "Agree the action");
        assertThat(tab.getByText("Action agreed").first()).isVisible();
    }

    private static void select(Page tab, String id, String option) {
        var value = tab.locator("#" + id + " option").filter(new Locator.FilterOptions().setHasText(option)).first().getAttribute("value");
        tab.selectOption("#" + id, value);
    }

    /** Opens an action once its reader's right to it has arrived in the projections. */
    private static void awaitShown(Page theirs, String path) {
        await().until(() -> {
            theirs.navigate(product.url(path));
            return theirs.locator("h2:has-text('History')").count() > 0;
        });
    }
}
