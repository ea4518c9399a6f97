package org.goldenthread.query.operations;

import java.sql.SQLException;
import java.util.TreeMap;
import org.goldenthread.events.Role;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.edge.Failures.NotFound;
import org.goldenthread.query.intake.Intake;
import org.goldenthread.query.intake.Ledgers;
import org.goldenthread.query.intake.Rebuild;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** For whoever keeps it running: how far each ledger is read, what is parked, retry and rebuild. No case content. */
@Controller
@RequiresRole(value = Role.SYS_ADMIN, content = false)
final class OperationsPage {

    private final Intake intake;
    private final Ledgers ledgers;
    private final Rebuild rebuild;

    OperationsPage(Intake intake, Ledgers ledgers, Rebuild rebuild) {
        this.intake = intake;
        this.ledgers = ledgers;
        this.rebuild = rebuild;
    }

    /** One ledger: its head, how far it is read, and why it is read no further (empty where it is). */
    public record Progress(int ledger, long head, long read, String stopped) {}

    @GetMapping("/operations")
    String show(Reader reader, Model page) throws SQLException {
        var progress = new TreeMap<Integer, Progress>();
        var stopped = intake.stopped();
        ledgers.heads().forEach((ledger, head) -> progress.put(ledger.value(),
                new Progress(ledger.value(), head, intake.position(ledger), stopped.getOrDefault(ledger, ""))));
        page.addAttribute("reader", reader);
        page.addAttribute("progress", progress.values());
        page.addAttribute("isStopped", !stopped.isEmpty());
        page.addAttribute("parked", intake.parking().of(null));
        page.addAttribute("projections", intake.projections());
        return "operations";
    }

    @PostMapping("/operations/{projection}/retry")
    String retry(@PathVariable String projection, RedirectAttributes next) throws SQLException {
        mustExist(projection);
        next.addFlashAttribute("news", intake.retryParked(projection) + " parked events of " + projection + " went in");
        return "redirect:/operations";
    }

    private void mustExist(String name) {
        if (intake.projections().stream().noneMatch(projection -> projection.name().equals(name))) {
            throw new NotFound();
        }
    }

    @PostMapping("/operations/{projection}/rebuild")
    String rebuild(@PathVariable String projection, RedirectAttributes next) throws SQLException {
        mustExist(projection);
        var result = rebuild.run(projection);
        next.addFlashAttribute("news", result.projection() + " rebuilt from " + result.events() + " events: "
                + (result.same() ? "the same rows as before" : result.comparable() ? "the rows differed; the new ones stand"
                        : "the old rows had read to another place and could not be compared; the new ones stand"));
        return "redirect:/operations";
    }
}
