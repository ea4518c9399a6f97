package org.goldenthread.query.exports;

import static org.goldenthread.events.Role.AGENCY_LEAD;
import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.INFO_GOVERNANCE;
import static org.goldenthread.events.Role.SOCIAL_WORKER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.goldenthread.query.access.Gate;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.edge.Failures.NotFound;
import org.goldenthread.query.edge.Failures.NotReady;
import org.goldenthread.query.edge.Failures.Unreadable;
import org.goldenthread.query.exports.ExportKind.Ask;
import org.goldenthread.query.exports.ExportKind.Name;
import org.goldenthread.query.exports.Exports.Export;
import org.goldenthread.query.exports.Exports.State;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Asking for a file, and taking it when it is made. Numbers of people and records, no names. */
@RestController
final class ExportsApi {

    private final Exports exports;
    private final Gate gate;

    ExportsApi(Exports exports, Gate gate) {
        this.exports = exports;
        this.gate = gate;
    }

    /** How far an export is; its file is at {@code /file} once it is READY. */
    public record Answer(UUID id, Name kind, State state, Instant askedAt, @Nullable Instant madeAt) {

        static Answer of(Export export) {
            return new Answer(export.id(), export.ask().kind(), export.state(), export.askedAt(), export.madeAt());
        }
    }

    @Operation(operationId = "askForExport", summary = "Ask for a file", tags = "Exports")
    @PostMapping(path = "/v1/exports", consumes = "application/json", produces = "application/json")
    @RequiresRole(value = {FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, INFO_GOVERNANCE, AGENCY_LEAD}, content = false)
    ResponseEntity<Answer> ask(Reader reader, @RequestBody Ask ask) {
        var fault = faultOf(ask);
        if (fault != null) {
            throw new Unreadable(fault);
        }
        var export = exports.ask(reader, ask).orElseThrow(NotFound::new);
        return ResponseEntity.accepted().location(URI.create("/v1/exports/" + export.id())).cacheControl(CacheControl.noStore()).body(Answer.of(export));
    }

    /** What is missing from an ask, as a sentence; null where nothing is. */
    static @Nullable String faultOf(Ask ask) {
        if (ask.kind() == null) {
            return "Say which kind of export.";
        }
        return switch (ask.kind()) {
            case READINGS_OF_CHILD -> ask.child() == null ? "Name the child." : null;
            case READINGS_OF_AGENCY -> ask.agency() == null ? "Choose an agency."
                    : ask.from() == null || ask.until() == null ? "Give the first and the last day."
                    : ask.until().isBefore(ask.from()) || ask.until().isAfter(ask.from().plusDays(366)) ? "Give a last day on or after the first, at most a year later." : null;
        };
    }

    @Operation(operationId = "readExport", summary = "How far an export is", tags = "Exports")
    @GetMapping(path = "/v1/exports/{id}", produces = "application/json")
    @RequiresRole(value = {FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, INFO_GOVERNANCE, AGENCY_LEAD}, content = false)
    ResponseEntity<Answer> state(Reader reader, @PathVariable UUID id) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(Answer.of(exports.find(reader, id).orElseThrow(NotFound::new)));
    }

    @Operation(operationId = "takeExportFile", summary = "Take the file", tags = "Exports")
    @ApiResponse(responseCode = "200", description = "The file.")
    @ApiResponse(responseCode = "409", description = "It is being made: ask again in a few seconds.",
            content = @Content(mediaType = "application/problem+json", schema = @Schema(ref = "#/components/schemas/Problem")))
    @GetMapping(path = {"/v1/exports/{id}/file", "/exports/{id}/file"}, produces = "text/csv")
    @RequiresRole({FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, INFO_GOVERNANCE, AGENCY_LEAD})
    ResponseEntity<byte[]> file(Reader reader, @PathVariable UUID id) {
        var export = exports.find(reader, id).orElseThrow(NotFound::new);
        var file = exports.file(export).orElseThrow(NotReady::new);
        List<UUID> records = exports.records(export);
        gate.list(reader, records);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).header(HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(export.ask().fileName()).build().toString()).body(file);
    }
}
