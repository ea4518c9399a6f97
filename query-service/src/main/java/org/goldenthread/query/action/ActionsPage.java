package org.goldenthread.query.action;

import static org.goldenthread.events.Role.AGENCY_LEAD;
import static org.goldenthread.events.Role.AUDITOR;
import static org.goldenthread.events.Role.CHAIR_SD;
import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.EH_PRACTITIONER;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.FD_PARTNER;
import static org.goldenthread.events.Role.FD_SOCIAL_WORKER;
import static org.goldenthread.events.Role.INSPECTOR;
import static org.goldenthread.events.Role.MINUTE_TAKER;
import static org.goldenthread.events.Role.RECIPIENT;
import static org.goldenthread.events.Role.REFERRER_PRO;
import static org.goldenthread.events.Role.SOCIAL_WORKER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.action.ActionEvent.ActionCompleted;
import org.goldenthread.events.action.ActionEvent.Effect;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.reference.Reference;
import org.goldenthread.events.values.ActionId;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.query.access.Gate;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.action.Actions.Line;
import org.goldenthread.query.action.Actions.Show;
import org.goldenthread.query.chronology.Chronology;
import org.goldenthread.query.directory.Directory;
import org.goldenthread.query.edge.After;
import org.goldenthread.query.edge.CommandClient.Sent;
import org.goldenthread.query.edge.CommandClient;
import org.goldenthread.query.edge.Failures.NotFound;
import org.goldenthread.query.edge.Form;
import org.goldenthread.query.edge.Leaf;
import org.goldenthread.query.edge.Times;
import org.goldenthread.query.edge.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The action tracker, by agency and owner, and what can be done about one action. */
@Controller
@RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER, EH_PRACTITIONER, REFERRER_PRO, FD_PARTNER, RECIPIENT, AGENCY_LEAD,
    AUDITOR, INSPECTOR})
final class ActionsPage {

    private final CommandClient commands;
    private final Gate gate;
    private final Actions actions;
    private final Chronology chronology;
    private final Directory directory;
    private final Reference reference;
    private final After after;
    private final Words words;
    private final Times times;

    ActionsPage(CommandClient commands, Gate gate, Actions actions, Chronology chronology, Directory directory, Reference reference, After after, Words words, Times times) {
        this.commands = commands;
        this.gate = gate;
        this.actions = actions;
        this.chronology = chronology;
        this.directory = directory;
        this.reference = reference;
        this.after = after;
        this.words = words;
        this.times = times;
    }

    /** How many undone actions an agency owns or contests among those shown. */
    public record Tally(AgencyId agency, long open, long overdue, long contested) {}

    @GetMapping("/actions")
    String list(Reader reader, @RequestParam(name = "show", defaultValue = "OPEN") Show show, @RequestParam(name = "agency", required = false) @Nullable UUID agency,
            @RequestParam(name = "page", defaultValue = "1") int number, Model page) {
        fill(reader, show, agency, number, page);
        return "actions";
    }

    /** The list alone, for the live page. */
    @GetMapping("/actions/list")
    String part(Reader reader, @RequestParam(name = "show", defaultValue = "OPEN") Show show, @RequestParam(name = "agency", required = false) @Nullable UUID agency,
            @RequestParam(name = "page", defaultValue = "1") int number, Model page) {
        fill(reader, show, agency, number, page);
        return "actions :: list";
    }

    private void fill(Reader reader, Show show, @Nullable UUID agency, int number, Model page) {
        var found = actions.find(reader, show, agency == null ? null : new AgencyId(agency), times.now(), number);
        var shown = gate.records(reader, found.rows().stream().map(line -> line.id().value()).toList(), Fields.ACTION);
        var leaf = found.only(line -> shown.contains(line.id().value()));
        var lines = leaf.rows();
        page.addAttribute("reader", reader);
        page.addAttribute("show", show);
        page.addAttribute("shows", Show.values());
        page.addAttribute("agency", agency);
        page.addAttribute("leaf", leaf);
        page.addAttribute("lines", lines);
        page.addAttribute("tallies", tallies(counted(reader)));
        page.addAttribute("names", names(reader, lines.stream().flatMap(line -> line.children().stream()).distinct().toList()));
        page.addAttribute("now", times.now());
    }

    /** Every undone action that the reader may see: counted, not shown. */
    private List<Line> counted(Reader reader) {
        var all = Leaf.all(number -> actions.find(reader, Show.OPEN, null, times.now(), number));
        var verdicts = gate.access().ofRecords(reader, all.stream().map(line -> line.id().value()).toList(), Fields.ACTION);
        return all.stream().filter(line -> verdicts.containsKey(line.id().value()) && verdicts.get(line.id().value()).isShown()).toList();
    }

    private List<Tally> tallies(List<Line> open) {
        var byAgency = new LinkedHashMap<AgencyId, Tally>();
        open.forEach(line -> Stream.of(line.agency(), line.contestedBy()).filter(Objects::nonNull).distinct()
                .forEach(agency -> byAgency.merge(agency, new Tally(agency, 1, line.isOverdue(times.now()) ? 1 : 0, line.contestedBy() != null ? 1 : 0),
                        (a, b) -> new Tally(a.agency(), a.open() + b.open(), a.overdue() + b.overdue(), a.contested() + b.contested()))));
        return List.copyOf(byAgency.values());
    }

    private Map<ChildId, String> names(Reader reader, List<ChildId> children) {
        var known = directory.find(reader.ledger(), children);
        var names = new LinkedHashMap<ChildId, String>();
        for (var child : children) {
            gate.show(reader, child.value(), null);
            names.put(child, Optional.ofNullable(known.get(child)).map(one -> words.open(one.name())).filter(name -> !name.isEmpty()).orElse("Name not given"));
        }
        return names;
    }

    @GetMapping("/actions/{id}")
    String show(Reader reader, @PathVariable UUID id, @RequestParam(name = "after", required = false) @Nullable String token, Model page) {
        page.addAttribute("behind", !after.isReached(token, reader.ledger()));
        return one(reader, id, Form.empty(), "", page);
    }

    private String one(Reader reader, UUID id, Form form, String task, Model page) {
        page.addAttribute("why", gate.record(reader, id, Fields.ACTION));
        var line = actions.of(reader.ledger(), List.of(new ActionId(id))).stream().findFirst().orElseThrow(NotFound::new);
        var history = chronology.ofAction(reader.ledger(), line.id());
        boolean owns = line.agency().equals(reader.actor().agencyId());
        page.addAttribute("reader", reader);
        page.addAttribute("id", id);
        page.addAttribute("action", line);
        page.addAttribute("names", names(reader, line.children()));
        page.addAttribute("history", history);
        page.addAttribute("done", history.stream().map(one -> one.event()).filter(ActionCompleted.class::isInstance).map(ActionCompleted.class::cast)
                .reduce((first, last) -> last).orElse(null));
        page.addAttribute("mayOpenMeeting", gate.access().ofRecord(reader, line.meeting().value(), Fields.MEETING).isShown());
        page.addAttribute("mayWork", !reader.isAnyOf(AUDITOR, INSPECTOR));
        page.addAttribute("mayManage", reader.isAnyOf(FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD));
        page.addAttribute("owns", owns);
        page.addAttribute("form", form);
        page.addAttribute("task", task);
        page.addAttribute("effects", Stream.of(Effect.values()).map(effect -> Map.entry(effect.name(), words.say("EFFECT_" + effect))).toList());
        var today = WorkingCalendar.dayOf(times.now());
        page.addAttribute("agencies", reference.agencies().stream().filter(agency -> agency.isNamedOn(today))
                .map(agency -> Map.entry(agency.id().toString(), agency.nameOn(today))).toList());
        page.addAttribute("now", times.now());
        return "action";
    }

    @PostMapping("/actions/{id}/{task:owner|acceptance|refusal|progress|completion|verification|contests|extensions|reassignments|cancellation}")
    String work(Reader reader, @PathVariable UUID id, @PathVariable String task, @RequestParam MultiValueMap<String, String> sent, Model page, RedirectAttributes next) {
        gate.record(reader, id, Fields.ACTION);
        var form = Form.of(sent, Stream.of("agency", "name", "outcome", "evidence", "effectOnRisk", "note", "day", "reason").map(field -> task + "-" + field).toArray(String[]::new));
        var body = body(task, form);
        if (!form.isFaulty()) {
            switch (commands.send("/v1/actions/" + id + "/" + task, form.get("key"), null, body)) {
                case Sent.Done done -> {
                    next.addFlashAttribute("news", "Saved");
                    next.addFlashAttribute("warnings", done.warnings());
                    next.addAttribute("after", done.after());
                    return "redirect:/actions/" + id;
                }
                case Sent.Refused refused -> form.refused(refused, pointers(task));
            }
        }
        return one(reader, id, form, task, page);
    }

    private static Map<String, String> pointers(String task) {
        var pointers = new HashMap<>(Map.of("/completedAt", task + "-day", "/newDueOn", task + "-day", "/ownerAgencyId", task + "-agency", "/ownerName", task + "-name"));
        for (var field : List.of("reason", "name", "note", "outcome", "evidence", "effectOnRisk")) {
            pointers.put("/" + field, task + "-" + field);
        }
        return pointers;
    }

    private static Map<String, Object> body(String task, Form form) {
        var body = new LinkedHashMap<String, Object>();
        switch (task) {
            case "owner" -> text(task, form, body, "name", "Enter the name of the person who does it");
            case "progress" -> text(task, form, body, "note", "Enter how far it is");
            case "verification" -> body.put("note", form.orNull("verification-note"));
            case "refusal", "contests", "cancellation" -> text(task, form, body, "reason", "Enter why");
            case "completion" -> {
                text(task, form, body, "outcome", "Enter what came of it");
                text(task, form, body, "evidence", "Enter what shows that it is done");
                text(task, form, body, "effectOnRisk", "Choose what it changed");
                form.moment("completion", "Enter when it was done as day, month, year and time, or leave all four empty for now").ifPresent(at -> body.put("completedAt", at));
            }
            case "extensions" -> {
                form.day("extensions", "Enter the new due date as day, month and year").ifPresentOrElse(day -> body.put("newDueOn", day),
                        () -> form.fault("extensions-day", "Enter the new due date as day, month and year"));
                text(task, form, body, "reason", "Enter why it needs more time");
            }
            case "reassignments" -> {
                form.require("reassignments-agency", "Choose the agency that does it");
                body.put("ownerAgencyId", form.orNull("reassignments-agency"));
                body.put("ownerName", form.orNull("reassignments-name"));
                body.put("ownerRole", form.orNull("reassignments-role"));
                if (body.get("ownerName") == null && body.get("ownerRole") == null) {
                    form.fault("reassignments-name", "Enter the name of the person who does it, or a role to be named by tomorrow");
                }
                text(task, form, body, "reason", "Enter why");
            }
            default -> { }
        }
        return body;
    }

    private static void text(String task, Form form, Map<String, Object> body, String field, String sentence) {
        form.require(task + "-" + field, sentence);
        body.put(field, form.orNull(task + "-" + field));
    }
}
