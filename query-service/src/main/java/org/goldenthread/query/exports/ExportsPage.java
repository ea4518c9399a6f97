package org.goldenthread.query.exports;

import static org.goldenthread.events.Role.AGENCY_LEAD;
import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.INFO_GOVERNANCE;
import static org.goldenthread.events.Role.SOCIAL_WORKER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.goldenthread.events.reference.Reference;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.edge.Failures.NotFound;
import org.goldenthread.query.edge.Form;
import org.goldenthread.query.edge.Times;
import org.goldenthread.query.edge.Words;
import org.goldenthread.query.exports.ExportKind.Ask;
import org.goldenthread.query.exports.ExportKind.Name;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The files somebody asked for; and asking for what the people of an agency looked at. Shows no case content itself. */
@Controller
@RequiresRole(value = {FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, INFO_GOVERNANCE, AGENCY_LEAD}, content = false)
final class ExportsPage {

    private final Exports exports;
    private final Reference reference;
    private final Words words;
    private final Times times;

    ExportsPage(Exports exports, Reference reference, Words words, Times times) {
        this.exports = exports;
        this.reference = reference;
        this.words = words;
        this.times = times;
    }

    @GetMapping("/exports")
    String show(Reader reader, Model page) {
        return page(reader, Form.empty(), page);
    }

    private String page(Reader reader, Form form, Model page) {
        page.addAttribute("reader", reader);
        page.addAttribute("form", form);
        page.addAttribute("exports", exports.of(reader));
        page.addAttribute("agencies", agencies(reader).entrySet());
        return "exports";
    }

    /** Whose people's readings this reader may ask for; empty where nobody's. */
    private Map<String, String> agencies(Reader reader) {
        var all = new LinkedHashMap<String, String>();
        reference.agencies().stream().filter(agency -> reader.isAnyOf(INFO_GOVERNANCE) || (reader.isAnyOf(AGENCY_LEAD) && agency.id().equals(reader.actor().agencyId())))
                .forEach(agency -> all.put(agency.id().toString(), words.agency(agency.id(), times.now())));
        return all;
    }

    @PostMapping("/exports")
    String ask(Reader reader, @RequestParam MultiValueMap<String, String> sent, Model page, RedirectAttributes next) {
        var form = Form.of(sent, "agency", "from-day", "until-day");
        var child = uuid(form.orNull("child"));
        var ask = child != null ? new Ask(Name.READINGS_OF_CHILD, child, null, null, null)
                : new Ask(Name.READINGS_OF_AGENCY, null, uuid(form.orNull("agency")), day(form, "from"), day(form, "until"));
        var fault = ExportsApi.faultOf(ask);
        if (fault != null || form.isFaulty()) {
            form.fault(ask.agency() == null ? "agency" : ask.from() == null ? "from-day" : "until-day", String.valueOf(fault));
            return page(reader, form, page);
        }
        if (exports.ask(reader, ask).isEmpty()) {
            throw new NotFound();
        }
        next.addFlashAttribute("news", "Asked for. The file is made in the background and kept for a day");
        return "redirect:/exports";
    }

    private static @Nullable LocalDate day(Form form, String name) {
        return form.day(name, "Enter a real day, for example 1 9 2026").map(LocalDate::parse).orElse(null);
    }

    private static @Nullable UUID uuid(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
