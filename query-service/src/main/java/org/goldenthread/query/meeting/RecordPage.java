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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.goldenthread.events.LedgerEvent;
import org.goldenthread.events.Recorded;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.desk.Drafts;
import org.goldenthread.query.edge.After;
import org.goldenthread.query.edge.CommandClient.Sent;
import org.goldenthread.query.edge.CommandClient;
import org.goldenthread.query.edge.Form;
import org.goldenthread.query.meeting.MeetingDesk.Opened;
import org.goldenthread.query.meeting.RecordForms.Part;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The record of a meeting, typed while people talk: every part a form of its own on one page. What somebody else recorded meanwhile
 * and what is typed here are never mixed up: the difference is shown, and the text stays.
 */
@Controller
@RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER, AUDITOR, INSPECTOR})
final class RecordPage {

    private final CommandClient commands;
    private final MeetingDesk desk;
    private final RecordForms forms;
    private final Drafts drafts;
    private final After after;

    RecordPage(CommandClient commands, MeetingDesk desk, RecordForms forms, Drafts drafts, After after) {
        this.commands = commands;
        this.desk = desk;
        this.forms = forms;
        this.drafts = drafts;
        this.after = after;
    }

    @GetMapping("/meetings/{id}")
    String show(Reader reader, @PathVariable UUID id, @RequestParam(name = "after", required = false) @Nullable String token,
            @RequestParam(name = "seen", required = false) @Nullable Integer seen, Model page) {
        page.addAttribute("behind", !after.isReached(token, reader.ledger()));
        var meeting = desk.open(reader, id);
        return page(reader, meeting, null, null, seen == null ? List.of() : meeting.since(seen, reader), page);
    }

    /** What others recorded since a version, for the open page. */
    @GetMapping("/meetings/{id}/news")
    String news(Reader reader, @PathVariable UUID id, @RequestParam(name = "seen") int seen, Model page) {
        var meeting = desk.open(reader, id);
        page.addAttribute("meanwhile", meeting.since(seen, reader));
        page.addAttribute("id", id);
        return "meeting :: meanwhile";
    }

    private String page(Reader reader, Opened meeting, @Nullable Part part, @Nullable Form faulty, List<Recorded<?>> meanwhile, Model page) {
        desk.show(reader, meeting, page);
        page.addAttribute("meanwhile", meanwhile);
        page.addAttribute("faulty", faulty);
        for (var one : Part.values()) {
            var form = one == part && faulty != null ? faulty : forms.blank(one, meeting);
            page.addAttribute(one.form(), form != faulty && one.isKept() ? restored(reader, meeting, one, form) : form);
        }
        forms.choices(meeting, page);
        return "meeting";
    }

    private Form restored(Reader reader, Opened meeting, Part part, Form form) {
        var place = "/meetings/" + meeting.id() + "/" + part.path();
        return drafts.find(reader.actor().userId(), place).map(draft -> form.restored(place, draft.fields(), draft.savedAt())).orElse(form);
    }

    @PostMapping("/meetings/{id}/{path:opening|seats|attendance|information|child-voices|decisions|positions|actions|adjournments|resumption|closing|cancellation}")
    String record(Reader reader, @PathVariable UUID id, @PathVariable String path, @RequestParam MultiValueMap<String, String> sent, Model page, RedirectAttributes next) {
        var part = Part.of(path);
        var meeting = desk.open(reader, id);
        var form = Form.of(sent, part.fields());
        int seen = form.get("version").matches("\\d{1,9}") ? Integer.parseInt(form.get("version")) : meeting.view().version();
        var meanwhile = meeting.since(seen, reader);
        var bodies = forms.read(part, form, meeting);
        Predicate<LedgerEvent> sameThing = event -> forms.touches(part, form, meeting, event);
        if (!form.isFaulty() && !(part == Part.DECISION && meeting.view().closed() != null) && meanwhile.stream().map(Recorded::event).anyMatch(sameThing)) {
            form.refused("Somebody else recorded this while you were writing. Look at what they recorded, below; what you typed is still here. Save again if yours is to stand.");
        }
        if (form.isFaulty()) {
            return page(reader, meeting, part, form.with("version", Integer.toString(meeting.view().version())), meanwhile, page);
        }
        return send(reader, meeting, part, form, bodies, seen, page, next);
    }

    private String send(Reader reader, Opened meeting, Part part, Form form, List<Map<String, Object>> bodies, int seen, Model page, RedirectAttributes next) {
        var warnings = new ArrayList<String>();
        String token = "";
        for (int n = 0; n < bodies.size(); n++) {
            var path = "/v1/meetings/" + meeting.id() + "/" + part.path();
            switch (commands.send(path, keyOf(form, bodies, n), part.decides() ? meeting.view().version() : null, bodies.get(n))) {
                case Sent.Done done -> {
                    token = done.after();
                    warnings.addAll(done.warnings());
                }
                case Sent.Refused refused when refused.status() == 412 -> {
                    var fresh = desk.awaitChange(reader, meeting);
                    form.refused("Somebody else recorded something at the same moment. Look at what they recorded, below; what you typed is still here. Save again.");
                    return page(reader, fresh, part, form.with("version", Integer.toString(fresh.view().version())), fresh.since(seen, reader), page);
                }
                case Sent.Refused refused when part == Part.DECISION && meeting.view().closed() != null -> {
                    form.refused(refused, Part.AFTER.pointers());
                    return after(reader, meeting, form.with("version", Integer.toString(meeting.view().version())), meeting.since(seen, reader), page);
                }
                case Sent.Refused refused -> {
                    form.refused(refused, part.pointers());
                    part.offer(refused.rule(), form);
                    return page(reader, desk.open(reader, meeting.id().value()), part, form, meeting.since(seen, reader), page);
                }
            }
        }
        drafts.forget(reader.actor().userId(), "/meetings/" + meeting.id() + "/" + part.path());
        next.addFlashAttribute("news", part.news());
        next.addFlashAttribute("warnings", warnings.stream().distinct().toList());
        next.addFlashAttribute("focus", part.focus());
        next.addAttribute("after", token);
        next.addAttribute("seen", seen);
        return "redirect:/meetings/" + meeting.id() + (part.focus().isEmpty() ? "" : "#" + part.focus());
    }

    /** One form, one key; of several commands each has one by what it says, so that those saved before a fault are not saved again under another's. */
    private static String keyOf(Form form, List<Map<String, Object>> bodies, int n) {
        return bodies.size() == 1 ? form.get("key") : form.get("key") + "-" + UUID.nameUUIDFromBytes(bodies.get(n).toString().getBytes(StandardCharsets.UTF_8));
    }

    /** A decision taken after the end, on a page of its own. */
    @GetMapping("/meetings/{id}/after-decision")
    String afterwards(Reader reader, @PathVariable UUID id, Model page) {
        var meeting = desk.open(reader, id);
        return after(reader, meeting, restored(reader, meeting, Part.AFTER, forms.blank(Part.AFTER, meeting)), List.of(), page);
    }

    private String after(Reader reader, Opened meeting, Form form, List<Recorded<?>> meanwhile, Model page) {
        desk.show(reader, meeting, page);
        page.addAttribute("meanwhile", meanwhile);
        page.addAttribute("form", form);
        forms.choices(meeting, page);
        return "meeting-after";
    }

    @PostMapping("/meetings/{id}/after-decision")
    String decideAfterwards(Reader reader, @PathVariable UUID id, @RequestParam MultiValueMap<String, String> sent, Model page, RedirectAttributes next) {
        var meeting = desk.open(reader, id);
        var form = Form.of(sent, Part.AFTER.fields());
        var bodies = forms.read(Part.AFTER, form, meeting);
        if (!form.isFaulty()) {
            int seen = form.get("version").matches("\\d{1,9}") ? Integer.parseInt(form.get("version")) : meeting.view().version();
            switch (commands.send("/v1/meetings/" + id + "/decisions", form.get("key"), seen, bodies.getFirst())) {
                case Sent.Done done -> {
                    Stream.of("/after-decision", "/decisions").forEach(place -> drafts.forget(reader.actor().userId(), "/meetings/" + id + place));
                    next.addFlashAttribute("news", "Decision taken after the meeting recorded");
                    next.addFlashAttribute("warnings", done.warnings());
                    next.addAttribute("after", done.after());
                    return "redirect:/meetings/" + id + "#decisions";
                }
                case Sent.Refused refused when refused.status() == 412 -> {
                    var fresh = meeting.view().version() > seen ? meeting : desk.awaitChange(reader, meeting);
                    form.refused("Somebody else recorded something since you opened this page. Look at what they recorded, below; what you typed is still here. Save again.");
                    return after(reader, fresh, form.with("version", Integer.toString(fresh.view().version())), fresh.since(seen, reader), page);
                }
                case Sent.Refused refused -> form.refused(refused, Part.AFTER.pointers());
            }
        }
        return after(reader, meeting, form, List.of(), page);
    }
}
