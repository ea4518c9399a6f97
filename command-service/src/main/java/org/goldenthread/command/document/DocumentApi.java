package org.goldenthread.command.document;

import static org.goldenthread.events.Role.AGENCY_LEAD;
import static org.goldenthread.events.Role.CHAIR_SD;
import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.FD_PARTNER;
import static org.goldenthread.events.Role.FD_SOCIAL_WORKER;
import static org.goldenthread.events.Role.MINUTE_TAKER;
import static org.goldenthread.events.Role.RECIPIENT;
import static org.goldenthread.events.Role.SOCIAL_WORKER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.goldenthread.command.document.DisputeCommand.DisputeAccuracy;
import org.goldenthread.command.document.DisputeCommand.ResolveDispute;
import org.goldenthread.command.document.DistributionCommand.AcknowledgeDocument;
import org.goldenthread.command.document.DistributionCommand.OpenDocument;
import org.goldenthread.command.document.DistributionCommand.RecordOnOwnSystem;
import org.goldenthread.command.document.DistributionCommand.RecordReceipt;
import org.goldenthread.command.edge.Caller;
import org.goldenthread.command.edge.CommandDesk;
import org.goldenthread.command.edge.Entry;
import org.goldenthread.command.edge.RequiresRole;
import org.goldenthread.command.edge.Text;
import org.goldenthread.command.ledger.Facts;
import org.goldenthread.events.document.DocumentEvent.Statement;
import org.goldenthread.events.personal.PersonalText;
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

/** What an agency says of its copy of a document. Which agency's copy it is follows from who calls. */
@RestController
@RequestMapping("/v1/documents")
final class DocumentApi {

    private final CommandDesk desk;
    private final Facts facts;

    DocumentApi(CommandDesk desk, Facts facts) {
        this.desk = desk;
        this.facts = facts;
    }

    /** Which version was opened. */
    record OpeningBody(@Min(value = 1, message = "Versions count from 1.") int version, @Nullable @Valid Entry entry) {}

    /** Which version the agency has, and whether it is for it. */
    record AcknowledgementBody(@Min(value = 1, message = "Versions count from 1.") int version, @NotNull(message = "Choose whether it is for your agency.") Statement statement,
            @Nullable @Valid Entry entry) {}

    /** Under which reference a version stands in the agency's own system, and what that is called. */
    record OwnSystemBody(@Min(value = 1, message = "Versions count from 1.") int version, @NotNull(message = "Say in which system it stands.") @Text(max = 200) String system,
            @NotNull(message = "Give your reference for it there.") @Text(max = 200) String reference, @Nullable UUID agencyId,
            @Nullable @Valid Entry entry) {}

    /** Which version the agency's system has whole. */
    record ReceiptBody(@Min(value = 1, message = "Versions count from 1.") int version, @Nullable @Valid Entry entry) {}

    /** What is not accurate in a version, and what would be. */
    record DisputeBody(@Min(value = 1, message = "Versions count from 1.") int version, @NotNull(message = "Say which part it is about.") @Text(max = 400) String part,
            @NotNull(message = "Say what is wrong and what would be right.") @Text(max = 4_000) String text, @Nullable @Valid Entry entry) {}

    /** What became of a dispute. */
    record ResolutionBody(boolean upheld, @NotNull(message = "Say why.") @Text(max = 4_000) String reason, @Nullable @Valid Entry entry) {}

    @Operation(operationId = "recordDocumentOpened", summary = "Record that somebody of the agency opened its copy", tags = "Documents")
    @PostMapping("/{id}/openings")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER, FD_PARTNER, RECIPIENT, AGENCY_LEAD})
    ResponseEntity<Object> open(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody OpeningBody body) {
        return desk.send(caller, request, new OpenDocument(new DocumentId(id), body.version()), desk.now(), body.entry());
    }

    @Operation(operationId = "acknowledgeDocument", summary = "Say that the agency has its copy", tags = "Documents")
    @PostMapping("/{id}/acknowledgements")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER, FD_PARTNER, RECIPIENT, AGENCY_LEAD})
    ResponseEntity<Object> acknowledge(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody AcknowledgementBody body) {
        return desk.send(caller, request, new AcknowledgeDocument(new DocumentId(id), body.version(), body.statement()), desk.now(), body.entry());
    }

    @Operation(operationId = "recordOnOwnSystem", summary = "Say that it stands in the agency's own system", tags = "Documents")
    @PostMapping("/{id}/own-system-records")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER, FD_PARTNER, RECIPIENT, AGENCY_LEAD})
    ResponseEntity<Object> recorded(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody OwnSystemBody body) {
        var document = new DocumentId(id);
        var key = keyOf(caller, id);
        return desk.send(caller, request, new RecordOnOwnSystem(document, body.version(), body.agencyId() == null ? null : new AgencyId(body.agencyId()), PersonalText.of(key, body.system()), PersonalText.of(key, body.reference())),
                desk.now(), body.entry());
    }

    @Operation(operationId = "recordReceipt", summary = "Say that the agency's own system fetched its copy whole", tags = "Documents")
    @PostMapping("/{id}/receipts")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER, FD_PARTNER, RECIPIENT, AGENCY_LEAD})
    ResponseEntity<Object> received(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody ReceiptBody body) {
        return desk.send(caller, request, new RecordReceipt(new DocumentId(id), body.version()), desk.now(), body.entry());
    }

    @Operation(operationId = "disputeAccuracy", summary = "Say that a version of minutes is not accurate", tags = "Documents")
    @PostMapping("/{id}/disputes")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER, FD_PARTNER, RECIPIENT, AGENCY_LEAD})
    ResponseEntity<Object> dispute(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody DisputeBody body) {
        var key = keyOf(caller, id);
        return desk.send(caller, request, new DisputeAccuracy(new DocumentId(id), body.version(), PersonalText.of(key, body.part()), PersonalText.of(key, body.text())), desk.now(),
                body.entry());
    }

    @Operation(operationId = "resolveDispute", summary = "Say what became of a dispute", tags = "Documents")
    @PostMapping("/{id}/disputes/{dispute}/resolutions")
    @RequiresRole({FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD})
    ResponseEntity<Object> resolve(Caller caller, HttpServletRequest request, @PathVariable UUID id, @PathVariable int dispute, @Valid @RequestBody ResolutionBody body) {
        return desk.send(caller, request, new ResolveDispute(new DocumentId(id), dispute, body.upheld(), PersonalText.of(keyOf(caller, id), body.reason())), desk.now(), body.entry());
    }

    /** What a document's words are sealed under: its meeting's key. */
    private UUID keyOf(Caller caller, UUID document) {
        return facts.meetingOf(caller.ledger(), new DocumentId(document)).map(MeetingId::value).orElse(document);
    }
}
