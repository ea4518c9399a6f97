package org.goldenthread.query.document;

import static org.goldenthread.events.Role.INFO_GOVERNANCE;

import java.util.Map;
import java.util.UUID;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.document.DocumentEvent;
import org.goldenthread.events.document.DocumentEvent.BreachAssessed;
import org.goldenthread.events.document.DocumentEvent.BreachAssessmentRequired;
import org.goldenthread.events.document.DocumentEvent.DestructionConfirmed;
import org.goldenthread.events.document.DocumentEvent.DistributionAcknowledged;
import org.goldenthread.events.document.DocumentEvent.DistributionDelivered;
import org.goldenthread.events.document.DocumentEvent.DistributionOpened;
import org.goldenthread.events.document.DocumentEvent.DistributionWithdrawn;
import org.goldenthread.events.document.DocumentEvent.WrongRecipientReported;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.query.access.Gate;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.chronology.Chronology;
import org.goldenthread.query.edge.After;
import org.goldenthread.query.edge.CommandClient;
import org.goldenthread.query.edge.CommandClient.Sent;
import org.goldenthread.query.edge.Failures.NotFound;
import org.goldenthread.query.edge.Form;
import org.goldenthread.query.edge.Leaf;
import org.goldenthread.query.edge.Times;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What went to an agency that it was not for, until when the Information Commissioner is told, and what came of it; nothing of what it said. */
@Controller
@RequiresRole(INFO_GOVERNANCE)
final class BreachesPage {

    private final CommandClient commands;
    private final Gate gate;
    private final Documents documents;
    private final Chronology chronology;
    private final After after;
    private final Times times;

    BreachesPage(CommandClient commands, Gate gate, Documents documents, Chronology chronology, After after, Times times) {
        this.commands = commands;
        this.gate = gate;
        this.documents = documents;
        this.chronology = chronology;
        this.after = after;
        this.times = times;
    }

    @GetMapping("/breaches")
    String list(Reader reader, @RequestParam(name = "page", defaultValue = "1") int number, @RequestParam(name = "after", required = false) @Nullable String token, Model page) {
        page.addAttribute("behind", !after.isReached(token, reader.ledger()));
        var found = documents.breaches(reader.ledger(), number);
        var shown = gate.records(reader, found.rows().stream().map(one -> one.document().value()).distinct().toList(), Fields.BREACH);
        page.addAttribute("reader", reader);
        page.addAttribute("leaf", found.only(one -> shown.contains(one.document().value())));
        page.addAttribute("now", times.now());
        return "breaches";
    }

    @GetMapping("/breaches/{id}/{agency}")
    String show(Reader reader, @PathVariable UUID id, @PathVariable UUID agency, Model page) {
        return page(reader, id, new AgencyId(agency), Form.empty(), page);
    }

    private String page(Reader reader, UUID id, AgencyId agency, Form form, Model page) {
        page.addAttribute("why", gate.record(reader, id, Fields.BREACH));
        var history = chronology.ofDocument(reader.ledger(), new DocumentId(id)).stream().filter(one -> isOf((DocumentEvent) one.event(), agency)).toList();
        var breach = Leaf.all(number -> documents.breaches(reader.ledger(), number)).stream().filter(one -> one.document().value().equals(id) && one.agency().equals(agency))
                .findFirst().orElseThrow(NotFound::new);
        page.addAttribute("reader", reader);
        page.addAttribute("breach", breach);
        page.addAttribute("history", history);
        page.addAttribute("form", form);
        page.addAttribute("now", times.now());
        return "breach";
    }

    private static boolean isOf(DocumentEvent event, AgencyId agency) {
        return switch (event) {
            case WrongRecipientReported e -> e.agencyId().equals(agency);
            case BreachAssessmentRequired e -> e.agencyId().equals(agency);
            case BreachAssessed e -> e.agencyId().equals(agency);
            case DistributionOpened e -> e.agencyId().equals(agency);
            case DistributionAcknowledged e -> e.agencyId().equals(agency);
            case DistributionDelivered e -> e.agencyId().equals(agency);
            case DistributionWithdrawn e -> e.agencyId().equals(agency);
            case DestructionConfirmed e -> e.agencyId().equals(agency);
            default -> false;
        };
    }

    @PostMapping("/breaches/{id}/{agency}")
    String assess(Reader reader, @PathVariable UUID id, @PathVariable UUID agency, @RequestParam MultiValueMap<String, String> sent, Model page, RedirectAttributes next) {
        gate.record(reader, id, Fields.BREACH);
        var form = Form.of(sent, "outcome");
        form.require("outcome", "Enter what came of it");
        if (!form.isFaulty()) {
            switch (commands.send("/v1/documents/" + id + "/breach-assessments", form.get("key"), null,
                    Map.of("agencyId", agency.toString(), "toldCommissioner", form.has("told", "true"), "outcome", form.get("outcome")))) {
                case Sent.Done done -> {
                    next.addFlashAttribute("news", "Recorded what came of it");
                    next.addAttribute("after", done.after());
                    return "redirect:/breaches";
                }
                case Sent.Refused refused -> form.refused(refused, Map.of("/outcome", "outcome"));
            }
        }
        return page(reader, id, new AgencyId(agency), form, page);
    }
}
