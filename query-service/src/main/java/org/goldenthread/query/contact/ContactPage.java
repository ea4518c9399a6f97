package org.goldenthread.query.contact;

import static org.goldenthread.events.Role.AUDITOR;
import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.EH_PRACTITIONER;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.FD_SCREENER;
import static org.goldenthread.events.Role.FD_SOCIAL_WORKER;
import static org.goldenthread.events.Role.INFO_GOVERNANCE;
import static org.goldenthread.events.Role.INSPECTOR;
import static org.goldenthread.events.Role.SOCIAL_WORKER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.contact.ContactEvent.Channel;
import org.goldenthread.events.contact.ContactEvent.FeedbackMethod;
import org.goldenthread.events.contact.ContactEvent.LegalBasis;
import org.goldenthread.events.contact.ContactEvent.MatchBasis;
import org.goldenthread.events.contact.ContactEvent.NeedStage;
import org.goldenthread.events.contact.ContactEvent.ThresholdOutcome;
import org.goldenthread.events.contact.ContactEvent;
import org.goldenthread.events.reference.Reference;
import org.goldenthread.events.values.ContactId;
import org.goldenthread.events.values.SourceCode;
import org.goldenthread.query.access.Access.Verdict;
import org.goldenthread.query.access.Gate.Lens;
import org.goldenthread.query.access.Gate;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.chronology.Chronology.Order;
import org.goldenthread.query.chronology.Chronology;
import org.goldenthread.query.desk.Drafts;
import org.goldenthread.query.directory.Directory;
import org.goldenthread.query.edge.After;
import org.goldenthread.query.edge.CommandClient.Sent;
import org.goldenthread.query.edge.CommandClient;
import org.goldenthread.query.edge.Failures.NotFound;
import org.goldenthread.query.edge.Form;
import org.goldenthread.query.edge.Times;
import org.goldenthread.query.edge.Words;
import org.goldenthread.query.intake.Intake;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Logging a contact and working it through: each task is a page with one form, and ends on the contact's page. */
@Controller
@RequiresRole({FD_SCREENER, FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, EH_PRACTITIONER, INFO_GOVERNANCE, AUDITOR, INSPECTOR})
final class ContactPage {

    private static final String[] CONTACT_FIELDS = {"childName", "concern", "referrerName", "immediateDanger", "channel", "received-day",
        "dob-day", "address", "sourceCode", "referrerAgency", "referrerPhone", "lateEntryReason"};
    private static final String[] DECISION_FIELDS = {"outcome", "needStage", "legalBasis", "rationale", "decided-day", "lateEntryReason"};

    private static final int MOST_CHILDREN = 20;

    private final CommandClient commands;
    private final Intake intake;
    private final Chronology chronology;
    private final Directory directory;
    private final Reference reference;
    private final After after;
    private final Words words;
    private final Times times;
    private final Gate gate;
    private final Drafts drafts;

    ContactPage(CommandClient commands, Intake intake, Chronology chronology, Directory directory, Reference reference, After after, Words words, Times times, Gate gate, Drafts drafts) {
        this.drafts = drafts;
        this.gate = gate;
        this.commands = commands;
        this.intake = intake;
        this.chronology = chronology;
        this.directory = directory;
        this.reference = reference;
        this.after = after;
        this.words = words;
        this.times = times;
    }

    @ModelAttribute
    void choices(Model page, Reader reader) {
        page.addAttribute("reader", reader);
        var channels = new LinkedHashMap<String, String>();
        java.util.Arrays.stream(Channel.values()).forEach(channel -> channels.put(channel.name(), words.say(channel)));
        page.addAttribute("channelOptions", channels.entrySet());
        page.addAttribute("sources", SourceCode.all());
        var today = WorkingCalendar.dayOf(times.now());
        page.addAttribute("agencies", reference.agencies().stream().filter(agency -> agency.isNamedOn(today)).toList());
        page.addAttribute("methods", FeedbackMethod.values());
        page.addAttribute("outcomes", ThresholdOutcome.values());
        page.addAttribute("stages", NeedStage.values());
        page.addAttribute("bases", LegalBasis.values());
        page.addAttribute("matchBases", List.of(MatchBasis.NAME_AND_DOB, MatchBasis.NAME_AND_ADDRESS, MatchBasis.NHS_NUMBER, MatchBasis.UPN,
                MatchBasis.PROFESSIONAL_KNOWLEDGE));
    }

    @GetMapping("/contacts/new")
    @RequiresRole(value = {FD_SCREENER, FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER}, content = false)
    String blank(Reader reader, Model page) {
        page.addAttribute("form", restored(reader, "/contacts/new", Form.empty(CONTACT_FIELDS).with("channel", "PHONE").with("children", "1")));
        return "contact-new";
    }

    @PostMapping("/contacts/new")
    @RequiresRole(value = {FD_SCREENER, FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER}, content = false)
    String log(Reader reader, @RequestParam MultiValueMap<String, String> sent, Model page, RedirectAttributes next) {
        var form = Form.of(sent, CONTACT_FIELDS);
        var body = new LinkedHashMap<String, Object>();
        int count = 1 + form.furtherChildren().size();
        if (form.has("more", "true")) {
            page.addAttribute("form", form.with("children", Integer.toString(Math.min(count + 1, MOST_CHILDREN))));
            return "contact-new";
        }
        var children = new ArrayList<Map<String, Object>>();
        var fields = new HashMap<>(Map.of("/concern", "concern", "/sourceCode", "sourceCode", "/receivedAt", "received-day",
                "/referrer/agencyId", "referrerAgency", "/referrer/phone", "referrerPhone"));
        for (int number = 1; number <= count; number++) {
            var suffix = number == 1 ? "" : Integer.toString(number);
            child(form, suffix).ifPresent(child -> {
                fields.put("/children/" + children.size() + "/name", "childName" + suffix);
                fields.put("/children/" + children.size() + "/description", "childName" + suffix);
                fields.put("/children/" + children.size() + "/dob", "dob" + suffix + "-day");
                fields.put("/children/" + children.size() + "/address", "address");
                children.add(child);
            });
        }
        if (form.get("concern").isEmpty()) {
            form.fault("concern", "Enter what you are worried about");
        }
        body.put("channel", form.get("channel").isEmpty() ? "PHONE" : form.get("channel"));
        body.put("sourceCode", form.orNull("sourceCode"));
        body.put("anonymous", form.has("anonymous", "true"));
        body.put("immediateDanger", form.has("immediateDanger", "true"));
        body.put("concern", form.get("concern"));
        body.put("children", children);
        referrer(form).ifPresent(referrer -> body.put("referrer", referrer));
        form.moment("received", "Enter when it reached you as day, month, year and time, or leave all four empty")
                .ifPresent(at -> body.put("receivedAt", at));
        var entry = new HashMap<>(late(form).orElse(Map.of()));
        if (form.has("sensitive", "true")) {
            entry.put("sensitive", true);
        }
        if (!entry.isEmpty()) {
            body.put("entry", entry);
        }
        if (!form.isFaulty()) {
            switch (commands.send("/v1/contacts", form.get("key"), null, body)) {
                case Sent.Done done -> {
                    drafts.forget(reader.actor().userId(), "/contacts/new");
                    return saved(done, next, "Contact logged");
                }
                case Sent.Refused refused -> form.refused(refused, fields);
            }
        }
        page.addAttribute("form", form);
        return "contact-new";
    }

    @GetMapping("/contacts/{id}")
    String show(Reader reader, @PathVariable UUID id, @RequestParam(name = "after", required = false) @Nullable String token, Model page) {
        boolean reached = after.isReached(token, reader.ledger());
        page.addAttribute("behind", !reached);
        page.addAttribute("id", id);
        var contact = new ContactId(id);
        var verdict = gate.access().ofContact(reader, contact);
        if (!verdict.isShown()) {
            gate.list(reader, List.of());
            if (gate.access().isPassedOn(reader, contact)) {
                return "contact-passed-on";
            }
            if (!reached) {
                return "contact-coming";
            }
            throw new NotFound();
        }
        var history = chronology.ofContact(reader.ledger(), contact);
        gate.show(reader, contact, verdict);
        view(reader, id, verdict, history, page);
        page.addAttribute("history", history);
        return "contact";
    }

    @GetMapping("/contacts/{id}/details")
    String details(Reader reader, @PathVariable UUID id, Model page) {
        var view = view(reader, id, page);
        page.addAttribute("form", restored(reader, "/contacts/" + id + "/details", Form.empty(detailFields(view))));
        return "contact-details";
    }

    private static String[] detailFields(ContactView view) {
        var fields = new ArrayList<>(List.of("sourceCode", "referrerName", "referrerAgency"));
        view.children().forEach(child -> fields.addAll(List.of("childName" + child.named().ref(), "dob" + child.named().ref() + "-day",
                "address" + child.named().ref())));
        fields.add("furtherConcern");
        return fields.toArray(String[]::new);
    }

    @PostMapping("/contacts/{id}/details")
    String complete(Reader reader, @PathVariable UUID id, @RequestParam MultiValueMap<String, String> sent, Model page, RedirectAttributes next) {
        var view = view(reader, id, page);
        var form = Form.of(sent, detailFields(view));
        var body = new LinkedHashMap<String, Object>();
        body.put("sourceCode", form.orNull("sourceCode"));
        referrer(form).ifPresent(referrer -> body.put("referrer", referrer));
        body.put("furtherConcern", form.orNull("furtherConcern"));
        var children = new ArrayList<Map<String, Object>>();
        var fields = new HashMap<String, String>();
        for (var child : view.children()) {
            completed(form, child).ifPresent(details -> {
                var ref = child.named().ref();
                fields.put("/children/" + children.size() + "/child/dob", "dob" + ref + "-day");
                fields.put("/children/" + children.size() + "/child/name", "childName" + ref);
                fields.put("/children/" + children.size() + "/child/address", "address" + ref);
                children.add(Map.of("ref", ref, "child", details));
            });
        }
        body.put("children", children.isEmpty() ? null : children);
        if (!form.isFaulty() && body.values().stream().allMatch(java.util.Objects::isNull)) {
            form.refused("Fill in at least one detail, or go back to the contact.");
        }
        return finish(reader, id, "details", "details", form, null, body, fields, "contact-details", "Details added", page, next);
    }

    /** What was added of one child; empty where nothing was. */
    private Optional<Map<String, Object>> completed(Form form, ContactView.Child child) {
        var named = child.named();
        var details = new LinkedHashMap<String, Object>();
        form.day("dob" + named.ref(), "Enter the date of birth as day, month and year, or leave all three empty").ifPresent(dob -> details.put("dob", dob));
        details.put("address", form.orNull("address" + named.ref()));
        details.put("name", form.orNull("childName" + named.ref()));
        return details.values().stream().allMatch(java.util.Objects::isNull) ? Optional.empty() : Optional.of(details);
    }

    @GetMapping("/contacts/{id}/acknowledge")
    String acknowledgement(Reader reader, @PathVariable UUID id, Model page) {
        view(reader, id, page);
        page.addAttribute("form", Form.empty("method", "at-day"));
        return "contact-acknowledge";
    }

    @PostMapping("/contacts/{id}/acknowledge")
    String acknowledge(Reader reader, @PathVariable UUID id, @RequestParam MultiValueMap<String, String> sent, Model page, RedirectAttributes next) {
        view(reader, id, page);
        var form = Form.of(sent, "method", "at-day");
        var body = new LinkedHashMap<String, Object>();
        if (form.get("method").isEmpty()) {
            form.fault("method", "Choose how you told them");
        }
        body.put("method", form.orNull("method"));
        form.moment("at", "Enter when you told them as day, month, year and time, or leave all four empty").ifPresent(at -> body.put("at", at));
        return finish(reader, id, "acknowledge", "acknowledgement", form, null, body, Map.of("/at", "at-day"), "contact-acknowledge", "Referrer told that the contact arrived", page, next);
    }

    @GetMapping("/contacts/{id}/match/{ref}")
    String candidates(Reader reader, @PathVariable UUID id, @PathVariable int ref, Model page) {
        page.addAttribute("form", Form.empty("childId", "matchBasis"));
        return matching(reader, id, ref, page);
    }

    private String matching(Reader reader, UUID id, int ref, Model page) {
        var child = view(reader, id, page).child(ref).orElseThrow(NotFound::new);
        page.addAttribute("child", child);
        var matches = directory.like(reader.ledger(), gate.access().keptFrom(reader), child.named().name() == null ? null : words.open(child.named().name()),
                child.named().dob() == null ? null : words.open(child.named().dob()));
        matches.forEach(match -> gate.show(reader, match.known().child().value(), null));
        page.addAttribute("matches", matches);
        return "contact-match";
    }

    @PostMapping("/contacts/{id}/match/{ref}")
    String match(Reader reader, @PathVariable UUID id, @PathVariable int ref, @RequestParam MultiValueMap<String, String> sent, Model page,
            RedirectAttributes next) {
        matching(reader, id, ref, page);
        var form = Form.of(sent, "childId", "matchBasis");
        var chosen = form.get("childId");
        var body = new HashMap<String, Object>(Map.of("ref", ref));
        if (chosen.isEmpty()) {
            form.fault("childId", "Choose which child this is, or choose ‘none of these: a new child’");
        } else if (chosen.equals("NEW")) {
            body.put("confidence", 100);
        } else if (form.get("matchBasis").isEmpty()) {
            form.fault("matchBasis", "Choose what the match rests on");
        } else {
            body.put("childId", chosen);
            body.put("matchBasis", form.get("matchBasis"));
            body.put("confidence", confidence(form.get("confidence-" + chosen)));
        }
        return finish(reader, id, "match/" + ref, "matches", form, null, body, Map.of("/matchBasis", "matchBasis"), "contact-match", "Child matched", page, next);
    }

    private static int confidence(String shown) {
        return shown.matches("\\d{1,2}|100") ? Integer.parseInt(shown) : 50;
    }

    @PostMapping("/contacts/{id}/return/{ref}")
    String returnToFrontDoor(Reader reader, @PathVariable UUID id, @PathVariable int ref, @RequestParam MultiValueMap<String, String> sent, Model page,
            RedirectAttributes next) {
        view(reader, id, page);
        page.addAttribute("history", chronology.ofContact(reader.ledger(), new ContactId(id)));
        return finish(reader, id, "return/" + ref, "returns-to-front-door", Form.of(sent, "ref"), null, Map.of("ref", ref), Map.of(), "contact",
                "Contact returned to the front door", page, next);
    }

    @GetMapping("/contacts/{id}/decide/{ref}")
    String decision(Reader reader, @PathVariable UUID id, @PathVariable int ref, Model page) {
        page.addAttribute("form", restored(reader, "/contacts/" + id + "/decide/" + ref, Form.empty(DECISION_FIELDS)));
        deciding(reader, id, ref, page);
        return "contact-decide";
    }

    private ContactView.Child deciding(Reader reader, UUID id, int ref, Model page) {
        var child = view(reader, id, page).child(ref).orElseThrow(NotFound::new);
        page.addAttribute("child", child);
        var before = gate.access().before(reader, child.record());
        boolean mayRead = before.of(Fields.HISTORY).isShown();
        page.addAttribute("earlier", !mayRead ? List.of() : chronology.ofChild(reader.ledger(), child.record(),
                        new Lens(gate.access().keptFrom(reader), before.of(Fields.SENSITIVE).isShown(), false, false, false), Instant.MAX, Order.OCCURRED).stream()
                .filter(recorded -> recorded.event() instanceof ContactEvent && !recorded.envelope().streamId().equals(id)).toList());
        return child;
    }

    @PostMapping("/contacts/{id}/decide/{ref}")
    String decide(Reader reader, @PathVariable UUID id, @PathVariable int ref, @RequestParam MultiValueMap<String, String> sent, Model page,
            RedirectAttributes next) {
        boolean isMatched = deciding(reader, id, ref, page).match() != null;
        var form = Form.of(sent, DECISION_FIELDS);
        form.require("outcome", "Choose what happens next");
        form.require("needStage", "Choose the stage of need");
        form.require("legalBasis", "Choose the legal basis");
        form.require("rationale", "Say why. A decision without reasons can't be reviewed or challenged.");
        var body = new LinkedHashMap<String, Object>();
        body.put("ref", ref);
        body.put("outcome", form.orNull("outcome"));
        body.put("needStage", form.orNull("needStage"));
        body.put("legalBasis", form.orNull("legalBasis"));
        body.put("rationale", form.get("rationale"));
        body.put("cumulativeFactor", form.has("cumulativeFactor", "true"));
        body.put("agenciesConsulted", sent.getOrDefault("agenciesConsulted", List.of()));
        form.moment("decided", "Enter when you decided as day, month, year and time, or leave all four empty")
                .ifPresent(at -> body.put("decidedAt", at));
        var entry = new HashMap<>(late(form).orElse(Map.of()));
        if (form.has("couldNotWait", "true")) {
            entry.put("override", Map.of("ruleId", isMatched ? "E-ROLE-01" : "E-STATE-03", "reasonCode", "COULD_NOT_WAIT"));
        }
        if (!entry.isEmpty()) {
            body.put("entry", entry);
        }
        return finish(reader, id, "decide/" + ref, "threshold-decisions", form, form.get("version").matches("\\d{1,9}") ? Integer.valueOf(form.get("version")) : null, body,
                Map.of("/rationale", "rationale", "/decidedAt", "decided-day", "/agenciesConsulted", "outcome"),
                "contact-decide", "Decision recorded", page, next);
    }

    @GetMapping("/contacts/{id}/feedback")
    String feedback(Reader reader, @PathVariable UUID id, Model page) {
        view(reader, id, page);
        page.addAttribute("form", restored(reader, "/contacts/" + id + "/feedback",
                Form.empty("outcomeText", "reasons", "method", "given-day").with("challengeRouteGiven", "true")));
        return "contact-feedback";
    }

    @PostMapping("/contacts/{id}/feedback")
    String giveFeedback(Reader reader, @PathVariable UUID id, @RequestParam MultiValueMap<String, String> sent, Model page, RedirectAttributes next) {
        view(reader, id, page);
        var form = Form.of(sent, "outcomeText", "reasons", "method", "given-day");
        form.require("outcomeText", "Enter what you told them happens next");
        form.require("reasons", "Enter why, as you told it");
        form.require("method", "Choose how you told them");
        var body = new LinkedHashMap<String, Object>();
        body.put("outcomeText", form.get("outcomeText"));
        body.put("reasons", form.get("reasons"));
        body.put("signposting", form.orNull("signposting"));
        body.put("method", form.orNull("method"));
        body.put("challengeRouteGiven", form.has("challengeRouteGiven", "true"));
        form.moment("given", "Enter when you told them as day, month, year and time, or leave all four empty")
                .ifPresent(at -> body.put("givenAt", at));
        return finish(reader, id, "feedback", "feedback", form, null, body, Map.of("/outcomeText", "outcomeText", "/reasons", "reasons", "/givenAt", "given-day"),
                "contact-feedback", "Feedback to the referrer recorded", page, next);
    }

    private Form restored(Reader reader, String place, Form form) {
        return drafts.find(reader.actor().userId(), place).map(draft -> form.restored(place, draft.fields(), draft.savedAt())).orElse(form);
    }

    private String finish(Reader reader, UUID id, String place, String task, Form form, @Nullable Integer version, Map<String, Object> body, Map<String, String> fields,
            String template, String news, Model page, RedirectAttributes next) {
        if (!form.isFaulty()) {
            switch (commands.send("/v1/contacts/" + id + "/" + task, form.get("key"), version, body)) {
                case Sent.Done done -> {
                    drafts.forget(reader.actor().userId(), "/contacts/" + id + "/" + place);
                    return saved(done, next, news);
                }
                case Sent.Refused refused -> form.refused(refused, fields);
            }
        }
        page.addAttribute("form", form);
        return template;
    }

    private static String saved(Sent.Done done, RedirectAttributes next, String news) {
        next.addFlashAttribute("news", news);
        next.addFlashAttribute("warnings", done.warnings());
        next.addAttribute("after", done.after());
        return "redirect:/contacts/" + done.id();
    }

    private ContactView view(Reader reader, UUID id, Model page) {
        return view(reader, id, gate.contact(reader, new ContactId(id)), chronology.ofContact(reader.ledger(), new ContactId(id)), page);
    }

    private ContactView view(Reader reader, UUID id, Verdict verdict, List<Recorded<?>> history, Model page) {
        page.addAttribute("why", verdict);
        page.addAttribute("mayWork", verdict.ruling().role() != AUDITOR && verdict.ruling().role() != INSPECTOR && verdict.ruling().role() != INFO_GOVERNANCE);
        var view = ContactView.of(history, words).orElseThrow(NotFound::new);
        view.children().forEach(child -> gate.show(reader, child.record().value(), null));
        page.addAttribute("id", id);
        page.addAttribute("contact", view);
        page.addAttribute("incomplete", intake.isIncomplete(reader.ledger(), keysOf(id, view)));
        return view;
    }

    private static List<UUID> keysOf(UUID contact, ContactView view) {
        return Stream.concat(Stream.of(contact), view.children().stream().map(child -> child.record().value())).toList();
    }

    /** One child of the form; the first must be named or described, a further one left all empty is left out. */
    private static Optional<Map<String, Object>> child(Form form, String number) {
        var name = form.orNull("childName" + number);
        boolean unknown = form.has("identityUnknown" + number, "true");
        var child = new LinkedHashMap<String, Object>();
        form.day("dob" + number, "Enter the date of birth as day, month and year, or leave all three empty").ifPresent(dob -> {
            child.put("dob", dob);
            child.put("dobStatus", form.has("dobEstimated" + number, "true") ? "ESTIMATED" : "KNOWN");
        });
        if (name == null && (number.isEmpty() || unknown || !child.isEmpty())) {
            form.fault("childName" + number, unknown ? "Describe the child: age, looks, where they were seen"
                    : "Enter the child’s name, or describe the child and tick ‘identity unknown’");
        }
        child.put(unknown ? "description" : "name", name);
        child.put("identityUnknown", unknown);
        child.put("address", form.orNull("address"));
        return name == null ? Optional.empty() : Optional.of(child);
    }

    private static Optional<Map<String, Object>> referrer(Form form) {
        var referrer = new LinkedHashMap<String, Object>();
        referrer.put("name", form.orNull("referrerName"));
        referrer.put("agencyId", form.orNull("referrerAgency"));
        referrer.put("roleTitle", form.orNull("referrerRole"));
        referrer.put("phone", form.orNull("referrerPhone"));
        return referrer.values().stream().allMatch(java.util.Objects::isNull) ? Optional.empty() : Optional.of(referrer);
    }

    private static Optional<Map<String, Object>> late(Form form) {
        return Optional.ofNullable(form.orNull("lateEntryReason")).map(reason -> Map.of("lateEntryReason", reason));
    }
}
