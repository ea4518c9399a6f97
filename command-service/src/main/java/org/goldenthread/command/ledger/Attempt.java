package org.goldenthread.command.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.goldenthread.command.settings.Settings;
import org.goldenthread.events.Actor;
import org.goldenthread.events.Envelope;
import org.goldenthread.events.LedgerEvent;
import org.goldenthread.events.OnBehalfOf;
import org.goldenthread.events.Role;
import org.goldenthread.events.RuleOverride;
import org.goldenthread.events.Sensitivity;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.ContactId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;

/**
 * One try at one command: travels in the command's metadata, gives the rules what they may know and the engine the
 * envelope, and comes back with where the events went. Used by one thread.
 */
public final class Attempt implements Known {

    /** Its name in the command's metadata. */
    public static final String KEY = "attempt";

    private final LedgerId ledger;
    private final Sender sender;
    private final Settings.InForce settings;
    private final Facts facts;
    private final Instant now;
    private List<Remark> warnings = List.of();
    private List<Rule> overridden = List.of();
    private final List<Facts.Counted> counted = new ArrayList<>();
    private @Nullable Appended appended;
    private @Nullable Long decidedOn;
    private @Nullable Instant happenedAt;

    /** Who sends a command and all they say about it. {@code scope} is unique to (caller, idempotency key). */
    public record Sender(Actor actor, String areaCode, @Nullable OnBehalfOf onBehalfOf, Instant occurredAt, UUID scope,
            byte[] body, UUID correlationId, @Nullable UUID causationId, Sensitivity sensitivity,
            @Nullable PersonalText lateEntryReason, @Nullable RuleOverride override, @Nullable Integer expectedVersion) {}

    /** Where a command's events went: the stream's new sequence and the ledger's new position. */
    public record Appended(int sequence, long position) {}

    Attempt(LedgerId ledger, Sender sender, Settings.InForce settings, Facts facts, Instant now) {
        this.ledger = ledger;
        this.sender = sender;
        this.settings = settings;
        this.facts = facts;
        this.now = now;
    }

    LedgerId ledger() {
        return ledger;
    }

    Sender sender() {
        return sender;
    }

    /** The service's clock when the attempt began. */
    public Instant now() {
        return now;
    }

    @Override
    public Actor actor() {
        return sender.actor();
    }

    @Override
    public Instant occurredAt() {
        return happenedAt == null ? sender.occurredAt() : happenedAt;
    }

    @Override
    public Settings settings() {
        return settings.of(ledger, now);
    }

    @Override
    public Settings settingsAt(Instant moment) {
        return settings.of(ledger, moment);
    }

    @Override
    public boolean isChild(ChildId child) {
        return facts.isChild(ledger, child) && !facts.isKeptFrom(ledger, sender.actor(), child, now);
    }

    @Override
    public boolean holdsAny(UserId user) {
        return !facts.rolesIn(ledger, user).isEmpty();
    }

    @Override
    public boolean holdsOneOf(UserId user, Set<Role> roles) {
        return facts.rolesIn(ledger, user).stream().anyMatch(roles::contains);
    }

    @Override
    public boolean hasWorkedOn(UserId user, ChildId child) {
        return facts.hasWorkedOn(ledger, user, child);
    }

    @Override
    public KnownMeetings meetings() {
        return facts.meetings(ledger, counted::add);
    }

    @Override
    public @Nullable RuleOverride override() {
        return sender.override();
    }

    @Override
    public int otherContacts(ChildId child, ContactId thisOne, Instant since) {
        return facts.otherContacts(ledger, child, thisOne, since);
    }

    /** What the rules counted across streams and the append must find unchanged, as the append takes it; null where nothing. */
    @Nullable String counted() {
        return counted.isEmpty() ? null : counted.stream().map(Facts.Counted::json).collect(Collectors.joining(",", "[", "]"));
    }

    /** The stream's newest sequence that the rules looked at; null where the stream does not exist yet. */
    @Nullable Long decidedOn() {
        return decidedOn;
    }

    void decideOn(@Nullable Long sequence) {
        decidedOn = sequence;
    }

    List<Remark> warnings() {
        return warnings;
    }

    void accept(Decided.Accepted accepted) {
        warnings = accepted.warnings();
        overridden = accepted.overridden();
        happenedAt = accepted.occurredAt();
    }

    @Nullable Appended appended() {
        return appended;
    }

    void succeed(Appended where) {
        appended = where;
    }

    Envelope.Context contextOf(LedgerEvent event) {
        return new Envelope.Context(sender.actor(), sender.onBehalfOf(), sender.areaCode(), null, childrenOf(event),
                sender.correlationId(), sender.causationId(), sender.sensitivity(), isLate(), sender.lateEntryReason(),
                overridden());
    }

    /** What is written of an override: the rules that were in the way and nothing else. */
    private @Nullable RuleOverride overridden() {
        var given = sender.override();
        return given == null || overridden.isEmpty() ? null
                : new RuleOverride(overridden.stream().map(Rule::id).toList(), given.reasonCode(), given.reason());
    }

    private boolean isLate() {
        return occurredAt().plus(settings().lateAfter()).isBefore(now);
    }

    private static List<ChildId> childrenOf(LedgerEvent event) {
        return event.about();
    }
}
