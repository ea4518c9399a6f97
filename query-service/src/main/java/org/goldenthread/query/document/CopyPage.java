package org.goldenthread.query.document;

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
import java.util.UUID;
import java.util.stream.Stream;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.document.DocumentEvent;
import org.goldenthread.events.document.DocumentEvent.Bounce;
import org.goldenthread.events.document.DocumentEvent.BreachAssessed;
import org.goldenthread.events.document.DocumentEvent.BreachAssessmentRequired;
import org.goldenthread.events.document.DocumentEvent.Channel;
import org.goldenthread.events.document.DocumentEvent.DestructionConfirmed;
import org.goldenthread.events.document.DocumentEvent.DisputeResolved;
import org.goldenthread.events.document.DocumentEvent.DistributionAcknowledged;
import org.goldenthread.events.document.DocumentEvent.DistributionBounced;
import org.goldenthread.events.document.DocumentEvent.DistributionDelivered;
import org.goldenthread.events.document.DocumentEvent.DistributionFailed;
import org.goldenthread.events.document.DocumentEvent.DistributionOpened;
import org.goldenthread.events.document.DocumentEvent.DistributionOverdue;
import org.goldenthread.events.document.DocumentEvent.DistributionQueued;
import org.goldenthread.events.document.DocumentEvent.DistributionRecorded;
import org.goldenthread.events.document.DocumentEvent.DistributionResent;
import org.goldenthread.events.document.DocumentEvent.DistributionSent;
import org.goldenthread.events.document.DocumentEvent.DistributionWithdrawn;
import org.goldenthread.events.document.DocumentEvent.DutyAdded;
import org.goldenthread.events.document.DocumentEvent.DutyWaived;
import org.goldenthread.events.document.DocumentEvent.MinutesDisputed;
import org.goldenthread.events.document.DocumentEvent.MinutesOwed;
import org.goldenthread.events.document.DocumentEvent.RecipientAdded;
import org.goldenthread.events.document.DocumentEvent.Resending;
import org.goldenthread.events.document.DocumentEvent.Withdrawal;
import org.goldenthread.events.document.DocumentEvent.WrongRecipientReported;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.query.access.Gate;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.chronology.Chronology;
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

/**
 * What one agency has of a document and how it got there, event by event, for who sends it; and what they do about it: once more, by hand,
 * it came back, it went to the wrong agency, take it away.
 */
@Controller
@RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER, AUDITOR, INSPECTOR})
final class CopyPage {

    private static final Map<String, String> NEWS = Map.of("resendings", "It goes to them once more", "sendings", "Recorded that it was given to them", "bounces", "Recorded that it came back",
            "wrong-recipients", "Taken away from them. Information governance sees it now", "withdrawals", "Taken away from them", "destructions", "Recorded that they destroyed it");

    private final CommandClient commands;
    private final Gate gate;
    private final Documents documents;
    private final Chronology chronology;
    private final Directory directory;
    private final After after;
    private final Words words;
    private final Times times;

    CopyPage(CommandClient commands, Gate gate, Documents documents, Chronology chronology, Directory directory, After after, Words words, Times times) {
        this.commands = commands;
        this.gate = gate;
        this.documents = documents;
        this.chronology = chronology;
        this.directory = directory;
        this.after = after;
        this.words = words;
        this.times = times;
    }

    @GetMapping("/documents/{id}/agencies/{agency}")
    String show(Reader reader, @PathVariable UUID id, @PathVariable UUID agency, @RequestParam(name = "after", required = false) @Nullable String token, Model page) {
        page.addAttribute("behind", !after.isReached(token, reader.ledger()));
        return page(reader, id, new AgencyId(agency), "", Form.empty(), page);
    }

    /** @param step what was tried and refused; empty where nothing was */
    private String page(Reader reader, UUID id, AgencyId agency, String step, Form form, Model page) {
        page.addAttribute("why", gate.record(reader, id, Fields.MEETING));
        var document = new DocumentId(id);
        var history = chronology.ofDocument(reader.ledger(), document).stream().filter(one -> isAbout((DocumentEvent) one.event(), agency)).toList();
        var copies = documents.copies(reader.ledger(), document).stream().filter(copy -> copy.agency().equals(agency)).toList();
        if (copies.isEmpty()) {
            throw new NotFound();
        }
        var newest = copies.getFirst();
        page.addAttribute("reader", reader);
        page.addAttribute("id", id);
        page.addAttribute("agency", agency);
        page.addAttribute("newest", newest);
        page.addAttribute("grid", Grid.of(copies).orElseThrow());
        page.addAttribute("history", history);
        page.addAttribute("names", OutstandingPage.names(gate, directory, words, reader, newest.children()));
        page.addAttribute("form", form);
        page.addAttribute("step", step);
        page.addAttribute("mayWork", !reader.isAnyOf(AUDITOR, INSPECTOR));
        page.addAttribute("mayWithdraw", reader.isAnyOf(FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD));
        page.addAttribute("isDestroyed", history.stream().map(Recorded::event).filter(event -> event instanceof DestructionConfirmed || event instanceof DistributionWithdrawn)
                .reduce((one, later) -> later).filter(DestructionConfirmed.class::isInstance).isPresent());
        page.addAttribute("channels", List.of(Channel.PORTAL, Channel.SECURE_EMAIL, Channel.AGENCY_API));
        page.addAttribute("byHand", Stream.concat(Stream.of(Channel.POST, Channel.IN_MEETING_HANDOVER), Stream.of(Channel.valueOf(newest.passage().channel()))
                .filter(own -> own.isSentByUs() && !newest.passage().state().equals("SENT") && !newest.passage().state().equals("BOUNCED"))).toList());
        page.addAttribute("resendings", List.of(Resending.values()));
        page.addAttribute("bounces", List.of(Bounce.values()));
        page.addAttribute("withdrawals", List.of(Withdrawal.NO_LONGER_INVOLVED, Withdrawal.WRONG_CONTENT));
        page.addAttribute("now", times.now());
        return "copy";
    }

    private static boolean isAbout(DocumentEvent event, AgencyId agency) {
        return switch (event) {
            case DutyAdded e -> e.owed().agencyId().equals(agency);
            case MinutesOwed e -> e.owed().stream().anyMatch(one -> one.agencyId().equals(agency));
            case DutyWaived e -> e.agencyId().equals(agency);
            case DistributionQueued e -> e.agencyId().equals(agency);
            case DistributionSent e -> e.agencyId().equals(agency);
            case DistributionDelivered e -> e.agencyId().equals(agency);
            case DistributionBounced e -> e.agencyId().equals(agency);
            case DistributionFailed e -> e.agencyId().equals(agency);
            case DistributionResent e -> e.agencyId().equals(agency);
            case DistributionOpened e -> e.agencyId().equals(agency);
            case DistributionAcknowledged e -> e.agencyId().equals(agency);
            case DistributionRecorded e -> e.agencyId().equals(agency);
            case DistributionOverdue e -> e.agencyId().equals(agency);
            case WrongRecipientReported e -> e.agencyId().equals(agency);
            case BreachAssessmentRequired e -> e.agencyId().equals(agency);
            case BreachAssessed e -> e.agencyId().equals(agency);
            case DistributionWithdrawn e -> e.agencyId().equals(agency);
            case DestructionConfirmed e -> e.agencyId().equals(agency);
            case RecipientAdded e -> e.agencyId().equals(agency);
            case MinutesDisputed e -> e.agencyId().equals(agency);
            case DisputeResolved e -> e.agencyId().equals(agency);
            default -> false;
        };
    }

    @PostMapping("/documents/{id}/agencies/{agency}/{step:resendings|sendings|bounces|wrong-recipients|withdrawals|destructions}")
    String act(Reader reader, @PathVariable UUID id, @PathVariable UUID agency, @PathVariable String step, @RequestParam MultiValueMap<String, String> sent, Model page,
            RedirectAttributes next) {
        gate.record(reader, id, Fields.MEETING);
        var form = Form.of(sent, "channel", "reason", "hand", "sent-day", "there-day", "bounce", "back-day", "account", "withdrawal");
        var body = body(step, form);
        body.put("agencyId", agency.toString());
        if (!form.isFaulty()) {
            switch (commands.send("/v1/documents/" + id + "/" + step, form.get("key"), null, body)) {
                case Sent.Done done -> {
                    next.addFlashAttribute("news", NEWS.get(step));
                    next.addFlashAttribute("warnings", done.warnings());
                    next.addAttribute("after", done.after());
                    return "redirect:/documents/" + id + "/agencies/" + agency;
                }
                case Sent.Refused refused -> form.refused(refused, Map.of("/sentAt", "sent-day", "/deliveredAt", "there-day", "/bouncedAt", "back-day", "/account", "account"));
            }
        }
        return page(reader, id, new AgencyId(agency), step, form, page);
    }

    private static Map<String, Object> body(String step, Form form) {
        var body = new LinkedHashMap<String, Object>();
        switch (step) {
            case "resendings" -> {
                choose(form, "channel", "Choose by which way", body, "channel");
                choose(form, "reason", "Choose why", body, "reason");
            }
            case "sendings" -> {
                choose(form, "hand", "Choose by which way", body, "channel");
                moment(form, "sent", "Enter when it was given or sent as day, month, year and time", body, "sentAt");
                form.moment("there", "Enter when it arrived as day, month, year and time, or leave all four empty").ifPresent(at -> body.put("deliveredAt", at));
            }
            case "bounces" -> {
                choose(form, "bounce", "Choose why it came back", body, "reason");
                moment(form, "back", "Enter when it came back as day, month, year and time", body, "bouncedAt");
            }
            case "wrong-recipients" -> {
                form.require("account", "Enter what happened");
                body.put("account", form.get("account"));
                body.put("seen", form.has("seen", "true"));
                body.put("destroyed", form.has("destroyed", "true"));
            }
            case "withdrawals" -> choose(form, "withdrawal", "Choose why", body, "reason");
            default -> { }
        }
        if (!step.equals("withdrawals") && !step.equals("destructions")) {
            body.put("version", form.get("version").matches("\\d{1,6}") ? Integer.parseInt(form.get("version")) : 0);
        }
        return body;
    }

    private static void choose(Form form, String field, String sentence, Map<String, Object> body, String name) {
        form.require(field, sentence);
        body.put(name, form.get(field));
    }

    private static void moment(Form form, String field, String sentence, Map<String, Object> body, String name) {
        form.moment(field, sentence).ifPresentOrElse(at -> body.put(name, at), () -> form.fault(field + "-day", sentence));
    }
}
