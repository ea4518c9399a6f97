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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.query.access.Gate;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.chronology.Chronology;
import org.goldenthread.query.desk.Drafts;
import org.goldenthread.query.document.Documents;
import org.goldenthread.query.document.Documents.Work;
import org.goldenthread.query.edge.After;
import org.goldenthread.query.edge.CommandClient;
import org.goldenthread.query.edge.CommandClient.Sent;
import org.goldenthread.query.edge.Failures.NotFound;
import org.goldenthread.query.edge.Form;
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

/** Writing the minutes of a meeting: the passages beside its own record, who may have each, approval, sending, and who is owed them. */
@Controller
@RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER, AUDITOR, INSPECTOR})
final class MinutesPage {

    private static final Map<String, String> NEWS = Map.of("submissions", "Given to be approved", "returns", "Given back to be changed", "approvals", "Minutes approved",
            "issues", "Minutes sent to everybody who is owed them", "waivers", "Recorded that they aren’t sent it");

    private final CommandClient commands;
    private final Gate gate;
    private final MeetingDesk desk;
    private final MinutesForm forms;
    private final MinutesReading reading;
    private final Chronology chronology;
    private final Documents documents;
    private final Drafts drafts;
    private final After after;

    MinutesPage(CommandClient commands, Gate gate, MeetingDesk desk, MinutesForm forms, MinutesReading reading, Chronology chronology, Documents documents, Drafts drafts,
            After after) {
        this.commands = commands;
        this.gate = gate;
        this.desk = desk;
        this.forms = forms;
        this.reading = reading;
        this.chronology = chronology;
        this.documents = documents;
        this.drafts = drafts;
        this.after = after;
    }

    /** The work list: which minutes are to be written and sent, which are not final, who has not said that they have them. */
    @GetMapping("/minutes")
    String list(Reader reader, @RequestParam(name = "show", defaultValue = "TO_SEND") Work show, @RequestParam(name = "page", defaultValue = "1") int number, Model page) {
        var found = documents.minutes(reader, show, desk.now(), number);
        var shown = gate.records(reader, found.rows().stream().map(one -> one.meeting().value()).toList(), Fields.MEETING);
        var leaf = found.only(one -> shown.contains(one.meeting().value()));
        page.addAttribute("reader", reader);
        page.addAttribute("show", show);
        page.addAttribute("shows", Work.values());
        page.addAttribute("leaf", leaf);
        page.addAttribute("names", desk.names(reader, leaf.rows().stream().flatMap(one -> one.children().stream()).distinct().toList()));
        page.addAttribute("now", desk.now());
        return "minutes-list";
    }

    @GetMapping("/meetings/{id}/minutes")
    String show(Reader reader, @PathVariable UUID id, @RequestParam(name = "after", required = false) @Nullable String token, Model page) {
        page.addAttribute("behind", !after.isReached(token, reader.ledger()));
        var meeting = desk.open(reader, id);
        var minutes = minutesOf(reader, meeting);
        return page(reader, meeting, minutes, kept(reader, meeting, minutes), page);
    }

    /** The form as it was last typed and not saved, on the version it was typed on; else as the minutes stand. */
    private Form kept(Reader reader, Opened meeting, MinutesView minutes) {
        var place = place(meeting.id().value());
        return drafts.find(reader.actor().userId(), place).map(draft -> MinutesForm.empty(minutes).restored(place, draft.fields(), draft.savedAt()))
                .orElseGet(() -> forms.blank(meeting, minutes));
    }

    private MinutesView minutesOf(Reader reader, Opened meeting) {
        return documents.minutesOf(reader.ledger(), meeting.id()).flatMap(document -> MinutesView.of(chronology.ofDocument(reader.ledger(), document))).orElseThrow(NotFound::new);
    }

    private static String place(UUID meeting) {
        return "/meetings/" + meeting + "/minutes";
    }

    private String page(Reader reader, Opened meeting, MinutesView minutes, Form form, Model page) {
        desk.show(reader, meeting, page);
        page.addAttribute("minutes", minutes);
        page.addAttribute("family", FamilyView.of(chronology.ofDocument(reader.ledger(), minutes.owed().documentId())));
        page.addAttribute("form", form);
        page.addAttribute("mayWrite", !reader.isAnyOf(AUDITOR, INSPECTOR));
        page.addAttribute("mayApprove", reader.isAnyOf(FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD));
        page.addAttribute("document", minutes.owed().documentId().value());
        page.addAttribute("lacks", forms.lacks(reader, meeting, minutes, reading.tasks(reader, meeting.id(), desk.now()).stream()
                .filter(task -> task.agreed().measure() == null && !task.cancelled()).toList()));
        forms.choices(meeting, form, page);
        return "minutes-write";
    }

    /** What an agency would have, or has, of a version: looked at before it goes out. */
    @GetMapping("/meetings/{id}/minutes/preview")
    String preview(Reader reader, @PathVariable UUID id, @RequestParam(name = "agency", required = false) @Nullable UUID agency, Model page) {
        var meeting = desk.open(reader, id);
        var minutes = minutesOf(reader, meeting);
        var version = minutes.draft().or(minutes::newest).orElseThrow(NotFound::new);
        reading.show(reader, minutes, version, Optional.ofNullable(agency).map(AgencyId::new), true, page);
        page.addAttribute("reader", reader);
        page.addAttribute("id", minutes.owed().documentId().value());
        page.addAttribute("why", meeting.verdict());
        page.addAttribute("preview", agency == null ? "Everything" : desk.agency(new AgencyId(agency)));
        page.addAttribute("version", version.number());
        page.addAttribute("newest", version.number());
        page.addAttribute("copies", List.of());
        page.addAttribute("form", Form.empty());
        page.addAttribute("mayOpenMeeting", true);
        page.addAttribute("now", desk.now());
        return "minutes";
    }

    @PostMapping("/meetings/{id}/minutes")
    String write(Reader reader, @PathVariable UUID id, @RequestParam MultiValueMap<String, String> sent, Model page, RedirectAttributes next) {
        var meeting = desk.open(reader, id);
        var minutes = minutesOf(reader, meeting);
        var form = Form.of(sent, forms.fields(sent));
        if (form.has("then", "more")) {
            return page(reader, meeting, minutes, form.with("count", Integer.toString(MinutesForm.count(form) + 1)), page);
        }
        boolean isCorrection = minutes.isFinal();
        var body = forms.read(form, meeting, isCorrection);
        if (form.isFaulty()) {
            return page(reader, meeting, minutes, form, page);
        }
        // what others did with copies, or waived, is no clash of words
        int seen = form.get("words").equals(minutes.words()) ? minutes.version() : form.get("version").matches("\\d{1,9}") ? Integer.parseInt(form.get("version")) : 0;
        switch (commands.send("/v1/meetings/" + id + "/minutes" + (isCorrection ? "/corrections" : ""), form.get("key"), seen, body)) {
            case Sent.Done done -> {
                drafts.forget(reader.actor().userId(), place(id));
                next.addFlashAttribute("news", "Minutes saved");
                next.addFlashAttribute("warnings", done.warnings());
                next.addAttribute("after", done.after());
                return "redirect:/meetings/" + id + "/minutes";
            }
            case Sent.Refused refused when refused.status() == 412 -> {
                form.refused("Somebody else changed the minutes since you opened this page. What you typed is still here, and what they wrote stands below it. Save again if yours is to stand.");
                var fresh = minutesOf(reader, meeting);
                page.addAttribute("theirs", fresh.draft().map(one -> MinutesPackage.whole(one, meeting.view())).orElse(null));
                return page(reader, meeting, fresh, form.with("version", Integer.toString(fresh.version())).with("words", fresh.words()), page);
            }
            case Sent.Refused refused -> {
                form.refused(refused, forms.pointers(form));
                return page(reader, meeting, minutes, form, page);
            }
        }
    }

    @PostMapping("/meetings/{id}/minutes/{step:submissions|returns|approvals|issues|waivers}")
    String step(Reader reader, @PathVariable UUID id, @PathVariable String step, @RequestParam MultiValueMap<String, String> sent, Model page, RedirectAttributes next) {
        var meeting = desk.open(reader, id);
        var form = Form.of(sent, "reason", "agency", "agency-reason");
        var body = new LinkedHashMap<String, Object>();
        switch (step) {
            case "returns" -> {
                form.require("reason", "Enter what is to be changed");
                body.put("reason", form.orNull("reason"));
            }
            case "approvals" -> body.put("contentHash", form.orNull("hash"));
            case "issues" -> {
                body.put("finalVersion", form.has("as", "final"));
                body.put("contentHash", form.orNull("hash"));
            }
            case "waivers" -> {
                form.require("agency", "Choose the agency");
                form.require("agency-reason", "Enter why they aren’t sent it");
                body.put("agencyId", form.orNull("agency"));
                body.put("reason", form.orNull("agency-reason"));
            }
            default -> { }
        }
        if (!form.isFaulty()) {
            switch (commands.send("/v1/meetings/" + id + "/minutes/" + step, form.get("key"), null, body)) {
                case Sent.Done done -> {
                    next.addFlashAttribute("news", NEWS.get(step));
                    next.addFlashAttribute("warnings", done.warnings());
                    next.addAttribute("after", done.after());
                    return "redirect:/meetings/" + id + "/minutes";
                }
                case Sent.Refused refused -> form.refused(refused, Map.of("/reason", step.equals("waivers") ? "agency-reason" : "reason", "/agencyId", "agency"));
            }
        }
        var minutes = minutesOf(reader, meeting);
        page.addAttribute("steps", form);
        return page(reader, meeting, minutes, kept(reader, meeting, minutes), page);
    }
}
