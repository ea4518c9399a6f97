package org.goldenthread.query.stewardship;

import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.FD_SOCIAL_WORKER;
import static org.goldenthread.events.Role.SOCIAL_WORKER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.goldenthread.events.access.AccessDecision.Answer;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.access.AccessEvent.GlassReason;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.query.access.Gate;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.directory.Directory;
import org.goldenthread.query.edge.CommandClient;
import org.goldenthread.query.edge.CommandClient.Sent;
import org.goldenthread.query.edge.Failures.NotFound;
import org.goldenthread.query.edge.Form;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Opening a record in need: a reason and some words, and it is open for four hours. Nobody has to agree first. */
@Controller
@RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER})
final class BreakGlassPage {

    private static final String[] FIELDS = {"reasonCode", "reason"};

    private final CommandClient commands;
    private final Gate gate;
    private final Directory directory;

    BreakGlassPage(CommandClient commands, Gate gate, Directory directory) {
        this.commands = commands;
        this.gate = gate;
        this.directory = directory;
    }

    @GetMapping("/children/{id}/break-glass")
    String show(Reader reader, @PathVariable UUID id, Model page) {
        return page(reader, id, Form.empty(FIELDS), page);
    }

    private String page(Reader reader, UUID id, Form form, Model page) {
        var child = new ChildId(id);
        var before = gate.access().before(reader, child);
        var identity = before.of(Fields.IDENTITY);
        var known = directory.find(reader.ledger(), child).orElseThrow(NotFound::new);
        if (!identity.mayBreakGlass()) {
            throw new NotFound();
        }
        if (before.of(Fields.HISTORY).isShown()) {
            return "redirect:/children/" + id;
        }
        gate.show(reader, id, null);
        page.addAttribute("reader", reader);
        page.addAttribute("id", id);
        page.addAttribute("child", identity.ruling().answer() == Answer.SHOWN ? known : null);
        page.addAttribute("reasons", GlassReason.values());
        page.addAttribute("form", form);
        return "break-glass";
    }

    @PostMapping("/children/{id}/break-glass")
    String open(Reader reader, @PathVariable UUID id, @RequestParam MultiValueMap<String, String> sent, Model page, RedirectAttributes next) {
        var form = Form.of(sent, FIELDS);
        form.require("reasonCode", "Choose why you need this record now");
        form.require("reason", "Enter why you need this record now");
        var body = new LinkedHashMap<String, Object>();
        body.put("reasonCode", form.orNull("reasonCode"));
        body.put("reason", form.orNull("reason"));
        if (!form.isFaulty()) {
            switch (commands.send("/v1/children/" + id + "/break-glass", form.get("key"), null, body)) {
                case Sent.Done done -> {
                    next.addFlashAttribute("news", "Open to you for four hours");
                    next.addAttribute("after", done.after());
                    return "redirect:/children/" + id;
                }
                case Sent.Refused refused -> form.refused(refused, Map.of("/reasonCode", "reasonCode", "/reason", "reason"));
            }
        }
        return page(reader, id, form, page);
    }
}
