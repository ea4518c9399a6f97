package org.goldenthread.query.stewardship;

import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.EH_PRACTITIONER;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.FD_SOCIAL_WORKER;
import static org.goldenthread.events.Role.INFO_GOVERNANCE;
import static org.goldenthread.events.Role.SOCIAL_WORKER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.query.access.Gate;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.audit.AuditStore;
import org.goldenthread.query.directory.Directory;
import org.goldenthread.query.edge.Times;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What waits for somebody: their own cases, restrictions and openings to review, and reading that stands out. */
@Controller
final class DutiesPage {

    private static final Duration SOON = Duration.ofDays(14);
    private static final Duration LATELY = Duration.ofDays(7);
    private static final Duration LOOK_BACK = Duration.ofDays(28);

    /** More records than this in a day are more than a day's work. */
    private static final int MANY = 40;

    private final Gate gate;
    private final AccessBook book;
    private final AuditStore audit;
    private final Directory directory;
    private final Times times;

    DutiesPage(Gate gate, AccessBook book, AuditStore audit, Directory directory, Times times) {
        this.gate = gate;
        this.book = book;
        this.audit = audit;
        this.directory = directory;
        this.times = times;
    }

    /** A row about a child; their identity is missing where it may not be shown. */
    public record Row<T>(T of, Directory.@Nullable Known child) {}

    @GetMapping("/cases")
    @RequiresRole({SOCIAL_WORKER, TEAM_MANAGER, EH_PRACTITIONER, FD_SOCIAL_WORKER, FD_MANAGER, EDT, INFO_GOVERNANCE})
    String cases(Reader reader, Model page) {
        var me = reader.actor().userId();
        gate.list(reader, List.of());
        page.addAttribute("reader", reader);
        page.addAttribute("cases", rows(reader, book.casesOf(reader.ledger(), me, times.now()), AccessBook.Involved::child, Fields.HISTORY));
        page.addAttribute("openings", openings(reader).size());
        page.addAttribute("looks", looks(reader));
        page.addAttribute("contacts", book.routedTo(reader.ledger(), me).stream().filter(contact -> gate.access().ofContact(reader, contact).isShown()).toList());
        return "cases";
    }

    /** Who of other agencies opened their cases lately (DI8); null where the readings can't be asked just now, which keeps nobody from their cases. */
    private @Nullable List<Row<AuditStore.Look>> looks(Reader reader) {
        var mine = book.casesOf(reader.ledger(), reader.actor().userId(), times.now()).stream().map(one -> one.child().value()).distinct().toList();
        try {
            var looks = audit.looksFromElsewhere(reader.ledger(), reader.actor().agencyId(), mine, times.now().minus(LATELY));
            return rows(reader, looks, look -> new ChildId(look.record()), Fields.ACCESS);
        } catch (DataAccessException e) {
            return null;
        }
    }

    @GetMapping("/access-reviews")
    @RequiresRole({FD_MANAGER, TEAM_MANAGER, EDT, SOCIAL_WORKER, INFO_GOVERNANCE})
    String reviews(Reader reader, Model page) {
        gate.list(reader, List.of());
        page.addAttribute("reader", reader);
        page.addAttribute("locks", rows(reader, book.toReview(reader.ledger(), times.now().plus(SOON)), AccessBook.Lock::child, Fields.ACCESS));
        page.addAttribute("openings", rows(reader, openings(reader), AccessBook.Opening::child, Fields.ACCESS));
        return "access-reviews";
    }

    @GetMapping("/unusual-reading")
    @RequiresRole(INFO_GOVERNANCE)
    String unusual(Reader reader, Model page) {
        gate.list(reader, List.of());
        page.addAttribute("reader", reader);
        page.addAttribute("many", MANY);
        page.addAttribute("days", audit.standingOut(reader.ledger(), times.now().minus(LOOK_BACK), MANY));
        return "unusual-reading";
    }

    /** Openings by others that this reader may review. */
    private List<AccessBook.Opening> openings(Reader reader) {
        return book.unreviewed(reader.ledger()).stream().filter(opening -> !opening.user().equals(reader.actor().userId())
                && gate.access().ofChild(reader, opening.child(), Fields.ACCESS).isShown()).toList();
    }

    private <T> List<Row<T>> rows(Reader reader, List<T> all, Function<T, ChildId> childOf, Fields fields) {
        return all.stream().filter(one -> gate.access().ofChild(reader, childOf.apply(one), fields).isShown()).map(one -> {
            var child = childOf.apply(one);
            gate.show(reader, child.value(), null);
            return new Row<>(one, gate.access().ofChild(reader, child, Fields.IDENTITY).isShown() ? directory.find(reader.ledger(), child).orElse(null) : null);
        }).toList();
    }
}
