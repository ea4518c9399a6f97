package org.goldenthread.query.chronology;

import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.FD_SOCIAL_WORKER;
import static org.goldenthread.events.Role.SOCIAL_WORKER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.query.access.Gate;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.chronology.Chronology.Order;
import org.goldenthread.query.edge.CommandClient.Sent;
import org.goldenthread.query.edge.CommandClient;
import org.goldenthread.query.edge.Failures.NotFound;
import org.goldenthread.query.edge.Form;
import org.goldenthread.query.edge.Times;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Correcting who a child is: what stood before stays readable in the history, with who changed it and why. */
@Controller
@RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER})
final class ChildDetailsPage {

    private static final String[] FIELDS = {"name", "dob-day", "address", "nhsNumber", "upn", "reason"};

    private final CommandClient commands;
    private final Chronology chronology;
    private final Times times;
    private final Gate gate;

    ChildDetailsPage(CommandClient commands, Chronology chronology, Times times, Gate gate) {
        this.gate = gate;
        this.commands = commands;
        this.chronology = chronology;
        this.times = times;
    }

    @GetMapping("/children/{id}/details")
    String show(Reader reader, @PathVariable UUID id, Model page) {
        return page(reader, id, Form.empty(FIELDS), page);
    }

    private String page(Reader reader, UUID id, Form form, Model page) {
        var child = new ChildId(id);
        var history = gate.history(reader, child);
        page.addAttribute("why", history.verdict());
        var known = Identity.of(child, chronology.ofChild(reader.ledger(), child, history.lens(), times.now(),
                Order.RECORDED)).orElseThrow(NotFound::new);
        page.addAttribute("reader", reader);
        page.addAttribute("id", id);
        page.addAttribute("child", known);
        page.addAttribute("form", form.with("version", Integer.toString(known.version())));
        return "child-details";
    }

    @PostMapping("/children/{id}/details")
    String correct(Reader reader, @PathVariable UUID id, @RequestParam MultiValueMap<String, String> sent, Model page, RedirectAttributes next) {
        var form = Form.of(sent, FIELDS);
        var body = new LinkedHashMap<String, Object>();
        body.put("name", form.orNull("name"));
        form.day("dob", "Enter the date of birth as day, month and year, or leave all three empty").ifPresent(dob -> {
            body.put("dob", dob);
            body.put("dobStatus", form.has("dobEstimated", "true") ? "ESTIMATED" : "KNOWN");
        });
        body.put("address", form.orNull("address"));
        body.put("nhsNumber", form.orNull("nhsNumber"));
        body.put("upn", form.orNull("upn"));
        body.put("reason", form.orNull("reason"));
        form.require("reason", "Enter why: who told us, or what was wrong");
        var seen = form.get("version").matches("\\d{1,9}") ? Integer.valueOf(form.get("version")) : null;
        if (!form.isFaulty()) {
            switch (commands.send("/v1/children/" + id + "/detail-corrections", form.get("key"), seen, body)) {
                case Sent.Done done -> {
                    next.addFlashAttribute("news", "Details corrected");
                    next.addFlashAttribute("warnings", done.warnings());
                    next.addAttribute("after", done.after());
                    return "redirect:/children/" + id;
                }
                case Sent.Refused refused -> form.refused(refused, Map.of("/name", "name", "/dob", "dob-day", "/address", "address",
                        "/nhsNumber", "nhsNumber", "/upn", "upn", "/reason", "reason"));
            }
        }
        return page(reader, id, form, page);
    }
}
