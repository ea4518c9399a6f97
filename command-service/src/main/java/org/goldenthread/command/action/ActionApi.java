package org.goldenthread.command.action;

import static org.goldenthread.events.Role.AGENCY_LEAD;
import static org.goldenthread.events.Role.CHAIR_SD;
import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.EH_PRACTITIONER;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.FD_PARTNER;
import static org.goldenthread.events.Role.FD_SOCIAL_WORKER;
import static org.goldenthread.events.Role.MINUTE_TAKER;
import static org.goldenthread.events.Role.RECIPIENT;
import static org.goldenthread.events.Role.REFERRER_PRO;
import static org.goldenthread.events.Role.SOCIAL_WORKER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.goldenthread.command.action.ActionCommand.AcceptAction;
import org.goldenthread.command.action.ActionCommand.AgreeAction;
import org.goldenthread.command.action.ActionCommand.CancelAction;
import org.goldenthread.command.action.ActionCommand.CompleteAction;
import org.goldenthread.command.action.ActionCommand.ContestAction;
import org.goldenthread.command.action.ActionCommand.DeclineAction;
import org.goldenthread.command.action.ActionCommand.ExtendAction;
import org.goldenthread.command.action.ActionCommand.NameOwner;
import org.goldenthread.command.action.ActionCommand.ProgressAction;
import org.goldenthread.command.action.ActionCommand.ReassignAction;
import org.goldenthread.command.action.ActionCommand.VerifyAction;
import org.goldenthread.command.edge.Caller;
import org.goldenthread.command.edge.CommandDesk;
import org.goldenthread.command.edge.Entry;
import org.goldenthread.command.edge.Moments;
import org.goldenthread.command.edge.Problems.Invalid;
import org.goldenthread.command.edge.RequiresRole;
import org.goldenthread.command.edge.Text;
import org.goldenthread.events.action.ActionEvent.Effect;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.reference.Reference;
import org.goldenthread.events.values.ActionId;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.events.values.RiskDomain;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Commands to agreed actions. An agency's own people work on what it owns; who may see the case works on all of its actions. */
@RestController
final class ActionApi {

    private final CommandDesk desk;
    private final Reference reference;

    ActionApi(CommandDesk desk, Reference reference) {
        this.desk = desk;
        this.reference = reference;
    }

    /** Who does what by when. Without {@code refs}, for all children of the meeting. Give the owner's name, or a role whose holder is named by tomorrow. */
    record ActionBody(@Nullable @Size(max = 20, message = "Give at most 20 children.") List<@NotNull(message = "Remove the empty entry.") Integer> refs,
            @Nullable UUID decisionId, @Nullable RiskDomain risk, @NotNull(message = "Say what will be done.") @Text(max = 4_000) String description,
            @NotNull(message = "Choose the agency that does it.") UUID ownerAgencyId, @Nullable @Text(max = 200) String ownerName,
            @Nullable @Text(max = 200) String ownerRole, @NotNull(message = "Set a due date, on the meeting day or later.") LocalDate dueOn,
            @Nullable @Text(max = 2_000) String measure, @Nullable @Valid Entry entry) {}

    /** Nothing but that it is so. */
    record PlainBody(@Nullable @Valid Entry entry) {}

    /** The person who does it. */
    record OwnerBody(@NotNull(message = "Name one person.") @Text(max = 200) String name, @Nullable @Valid Entry entry) {}

    /** Why. */
    record ReasonBody(@NotNull(message = "Say why.") @Text(max = 4_000) String reason, @Nullable @Valid Entry entry) {}

    /** How far it is. */
    record ProgressBody(@NotNull(message = "Say how far it is.") @Text(max = 4_000) String note, @Nullable @Valid Entry entry) {}

    /** That it is done, and what shows it; without a time, now. */
    record CompletionBody(@Nullable Instant completedAt, @NotNull(message = "Say what came of it.") @Text(max = 4_000) String outcome,
            @NotNull(message = "Say what shows that it is done.") @Text(max = 4_000) String evidence,
            @NotNull(message = "Choose what it changed.") Effect effectOnRisk, @Nullable @Valid Entry entry) {}

    /** What was seen of it. */
    record VerificationBody(@Nullable @Text(max = 4_000) String note, @Nullable @Valid Entry entry) {}

    /** Until when, and why. */
    record ExtensionBody(@NotNull(message = "Give the new due date.") LocalDate newDueOn, @NotNull(message = "Say why it needs more time.") @Text(max = 4_000) String reason,
            @Nullable @Valid Entry entry) {}

    /** Who does it from now on, and why. */
    record ReassignmentBody(@NotNull(message = "Choose the agency that does it.") UUID ownerAgencyId, @Nullable @Text(max = 200) String ownerName,
            @Nullable @Text(max = 200) String ownerRole, @NotNull(message = "Say why.") @Text(max = 4_000) String reason, @Nullable @Valid Entry entry) {}

    @Operation(operationId = "agreeAction", summary = "Agree an action in a meeting", tags = "Actions")
    @PostMapping("/v1/meetings/{id}/actions")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER})
    ResponseEntity<Object> agree(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody ActionBody body) {
        Entry.forAll(body.entry());
        return desk.send(caller, request, new AgreeAction(new ActionId(desk.newId()), new MeetingId(id), body.decisionId() == null ? null : new DecisionId(body.decisionId()),
                body.refs() == null ? List.of() : body.refs(), body.risk(), body.description(), agency(body.ownerAgencyId()), body.ownerName(), body.ownerRole(),
                Moments.of(body.dueOn(), "/dueOn"), body.measure()), desk.now(), body.entry());
    }

    @Operation(operationId = "nameActionOwner", summary = "Name the person who does it", tags = "Actions")
    @PostMapping("/v1/actions/{id}/owner")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, EH_PRACTITIONER, REFERRER_PRO, FD_PARTNER, RECIPIENT, AGENCY_LEAD})
    ResponseEntity<Object> nameOwner(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody OwnerBody body) {
        return desk.send(caller, request, new NameOwner(new ActionId(id), body.name()), desk.now(), body.entry());
    }

    @Operation(operationId = "acceptAction", summary = "Take an action on", tags = "Actions")
    @PostMapping("/v1/actions/{id}/acceptance")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, EH_PRACTITIONER, REFERRER_PRO, FD_PARTNER, RECIPIENT, AGENCY_LEAD})
    ResponseEntity<Object> accept(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody PlainBody body) {
        return desk.send(caller, request, new AcceptAction(new ActionId(id)), desk.now(), body.entry());
    }

    @Operation(operationId = "declineAction", summary = "Say that it won't be done, and why", tags = "Actions")
    @PostMapping("/v1/actions/{id}/refusal")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, EH_PRACTITIONER, REFERRER_PRO, FD_PARTNER, RECIPIENT, AGENCY_LEAD})
    ResponseEntity<Object> decline(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody ReasonBody body) {
        return desk.send(caller, request, new DeclineAction(new ActionId(id), PersonalText.of(id, body.reason())), desk.now(), body.entry());
    }

    @Operation(operationId = "progressAction", summary = "Say how far it is", tags = "Actions")
    @PostMapping("/v1/actions/{id}/progress")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, EH_PRACTITIONER, REFERRER_PRO, FD_PARTNER, RECIPIENT, AGENCY_LEAD})
    ResponseEntity<Object> progress(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody ProgressBody body) {
        return desk.send(caller, request, new ProgressAction(new ActionId(id), PersonalText.of(id, body.note())), desk.now(), body.entry());
    }

    @Operation(operationId = "completeAction", summary = "Attest that it is done", tags = "Actions")
    @PostMapping("/v1/actions/{id}/completion")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, EH_PRACTITIONER, REFERRER_PRO, FD_PARTNER, RECIPIENT, AGENCY_LEAD})
    ResponseEntity<Object> complete(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody CompletionBody body) {
        var at = body.completedAt() == null ? desk.now() : Moments.of(body.completedAt(), "/completedAt");
        return desk.send(caller, request, new CompleteAction(new ActionId(id), at, PersonalText.of(id, body.outcome()), PersonalText.of(id, body.evidence()),
                body.effectOnRisk()), at, body.entry());
    }

    @Operation(operationId = "verifyAction", summary = "Confirm for another agency that it is done", tags = "Actions")
    @PostMapping("/v1/actions/{id}/verification")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, EH_PRACTITIONER, REFERRER_PRO, FD_PARTNER, RECIPIENT, AGENCY_LEAD})
    ResponseEntity<Object> verify(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody VerificationBody body) {
        return desk.send(caller, request, new VerifyAction(new ActionId(id), body.note() == null ? null : PersonalText.of(id, body.note())), desk.now(), body.entry());
    }

    @Operation(operationId = "contestAction", summary = "Say for another agency that it is not done", tags = "Actions")
    @PostMapping("/v1/actions/{id}/contests")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, EH_PRACTITIONER, REFERRER_PRO, FD_PARTNER, RECIPIENT, AGENCY_LEAD})
    ResponseEntity<Object> contest(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody ReasonBody body) {
        return desk.send(caller, request, new ContestAction(new ActionId(id), PersonalText.of(id, body.reason())), desk.now(), body.entry());
    }

    @Operation(operationId = "extendAction", summary = "Give it more time", tags = "Actions")
    @PostMapping("/v1/actions/{id}/extensions")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, EH_PRACTITIONER, REFERRER_PRO, FD_PARTNER, RECIPIENT, AGENCY_LEAD})
    ResponseEntity<Object> extend(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody ExtensionBody body) {
        return desk.send(caller, request, new ExtendAction(new ActionId(id), Moments.of(body.newDueOn(), "/newDueOn"), PersonalText.of(id, body.reason())), desk.now(),
                body.entry());
    }

    @Operation(operationId = "reassignAction", summary = "Give it to somebody else", tags = "Actions")
    @PostMapping("/v1/actions/{id}/reassignments")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD})
    ResponseEntity<Object> reassign(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody ReassignmentBody body) {
        return desk.send(caller, request, new ReassignAction(new ActionId(id), agency(body.ownerAgencyId()), body.ownerName(), body.ownerRole(),
                PersonalText.of(id, body.reason())), desk.now(), body.entry());
    }

    @Operation(operationId = "cancelAction", summary = "Say that it isn't needed any more", tags = "Actions")
    @PostMapping("/v1/actions/{id}/cancellation")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD})
    ResponseEntity<Object> cancel(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody ReasonBody body) {
        return desk.send(caller, request, new CancelAction(new ActionId(id), PersonalText.of(id, body.reason())), desk.now(), body.entry());
    }

    private AgencyId agency(UUID given) {
        var agency = new AgencyId(given);
        if (reference.agency(agency).isEmpty()) {
            throw new Invalid("/ownerAgencyId", "Choose an agency from the list.");
        }
        return agency;
    }
}
