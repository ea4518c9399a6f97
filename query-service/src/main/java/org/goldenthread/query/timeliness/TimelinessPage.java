package org.goldenthread.query.timeliness;

import static org.goldenthread.events.Role.CHAIR_SD;
import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.PARTNERSHIP_MANAGER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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

    private Period period(Map<String, String> asked, Model page) {
        var typed = TypedPeriod.of(asked, Period.before(times.today()));
        typed.show(page);
        return typed.period();
    }
}
