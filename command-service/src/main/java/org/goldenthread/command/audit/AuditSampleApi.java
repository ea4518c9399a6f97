package org.goldenthread.command.audit;

import static org.goldenthread.events.Role.INFO_GOVERNANCE;
import static org.goldenthread.events.Role.PARTNERSHIP_MANAGER;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.goldenthread.command.audit.AuditSampleCommand.EndAuditSample;
import org.goldenthread.command.audit.AuditSampleCommand.GrantAuditSample;
import org.goldenthread.command.edge.Caller;
import org.goldenthread.command.edge.CommandDesk;
import org.goldenthread.command.edge.Entry;
import org.goldenthread.command.edge.Problems.Invalid;
import org.goldenthread.command.edge.RequiresRole;
import org.goldenthread.command.edge.Text;
import org.goldenthread.command.ledger.Facts;
import org.goldenthread.events.access.AuditSampleEvent.DrawRule;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Gives auditors and inspectors something to read, and takes it back. */
@RestController
@RequestMapping("/v1/audit-samples")
final class AuditSampleApi {

    /** A person reads; more than this nobody reads with care. */
    private static final int MOST = 200;

    private final CommandDesk desk;
    private final Facts facts;

    AuditSampleApi(CommandDesk desk, Facts facts) {
        this.desk = desk;
        this.facts = facts;
    }

    /** Cases by name, or a rule to draw them by; {@code until} is the last day, in London. */
    record SampleBody(@NotNull(message = "Choose the auditor.") UUID auditorId,
            @Nullable @Size(max = MOST, message = "Name at most 200 cases.") List<@NotNull(message = "Remove the empty entry.") UUID> children,
            @Nullable @Valid RuleBody rule, @NotNull(message = "Say what the audit is for.") @Text(max = 2_000) String reason,
            @NotNull(message = "Say until which day.") LocalDate until, @Nullable @Valid Entry entry) {}

    /** Children of contacts received in a period, both days included; the same seed draws the same. */
    record RuleBody(@NotNull(message = "Give the first day.") LocalDate receivedFrom, @NotNull(message = "Give the last day.") LocalDate receivedUntil,
            @Min(value = 1, message = "Draw at least 1 case.") @Max(value = MOST, message = "Draw at most 200 cases.") int size,
            @Min(value = 0, message = "The seed is 0 or more.") long seed) {}

    /** Nothing but why, where that is wanted. */
    record EndBody(@Nullable @Valid Entry entry) {}

    @Operation(operationId = "grantAuditSample", summary = "Give an auditor cases to read", tags = "Access")
    @PostMapping
    @RequiresRole({PARTNERSHIP_MANAGER, INFO_GOVERNANCE})
    ResponseEntity<Object> grant(Caller caller, HttpServletRequest request, @Valid @RequestBody SampleBody body) {
        if ((body.children() == null || body.children().isEmpty()) == (body.rule() == null)) {
            throw new Invalid("/children", "Name the cases, or give a rule to draw them by: one of the two.");
        }
        var today = WorkingCalendar.dayOf(desk.now());
        day(body.until(), today, today.plusYears(1), "/until", "Give a day from today on, at most a year ahead.");
        if (body.rule() != null) {
            day(body.rule().receivedFrom(), today.minusYears(25), today, "/rule/receivedFrom", "Give a day of the last 25 years.");
            day(body.rule().receivedUntil(), today.minusYears(25), today.plusYears(1), "/rule/receivedUntil", "Give a day of the last 25 years.");
        }
        var id = desk.newId();
        var rule = body.rule() == null ? null : new DrawRule(body.rule().receivedFrom(), body.rule().receivedUntil(), body.rule().size(), body.rule().seed());
        var children = rule != null ? facts.draw(caller.ledger(), rule)
                : java.util.Objects.requireNonNull(body.children()).stream().distinct().map(ChildId::new).toList();
        return desk.send(caller, request, new GrantAuditSample(id, new UserId(body.auditorId()), children, rule, PersonalText.of(id, body.reason()),
                WorkingCalendar.englandAndWales().endOfDay(body.until())), desk.now(), body.entry());
    }

    private static void day(LocalDate given, LocalDate first, LocalDate last, String pointer, String sentence) {
        if (given.isBefore(first) || given.isAfter(last)) {
            throw new Invalid(pointer, sentence);
        }
    }

    @Operation(operationId = "endAuditSample", summary = "End an auditor's sample", tags = "Access")
    @PostMapping("/{id}/ended")
    @RequiresRole({PARTNERSHIP_MANAGER, INFO_GOVERNANCE})
    ResponseEntity<Object> end(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody EndBody body) {
        return desk.send(caller, request, new EndAuditSample(id), desk.now(), body.entry());
    }
}
