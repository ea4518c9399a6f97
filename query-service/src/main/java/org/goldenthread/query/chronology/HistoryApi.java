package org.goldenthread.query.chronology;

import static org.goldenthread.events.Role.AGENCY_LEAD;
import static org.goldenthread.events.Role.AUDITOR;
import static org.goldenthread.events.Role.CHAIR_SD;
import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.EH_PRACTITIONER;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.FD_PARTNER;
import static org.goldenthread.events.Role.FD_SCREENER;
import static org.goldenthread.events.Role.FD_SOCIAL_WORKER;
import static org.goldenthread.events.Role.INFO_GOVERNANCE;
import static org.goldenthread.events.Role.INSPECTOR;
import static org.goldenthread.events.Role.MINUTE_TAKER;
import static org.goldenthread.events.Role.RECIPIENT;
import static org.goldenthread.events.Role.REFERRER_PRO;
import static org.goldenthread.events.Role.SOCIAL_WORKER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.goldenthread.events.Actor;
import org.goldenthread.events.EventCatalogue;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.values.ActionId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.ContactId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.query.access.Gate;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.chronology.Chronology.Order;
import org.goldenthread.query.edge.After;
import org.goldenthread.query.edge.Failures.NotFound;
import org.goldenthread.query.edge.Telling;
import org.goldenthread.query.edge.Times;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The history of a child, a contact, a meeting, an action over REST: the same as the pages, by the same rights. */
@RestController
@RequestMapping("/v1")
final class HistoryApi {

    private final Chronology chronology;
    private final After after;
    private final Telling telling;
    private final Times times;
    private final Gate gate;

    HistoryApi(Chronology chronology, After after, Telling telling, Times times, Gate gate) {
        this.gate = gate;
        this.chronology = chronology;
        this.after = after;
        this.telling = telling;
        this.times = times;
    }

    /** One entry: what happened, both times, who recorded it, which children it is about, and its fields in words. */
    public record Entry(UUID eventId, long position, String event, UUID stream, int version, List<UUID> children, Instant occurredAt, Instant recordedAt,
            boolean lateEntry, Actor recordedBy, String title, List<Telling.Detail> details) {}

    /** A history; {@code complete} is false while what {@code after} names is still on its way. */
    public record History(Instant asAt, String by, boolean complete, List<Entry> entries) {}

    @Operation(operationId = "readChildChronology", summary = "A child's history", tags = "Histories")
    @GetMapping(path = "/children/{id}/chronology", produces = "application/json")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, EH_PRACTITIONER, INFO_GOVERNANCE, AUDITOR, INSPECTOR})
    ResponseEntity<History> child(Reader reader, @PathVariable UUID id, @RequestParam(name = "asAt", required = false) @Nullable Instant asAt,
            @RequestParam(name = "by", defaultValue = "OCCURRED") Order by, @RequestParam(name = "after", required = false) @Nullable String token) {
        boolean complete = after.isReached(token, reader.ledger());
        var at = asAt == null ? times.now() : times.inOurTimes(asAt);
        var lens = gate.history(reader, new ChildId(id)).lens();
        var entries = chronology.ofChild(reader.ledger(), new ChildId(id), lens, at, by).stream().map(this::entry).toList();
        if (entries.isEmpty() && chronology.ofChild(reader.ledger(), new ChildId(id), lens, times.now(), by).isEmpty()) {
            throw new NotFound();
        }
        return answer(new History(at, by.name(), complete, entries), entries);
    }

    @Operation(operationId = "readContact", summary = "A contact's history", tags = "Histories")
    @GetMapping(path = "/contacts/{id}", produces = "application/json")
    @RequiresRole({FD_SCREENER, FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, EH_PRACTITIONER, INFO_GOVERNANCE, AUDITOR, INSPECTOR})
    ResponseEntity<History> contact(Reader reader, @PathVariable UUID id, @RequestParam(name = "after", required = false) @Nullable String token) {
        boolean complete = after.isReached(token, reader.ledger());
        gate.contact(reader, new ContactId(id));
        return whole(chronology.ofContact(reader.ledger(), new ContactId(id)), complete);
    }

    @Operation(operationId = "readMeeting", summary = "A meeting's history", tags = "Histories")
    @GetMapping(path = "/meetings/{id}", produces = "application/json")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER, AUDITOR, INSPECTOR})
    ResponseEntity<History> meeting(Reader reader, @PathVariable UUID id, @RequestParam(name = "after", required = false) @Nullable String token) {
        boolean complete = after.isReached(token, reader.ledger());
        gate.record(reader, id, Fields.MEETING);
        return whole(chronology.ofMeeting(reader.ledger(), new MeetingId(id)), complete);
    }

    @Operation(operationId = "readAction", summary = "An action's history", tags = "Histories")
    @GetMapping(path = "/actions/{id}", produces = "application/json")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER, EH_PRACTITIONER, REFERRER_PRO, FD_PARTNER, RECIPIENT, AGENCY_LEAD,
        AUDITOR, INSPECTOR})
    ResponseEntity<History> action(Reader reader, @PathVariable UUID id, @RequestParam(name = "after", required = false) @Nullable String token) {
        boolean complete = after.isReached(token, reader.ledger());
        gate.record(reader, id, Fields.ACTION);
        return whole(chronology.ofAction(reader.ledger(), new ActionId(id)), complete);
    }

    private ResponseEntity<History> whole(List<Recorded<?>> stream, boolean complete) {
        var entries = stream.stream().map(this::entry).toList();
        if (entries.isEmpty()) {
            throw new NotFound();
        }
        return answer(new History(times.now(), Order.RECORDED.name(), complete, entries), entries);
    }

    private static ResponseEntity<History> answer(History history, List<Entry> entries) {
        int shown = entries.stream().map(Entry::eventId).toList().hashCode(); // of what this caller may see, and of nothing else
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).eTag("\"" + Integer.toHexString(shown) + "." + entries.size() + "\"").body(history);
    }

    private Entry entry(Recorded<?> recorded) {
        var envelope = recorded.envelope();
        return new Entry(envelope.eventId(), envelope.position(), EventCatalogue.keyOf(recorded.event()).name(), envelope.streamId(),
                envelope.sequence(), recorded.event().about().stream().map(ChildId::value).toList(), envelope.occurredAt(), envelope.recordedAt(), envelope.context().lateEntry(),
                envelope.context().recordedBy(), telling.title(recorded), telling.details(recorded));
    }
}
