package org.goldenthread.query.stewardship;

import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.FD_SOCIAL_WORKER;
import static org.goldenthread.events.Role.INFO_GOVERNANCE;
import static org.goldenthread.events.Role.SOCIAL_WORKER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.goldenthread.events.Role;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.access.AccessEvent.Ground;
import org.goldenthread.events.access.AccessEvent.Involvement;
import org.goldenthread.events.access.AccessEvent.Level;
import org.goldenthread.events.access.Sharing.Basis;
import org.goldenthread.events.access.Sharing.FamilyInformed;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.query.access.Gate;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.audit.AuditStore;
import org.goldenthread.query.desk.Colleagues;
import org.goldenthread.query.directory.Directory;
import org.goldenthread.query.edge.After;
import org.goldenthread.query.edge.CommandClient;
import org.goldenthread.query.edge.CommandClient.Sent;
import org.goldenthread.query.edge.Failures.NotFound;
import org.goldenthread.query.edge.Form;
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

/** Who may see one child's record, and changing that; and who looked at it. */
@Controller
@RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, INFO_GOVERNANCE})
final class AccessPage {

    private static final int MOST_READINGS = 500;
    /** What a field's name begins with that says on what basis a record is shared. */
    private static final String SHARING = "sharing-";
    private static final Set<Role> MAY_ALLOCATE = Set.of(FD_MANAGER, EDT, TEAM_MANAGER);
    private static final Set<Role> MAY_CHANGE = Set.of(FD_MANAGER, EDT, TEAM_MANAGER, SOCIAL_WORKER, INFO_GOVERNANCE);

    /** What can be done here: the command's address, the fields of its form in order, and what is said once it is done. */
    private enum Task {
        RESTRICT("restrictions", "Record restricted", "level", "ground", "reason"),
        REVIEW("restriction-reviews", "Restriction reviewed; it stays", "ownerId", "reason"),
        LIFT("lifted-restrictions", "Restriction lifted", "reason"),
        EXCLUDE("exclusions", "Person kept from this record", "userId", "reason"),
        LET_IN("ended-exclusions", "Exclusion ended", "userId", "reason"),
        INVOLVE("involvements", "Case given", "userId", "kind", "sharing-basis", "sharing-familyInformed", "sharing-reason"),
        END("ended-involvements", "Involvement ended", "userId", "kind"),
        REVIEW_OPENING("break-glass-reviews", "Review of the opening recorded", "useId", "justified", "note");

        private final String path;
        private final String news;
        @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
        private final List<String> fields;

        Task(String path, String news, String... fields) {
            this.path = path;
            this.news = news;
            this.fields = List.of(fields);
        }
    }

    private static final Map<String, String> EMPTY = Map.of("level", "Choose how far the restriction goes", "ground", "Choose the ground",
            "reason", "Enter why", "userId", "Choose a person", "kind", "Choose in which way", "note", "Enter what you found", "justified", "Choose yes or no");

    private final CommandClient commands;
    private final Gate gate;
    private final AccessBook book;
    private final AuditStore audit;
    private final Colleagues colleagues;
    private final Directory directory;
    private final After after;
    private final Times times;
    private final Words words;

    AccessPage(CommandClient commands, Gate gate, AccessBook book, AuditStore audit, Colleagues colleagues, Directory directory, After after, Times times,
            Words words) {
        this.commands = commands;
        this.gate = gate;
        this.book = book;
        this.audit = audit;
        this.colleagues = colleagues;
        this.directory = directory;
        this.after = after;
        this.times = times;
        this.words = words;
    }

    @GetMapping("/children/{id}/access")
    String show(Reader reader, @PathVariable UUID id, @RequestParam(name = "after", required = false) @Nullable String token, Model page) {
        page.addAttribute("behind", !after.isReached(token, reader.ledger()));
        return page(reader, id, Form.empty(), "", page);
    }

    private String page(Reader reader, UUID id, Form form, String task, Model page) {
        var child = new ChildId(id);
        page.addAttribute("why", gate.child(reader, child, Fields.ACCESS));
        var now = times.now();
        page.addAttribute("reader", reader);
        page.addAttribute("id", id);
        page.addAttribute("form", form);
        page.addAttribute("task", task);
        page.addAttribute("name", gate.access().ofChild(reader, child, Fields.IDENTITY).isShown() ? directory.find(reader.ledger(), child).orElse(null) : null);
        page.addAttribute("lock", book.lock(reader.ledger(), child).orElse(null));
        page.addAttribute("involved", book.involved(reader.ledger(), child, now));
        page.addAttribute("excluded", book.excluded(reader.ledger(), child));
        page.addAttribute("openings", book.openings(reader.ledger(), child));
        var people = new LinkedHashMap<String, String>();
        colleagues.of(reader.ledger()).forEach(one -> people.put(one.id().toString(), one.name() + ", " + one.roles().stream().map(words::say).collect(Collectors.joining(", "))
                + " (" + words.agency(one.agency(), now) + ")"));
        page.addAttribute("people", people.entrySet());
        page.addAttribute("levels", Level.values());
        page.addAttribute("grounds", Ground.values());
        page.addAttribute("kinds", Involvement.values());
        page.addAttribute("bases", said(Basis.values()));
        page.addAttribute("told", said(FamilyInformed.values()));
        page.addAttribute("mayAllocate", reader.roles().stream().anyMatch(MAY_ALLOCATE::contains));
        page.addAttribute("mayChange", reader.roles().stream().anyMatch(MAY_CHANGE::contains));
        return "child-access";
    }

    private Set<Map.Entry<String, String>> said(Enum<?>... codes) {
        var all = new LinkedHashMap<String, String>();
        Arrays.stream(codes).forEach(code -> all.put(code.name(), words.say(code)));
        return all.entrySet();
    }

    @PostMapping("/children/{id}/access/{task}")
    String change(Reader reader, @PathVariable UUID id, @PathVariable String task, @RequestParam MultiValueMap<String, String> sent, Model page,
            RedirectAttributes next) {
        var wanted = Arrays.stream(Task.values()).filter(one -> one.name().equalsIgnoreCase(task.replace('-', '_'))).findFirst().orElseThrow(NotFound::new);
        var form = Form.of(sent, wanted.fields.stream().map(field -> task + "-" + field).toArray(String[]::new));
        var body = new LinkedHashMap<String, Object>();
        var shared = new LinkedHashMap<String, Object>();
        for (var field : wanted.fields) {
            var sharing = field.startsWith(SHARING);
            if (!sharing && !field.equals("ownerId")) {
                form.require(task + "-" + field, EMPTY.getOrDefault(field, "Fill this in"));
            }
            if (!sharing) {
                body.put(field, field.equals("justified") ? (Object) form.has(task + "-" + field, "true") : form.orNull(task + "-" + field));
            } else if (form.orNull(task + "-" + field) != null) {
                shared.put(field.substring(SHARING.length()), form.get(task + "-" + field));
            }
        }
        if (!shared.isEmpty()) {
            body.put("sharing", shared);
        }
        if (!form.isFaulty()) {
            var pointers = new LinkedHashMap<String, String>();
            wanted.fields.forEach(field -> pointers.put("/" + field.replace('-', '/'), task + "-" + field));
            switch (commands.send("/v1/children/" + id + "/" + wanted.path, form.get("key"), null, body)) {
                case Sent.Done done -> {
                    next.addFlashAttribute("news", wanted.news);
                    next.addAttribute("after", done.after());
                    return "redirect:/children/" + id + "/access";
                }
                case Sent.Refused refused -> form.refused(refused, pointers);
            }
        }
        return page(reader, id, form, task, page);
    }

    @GetMapping("/children/{id}/readings")
    String readings(Reader reader, @PathVariable UUID id, Model page) {
        var child = new ChildId(id);
        page.addAttribute("why", gate.child(reader, child, Fields.ACCESS));
        page.addAttribute("reader", reader);
        page.addAttribute("id", id);
        page.addAttribute("name", gate.access().ofChild(reader, child, Fields.IDENTITY).isShown() ? directory.find(reader.ledger(), child).orElse(null) : null);
        var readings = audit.of(reader.ledger(), id, MOST_READINGS);
        page.addAttribute("readings", readings);
        page.addAttribute("most", MOST_READINGS);
        page.addAttribute("mayExport", reader.roles().stream().anyMatch(MAY_CHANGE::contains));
        return "child-readings";
    }
}
