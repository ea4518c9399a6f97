package org.goldenthread.query.replay;

import static org.goldenthread.events.Role.AUDITOR;
import static org.goldenthread.events.Role.INSPECTOR;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.goldenthread.events.Actor;
import org.goldenthread.events.EventCatalogue;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.edge.Failures.NotOpened;
import org.goldenthread.query.edge.Telling;
import org.goldenthread.query.replay.Duties.Late;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A replay over REST: its steps, by the same rights as the page, to the auditor who opened it. */
@RestController
final class ReplayApi {

    private final ReplayDesk desk;
    private final Telling telling;

    ReplayApi(ReplayDesk desk, Telling telling) {
        this.desk = desk;
        this.telling = telling;
    }

    /**
     * A case as it stood at {@code asOf}, in the order of recording; with a viewpoint, what that agency had by then, and {@code unseen}
     * counts what else had been recorded. {@code complete} is false where something can't be shown yet. {@code workingDaysAfter} counts the
     * working days from the last step to {@code asOf}; {@code late} is what was past its time at {@code asOf}, empty with a viewpoint.
     */
    public record Replayed(UUID child, Instant asOf, @Nullable UUID viewpoint, int unseen, boolean complete, List<ReplayStep> steps, int workingDaysAfter, List<Late> late) {}

    /** One step: what happened, both times, who recorded it, its fields in words, and the working days without an entry before it. */
    public record ReplayStep(int step, UUID eventId, long position, String event, UUID stream, Instant occurredAt, Instant recordedAt, boolean lateEntry, Actor recordedBy, int workingDaysBefore,
            String title, List<Telling.Detail> details) {}

    @Operation(operationId = "readReplay", summary = "A case as it stood, step by step, as anybody or one agency knew it", tags = "Histories")
    @GetMapping(path = "/v1/children/{id}/replay", produces = "application/json")
    @RequiresRole({AUDITOR, INSPECTOR})
    ResponseEntity<Replayed> read(Reader reader, @PathVariable UUID id, @RequestParam(name = "asOf") Instant asked,
            @RequestParam(name = "viewpoint", required = false) @Nullable UUID viewpoint) {
        var asOf = ReplayDesk.precise(asked);
        var opened = desk.open(reader, new ChildId(id), asOf, viewpoint).orElseThrow(NotOpened::new);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new Replayed(id, asOf, viewpoint, opened.replay().unseen(), !opened.isIncomplete(),
                opened.replay().steps().stream().map(this::step).toList(), opened.replay().silenceAtEnd(), opened.replay().lateAtEnd()));
    }

    private ReplayStep step(Replay.Step step) {
        var recorded = step.recorded();
        var envelope = recorded.envelope();
        return new ReplayStep(step.number(), envelope.eventId(), envelope.position(), EventCatalogue.keyOf(recorded.event()).name(), envelope.streamId(), envelope.occurredAt(),
                envelope.recordedAt(), envelope.context().lateEntry(), envelope.context().recordedBy(), step.silence(), telling.title(recorded), telling.details(recorded));
    }
}
