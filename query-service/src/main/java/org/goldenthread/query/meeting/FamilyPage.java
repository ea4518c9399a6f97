package org.goldenthread.query.meeting;

import static org.goldenthread.events.Role.AUDITOR;
import static org.goldenthread.events.Role.CHAIR_SD;
import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.FD_SOCIAL_WORKER;
import static org.goldenthread.events.Role.INSPECTOR;
import static org.goldenthread.events.Role.MINUTE_TAKER;
import static org.goldenthread.events.Role.SOCIAL_WORKER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.goldenthread.events.document.DocumentEvent.Channel;
import org.goldenthread.events.document.DocumentEvent.FamilyDuty;
import org.goldenthread.events.document.DocumentEvent.Relationship;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.chronology.Chronology;
import org.goldenthread.query.desk.Colleagues;
import org.goldenthread.query.document.Documents;
import org.goldenthread.query.edge.After;
import org.goldenthread.query.edge.CommandClient;
import org.goldenthread.query.edge.CommandClient.Sent;
import org.goldenthread.query.edge.Failures.NotFound;
import org.goldenthread.query.edge.Form;
import org.goldenthread.query.meeting.FamilyView.Stage;
import org.goldenthread.query.meeting.MeetingDesk.Opened;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Families' copies of the minutes: put together from what is theirs, looked at and released by somebody else, given, or withheld with a reason. */
@Controller
@RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER, AUDITOR, INSPECTOR})
final class FamilyPage {

    private static final Map<String, String> NEWS = Map.of("releases", "Released: it may be given to them", "returns", "Not released", "handovers", "Recorded that it was given",
            "acknowledgements", "Recorded that they have it", "bounces", "Recorded that it came back");
    private static final String NOT_BY_DEFAULT = "E-MIN-41";

    private final CommandClient commands;
    private final MeetingDesk desk;
    private final FamilyReading reading;
    private final Chronology chronology;
    private final Documents documents;
    private final Colleagues colleagues;
    private final After after;

    FamilyPage(CommandClient commands, MeetingDesk desk, FamilyReading reading, Chronology chronology, Documents documents, Colleagues colleagues, After after) {
        this.commands = commands;
        this.desk = desk;
        this.reading = reading;
        this.chronology = chronology;
        this.documents = documents;
        this.colleagues = colleagues;
        this.after = after;
    }

    /** The minutes of a meeting, and its families' copies of them. */
    private record Both(Opened meeting, MinutesView minutes, FamilyView family) {

        int newest() {
            return minutes.newest().orElseThrow(NotFound::new).number();
        }

        List<ChildId> children(Collection<String> refs) {
            return refs.stream().filter(ref -> ref.matches("\\d{1,2}")).map(Integer::valueOf).distinct().sorted().flatMap(ref -> meeting.view().child(ref).stream())
                    .map(MeetingView.Child::id).toList();
        }
    }

    private Both open(Reader reader, UUID id) {
        var meeting = desk.open(reader, id);
        var history = documents.minutesOf(reader.ledger(), meeting.id()).map(document -> chronology.ofDocument(reader.ledger(), document)).orElseThrow(NotFound::new);
        return new Both(meeting, MinutesView.of(history).orElseThrow(NotFound::new), FamilyView.of(history));
    }

    /** Asks whose family it is, where that isn't clear; then what stands in the copy. */
    @GetMapping("/meetings/{id}/minutes/family")
    String blank(Reader reader, @PathVariable UUID id, @RequestParam(name = "children", required = false) @Nullable List<String> children,
            @RequestParam(name = "asked", defaultValue = "false") boolean asked, Model page) {
        var both = open(reader, id);
        var all = both.meeting().view().children();
        var theirs = all.size() == 1 ? List.of(all.getFirst().id()) : both.children(children == null ? List.of() : children);
        var form = Form.empty("children").withAll("children", theirs.stream().map(child -> Integer.toString(both.meeting().view().refOf(child))).toList());
        if (!theirs.isEmpty()) {
            var pack = reading.possible(reader, both.minutes(), both.newest(), theirs).pack();
            form.withAll("passages", pack.passages().stream().map(part -> Integer.toString(part.number())).toList());
        } else if (children != null || asked) {
            form.fault("children", "Choose whose family");
        }
        return prepare(reader, both, theirs, form, page);
    }

    private String prepare(Reader reader, Both both, List<ChildId> theirs, Form form, Model page) {
        desk.show(reader, both.meeting(), page);
        page.addAttribute("form", form);
        page.addAttribute("minutes", both.minutes());
        page.addAttribute("family", both.family());
        page.addAttribute("theirs", theirs);
        page.addAttribute("version", both.newest());
        page.addAttribute("pack", theirs.isEmpty() ? null : reading.possible(reader, both.minutes(), both.newest(), theirs).pack());
        page.addAttribute("relationships", List.of(Relationship.values()));
        page.addAttribute("channels", List.of(Channel.POST, Channel.IN_MEETING_HANDOVER));
        page.addAttribute("isUnusual", both.family().owed() != null && both.family().owed().duty() == FamilyDuty.NEVER_BY_DEFAULT);
        return "family-prepare";
    }

    @PostMapping("/meetings/{id}/minutes/family")
    String prepare(Reader reader, @PathVariable UUID id, @RequestParam MultiValueMap<String, String> sent, Model page, RedirectAttributes next) {
        var both = open(reader, id);
        var form = Form.of(sent, "recipient", "relationship", "channel", "safe-contact", "passages", "aside", "children");
        var theirs = both.children(form.all("children"));
        if (!form.has("version", Integer.toString(both.newest()))) {
            form.withAll("passages", List.of()).withAll("decisions", List.of()).withAll("actions", List.of());
            form.fault("passages", "The minutes were replaced by version " + both.newest() + " meanwhile. Choose again what stands in the copy");
        }
        form.require("recipient", "Enter whose copy it is");
        form.require("relationship", "Choose what they are to the child");
        form.require("channel", "Choose by which way");
        var body = new LinkedHashMap<String, Object>();
        body.put("version", form.get("version").matches("\\d{1,6}") ? Integer.parseInt(form.get("version")) : 0);
        body.put("children", theirs.stream().map(child -> both.meeting().view().refOf(child)).toList());
        body.put("recipient", form.orNull("recipient"));
        body.put("relationship", form.orNull("relationship"));
        body.put("channel", form.orNull("channel"));
        body.put("safeContact", form.orNull("safe-contact"));
        body.put("passages", numbers(form.all("passages")));
        body.put("decisions", form.all("decisions"));
        body.put("actions", form.all("actions"));
        if (form.orNull("aside") != null) {
            body.put("entry", Map.of("override", Map.of("ruleId", NOT_BY_DEFAULT, "reasonCode", "OTHER", "reason", form.get("aside"))));
        }
        if (!form.isFaulty()) {
            switch (commands.send("/v1/meetings/" + id + "/minutes/family-copies", form.get("key"), null, body)) {
                case Sent.Done done -> {
                    return back(id, "The copy waits for somebody else to look at it and release it", done, next);
                }
                case Sent.Refused refused -> form.refused(refused, Map.of("/recipient", "recipient", "/relationship", "relationship", "/channel", "channel", "/safeContact", "safe-contact",
                        "/passages", "passages", "/children", "children", "/entry/override/reason", "aside"));
            }
        }
        return prepare(reader, both, theirs, form, page);
    }

    private static String back(UUID id, String news, Sent.Done done, RedirectAttributes next) {
        next.addFlashAttribute("news", news);
        next.addFlashAttribute("warnings", done.warnings());
        next.addAttribute("after", done.after());
        return "redirect:/meetings/" + id + "/minutes";
    }

    /** One copy, as it goes out, with what can be done with it. */
    @GetMapping("/meetings/{id}/minutes/family/{copy}")
    String show(Reader reader, @PathVariable UUID id, @PathVariable int copy, @RequestParam(name = "after", required = false) @Nullable String token, Model page) {
        page.addAttribute("behind", !after.isReached(token, reader.ledger()));
        return show(reader, open(reader, id), copy, Form.empty("reason"), page);
    }

    private String show(Reader reader, Both both, int number, Form form, Model page) {
        var copy = both.family().copy(number).orElseThrow(NotFound::new);
        var shown = reading.shown(reader, both.minutes(), copy);
        page.addAttribute("reader", reader);
        page.addAttribute("why", both.meeting().verdict());
        page.addAttribute("id", both.meeting().id().value());
        page.addAttribute("form", form);
        page.addAttribute("meeting", shown.whole().meeting());
        page.addAttribute("names", shown.whole().names());
        page.addAttribute("pack", shown.pack());
        page.addAttribute("copy", copy);
        page.addAttribute("number", number);
        page.addAttribute("newest", both.newest());
        page.addAttribute("chair", colleagues.name(shown.whole().meeting().convened().chairId()));
        page.addAttribute("preparer", colleagues.name(copy.prepared().preparedBy()));
        page.addAttribute("releaser", copy.releasedBy() == null ? "" : colleagues.name(copy.releasedBy()));
        page.addAttribute("isOwn", copy.prepared().preparedBy().equals(reader.actor().userId()));
        page.addAttribute("mayWork", !reader.isAnyOf(AUDITOR, INSPECTOR));
        page.addAttribute("mayRelease", reader.isAnyOf(FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD));
        page.addAttribute("isPrintable", copy.isPrintable(both.newest()));
        page.addAttribute("mayGive", copy.stage() != Stage.GIVEN);
        page.addAttribute("withheld", both.family().withheld().stream().filter(one -> one.concerns(copy.prepared())).toList());
        page.addAttribute("events", both.minutes().version());
        page.addAttribute("now", desk.now());
        return "family-copy";
    }

    @PostMapping("/meetings/{id}/minutes/family/{copy}/{step:releases|returns|handovers|acknowledgements|bounces}")
    String step(Reader reader, @PathVariable UUID id, @PathVariable int copy, @PathVariable String step, @RequestParam MultiValueMap<String, String> sent, Model page,
            RedirectAttributes next) {
        var both = open(reader, id);
        var form = Form.of(sent, "reason", "given-day", "has-day", "back-day");
        var body = new LinkedHashMap<String, Object>();
        switch (step) {
            case "releases" -> {
                body.put("passages", numbers(form.all("passages")));
                body.put("decisions", form.all("decisions"));
                body.put("actions", form.all("actions"));
                body.put("voice", form.has("voice", "true"));
            }
            case "returns" -> {
                form.require("reason", "Enter what is to be changed");
                body.put("reason", form.orNull("reason"));
            }
            case "handovers" -> moment(form, "given", "Enter when it was posted or given as day, month, year and time", body);
            case "acknowledgements" -> moment(form, "has", "Enter when they said so as day, month, year and time", body);
            case "bounces" -> moment(form, "back", "Enter when it came back as day, month, year and time", body);
            default -> { }
        }
        if (!form.isFaulty()) {
            switch (commands.send("/v1/meetings/" + id + "/minutes/family-copies/" + copy + "/" + step, form.get("key"), null, body)) {
                case Sent.Done done -> {
                    back(id, NEWS.getOrDefault(step, ""), done, next);
                    return "redirect:/meetings/" + id + "/minutes/family/" + copy;
                }
                case Sent.Refused refused -> form.refused(refused, Map.of("/reason", "reason", "/at", step.equals("handovers") ? "given-day" : step.equals("bounces") ? "back-day" : "has-day"));
            }
        }
        return show(reader, both, copy, form, page);
    }

    private static List<Integer> numbers(List<String> typed) {
        return typed.stream().filter(number -> number.matches("\\d{1,3}")).map(Integer::valueOf).toList();
    }

    private static void moment(Form form, String field, String sentence, Map<String, Object> body) {
        form.moment(field, sentence).ifPresentOrElse(at -> body.put("at", at), () -> form.fault(field + "-day", sentence));
    }

    /** Whose family isn't given a copy, and why. */
    @GetMapping("/meetings/{id}/minutes/withholding")
    String withholding(Reader reader, @PathVariable UUID id, Model page) {
        return withhold(reader, open(reader, id), Form.empty("children"), page);
    }

    private String withhold(Reader reader, Both both, Form form, Model page) {
        desk.show(reader, both.meeting(), page);
        page.addAttribute("form", form);
        page.addAttribute("relationships", List.of(Relationship.values()));
        return "family-withhold";
    }

    @PostMapping("/meetings/{id}/minutes/withholding")
    String withhold(Reader reader, @PathVariable UUID id, @RequestParam MultiValueMap<String, String> sent, Model page, RedirectAttributes next) {
        var both = open(reader, id);
        var form = Form.of(sent, "children", "relationship", "reason");
        form.require("children", "Choose whose family");
        form.require("reason", "Enter why they aren’t given a copy");
        var body = new LinkedHashMap<String, Object>();
        body.put("children", both.children(form.all("children")).stream().map(child -> both.meeting().view().refOf(child)).toList());
        body.put("relationship", form.orNull("relationship"));
        body.put("reason", form.orNull("reason"));
        if (!form.isFaulty()) {
            switch (commands.send("/v1/meetings/" + id + "/minutes/family-withholdings", form.get("key"), null, body)) {
                case Sent.Done done -> {
                    return back(id, "Recorded that they aren’t given a copy, and why", done, next);
                }
                case Sent.Refused refused -> form.refused(refused, Map.of("/children", "children", "/relationship", "relationship", "/reason", "reason"));
            }
        }
        return withhold(reader, both, form, page);
    }
}
