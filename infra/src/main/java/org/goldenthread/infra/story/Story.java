package org.goldenthread.infra.story;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.goldenthread.command.access.AccessCommand.BeginInvolvement;
import org.goldenthread.command.access.AccessCommand.RestrictAccess;
import org.goldenthread.command.access.AccessCommand.UseBreakGlass;
import org.goldenthread.command.access.AccessCommand;
import org.goldenthread.command.audit.AuditSampleCommand.GrantAuditSample;
import org.goldenthread.command.contact.ContactCommand.AcknowledgeContact;
import org.goldenthread.command.contact.ContactCommand.GiveReferrerFeedback;
import org.goldenthread.command.contact.ContactCommand.MakeThresholdDecision;
import org.goldenthread.command.contact.ContactCommand.MatchChild;
import org.goldenthread.command.contact.ContactCommand.ReceiveContact;
import org.goldenthread.command.ledger.Attempt.Sender;
import org.goldenthread.command.ledger.Commands.Outcome;
import org.goldenthread.command.ledger.Commands;
import org.goldenthread.command.ledger.Ids;
import org.goldenthread.command.ledger.LedgerCommand;
import org.goldenthread.command.ledger.LedgerSql;
import org.goldenthread.command.staff.StaffCommand.GrantRole;
import org.goldenthread.command.staff.StaffCommand;
import org.goldenthread.events.Actor;
import org.goldenthread.events.Role;
import org.goldenthread.events.Sensitivity;
import org.goldenthread.events.access.AccessEvent.GlassReason;
import org.goldenthread.events.access.AccessEvent.Ground;
import org.goldenthread.events.access.AccessEvent.Involvement;
import org.goldenthread.events.access.AccessEvent;
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
import org.goldenthread.events.document.DocumentEvent.MinutesDrafted;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.ContactId;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.SourceCode;
import org.goldenthread.infra.signin.DemoPeople;
import org.jspecify.annotations.Nullable;

/**
 * About fifty invented children of Seaholm over fourteen months: contacts in and out of hours, siblings, repeats, late
 * entries, and a few of the last days still waiting. Told through commands with the clock of the day; the same seed tells
 * the same story.
 */
final class Story {

    /** Printed where the story is told. */
    static final long SEED = 20_181_123;

    private static final LedgerId SEAHOLM = new LedgerId(1);
    private static final List<String> FIRST = List.of("Robin", "Ayla", "Jamie", "Noor", "Kit", "Esme", "Tobi", "Wren", "Mika", "Dara", "Ines", "Callum",
            "Zofia", "Ravi", "Tilly", "Marlon", "Freya", "Idris", "Poppy", "Yusuf", "Hana", "Joel", "Cerys", "Amara", "Leo");
    private static final List<String> LAST = List.of("Sandpiper", "Marrowby", "Quayle-Sample", "Fenwick-Test", "Oystergate", "Larkspurr", "Tidewell",
            "Brackenshaw", "Pennyfold", "Saltersley", "Harbourne-Mock", "Driftwood", "Culverhay", "Merrymouth", "Ashcombe-Demo");
    private static final List<String> STREETS = List.of("Pier Hill", "Cockle Row", "Marine Parade", "Chapel Lane", "Leigh Rise", "Estuary Close");
    private static final List<Concern> CONCERNS = List.of(
            new Concern("Came to school without a coat or lunch again and fell asleep in class. Says nobody was in last night.", "2A", DemoPeople.PRIMARY_SCHOOL),
            new Concern("Police were called to the home at night. An adult had been hit; the child was awake upstairs and frightened.", "6", DemoPeople.POLICE),
            new Concern("Brought to A and E with an injury to the arm. The explanation changed when a second adult arrived.", "3E", DemoPeople.HOSPITAL),
            new Concern("Seen twice this week getting into a car with adults the family does not know. Has a new phone.", "2A", DemoPeople.ACADEMY),
            new Concern("Missed three health visitor appointments. Weight is falling. Home was cold.", "3B", DemoPeople.COMMUNITY_HEALTH),
            new Concern("A neighbour hears shouting and crying most evenings.", "1B", null));

    private final Commands commands;
    private final LedgerSql ledger;
    private final StoryClock clock;
    private final Random random = new Random(SEED);
    private final List<Known> known = new ArrayList<>();
    private int sent;

    private record Concern(String text, String source, @Nullable AgencyId agency) {}

    private record Known(ChildId id, String name, LocalDate dob, String address) {}

    Story(Commands commands, LedgerSql ledger, StoryClock clock) {
        this.commands = commands;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Tells it up to a moment; returns how many commands it took. */
    int tellUpTo(Instant now) {
        var start = now.atZone(WorkingCalendar.LONDON).minusMonths(14).toInstant();
        clock.set(start);
        for (var person : DemoPeople.ALL) {
            send(new GrantRole(StaffCommand.staffId(SEAHOLM, person.id()), person.id(), person.role(), person.agency()), Role.SYS_ADMIN, start, null);
        }
        var meetings = meetings(now);
        for (var at : moments(start, now)) {
            for (; !meetings.isEmpty() && meetings.firstKey().isBefore(at); meetings.pollFirstEntry()) {
                meet(meetings.firstEntry());
            }
            contact(at, now);
        }
        access(now);
        return sent;
    }

    /** What meetings there are, by the time of each; all on working days in working hours but for the last. */
    private NavigableMap<Instant, Consumer<Instant>> meetings(Instant now) {
        var told = new StoryOfMeetings(new StoryOfMeetings.Telling() {
            @Override
            public void send(LedgerCommand command, Role role, Instant at) {
                Story.this.send(command, role, at, null);
            }

            @Override
            public void await(DocumentId document) {
                awaitBegun(document.value());
            }

            @Override
            public String hashOf(DocumentId minutes) {
                return ledger.readStream(SEAHOLM, minutes.value(), 0).stream().map(stored -> stored.open().orElseThrow().event()).filter(MinutesDrafted.class::isInstance)
                        .map(event -> ((MinutesDrafted) event).contentHash()).reduce((one, later) -> later).orElseThrow();
            }
        }, this::id);
        var all = new TreeMap<Instant, Consumer<Instant>>();
        all.put(workingDay(now, 42), at -> told.first(known.get(3).id(), at));
        all.put(workingDay(now, 39), told::minutesOfFirst);
        all.put(workingDay(now, 4), told::minutesOfSecond);
        all.put(workingDay(now, 14), at -> told.second(known.get(3).id(), at));
        all.put(workingDay(now, 3), at -> told.decidedAfterwards(known.get(4).id(), at));
        all.put(now.minus(Duration.ofHours(5)), at -> told.toCome(known.getLast().id(), at));
        return all;
    }

    /** At two in the afternoon of the first working day that many days ago, or later. */
    private static Instant workingDay(Instant now, int daysAgo) {
        var day = WorkingCalendar.dayOf(now).minusDays(daysAgo);
        while (!WorkingCalendar.englandAndWales().isWorkingDay(day)) {
            day = day.minusDays(1);
        }
        return day.atTime(14, 0).atZone(WorkingCalendar.LONDON).toInstant();
    }

    private void meet(Map.Entry<Instant, Consumer<Instant>> meeting) {
        clock.set(meeting.getKey());
        meeting.getValue().accept(meeting.getKey());
    }

    /** Cases in hands, one record restricted, one opened in need yesterday, and a sample for the auditor. */
    private void access(Instant now) {
        var worker = DemoPeople.with(Role.SOCIAL_WORKER);
        var lead = DemoPeople.with(Role.TEAM_MANAGER);
        var yesterday = clock.instant().isAfter(now.minus(Duration.ofHours(20))) ? now : now.minus(Duration.ofHours(20));
        clock.set(yesterday);
        var opened = known.get(12).id();
        send(new UseBreakGlass(book(opened), opened, id(), GlassReason.WORKER_AWAY, PersonalText.of(opened.value(), "The worker is on leave and the school rang.")),
                Role.EDT, yesterday, null);
        clock.set(now);
        for (var child : known.subList(8, 11)) {
            send(new BeginInvolvement(book(child.id()), child.id(), worker.id(), worker.agency(), Involvement.ALLOCATED, null, null), Role.FD_MANAGER, now, null);
            send(new BeginInvolvement(book(child.id()), child.id(), lead.id(), lead.agency(), Involvement.SUPERVISOR, null, null), Role.FD_MANAGER, now, null);
        }
        var kept = known.get(10).id();
        send(new RestrictAccess(book(kept), kept, AccessEvent.Level.RESTRICTED, Ground.HIGH_RISK, PersonalText.of(kept.value(), "An adult is looking for this family."),
                lead.id(), lead.agency()), Role.TEAM_MANAGER, now, null);
        var sample = id();
        send(new GrantAuditSample(sample, DemoPeople.with(Role.AUDITOR).id(), known.subList(13, 18).stream().map(Known::id).toList(), null,
                PersonalText.of(sample, "How contacts about neglect were weighed."), now.plus(Duration.ofDays(60))), Role.PARTNERSHIP_MANAGER, now, null);
    }

    private static UUID book(ChildId child) {
        return AccessCommand.accessId(SEAHOLM, child);
    }

    private List<Instant> moments(Instant start, Instant now) {
        var moments = new ArrayList<Instant>();
        for (int i = 0; i < 58; i++) {
            moments.add(start.plus(Duration.ofMinutes(random.nextLong(Duration.between(start, now).toMinutes() - 3_000))));
        }
        for (int hours : new int[] {1, 3, 6, 22, 27, 49, 75}) {
            moments.add(now.minus(Duration.ofHours(hours)));
        }
        moments.sort(Comparator.naturalOrder());
        return moments;
    }

    private void contact(Instant receivedAt, Instant now) {
        var concern = CONCERNS.get(random.nextInt(CONCERNS.size()));
        boolean repeat = known.size() > 12 && random.nextInt(4) == 0;
        var children = repeat ? List.of(known.get(random.nextInt(6))) : family(receivedAt);
        boolean late = random.nextInt(9) == 0;
        boolean recent = receivedAt.isAfter(now.minus(Duration.ofHours(30)));
        var recordedAt = late ? receivedAt.plus(Duration.ofHours(5)) : receivedAt.plus(Duration.ofMinutes(3));
        clock.set(earlier(recordedAt, now));
        var contact = new ContactId(id());
        var named = new ArrayList<NamedChild>();
        for (var child : children) {
            var provisional = repeat ? new ChildId(id()) : child.id();
            named.add(new NamedChild(named.size() + 1, provisional, PersonalText.of(provisional.value(), child.name()), false, DobStatus.KNOWN,
                    PersonalText.of(provisional.value(), child.dob().toString()), PersonalText.of(provisional.value(), child.address()), null));
        }
        var referrer = concern.agency() == null ? null : new Referrer(PersonalText.of(contact.value(), "Sam Example"), concern.agency(),
                PersonalText.of(contact.value(), "Safeguarding lead"), null);
        send(new ReceiveContact(contact, ContactKind.REQUEST, concern.agency() == null ? Channel.PHONE : Channel.ONLINE_FORM, receivedAt,
                new SourceCode(concern.source()), referrer, concern.agency() == null, false, PersonalText.of(contact.value(), concern.text()), named),
                late ? Role.EDT : Role.FD_SCREENER, receivedAt, late ? "Taken by phone during a visit; typed up on return" : null);
        if (recent && random.nextInt(3) > 0) {
            return;
        }
        work(contact, now, children, repeat, concern);
    }

    private void work(ContactId contact, Instant now, List<Known> children, boolean repeat, Concern concern) {
        var at = new Instant[] {clock.instant()};
        if (concern.agency() != null && next(at, 40, now)) {
            send(new AcknowledgeContact(contact, at[0], FeedbackMethod.SECURE_EMAIL), Role.FD_SCREENER, at[0], null);
        }
        for (int ref = 1; ref <= children.size(); ref++) {
            var child = children.get(ref - 1);
            if (!next(at, 60, now)) {
                return;
            }
            send(new MatchChild(contact, ref, repeat ? child.id() : null, repeat ? MatchBasis.NAME_AND_DOB : MatchBasis.NEW_CHILD, repeat ? 95 : 100),
                    Role.FD_SCREENER, at[0], null);
            if (!repeat) {
                awaitRegistration(child);
                known.add(child);
            }
        }
        for (int ref = 1; ref <= children.size(); ref++) {
            if (!next(at, random.nextInt(8) == 0 ? 4_000 : 400, now)) {
                return;
            }
            decide(contact, ref, at[0]);
        }
        if (concern.agency() != null && next(at, 600, now)) {
            send(new GiveReferrerFeedback(contact, at[0], FeedbackMethod.PHONE,
                    PersonalText.of(contact.value(), "We have decided what happens next for each child and told the family."),
                    PersonalText.of(contact.value(), "What you told us was weighed with what was known before."), null, true), Role.FD_MANAGER, at[0], null);
        }
    }

    private void decide(ContactId contact, int ref, Instant at) {
        var outcome = List.of(ThresholdOutcome.NFA, ThresholdOutcome.INFORMATION_AND_ADVICE, ThresholdOutcome.EARLY_HELP_S2,
                ThresholdOutcome.REFERRAL_S17, ThresholdOutcome.REFERRAL_S17, ThresholdOutcome.STRATEGY_DISCUSSION).get(random.nextInt(6));
        var stage = switch (outcome) {
            case STRATEGY_DISCUSSION -> NeedStage.S4;
            case REFERRAL_S17 -> NeedStage.S3;
            case EARLY_HELP_S2 -> NeedStage.S2;
            default -> NeedStage.S1;
        };
        var basis = switch (outcome) {
            case STRATEGY_DISCUSSION -> LegalBasis.S47;
            case REFERRAL_S17 -> LegalBasis.S17;
            case EARLY_HELP_S2 -> LegalBasis.EARLY_HELP;
            default -> LegalBasis.NONE;
        };
        send(new MakeThresholdDecision(contact, new DecisionId(id()), ref, outcome, stage, basis,
                "Weighed what was seen today with the earlier contacts and what the child said to the worker.", random.nextBoolean(),
                List.of(DemoPeople.POLICE, DemoPeople.COMMUNITY_HEALTH), List.of()), Role.FD_MANAGER, at, null);
    }

    private boolean next(Instant[] at, int mostMinutes, Instant now) {
        at[0] = at[0].plus(Duration.ofMinutes(5 + random.nextLong(mostMinutes)));
        if (at[0].isAfter(now)) {
            return false;
        }
        clock.set(at[0]);
        return true;
    }

    private List<Known> family(Instant at) {
        var last = LAST.get(random.nextInt(LAST.size()));
        var address = (1 + random.nextInt(90)) + " " + STREETS.get(random.nextInt(STREETS.size())) + ", Seaholm";
        var children = new ArrayList<Known>();
        for (int i = 0, size = random.nextInt(5) == 0 ? 2 : 1; i < size; i++) {
            var dob = WorkingCalendar.dayOf(at).minusDays(200 + random.nextInt(6_000));
            children.add(new Known(new ChildId(id()), FIRST.get(random.nextInt(FIRST.size())) + " " + last, dob, address));
        }
        return children;
    }

    private void awaitRegistration(Known child) {
        awaitBegun(child.id().value());
    }

    /** Waits for what the product begins of itself. */
    private void awaitBegun(UUID stream) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (ledger.readStream(SEAHOLM, stream, 0).isEmpty()) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("what the product begins of itself had not begun within 10 s: stream " + stream);
            }
            LockSupport.parkNanos(500_000);
        }
    }

    private void send(LedgerCommand command, Role role, Instant occurredAt, @Nullable String lateReason) {
        if (occurredAt.isAfter(clock.instant())) {
            clock.set(occurredAt);
        }
        var person = DemoPeople.with(role);
        var key = "story-" + sent++;
        var outcome = commands.send(command, SEAHOLM, new Sender(new Actor(person.id(), role, person.agency()), "E06999001", null, occurredAt,
                Ids.named(person.id().value(), key), key.getBytes(StandardCharsets.UTF_8), id(), null, Sensitivity.STANDARD,
                lateReason == null ? null : PersonalText.of(command.streamId(), lateReason), null, null));
        if (!(outcome instanceof Outcome.Done)) {
            throw new IllegalStateException("the story's " + command.getClass().getSimpleName() + " came to " + outcome);
        }
    }

    private UUID id() {
        return new UUID((random.nextLong() & ~0xf000L) | 0x4000L, (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

}
