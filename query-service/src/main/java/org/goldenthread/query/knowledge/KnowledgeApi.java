package org.goldenthread.query.knowledge;

import static org.goldenthread.events.Role.AUDITOR;
import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.FD_SOCIAL_WORKER;
import static org.goldenthread.events.Role.INSPECTOR;
import static org.goldenthread.events.Role.SOCIAL_WORKER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.goldenthread.events.EventCatalogue;
import org.goldenthread.events.document.DocumentEvent.Statement;
import org.goldenthread.events.reference.Reference;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.edge.Failures.NotFound;
import org.goldenthread.query.edge.Times;
import org.goldenthread.query.knowledge.Knowledge.Kind;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who knew what, when, over REST: ids, times and codes, by the same rights as the page. */
@RestController
final class KnowledgeApi {

    private final Knowing knowing;
    private final Reference reference;
    private final Times times;

    KnowledgeApi(Knowing knowing, Reference reference, Times times) {
        this.knowing = knowing;
        this.reference = reference;
        this.times = times;
    }

    /** What an agency had of a child's case at a moment, as far as the caller may see: what also concerns a child kept from them is not counted. */
    public record Timeline(UUID child, UUID agency, Instant asAt, List<Had> facts, List<Told> decisions) {}

    /** One thing it had, by which event; {@code contributedByUs} where it comes from the agency itself. */
    public record Had(Kind kind, Instant since, UUID record, int version, UUID eventId, String event, boolean contributedByUs, @Nullable Instant openedAt,
            @Nullable Instant acknowledgedAt, @Nullable Statement statement, @Nullable Instant recordedAt, @Nullable Instant withdrawnAt) {}

    /**
     * A decision taken by then, and which one had replaced it by then. {@code hadAt} is missing where the agency had not been given it by then;
     * {@code givenBackAt} is there where it said of every copy that told it that it isn't for it.
     */
    public record Told(UUID decision, UUID meeting, Instant decidedAt, boolean afterMeeting, @Nullable UUID replacedBy, @Nullable Instant hadAt, @Nullable Instant givenBackAt,
            @Nullable Long minutesAfterDecision) {}

    @Operation(operationId = "readKnowledge", summary = "What an agency had of a child's case at a moment", tags = "Histories")
    @GetMapping(path = "/v1/children/{id}/knowledge", produces = "application/json")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, AUDITOR, INSPECTOR})
    ResponseEntity<Timeline> read(Reader reader, @PathVariable UUID id, @RequestParam(name = "agency") UUID agency,
            @RequestParam(name = "asAt", required = false) @Nullable Instant asAt) {
        var at = asAt == null ? times.now() : times.inOurTimes(asAt);
        if (reference.agency(new AgencyId(agency)).isEmpty()) {
            throw new NotFound();
        }
        var opened = knowing.open(reader, new ChildId(id));
        var known = Knowledge.of(opened.history(), new ChildId(id), new AgencyId(agency), at);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new Timeline(id, agency, at, known.facts().stream().map(one -> new Had(one.kind(), one.since(), one.record(),
                one.version(), one.from().envelope().eventId(), EventCatalogue.keyOf(one.from().event()).name(), one.isTheirs(), one.openedAt(), one.acknowledgedAt(), one.statement(),
                one.recordedAt(), one.withdrawnAt())).toList(), known.decisions().stream().map(one -> new Told(one.id().value(), one.meeting().value(), one.decidedAt(), one.after(),
                        one.replacedBy() == null ? null : one.replacedBy().value(), one.hadAt(), one.givenBackAt(), one.minutes())).toList()));
    }
}
