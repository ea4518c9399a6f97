package org.goldenthread.query.meeting;

import static org.goldenthread.events.Role.AGENCY_LEAD;
import static org.goldenthread.events.Role.AUDITOR;
import static org.goldenthread.events.Role.CHAIR_SD;
import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.FD_PARTNER;
import static org.goldenthread.events.Role.FD_SOCIAL_WORKER;
import static org.goldenthread.events.Role.INSPECTOR;
import static org.goldenthread.events.Role.MINUTE_TAKER;
import static org.goldenthread.events.Role.RECIPIENT;
import static org.goldenthread.events.Role.SOCIAL_WORKER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.goldenthread.events.action.ActionEvent.ActionAgreed;
import org.goldenthread.events.document.DocumentEvent.Heading;
import org.goldenthread.events.document.Handling;
import org.goldenthread.events.meeting.MeetingEvent.Answer;
import org.goldenthread.events.meeting.MeetingEvent.DecisionType;
import org.goldenthread.events.meeting.MeetingEvent.Kind;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.document.Documents;
import org.goldenthread.query.edge.Failures.NotFound;
import org.goldenthread.query.edge.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A document as an agency's own system fetches it: what that agency may have of it, by the same rights as its page. Says nothing of having been opened. */
@RestController
final class DocumentContentApi {

    private final DocumentDesk documents;
    private final MinutesReading minutes;
    private final MeetingDesk desk;
    private final Words words;

    DocumentContentApi(DocumentDesk documents, MinutesReading minutes, MeetingDesk desk, Words words) {
        this.documents = documents;
        this.minutes = minutes;
        this.desk = desk;
        this.words = words;
    }

    /** What kind of document it is. */
    public enum What { DECISION_NOTICE, MINUTES }

    /** A child it is about; {@code ageAtMeeting} in words, absent in a notice. */
    public record Named(UUID child, String name, @Nullable String ageAtMeeting) {}

    /** A passage as the caller may have it, and who may have it beside them. */
    public record Part(int number, @Nullable UUID child, Heading heading, String text, UUID ownerAgency, Handling handling) {}

    /** A decision, in or after the meeting, and why; {@code replacedBy} where a later one stands in its place. */
    public record Decided(UUID decision, UUID child, DecisionType type, Answer answer, String rationale, Instant decidedAt, boolean afterMeeting, @Nullable UUID replacedBy) {}

    /** An action as it was agreed. */
    public record Agreed(UUID action, List<UUID> children, String description, UUID ownerAgency, @Nullable String ownerName, LocalDate dueOn, @Nullable String measure) {}

    /** One version; {@code newest} is the newest that the caller may have, {@code contentHash} the fingerprint of all its passages. */
    public record Content(UUID document, What what, int version, int newest, UUID meeting, Kind kind, Instant startsAt, Instant issuedAt, boolean finalVersion, @Nullable String contentHash,
            List<Named> children, List<Part> passages, List<Decided> decisions, List<Agreed> actions) {}

    @Operation(operationId = "readDocument", summary = "A version of a document, as the caller's agency may have it", tags = "Documents")
    @GetMapping(path = "/v1/documents/{id}", produces = "application/json")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER, FD_PARTNER, AGENCY_LEAD, RECIPIENT, AUDITOR, INSPECTOR})
    ResponseEntity<Content> read(Reader reader, @PathVariable UUID id, @RequestParam(name = "version", required = false) @Nullable Integer version) {
        var opened = documents.open(reader, id, version);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(opened.written().map(written -> minutes(reader, opened, written)).orElseGet(() -> notice(reader, opened)));
    }

    private Content minutes(Reader reader, DocumentDesk.Opened opened, MinutesView written) {
        var version = written.of(opened.version()).orElseThrow(NotFound::new);
        var issued = version.issued();
        if (issued == null) {
            throw new NotFound();
        }
        var content = minutes.content(reader, written, version, opened.isWhole() ? Optional.empty() : Optional.of(reader.actor().agencyId()));
        var meeting = content.meeting();
        return new Content(opened.id().value(), What.MINUTES, opened.version(), opened.newest(), opened.meeting().value(), meeting.kind(), meeting.convened().startsAt(), issued.issuedAt(),
                issued.finalVersion(), issued.contentHash(), written.owed().about().stream().map(child -> new Named(child.value(), name(content.names(), child), content.ages().get(child))).toList(),
                content.pack().parts().stream().map(this::part).toList(), decided(meeting.decisions()),
                content.tasks().stream().filter(task -> !task.cancelled()).map(task -> agreed(task.agreed())).toList());
    }

    private Content notice(Reader reader, DocumentDesk.Opened opened) {
        var told = documents.told(reader, opened.notice());
        var notice = told.notice();
        var names = desk.names(reader, notice.about());
        return new Content(opened.id().value(), What.DECISION_NOTICE, opened.version(), opened.newest(), opened.meeting().value(), told.meeting().kind(),
                told.meeting().convened().startsAt(), notice.issuedAt(), true, null, notice.about().stream().map(child -> new Named(child.value(), name(names, child), null)).toList(), List.of(),
                decided(told.decisions()), told.agreed().stream().map(this::agreed).toList());
    }

    private static String name(Map<ChildId, String> names, ChildId child) {
        return names.getOrDefault(child, "");
    }

    private Part part(MinutesPackage.Part one) {
        return new Part(one.number(), one.child() == null ? null : one.child().value(), one.heading(), words.open(one.text()), one.owner().value(), one.handling());
    }

    private List<Decided> decided(List<MeetingView.Ruling> rulings) {
        return rulings.stream().map(one -> new Decided(one.id().value(), one.child().value(), one.type(), one.answer(), words.open(one.rationale()), one.at(), one.after() != null,
                one.replacedBy() == null ? null : one.replacedBy().value())).toList();
    }

    private Agreed agreed(ActionAgreed one) {
        return new Agreed(one.actionId().value(), one.about().stream().map(ChildId::value).toList(), words.open(one.description()), one.owner().agencyId().value(),
                one.owner().name() == null ? null : words.open(one.owner().name()), one.dueOn(), one.measure() == null ? null : words.open(one.measure()));
    }
}
