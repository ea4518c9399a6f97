package org.goldenthread.command.audit;

import static org.goldenthread.events.Role.AUDITOR;
import static org.goldenthread.events.Role.INSPECTOR;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.UUID;
import org.goldenthread.command.audit.ReplayCommand.OpenReplay;
import org.goldenthread.command.edge.Caller;
import org.goldenthread.command.edge.CommandDesk;
import org.goldenthread.command.edge.Entry;
import org.goldenthread.command.edge.Moments;
import org.goldenthread.command.edge.Problems.Invalid;
import org.goldenthread.command.edge.RequiresRole;
import org.goldenthread.events.reference.Reference;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Opens replays of cases in an auditor's or inspector's sample. */
@RestController
@RequestMapping("/v1/children/{id}/replays")
final class ReplayApi {

    private final CommandDesk desk;
    private final Reference reference;

    ReplayApi(CommandDesk desk, Reference reference) {
        this.desk = desk;
        this.reference = reference;
    }

    /** As of when, now where no moment is given; and through which agency's eyes, everybody's where none is given. */
    record ReplayBody(@Nullable Instant asOf, @Nullable UUID viewpoint, @Nullable @Valid Entry entry) {}

    @Operation(operationId = "openReplay", summary = "Open a replay of a case as it stood", tags = "Access")
    @PostMapping
    @RequiresRole({AUDITOR, INSPECTOR})
    ResponseEntity<Object> open(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody ReplayBody body) {
        var viewpoint = body.viewpoint() == null ? null : new AgencyId(body.viewpoint());
        if (viewpoint != null && reference.agency(viewpoint).isEmpty()) {
            throw new Invalid("/viewpoint", "Choose an agency from the list.");
        }
        var asOf = body.asOf() == null ? null : Moments.of(body.asOf(), "/asOf");
        return desk.send(caller, request, new OpenReplay(desk.newId(), new ChildId(id), asOf, viewpoint), desk.now(), body.entry());
    }
}
