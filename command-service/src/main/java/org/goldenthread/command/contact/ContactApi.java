package org.goldenthread.command.contact;

import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.FD_SCREENER;
import static org.goldenthread.events.Role.FD_SOCIAL_WORKER;
import static org.goldenthread.events.Role.REFERRER_PRO;
import static org.goldenthread.events.Role.SOCIAL_WORKER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.goldenthread.command.child.BirthDate;
import org.goldenthread.command.contact.ContactCommand.AcknowledgeContact;
import org.goldenthread.command.contact.ContactCommand.CompleteContactDetails;
import org.goldenthread.command.contact.ContactCommand.GiveReferrerFeedback;
import org.goldenthread.command.contact.ContactCommand.MakeThresholdDecision;
import org.goldenthread.command.contact.ContactCommand.MatchChild;
import org.goldenthread.command.contact.ContactCommand.ReceiveContact;
import org.goldenthread.command.contact.ContactCommand.ReturnToFrontDoor;
import org.goldenthread.command.edge.Caller;
import org.goldenthread.command.edge.CommandDesk;
import org.goldenthread.command.edge.Entry;
import org.goldenthread.command.edge.Moments;
import org.goldenthread.command.edge.Problems.FieldFault;
import org.goldenthread.command.edge.Problems.Invalid;
import org.goldenthread.command.edge.RequiresRole;
import org.goldenthread.command.edge.Text;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.contact.ContactEvent.Channel;
import org.goldenthread.events.contact.ContactEvent.ContactKind;
import org.goldenthread.events.contact.ContactEvent.DobStatus;
import org.goldenthread.events.contact.ContactEvent.FeedbackMethod;
import org.goldenthread.events.contact.ContactEvent.LegalBasis;
import org.goldenthread.events.contact.ContactEvent.MatchBasis;
import org.goldenthread.events.contact.ContactEvent.NamedChild;
import org.goldenthread.events.contact.ContactEvent.NeedStage;
import org.goldenthread.events.contact.ContactEvent.Referrer;
import org.goldenthread.events.contact.ContactEvent.ThresholdOutcome;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.reference.Reference;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.ContactId;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.SourceCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Commands to a contact, each a task with a name of its own. Ids are made here; who acts comes from the token. */
@RestController
@RequestMapping("/v1/contacts")
final class ContactApi {

    private final CommandDesk desk;
    private final Reference reference;
    private final Clock clock;

    ContactApi(CommandDesk desk, Reference reference, Clock clock) {
        this.desk = desk;
        this.reference = reference;
        this.clock = clock;
    }

    /** A contact as it came in. Only channel, concern and one child are needed at once. */
    record ContactBody(@NotNull(message = "Choose how the contact reached us.") Channel channel, @Nullable ContactKind kind,
            @Nullable Instant receivedAt, @Nullable String sourceCode, @Nullable @Valid ReferrerBody referrer, boolean anonymous,
            boolean immediateDanger, @NotNull(message = "Say what the worry is.") @Text String concern,
            @Nullable @Size(max = 20, message = "Give at most 20 children in one contact.") List<@NotNull(message = "Remove the empty entry, or fill it in.") @Valid ChildBody> children,
            @Nullable @Valid Entry entry) {}

    /** Who told us. */
    record ReferrerBody(@Nullable @Text(max = 200) String name, @Nullable UUID agencyId, @Nullable @Text(max = 200) String roleTitle,
            @Nullable @Text(max = 50) String phone) {}

    /** A child as the referrer names them. */
    record ChildBody(@Nullable @Text(max = 200) String name, boolean identityUnknown, @Nullable DobStatus dobStatus,
            @Nullable LocalDate dob, @Nullable @Text(max = 500) String address, @Nullable @Text(max = 2_000) String description) {}

    /** What a quick log left out; {@code ref} counts the contact's children from 1. */
    record DetailsBody(@Nullable String sourceCode, @Nullable @Valid ReferrerBody referrer, @Nullable @Text String furtherConcern,
            @Nullable @Size(max = 20, message = "Give at most 20 children.") List<@NotNull(message = "Remove the empty entry, or fill it in.") @Valid RefChildBody> children,
            @Nullable @Valid Entry entry) {}

    /** Details of one child the contact names. */
    record RefChildBody(@Min(value = 1, message = "Children count from 1.") int ref,
            @NotNull(message = "Give the child's details.") @Valid ChildBody child) {}

    /** When and how the referrer was told that the contact arrived. */
    record AcknowledgementBody(@Nullable Instant at, @NotNull(message = "Choose how you told them.") FeedbackMethod method,
            @Nullable @Valid Entry entry) {}

    /** Which record a named child is; without {@code childId}, a new child. */
    record MatchBody(@Min(value = 1, message = "Children count from 1.") int ref, @Nullable UUID childId,
            @Nullable MatchBasis matchBasis,
            @Min(value = 0, message = "Confidence is 0 to 100.") @Max(value = 100, message = "Confidence is 0 to 100.") int confidence,
            @Nullable @Valid Entry entry) {}

    /** What happens next for one child. An empty rationale is refused by the rules, not here. */
    record DecisionBody(@Min(value = 1, message = "Children count from 1.") int ref,
            @NotNull(message = "Choose what happens next.") ThresholdOutcome outcome,
            @NotNull(message = "Choose the stage of need.") NeedStage needStage,
            @NotNull(message = "Choose the legal basis.") LegalBasis legalBasis, @Nullable String rationale,
            boolean cumulativeFactor,
            @Nullable @Size(max = 30, message = "Give at most 30 agencies.") List<@NotNull(message = "Remove the empty entry.") UUID> agenciesConsulted,
            @Nullable @Size(max = 30, message = "Give at most 30 agencies.") List<@NotNull(message = "Remove the empty entry.") UUID> endorsedBy,
            @Nullable Instant decidedAt, @Nullable @Valid Entry entry) {}

    /** Which named child is another one than the record it was sent to. */
    record ReturnBody(@Min(value = 1, message = "Children count from 1.") int ref, @Nullable @Valid Entry entry) {}

    /** What the referrer was told. */
    record FeedbackBody(@Nullable Instant givenAt, @NotNull(message = "Choose how you told them.") FeedbackMethod method,
            @NotNull(message = "Say what you told them happens next.") @Text(max = 4_000) String outcomeText,
            @NotNull(message = "Say why, as you told it.") @Text(max = 4_000) String reasons,
            @Nullable @Text(max = 4_000) String signposting, boolean challengeRouteGiven, @Nullable @Valid Entry entry) {}

    @Operation(operationId = "receiveContact", summary = "Log a contact", tags = "Contacts")
    @PostMapping
    @RequiresRole({FD_SCREENER, FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, REFERRER_PRO})
    ResponseEntity<Object> receive(Caller caller, HttpServletRequest request, @Valid @RequestBody ContactBody body) {
        var id = new ContactId(desk.newId());
        var receivedAt = body.receivedAt() == null ? desk.now() : Moments.of(body.receivedAt(), "/receivedAt");
        var children = new ArrayList<NamedChild>();
        var faults = new ArrayList<FieldFault>();
        for (var child : orEmpty(body.children())) {
            int ref = children.size() + 1;
            if (child.name() == null && child.description() == null) {
                faults.add(new FieldFault("/children/" + (ref - 1) + "/name", "Give the child's name, or describe the child and choose 'identity unknown'."));
            }
            children.add(child(ref, new ChildId(desk.newId()), child, "/children/" + (ref - 1), faults));
        }
        var source = source(body.sourceCode(), faults);
        var referrer = referrer(id, body.referrer(), faults);
        refuse(faults);
        return desk.send(caller, request, new ReceiveContact(id, body.kind() == null ? ContactKind.REQUEST : body.kind(), body.channel(),
                receivedAt, source, referrer, body.anonymous(), body.immediateDanger(), PersonalText.of(id.value(), body.concern()),
                children), receivedAt, body.entry());
    }

    @Operation(operationId = "completeContactDetails", summary = "Add what a quick log left out", tags = "Contacts")
    @PostMapping("/{id}/details")
    @RequiresRole({FD_SCREENER, FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER})
    ResponseEntity<Object> complete(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody DetailsBody body) {
        var contact = new ContactId(id);
        var faults = new ArrayList<FieldFault>();
        var children = new ArrayList<NamedChild>();
        for (var given : orEmpty(body.children())) {
            children.add(child(given.ref(), new ChildId(id), given.child(), "/children/" + children.size() + "/child", faults));
        }
        var source = source(body.sourceCode(), faults);
        var referrer = referrer(contact, body.referrer(), faults);
        refuse(faults);
        return desk.send(caller, request, new CompleteContactDetails(contact, source, referrer, text(id, body.furtherConcern()), children),
                desk.now(), body.entry());
    }

    @Operation(operationId = "acknowledgeContact", summary = "Record that the referrer was told it arrived", tags = "Contacts")
    @PostMapping("/{id}/acknowledgement")
    @RequiresRole({FD_SCREENER, FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER})
    ResponseEntity<Object> acknowledge(Caller caller, HttpServletRequest request, @PathVariable UUID id,
            @Valid @RequestBody AcknowledgementBody body) {
        var at = body.at() == null ? desk.now() : Moments.of(body.at(), "/at");
        return desk.send(caller, request, new AcknowledgeContact(new ContactId(id), at, body.method()), at, body.entry());
    }

    @Operation(operationId = "matchChild", summary = "Match a named child to a record, or find it new", tags = "Contacts")
    @PostMapping("/{id}/matches")
    @RequiresRole({FD_SCREENER, FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER})
    ResponseEntity<Object> match(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody MatchBody body) {
        if (body.childId() != null && (body.matchBasis() == null || body.matchBasis() == MatchBasis.NEW_CHILD)) {
            throw new Invalid("/matchBasis", "Say on what the match rests.");
        }
        return desk.send(caller, request, new MatchChild(new ContactId(id), body.ref(), body.childId() == null ? null : new ChildId(body.childId()),
                body.matchBasis() == null ? MatchBasis.NEW_CHILD : body.matchBasis(), body.confidence()), desk.now(), body.entry());
    }

    @Operation(operationId = "makeThresholdDecision", summary = "Record what happens next for one child", tags = "Contacts")
    @PostMapping("/{id}/threshold-decisions")
    @RequiresRole({FD_MANAGER, EDT, TEAM_MANAGER, FD_SOCIAL_WORKER, SOCIAL_WORKER, FD_SCREENER})
    ResponseEntity<Object> decide(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody DecisionBody body) {
        var faults = new ArrayList<FieldFault>();
        var rationale = body.rationale() == null ? "" : body.rationale();
        if (rationale.length() > 20_000 || !rationale.codePoints().noneMatch(point -> (point >= 0xD800 && point <= 0xDFFF) || point == 0)) {
            faults.add(new FieldFault("/rationale", "Shorten it to 20000 characters or fewer, without characters that can't be stored."));
        }
        var consulted = agencies(body.agenciesConsulted(), "/agenciesConsulted", faults);
        var endorsed = agencies(body.endorsedBy(), "/endorsedBy", faults);
        refuse(faults);
        return desk.send(caller, request, new MakeThresholdDecision(new ContactId(id), new DecisionId(desk.newId()), body.ref(),
                body.outcome(), body.needStage(), body.legalBasis(), rationale, body.cumulativeFactor(), consulted, endorsed),
                body.decidedAt() == null ? desk.now() : Moments.of(body.decidedAt(), "/decidedAt"), body.entry());
    }

    @Operation(operationId = "returnContactToFrontDoor", summary = "Say that it is another child", tags = "Contacts")
    @PostMapping("/{id}/returns-to-front-door")
    @RequiresRole({SOCIAL_WORKER, TEAM_MANAGER, FD_SOCIAL_WORKER, FD_MANAGER, EDT})
    ResponseEntity<Object> returnToFrontDoor(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody ReturnBody body) {
        return desk.send(caller, request, new ReturnToFrontDoor(new ContactId(id), body.ref()), desk.now(), body.entry());
    }

    @Operation(operationId = "giveReferrerFeedback", summary = "Record what the referrer was told", tags = "Contacts")
    @PostMapping("/{id}/feedback")
    @RequiresRole({FD_SCREENER, FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER})
    ResponseEntity<Object> giveFeedback(Caller caller, HttpServletRequest request, @PathVariable UUID id,
            @Valid @RequestBody FeedbackBody body) {
        var at = body.givenAt() == null ? desk.now() : Moments.of(body.givenAt(), "/givenAt");
        return desk.send(caller, request, new GiveReferrerFeedback(new ContactId(id), at, body.method(),
                PersonalText.of(id, body.outcomeText()), PersonalText.of(id, body.reasons()), text(id, body.signposting()),
                body.challengeRouteGiven()), at, body.entry());
    }

    private NamedChild child(int ref, ChildId id, ChildBody body, String pointer, List<FieldFault> faults) {
        var dob = body.dob();
        var status = BirthDate.statusOf(body.dobStatus(), dob);
        BirthDate.fault(status, dob, WorkingCalendar.dayOf(clock.instant())).ifPresent(fault -> faults.add(new FieldFault(pointer + "/dob", fault)));
        return new NamedChild(ref, id, text(id.value(), body.name()), body.identityUnknown(), status,
                dob == null ? null : PersonalText.of(id.value(), dob.toString()), text(id.value(), body.address()),
                text(id.value(), body.description()));
    }

    private @Nullable Referrer referrer(ContactId contact, @Nullable ReferrerBody body, List<FieldFault> faults) {
        if (body == null) {
            return null;
        }
        var agency = body.agencyId() == null ? null : new AgencyId(body.agencyId());
        if (agency != null && reference.agency(agency).isEmpty()) {
            faults.add(new FieldFault("/referrer/agencyId", "Choose an agency from the list."));
        }
        return new Referrer(text(contact.value(), body.name()), agency, text(contact.value(), body.roleTitle()), text(contact.value(), body.phone()));
    }

    private List<AgencyId> agencies(@Nullable List<UUID> given, String pointer, List<FieldFault> faults) {
        var ids = orEmpty(given).stream().map(AgencyId::new).distinct().toList();
        if (ids.stream().anyMatch(id -> reference.agency(id).isEmpty())) {
            faults.add(new FieldFault(pointer, "Choose agencies from the list."));
        }
        return ids;
    }

    private static @Nullable SourceCode source(@Nullable String code, List<FieldFault> faults) {
        if (code == null) {
            return null;
        }
        if (!SourceCode.all().containsKey(code)) {
            faults.add(new FieldFault("/sourceCode", "Choose a source from the list."));
            return null;
        }
        return new SourceCode(code);
    }

    private static void refuse(List<FieldFault> faults) {
        if (!faults.isEmpty()) {
            throw new Invalid(faults);
        }
    }

    private static @Nullable PersonalText text(UUID key, @Nullable String text) {
        return text == null ? null : PersonalText.of(key, text);
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
