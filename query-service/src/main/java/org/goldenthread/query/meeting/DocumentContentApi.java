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
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.action.ActionEvent.ActionAgreed;
import org.goldenthread.events.action.ActionEvent.Owner;
import org.goldenthread.events.document.DocumentEvent.Heading;
import org.goldenthread.events.document.DocumentEvent.Lack;
import org.goldenthread.events.document.DocumentEvent.Lacking;
import org.goldenthread.events.document.Handling;
import org.goldenthread.events.meeting.MeetingEvent.Answer;
import org.goldenthread.events.meeting.MeetingEvent.DecisionType;
import org.goldenthread.events.meeting.MeetingEvent.Kind;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.ActionId;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.query.access.Gate;
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

    private final Gate gate;
    private final DocumentDesk documents;
    private final MinutesReading minutes;
    private final MeetingDesk desk;
    private final Words words;

    DocumentContentApi(Gate gate, DocumentDesk documents, MinutesReading minutes, MeetingDesk desk, Words words) {
        this.gate = gate;
        this.documents = documents;
        this.minutes = minutes;
        this.desk = desk;
        this.words = words;
    }

    /** What kind of document it is. */
    public enum What { DECISION_NOTICE, MINUTES }

    /** A child it is about; {@code ageAtMeeting} in words, absent in a notice. */
    public record Named(UUID child, String name, @Nullable String ageAtMeeting) {}

    /** A passage as the caller may have it; {@code named} are the agencies that may have it where the handling is NAMED. */
    public record Part(@Nullable UUID child, Heading heading, String text, UUID ownerAgency, Handling handling, List<UUID> named) {}

    /**
     * A decision, and why; {@code replacedBy} where a later one stands in its place. Undecided: by whom and when it is to be decided. After the
     * meeting: by whom, and why not in it.
     */
    public record Decided(UUID decision, UUID child, DecisionType type, Answer answer, String rationale, Instant decidedAt, boolean afterMeeting, @Nullable UUID replacedBy,
            @Nullable String toBeDecidedBy, @Nullable LocalDate toBeDecidedOn, @Nullable String decidedBy, @Nullable String whyAfterMeeting) {}

    /** An action with its owner and day: as it was agreed, and in minutes as it stood when they went out. */
    public record Agreed(UUID action, String description, UUID ownerAgency, @Nullable String ownerName, @Nullable String ownerRole, LocalDate dueOn, @Nullable String measure) {}

    /**
     * One version; {@code newest} is the newest that the caller may have, {@code newestSent} the newest that went out: where it is greater, this one
     * is not to be relied on. {@code missing} is what keeps minutes from being final; {@code contentHash} the fingerprint of all their passages.
     */
    public record Content(UUID document, What what, int version, int newest, int newestSent, UUID meeting, Kind kind, Instant startsAt, Instant issuedAt, boolean finalVersion,
            List<Lacking> missing, @Nullable String contentHash, List<Named> children, List<Part> passages, List<Decided> decisions, List<Agreed> actions) {}

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
        return new Content(opened.id().value(), What.MINUTES, opened.version(), opened.newest(), opened.sent(), opened.meeting().value(), meeting.kind(), meeting.convened().startsAt(),
                issued.issuedAt(), issued.finalVersion(), issued.lacks().stream().map(Lack::what).distinct().toList(), issued.contentHash(), written.owed().about().stream().map(child -> new Named(child.value(), name(content.names(), child), content.ages().get(child))).toList(),
                content.pack().parts().stream().map(this::part).toList(), decided(meeting.decisions()),
                content.tasks().stream().filter(task -> !task.cancelled()).map(task -> agreed(task.agreed(), task.owner(), task.dueOn(), task.agreed().measure())).toList());
    }

    private Content notice(Reader reader, DocumentDesk.Opened opened) {
        var told = documents.told(reader, opened.notice());
        var notice = told.notice();
        var names = desk.names(reader, notice.about());
        gate.records(reader, notice.actions().stream().map(ActionId::value).toList(), Fields.ACTION);
        return new Content(opened.id().value(), What.DECISION_NOTICE, opened.version(), opened.newest(), opened.sent(), opened.meeting().value(), told.meeting().kind(),
                told.meeting().convened().startsAt(), notice.issuedAt(), true, List.of(), null, notice.about().stream().map(child -> new Named(child.value(), name(names, child), null)).toList(), List.of(),
                decided(told.decisions()), told.agreed().stream().map(one -> agreed(one, one.owner(), one.dueOn(), null)).toList());
    }

    private static String name(Map<ChildId, String> names, ChildId child) {
        return names.getOrDefault(child, "");
    }

    private Part part(MinutesPackage.Part one) {
        return new Part(one.child() == null ? null : one.child().value(), one.heading(), words.open(one.text()), one.owner().value(), one.handling(),
                one.named().stream().map(AgencyId::value).toList());
    }

    private List<Decided> decided(List<MeetingView.Ruling> rulings) {
        return rulings.stream().map(one -> new Decided(one.id().value(), one.child().value(), one.type(), one.answer(), words.open(one.rationale()), one.at(), one.after() != null,
                one.replacedBy() == null ? null : one.replacedBy().value(), one.within() == null ? null : openOrNull(one.within().whoDecides()),
                one.within() == null ? null : one.within().decideBy(), one.after() == null ? null : words.open(one.after().decidedBy()),
                one.after() == null ? null : words.open(one.after().reason()))).toList();
    }

    private @Nullable String openOrNull(@Nullable PersonalText text) {
        return text == null ? null : words.open(text);
    }

    private Agreed agreed(ActionAgreed one, Owner owner, LocalDate dueOn, @Nullable PersonalText measure) {
        return new Agreed(one.actionId().value(), words.open(one.description()), owner.agencyId().value(), openOrNull(owner.name()), openOrNull(owner.role()), dueOn, openOrNull(measure));
    }
}
