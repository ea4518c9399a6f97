package org.goldenthread.command.document;

import static org.goldenthread.events.Role.AGENCY_LEAD;
import static org.goldenthread.events.Role.CHAIR_SD;
import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.FD_PARTNER;
import static org.goldenthread.events.Role.FD_SOCIAL_WORKER;
import static org.goldenthread.events.Role.INFO_GOVERNANCE;
import static org.goldenthread.events.Role.MINUTE_TAKER;
import static org.goldenthread.events.Role.RECIPIENT;
import static org.goldenthread.events.Role.SOCIAL_WORKER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.UUID;
import org.goldenthread.command.document.DistributionCommand.RecordBounced;
import org.goldenthread.command.document.DistributionCommand.RecordSentByHand;
import org.goldenthread.command.document.DistributionCommand.Resend;
import org.goldenthread.command.document.DocumentCommand.IncludeRecipient;
import org.goldenthread.command.document.MisdirectedCommand.AssessBreach;
import org.goldenthread.command.document.MisdirectedCommand.ConfirmDestruction;
import org.goldenthread.command.document.MisdirectedCommand.ReportWrongRecipient;
import org.goldenthread.command.document.MisdirectedCommand.WithdrawDocument;
import org.goldenthread.command.edge.Caller;
import org.goldenthread.command.edge.CommandDesk;
import org.goldenthread.command.edge.Entry;
import org.goldenthread.command.edge.Moments;
import org.goldenthread.command.edge.Problems.Invalid;
import org.goldenthread.command.edge.RequiresRole;
import org.goldenthread.command.edge.Text;
import org.goldenthread.command.ledger.Facts;
import org.goldenthread.events.document.DocumentEvent.Bounce;
import org.goldenthread.events.document.DocumentEvent.Channel;
import org.goldenthread.events.document.DocumentEvent.Resending;
import org.goldenthread.events.document.DocumentEvent.Withdrawal;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.reference.Reference;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.events.values.MeetingId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What who sends a document does about its copies: once more, by hand, to one more agency, taken away again. */
@RestController
@RequestMapping("/v1/documents/{id}")
final class DistributionApi {

    private final CommandDesk desk;
    private final Facts facts;
    private final Reference reference;

    DistributionApi(CommandDesk desk, Facts facts, Reference reference) {
        this.desk = desk;
        this.facts = facts;
        this.reference = reference;
    }

    /** Which version goes once more to whom, how and why. */
    record ResendingBody(@Min(value = 1, message = "Versions count from 1.") int version, @NotNull(message = "Choose the agency.") UUID agencyId,
            @NotNull(message = "Choose by which way.") Channel channel, @NotNull(message = "Choose why.") Resending reason, @Nullable @Valid Entry entry) {}

    /** What was posted or handed over, and when; {@code deliveredAt} where it is known to have arrived. */
    record SendingBody(@Min(value = 1, message = "Versions count from 1.") int version, @NotNull(message = "Choose the agency.") UUID agencyId,
            @NotNull(message = "Choose by which way.") Channel channel, @NotNull(message = "Say when it was sent.") Instant sentAt, @Nullable Instant deliveredAt,
            @Nullable @Valid Entry entry) {}

    /** What came back, and when. */
    record BounceBody(@Min(value = 1, message = "Versions count from 1.") int version, @NotNull(message = "Choose the agency.") UUID agencyId,
            @NotNull(message = "Choose why it came back.") Bounce reason, @NotNull(message = "Say when.") Instant bouncedAt, @Nullable @Valid Entry entry) {}

    /** Who is to be sent it too, and why. */
    record RecipientBody(@NotNull(message = "Choose the agency.") UUID agencyId, @NotNull(message = "Say why they are to have it.") @Text(max = 4_000) String reason,
            @Nullable @Valid Entry entry) {}

    /** What went to the wrong agency; the caller's own where none is named. */
    record WrongRecipientBody(@Min(value = 1, message = "Versions count from 1.") int version, @Nullable UUID agencyId, boolean seen, boolean destroyed,
            @NotNull(message = "Say what happened.") @Text(max = 4_000) String account, @Nullable @Valid Entry entry) {}

    /** From whom it is taken away, and why. */
    record WithdrawalBody(@NotNull(message = "Choose the agency.") UUID agencyId, @NotNull(message = "Choose why.") Withdrawal reason, @Nullable @Valid Entry entry) {}

    /** Who said that they destroyed it. */
    record DestructionBody(@NotNull(message = "Choose the agency.") UUID agencyId, @Nullable @Valid Entry entry) {}

    /** What came of a breach, and whether the Information Commissioner was told. */
    record AssessmentBody(@NotNull(message = "Choose the agency.") UUID agencyId, boolean toldCommissioner,
            @NotNull(message = "Say what came of it.") @Text(max = 4_000) String outcome, @Nullable @Valid Entry entry) {}

    @Operation(operationId = "resendDocument", summary = "Send it once more to an agency", tags = "Distribution")
    @PostMapping("/resendings")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER})
    ResponseEntity<Object> resend(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody ResendingBody body) {
        return desk.send(caller, request, new Resend(new DocumentId(id), body.version(), agency(body.agencyId()), body.channel(), body.reason()), desk.now(), body.entry());
    }

    @Operation(operationId = "recordSentByHand", summary = "Record that it was posted, handed over or is known to have gone", tags = "Distribution")
    @PostMapping("/sendings")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER})
    ResponseEntity<Object> sent(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody SendingBody body) {
        if (body.channel() == Channel.PORTAL) {
            throw new Invalid("/channel", "What goes by the inbox is sent from here. Send it once more instead.");
        }
        var sentAt = past(body.sentAt(), "/sentAt");
        var deliveredAt = body.deliveredAt() == null ? body.channel() == Channel.IN_MEETING_HANDOVER ? sentAt : null : past(body.deliveredAt(), "/deliveredAt");
        if (deliveredAt != null && deliveredAt.isBefore(sentAt)) {
            throw new Invalid("/deliveredAt", "It can't have arrived before it was sent. Correct one of the two times.");
        }
        return desk.send(caller, request, new RecordSentByHand(new DocumentId(id), body.version(), agency(body.agencyId()), body.channel(), sentAt, deliveredAt), sentAt, body.entry());
    }

    @Operation(operationId = "recordBounced", summary = "Record that it came back", tags = "Distribution")
    @PostMapping("/bounces")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER})
    ResponseEntity<Object> bounced(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody BounceBody body) {
        var at = past(body.bouncedAt(), "/bouncedAt");
        return desk.send(caller, request, new RecordBounced(new DocumentId(id), body.version(), agency(body.agencyId()), body.reason(), at), at, body.entry());
    }

    @Operation(operationId = "includeRecipient", summary = "Send it to one more agency", tags = "Distribution")
    @PostMapping("/recipients")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER})
    ResponseEntity<Object> include(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody RecipientBody body) {
        return desk.send(caller, request, new IncludeRecipient(new DocumentId(id), agency(body.agencyId()), text(caller, id, body.reason())), desk.now(), body.entry());
    }

    @Operation(operationId = "reportWrongRecipient", summary = "Say that it went to an agency that it isn't for", tags = "Distribution")
    @PostMapping("/wrong-recipients")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER, FD_PARTNER, RECIPIENT, AGENCY_LEAD})
    ResponseEntity<Object> wrong(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody WrongRecipientBody body) {
        var agency = body.agencyId() == null || body.agencyId().equals(caller.actor().agencyId().value()) ? null : agency(body.agencyId());
        return desk.send(caller, request, new ReportWrongRecipient(new DocumentId(id), body.version(), agency, body.seen(), body.destroyed(), text(caller, id, body.account())),
                desk.now(), body.entry());
    }

    @Operation(operationId = "withdrawDocument", summary = "Take every version of it away from an agency", tags = "Distribution")
    @PostMapping("/withdrawals")
    @RequiresRole({FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD})
    ResponseEntity<Object> withdraw(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody WithdrawalBody body) {
        if (body.reason() == Withdrawal.WRONG_RECIPIENT) {
            throw new Invalid("/reason", "Report that it went to the wrong agency instead: that takes it away too, and has the breach assessed.");
        }
        return desk.send(caller, request, new WithdrawDocument(new DocumentId(id), agency(body.agencyId()), body.reason()), desk.now(), body.entry());
    }

    @Operation(operationId = "confirmDestruction", summary = "Record that an agency destroyed what it held of it", tags = "Distribution")
    @PostMapping("/destructions")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER})
    ResponseEntity<Object> destroyed(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody DestructionBody body) {
        return desk.send(caller, request, new ConfirmDestruction(new DocumentId(id), agency(body.agencyId())), desk.now(), body.entry());
    }

    @Operation(operationId = "assessBreach", summary = "Say what came of a breach", tags = "Distribution")
    @PostMapping("/breach-assessments")
    @RequiresRole(INFO_GOVERNANCE)
    ResponseEntity<Object> assess(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody AssessmentBody body) {
        return desk.send(caller, request, new AssessBreach(new DocumentId(id), agency(body.agencyId()), body.toldCommissioner(), text(caller, id, body.outcome())), desk.now(),
                body.entry());
    }

    private AgencyId agency(UUID given) {
        var agency = new AgencyId(given);
        if (reference.agency(agency).isEmpty()) {
            throw new Invalid("/agencyId", "Choose an agency from the list.");
        }
        return agency;
    }

    private Instant past(Instant given, String pointer) {
        var at = Moments.of(given, pointer);
        if (at.isAfter(desk.now())) {
            throw new Invalid(pointer, "This time hasn't come yet. Give when it happened.");
        }
        return at;
    }

    private PersonalText text(Caller caller, UUID document, String typed) {
        return PersonalText.of(facts.meetingOf(caller.ledger(), new DocumentId(document)).map(MeetingId::value).orElse(document), typed);
    }
}
