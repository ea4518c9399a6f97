package org.goldenthread.query.frontdoor;

import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.FD_SCREENER;
import static org.goldenthread.events.Role.FD_SOCIAL_WORKER;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.goldenthread.events.access.AccessDecision;
import org.goldenthread.query.access.Gate;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.edge.After;
import org.goldenthread.query.edge.Times;
import org.goldenthread.query.edge.Words;
import org.goldenthread.query.frontdoor.FrontDoor.Counts;
import org.goldenthread.query.frontdoor.FrontDoor.Kept;
import org.goldenthread.query.frontdoor.FrontDoor.Show;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The front-door queue over REST. */
@RestController
final class FrontDoorApi {

    private final FrontDoor frontDoor;
    private final Times times;
    private final Words words;
    private final After after;
    private final Gate gate;

    FrontDoorApi(FrontDoor frontDoor, Times times, Words words, After after, Gate gate) {
        this.gate = gate;
        this.frontDoor = frontDoor;
        this.times = times;
        this.words = words;
        this.after = after;
    }

    /** One contact in the queue. */
    public record Line(UUID contact, int version, List<String> children, Instant receivedAt, boolean immediateDanger, String waitsFor,
            @Nullable Instant dueBy, boolean overdue) {}

    /** The queue with the size of each list. */
    public record Queue(Counts counts, boolean complete, List<Line> contacts) {}

    @Operation(operationId = "readFrontDoorQueue", summary = "The front-door queue", tags = "Front door")
    @GetMapping(path = "/v1/front-door", produces = "application/json")
    @RequiresRole({FD_SCREENER, FD_SOCIAL_WORKER, FD_MANAGER, EDT})
    ResponseEntity<Queue> queue(Reader reader, @RequestParam(name = "show", defaultValue = "OPEN") Show show,
            @RequestParam(name = "after", required = false) @Nullable String token) {
        boolean complete = after.isReached(token, reader.ledger());
        var now = times.now();
        var kept = new Kept(gate.access().keptFrom(reader), gate.access().isKeptFromSensitive(reader), now.minus(AccessDecision.FRONT_DOOR_WINDOW));
        var lines = frontDoor.list(reader.ledger(), kept, show, now, times.endOfToday()).stream().map(line -> new Line(line.contact().value(),
                line.version(), line.names().stream().map(words::open).toList(), line.receivedAt(), line.immediateDanger(), line.waitsFor(),
                line.dueBy(), times.isPast(line.dueBy()))).toList();
        gate.list(reader, lines.stream().map(Line::contact).toList());
        return ResponseEntity.ok().cacheControl(CacheControl.noStore())
                .body(new Queue(frontDoor.counts(reader.ledger(), kept, now, times.endOfToday()), complete, lines));
    }
}
