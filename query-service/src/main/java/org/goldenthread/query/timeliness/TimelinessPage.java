package org.goldenthread.query.timeliness;

import static org.goldenthread.events.Role.CHAIR_SD;
import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.PARTNERSHIP_MANAGER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.query.access.Gate;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.edge.Times;
import org.goldenthread.query.timeliness.Figures.Item;
import org.goldenthread.query.timeliness.Figures.Name;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Timeliness for managers: figures of a period, each opening the list that adds up to it. */
@Controller
@RequiresRole({TEAM_MANAGER, FD_MANAGER, EDT, CHAIR_SD, PARTNERSHIP_MANAGER})
final class TimelinessPage {

    private final Timeliness timeliness;
    private final Gate gate;
    private final Times times;

    TimelinessPage(Timeliness timeliness, Gate gate, Times times) {
        this.timeliness = timeliness;
        this.gate = gate;
        this.times = times;
    }

    @GetMapping("/timeliness")
    String figures(Reader reader, @RequestParam Map<String, String> asked, Model page) {
        var period = period(asked, page);
        gate.list(reader, List.of());
        page.addAttribute("reader", reader);
        page.addAttribute("figures", timeliness.figures(reader, period));
        return "timeliness";
    }

    /** The figures alone, for the live page. */
    @GetMapping("/timeliness/figures")
    String part(Reader reader, @RequestParam Map<String, String> asked, Model page) {
        figures(reader, asked, page);
        return "timeliness :: figures";
    }

    /** What stands behind a figure. */
    @GetMapping("/timeliness/list")
    String list(Reader reader, @RequestParam(name = "figure") Name figure, @RequestParam(name = "agency", required = false) @Nullable UUID agency,
            @RequestParam Map<String, String> asked, Model page) {
        var period = period(asked, page);
        var of = timeliness.figures(reader, period).figure(figure, Optional.ofNullable(agency).map(AgencyId::new));
        page.addAttribute("reader", reader);
        page.addAttribute("figure", of);
        page.addAttribute("agency", agency);
        page.addAttribute("open", gate.records(reader, of.of().stream().map(Item::meeting).distinct().limit(500).toList(), Fields.MEETING));
        page.addAttribute("now", times.now());
        return "timeliness-list";
    }

    /** Day, month and year as they stand in the fields: what was typed, whatever it is, else a day. */
    private static List<String> typed(String name, Map<String, String> asked, LocalDate otherwise) {
        return asked.containsKey(name + "-day") ? Stream.of("-day", "-month", "-year").map(part -> asked.getOrDefault(name + part, "")).toList()
                : List.of("" + otherwise.getDayOfMonth(), "" + otherwise.getMonthValue(), "" + otherwise.getYear());
    }

    private Period period(Map<String, String> asked, Model page) {
        var from = Times.typedDay(asked.getOrDefault("from-day", ""), asked.getOrDefault("from-month", ""), asked.getOrDefault("from-year", ""));
        var until = Times.typedDay(asked.getOrDefault("until-day", ""), asked.getOrDefault("until-month", ""), asked.getOrDefault("until-year", ""));
        boolean typed = asked.keySet().stream().anyMatch(name -> name.startsWith("from-") || name.startsWith("until-"));
        var period = from.isPresent() && until.isPresent() && !until.get().isBefore(from.get()) ? new Period(from.get(), until.get()) : Period.before(times.today());
        page.addAttribute("unreadable", typed && (from.isEmpty() || until.isEmpty() || until.get().isBefore(from.get())));
        page.addAttribute("period", period);
        page.addAttribute("typed", Map.of("from", typed("from", asked, period.from()), "until", typed("until", asked, period.until())));
        return period;
    }
}
