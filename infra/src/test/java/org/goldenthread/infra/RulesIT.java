package org.goldenthread.infra;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.Year;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.infra.signin.DemoPeople;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Every rule whose sentence a person can meet on a page, met there; and the rule page with the pictures. */
class RulesIT extends Browsing {

    /** Rules that only another program can run into: the pages offer no way to break them. */
    private static final Set<String> NO_PAGE = Set.of("E-CON-01", "E-STA-01", "E-STA-02", "E-STA-03", "E-STATE-01", "E-STATE-06", "E-STATE-08", "E-STATE-09",
            "E-ACC-09", "E-ACC-10", "E-ACC-12", "E-AUD-02", "E-AUD-04", "E-AUD-06", "E-AUD-07", "E-AUD-09", "E-MTG-02", "E-MTG-03", "E-MTG-04", "E-MTG-06", "E-MTG-07", "E-MTG-10", "E-MTG-12",
            "E-MTG-13", "E-MTG-16", "E-MTG-20", "E-MTG-22", "E-MTG-23", "E-ACT-08", "E-ACT-11", "E-ACT-12", "E-ACT-13", "E-ACT-14", "E-ACT-15", "E-MIN-08", "E-MIN-10", "E-MIN-11",
            "E-MIN-04", "E-MIN-07", "E-MIN-12", "E-MIN-13", "E-MIN-14", "E-MIN-15", "E-MIN-18", "E-MIN-19", "E-MIN-21", "E-MIN-22", "E-MIN-25", "E-MIN-26", "E-MIN-28", "E-MIN-29", "E-MIN-30",
            "E-MIN-31", "E-MIN-32", "E-MIN-33", "E-MIN-34", "E-MIN-35", "E-MIN-37", "E-MIN-38",
            "E-MIN-06", "E-MIN-39", "E-MIN-40", "E-MIN-41", "E-MIN-42", "E-MIN-44", "E-MIN-46", "E-MIN-47");

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

    @Test
    void who_works_on_a_case_and_who_is_kept_from_it_is_said_once() {
        signIn("manager");
        var book = book("Rowan Accessible-Example");
        exclude(page, "Priya Nair");
        exclude(page, "Priya Nair");
        meet("E-ACC-03", "They are kept from this record already.");
        page.navigate(book);
        details("End an exclusion");
        person("let-in", "Tom Ashby");
        page.fill("#let-in-reason", "Not so after all.");
        choose(page, "End the exclusion");
        meet("E-ACC-04", "They aren't kept from this record.");
        page.navigate(book);
        involve("Priya Nair");
        meet("E-ACC-05", "They are kept from this record, so they can't work on it.");
        page.navigate(book);
        involve("Ruth Penhale");
        var late = tab(URI.create(book).getPath());
        involve("Ruth Penhale");
        meet("E-ACC-07", "They work on this case in this way already.");
        page.navigate(book);
        page.locator("button:has-text('End')").filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("Ruth Penhale")).click();
        late.locator("button:has-text('End')").filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("Ruth Penhale")).click();
        meet(late, "E-ACC-08", "They don't work on this case in this way.");
    }

    @Test
    void a_record_given_to_another_agency_is_shared_on_a_basis() {
        signIn("manager");
        page.navigate(book("Rowan Shared-Example"));
        involve("Joss Merriweather");
        meet("E-ACC-13", "They work for another agency, so this shares the record.");
        page.selectOption("#involve-sharing-basis", "CONSENT");
        page.selectOption("#involve-sharing-familyInformed", "NO_WOULD_INCREASE_RISK");
        choose(page, "Give the case");
        meet("E-ACC-15", "A family that isn't told can't have consented.");
        page.selectOption("#involve-sharing-basis", "PUBLIC_TASK");
        choose(page, "Give the case");
        meet("E-ACC-14", "Say why the family isn't told.");
    }

    @Test
    void a_restriction_is_made_and_lifted_once_and_its_owner_is_somebody_who_works_cases() {
        signIn("manager");
        var book = book("Rowan Restricted-Example");
        var late = tab(URI.create(book).getPath());
        restrict(page);
        restrict(late);
        meet(late, "E-ACC-01", "This record is restricted already.");
        page.navigate(book);
        exclude(page, "Helen Marsh");
        meet("E-ACC-11", "They own this restriction.");
        page.navigate(book);
        details("Review the restriction");
        person("review-owner", "Ned Fairweather");
        page.fill("#review-reason", "Still so.");
        choose(page, "Record the review");
        meet("E-ACC-06", "They hold no role in this authority.");
        var contact = logContact("Rowan Restricted-Example");
        PlaywrightAssertions.assertThat(page.locator("h1")).hasText("Rowan Restricted-Example");
        org.awaitility.Awaitility.await().until(() -> {
            page.navigate(product.url(contact));
            return page.getByText("This contact came to you because").count() > 0;
        });
        look("contact-with-owner");
        page.navigate(product.url(contact + "/match/1"));
        page.check("input[value=NEW]");
        choose(page, "Save");
        meet("E-STATE-07", "Child number 1 may be the one whose record is kept apart");
        page.navigate(product.url(contact));
        choose(page, "It is another child: return it to the front door");
        assertThat(page.getByText("Contact returned to the front door").first()).isVisible();
        var later = tab(URI.create(book).getPath());
        page.navigate(book);
        lift(page);
        lift(later);
        meet(later, "E-ACC-02", "This record isn't restricted");
    }

    @Test
    void a_sample_has_cases() {
        signIn("partnership");
        page.selectOption("#auditorId", new com.microsoft.playwright.options.SelectOption().setLabel("Greta Lindqvist"));
        for (var field : java.util.List.of("from", "until")) {
            page.fill("#" + field + "-day", "1");
            page.fill("#" + field + "-month", "1");
            page.fill("#" + field + "-year", "2010");
        }
        var tomorrow = java.time.LocalDate.now(WorkingCalendar.LONDON).plusDays(1);
        page.fill("#end-day", Integer.toString(tomorrow.getDayOfMonth()));
        page.fill("#end-month", Integer.toString(tomorrow.getMonthValue()));
        page.fill("#end-year", Integer.toString(tomorrow.getYear()));
        page.fill("#reason", "Old contacts.");
        choose(page, "Give the sample");
        meet("E-AUD-05", "No case fits.");
    }

    @Test
    void a_replay_does_not_go_past_now() {
        signIn("auditor");
        page.locator("main ul a").first().click();
        page.getByText("Replay this case step by step").click();
        moment(page, "at", java.time.LocalDateTime.now(WorkingCalendar.LONDON).plusDays(2));
        choose(page, "Open the replay");
        meet("E-AUD-08", "A replay goes up to now at most");
        assertThat(page.locator("#at-day")).not().hasValue("");
    }

    @Test
    void a_discussion_ends_with_who_was_there_a_decision_and_a_voice_for_each_child_and_who_agreed() {
        signIn("manager");
        var record = meeting("Tansy Ending-Example", "STRATEGY", null);
        meet("E-MTG-19", "Not invited: Health.");
        choose(page, "Close the meeting");
        meet("E-MTG-18", "Nobody was there.");
        attend(2);
        ended(LocalDateTime.now(WorkingCalendar.LONDON).plusYears(1));
        meet("E-TIME-03", "That time hasn't come yet. Give the time it happened.");
        ended(LocalDateTime.now(WorkingCalendar.LONDON).minusYears(1));
        meet("E-MTG-11", "That is before the meeting began.");
        page.navigate(product.url(record));
        choose(page, "Close the meeting");
        meet("E-STR-03", "No decision yet on s47 for child number 1.");
        decideInMeeting(page, "THRESHOLD_S47_MET:YES", "Likely significant harm.");
        page.navigate(product.url(record));
        choose(page, "Close the meeting");
        meet("E-STR-08", "Say how child number 1 was seen and what they said, or why not.");
        hear();
        decideInMeeting(page, "THRESHOLD_S47_MET:NO", "On second thoughts.");
        meet("E-MTG-05", "Somebody has recorded 'yes' for this already.");
        page.navigate(product.url(record));
        choose(page, "Close the meeting");
        meet("E-STR-05", "Police haven't said if they agree.");
        assertThat(page.getByText("If it must stand as it is, say why")).isVisible();
        var late = tab(record);
        page.fill("#override-reason-closing", "The officer had to leave; they are rung today.");
        page.fill("#withoutThem", "The named nurse is rung today.");
        choose(page, "Close the meeting");
        meet("E-STR-01", "Not here: Health.");
        meet("E-MTG-17", "1 decisions say yes and no action carries them out yet.");
        decideInMeeting(late, "MEDICAL:NO", "No marks were seen.");
        meet(late, "E-STR-02", "This meeting has closed. Record it as a decision taken after the meeting");
        page.fill("#after-who", "The service manager");
        page.fill("#after-why", "It was missed.");
        moment("decided", LocalDateTime.now(WorkingCalendar.LONDON).minusDays(1));
        choose(page, "Record the decision");
        meet("E-MTG-08", "The record closed when the meeting ended, so give a time after that.");
    }

    @Test
    void what_is_typed_after_the_end_that_is_given_was_said_at_the_table_or_the_end_is_later() {
        signIn("manager");
        meeting("Burdock Late-Example", "STRATEGY", LocalDateTime.now(WorkingCalendar.LONDON).minusHours(3));
        attend(1);
        hear();
        decideInMeeting(page, "THRESHOLD_S47_MET:NO", "The report shows no injury.");
        ended(LocalDateTime.now(WorkingCalendar.LONDON).minusHours(2));
        meet("E-MTG-09", "1 decisions were recorded after the end you give.");
        page.fill("#override-reason-closing", "Decided at the table; typed up afterwards from the notes.");
        choose(page, "Close the meeting");
        assertThat(page.getByText("Meeting closed").first()).isVisible();
    }

    @Test
    void a_child_in_need_meeting_says_how_help_goes_on_and_an_adjourned_or_cancelled_one_is_that() {
        signIn("manager");
        meeting("Comfrey Need-Example", "CIN", null);
        attend(1);
        choose(page, "Close the meeting");
        meet("E-MTG-01", "No decision yet on how help goes on for child number 1.");
        var record = meeting("Comfrey Pause-Example", "STRATEGY", null);
        details("Adjourn it");
        moment("resumes", LocalDateTime.now(WorkingCalendar.LONDON).plusDays(9));
        page.fill("#meanwhile-1", "Stays with Nan.");
        choose(page, "Adjourn");
        meet("E-MTG-21", "That is more than one working day away.");
        decideInMeeting(page, "MEDICAL:NO", "The paediatrician rang: no injury.");
        meet("E-MTG-24", "That was while the meeting was adjourned.");
        page.navigate(product.url(record));
        var late = tab(record);
        choose(page, "It goes on now");
        assertThat(page.getByText("The meeting goes on").first()).isVisible();
        choose(late, "It goes on now");
        meet(late, "E-MTG-15", "This meeting isn't adjourned, so it can't go on again.");
        page.navigate(product.url(record));
        late = tab(record);
        details("It won’t be held");
        page.fill("#cancel-reason", "Two records were made.");
        choose(page, "Cancel the meeting");
        assertThat(page.getByText("Meeting cancelled").first()).isVisible();
        attend(late, 1);
        meet(late, "E-MTG-14", "You can't do that: this meeting is cancelled.");
    }

    @Test
    void a_copy_is_acknowledged_once_and_a_newer_one_is_named() {
        signIn("manager");
        var record = meeting("Tansy Notice-Example", "CIN", null);
        attend(1);
        hear();
        decideInMeeting(page, "HELP_GOES_ON:CONTINUES", "The visits help.");
        choose(page, "Close the meeting");
        assertThat(page.getByText("Meeting closed").first()).isVisible();
        var notice = awaitIn("/inbox?show=ALL", "Tansy Notice-Example");
        var stale = tab(notice);
        var older = tab(notice);
        page.navigate(product.url(record + "/after-decision"));
        page.selectOption("#decision-answer", "HELP_GOES_ON:STEPS_UP");
        page.fill("#decision-why", "The visit the same evening.");
        page.fill("#after-who", "The team manager");
        page.fill("#after-why", "It was seen after the meeting.");
        choose(page, "Record the decision");
        page = stale;
        awaitIn(notice, "open version 2");
        choose(older, "We have it");
        meet(older, "E-MIN-23", "Version 2 has replaced this one. Open that one too.");
        var twice = tab(notice.replaceAll("version=1", "version=2"));
        var again = tab(notice.replaceAll("version=1", "version=2"));
        choose(twice, "We have it");
        assertThat(twice.getByText("Your agency has it").first()).isVisible();
        again.getByText("It isn’t for us").click();
        choose(again, "It came to us and isn’t for us");
        meet(again, "E-MIN-09", "Your agency has answered for this version already.");
    }

    @Test
    void what_goes_once_more_or_to_one_more_agency_says_what_stands_in_the_way_and_an_upheld_dispute_what_follows() {
        signIn("manager");
        var record = meeting("Yarrow Notice-Example", "CIN", null);
        attend(1);
        hear();
        decideInMeeting(page, "HELP_GOES_ON:CONTINUES", "The visits help.");
        choose(page, "Close the meeting");
        assertThat(page.getByText("Meeting closed").first()).isVisible();
        var notice = awaitIn("/inbox?show=ALL", "Yarrow Notice-Example");
        page.navigate(product.url(notice.replaceAll("\\?.*", "") + "/agencies/" + DemoPeople.SOCIAL_CARE));
        details("Send it to them once more");
        page.selectOption("#channel", "SECURE_EMAIL");
        page.selectOption("#reason", "ASKED_FOR");
        choose(page, "Send it once more");
        meet("E-MIN-24", "No address is known for that agency by that way.");
        page.selectOption("#channel", "PORTAL");
        choose(page, "Send it once more");
        meet("E-MIN-05", "It was delivered 0 working days ago and nobody there has said that they have it.");
        page.navigate(product.url(notice));
        details("Send it to one more agency");
        page.selectOption("#agencyId", DemoPeople.SOCIAL_CARE.toString());
        page.fill("#why", "They asked for it.");
        choose(page, "Send it to them");
        meet("E-MIN-27", "That agency is sent it already.");
        page.navigate(product.url(record + "/minutes"));
        choose(page, "Save the minutes");
        choose(page, "Send as not final, saying what is missing");
        page.navigate(product.url(awaitIn("/meetings/" + record.substring(record.lastIndexOf('/') + 1), "Open the minutes")));
        details("Something in it isn’t accurate");
        choose(page, "Say so");
        assertThat(page.locator(".govuk-error-summary")).containsText("Enter which part it is about");
        page.fill("#part", "The child’s voice");
        page.fill("#text", "She was seen on Tuesday, not on Monday.");
        choose(page, "Say so");
        assertThat(page.getByText("Recorded. Whoever wrote them answers you here").first()).isVisible();
        page.fill("#resolution-1", "The visit was on Tuesday.");
        choose(page, "They are right");
        meet("E-MIN-36", "The version that was disputed stands until the next one goes out. Correct it now.");
    }

    @Test
    void minutes_are_approved_by_another_as_read_and_are_final_only_when_whole() {
        signIn("manager");
        var record = meeting("Tarragon Minutes-Example", "CIN", null, "Sol Adeyemi");
        attend(2);
        hear();
        decideInMeeting(page, "HELP_GOES_ON:CONTINUES", "The visits help.");
        choose(page, "Close the meeting");
        assertThat(page.getByText("Meeting closed").first()).isVisible();
        org.awaitility.Awaitility.await().untilAsserted(() -> {
            page.navigate(product.url(record + "/minutes"));
            org.assertj.core.api.Assertions.assertThat(page.locator("main").textContent()).contains("What a final version would lack");
        });
        page.fill("#text-1", "The visits help.");
        choose(page, "Save the minutes");
        choose(page, "Approve as they stand");
        meet("E-MIN-01", "Someone else must approve these minutes");
        page.navigate(product.url(record + "/minutes"));
        choose(page, "Send as final");
        meet("E-MIN-02", "Missing: ages for 1 child, somebody’s approval.");
        page.navigate(product.url(record + "/minutes"));
        var chair = another("teammanager");
        chair.navigate(product.url(record + "/minutes"));
        page.fill("#text-1", "The visits help her.");
        choose(page, "Save the minutes");
        assertThat(page.getByText("Minutes saved").first()).isVisible();
        var mine = page;
        choose(chair, "Approve as they stand");
        meet(chair, "E-MIN-16", "They were changed since you opened them.");
        chair.navigate(product.url(record + "/minutes"));
        choose(chair, "Approve as they stand");
        assertThat(chair.getByText("Minutes approved").first()).isVisible();
        page = mine;
        page.navigate(product.url(record + "/minutes"));
        choose(page, "Save the minutes");
        meet("E-MIN-20", "They were approved before. As changed, they need somebody's approval again.");
        details("Somebody who is owed them shall not be sent them");
        page.selectOption("#agency", new com.microsoft.playwright.options.SelectOption().setIndex(1));
        page.fill("#agency-reason", "They have moved away.");
        choose(page, "Don’t send them to this agency");
        meet("E-MIN-03", "They were at the meeting.");
        details("Somebody who is owed them shall not be sent them");
        page.selectOption("#agency", new com.microsoft.playwright.options.SelectOption().setIndex(1));
        page.fill("#agency-reason", "They have moved away.");
        choose(page, "Don’t send them to this agency");
        meet("E-MIN-17", "That agency isn't owed these minutes, or the duty was waived before.");
    }

    @Test
    void a_family_is_given_a_copy_by_two_people_unless_it_is_withheld() {
        signIn("manager");
        var record = meeting("Sorrel Family-Example", "CIN", null, "Sol Adeyemi");
        attend(2);
        hear();
        decideInMeeting(page, "HELP_GOES_ON:CONTINUES", "The visits help.");
        choose(page, "Close the meeting");
        sent(record);
        withhold(record, "MOTHER", "She asked for none.");
        assertThat(page.getByText("Recorded that they aren’t given a copy, and why").first()).isVisible();
        withhold(record, "MOTHER", "Once more.");
        meet("E-MIN-43", "It is recorded already that they aren't given a copy.");
        prepare(record, "MOTHER");
        meet("E-MIN-45", "It was recorded that they aren't to have a copy.");
        prepare(record, "FATHER");
        assertThat(page.getByText("The copy waits for somebody else to look at it and release it").first()).isVisible();
        var mine = page;
        var chair = another("teammanager");
        awaitText(chair, record + "/minutes/family/2", "Read it as they will");
        withhold(record, "FATHER", "He must not know where they are.");
        choose(chair, "Release it as it stands");
        meet(chair, "E-MIN-48", "It was recorded since that they aren't to have a copy.");
        page = mine;
        awaitText(page, record + "/minutes/family/2", "He must not know where they are.");
        details("It was given all the same");
        moment("given", LocalDateTime.now(WorkingCalendar.LONDON).minusMinutes(1));
        choose(page, "Record that it was given");
        meet("E-MIN-49", "It was not released for them, or was withheld since.");
    }

    /** Writes one open passage and sends it, as not final. */
    private void sent(String record) {
        assertThat(page.getByText("Meeting closed").first()).isVisible();
        awaitText(page, record + "/minutes", "What a final version would lack");
        page.fill("#text-1", "The visits help.");
        page.selectOption("#handling-1", "OPEN");
        choose(page, "Save the minutes");
        choose(page, "Send as not final, saying what is missing");
        assertThat(page.getByText("Minutes sent to everybody who is owed them").first()).isVisible();
        awaitText(page, record + "/minutes", "Put together a copy for somebody of the family");
    }

    private void withhold(String record, String from, String why) {
        page.navigate(product.url(record + "/minutes/withholding"));
        page.check("#children");
        page.selectOption("#relationship", from);
        page.fill("#reason", why);
        choose(page, "Record that they aren’t given a copy");
    }

    private void prepare(String record, String whom) {
        page.navigate(product.url(record + "/minutes/family"));
        page.fill("#recipient", "Jo Family-Example");
        page.selectOption("#relationship", whom);
        page.selectOption("#channel", "POST");
        choose(page, "Give it to be released");
    }

    /** Loads a list until something stands in it; gives where its link leads, or the page itself where it is no link. */
    private String awaitIn(String path, String text) {
        org.awaitility.Awaitility.await().untilAsserted(() -> {
            page.navigate(product.url(path));
            org.assertj.core.api.Assertions.assertThat(page.locator("main").textContent()).contains(text);
        });
        var link = page.locator("main a", new com.microsoft.playwright.Page.LocatorOptions().setHasText(text)).first();
        return link.getAttribute("href");
    }

    @Test
    void an_action_is_a_deed_by_somebody_by_a_day_that_shows_when_it_is_done() {
        signIn("manager");
        var record = meeting("Fennel Deed-Example", "STRATEGY", null);
        action("Visit the home together.", "All", "Each child was seen.");
        choose(page, "Agree the action");
        meet("E-ACT-01", "Name one person.");
        page.fill("#action-name", "PC Example");
        page.selectOption("#action-within", "OTHER");
        details("Another day, a role instead of a name");
        day("action-due", LocalDateTime.now(WorkingCalendar.LONDON).minusDays(40));
        choose(page, "Agree the action");
        meet("E-ACT-02", "Set a due date, on the meeting day or later.");
        page.navigate(product.url(record));
        action("Professionals to monitor the situation.", "PC Example", "");
        choose(page, "Agree the action");
        meet("E-STR-09", "'Professionals to monitor' isn't an action.");
        page.navigate(product.url(record));
        action("Visit the home together.", "PC Example", "");
        choose(page, "Agree the action");
        meet("E-ACT-06", "Say how you'll know it's done.");
        page.fill("#action-measure", "Each child was seen.");
        details("Another day, a role instead of a name");
        page.selectOption("#action-risk", "ONLINE");
        choose(page, "Agree the action");
        meet("E-ACT-03", "This action doesn't match a risk recorded for child number 1.");
        page.fill("#override-reason-action", "Told outside the meeting.");
        choose(page, "Agree the action");
        assertThat(page.getByText("Action agreed").first()).isVisible();
    }

    @Test
    void an_action_is_worked_on_by_its_agency_and_given_more_time_by_another() {
        signIn("manager");
        meeting("Lovage Work-Example", "STRATEGY", null);
        attend(2);
        assertThat(page.getByText("Attendance recorded").first()).isVisible();
        action("Visit the home together.", "PC Example", "Each child was seen.");
        choose(page, "Agree the action");
        page.locator("#actions").getByText("Visit the home together.").click();
        var path = URI.create(page.url()).getPath();
        extend(path, 30);
        assertThat(page.getByText("Given more time 1 time").first()).isVisible();
        extend(path, -30);
        meet("E-ACT-10", "Give a later day than the one it is due.");
        extend(path, 40);
        meet("E-ACT-05", "Extended 2 times. Tell the chair.");
        var police = another("police");
        org.awaitility.Awaitility.await().until(() -> {
            police.navigate(product.url(path));
            return police.locator("h2:has-text('History')").count() > 0;
        });
        details(police, "Give it more time");
        day(police, "extensions", LocalDateTime.now(WorkingCalendar.LONDON).plusDays(60));
        police.fill("#extensions-reason", "Nobody is free.");
        choose(police, "Save (Give it more time)");
        meet(police, "E-ACT-09", "Somebody of another agency agrees to more time, or the chair.");
        var mine = page;
        page.navigate(product.url(path));
        details(page, "It is done");
        page.fill("#completion-outcome", "All seen.");
        page.fill("#completion-evidence", "On our system.");
        page.selectOption("#completion-effectOnRisk", "REDUCED");
        moment("completion", LocalDateTime.now(WorkingCalendar.LONDON).plusDays(400));
        choose(page, "Save (It is done)");
        meet("E-TIME-04", "That time hasn't come yet. Give the time it was done.");
        var takesOn = another(mine.context(), path);
        page.navigate(product.url(path));
        choose(page, "Take it on");
        details(takesOn, "We won’t do it");
        takesOn.fill("#refusal-reason", "It isn't ours.");
        choose(takesOn, "Save (We won’t do it)");
        meet(takesOn, "E-ACT-07", "You can't do that: this action is accepted.");
        signInAgain("manager", path);
        details("Give it to somebody else");
        page.selectOption("#reassignments-agency", "a0000000-0000-4000-8000-000000000003");
        page.fill("#reassignments-name", "Nurse Example");
        page.fill("#reassignments-reason", "They know the family.");
        choose(page, "Save (Give it to somebody else)");
        assertThat(page.getByText("Saved").first()).isVisible();
        details(takesOn, "Name the person who does it");
        takesOn.fill("#owner-name", "PC Other-Example");
        choose(takesOn, "Save (Name the person who does it)");
        meet(takesOn, "E-ACT-04", "Only the agency that owns this action can say that.");
    }

    private static Page another(com.microsoft.playwright.BrowserContext whose, String path) {
        var second = whose.newPage();
        second.navigate(product.url(path));
        return second;
    }

    private void signInAgain(String username, String path) {
        page = another(username);
        page.navigate(product.url(path));
    }

    /** A new child's meeting, arranged with social care and police; on its record. Returns its path. */
    private String meeting(String child, String kind, @org.jspecify.annotations.Nullable LocalDateTime startsAt) {
        return meeting(child, kind, startsAt, "");
    }

    /** A meeting about a new child, chaired by somebody by name, or by who arranges it. */
    private String meeting(String child, String kind, @org.jspecify.annotations.Nullable LocalDateTime startsAt, String chair) {
        var contact = logContact(child);
        matchNew(page, contact);
        page.navigate(product.url(contact));
        page.locator("a:has-text('Chronology')").first().click();
        page.getByText("Arrange a meeting about this child").click();
        page.check("input[name=kind][value=" + kind + "]");
        page.fill("#purpose", "Whether the child is safe.");
        if (startsAt != null) {
            moment("starts", startsAt);
        }
        if (!chair.isEmpty()) {
            details("Chair, minute taker");
            page.selectOption("#chair", new com.microsoft.playwright.options.SelectOption().setLabel(chair));
        }
        choose(page, "Go to the record");
        assertThat(page.locator("h1")).hasText(child);
        return URI.create(page.url()).getPath();
    }

    private void attend(int seats) {
        attend(page, seats);
    }

    private static void attend(Page tab, int seats) {
        for (int seat = 1; seat <= seats; seat++) {
            tab.selectOption("[name='status-" + seat + "']", "PRESENT");
        }
        choose(tab, "Save who is here");
    }

    private void hear() {
        page.selectOption("#voice-source", "NOT:NOT_YET_SEEN");
        choose(page, "Add the child’s voice");
        assertThat(page.getByText("What the child said is recorded").first()).isVisible();
    }

    private static void decideInMeeting(Page tab, String answer, String why) {
        tab.selectOption("#decision-answer", answer);
        tab.fill("#decision-why", why);
        choose(tab, "Add the decision");
    }

    private void ended(LocalDateTime at) {
        details("It ended earlier");
        moment("ended", at);
        choose(page, "Close the meeting");
    }

    private void action(String what, String who, String measure) {
        page.fill("#action-what", what);
        page.selectOption("#action-agency", "a0000000-0000-4000-8000-000000000002");
        page.fill("#action-name", who);
        page.fill("#action-measure", measure);
    }

    private void extend(String path, int days) {
        page.navigate(product.url(path));
        details("Give it more time");
        day("extensions", LocalDateTime.now(WorkingCalendar.LONDON).plusDays(days));
        page.fill("#extensions-reason", "The family is away.");
        choose(page, "Save (Give it more time)");
    }

    private void day(String field, LocalDateTime at) {
        day(page, field, at);
    }

    /** The access page of a new child, opened. */
    private String book(String child) {
        var contact = logContact(child);
        matchNew(page, contact);
        page.navigate(product.url(contact));
        page.locator("a:has-text('Chronology')").first().click();
        page.locator("a:has-text('Who may see this record')").click();
        return page.url();
    }

    private void details(String summary) {
        details(page, summary);
    }

    private void moment(String field, LocalDateTime at) {
        moment(page, field, at);
    }

    private void person(String task, String name) {
        person(page, task + (task.contains("-owner") ? "Id" : "-userId"), name);
    }

    private static void person(Page tab, String field, String name) {
        var value = tab.locator("#" + field + " option").filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText(name)).first().getAttribute("value");
        tab.selectOption("#" + field, value);
    }

    private static void exclude(Page tab, String name) {
        if (!tab.locator("#exclude-userId").isVisible()) {
            details(tab, "Keep somebody from this record");
        }
        person(tab, "exclude-userId", name);
        tab.fill("#exclude-reason", "Knows the family.");
        choose(tab, "Keep them from it");
    }

    private void involve(String name) {
        if (!page.locator("#involve-userId").isVisible()) {
            details("Give the case to somebody");
        }
        person(page, "involve-userId", name);
        page.check("input[name=involve-kind][value=ALLOCATED]");
        choose(page, "Give the case");
    }

    private static void restrict(Page tab) {
        details(tab, "Restrict this record");
        tab.check("input[name=restrict-level][value=RESTRICTED]");
        tab.check("input[name=restrict-ground][value=HIGH_RISK]");
        tab.fill("#restrict-reason", "Somebody looks for the family.");
        choose(tab, "Restrict");
    }

    private static void lift(Page tab) {
        details(tab, "Lift the restriction");
        tab.fill("#lift-reason", "The danger is over.");
        choose(tab, "Lift");
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
