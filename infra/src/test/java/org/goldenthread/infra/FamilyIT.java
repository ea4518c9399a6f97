package org.goldenthread.infra;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.goldenthread.events.Role;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.infra.launcher.Person;
import org.goldenthread.infra.signin.DemoPeople;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Families' copies, in a browser: put together, released by somebody else, printed, given, come back, had; or withheld with a reason. */
@SuppressWarnings("NullAway.Init") // set by the test
class FamilyIT extends Browsing {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String THEIRS = "You asked for help in the mornings, and somebody comes at seven.";
    private static final String SISTERS = "Wren is quiet at school.";
    private static final String PARTNERS = "The neighbour told us in confidence.";
    private static final String PLACE = "He was seen at 12 Marine Parade.";

    private Person manager;
    private int keys;

    @Test
    void a_copy_goes_to_one_of_the_family_when_somebody_else_has_released_it() throws Exception {
        signIn("manager");
        manager = new Person(product, DemoPeople.with(Role.FD_MANAGER)).of(1);
        var minutes = "/meetings/" + held() + "/minutes";
        awaitText(page, minutes, "Not given yet");
        assertThat(page.locator("#family")).containsText("A copy can be put together once a version has gone out");
        send(minutes);
        awaitText(page, minutes, "Put together a copy for somebody of the family");
        look("family-owed");

        tabTo("Put together a copy for somebody of the family");
        press("Enter");
        assertThat(page.locator("main")).containsText("Whose family is it for?");
        look("family-whose");
        choose(page, "Go on");
        assertThat(page.locator(".govuk-error-summary")).containsText("Choose whose family");
        page.getByLabel("Robin Family-Example").check();
        choose(page, "Go on");
        assertThat(page.locator("main")).containsText(THEIRS);
        for (var theirs : new String[] {SISTERS, PARTNERS, PLACE}) {
            assertThat(page.locator("main")).not().containsText(theirs);
        }
        assertThat(page.locator(".govuk-inset-text")).containsText("says where somebody is or how they are reached: 1");
        page.fill("#recipient", "Jo Family-Example");
        page.fill("#safe-contact", "Only by the school, never at home.");
        choose(page, "Give it to be released");
        assertThat(page.locator(".govuk-error-summary")).containsText("Choose what they are to the child");
        assertThat(page.locator("#safe-contact")).hasValue("Only by the school, never at home.");
        assertThat(page.locator("#passages")).isChecked();
        look("family-refused");
        page.selectOption("#relationship", "MOTHER");
        page.selectOption("#channel", "POST");
        page.check("#actions");
        choose(page, "Give it to be released");
        assertThat(page.getByText("The copy waits for somebody else to look at it and release it").first()).isVisible();
        awaitText(page, minutes, "Waits to be released by somebody else");

        page.getByText("Jo Family-Example").first().click();
        assertThat(page.locator("#release")).containsText("You put it together");
        assertThat(page.locator("main button:text-is('Release it as it stands')")).hasCount(0);
        look("family-prepared");
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(page.getByText("This copy can’t be printed")).isVisible();
        assertThat(page.locator(".gt-paper")).isHidden();
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));

        var chair = another("chair");
        awaitText(chair, minutes + "/family/1", "Read it as they will");
        assertThat(chair.locator(".gt-paper")).containsText(THEIRS);
        assertThat(chair.locator(".gt-paper")).containsText("The school nurse rings every Tuesday.");
        assertThat(chair.locator(".gt-paper")).not().containsText("Wren");
        look(chair, "family-to-release");
        choose(chair, "Release it as it stands");
        assertThat(chair.getByText("Released: it may be given to them").first()).isVisible();
        chair.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        chair.setViewportSize(794, 1_123);
        assertThat(chair.locator(".gt-paper")).isVisible();
        assertThat(chair.locator(".gt-header")).isHidden();
        assertThat(chair.locator(".govuk-footer")).isHidden();
        chair.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(PICTURES.resolve("family-printed.png")));

        var now = LocalDateTime.now(WorkingCalendar.LONDON);
        awaitText(page, minutes + "/family/1", "Print this page");
        moment(page, "given", now.plusDays(2));
        choose(page, "Record that it was given");
        assertThat(page.locator(".govuk-error-summary")).containsText("This time hasn't come yet");
        moment(page, "given", now.minusMinutes(2));
        choose(page, "Record that it was given");
        assertThat(page.getByText("Recorded that it was given").first()).isVisible();
        awaitText(page, minutes + "/family/1", "They say they have it");
        details(page, "It came back, or never came");
        moment(page, "back", now.minusMinutes(1));
        page.locator("details[open] button:text-is('Record it')").click();
        assertThat(page.getByText("Recorded that it came back").first()).isVisible();
        awaitText(page, minutes + "/family/1", "Give it to them");
        moment(page, "given", now.minusMinutes(1));
        choose(page, "Record that it was given");
        awaitText(page, minutes + "/family/1", "They say they have it");
        details(page, "They say they have it");
        moment(page, "has", now.minusMinutes(1));
        page.locator("details[open] button:text-is('Record it')").click();
        assertThat(page.getByText("Recorded that they have it").first()).isVisible();
        look("family-given");

        page.navigate(product.url("/minutes?show=FAMILIES"));
        assertThat(page.locator("main tr", new Page.LocatorOptions().setHasText("Robin Family-Example"))).containsText("1 family not given a copy");
        look("family-list");
        page.navigate(product.url(minutes + "/withholding"));
        choose(page, "Record that they aren’t given a copy");
        assertThat(page.locator(".govuk-error-summary")).containsText("Choose whose family");
        page.getByLabel("Wren Family-Example").check();
        page.fill("#reason", "She lives with her father, who asked for none.");
        look("family-withhold");
        choose(page, "Record that they aren’t given a copy");
        assertThat(page.getByText("Recorded that they aren’t given a copy, and why").first()).isVisible();
        awaitText(page, minutes, "She lives with her father");
        Assertions.assertThat(page.locator("#family .govuk-tag--green").count()).isEqualTo(2);
        look("family-settled");
        page.setViewportSize(320, 700);
        Assertions.assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= 320")).isTrue();
        look("family-320");
        page.navigate(product.url(minutes + "/family/1"));
        Assertions.assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= 320")).isTrue();
        look("family-copy-320");
    }

    /** A child in need meeting about two sisters, closed: with an action for the first. Returns its id. */
    private UUID held() throws Exception {
        var contact = id(manager.done("/v1/contacts", key(), """
                {"channel":"PHONE","anonymous":true,"concern":"Mornings are hard.","children":[{"name":"Robin Family-Example"},{"name":"Wren Family-Example"}]}"""));
        for (int ref = 1; ref <= 2; ref++) {
            manager.done("/v1/contacts/" + contact + "/matches", key(), "{\"ref\":" + ref + ",\"confidence\":100}");
        }
        awaitText(page, "/contacts/" + contact, "Chronology");
        var children = JSON.readTree(manager.read("/v1/contacts/" + contact).body()).at("/entries/0/children");
        var meeting = id(manager.done("/v1/meetings", key(), """
                {"kind":"CIN","children":["%s","%s"],"purpose":"Help at home.","format":"IN_PERSON","chairId":"%s","seats":[{"agencyId":"%s"}]}"""
                .formatted(children.get(0).asString(), children.get(1).asString(), DemoPeople.with(Role.CHAIR_SD).id(), DemoPeople.POLICE)));
        var path = "/v1/meetings/" + meeting;
        manager.done(path + "/attendance", key(), "{\"seat\":1,\"status\":\"PRESENT\",\"decisionAuthority\":true}");
        for (int ref = 1; ref <= 2; ref++) {
            manager.done(path + "/child-voices", key(), "{\"ref\":" + ref + ",\"source\":\"NOT_HAD\",\"notObtained\":\"NOT_YET_SEEN\"}");
            manager.done(path + "/decisions", key(), "{\"ref\":" + ref + ",\"type\":\"HELP_GOES_ON\",\"decision\":\"CONTINUES\",\"rationale\":\"It helps.\"}");
        }
        manager.done(path + "/actions", key(), """
                {"refs":[1],"description":"The school nurse rings every Tuesday.","ownerAgencyId":"%s","ownerName":"Nurse Example","dueOn":"%s","measure":"Four calls are written down"}"""
                .formatted(DemoPeople.HOSPITAL, LocalDate.now(ZoneOffset.UTC).plusDays(20)));
        manager.done(path + "/closing", key(), "{}");
        return meeting;
    }

    private void send(String minutes) throws Exception {
        var passages = """
                [{"ref":1,"heading":"DISCUSSION","handling":"OPEN","text":"%s"},{"ref":2,"heading":"DISCUSSION","handling":"OPEN","text":"%s"},
                 {"ref":1,"heading":"ANALYSIS","handling":"PARTNERS","text":"%s"},{"ref":1,"heading":"DISCUSSION","handling":"OPEN","text":"%s"}]"""
                .formatted(THEIRS, SISTERS, PARTNERS, PLACE);
        manager.done("/v1" + minutes, key(), "{\"passages\":" + passages + "}");
        awaitText(page, minutes, "Send version 1");
        choose(page, "Send as not final, saying what is missing");
        assertThat(page.getByText("Minutes sent to everybody who is owed them").first()).isVisible();
    }

    private static UUID id(Person.Answer answer) {
        return UUID.fromString(JSON.readTree(answer.body()).get("id").asString());
    }

    private String key() {
        return "family-" + ++keys + "-" + UUID.randomUUID();
    }
}
