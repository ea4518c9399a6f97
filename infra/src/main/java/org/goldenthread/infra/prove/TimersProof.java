package org.goldenthread.infra.prove;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.goldenthread.command.action.ActionCommand.AgreeAction;
import org.goldenthread.command.action.ActionCommand.CompleteAction;
import org.goldenthread.command.action.ActionCommand.ContestAction;
import org.goldenthread.command.action.ActionCommand.ExtendAction;
import org.goldenthread.command.contact.ContactCommand.MatchChild;
import org.goldenthread.command.ledger.Attempt.Sender;
import org.goldenthread.command.ledger.Commands.Outcome;
import org.goldenthread.command.ledger.LedgerCommand;
import org.goldenthread.command.meeting.MeetingCommand.AfterTheEnd;
import org.goldenthread.command.meeting.MeetingCommand.CloseMeeting;
import org.goldenthread.command.meeting.MeetingCommand.ConveneMeeting;
import org.goldenthread.command.meeting.MeetingCommand.RecordAttendance;
import org.goldenthread.command.meeting.MeetingCommand.RecordChildVoice;
import org.goldenthread.command.meeting.MeetingCommand.RecordDecision;
import org.goldenthread.command.meeting.MeetingCommand.RecordPosition;
import org.goldenthread.command.staff.StaffCommand;
import org.goldenthread.command.staff.StaffCommand.GrantRole;
import org.goldenthread.events.Actor;
import org.goldenthread.events.Role;
import org.goldenthread.events.Sensitivity;
import org.goldenthread.events.action.ActionEvent.Effect;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.contact.ContactEvent.MatchBasis;
import org.goldenthread.events.meeting.MeetingEvent.Answer;
import org.goldenthread.events.meeting.MeetingEvent.Attendance;
import org.goldenthread.events.meeting.MeetingEvent.DecisionType;
import org.goldenthread.events.meeting.MeetingEvent.Format;
import org.goldenthread.events.meeting.MeetingEvent.Kind;
import org.goldenthread.events.meeting.MeetingEvent.Seat;
import org.goldenthread.events.meeting.MeetingEvent.Stance;
import org.goldenthread.events.meeting.MeetingEvent.VoiceSource;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.ActionId;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.CorePart;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Two instances keep timers while the clock is moved across every due time; after each step what was escalated equals what this
 * class, which shares no rule with them, expects. Ten rounds, each a child of its own, go through the same weeks in one ledger.
 */
final class TimersProof implements Proof {

    private static final int TOGETHER = 10;
    private static final int MOST_ROUNDS = 400;
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 3, 10);
    private static final Duration MOST_WAIT = Duration.ofSeconds(60);
    private static final AgencyId SOCIAL_CARE = new AgencyId(UUID.fromString("a0000000-0000-4000-8000-000000000001"));
    private static final AgencyId POLICE = new AgencyId(UUID.fromString("a0000000-0000-4000-8000-000000000002"));
    private static final AgencyId HEALTH = new AgencyId(UUID.fromString("a0000000-0000-4000-8000-000000000003"));
    private static final Actor CHAIR = actor(1, Role.TEAM_MANAGER, SOCIAL_CARE);
    private static final Map<AgencyId, Actor> WORKERS = Map.of(SOCIAL_CARE, actor(2, Role.TEAM_MANAGER, SOCIAL_CARE), POLICE, actor(3, Role.FD_PARTNER, POLICE),
            HEALTH, actor(4, Role.FD_PARTNER, HEALTH));

    @Override
    public String name() {
        return "timers";
    }

    @Override
    public String shows() {
        return "the clock moved across every due time, restarts and kill -9 in between, two instances: each escalation exactly once";
    }

    @Override
    public List<Check> run(Terms terms) throws Exception {
        int rounds = terms.rounds() == 0 ? 200 : terms.rounds();
        if (rounds > MOST_ROUNDS) {
            throw new IllegalArgumentException("the list of bank holidays lasts for " + MOST_ROUNDS + " rounds");
        }
        var folder = Files.createTempDirectory("golden-thread-timers");
        int ledgers = (rounds + TOGETHER - 1) / TOGETHER;
        Files.writeString(folder.resolve("ledgers.csv"), IntStream.rangeClosed(1, ledgers).mapToObj(ledger -> ledger + ",E06999001,Seaholm,1998-04-01,\n")
                .collect(Collectors.joining("", "ledger,area_code,name,from,until\n", "")));
        Files.writeString(folder.resolve("agencies.csv"), "agency,type,name,from,until,successor\n");
        var clock = new TimerKeeper.MovedClock(folder.resolve("clock"));
        clock.moveTo(afternoonOf(FIRST_DAY));
        try (var rig = new Rig(folder.resolve("one"), Rig.freePort(), Map.of()); var here = new TimerKeeper(rig.postgres().url("ledger"), rig.postgres().url("keys"), folder);
                var keepers = new Keepers(rig, folder)) {
            var found = new Found();
            for (int ledger = 1; ledger <= ledgers; ledger++) {
                rig.open(ledger);
                var batch = new Batch(rig, here, clock, keepers, found, new LedgerId(ledger), new Random(terms.seed() * 31 + ledger), terms.sabotage() && ledger == 1);
                batch.run(Math.min(TOGETHER, rounds - (ledger - 1) * TOGETHER));
                System.out.printf("  ledger %d of %d: %s%n", ledger, ledgers, found);
                clock.moveTo(afternoonOf(workingDayAfter(dayOf(clock.instant()), 1)));
            }
            return found.checks(rounds, ledgers);
        }
    }

    private static Actor actor(int number, Role role, AgencyId agency) {
        return new Actor(new UserId(new UUID(0x5000_0000_0000_4000L, 0x8000_0000_0000_0000L + number)), role, agency);
    }

    private static LocalDate dayOf(Instant moment) {
        return moment.atZone(LONDON).toLocalDate();
    }

    private static Instant afternoonOf(LocalDate day) {
        return day.atTime(16, 0).atZone(LONDON).toInstant();
    }

    private static Instant endOf(LocalDate day) {
        return day.atTime(23, 59, 59).atZone(LONDON).toInstant();
    }

    private static LocalDate workingDayAfter(LocalDate day, int count) {
        int left = count;
        var next = day;
        while (left > 0) {
            next = next.plusDays(1);
            boolean weekend = next.getDayOfWeek() == DayOfWeek.SATURDAY || next.getDayOfWeek() == DayOfWeek.SUNDAY;
            left -= weekend || WorkingCalendar.englandAndWales().holidays().contains(next) ? 0 : 1;
        }
        return next;
    }

    /** What was counted over all rounds. */
    private static final class Found {

        private long expected;
        private long missing;
        private long held;
        private long doubled;
        private long wrong;
        private long early;
        private long steps;
        private long left;
        private long kills;
        private long restarts;
        private long derived;
        private long derivedOnly;
        private long takenOver;

        List<Check> checks(int rounds, int batches) {
            System.out.printf("  %d of %d kills left a timer half answered; %d escalations came only as timers were derived anew%n", takenOver, kills, derivedOnly);
            return List.of(new Check(rounds + " rounds: each escalation that the rules ask for came, by the step across its due time", expected, missing),
                    new Check("none came twice", held, doubled), new Check("none came that the rules do not ask for", held, wrong),
                    new Check("none came before its time", held, early), new Check("after each step of the clock no timer was left due", steps, left),
                    new Check("kill -9 as the clock crossed a due time, in every tenth round", kills, batches - kills),
                    new Check("restarts in between, in every ten rounds", restarts, Math.max(0, batches - restarts)),
                    new Check("timers derived anew, in every ten rounds", derived, Math.max(0, batches - derived)));
        }

        @Override
        public String toString() {
            return expected + " escalations expected, " + held + " held, " + missing + " missing, " + doubled + " doubled, " + wrong + " wrong, " + early + " early, "
                    + steps + " steps, " + kills + " kills";
        }
    }

    /** An agreed action as the rules' text has it. */
    private static final class Agreed {

        final ActionId id = new ActionId(UUID.randomUUID());
        final AgencyId owner;
        LocalDate dueOn;
        boolean done;
        int extensions;

        Agreed(AgencyId owner, LocalDate dueOn) {
            this.owner = owner;
            this.dueOn = dueOn;
        }

        boolean isOverdueAt(Instant moment) {
            return !done && endOf(dueOn).isBefore(moment);
        }

        boolean comesBefore(Agreed other) {
            int due = dueOn.compareTo(other.dueOn);
            return due < 0 || (due == 0 && id.toString().compareTo(other.id.toString()) < 0);
        }

        String escalation(String why) {
            return id + "/" + why + "/" + endOf(dueOn);
        }
    }

    /** One child with its meeting, what was agreed there, and a decision after it. */
    private static final class Round {

        final MeetingId meeting = new MeetingId(UUID.randomUUID());
        final List<AgencyId> there;
        final List<Agreed> actions = new ArrayList<>();
        final Set<AgencyId> silent = new HashSet<>();
        @Nullable DecisionId decision;
        @Nullable Instant answersBy;

        Round(List<AgencyId> there) {
            this.there = there;
        }

        boolean isThirdOverdue(Agreed action, Instant at) {
            return action.isOverdueAt(at) && actions.stream().filter(one -> one.owner.equals(action.owner) && one.isOverdueAt(at) && one.comesBefore(action)).count() >= 2;
        }
    }

    /** Ten rounds in one ledger, from the meetings to the last due time. */
    private static final class Batch {

        private final Rig rig;
        private final TimerKeeper here;
        private final TimerKeeper.MovedClock clock;
        private final Keepers keepers;
        private final Found found;
        private final LedgerId ledger;
        private final Random random;
        private final boolean sabotage;
        private final List<Round> rounds = new ArrayList<>();
        private final TreeSet<Instant> moments = new TreeSet<>();
        private final Map<String, Instant> expected = new TreeMap<>();
        private final Set<String> faults = new HashSet<>();
        private boolean hidden;

        Batch(Rig rig, TimerKeeper here, TimerKeeper.MovedClock clock, Keepers keepers, Found found, LedgerId ledger, Random random, boolean sabotage) {
            this.rig = rig;
            this.here = here;
            this.clock = clock;
            this.keepers = keepers;
            this.found = found;
            this.ledger = ledger;
            this.random = random;
            this.sabotage = sabotage;
        }

        void run(int count) throws Exception {
            done(CHAIR, new GrantRole(StaffCommand.staffId(ledger, CHAIR.userId()), CHAIR.userId(), CHAIR.role(), SOCIAL_CARE));
            for (int i = 0; i < count; i++) {
                rounds.add(meet(i == count - 1));
            }
            var kill = endOf(rounds.getLast().actions.get(random.nextInt(rounds.getLast().actions.size())).dueOn);
            settle();
            for (int step = 0; !moments.isEmpty(); step++) {
                cross(moments.getFirst(), kill, step);
            }
            derive();
            if (sabotage) {
                forge();
            }
            compare();
            found.expected += expected.size();
        }

        private void cross(Instant moment, Instant kill, int step) throws Exception {
            var before = clock.instant();
            clock.moveTo(moment.minus(Duration.ofMinutes(5)));
            deeds();
            compare();
            int were = expected.size();
            expectAt(before, moment.plusMillis(1));
            if (sabotage && !hidden && expected.size() > were) {
                hide(moment);
            }
            clock.moveTo(moment.plusMillis(2 + random.nextInt(1_000)));
            moments.headSet(moment, true).clear();
            if (moment.equals(kill)) {
                kill();
            } else {
                settle();
            }
            keepers.awaitReady();
            compare();
            deeds();
            compare();
            if (step == 1 || random.nextInt(25) == 0) {
                keepers.restart(random.nextInt(2));
                found.restarts++;
            }
            if (random.nextInt(8) == 0) {
                derive();
                compare();
            }
        }

        /** In the midst of an answer, where one can be caught; one that was left half done is taken over once six heartbeats were missed. */
        private void kill() throws Exception {
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
            while (here.jdbc().sql("select not exists (select from ledger.timer where picked)").query(Boolean.class).single() && System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            keepers.kill(random.nextInt(2));
            long killed = System.nanoTime();
            settle();
            found.kills++;
            found.takenOver += System.nanoTime() - killed > TimeUnit.SECONDS.toNanos(2) ? 1 : 0;
        }

        /** A child's meeting that was held and closed an hour ago, and what was agreed there. */
        private Round meet(boolean withActions) {
            var contact = Rig.receive(clock.instant());
            var child = contact.children().getFirst().childId();
            done(CHAIR, contact);
            done(CHAIR, new MatchChild(contact.contactId(), 1, null, MatchBasis.NEW_CHILD, 100));
            var there = new ArrayList<>(List.of(SOCIAL_CARE));
            List.of(POLICE, HEALTH).stream().filter(agency -> random.nextInt(3) > 0).forEach(there::add);
            var round = new Round(there);
            var meeting = round.meeting;
            done(CHAIR, new ConveneMeeting(meeting, Kind.STRATEGY, List.of(child), PersonalText.of(meeting.value(), "why"), Format.PHONE,
                    clock.instant().minus(Duration.ofHours(2)), CHAIR.userId(), null, List.of(new Seat(1, SOCIAL_CARE, CorePart.SOCIAL_CARE, null, null),
                    new Seat(2, POLICE, CorePart.POLICE, null, null), new Seat(3, HEALTH, CorePart.HEALTH, null, null)), null));
            for (int seat = 1; seat <= 3; seat++) {
                var status = there.contains(List.of(SOCIAL_CARE, POLICE, HEALTH).get(seat - 1)) ? Attendance.PRESENT : Attendance.APOLOGIES;
                done(CHAIR, new RecordAttendance(meeting, seat, status, true, null, null, null));
            }
            done(CHAIR, new RecordChildVoice(meeting, 1, VoiceSource.CHILD_SEEN_ALONE, "I want to stay with Nan.", null));
            done(CHAIR, new RecordDecision(meeting, new DecisionId(UUID.randomUUID()), 1, DecisionType.THRESHOLD_S47_MET, Answer.NOT_DECIDED, "why", "The manager",
                    dayOf(clock.instant()).plusDays(1), clock.instant().minus(Duration.ofMinutes(61)), null, null));
            done(CHAIR, new CloseMeeting(meeting, clock.instant().minus(Duration.ofHours(1)), null, null));
            int many = withActions ? 3 + random.nextInt(3) : random.nextInt(6);
            var owners = random.nextBoolean() ? List.of(POLICE) : List.of(POLICE, SOCIAL_CARE);
            for (int i = 0; i < many; i++) {
                agree(round, owners.get(random.nextInt(owners.size())), dueDay());
            }
            return round;
        }

        /** One to fifteen working days from now, at times a day that is none. */
        private LocalDate dueDay() {
            var day = workingDayAfter(dayOf(clock.instant()), 1 + random.nextInt(15));
            return random.nextInt(5) == 0 ? day.plusDays(1) : day;
        }

        private void agree(Round round, AgencyId owner, LocalDate dueOn) {
            var action = new Agreed(owner, dueOn);
            round.actions.add(action);
            done(CHAIR, new AgreeAction(action.id, round.meeting, null, List.of(), null, "Visit the home.", owner, "Pc Example", null, dueOn, "The child was seen."));
            ahead(action);
        }

        private void ahead(Agreed action) {
            List.of(endOf(action.dueOn), endOf(workingDayAfter(action.dueOn, 10))).stream().filter(moment -> moment.isAfter(clock.instant())).forEach(moments::add);
        }

        /** In some rounds one thing is done; then every timer that it set is answered. */
        private void deeds() throws Exception {
            for (var round : rounds) {
                if (random.nextInt(8) == 0) {
                    deed(round);
                }
            }
            settle();
        }

        private void deed(Round round) {
            int which = random.nextInt(round.actions.size() + 1);
            if (which == round.actions.size()) {
                decideOrAnswer(round);
                return;
            }
            var action = round.actions.get(which);
            if (action.done) {
                contest(round, action);
            } else if (random.nextInt(3) == 0) {
                action.done = true;
                done(WORKERS.get(action.owner), new CompleteAction(action.id, clock.instant(), text(action, "seen"), text(action, "note"), Effect.REDUCED));
            } else if (action.extensions < 2 && random.nextInt(3) == 0) {
                extend(action);
            }
        }

        private void contest(Round round, Agreed action) {
            action.done = false;
            done(WORKERS.get(action.owner.equals(HEALTH) ? POLICE : HEALTH), new ContestAction(action.id, text(action, "Nobody came.")));
            ahead(action);
            expect(round, action, Instant.EPOCH, clock.instant());
        }

        private void extend(Agreed action) {
            var today = dayOf(clock.instant());
            action.dueOn = (action.dueOn.isAfter(today) ? action.dueOn : today).plusDays(1 + random.nextInt(7));
            action.extensions++;
            done(CHAIR, new ExtendAction(action.id, action.dueOn, text(action, "The family is away.")));
            ahead(action);
        }

        private void decideOrAnswer(Round round) {
            var decision = round.decision;
            if (decision == null) {
                decision = new DecisionId(UUID.randomUUID());
                done(CHAIR, new RecordDecision(round.meeting, decision, 1, DecisionType.THRESHOLD_S47_MET, Answer.NO, "why", null, null, null, null,
                        new AfterTheEnd(PersonalText.of(round.meeting.value(), "The service manager"), "new information", List.of())));
                var answersBy = endOf(workingDayAfter(dayOf(clock.instant()), 1));
                round.decision = decision;
                round.answersBy = answersBy;
                round.silent.addAll(round.there);
                moments.add(answersBy);
                int answering = random.nextInt(round.there.size() + 1);
                for (var agency : round.there.subList(0, answering)) {
                    answer(round, decision, agency);
                }
            } else if (!round.silent.isEmpty()) {
                answer(round, decision, round.there.stream().filter(round.silent::contains).findFirst().orElseThrow());
            }
        }

        private void answer(Round round, DecisionId decision, AgencyId agency) {
            done(WORKERS.get(agency), new RecordPosition(round.meeting, decision, agency, Stance.AGREED, null, clock.instant()));
            round.silent.remove(agency);
        }

        private static PersonalText text(Agreed action, String clear) {
            return PersonalText.of(action.id.value(), clear);
        }

        /** What the step from one moment to another brings, by the rules' text. */
        private void expectAt(Instant before, Instant after) {
            for (var round : rounds) {
                round.actions.forEach(action -> expect(round, action, before, after));
                var answersBy = round.answersBy;
                if (answersBy != null && answersBy.isBefore(after) && !answersBy.isBefore(before) && !round.silent.isEmpty()) {
                    expected.put(round.meeting + "/" + round.decision, answersBy);
                }
            }
        }

        /** Ten working days late: once for its due time. The third overdue: as it falls due, or as it is open again. */
        private void expect(Round round, Agreed action, Instant before, Instant after) {
            var late = endOf(workingDayAfter(action.dueOn, 10));
            if (!action.done && late.isBefore(after)) {
                expected.putIfAbsent(action.escalation("TEN_WORKING_DAYS"), late);
            }
            if (!endOf(action.dueOn).isBefore(before) && round.isThirdOverdue(action, after)) {
                expected.putIfAbsent(action.escalation("THREE_OVERDUE"), endOf(action.dueOn));
            }
        }

        /** Asked anew, one is escalated that is overdue after two others by now, as one of those was contested since. */
        private void derive() throws Exception {
            here.timers.derive(here.sql, ledger);
            int were = expected.size();
            rounds.forEach(round -> round.actions.forEach(action -> expect(round, action, Instant.EPOCH, clock.instant())));
            found.derivedOnly += expected.size() - were;
            found.derived++;
            settle();
        }

        /** Until every event has become timers and every timer that is due was answered, put off or not. */
        private void settle() {
            found.steps++;
            long until = System.nanoTime() + MOST_WAIT.toNanos();
            while (open() > 0) {
                if (System.nanoTime() > until) {
                    found.left++;
                    return;
                }
                LockSupport.parkNanos(5_000_000);
            }
        }

        private long open() {
            return here.jdbc().sql("""
                    select (select count(*) from ledger.timer where split_part(task_instance, '/', 4)::bigint <= :now)
                         + (select count(*) from ledger.head h
                             cross join (values ('when-action-stays-undone-then-escalate'), ('when-decided-after-meeting-then-await-positions')) w (reactor)
                              left join ledger.reaction_cursor c on c.ledger = h.ledger and c.reactor = w.reactor
                             where h.position > coalesce(c.position, 0))
                    """).param("now", clock.millis()).query(Long.class).single();
        }

        /** Counts each fault once, however many steps it stays. */
        private void compare() {
            var held = held();
            expected.keySet().stream().filter(one -> !held.containsKey(one)).forEach(one -> found.missing += isNew("missing", one));
            held.forEach((one, at) -> {
                found.held += faults.add("held " + one) ? 1 : 0;
                found.doubled += at.size() == 1 ? 0 : isNew("doubled", one);
                var due = expected.get(one);
                found.wrong += due != null ? 0 : isNew("wrong", one);
                found.early += due == null || !at.getFirst().isBefore(due) ? 0 : isNew("early", one);
            });
        }

        private int isNew(String fault, String one) {
            boolean isNew = faults.add(fault + " " + one);
            if (isNew) {
                System.out.println("  ledger " + ledger + ", " + clock.instant() + ", " + fault + ": " + one);
            }
            return isNew ? 1 : 0;
        }

        private Map<String, List<Instant>> held() {
            var held = new HashMap<String, List<Instant>>();
            here.jdbc().sql("""
                    select stream || '/' || case name when 'action-escalated' then (p ->> 'why') || '/' || (p ->> 'dueBy') else p ->> 'decisionId' end, recorded_at
                      from (select stream, name, recorded_at, convert_from(payload, 'UTF8')::json as p from ledger.event
                             where ledger = :ledger and name in ('action-escalated', 'positions-overdue')) e
                     order by recorded_at
                    """).param("ledger", ledger.value()).query((row, n) -> held.computeIfAbsent(row.getString(1), one -> new ArrayList<>())
                            .add(Instant.ofEpochMilli(row.getLong(2)))).list();
            return held;
        }

        private void done(@Nullable Actor actor, LedgerCommand command) {
            var key = UUID.randomUUID();
            var outcome = here.commands.send(command, ledger, new Sender(java.util.Objects.requireNonNull(actor), "E06999001", null, clock.instant(), key,
                    "body".getBytes(StandardCharsets.UTF_8), key, null, Sensitivity.STANDARD, null, null, null));
            if (!(outcome instanceof Outcome.Done)) {
                throw new IllegalStateException(command + " came to " + outcome);
            }
        }

        /** Sabotage: the timers of one moment are lost. */
        private void hide(Instant moment) throws SQLException {
            hidden = true;
            execute("delete from ledger.timer where split_part(task_instance, '/', 4)::bigint between " + moment.toEpochMilli() + " and " + (moment.toEpochMilli() + 1));
        }

        /** Sabotage: whatever was escalated last is there once more. */
        private void forge() throws SQLException {
            execute("create temp table forged as select * from ledger.event where ledger = " + ledger + " and name = 'action-escalated' order by position desc limit 1",
                    "update forged set position = -1, sequence = sequence + 1000, event_id = gen_random_uuid()", "insert into ledger.event table forged");
        }

        private void execute(String... statements) throws SQLException {
            try (var connection = rig.postgres().connect("ledger"); var statement = connection.createStatement()) {
                for (var one : statements) {
                    statement.execute(one);
                }
            }
        }
    }

    /** The two instances, each a process. */
    private static final class Keepers implements AutoCloseable {

        private final Rig rig;
        private final Path folder;
        private final List<Process> running = new ArrayList<>();
        private final Set<Process> ready = new HashSet<>();

        Keepers(Rig rig, Path folder) throws IOException {
            this.rig = rig;
            this.folder = folder;
            Files.writeString(folder.resolve("logback.xml"), """
                    <configuration>
                      <appender name="err" class="ch.qos.logback.core.ConsoleAppender"><target>System.err</target>
                        <encoder><pattern>%d %p %c %m %kvp%n</pattern></encoder></appender>
                      <root level="warn"><appender-ref ref="err"/></root>
                    </configuration>
                    """);
            running.addAll(List.of(start(0), start(1)));
            awaitReady();
        }

        private Process start(int number) throws IOException {
            return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m",
                    "-Dlogback.configurationFile=" + folder.resolve("logback.xml"), "-cp", System.getProperty("java.class.path"), TimerKeeper.class.getName(),
                    rig.postgres().url("ledger"), rig.postgres().url("keys"), folder.toString())
                    .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("keeper-" + number + ".log").toFile())).start();
        }

        /** kill -9; a new one starts in its place. */
        void kill(int number) throws IOException, InterruptedException {
            running.get(number).destroyForcibly().waitFor();
            running.set(number, start(number));
        }

        /** Ended as asked; a new one starts in its place. */
        void restart(int number) throws IOException, InterruptedException {
            end(running.get(number));
            running.set(number, start(number));
            awaitReady();
        }

        void awaitReady() throws IOException {
            for (var process : running) {
                if (ready.add(process) && !TimerKeeper.READY.equals(process.inputReader().readLine())) {
                    throw new IllegalStateException("an instance did not start: see the logs in " + folder);
                }
            }
        }

        private static void end(Process process) throws IOException, InterruptedException {
            process.getOutputStream().close();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }

        @Override
        public void close() {
            for (var process : running) {
                try {
                    end(process);
                } catch (IOException e) {
                    process.destroyForcibly();
                } catch (InterruptedException e) {
                    process.destroyForcibly();
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
