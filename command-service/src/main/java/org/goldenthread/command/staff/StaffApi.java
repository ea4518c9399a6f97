package org.goldenthread.command.staff;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.goldenthread.command.edge.Caller;
import org.goldenthread.command.edge.CommandDesk;
import org.goldenthread.command.edge.Entry;
import org.goldenthread.command.edge.Problems.Invalid;
import org.goldenthread.command.edge.RequiresRole;
import org.goldenthread.command.staff.StaffCommand.EndRole;
import org.goldenthread.command.staff.StaffCommand.GrantRole;
import org.goldenthread.events.Role;
import org.goldenthread.events.reference.Reference;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Grants and ends roles. */
@RestController
@RequestMapping("/v1/staff/{userId}")
final class StaffApi {

    private final CommandDesk desk;
    private final Reference reference;

    StaffApi(CommandDesk desk, Reference reference) {
        this.desk = desk;
        this.reference = reference;
    }

    /** One role for one agency. */
    record RoleBody(@NotNull(message = "Choose a role.") Role role, @NotNull(message = "Choose an agency.") UUID agencyId,
            @Nullable @Valid Entry entry) {}

    @Operation(operationId = "grantRole", summary = "Give a person a role", tags = "Staff")
    @PostMapping("/roles")
    @RequiresRole(Role.SYS_ADMIN)
    ResponseEntity<Object> grant(Caller caller, HttpServletRequest request, @PathVariable UUID userId, @Valid @RequestBody RoleBody body) {
        var user = new UserId(userId);
        return desk.send(caller, request, new GrantRole(StaffCommand.staffId(caller.ledger(), user), user, body.role(), agency(body)),
                desk.now(), body.entry());
    }

    @Operation(operationId = "endRole", summary = "End a person's role", tags = "Staff")
    @PostMapping("/ended-roles")
    @RequiresRole(Role.SYS_ADMIN)
    ResponseEntity<Object> end(Caller caller, HttpServletRequest request, @PathVariable UUID userId, @Valid @RequestBody RoleBody body) {
        var user = new UserId(userId);
        return desk.send(caller, request, new EndRole(StaffCommand.staffId(caller.ledger(), user), user, body.role(), agency(body)),
                desk.now(), body.entry());
    }

    private AgencyId agency(RoleBody body) {
        var agency = new AgencyId(body.agencyId());
        if (reference.agency(agency).isEmpty()) {
            throw new Invalid("/agencyId", "Choose an agency from the list.");
        }
        return agency;
    }
}
