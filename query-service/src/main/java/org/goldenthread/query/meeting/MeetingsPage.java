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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.meeting.MeetingEvent.Format;
import org.goldenthread.events.meeting.MeetingEvent.Kind;
import org.goldenthread.events.values.Agency;
import org.goldenthread.events.values.AgencyType;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.query.access.Gate;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.desk.Colleagues;
import org.goldenthread.query.desk.Drafts;
import org.goldenthread.query.edge.After;
import org.goldenthread.query.edge.CommandClient.Sent;
import org.goldenthread.query.edge.CommandClient;
import org.goldenthread.query.edge.Form;
import org.goldenthread.query.meeting.Meetings.Show;
import org.goldenthread.query.stewardship.AccessBook;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The list of meetings, and arranging one. */
@Controller
@RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER, AUDITOR, INSPECTOR})
final class MeetingsPage {

    private static final String[] FIELDS = {"kind", "children", "purpose", "format", "starts-day", "chair", "minuteTaker", "seats", "requested-day"};

    /** Who a strategy discussion should include (domain 2.1); ticked to begin with. */
    private static final Set<AgencyType> CORE = Set.of(AgencyType.LOCAL_AUTHORITY, AgencyType.POLICE);

    private final CommandClient commands;
    private final Gate gate;
    private final Meetings meetings;
    private final MeetingDesk desk;
    private final Colleagues colleagues;
    private final AccessBook book;
    private final Drafts drafts;
    private final After after;

    MeetingsPage(CommandClient commands, Gate gate, Meetings meetings, MeetingDesk desk, Colleagues colleagues, AccessBook book, Drafts drafts, After after) {
        this.commands = commands;
        this.gate = gate;
        this.meetings = meetings;
        this.desk = desk;
        this.colleagues = colleagues;
        this.book = book;
        this.drafts = drafts;
        this.after = after;
    }

    @GetMapping("/meetings")
    String list(Reader reader, @RequestParam(name = "show", defaultValue = "NOW") Show show, @RequestParam(name = "page", defaultValue = "1") int number,
            @RequestParam(name = "after", required = false) @Nullable String token,
            Model page) {
        page.addAttribute("behind", !after.isReached(token, reader.ledger()));
        var found = meetings.find(reader, show, desk.now(), number);
        var shown = gate.records(reader, found.rows().stream().map(line -> line.id().value()).toList(), Fields.MEETING);
        var leaf = found.only(line -> shown.contains(line.id().value()));
        var lines = leaf.rows();
        page.addAttribute("reader", reader);
        page.addAttribute("show", show);
        page.addAttribute("shows", Show.values());
        page.addAttribute("leaf", leaf);
        page.addAttribute("lines", lines);
        page.addAttribute("names", desk.names(reader, lines.stream().flatMap(line -> line.children().stream()).distinct().toList()));
        page.addAttribute("now", desk.now());
        page.addAttribute("mayConvene", reader.isAnyOf(FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER));
        return "meetings";
    }

    @GetMapping("/meetings/new")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER})
    String blank(Reader reader, @RequestParam(name = "child", required = false) @Nullable List<UUID> children, Model page) {
        var form = Form.empty(FIELDS).with("kind", "STRATEGY").with("format", "VIDEO").with("chair", reader.actor().userId().toString())
                .withAll("seats", desk.agencies().stream().filter(agency -> CORE.contains(agency.type())).map(agency -> agency.id().toString()).toList())
                .withAll("children", children == null ? List.of() : children.stream().map(UUID::toString).toList());
        var draft = drafts.find(reader.actor().userId(), "/meetings/new");
        return arranging(reader, draft.isEmpty() || children != null ? form : form.restored("/meetings/new", draft.get().fields(), draft.get().savedAt()), page);
    }

    private String arranging(Reader reader, Form form, Model page) {
        page.addAttribute("reader", reader);
        page.addAttribute("form", form);
        page.addAttribute("kinds", Kind.values());
        page.addAttribute("formats", Format.values());
        page.addAttribute("agencies", desk.agencies());
        page.addAttribute("candidates", candidates(reader, form));
        var people = new LinkedHashMap<String, String>();
        colleagues.of(reader.ledger()).stream().filter(one -> one.roles().stream().anyMatch(Set.of(CHAIR_SD, TEAM_MANAGER, FD_MANAGER, EDT, SOCIAL_WORKER,
                FD_SOCIAL_WORKER, MINUTE_TAKER)::contains)).forEach(one -> people.put(one.id().toString(), one.name()));
        page.addAttribute("people", people.entrySet());
        return "meeting-new";
    }

    /** Whom it may be about: those asked for, others whom their contacts name, the reader's own cases. */
    private Map<ChildId, String> candidates(Reader reader, Form form) {
        var all = new LinkedHashSet<ChildId>();
        form.all("children").stream().filter(id -> id.matches("[0-9a-f-]{36}")).map(ChildId::of).forEach(child -> {
            all.add(child);
            all.addAll(book.namedWith(reader.ledger(), child));
        });
        book.casesOf(reader.ledger(), reader.actor().userId(), desk.now()).forEach(one -> all.add(one.child()));
        return desk.names(reader, all.stream().filter(child -> gate.access().ofChild(reader, child, Fields.HISTORY).isShown()).limit(60).toList());
    }

    @PostMapping("/meetings/new")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER})
    String convene(Reader reader, @RequestParam MultiValueMap<String, String> sent, Model page, RedirectAttributes next) {
        var form = Form.of(sent, FIELDS);
        var body = new LinkedHashMap<String, Object>();
        form.require("kind", "Choose which kind of meeting it is");
        form.require("children", "Choose at least one child");
        form.require("purpose", "Enter what it is about");
        form.require("format", "Choose how people meet");
        body.put("kind", form.orNull("kind"));
        body.put("children", form.all("children"));
        body.put("purpose", form.orNull("purpose"));
        body.put("format", form.orNull("format"));
        body.put("chairId", form.orNull("chair"));
        body.put("minuteTakerId", form.orNull("minuteTaker"));
        form.moment("starts", "Enter when it begins as day, month, year and time, or leave all four empty for now").ifPresent(at -> body.put("startsAt", at));
        form.moment("requested", "Enter when it was asked for as day, month, year and time, or leave all four empty").ifPresent(at -> body.put("requestedAt", at));
        body.put("seats", seats(form));
        if (!form.isFaulty()) {
            switch (commands.send("/v1/meetings", form.get("key"), null, body)) {
                case Sent.Done done -> {
                    drafts.forget(reader.actor().userId(), "/meetings/new");
                    next.addFlashAttribute("news", "Meeting arranged");
                    next.addFlashAttribute("warnings", done.warnings());
                    next.addAttribute("after", done.after());
                    return "redirect:/meetings/" + done.id();
                }
                case Sent.Refused refused -> form.refused(refused, Map.of("/startsAt", "starts-day", "/requestedAt", "requested-day", "/chairId", "chair", "/purpose", "purpose"));
            }
        }
        return arranging(reader, form, page);
    }

    private List<Map<String, Object>> seats(Form form) {
        var seats = new ArrayList<Map<String, Object>>();
        for (Agency agency : desk.agencies()) {
            if (form.has("seats", agency.id().toString())) {
                var seat = new LinkedHashMap<String, Object>();
                seat.put("agencyId", agency.id().toString());
                seat.put("personName", form.orNull("name-" + agency.id()));
                seat.put("roleTitle", form.orNull("role-" + agency.id()));
                seats.add(seat);
            }
        }
        return seats;
    }
}
