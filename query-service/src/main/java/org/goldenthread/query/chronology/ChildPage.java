package org.goldenthread.query.chronology;

import static org.goldenthread.events.Role.AUDITOR;
import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.EH_PRACTITIONER;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.FD_SOCIAL_WORKER;
import static org.goldenthread.events.Role.INFO_GOVERNANCE;
import static org.goldenthread.events.Role.INSPECTOR;
import static org.goldenthread.events.Role.SOCIAL_WORKER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.goldenthread.events.access.AccessDecision.Relation;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.query.access.Gate;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.chronology.Chronology.Order;
import org.goldenthread.query.edge.After;
import org.goldenthread.query.edge.Failures.NotFound;
import org.goldenthread.query.edge.Times;
import org.goldenthread.query.intake.Intake;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** A child's chronology as a page: as at any moment, by when things happened or by when they were recorded. */
@Controller
@RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, EH_PRACTITIONER, INFO_GOVERNANCE, AUDITOR, INSPECTOR})
final class ChildPage {

    private final Chronology chronology;
    private final Intake intake;
    private final After after;
    private final Times times;
    private final Gate gate;

    ChildPage(Chronology chronology, Intake intake, After after, Times times, Gate gate) {
        this.gate = gate;
        this.chronology = chronology;
        this.intake = intake;
        this.after = after;
        this.times = times;
    }

    @GetMapping("/children/{id}")
    String show(Reader reader, @PathVariable UUID id, @RequestParam(name = "by", defaultValue = "occurred") String by,
            @RequestParam(name = "asAt", required = false) @Nullable Instant wanted,
            @RequestParam(name = "day", defaultValue = "") String day, @RequestParam(name = "month", defaultValue = "") String month,
            @RequestParam(name = "year", defaultValue = "") String year, @RequestParam(name = "time", defaultValue = "") String time,
            @RequestParam(name = "after", required = false) @Nullable String token, Model page) {
        var typed = (day + month + year + time).isBlank() ? Optional.<Instant>empty()
                : time.isBlank() ? Times.typedDay(day, month, year).map(WorkingCalendar.englandAndWales()::endOfDay)
                        : Times.typedMoment(day, month, year, time);
        if (typed.isPresent()) {
            return "redirect:/children/" + id + "?by=" + (by.equals("recorded") ? "recorded" : "occurred") + "&asAt=" + typed.get();
        }
        var asAt = wanted == null ? null : times.inOurTimes(wanted);
        boolean unreadable = !(day + month + year + time).isBlank();
        var order = by.equals("recorded") ? Order.RECORDED : Order.OCCURRED;
        page.addAttribute("behind", !after.isReached(token, reader.ledger()));
        var history = gate.history(reader, new ChildId(id));
        var entries = chronology.ofChild(reader.ledger(), new ChildId(id), history.lens(), asAt == null ? times.now() : asAt, order);
        if (entries.isEmpty() && chronology.ofChild(reader.ledger(), new ChildId(id), history.lens(), times.now(), order).isEmpty()) {
            throw new NotFound();
        }
        page.addAttribute("why", history.verdict());
        page.addAttribute("stewards", history.lens().access());
        page.addAttribute("mayAskWhoKnew", history.lens().meetings() && !reader.isAnyOf(EH_PRACTITIONER, INFO_GOVERNANCE));
        page.addAttribute("mayReplay", history.lens().meetings() && reader.isAnyOf(AUDITOR, INSPECTOR) && history.verdict().ruling().by() == Relation.AUDIT_SAMPLE);
        page.addAttribute("mayConvene", reader.isAnyOf(FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER));
        page.addAttribute("incomplete", intake.isIncomplete(reader.ledger(), entries.stream().flatMap(entry -> Stream.concat(
                Stream.of(id, entry.envelope().streamId()), entry.event().about().stream().map(ChildId::value))).toList()));
        page.addAttribute("reader", reader);
        page.addAttribute("id", id);
        page.addAttribute("child", Identity.of(new ChildId(id), entries).orElse(null));
        page.addAttribute("entries", entries);
        page.addAttribute("asAt", asAt);
        page.addAttribute("by", order == Order.RECORDED ? "recorded" : "occurred");
        page.addAttribute("unreadable", unreadable);
        page.addAttribute("typedDay", day);
        page.addAttribute("typedMonth", month);
        page.addAttribute("typedYear", year);
        page.addAttribute("typedTime", time);
        return "child";
    }
}
