package org.goldenthread.query.stewardship;

import static org.goldenthread.events.Role.AUDITOR;
import static org.goldenthread.events.Role.INFO_GOVERNANCE;
import static org.goldenthread.events.Role.INSPECTOR;
import static org.goldenthread.events.Role.PARTNERSHIP_MANAGER;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.query.access.Gate;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.desk.Colleagues;
import org.goldenthread.query.directory.Directory;
import org.goldenthread.query.edge.After;
import org.goldenthread.query.edge.CommandClient;
import org.goldenthread.query.edge.CommandClient.Sent;
import org.goldenthread.query.edge.Form;
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

/** Auditors' samples: the cases an auditor may read, and giving and ending them. */
@Controller
@RequiresRole({AUDITOR, INSPECTOR, PARTNERSHIP_MANAGER, INFO_GOVERNANCE})
final class SamplesPage {

    private static final String[] FIELDS = {"auditorId", "how", "children", "from-day", "until-day", "size", "seed", "reason", "end-day"};

    private final CommandClient commands;
    private final Gate gate;
    private final AccessBook book;
    private final Colleagues colleagues;
    private final Directory directory;
    private final After after;
    private final Times times;

    SamplesPage(CommandClient commands, Gate gate, AccessBook book, Colleagues colleagues, Directory directory, After after, Times times) {
        this.commands = commands;
        this.gate = gate;
        this.book = book;
        this.colleagues = colleagues;
        this.directory = directory;
        this.after = after;
        this.times = times;
    }

    /** A sample with the children of it that its reader may open. */
    public record Line(AccessBook.Sample sample, List<Directory.Known> children) {}

    @GetMapping("/audit-samples")
    String show(Reader reader, @RequestParam(name = "after", required = false) @Nullable String token, Model page) {
        page.addAttribute("behind", !after.isReached(token, reader.ledger()));
        return page(reader, Form.empty(FIELDS).with("how", "RULE").with("size", "10").with("seed", "1"), page);
    }

    private String page(Reader reader, Form form, Model page) {
        gate.list(reader, List.of());
        boolean gives = reader.isAnyOf(PARTNERSHIP_MANAGER, INFO_GOVERNANCE);
        var samples = book.samples(reader.ledger(), gives ? null : reader.actor().userId(), times.now());
        page.addAttribute("reader", reader);
        page.addAttribute("gives", gives);
        page.addAttribute("form", form);
        page.addAttribute("samples", samples.stream().map(sample -> new Line(sample, sample.children().stream()
                .filter(child -> gate.access().ofChild(reader, child, Fields.HISTORY).isShown())
                .peek(child -> gate.show(reader, child.value(), null))
                .map(child -> directory.find(reader.ledger(), child).orElse(null)).filter(Objects::nonNull).toList())).toList());
        var auditors = new LinkedHashMap<String, String>();
        colleagues.of(reader.ledger()).stream().filter(one -> one.roles().contains(AUDITOR) || one.roles().contains(INSPECTOR))
                .forEach(one -> auditors.put(one.id().toString(), one.name()));
        page.addAttribute("auditors", auditors.entrySet());
        return "audit-samples";
    }

    @PostMapping("/audit-samples")
    @RequiresRole({PARTNERSHIP_MANAGER, INFO_GOVERNANCE})
    String grant(Reader reader, @RequestParam MultiValueMap<String, String> sent, Model page, RedirectAttributes next) {
        var form = Form.of(sent, FIELDS);
        var body = new LinkedHashMap<String, Object>();
        form.require("auditorId", "Choose the auditor");
        form.require("reason", "Enter what the audit is for");
        body.put("auditorId", form.orNull("auditorId"));
        body.put("reason", form.orNull("reason"));
        form.day("end", "Enter until which day as day, month and year").ifPresentOrElse(day -> body.put("until", day),
                () -> form.fault("end-day", "Enter until which day as day, month and year"));
        if (form.has("how", "NAMED")) {
            form.require("children", "Enter the numbers of the cases, one a line");
            body.put("children", Arrays.stream(form.get("children").split("\\s+", -1)).filter(word -> word.matches("[0-9a-fA-F-]{36}")).toList());
        } else {
            body.put("rule", rule(form));
        }
        if (!form.isFaulty()) {
            switch (commands.send("/v1/audit-samples", form.get("key"), null, body)) {
                case Sent.Done done -> {
                    next.addFlashAttribute("news", "Sample given");
                    next.addAttribute("after", done.after());
                    return "redirect:/audit-samples";
                }
                case Sent.Refused refused -> form.refused(refused, Map.of("/auditorId", "auditorId", "/children", "children", "/reason", "reason",
                        "/until", "end-day", "/rule/receivedFrom", "from-day", "/rule/receivedUntil", "until-day", "/rule/size", "size", "/rule/seed", "seed"));
            }
        }
        return page(reader, form, page);
    }

    private static Map<String, Object> rule(Form form) {
        var rule = new LinkedHashMap<String, Object>();
        form.day("from", "Enter the first day as day, month and year").ifPresentOrElse(day -> rule.put("receivedFrom", day), () -> form.fault("from-day", "Enter the first day as day, month and year"));
        form.day("until", "Enter the last day as day, month and year").ifPresentOrElse(day -> rule.put("receivedUntil", day), () -> form.fault("until-day", "Enter the last day as day, month and year"));
        if (form.get("size").matches("\\d{1,3}") && form.get("seed").matches("\\d{1,9}")) {
            rule.put("size", Integer.valueOf(form.get("size")));
            rule.put("seed", Integer.valueOf(form.get("seed")));
        } else {
            form.fault(form.get("size").matches("\\d{1,3}") ? "seed" : "size", "Enter a whole number");
        }
        return rule;
    }

    @PostMapping("/audit-samples/{id}/end")
    @RequiresRole({PARTNERSHIP_MANAGER, INFO_GOVERNANCE})
    String end(Reader reader, @PathVariable UUID id, @RequestParam MultiValueMap<String, String> sent, Model page, RedirectAttributes next) {
        var form = Form.of(sent, FIELDS);
        switch (commands.send("/v1/audit-samples/" + id + "/ended", form.get("key"), null, Map.of())) {
            case Sent.Done done -> {
                next.addFlashAttribute("news", "Sample ended");
                next.addAttribute("after", done.after());
                return "redirect:/audit-samples";
            }
            case Sent.Refused refused -> form.refused(refused, Map.of());
        }
        return page(reader, form.with("how", "RULE"), page);
    }
}
