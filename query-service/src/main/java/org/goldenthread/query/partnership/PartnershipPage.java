package org.goldenthread.query.partnership;

import static org.goldenthread.events.Role.CHAIR_SD;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.PARTNERSHIP_MANAGER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import java.time.YearMonth;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.meeting.MeetingEvent.Kind;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.query.access.Gate;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.edge.Times;
import org.goldenthread.query.partnership.Partnership.Name;
import org.goldenthread.query.partnership.Tallies.Line;
import org.goldenthread.query.partnership.Tallies.Wanted;
import org.goldenthread.query.timeliness.TypedPeriod;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The partnership for its board, and for the managers who answer to it: four figures, each opening the list that adds up to it. */
@Controller
@RequiresRole({PARTNERSHIP_MANAGER, FD_MANAGER, TEAM_MANAGER, CHAIR_SD})
final class PartnershipPage {

    private final Board board;
    private final Gate gate;
    private final Times times;

    PartnershipPage(Board board, Gate gate, Times times) {
        this.board = board;
        this.gate = gate;
        this.times = times;
    }

    @GetMapping("/partnership")
    String figures(Reader reader, @RequestParam Map<String, String> asked, Model page) {
        var period = period(asked, page);
        var partnership = board.figures(reader, period.period());
        var charts = new EnumMap<Name, Chart>(Name.class);
        partnership.figures().forEach(figure -> charts.put(figure.name(), Chart.of(figure)));
        gate.list(reader, List.of());
        page.addAttribute("reader", reader);
        page.addAttribute("partnership", partnership);
        page.addAttribute("charts", charts);
        page.addAttribute("now", times.now());
        return "partnership";
    }

    /** The figures alone, for the live page. */
    @GetMapping("/partnership/figures")
    String part(Reader reader, @RequestParam Map<String, String> asked, Model page) {
        figures(reader, asked, page);
        return "partnership :: figures";
    }

    /** What stands behind a number. */
    @GetMapping("/partnership/list")
    String list(Reader reader, @RequestParam(name = "figure") Name figure, @RequestParam(name = "only", defaultValue = "false") boolean only,
            @RequestParam(name = "agency", required = false) @Nullable UUID agency, @RequestParam(name = "kind", required = false) @Nullable Kind kind,
            @RequestParam(name = "month", required = false) @Nullable YearMonth month, @RequestParam(name = "page", defaultValue = "1") int number,
            @RequestParam Map<String, String> asked, Model page) {
        var period = period(asked, page);
        var wanted = new Wanted(figure, only, Optional.ofNullable(agency).map(AgencyId::new).orElse(null), kind);
        var listed = board.list(reader, period.period(), month, wanted, number);
        var meetings = listed.lines().rows().stream().map(Line::meeting).distinct().toList();
        gate.list(reader, meetings);
        page.addAttribute("reader", reader);
        page.addAttribute("wanted", wanted);
        page.addAttribute("month", month);
        page.addAttribute("share", listed.share());
        page.addAttribute("leaf", listed.lines());
        page.addAttribute("open", gate.records(reader, meetings, Fields.MEETING));
        page.addAttribute("now", times.now());
        return "partnership-list";
    }

    private TypedPeriod period(Map<String, String> asked, Model page) {
        var typed = TypedPeriod.of(asked, board.year()).byMonthOr(board.year());
        typed.show(page);
        page.addAttribute("days", typed.query());
        return typed;
    }
}
