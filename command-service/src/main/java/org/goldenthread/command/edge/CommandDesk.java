package org.goldenthread.command.edge;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.goldenthread.command.access.AccessRule;
import org.goldenthread.command.action.ActionRule;
import org.goldenthread.command.audit.AuditSampleRule;
import org.goldenthread.command.audit.ReplayRule;
import org.goldenthread.command.child.ChildRule;
import org.goldenthread.command.contact.ContactRule;
import org.goldenthread.command.document.DocumentCommand;
import org.goldenthread.command.document.DocumentRule;
import org.goldenthread.command.ledger.Attempt.Sender;
import org.goldenthread.command.ledger.Commands;
import org.goldenthread.command.ledger.Commands.Outcome;
import org.goldenthread.command.ledger.Facts;
import org.goldenthread.command.ledger.Ids;
import org.goldenthread.command.ledger.LedgerCommand;
import org.goldenthread.command.ledger.Remark;
import org.goldenthread.command.ledger.Rule;
import org.goldenthread.command.meeting.MeetingRule;
import org.goldenthread.command.staff.StaffRule;
import org.goldenthread.events.RuleOverride;
import org.goldenthread.events.Sensitivity;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.MeetingId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.ContentCachingRequestWrapper;
import org.springframework.web.util.WebUtils;

/** Takes a command from HTTP to the ledger and its outcome back: keys, versions, warnings, problems. */
public final class CommandDesk {

    /** Every rule with a sentence. */
    public static final List<Rule> RULES = Stream.<Rule[]>of(ContactRule.values(), ChildRule.values(), StaffRule.values(), AccessRule.values(),
            AuditSampleRule.values(), ReplayRule.values(), MeetingRule.values(), ActionRule.values(), DocumentRule.values())
            .flatMap(Stream::of).toList();

    private static final Map<String, Rule> BY_ID = RULES.stream().collect(Collectors.toUnmodifiableMap(Rule::id, rule -> rule));

    private final Commands commands;
    private final Problems problems;
    private final Ids ids;
    private final Clock clock;
    private final MeterRegistry meters;
    private final SecretKeySpec bodyKey;
    private final Doorkeeper doorkeeper;
    private final Facts facts;

    public CommandDesk(Commands commands, Problems problems, Ids ids, Clock clock, MeterRegistry meters, byte[] bodyKey, Doorkeeper doorkeeper, Facts facts) {
        this.facts = facts;
        this.doorkeeper = doorkeeper;
        this.meters = meters;
        this.commands = commands;
        this.problems = problems;
        this.ids = ids;
        this.clock = clock;
        this.bodyKey = new SecretKeySpec(bodyKey, "HmacSHA256");
    }

    /** What a caller gets: {@code version} for If-Match, {@code after} to read what they wrote. */
    public record Answer(UUID id, int version, String after, List<Warning> warnings) {}

    /** A rule's warning. */
    public record Warning(String rule, String sentence) {}

    /** An id for something new. */
    public UUID newId() {
        return ids.next();
    }

    /** Now, in whole milliseconds: the precision of the ledger. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Sends a command; {@code occurredAt} is when it happened in the world. */
    public ResponseEntity<Object> send(Caller caller, HttpServletRequest request, LedgerCommand command, Instant occurredAt,
            @Nullable Entry entry) {
        var key = request.getHeader("Idempotency-Key");
        if (key == null || !key.matches("[\\x21-\\x7e]{8,128}")) {
            return answer(problems.problem("idempotency-key", HttpStatus.BAD_REQUEST, "Idempotency-Key is missing",
                    "Send an Idempotency-Key header of 8 to 128 visible characters, the same on every retry of this command."));
        }
        var expected = expectedVersion(request.getHeader("If-Match"));
        if (expected != null && expected < 0) {
            return answer(problems.problem("if-match", HttpStatus.BAD_REQUEST, "If-Match is not a version",
                    "If-Match takes the version you last saw, in quotes: If-Match: \"3\"."));
        }
        var textKey = textKey(caller, command);
        var sender = new Sender(caller.actor(), caller.areaCode(), null, occurredAt.truncatedTo(ChronoUnit.MILLIS),
                Ids.named(caller.actor().userId().value(), key), digest(request), correlation(request), null, entry != null && entry.sensitive() ? Sensitivity.SENSITIVE : Sensitivity.STANDARD,
                lateReason(entry, textKey), override(entry, textKey), expected);
        long start = System.nanoTime();
        var outcome = doorkeeper.admits(caller, command, isUrgent(entry), clock.instant()) ? commands.send(command, caller.ledger(), sender)
                : commands.findNothing(caller.ledger(), sender);
        meters.timer("golden_thread_commands", "command", command.getClass().getSimpleName(), "result", outcome.getClass().getSimpleName())
                .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        return answer(outcome, caller);
    }

    private static boolean isUrgent(@Nullable Entry entry) {
        return entry != null && entry.override() != null && entry.override().reasonCode() == RuleOverride.ReasonCode.COULD_NOT_WAIT;
    }

    private ResponseEntity<Object> answer(Outcome outcome, Caller caller) {
        return switch (outcome) {
            case Outcome.Done done -> ResponseEntity.status(done.sequence() == 0 ? HttpStatus.CREATED : HttpStatus.OK)
                    .eTag("\"" + done.sequence() + "\"").contentType(MediaType.APPLICATION_JSON)
                    .body(new Answer(done.stream(), done.sequence(), after(caller, done.position()),
                            done.warnings().stream().map(CommandDesk::warning).toList()));
            case Outcome.Refused refused -> answer(problems.refused(refused.refusal()));
            case Outcome.NotFound n -> answer(problems.problem("not-found", HttpStatus.NOT_FOUND, "Not found",
                    "There is nothing at this address. Check that the id is whole."));
            case Outcome.Changed c -> answer(problems.problem("changed", HttpStatus.PRECONDITION_FAILED, "Someone else was faster",
                    "Someone else changed this since you opened it. Look at what changed, then decide again. Your text is kept."));
            case Outcome.KeyReused k -> answer(problems.problem("key-reused", HttpStatus.UNPROCESSABLE_CONTENT, "Idempotency-Key was used before",
                    "This Idempotency-Key came before with another body. Use a new key for a new command."));
        };
    }

    private static ResponseEntity<Object> answer(org.springframework.http.ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus()).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
    }

    /** The opaque token of a place in a ledger. */
    private static String after(Caller caller, long position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(
                (caller.ledger() + "." + position).getBytes(StandardCharsets.US_ASCII));
    }

    private static Warning warning(String code) {
        var read = Remark.read(code);
        var rule = BY_ID.get(read.getKey());
        return new Warning(read.getKey(), rule == null ? "" : new Remark(rule, read.getValue()).sentence());
    }

    private static @Nullable Integer expectedVersion(@Nullable String ifMatch) {
        if (ifMatch == null) {
            return null;
        }
        return ifMatch.matches("\"\\d{1,9}\"") ? Integer.valueOf(ifMatch.substring(1, ifMatch.length() - 1)) : Integer.valueOf(-1);
    }

    /** A document has no key of its own: what is said beside its commands is under its meeting's. */
    private UUID textKey(Caller caller, LedgerCommand command) {
        return command instanceof DocumentCommand document ? facts.meetingOf(caller.ledger(), document.documentId()).map(MeetingId::value).orElse(command.textKey()) : command.textKey();
    }

    private static @Nullable PersonalText lateReason(@Nullable Entry entry, UUID textKey) {
        return entry == null || entry.lateEntryReason() == null ? null : PersonalText.of(textKey, entry.lateEntryReason());
    }

    private static @Nullable RuleOverride override(@Nullable Entry entry, UUID textKey) {
        if (entry == null || entry.override() == null) {
            return null;
        }
        var given = entry.override();
        if (given.reason() == null && given.reasonCode() != RuleOverride.ReasonCode.COULD_NOT_WAIT) {
            throw new Problems.Invalid("/entry/override/reason", "Say why you are setting the rule aside.");
        }
        return new RuleOverride(given.rules(), given.reasonCode(),
                given.reason() == null ? null : PersonalText.of(textKey, given.reason()));
    }

    private static UUID correlation(HttpServletRequest request) {
        var given = request.getHeader("X-Correlation-Id");
        return given != null && given.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}") ? UUID.fromString(given) : UUID.randomUUID();
    }

    private byte[] digest(HttpServletRequest request) {
        var body = WebUtils.getNativeRequest(request, ContentCachingRequestWrapper.class);
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(bodyKey);
            mac.update(request.getRequestURI().getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body == null ? new byte[0] : body.getContentAsByteArray());
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
