package org.goldenthread.infra.prove.histories;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.goldenthread.command.document.WhenDecidedThenIssueNotice;
import org.goldenthread.command.document.WhenMeetingEndsThenOweMinutes;
import org.goldenthread.command.ledger.Attempt.Sender;
import org.goldenthread.command.ledger.Commands;
import org.goldenthread.command.ledger.Commands.Outcome;
import org.goldenthread.command.ledger.Facts;
import org.goldenthread.command.ledger.LedgerCommand;
import org.goldenthread.command.ledger.LedgerSql;
import org.goldenthread.events.Actor;
import org.goldenthread.events.Role;
import org.goldenthread.events.RuleOverride;
import org.goldenthread.events.RuleOverride.ReasonCode;
import org.goldenthread.events.Sensitivity;
import org.goldenthread.events.document.DocumentEvent.MinutesDrafted;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;

/** Sends the commands of one history, by its own clock and chance, as whoever it likes, and counts what came of them. */
final class Teller {

    static final AgencyId SOCIAL_CARE = agency(1);
    static final AgencyId POLICE = agency(2);
    static final AgencyId HEALTH = agency(3);
    static final List<AgencyId> AGENCIES = List.of(SOCIAL_CARE, POLICE, HEALTH, agency(4), agency(5));
    static final Actor AUDITOR = person(11, Role.AUDITOR, 1);
    static final List<Actor> PEOPLE = List.of(person(1, Role.FD_MANAGER, 1), person(2, Role.TEAM_MANAGER, 1), person(3, Role.CHAIR_SD, 1),
            person(4, Role.MINUTE_TAKER, 1), person(5, Role.SOCIAL_WORKER, 1), person(6, Role.FD_PARTNER, 2), person(7, Role.AGENCY_LEAD, 3),
            person(8, Role.REFERRER_PRO, 4), person(9, Role.RECIPIENT, 5), AUDITOR);
    static final Actor SYSTEM = person(10, Role.SYSTEM, 1);
    private static final Duration MOST = Duration.ofDays(44);

    final Dice dice;
    private final Commands commands;
    private final LedgerSql sql;
    private final Facts facts;
    private final LedgerId ledger;
    private final HandClock clock;
    private final Instant end;
    private final Tally tally;

    Teller(Commands commands, LedgerSql sql, Facts facts, LedgerId ledger, HandClock clock, Dice dice, Tally tally) {
        this.sql = sql;
        this.facts = facts;
        this.commands = commands;
        this.ledger = ledger;
        this.clock = clock;
        this.dice = dice;
        this.tally = tally;
        this.end = clock.instant().plus(MOST);
    }

    /** What came of the commands of all histories. */
    static final class Tally {

        final Map<String, LongAdder> outcomes = new ConcurrentSkipListMap<>();
        final Map<String, LongAdder> refusals = new ConcurrentSkipListMap<>();

        void count(Outcome outcome) {
            add(outcomes, outcome instanceof Outcome.Done done && done.repeated() ? "Repeated" : outcome.getClass().getSimpleName());
            if (outcome instanceof Outcome.Refused refused) {
                add(refusals, refused.refusal().rule().id());
            }
        }

        long of(String outcome) {
            var found = outcomes.get(outcome);
            return found == null ? 0 : found.sum();
        }

        static void add(Map<String, LongAdder> counts, String name) {
            counts.computeIfAbsent(name, n -> new LongAdder()).increment();
        }
    }

    /** Moved by hand, in whole milliseconds. */
    static final class HandClock extends Clock {

        private volatile Instant now = Instant.EPOCH;

        void set(Instant moment) {
            now = moment;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    Instant now() {
        return clock.instant();
    }

    LedgerId ledger() {
        return ledger;
    }

    /** Mostly minutes, now and then days. */
    void pass() {
        pass(dice.in100(70) ? Duration.ofSeconds(dice.below(5_400)) : dice.in100(70) ? Duration.ofMinutes(dice.below(1_500)) : Duration.ofHours(dice.below(290)));
    }

    void pass(Duration time) {
        var next = now().plus(time).plusMillis(dice.below(1_000));
        if (next.isBefore(end)) {
            clock.set(next);
        }
    }

    /** Before now, seldom after it. */
    Instant sometime(Duration ago) {
        return dice.in100(6) ? now().plusMillis(1 + dice.below(7_200_000)) : now().minusMillis((long) (ago.toMillis() * (dice.below(1_000) / 1_000.0)));
    }

    /** Between a moment and now; at times before it, or after now. */
    Instant since(Instant from) {
        return dice.in100(6) ? from.minusSeconds(dice.below(90_000)) : from.isAfter(now()) ? now() : sometime(Duration.between(from, now()));
    }

    Actor anybody() {
        return dice.of(PEOPLE);
    }

    /** Mostly somebody of an agency. */
    Actor mostlyOf(AgencyId agency) {
        return dice.in100(25) ? anybody() : dice.of(PEOPLE.stream().filter(one -> one.agencyId().equals(agency)).toList());
    }

    Actor mostlyNotOf(AgencyId agency) {
        return dice.in100(25) ? anybody() : dice.of(PEOPLE.stream().filter(one -> !one.agencyId().equals(agency)).toList());
    }

    /** Now and then one or more of some rules, each by chance. */
    @Nullable RuleOverride setAside(int chances, LedgerCommand command, String... rules) {
        if (!dice.in100(chances)) {
            return null;
        }
        var code = dice.of(ReasonCode.values());
        var some = java.util.stream.Stream.of(rules).filter(rule -> dice.in100(75)).toList();
        return new RuleOverride(some.isEmpty() ? List.of("E-STATE-03") : some, code,
                code == ReasonCode.COULD_NOT_WAIT && dice.in100(50) ? null
                : PersonalText.of(command.begins() ? command.newKeys().getFirst() : command.textKey(), "It could not wait."));
    }

    boolean tell(LedgerCommand command, Actor who) {
        return tell(command, who, now(), null);
    }

    /** Whether it was accepted. Now and then it is sent twice, or on a version that is not the newest. */
    boolean tell(LedgerCommand command, Actor who, Instant occurredAt, @Nullable RuleOverride override) {
        Integer expected = !command.begins() && dice.in100(2) ? dice.below(3) : null;
        var sender = new Sender(who, "E06999001", null, occurredAt, dice.id(), "body".getBytes(StandardCharsets.UTF_8), dice.id(), null,
                dice.in100(5) ? Sensitivity.SENSITIVE : Sensitivity.STANDARD, null, override, expected);
        var outcome = commands.send(command, ledger, sender);
        tally.count(outcome);
        if (dice.in100(1)) {
            tally.count(commands.send(command, ledger, sender));
        }
        return outcome instanceof Outcome.Done;
    }

    /** The fingerprint of the newest words of a document; of none where there are none. */
    String hashOf(DocumentId document) {
        return sql.readStream(ledger, document.value(), 0).stream().map(stored -> stored.open().orElseThrow().event()).filter(MinutesDrafted.class::isInstance)
                .map(event -> ((MinutesDrafted) event).contentHash()).reduce("0".repeat(64), (one, later) -> later);
    }

    /** Does what the product does of itself about the newest event of a stream. */
    void react(UUID stream) {
        var newest = sql.readStream(ledger, stream, 0).getLast().open().orElseThrow();
        new WhenDecidedThenIssueNotice(commands, facts).on(newest);
        new WhenMeetingEndsThenOweMinutes(commands, facts).on(newest);
    }

    private static AgencyId agency(int number) {
        return new AgencyId(UUID.fromString("a0000000-0000-4000-8000-00000000000" + number));
    }

    private static Actor person(int number, Role role, int agency) {
        return new Actor(new UserId(UUID.fromString("50000000-0000-4000-8000-0000000000%02d".formatted(number))), role, agency(agency));
    }
}
