package org.goldenthread.query.action;

import static org.goldenthread.events.Role.AGENCY_LEAD;
import static org.goldenthread.events.Role.AUDITOR;
import static org.goldenthread.events.Role.CHAIR_SD;
import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.EH_PRACTITIONER;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.FD_PARTNER;
import static org.goldenthread.events.Role.FD_SOCIAL_WORKER;
import static org.goldenthread.events.Role.INSPECTOR;
import static org.goldenthread.events.Role.MINUTE_TAKER;
import static org.goldenthread.events.Role.RECIPIENT;
import static org.goldenthread.events.Role.REFERRER_PRO;
import static org.goldenthread.events.Role.SOCIAL_WORKER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.query.access.Gate;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.action.Actions.Line;
import org.goldenthread.query.action.Actions.Show;
import org.goldenthread.query.edge.After;
import org.goldenthread.query.edge.Csv;
import org.goldenthread.query.edge.Leaf;
import org.goldenthread.query.edge.Times;
import org.goldenthread.query.edge.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The action tracker over REST: the same as the page, by the same rights. */
@RestController
final class ActionsApi {

    private final Actions actions;
    private final Gate gate;
    private final After after;
    private final Words words;
    private final Times times;

    ActionsApi(Actions actions, Gate gate, After after, Words words, Times times) {
        this.actions = actions;
        this.gate = gate;
        this.after = after;
        this.words = words;
        this.times = times;
    }

    /** One action; {@code version} is for If-Match. */
    public record Action(UUID action, int version, UUID meeting, @Nullable UUID decision, List<UUID> children, String description, UUID agency, String owner, String ownerRole,
            LocalDate dueOn, Instant dueBy, boolean overdue, String state, @Nullable UUID contestedBy, int daysLate, List<String> escalated) {}

    /** A page of a list; {@code complete} is false while what {@code after} names is still on its way, {@code more} where another page follows. */
    public record Tracker(Instant asOf, boolean complete, int page, boolean more, List<Action> actions) {}

    @Operation(operationId = "readActions", summary = "The action tracker", tags = "Actions")
    @GetMapping(path = "/v1/actions", produces = "application/json")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER, EH_PRACTITIONER, REFERRER_PRO, FD_PARTNER, RECIPIENT, AGENCY_LEAD,
        AUDITOR, INSPECTOR})
    ResponseEntity<Tracker> list(Reader reader, @RequestParam(name = "show", defaultValue = "OPEN") Show show, @RequestParam(name = "page", defaultValue = "1") int page,
            @RequestParam(name = "after", required = false) @Nullable String token) {
        boolean complete = after.isReached(token, reader.ledger());
        var leaf = visible(reader, show, page);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new Tracker(times.now(), complete, Math.max(1, page), leaf.more(), leaf.rows().stream().map(this::action).toList()));
    }

    @Operation(operationId = "readActionRows", summary = "The action tracker as CSV: ids, times and codes", tags = "Actions")
    @GetMapping(path = "/v1/actions/rows", produces = "text/csv")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER, EH_PRACTITIONER, REFERRER_PRO, FD_PARTNER, RECIPIENT, AGENCY_LEAD,
        AUDITOR, INSPECTOR})
    ResponseEntity<String> rows(Reader reader, @RequestParam(name = "show", defaultValue = "OPEN") Show show) {
        return Csv.answer("actions", List.of("action", "meeting", "agency", "due on", "overdue", "state", "days late", "times extended"), Leaf.all(number -> visible(reader, show, number)).stream()
                .map(line -> List.<Object>of(line.id(), line.meeting(), line.agency(), line.dueOn(), line.isOverdue(times.now()), line.state(), line.daysLate(), line.extensions()))
                .toList());
    }

    private Leaf<Line> visible(Reader reader, Show show, int number) {
        var found = actions.find(reader, show, null, times.now(), number);
        var shown = gate.records(reader, found.rows().stream().map(line -> line.id().value()).toList(), Fields.ACTION);
        return found.only(line -> shown.contains(line.id().value()));
    }

    private Action action(Line line) {
        return new Action(line.id().value(), line.version(), line.meeting().value(), line.decision(), line.children().stream().map(ChildId::value).toList(),
                words.open(line.description()), line.agency().value(), words.open(line.name()), words.open(line.role()), line.dueOn(), line.dueBy(), line.isOverdue(times.now()),
                line.state(), line.contestedBy() == null ? null : line.contestedBy().value(), line.daysLate(), line.escalated());
    }
}
