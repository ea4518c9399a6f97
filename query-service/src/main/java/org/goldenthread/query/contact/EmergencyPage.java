package org.goldenthread.query.contact;

import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.FD_SCREENER;
import static org.goldenthread.events.Role.FD_SOCIAL_WORKER;
import static org.goldenthread.events.Role.SOCIAL_WORKER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.goldenthread.events.contact.ContactEvent.LegalBasis;
import org.goldenthread.events.contact.ContactEvent.NeedStage;
import org.goldenthread.events.contact.ContactEvent.ThresholdOutcome;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.edge.CommandClient;
import org.goldenthread.query.edge.CommandClient.Sent;
import org.goldenthread.query.edge.Form;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Deciding for a child who can't wait while nothing may be shown: it reads nothing of the case, so it needs neither audit nor keys
 * (rulings 5 and 6).
 */
@Controller
@RequiresRole(value = {FD_SCREENER, FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER}, content = false)
final class EmergencyPage {

    private static final String[] FIELDS = {"ref", "outcome", "needStage", "legalBasis", "rationale"};

    private final CommandClient commands;

    EmergencyPage(CommandClient commands) {
        this.commands = commands;
    }

    @GetMapping("/contacts/{id}/emergency-decision")
    String show(Reader reader, @PathVariable UUID id, @RequestParam(name = "recorded", defaultValue = "false") boolean recorded, Model page) {
        page.addAttribute("recorded", recorded);
        return page(reader, id, Form.empty(FIELDS).with("ref", "1").with("outcome", "IMMEDIATE_PROTECTION").with("needStage", "S4").with("legalBasis", "S47"), page);
    }

    private static String page(Reader reader, UUID id, Form form, Model page) {
        page.addAttribute("reader", reader);
        page.addAttribute("id", id);
        page.addAttribute("form", form);
        page.addAttribute("outcomes", List.of(ThresholdOutcome.IMMEDIATE_PROTECTION, ThresholdOutcome.STRATEGY_DISCUSSION, ThresholdOutcome.REFERRAL_S17));
        page.addAttribute("stages", NeedStage.values());
        page.addAttribute("bases", LegalBasis.values());
        return "emergency-decision";
    }

    @PostMapping("/contacts/{id}/emergency-decision")
    String decide(Reader reader, @PathVariable UUID id, @RequestParam MultiValueMap<String, String> sent, Model page) {
        var form = Form.of(sent, FIELDS);
        if (!form.get("ref").matches("[1-9]|1[0-9]|20")) {
            form.fault("ref", "Enter which child of the contact, counted from 1");
        }
        form.require("outcome", "Choose what happens next");
        form.require("needStage", "Choose the stage of need");
        form.require("legalBasis", "Choose the legal basis");
        form.require("rationale", "Say why. A decision without reasons can't be reviewed or challenged.");
        if (!form.isFaulty()) {
            var answer = send(id, form, "E-STATE-03");
            if (answer instanceof Sent.Refused refused && refused.rule().equals("E-ROLE-01")) {
                answer = send(id, form, "E-ROLE-01");
            }
            switch (answer) {
                case Sent.Done done -> {
                    return "redirect:/contacts/" + id + "/emergency-decision?recorded=true";
                }
                case Sent.Refused refused -> form.refused(refused, Map.of("/rationale", "rationale", "/ref", "ref"));
            }
        }
        return page(reader, id, form, page);
    }

    private Sent send(UUID id, Form form, String rule) {
        var body = new LinkedHashMap<String, Object>();
        body.put("ref", Integer.valueOf(form.get("ref")));
        List.of("outcome", "needStage", "legalBasis", "rationale").forEach(field -> body.put(field, form.get(field)));
        body.put("entry", Map.of("override", Map.of("ruleId", rule, "reasonCode", "COULD_NOT_WAIT")));
        return commands.send("/v1/contacts/" + id + "/threshold-decisions", form.get("key") + rule, null, body);
    }
}
