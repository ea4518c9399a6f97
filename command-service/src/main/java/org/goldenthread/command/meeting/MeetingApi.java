package org.goldenthread.command.meeting;

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
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.goldenthread.command.edge.Caller;
import org.goldenthread.command.edge.CommandDesk;
import org.goldenthread.command.edge.Entry;
import org.goldenthread.command.edge.Moments;
import org.goldenthread.command.edge.Problems.Invalid;
import org.goldenthread.command.edge.RequiresRole;
import org.goldenthread.command.edge.Text;
import org.goldenthread.command.meeting.MeetingCommand.AddSeat;
import org.goldenthread.command.meeting.MeetingCommand.AdjournMeeting;
import org.goldenthread.command.meeting.MeetingCommand.AfterTheEnd;
import org.goldenthread.command.meeting.MeetingCommand.CancelMeeting;
import org.goldenthread.command.meeting.MeetingCommand.CloseMeeting;
import org.goldenthread.command.meeting.MeetingCommand.ConveneMeeting;
import org.goldenthread.command.meeting.MeetingCommand.OpenMeeting;
import org.goldenthread.command.meeting.MeetingCommand.RecordAttendance;
import org.goldenthread.command.meeting.MeetingCommand.RecordChildVoice;
import org.goldenthread.command.meeting.MeetingCommand.RecordDecision;
import org.goldenthread.command.meeting.MeetingCommand.RecordPosition;
import org.goldenthread.command.meeting.MeetingCommand.ResumeMeeting;
import org.goldenthread.command.meeting.MeetingCommand.ShareInformation;
import org.goldenthread.events.Sensitivity;
import org.goldenthread.events.meeting.MeetingEvent.Answer;
import org.goldenthread.events.meeting.MeetingEvent.Attendance;
import org.goldenthread.events.meeting.MeetingEvent.Category;
import org.goldenthread.events.meeting.MeetingEvent.DecisionType;
import org.goldenthread.events.meeting.MeetingEvent.Format;
import org.goldenthread.events.meeting.MeetingEvent.Kind;
import org.goldenthread.events.meeting.MeetingEvent.NotObtained;
import org.goldenthread.events.meeting.MeetingEvent.Seat;
import org.goldenthread.events.meeting.MeetingEvent.Stance;
import org.goldenthread.events.meeting.MeetingEvent.VoiceSource;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.reference.Reference;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.CorePart;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.events.values.RiskDomain;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Commands to a meeting of any kind. Children count from 1 in the order it was convened for; seats in the order they were added. */
@RestController
@RequestMapping("/v1/meetings")
final class MeetingApi {

    private static final String EMPTY_ENTRY = "Remove the empty entry, or fill it in.";
    private static final String FROM_ONE = "Children count from 1.";

    private final CommandDesk desk;
    private final Reference reference;

    MeetingApi(CommandDesk desk, Reference reference) {
        this.desk = desk;
        this.reference = reference;
    }

    /** A meeting arranged, or begun to be typed up; without a start, it starts now; without a chair, the caller chairs. */
    record MeetingBody(@NotNull(message = "Choose which kind of meeting it is.") Kind kind,
            @NotEmpty(message = "Choose at least one child.") @Size(max = 20, message = "Choose at most 20 children.") List<@NotNull(message = EMPTY_ENTRY) UUID> children,
            @NotNull(message = "Say what it is about.") @Text(max = 4_000) String purpose, @NotNull(message = "Choose how people meet.") Format format,
            @Nullable Instant startsAt, @Nullable UUID chairId, @Nullable UUID minuteTakerId,
            @Nullable @Size(max = 40, message = "Give at most 40 seats.") List<@NotNull(message = EMPTY_ENTRY) @Valid SeatBody> seats,
            @Nullable Instant requestedAt, @Nullable @Valid Entry entry) {}

    /** Who is invited, or came. Without {@code core}, an agency of a core part stands for it. */
    record SeatBody(@NotNull(message = "Choose an agency.") UUID agencyId, @Nullable CorePart core, boolean notCore, @Nullable @Text(max = 200) String personName,
            @Nullable @Text(max = 200) String roleTitle) {}

    /** One more seat. */
    record NewSeatBody(@NotNull(message = "Say who is invited, or came.") @Valid SeatBody seat, @Nullable @Valid Entry entry) {}

    /** When it began, or went on; without a time, now. */
    record MomentBody(@Nullable Instant at, @Nullable @Valid Entry entry) {}

    /** Whether a seat was taken, and by whom instead. */
    record AttendanceBody(@Min(value = 1, message = "Seats count from 1.") int seat, @NotNull(message = "Choose whether they came.") Attendance status,
            boolean decisionAuthority, @Nullable @Text(max = 200) String substitute, @Nullable Instant joinedAt, @Nullable Instant leftAt,
            @Nullable @Valid Entry entry) {}

    /** One piece of information about one child. What is not STANDARD is kept from those who may not see what is sensitive. */
    record InformationBody(@NotNull(message = "Choose the agency that tells it.") UUID agencyId, @Min(value = 1, message = FROM_ONE) int ref,
            @NotNull(message = "Choose what it is about.") Category category, @NotNull(message = "Write down what they told.") @Text String text,
            @Nullable Sensitivity sensitivity, @Nullable RiskDomain risk, @Nullable LocalDate sourceDate, @Nullable @Valid Entry entry) {}

    /** What the child said, or why it could not be had. */
    record VoiceBody(@Min(value = 1, message = FROM_ONE) int ref, @NotNull(message = "Choose where it comes from.") VoiceSource source,
            @Nullable @Text String words, @Nullable NotObtained notObtained, @Nullable @Valid Entry entry) {}

    /** What was decided for one child; {@code after} is needed once the meeting has ended, and refused before. */
    record DecisionBody(@Min(value = 1, message = FROM_ONE) int ref, @NotNull(message = "Choose what is decided.") DecisionType type,
            @NotNull(message = "Choose the decision.") Answer decision, @NotNull(message = "Say why.") @Text String rationale,
            @Nullable @Text(max = 200) String whoDecides, @Nullable LocalDate decideBy, @Nullable Instant decidedAt, @Nullable UUID supersedes,
            @Nullable @Valid AfterBody after, @Nullable @Valid Entry entry) {}

    /** Who decided after the end, why then, and whom they asked. */
    record AfterBody(@NotNull(message = "Say who decided.") @Text(max = 200) String decidedBy,
            @NotNull(message = "Say why it was decided after the meeting.") @Text(max = 4_000) String reason,
            @Nullable @Size(max = 30, message = "Give at most 30 agencies.") List<@NotNull(message = EMPTY_ENTRY) UUID> consulted) {}

    /** How an agency stands to a decision; without a time, now. */
    record PositionBody(@NotNull(message = "Choose a decision.") UUID decisionId, @NotNull(message = "Choose an agency.") UUID agencyId,
            @NotNull(message = "Choose how they stand to it.") Stance stance, @Nullable @Text(max = 4_000) String reason, @Nullable Instant at,
            @Nullable @Valid Entry entry) {}

    /** Until when, and how each child is kept safe meanwhile, in their order. */
    record AdjournmentBody(@Nullable Instant at, @NotNull(message = "Say when it goes on.") Instant resumesAt,
            @NotNull(message = "Say for each child how they are kept safe.") @Size(max = 20, message = "Give one entry a child.")
            List<@NotNull(message = EMPTY_ENTRY) @Text(max = 4_000) String> meanwhile, @Nullable @Valid Entry entry) {}

    /** Its end; without a time, now. */
    record ClosingBody(@Nullable Instant endedAt, @Nullable @Text(max = 4_000) String withoutThem, @Nullable Instant nextMeetingAt, @Nullable @Valid Entry entry) {}

    /** Why it will not be held. */
    record CancellationBody(@NotNull(message = "Say why it won't be held.") @Text(max = 2_000) String reason, @Nullable @Valid Entry entry) {}

    @Operation(operationId = "conveneMeeting", summary = "Arrange a meeting, or begin to type one up", tags = "Meetings")
    @PostMapping
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER})
    ResponseEntity<Object> convene(Caller caller, HttpServletRequest request, @Valid @RequestBody MeetingBody body) {
        var id = new MeetingId(desk.newId());
        var startsAt = body.startsAt() == null ? desk.now() : Moments.of(body.startsAt(), "/startsAt");
        var seats = new ArrayList<Seat>();
        for (var seat : body.seats() == null ? List.<SeatBody>of() : body.seats()) {
            seats.add(seat(id, seats.size() + 1, seat, "/seats/" + seats.size()));
        }
        var asked = body.requestedAt() == null ? null : Moments.of(body.requestedAt(), "/requestedAt");
        return desk.send(caller, request, new ConveneMeeting(id, body.kind(), body.children().stream().distinct().map(ChildId::new).toList(),
                PersonalText.of(id.value(), body.purpose()), body.format(), startsAt,
                body.chairId() == null ? caller.actor().userId() : new UserId(body.chairId()), body.minuteTakerId() == null ? null : new UserId(body.minuteTakerId()),
                seats, asked), desk.now(), body.entry());
    }

    @Operation(operationId = "addSeat", summary = "Invite one more, or note somebody who came", tags = "Meetings")
    @PostMapping("/{id}/seats")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER})
    ResponseEntity<Object> addSeat(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody NewSeatBody body) {
        var meeting = new MeetingId(id);
        return desk.send(caller, request, new AddSeat(meeting, seat(meeting, 1, body.seat(), "/seat")), desk.now(), body.entry());
    }

    @Operation(operationId = "openMeeting", summary = "Record that it began", tags = "Meetings")
    @PostMapping("/{id}/opening")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER})
    ResponseEntity<Object> open(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody MomentBody body) {
        var at = moment(body.at(), "/at");
        return desk.send(caller, request, new OpenMeeting(new MeetingId(id), at), at, body.entry());
    }

    @Operation(operationId = "recordAttendance", summary = "Record whether a seat was taken", tags = "Meetings")
    @PostMapping("/{id}/attendance")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER})
    ResponseEntity<Object> attend(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody AttendanceBody body) {
        var joined = body.joinedAt() == null ? null : Moments.of(body.joinedAt(), "/joinedAt");
        var left = body.leftAt() == null ? null : Moments.of(body.leftAt(), "/leftAt");
        if (joined != null && left != null && left.isBefore(joined)) {
            throw new Invalid("/leftAt", "They can't have left before they came. Check both times.");
        }
        return desk.send(caller, request, new RecordAttendance(new MeetingId(id), body.seat(), body.status(), body.decisionAuthority(),
                text(id, body.substitute()), joined, left), desk.now(), body.entry());
    }

    @Operation(operationId = "shareInformation", summary = "Record what an agency told about a child", tags = "Meetings")
    @PostMapping("/{id}/information")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER})
    ResponseEntity<Object> share(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody InformationBody body) {
        var sensitivity = body.sensitivity() == null ? Sensitivity.STANDARD : body.sensitivity();
        return desk.send(caller, request, new ShareInformation(new MeetingId(id), desk.newId(), agency(body.agencyId(), "/agencyId"), body.ref(), body.category(),
                body.text(), sensitivity, body.risk(), body.sourceDate()), desk.now(), Entry.marked(body.entry(), sensitivity != Sensitivity.STANDARD));
    }

    @Operation(operationId = "recordChildVoice", summary = "Record what the child said, or why it could not be had", tags = "Meetings")
    @PostMapping("/{id}/child-voices")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER})
    ResponseEntity<Object> hear(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody VoiceBody body) {
        Entry.forAll(body.entry());
        return desk.send(caller, request, new RecordChildVoice(new MeetingId(id), body.ref(), body.source(), body.words(), body.notObtained()), desk.now(),
                body.entry());
    }

    @Operation(operationId = "recordMeetingDecision", summary = "Record a decision for one child, in the meeting or after it", tags = "Meetings")
    @PostMapping("/{id}/decisions")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER})
    ResponseEntity<Object> decide(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody DecisionBody body) {
        Entry.forAll(body.entry());
        var at = body.decidedAt() == null ? null : Moments.of(body.decidedAt(), "/decidedAt");
        return desk.send(caller, request, new RecordDecision(new MeetingId(id), new DecisionId(desk.newId()), body.ref(), body.type(), body.decision(),
                body.rationale(), body.whoDecides(), body.decideBy(), at, body.supersedes() == null ? null : new DecisionId(body.supersedes()),
                after(id, body.after())), at == null ? desk.now() : at, body.entry());
    }

    @Operation(operationId = "recordPosition", summary = "Record how an agency stands to a decision", tags = "Meetings")
    @PostMapping("/{id}/positions")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER})
    ResponseEntity<Object> position(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody PositionBody body) {
        var at = moment(body.at(), "/at");
        return desk.send(caller, request, new RecordPosition(new MeetingId(id), new DecisionId(body.decisionId()), agency(body.agencyId(), "/agencyId"),
                body.stance(), body.reason(), at), at, body.entry());
    }

    @Operation(operationId = "adjournMeeting", summary = "Stop, to go on later", tags = "Meetings")
    @PostMapping("/{id}/adjournments")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER})
    ResponseEntity<Object> adjourn(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody AdjournmentBody body) {
        var at = moment(body.at(), "/at");
        return desk.send(caller, request, new AdjournMeeting(new MeetingId(id), at, Moments.of(body.resumesAt(), "/resumesAt"), body.meanwhile()), at, body.entry());
    }

    @Operation(operationId = "resumeMeeting", summary = "Go on after an adjournment", tags = "Meetings")
    @PostMapping("/{id}/resumption")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER})
    ResponseEntity<Object> resume(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody MomentBody body) {
        var at = moment(body.at(), "/at");
        return desk.send(caller, request, new ResumeMeeting(new MeetingId(id), at), at, body.entry());
    }

    @Operation(operationId = "closeMeeting", summary = "End it: who is owed what is frozen", tags = "Meetings")
    @PostMapping("/{id}/closing")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER})
    ResponseEntity<Object> close(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody ClosingBody body) {
        var at = moment(body.endedAt(), "/endedAt");
        return desk.send(caller, request, new CloseMeeting(new MeetingId(id), at, text(id, body.withoutThem()),
                body.nextMeetingAt() == null ? null : Moments.of(body.nextMeetingAt(), "/nextMeetingAt")), at, body.entry());
    }

    @Operation(operationId = "cancelMeeting", summary = "Record that it won't be held", tags = "Meetings")
    @PostMapping("/{id}/cancellation")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD})
    ResponseEntity<Object> cancel(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody CancellationBody body) {
        return desk.send(caller, request, new CancelMeeting(new MeetingId(id), PersonalText.of(id, body.reason())), desk.now(), body.entry());
    }

    private @Nullable AfterTheEnd after(UUID meeting, @Nullable AfterBody body) {
        return body == null ? null : new AfterTheEnd(PersonalText.of(meeting, body.decidedBy()), body.reason(),
                (body.consulted() == null ? List.<UUID>of() : body.consulted()).stream().distinct().map(agency -> agency(agency, "/after/consulted")).toList());
    }

    private Seat seat(MeetingId meeting, int number, SeatBody body, String pointer) {
        var agency = agency(body.agencyId(), pointer + "/agencyId");
        var stands = CorePart.of(reference.agency(agency).orElseThrow().type()).orElse(null);
        if (body.core() != null && body.core() != stands) {
            throw new Invalid(pointer + "/core", "That agency doesn't stand for this part. Leave it out.");
        }
        return new Seat(number, agency, body.notCore() ? null : stands, text(meeting.value(), body.personName()),
                text(meeting.value(), body.roleTitle()));
    }

    private AgencyId agency(UUID given, String pointer) {
        var agency = new AgencyId(given);
        if (reference.agency(agency).isEmpty()) {
            throw new Invalid(pointer, "Choose an agency from the list.");
        }
        return agency;
    }

    private Instant moment(@Nullable Instant given, String pointer) {
        return given == null ? desk.now() : Moments.of(given, pointer);
    }

    private static @Nullable PersonalText text(UUID key, @Nullable String text) {
        return text == null ? null : PersonalText.of(key, text);
    }
}
