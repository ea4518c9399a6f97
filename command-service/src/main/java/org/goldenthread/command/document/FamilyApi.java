package org.goldenthread.command.document;

import static org.goldenthread.events.Role.CHAIR_SD;
import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.FD_SOCIAL_WORKER;
import static org.goldenthread.events.Role.MINUTE_TAKER;
import static org.goldenthread.events.Role.SOCIAL_WORKER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.goldenthread.command.document.FamilyCommand.PrepareFamilyCopy;
import org.goldenthread.command.document.FamilyCommand.RecordFamilyCopyAcknowledged;
import org.goldenthread.command.document.FamilyCommand.RecordFamilyCopyCameBack;
import org.goldenthread.command.document.FamilyCommand.RecordFamilyCopyGiven;
import org.goldenthread.command.document.FamilyCommand.ReleaseFamilyCopy;
import org.goldenthread.command.document.FamilyCommand.ReturnFamilyCopy;
import org.goldenthread.command.document.FamilyCommand.WithholdFamilyCopy;
import org.goldenthread.command.edge.Caller;
import org.goldenthread.command.edge.CommandDesk;
import org.goldenthread.command.edge.Entry;
import org.goldenthread.command.edge.Moments;
import org.goldenthread.command.edge.Problems.Invalid;
import org.goldenthread.command.edge.RequiresRole;
import org.goldenthread.command.edge.Text;
import org.goldenthread.events.document.DocumentEvent.Channel;
import org.goldenthread.events.document.DocumentEvent.Relationship;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.ActionId;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.MeetingId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Commands to families' copies of the minutes of a meeting. Children count from 1 in the meeting's order, copies from 1 in the minutes. */
@RestController
@RequestMapping("/v1/meetings/{id}/minutes")
final class FamilyApi {

    private static final String EMPTY_ENTRY = "Remove the empty entry, or fill it in.";

    private final CommandDesk desk;

    FamilyApi(CommandDesk desk) {
        this.desk = desk;
    }

    /**
     * Whose copy it is, by what way, and what of the version stands in it: passages by their numbers, decisions and actions by their ids.
     * {@code safeContact} says how they are reached without harm.
     */
    record FamilyCopyBody(@Min(value = 1, message = "Versions count from 1.") int version,
            @NotEmpty(message = "Choose whose family they are.") @Size(max = 20, message = "A meeting is about at most 20 children.")
            List<@NotNull(message = EMPTY_ENTRY) @Min(value = 1, message = "Children count from 1.") @Max(value = 20, message = "A meeting is about at most 20 children.") Integer> children,
            @NotNull(message = "Enter whose copy it is.") @Text(max = 200) String recipient, @NotNull(message = "Choose what they are to the child.") Relationship relationship,
            @NotNull(message = "Choose by which way.") Channel channel, @Nullable @Text(max = 1_000) String safeContact,
            @Nullable @Size(max = 200, message = "Give at most 200 passages.") List<@NotNull(message = EMPTY_ENTRY) @Min(value = 1, message = "Passages count from 1.") Integer> passages,
            @Nullable @Size(max = 200, message = "Give at most 200 decisions.") List<@NotNull(message = EMPTY_ENTRY) UUID> decisions,
            @Nullable @Size(max = 200, message = "Give at most 200 actions.") List<@NotNull(message = EMPTY_ENTRY) UUID> actions, @Nullable @Valid Entry entry) {}

    /** What stood on the page of who releases it: passages by their numbers, decisions and actions by their ids, the child's own words. */
    record ReleaseBody(@NotNull(message = "Give the passages that you read.") @Size(max = 200, message = "Give at most 200 passages.")
            List<@NotNull(message = EMPTY_ENTRY) @Min(value = 1, message = "Passages count from 1.") Integer> passages,
            @NotNull(message = "Give the decisions that you read.") @Size(max = 200, message = "Give at most 200 decisions.") List<@NotNull(message = EMPTY_ENTRY) UUID> decisions,
            @NotNull(message = "Give the actions that you read.") @Size(max = 200, message = "Give at most 200 actions.") List<@NotNull(message = EMPTY_ENTRY) UUID> actions,
            boolean voice, @Nullable @Valid Entry entry) {}

    /** Why it isn't to go out as it is. */
    record CopyReturnBody(@NotNull(message = "Say what is to be changed.") @Text(max = 4_000) String reason, @Nullable @Valid Entry entry) {}

    /** When it happened. */
    record CopyMomentBody(@NotNull(message = "Say when.") Instant at, @Nullable @Valid Entry entry) {}

    /** Whose family isn't given a copy, which person of it, and why. */
    record WithholdingBody(@NotEmpty(message = "Choose whose family.") @Size(max = 20, message = "A meeting is about at most 20 children.")
            List<@NotNull(message = EMPTY_ENTRY) @Min(value = 1, message = "Children count from 1.") @Max(value = 20, message = "A meeting is about at most 20 children.") Integer> children,
            @Nullable Relationship relationship, @NotNull(message = "Say why they aren't given a copy.") @Text(max = 4_000) String reason, @Nullable @Valid Entry entry) {}

    @Operation(operationId = "prepareFamilyCopy", summary = "Put together a copy for one person of a family", tags = "Families' copies")
    @PostMapping("/family-copies")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER})
    ResponseEntity<Object> prepare(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody FamilyCopyBody body) {
        var passages = orEmpty(body.passages());
        var decisions = orEmpty(body.decisions()).stream().map(DecisionId::new).distinct().toList();
        var actions = orEmpty(body.actions()).stream().map(ActionId::new).distinct().toList();
        if (passages.isEmpty() && decisions.isEmpty() && actions.isEmpty()) {
            throw new Invalid("/passages", "Choose something that stands in the copy: a passage, a decision or an action.");
        }
        var safeContact = body.safeContact();
        return desk.send(caller, request, new PrepareFamilyCopy(new MeetingId(id), body.version(), body.children(), PersonalText.of(id, body.recipient()), body.relationship(), body.channel(),
                safeContact == null ? null : PersonalText.of(id, safeContact), passages.stream().distinct().sorted().toList(), decisions, actions), desk.now(), body.entry());
    }

    @Operation(operationId = "releaseFamilyCopy", summary = "Let a family's copy go out, as read", tags = "Families' copies")
    @PostMapping("/family-copies/{copy}/releases")
    @RequiresRole({FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD})
    ResponseEntity<Object> release(Caller caller, HttpServletRequest request, @PathVariable UUID id, @PathVariable int copy, @Valid @RequestBody ReleaseBody body) {
        return desk.send(caller, request, new ReleaseFamilyCopy(new MeetingId(id), copy, body.passages(), body.decisions().stream().map(DecisionId::new).toList(),
                body.actions().stream().map(ActionId::new).toList(), body.voice()), desk.now(), body.entry());
    }

    @Operation(operationId = "returnFamilyCopy", summary = "Do not let a family's copy go out as it is", tags = "Families' copies")
    @PostMapping("/family-copies/{copy}/returns")
    @RequiresRole({FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD})
    ResponseEntity<Object> giveBack(Caller caller, HttpServletRequest request, @PathVariable UUID id, @PathVariable int copy, @Valid @RequestBody CopyReturnBody body) {
        return desk.send(caller, request, new ReturnFamilyCopy(new MeetingId(id), copy, PersonalText.of(id, body.reason())), desk.now(), body.entry());
    }

    @Operation(operationId = "recordFamilyCopyGiven", summary = "Record that a family's copy was posted or given", tags = "Families' copies")
    @PostMapping("/family-copies/{copy}/handovers")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER})
    ResponseEntity<Object> given(Caller caller, HttpServletRequest request, @PathVariable UUID id, @PathVariable int copy, @Valid @RequestBody CopyMomentBody body) {
        var at = past(body.at());
        return desk.send(caller, request, new RecordFamilyCopyGiven(new MeetingId(id), copy, at), at, body.entry());
    }

    @Operation(operationId = "recordFamilyCopyAcknowledged", summary = "Record that they say they have it", tags = "Families' copies")
    @PostMapping("/family-copies/{copy}/acknowledgements")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER})
    ResponseEntity<Object> acknowledged(Caller caller, HttpServletRequest request, @PathVariable UUID id, @PathVariable int copy, @Valid @RequestBody CopyMomentBody body) {
        var at = past(body.at());
        return desk.send(caller, request, new RecordFamilyCopyAcknowledged(new MeetingId(id), copy, at), at, body.entry());
    }

    @Operation(operationId = "recordFamilyCopyCameBack", summary = "Record that a family's copy came back, or never came", tags = "Families' copies")
    @PostMapping("/family-copies/{copy}/bounces")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER})
    ResponseEntity<Object> cameBack(Caller caller, HttpServletRequest request, @PathVariable UUID id, @PathVariable int copy, @Valid @RequestBody CopyMomentBody body) {
        var at = past(body.at());
        return desk.send(caller, request, new RecordFamilyCopyCameBack(new MeetingId(id), copy, at), at, body.entry());
    }

    @Operation(operationId = "withholdFamilyCopy", summary = "Do not give a family a copy, and why", tags = "Families' copies")
    @PostMapping("/family-withholdings")
    @RequiresRole({FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD})
    ResponseEntity<Object> withhold(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody WithholdingBody body) {
        return desk.send(caller, request, new WithholdFamilyCopy(new MeetingId(id), body.children(), body.relationship(), PersonalText.of(id, body.reason())), desk.now(), body.entry());
    }

    private Instant past(Instant given) {
        var at = Moments.of(given, "/at");
        if (at.isAfter(desk.now())) {
            throw new Invalid("/at", "This time hasn't come yet. Give when it happened.");
        }
        return at;
    }

    private static <T> List<T> orEmpty(@Nullable List<T> given) {
        return given == null ? List.of() : given;
    }
}
