package org.goldenthread.query.document;

import static org.goldenthread.events.Role.AGENCY_LEAD;
import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.FD_PARTNER;
import static org.goldenthread.events.Role.FD_SOCIAL_WORKER;
import static org.goldenthread.events.Role.RECIPIENT;
import static org.goldenthread.events.Role.SOCIAL_WORKER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.query.access.Gate;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.document.Documents.Show;
import org.goldenthread.query.edge.After;
import org.goldenthread.query.edge.Times;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The inbox over REST, for an agency's own system: the same as the page, by the same rights. */
@RestController
final class InboxApi {

    private final Gate gate;
    private final Documents documents;
    private final After after;
    private final Times times;

    InboxApi(Gate gate, Documents documents, After after, Times times) {
        this.gate = gate;
        this.documents = documents;
        this.after = after;
        this.times = times;
    }

    /** A copy of the caller's agency, by its facts. */
    public record Received(UUID document, int version, int newest, UUID meeting, String kind, List<UUID> children, Instant dueBy, @Nullable Instant deliveredAt,
            @Nullable Instant acknowledgeBy, @Nullable Instant openedAt, @Nullable Instant acknowledgedAt, boolean late) {}

    /** A page of what came to the caller's agency; {@code more} where another follows. */
    public record Inbox(Instant asOf, boolean complete, int page, boolean more, List<Received> copies) {}

    @Operation(operationId = "readInbox", summary = "What came to the caller's agency", tags = "Documents")
    @GetMapping(path = "/v1/inbox", produces = "application/json")
    @RequiresRole({FD_PARTNER, AGENCY_LEAD, RECIPIENT, FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER})
    ResponseEntity<Inbox> read(Reader reader, @RequestParam(name = "show", defaultValue = "WAITING") Show show, @RequestParam(name = "page", defaultValue = "1") int number,
            @RequestParam(name = "after", required = false) @Nullable String token) {
        boolean complete = after.isReached(token, reader.ledger());
        var leaf = InboxPage.visible(gate, documents, reader, show, times.now(), number);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new Inbox(times.now(), complete, leaf.number(), leaf.more(), leaf.rows().stream()
                .map(copy -> new Received(copy.document().value(), copy.version(), copy.newest(), copy.meeting().value(), copy.kind(),
                        copy.children().stream().map(ChildId::value).toList(), copy.dueBy(), copy.deliveredAt(), copy.acknowledgeBy(), copy.openedAt(), copy.acknowledgedAt(),
                        copy.isLate(times.now()))).toList()));
    }
}
