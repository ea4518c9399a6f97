package org.goldenthread.query.meeting;

import static org.goldenthread.events.Role.AGENCY_LEAD;
import static org.goldenthread.events.Role.AUDITOR;
import static org.goldenthread.events.Role.CHAIR_SD;
import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.FD_PARTNER;
import static org.goldenthread.events.Role.FD_SOCIAL_WORKER;
import static org.goldenthread.events.Role.INSPECTOR;
import static org.goldenthread.events.Role.MINUTE_TAKER;
import static org.goldenthread.events.Role.RECIPIENT;
import static org.goldenthread.events.Role.SOCIAL_WORKER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.document.DocumentEvent.DisputeResolved;
import org.goldenthread.events.document.DocumentEvent.MinutesDisputed;
import org.goldenthread.events.document.DocumentEvent.Statement;
import org.goldenthread.events.values.ActionId;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.query.access.Gate;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.document.Grid;
import org.goldenthread.query.edge.After;
import org.goldenthread.query.edge.CommandClient;
import org.goldenthread.query.edge.CommandClient.Sent;
import org.goldenthread.query.edge.Failures.NotFound;
import org.goldenthread.query.edge.Form;
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
 * A document as it was sent, a decision notice or minutes: its version in the words it had then, who has it, and for who received it,
 * that they have it and that it stands in their own system. Opening it is recorded for their agency, the first time.
 */
@Controller
@RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER, FD_PARTNER, AGENCY_LEAD, RECIPIENT, AUDITOR, INSPECTOR})
final class DocumentPage {

    private final CommandClient commands;
    private final Gate gate;
    private final DocumentDesk documents;
    private final MeetingDesk desk;
    private final MinutesReading minutes;
    private final After after;

    DocumentPage(CommandClient commands, Gate gate, DocumentDesk documents, MeetingDesk desk, MinutesReading minutes, After after) {
        this.commands = commands;
        this.gate = gate;
        this.documents = documents;
        this.desk = desk;
        this.minutes = minutes;
        this.after = after;
    }

    @GetMapping("/documents/{id}")
    String show(Reader reader, @PathVariable UUID id, @RequestParam(name = "version", required = false) @Nullable Integer version,
            @RequestParam(name = "as", required = false) @Nullable UUID as, @RequestParam(name = "after", required = false) @Nullable String token, Model page) {
        page.addAttribute("behind", !after.isReached(token, reader.ledger()));
        return one(reader, id, version, Optional.ofNullable(as).map(AgencyId::new), Form.empty(), page);
    }

    /** @param as whose copy is looked at, by who may see the whole */
    private String one(Reader reader, UUID id, @Nullable Integer wanted, Optional<AgencyId> as, Form form, Model page) {
        var opened = documents.open(reader, id, wanted);
        int version = opened.version();
        var copy = opened.copy();
        var copies = opened.copies();
        boolean isWhole = opened.isWhole();
        if (copy != null && copy.isTheirs() && copy.openedAt() == null && !reader.isAnyOf(AUDITOR, INSPECTOR)) {
            commands.send("/v1/documents/" + id + "/openings", "opened-" + copy.id(), null, Map.of("version", version));
        }
        page.addAttribute("why", opened.why());
        page.addAttribute("mayOpenMeeting", isWhole);
        page.addAttribute("newerElsewhere", opened.sent() > opened.newest() ? opened.sent() : 0);
        page.addAttribute("reader", reader);
        page.addAttribute("id", id);
        page.addAttribute("version", version);
        page.addAttribute("newest", opened.newest());
        page.addAttribute("copy", copy);
        page.addAttribute("copies", copies);
        page.addAttribute("grid", Grid.of(copies).orElse(null));
        page.addAttribute("allAgencies", isWhole ? desk.agencyChoices() : null);
        page.addAttribute("mayResolve", isWhole && reader.isAnyOf(FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD));
        page.addAttribute("hasInbox", !reader.isAnyOf(CHAIR_SD, MINUTE_TAKER, AUDITOR, INSPECTOR));
        page.addAttribute("mayAnswer", !reader.isAnyOf(AUDITOR, INSPECTOR));
        page.addAttribute("form", form);
        page.addAttribute("now", desk.now());
        if (opened.written().isPresent()) {
            var written = opened.written().get();
            page.addAttribute("disputes", disputes(opened.history(), isWhole ? Optional.empty() : Optional.of(reader.actor().agencyId())));
            if (isWhole && as.isPresent() && copies.stream().anyMatch(one -> one.agency().equals(as.get()) && one.version() == version)) {
                page.addAttribute("preview", desk.agency(as.get()));
                minutes.show(reader, written, written.of(version).orElseThrow(NotFound::new), as,
                        copies.stream().anyMatch(one -> one.agency().equals(as.get()) && one.version() == version - 1 && one.isTheirs()), page);
            } else {
                minutes.show(reader, written, version, isWhole, opened.theirs(), page);
            }
            return "minutes";
        }
        var told = documents.told(reader, opened.notice());
        page.addAttribute("notice", told.notice());
        page.addAttribute("names", desk.names(reader, told.notice().about()));
        page.addAttribute("meeting", told.meeting());
        page.addAttribute("decisions", told.decisions());
        page.addAttribute("openable", gate.records(reader, told.notice().actions().stream().map(ActionId::value).toList(), Fields.ACTION));
        page.addAttribute("agreed", told.agreed());
        return "document";
    }

    /** What an agency said is not accurate; {@code resolved} is missing while it waits. */
    public record Dispute(MinutesDisputed disputed, @Nullable DisputeResolved resolved) {}

    /** All disputes, or those of one agency. */
    private static List<Dispute> disputes(List<Recorded<?>> history, Optional<AgencyId> of) {
        var resolved = history.stream().map(Recorded::event).filter(DisputeResolved.class::isInstance).map(DisputeResolved.class::cast)
                .collect(Collectors.toMap(DisputeResolved::dispute, one -> one));
        return history.stream().map(Recorded::event).filter(MinutesDisputed.class::isInstance).map(MinutesDisputed.class::cast)
                .filter(one -> of.isEmpty() || of.get().equals(one.agencyId())).map(one -> new Dispute(one, resolved.get(one.dispute()))).toList();
    }

    @PostMapping("/documents/{id}/acknowledgements")
    String acknowledge(Reader reader, @PathVariable UUID id, @RequestParam MultiValueMap<String, String> sent, Model page, RedirectAttributes next) {
        gate.record(reader, id, Fields.DOCUMENT);
        var form = Form.of(sent, "statement");
        int version = versionOf(form);
        var statement = form.has("statement", Statement.RECEIVED_NOT_FOR_ME.name()) ? Statement.RECEIVED_NOT_FOR_ME : Statement.RECEIVED;
        switch (commands.send("/v1/documents/" + id + "/acknowledgements", form.get("key"), null, Map.of("version", version, "statement", statement.name()))) {
            case Sent.Done done -> {
                next.addFlashAttribute("news", statement == Statement.RECEIVED ? "Your agency has it: recorded" : "Recorded that it isn’t for your agency");
                next.addFlashAttribute("warnings", done.warnings());
                next.addAttribute("after", done.after());
                if (statement == Statement.RECEIVED_NOT_FOR_ME) {
                    return "redirect:/inbox";
                }
                next.addAttribute("version", version);
                return "redirect:/documents/" + id;
            }
            case Sent.Refused refused -> form.refused(refused, Map.of());
        }
        return one(reader, id, version, Optional.empty(), form, page);
    }

    @PostMapping("/documents/{id}/own-system-records")
    String recorded(Reader reader, @PathVariable UUID id, @RequestParam MultiValueMap<String, String> sent, Model page, RedirectAttributes next) {
        gate.record(reader, id, Fields.DOCUMENT);
        var form = Form.of(sent, "system", "reference");
        form.require("system", "Enter the name of your system");
        form.require("reference", "Enter your reference for it there");
        int version = versionOf(form);
        if (!form.isFaulty()) {
            switch (commands.send("/v1/documents/" + id + "/own-system-records", form.get("key"), null,
                    Map.of("version", version, "system", form.get("system"), "reference", form.get("reference")))) {
                case Sent.Done done -> {
                    next.addFlashAttribute("news", "Recorded: it stands in your own system");
                    next.addFlashAttribute("warnings", done.warnings());
                    next.addAttribute("after", done.after());
                    next.addAttribute("version", version);
                    return "redirect:/documents/" + id;
                }
                case Sent.Refused refused -> form.refused(refused, Map.of("/system", "system", "/reference", "reference"));
            }
        }
        return one(reader, id, version, Optional.empty(), form, page);
    }

    private static int versionOf(Form form) {
        return form.get("version").matches("\\d{1,6}") ? Integer.parseInt(form.get("version")) : 0;
    }

    @PostMapping("/documents/{id}/disputes")
    String dispute(Reader reader, @PathVariable UUID id, @RequestParam MultiValueMap<String, String> sent, Model page, RedirectAttributes next) {
        var form = Form.of(sent, "part", "text");
        form.require("part", "Enter which part it is about");
        form.require("text", "Enter what is wrong, and what would be right");
        return tell(reader, id, "/disputes", form, Map.of("version", versionOf(form), "part", form.get("part"), "text", form.get("text")),
                Map.of("/part", "part", "/text", "text"), "Recorded. Whoever wrote them answers you here", page, next);
    }

    @PostMapping("/documents/{id}/disputes/{dispute}/resolutions")
    String resolve(Reader reader, @PathVariable UUID id, @PathVariable int dispute, @RequestParam MultiValueMap<String, String> sent, Model page, RedirectAttributes next) {
        var field = "resolution-" + dispute;
        var form = Form.of(sent, field);
        form.require(field, "Enter what becomes of it, and why");
        return tell(reader, id, "/disputes/" + dispute + "/resolutions", form, Map.of("upheld", form.has("upheld", "true"), "reason", form.get(field)), Map.of("/reason", field),
                "Answered", page, next);
    }

    @PostMapping("/documents/{id}/recipients")
    String include(Reader reader, @PathVariable UUID id, @RequestParam MultiValueMap<String, String> sent, Model page, RedirectAttributes next) {
        var form = Form.of(sent, "agencyId", "why");
        form.require("agencyId", "Choose the agency");
        form.require("why", "Enter why they are to have it");
        return tell(reader, id, "/recipients", form, Map.of("agencyId", form.get("agencyId"), "reason", form.get("why")), Map.of("/agencyId", "agencyId", "/reason", "why"),
                "It goes to them too", page, next);
    }

    @PostMapping("/documents/{id}/wrong-recipients")
    String wrong(Reader reader, @PathVariable UUID id, @RequestParam MultiValueMap<String, String> sent, Model page, RedirectAttributes next) {
        var form = Form.of(sent, "account");
        form.require("account", "Enter what happened");
        var to = tell(reader, id, "/wrong-recipients", form, Map.of("version", versionOf(form), "seen", true, "destroyed", form.has("destroyed", "true"), "account", form.get("account")),
                Map.of("/account", "account"), "Reported. Your agency can’t open it any more", page, next);
        return to.startsWith("redirect:") ? "redirect:/inbox" : to;
    }

    /** Gives a command and goes on to the document, or shows what was wrong. */
    private String tell(Reader reader, UUID id, String where, Form form, Map<String, Object> body, Map<String, String> fields, String news, Model page, RedirectAttributes next) {
        gate.record(reader, id, Fields.DOCUMENT);
        if (!form.isFaulty()) {
            switch (commands.send("/v1/documents/" + id + where, form.get("key"), null, body)) {
                case Sent.Done done -> {
                    next.addFlashAttribute("news", news);
                    next.addFlashAttribute("warnings", done.warnings());
                    next.addAttribute("after", done.after());
                    return "redirect:/documents/" + id;
                }
                case Sent.Refused refused -> form.refused(refused, fields);
            }
        }
        return one(reader, id, versionOf(form) == 0 ? null : versionOf(form), Optional.empty(), form, page);
    }
}
