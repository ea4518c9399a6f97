package org.goldenthread.query.frontdoor;

import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.FD_SCREENER;
import static org.goldenthread.events.Role.FD_SOCIAL_WORKER;

import java.util.List;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.access.AccessDecision;
import org.goldenthread.query.access.Gate;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.edge.After;
import org.goldenthread.query.edge.Times;
import org.goldenthread.query.frontdoor.FrontDoor.Kept;
import org.goldenthread.query.frontdoor.FrontDoor.Show;
import org.goldenthread.query.intake.Intake;
import org.goldenthread.query.stewardship.AccessBook;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The front-door queue as a page. */
@Controller
@RequiresRole({FD_SCREENER, FD_SOCIAL_WORKER, FD_MANAGER, EDT})
final class FrontDoorPage {

    private final FrontDoor frontDoor;
    private final Times times;
    private final After after;
    private final Intake intake;
    private final Gate gate;
    private final AccessBook book;

    FrontDoorPage(FrontDoor frontDoor, Times times, After after, Intake intake, Gate gate, AccessBook book) {
        this.book = book;
        this.gate = gate;
        this.intake = intake;
        this.frontDoor = frontDoor;
        this.times = times;
        this.after = after;
    }

    @GetMapping("/front-door")
    String queue(Reader reader, @RequestParam(name = "show", defaultValue = "OPEN") Show show,
            @RequestParam(name = "after", required = false) @Nullable String token, Model page) {
        page.addAttribute("behind", !after.isReached(token, reader.ledger()));
        page.addAttribute("openings", !reader.isAnyOf(FD_MANAGER, EDT) ? 0 : book.unreviewed(reader.ledger()).stream()
                .filter(opening -> !opening.user().equals(reader.actor().userId()) && gate.access().ofChild(reader, opening.child(), Fields.ACCESS).isShown()).count());
        fill(reader, show, page);
        return "front-door";
    }

    /** The list alone, for the live page. */
    @GetMapping("/front-door/list")
    String list(Reader reader, @RequestParam(name = "show", defaultValue = "OPEN") Show show, Model page) {
        fill(reader, show, page);
        return "front-door :: list";
    }

    private void fill(Reader reader, Show show, Model page) {
        var now = times.now();
        var kept = new Kept(gate.access().keptFrom(reader), gate.access().isKeptFromSensitive(reader), now.minus(AccessDecision.FRONT_DOOR_WINDOW));
        var lines = frontDoor.list(reader.ledger(), kept, show, now, times.endOfToday());
        gate.list(reader, lines.stream().map(line -> line.contact().value()).toList());
        page.addAttribute("reader", reader);
        page.addAttribute("incomplete", intake.isIncomplete(reader.ledger(), List.of()) || intake.parking().count("front_door") > 0);
        page.addAttribute("show", show);
        page.addAttribute("shows", Show.values());
        page.addAttribute("counts", frontDoor.counts(reader.ledger(), kept, now, times.endOfToday()));
        page.addAttribute("lines", lines);
    }
}
