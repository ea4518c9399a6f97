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
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.goldenthread.command.document.MinutesCommand.ApproveMinutes;
import org.goldenthread.command.document.MinutesCommand.CorrectMinutes;
import org.goldenthread.command.document.MinutesCommand.DraftMinutes;
import org.goldenthread.command.document.MinutesCommand.IssueMinutes;
import org.goldenthread.command.document.MinutesCommand.Line;
import org.goldenthread.command.document.MinutesCommand.ReturnMinutes;
import org.goldenthread.command.document.MinutesCommand.SubmitMinutes;
import org.goldenthread.command.document.MinutesCommand.WaiveDuty;
import org.goldenthread.command.document.MinutesCommand.Written;
import org.goldenthread.command.edge.Caller;
import org.goldenthread.command.edge.CommandDesk;
import org.goldenthread.command.edge.Entry;
import org.goldenthread.command.edge.Problems.Invalid;
import org.goldenthread.command.edge.RequiresRole;
import org.goldenthread.command.edge.Text;
import org.goldenthread.events.document.DocumentEvent.Correction;
import org.goldenthread.events.document.DocumentEvent.Heading;
import org.goldenthread.events.document.Handling;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.reference.Reference;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.MeetingId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Commands to the minutes of a meeting, from the first words to what goes out. Children count from 1 in the meeting's order. */
@RestController
@RequestMapping("/v1/meetings/{id}/minutes")
final class MinutesApi {

    private static final String EMPTY_ENTRY = "Remove the empty entry, or fill it in.";

    private final CommandDesk desk;
    private final Reference reference;
    private final SecureRandom random = new SecureRandom();

    MinutesApi(CommandDesk desk, Reference reference) {
        this.desk = desk;
        this.reference = reference;
    }

    /**
     * One passage: the writer's own text, or what an agency told in the meeting, by its id. About all children where {@code ref} is
     * absent; of the caller's agency where no other is said to own it.
     */
    record PassageBody(@Nullable @Min(value = 1, message = "Children count from 1.") @Max(value = 20, message = "A meeting is about at most 20 children.") Integer ref,
            @NotNull(message = "Choose under which heading it stands.") Heading heading, @Nullable @Text String text, @Nullable UUID infoId, @Nullable UUID ownerAgencyId,
            @NotNull(message = "Choose who may have it.") Handling handling,
            @Nullable @Size(max = 40, message = "Name at most 40 agencies.") List<@NotNull(message = EMPTY_ENTRY) UUID> named) {}

    /** The passages as a whole, in their order; none where the meeting's own record says it all. */
    record MinutesBody(@NotNull(message = "Give the passages; an empty list where there are none.") @Size(max = 200, message = "Give at most 200 passages.")
            List<@NotNull(message = EMPTY_ENTRY) @Valid PassageBody> passages, @Nullable @Valid Entry entry) {}

    /** Nothing but the command itself. */
    record PlainBody(@Nullable @Valid Entry entry) {}

    /** Why they are given back. */
    record ReturnBody(@NotNull(message = "Say what is to be changed.") @Text(max = 4_000) String reason, @Nullable @Valid Entry entry) {}

    /** Which words are approved, by their fingerprint. */
    record ApprovalBody(@NotNull(message = "Give the fingerprint of what you read.") @Pattern(regexp = "[0-9a-f]{64}", message = "Give the fingerprint as 64 hexadecimal digits.")
            String contentHash, @Nullable @Valid Entry entry) {}

    /** Whether they go out as final, and which words, by their fingerprint. */
    record IssueBody(boolean finalVersion, @NotNull(message = "Give the fingerprint of what you read.") @Pattern(regexp = "[0-9a-f]{64}", message = "Give the fingerprint as 64 hexadecimal digits.")
            String contentHash, @Nullable @Valid Entry entry) {}

    /** What was wrong with the final version, and the passages as they should be. */
    record CorrectionBody(@NotNull(message = "Choose why it is corrected.") Correction why, @NotNull(message = "Say what was wrong.") @Text(max = 4_000) String reason,
            @NotNull(message = "Give the passages; an empty list where there are none.") @Size(max = 200, message = "Give at most 200 passages.")
            List<@NotNull(message = EMPTY_ENTRY) @Valid PassageBody> passages, @Nullable @Valid Entry entry) {}

    /** Who isn't sent them, and why. */
    record WaiverBody(@NotNull(message = "Choose the agency.") UUID agencyId, @NotNull(message = "Say why they aren't sent it.") @Text(max = 4_000) String reason,
            @Nullable @Valid Entry entry) {}

    @Operation(operationId = "draftMinutes", summary = "Write the next version of the minutes, as a whole", tags = "Minutes")
    @PostMapping
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER})
    ResponseEntity<Object> draft(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody MinutesBody body) {
        return desk.send(caller, request, new DraftMinutes(new MeetingId(id), written(caller, body.passages())), desk.now(), body.entry());
    }

    @Operation(operationId = "submitMinutes", summary = "Ask somebody else to approve them", tags = "Minutes")
    @PostMapping("/submissions")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER})
    ResponseEntity<Object> submit(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody PlainBody body) {
        return desk.send(caller, request, new SubmitMinutes(new MeetingId(id)), desk.now(), body.entry());
    }

    @Operation(operationId = "returnMinutes", summary = "Give them back to be changed", tags = "Minutes")
    @PostMapping("/returns")
    @RequiresRole({FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD})
    ResponseEntity<Object> giveBack(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody ReturnBody body) {
        return desk.send(caller, request, new ReturnMinutes(new MeetingId(id), PersonalText.of(id, body.reason())), desk.now(), body.entry());
    }

    @Operation(operationId = "approveMinutes", summary = "Approve them as read", tags = "Minutes")
    @PostMapping("/approvals")
    @RequiresRole({FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD})
    ResponseEntity<Object> approve(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody ApprovalBody body) {
        return desk.send(caller, request, new ApproveMinutes(new MeetingId(id), body.contentHash()), desk.now(), body.entry());
    }

    @Operation(operationId = "issueMinutes", summary = "Send them to everybody who is owed them", tags = "Minutes")
    @PostMapping("/issues")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER})
    ResponseEntity<Object> issue(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody IssueBody body) {
        return desk.send(caller, request, new IssueMinutes(new MeetingId(id), body.finalVersion(), body.contentHash()), desk.now(), body.entry());
    }

    @Operation(operationId = "correctMinutes", summary = "Write the version that corrects a final one", tags = "Minutes")
    @PostMapping("/corrections")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER})
    ResponseEntity<Object> correct(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody CorrectionBody body) {
        return desk.send(caller, request, new CorrectMinutes(new MeetingId(id), body.why(), PersonalText.of(id, body.reason()), written(caller, body.passages())), desk.now(),
                body.entry());
    }

    @Operation(operationId = "waiveDuty", summary = "Do not send them to an agency that is owed them", tags = "Minutes")
    @PostMapping("/waivers")
    @RequiresRole({FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD})
    ResponseEntity<Object> waive(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody WaiverBody body) {
        return desk.send(caller, request, new WaiveDuty(new MeetingId(id), agency(body.agencyId(), "/agencyId"), PersonalText.of(id, body.reason())), desk.now(), body.entry());
    }

    private Written written(Caller caller, List<PassageBody> passages) {
        var salt = new byte[32];
        random.nextBytes(salt);
        var lines = new ArrayList<Line>();
        for (int at = 0; at < passages.size(); at++) {
            lines.add(line(caller, passages.get(at), "/passages/" + at));
        }
        return new Written(lines, HexFormat.of().formatHex(salt));
    }

    private Line line(Caller caller, PassageBody body, String pointer) {
        if ((body.text() == null) == (body.infoId() == null)) {
            throw new Invalid(pointer + "/text", "Write the passage, or say which information it repeats: one of the two.");
        }
        var owner = body.ownerAgencyId() == null ? caller.actor().agencyId() : agency(body.ownerAgencyId(), pointer + "/ownerAgencyId");
        var named = body.named() == null ? List.<AgencyId>of() : body.named().stream().distinct().map(id -> agency(id, pointer + "/named")).toList();
        return new Line(body.ref() == null ? 0 : body.ref(), body.heading(), body.text(), body.infoId(), owner, body.handling(), named);
    }

    private AgencyId agency(UUID given, String pointer) {
        var agency = new AgencyId(given);
        if (reference.agency(agency).isEmpty()) {
            throw new Invalid(pointer, "Choose an agency from the list.");
        }
        return agency;
    }
}
