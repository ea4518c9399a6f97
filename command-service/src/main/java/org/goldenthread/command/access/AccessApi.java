package org.goldenthread.command.access;

import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.FD_SOCIAL_WORKER;
import static org.goldenthread.events.Role.INFO_GOVERNANCE;
import static org.goldenthread.events.Role.SOCIAL_WORKER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.goldenthread.command.access.AccessCommand.BeginInvolvement;
import org.goldenthread.command.access.AccessCommand.EndExclusion;
import org.goldenthread.command.access.AccessCommand.EndInvolvement;
import org.goldenthread.command.access.AccessCommand.ExcludePerson;
import org.goldenthread.command.access.AccessCommand.LiftRestriction;
import org.goldenthread.command.access.AccessCommand.RestrictAccess;
import org.goldenthread.command.access.AccessCommand.ReviewBreakGlass;
import org.goldenthread.command.access.AccessCommand.ReviewRestriction;
import org.goldenthread.command.access.AccessCommand.UseBreakGlass;
import org.goldenthread.command.edge.Caller;
import org.goldenthread.command.edge.CommandDesk;
import org.goldenthread.command.edge.Entry;
import org.goldenthread.command.edge.Problems.Invalid;
import org.goldenthread.command.edge.RequiresRole;
import org.goldenthread.command.edge.Text;
import org.goldenthread.command.ledger.Facts;
import org.goldenthread.events.access.AccessEvent.GlassReason;
import org.goldenthread.events.access.AccessEvent.Ground;
import org.goldenthread.events.access.AccessEvent.Involvement;
import org.goldenthread.events.access.AccessEvent.Level;
import org.goldenthread.events.access.Sharing;
import org.goldenthread.events.access.Sharing.Basis;
import org.goldenthread.events.access.Sharing.FamilyInformed;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Commands to the right to see a child's record. */
@RestController
@RequestMapping("/v1/children/{id}")
final class AccessApi {

    private final CommandDesk desk;
    private final Facts facts;

    AccessApi(CommandDesk desk, Facts facts) {
        this.desk = desk;
        this.facts = facts;
    }

    /** Without an owner, the caller is asked about the record. */
    record RestrictionBody(@NotNull(message = "Choose how far the restriction goes.") Level level,
            @NotNull(message = "Choose the ground.") Ground ground, @NotNull(message = "Say why.") @Text(max = 2_000) String reason,
            @Nullable UUID ownerId, @Nullable @Valid Entry entry) {}

    /** Without an owner, the caller becomes it. */
    record RestrictionReviewBody(@NotNull(message = "Say why it stays.") @Text(max = 2_000) String reason, @Nullable UUID ownerId,
            @Nullable @Valid Entry entry) {}

    /** Why. */
    record ReasonBody(@NotNull(message = "Say why.") @Text(max = 2_000) String reason, @Nullable @Valid Entry entry) {}

    /** Who, and why. */
    record PersonBody(@NotNull(message = "Choose a person.") UUID userId, @NotNull(message = "Say why.") @Text(max = 2_000) String reason,
            @Nullable @Valid Entry entry) {}

    /** Who works on the case, how, and until which day (the last one, in London); on what basis, where they are of another agency. */
    record InvolvementBody(@NotNull(message = "Choose a person.") UUID userId, @NotNull(message = "Choose in which way.") Involvement kind,
            @Nullable LocalDate until, @Nullable @Valid SharingBody sharing, @Nullable @Valid Entry entry) {}

    /** On what basis the record is shared, and whether the family knows. */
    record SharingBody(@NotNull(message = "Choose the legal basis.") Basis basis,
            @NotNull(message = "Say whether the family knows.") FamilyInformed familyInformed, @Nullable @Text(max = 2_000) String reason) {}

    /** Who no longer works on the case, and how. */
    record InvolvementEndBody(@NotNull(message = "Choose a person.") UUID userId, @NotNull(message = "Choose in which way.") Involvement kind,
            @Nullable @Valid Entry entry) {}

    /** Why the record has to be opened now. */
    record GlassBody(@NotNull(message = "Choose why you need this record now.") GlassReason reasonCode,
            @NotNull(message = "Say why you need this record now.") @Text(max = 2_000) String reason, @Nullable @Valid Entry entry) {}

    /** Whether it had to be opened. */
    record GlassReviewBody(@NotNull(message = "Choose the opening you reviewed.") UUID useId, boolean justified,
            @NotNull(message = "Say what you found.") @Text(max = 2_000) String note, @Nullable @Valid Entry entry) {}

    @Operation(operationId = "restrictAccess", summary = "Restrict a child's record", tags = "Access")
    @PostMapping("/restrictions")
    @RequiresRole({FD_MANAGER, EDT, TEAM_MANAGER, SOCIAL_WORKER, INFO_GOVERNANCE})
    ResponseEntity<Object> restrict(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody RestrictionBody body) {
        var owner = body.ownerId() == null ? caller.actor().userId() : new UserId(body.ownerId());
        return send(caller, request, new RestrictAccess(stream(caller, id), new ChildId(id), body.level(), body.ground(), text(id, body.reason()), owner,
                agencyOf(caller, owner)), body.entry());
    }

    @Operation(operationId = "reviewRestriction", summary = "Review a restriction that stays", tags = "Access")
    @PostMapping("/restriction-reviews")
    @RequiresRole({FD_MANAGER, EDT, TEAM_MANAGER, SOCIAL_WORKER, INFO_GOVERNANCE})
    ResponseEntity<Object> review(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody RestrictionReviewBody body) {
        var owner = body.ownerId() == null ? caller.actor().userId() : new UserId(body.ownerId());
        return send(caller, request, new ReviewRestriction(stream(caller, id), new ChildId(id), text(id, body.reason()), owner, agencyOf(caller, owner)),
                body.entry());
    }

    @Operation(operationId = "liftRestriction", summary = "Lift a restriction", tags = "Access")
    @PostMapping("/lifted-restrictions")
    @RequiresRole({FD_MANAGER, EDT, TEAM_MANAGER, SOCIAL_WORKER, INFO_GOVERNANCE})
    ResponseEntity<Object> lift(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody ReasonBody body) {
        return send(caller, request, new LiftRestriction(stream(caller, id), new ChildId(id), text(id, body.reason())), body.entry());
    }

    @Operation(operationId = "excludePerson", summary = "Keep a person from a record", tags = "Access")
    @PostMapping("/exclusions")
    @RequiresRole({FD_MANAGER, EDT, TEAM_MANAGER, SOCIAL_WORKER, INFO_GOVERNANCE})
    ResponseEntity<Object> exclude(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody PersonBody body) {
        return send(caller, request, new ExcludePerson(stream(caller, id), new ChildId(id), new UserId(body.userId()), text(id, body.reason())), body.entry());
    }

    @Operation(operationId = "endExclusion", summary = "End an exclusion", tags = "Access")
    @PostMapping("/ended-exclusions")
    @RequiresRole({FD_MANAGER, EDT, TEAM_MANAGER, SOCIAL_WORKER, INFO_GOVERNANCE})
    ResponseEntity<Object> endExclusion(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody PersonBody body) {
        return send(caller, request, new EndExclusion(stream(caller, id), new ChildId(id), new UserId(body.userId()), text(id, body.reason())), body.entry());
    }

    @Operation(operationId = "beginInvolvement", summary = "Give a person the case to work on", tags = "Access")
    @PostMapping("/involvements")
    @RequiresRole({FD_MANAGER, EDT, TEAM_MANAGER})
    ResponseEntity<Object> begin(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody InvolvementBody body) {
        var user = new UserId(body.userId());
        var today = WorkingCalendar.dayOf(desk.now());
        if (body.until() != null && (body.until().isBefore(today) || body.until().isAfter(today.plusYears(5)))) {
            throw new Invalid("/until", "Give a day from today on, at most 5 years ahead, or none.");
        }
        return send(caller, request, new BeginInvolvement(stream(caller, id), new ChildId(id), user, agencyOf(caller, user), body.kind(),
                body.until() == null ? null : WorkingCalendar.englandAndWales().endOfDay(body.until()), sharing(id, body.sharing())), body.entry());
    }

    private static @Nullable Sharing sharing(UUID child, @Nullable SharingBody said) {
        return said == null ? null : new Sharing(said.basis(), said.familyInformed(), said.reason() == null ? null : text(child, said.reason()));
    }

    @Operation(operationId = "endInvolvement", summary = "Take a case from a person", tags = "Access")
    @PostMapping("/ended-involvements")
    @RequiresRole({FD_MANAGER, EDT, TEAM_MANAGER})
    ResponseEntity<Object> end(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody InvolvementEndBody body) {
        return send(caller, request, new EndInvolvement(stream(caller, id), new ChildId(id), new UserId(body.userId()), body.kind()), body.entry());
    }

    @Operation(operationId = "useBreakGlass", summary = "Open a record in need, for four hours", tags = "Access")
    @PostMapping("/break-glass")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER})
    ResponseEntity<Object> breakGlass(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody GlassBody body) {
        return send(caller, request, new UseBreakGlass(stream(caller, id), new ChildId(id), desk.newId(), body.reasonCode(), text(id, body.reason())),
                body.entry());
    }

    @Operation(operationId = "reviewBreakGlass", summary = "Review that a record was opened in need", tags = "Access")
    @PostMapping("/break-glass-reviews")
    @RequiresRole({FD_MANAGER, EDT, TEAM_MANAGER, SOCIAL_WORKER, INFO_GOVERNANCE})
    ResponseEntity<Object> reviewBreakGlass(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody GlassReviewBody body) {
        return send(caller, request, new ReviewBreakGlass(stream(caller, id), new ChildId(id), body.useId(), body.justified(), text(id, body.note())),
                body.entry());
    }

    private ResponseEntity<Object> send(Caller caller, HttpServletRequest request, AccessCommand command, @Nullable Entry entry) {
        Instant now = desk.now();
        return desk.send(caller, request, command, now, entry);
    }

    private static UUID stream(Caller caller, UUID child) {
        return AccessCommand.accessId(caller.ledger(), new ChildId(child));
    }

    /** Where the person works; the rules refuse who works nowhere here. */
    private AgencyId agencyOf(Caller caller, UserId user) {
        LedgerId here = caller.ledger();
        return facts.rolesOf(user).stream().filter(role -> role.ledger().equals(here)).map(Facts.HeldRole::agency).findFirst()
                .orElse(caller.actor().agencyId());
    }

    private static PersonalText text(UUID child, String clear) {
        return PersonalText.of(child, clear);
    }
}
