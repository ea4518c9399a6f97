package org.goldenthread.query.knowledge;

import static org.goldenthread.events.Role.AUDITOR;
import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.FD_SOCIAL_WORKER;
import static org.goldenthread.events.Role.INSPECTOR;
import static org.goldenthread.events.Role.SOCIAL_WORKER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.reference.Reference;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.edge.Failures.NotFound;
import org.goldenthread.query.edge.Times;
import org.goldenthread.query.edge.Words;
import org.goldenthread.query.knowledge.Knowing.Opened;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** What one agency had of a child's case at a moment, for who holds the case and for auditors. Its address can be kept: it reads the same in a year. */
@Controller
@RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, AUDITOR, INSPECTOR})
final class KnowledgePage {

    private final Knowing knowing;
    private final Reference reference;
    private final Words words;
    private final Times times;

    KnowledgePage(Knowing knowing, Reference reference, Words words, Times times) {
        this.knowing = knowing;
        this.reference = reference;
        this.words = words;
        this.times = times;
    }

    @GetMapping("/children/{id}/knowledge")
    String show(Reader reader, @PathVariable UUID id, @RequestParam(name = "agency", required = false) @Nullable UUID agency,
            @RequestParam(name = "asAt", required = false) @Nullable Instant wanted, @RequestParam Map<String, String> asked, Model page) {
        if (agency != null && reference.agency(new AgencyId(agency)).isEmpty()) {
            throw new NotFound();
        }
        var typed = typed(asked).map(one -> one.isAfter(times.now()) ? times.now() : one);
        if (typed.isPresent() && agency != null) {
            return "redirect:/children/" + id + "/knowledge?agency=" + agency + "&asAt=" + typed.get();
        }
        var at = wanted == null ? times.now() : times.inOurTimes(wanted);
        Opened opened = knowing.open(reader, new ChildId(id));
        page.addAttribute("reader", reader);
        page.addAttribute("id", id);
        page.addAttribute("why", opened.verdict());
        page.addAttribute("name", opened.name());
        page.addAttribute("agency", agency);
        page.addAttribute("agencyName", agency == null ? "" : words.agency(new AgencyId(agency), at));
        page.addAttribute("asAt", wanted == null ? null : at);
        page.addAttribute("unreadable", typed.isEmpty() && asked.entrySet().stream().anyMatch(one -> one.getKey().startsWith("on-") && !one.getValue().isBlank()));
        page.addAttribute("typed", asked);
        page.addAttribute("agencies", reference.agencies().stream().map(one -> Map.entry(one.id().toString(), one.names().getLast().name())).toList());
        page.addAttribute("known", agency == null ? null : Knowledge.of(opened.history(), new ChildId(id), new AgencyId(agency), at));
        page.addAttribute("now", times.now());
        return "knowledge";
    }

    /** A day, to its end, or a minute of it, to its end: what the page prints as at that minute was by then. */
    private static Optional<Instant> typed(Map<String, String> asked) {
        var day = asked.getOrDefault("on-day", "");
        var month = asked.getOrDefault("on-month", "");
        var year = asked.getOrDefault("on-year", "");
        var time = asked.getOrDefault("on-time", "");
        return time.isBlank() ? Times.typedDay(day, month, year).map(WorkingCalendar.englandAndWales()::endOfDay) : Times.typedMoment(day, month, year, time).map(minute -> minute.plusMillis(59_999));
    }
}
