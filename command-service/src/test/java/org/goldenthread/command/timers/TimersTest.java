package org.goldenthread.command.timers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.goldenthread.command.LedgerConfiguration;
import org.goldenthread.command.Postgres;
import org.goldenthread.command.action.ActionCommand.AgreeAction;
import org.goldenthread.command.action.ActionCommand.CompleteAction;
import org.goldenthread.command.action.ActionCommand.ReassignAction;
import org.goldenthread.command.contact.ContactCommand.MatchChild;
import org.goldenthread.command.contact.ContactCommand.ReceiveContact;
import org.goldenthread.command.keys.KeyStore;
import org.goldenthread.command.ledger.Attempt.Sender;
import org.goldenthread.command.ledger.Commands;
import org.goldenthread.command.ledger.Commands.Outcome;
import org.goldenthread.command.ledger.Facts;
import org.goldenthread.command.ledger.FactsRebuild;
import org.goldenthread.command.ledger.Ids;
import org.goldenthread.command.ledger.LedgerCommand;
import org.goldenthread.command.ledger.LedgerSql;
import org.goldenthread.command.meeting.MeetingCommand.AfterTheEnd;
import org.goldenthread.command.meeting.MeetingCommand.CloseMeeting;
import org.goldenthread.command.meeting.MeetingCommand.ConveneMeeting;
import org.goldenthread.command.meeting.MeetingCommand.RecordAttendance;
import org.goldenthread.command.meeting.MeetingCommand.RecordChildVoice;
import org.goldenthread.command.meeting.MeetingCommand.RecordDecision;
import org.goldenthread.command.meeting.WhenConvenedOrAgreedThenShareKey;
import org.goldenthread.command.settings.SettingsFile;
import org.goldenthread.command.staff.StaffCommand;
import org.goldenthread.command.staff.StaffCommand.GrantRole;
import org.goldenthread.events.Actor;
import org.goldenthread.events.Role;
import org.goldenthread.events.Sensitivity;
import org.goldenthread.events.action.ActionEvent.ActionAgreed;
import org.goldenthread.events.action.ActionEvent.Effect;
import org.goldenthread.events.contact.ContactEvent.Channel;
import org.goldenthread.events.contact.ContactEvent.ContactKind;
import org.goldenthread.events.contact.ContactEvent.DobStatus;
import org.goldenthread.events.contact.ContactEvent.MatchBasis;
import org.goldenthread.events.contact.ContactEvent.NamedChild;
import org.goldenthread.events.meeting.MeetingEvent.Answer;
import org.goldenthread.events.meeting.MeetingEvent.Attendance;
import org.goldenthread.events.meeting.MeetingEvent.DecisionType;
import org.goldenthread.events.meeting.MeetingEvent.Format;
import org.goldenthread.events.meeting.MeetingEvent.Kind;
import org.goldenthread.events.meeting.MeetingEvent.MeetingConvened;
import org.goldenthread.events.meeting.MeetingEvent.Seat;
import org.goldenthread.events.meeting.MeetingEvent.VoiceSource;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.personal.Seal;
import org.goldenthread.events.reference.Reference;
import org.goldenthread.events.values.ActionId;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.ContactId;
import org.goldenthread.events.values.CorePart;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.events.values.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Meetings, actions and the moments set by them, over a real PostgreSQL; the clock is moved on by hand. */
class TimersTest {

    private static final LedgerId LEDGER = new LedgerId(1);
    private static final Instant TUESDAY = Instant.parse("2026-03-10T16:00:00Z");
    private static final AgencyId SOCIAL_CARE = new AgencyId(UUID.randomUUID());
    private static final AgencyId POLICE = new AgencyId(UUID.randomUUID());
    private final Actor chair = new Actor(new UserId(UUID.randomUUID()), Role.TEAM_MANAGER, SOCIAL_CARE);

    private final DataSource database = Postgres.ledger("gt_append");
    private final LedgerSql sql = new LedgerSql(database);
    private final KeyStore keys = Postgres.keys();
    private final AtomicReference<Instant> now = new AtomicReference<>(TUESDAY);
    private final Clock clock = moved(now);
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Commands commands = commands();

    @BeforeEach
    void openLedger() {
        Postgres.open(LEDGER);
        done(new GrantRole(StaffCommand.staffId(LEDGER, chair.userId()), chair.userId(), chair.role(), SOCIAL_CARE));
    }

    @AfterEach
    void close() throws Exception {
        for (var one : open) {
            one.close();
        }
    }

    @Test
    void two_instances_mark_silence_on_a_decision_after_the_meeting_once_when_its_time_is_up() {
        var meeting = closedMeeting(child());
        var decision = new DecisionId(UUID.randomUUID());
        now.set(TUESDAY.plus(Duration.ofHours(3)));
        done(new RecordDecision(meeting, decision, 1, DecisionType.THRESHOLD_S47_MET, Answer.NO, "why", null, null, null, null,
                new AfterTheEnd(PersonalText.of(meeting.value(), "The service manager"), "new information", List.of())));
        var one = timers().start();
        timers().start();
        assertThat(setFor(one, meeting.value())).isEqualTo(1);
        assertThat(setFor(one, meeting.value())).as("set once, however often the event comes").isZero();
        now.set(Instant.parse("2026-03-11T23:58:00Z"));
        assertThat(namesOf(meeting.value())).doesNotContain("positions-overdue");
        now.set(Instant.parse("2026-03-12T00:00:00Z"));
        await().until(() -> namesOf(meeting.value()).contains("positions-overdue"));
        awaitNoneDue();
        assertThat(one.derive(sql, LEDGER)).as("answered before: set again, refused, and gone").isPositive();
        awaitNoneDue();
        assertThat(namesOf(meeting.value())).filteredOn("positions-overdue"::equals).hasSize(1);
    }

    @Test
    void an_undone_action_is_escalated_after_ten_working_days_and_a_done_one_never() {
        var meeting = closedMeeting(child());
        var undone = agreed(meeting, POLICE, LocalDate.of(2026, 3, 13));
        var done = agreed(meeting, SOCIAL_CARE, LocalDate.of(2026, 3, 13));
        done(new CompleteAction(done, now.get(), PersonalText.of(done.value(), "seen"), PersonalText.of(done.value(), "note"), Effect.REDUCED));
        var timers = timers().start();
        assertThat(setFor(timers, undone.value()) + setFor(timers, done.value())).isEqualTo(4);
        now.set(Instant.parse("2026-03-28T00:00:00Z"));
        await().until(() -> namesOf(undone.value()).contains("action-escalated"));
        awaitNoneDue();
        assertThat(namesOf(undone.value())).filteredOn("action-escalated"::equals).hasSize(1);
        assertThat(namesOf(done.value())).doesNotContain("action-escalated");
        done(new ReassignAction(undone, SOCIAL_CARE, "Sam Example", null, PersonalText.of(undone.value(), "They know the family.")));
        setFor(timers, undone.value()); // due at once: they may be answered before they could be counted
        await().until(() -> namesOf(undone.value()).stream().filter("action-escalated"::equals).count() == 2);
        awaitNoneDue();
        assertThat(namesOf(undone.value())).as("the lead of the agency it was given to, once").filteredOn("action-escalated"::equals).hasSize(2);
    }

    @Test
    void the_third_overdue_action_of_an_agency_for_a_child_is_escalated_when_it_falls_due() {
        var meeting = closedMeeting(child());
        var first = agreed(meeting, POLICE, LocalDate.of(2026, 3, 11));
        var second = agreed(meeting, POLICE, LocalDate.of(2026, 3, 11));
        var third = agreed(meeting, POLICE, LocalDate.of(2026, 3, 12));
        var timers = timers().start();
        List.of(first, second, third).forEach(action -> setFor(timers, action.value()));
        now.set(Instant.parse("2026-03-12T00:00:01Z"));
        awaitNoneDue();
        assertThat(namesOf(second.value())).doesNotContain("action-escalated");
        now.set(Instant.parse("2026-03-13T00:00:01Z"));
        await().until(() -> namesOf(third.value()).contains("action-escalated"));
        var together = List.of(agreed(meeting, SOCIAL_CARE, LocalDate.of(2026, 3, 16)), agreed(meeting, SOCIAL_CARE, LocalDate.of(2026, 3, 16)),
                agreed(meeting, SOCIAL_CARE, LocalDate.of(2026, 3, 16)));
        together.forEach(action -> setFor(timers, action.value()));
        now.set(Instant.parse("2026-03-17T00:00:01Z"));
        await().until(() -> together.stream().anyMatch(action -> namesOf(action.value()).contains("action-escalated")));
        awaitNoneDue();
        assertThat(together).as("due on one day: told once").filteredOn(action -> namesOf(action.value()).contains("action-escalated")).hasSize(1);
    }

    @Test
    void meetings_convened_at_once_for_a_child_get_different_numbers_and_the_facts_are_as_the_events_say() throws Exception {
        var child = child();
        try (var threads = Executors.newFixedThreadPool(8)) {
            var all = new ArrayList<java.util.concurrent.Callable<Outcome>>();
            for (int i = 0; i < 8; i++) {
                all.add(() -> send(commands, convene(new MeetingId(UUID.randomUUID()), child)));
            }
            var numbers = new HashSet<Integer>();
            for (var convened : threads.invokeAll(all)) {
                if (convened.get() instanceof Outcome.Done one) {
                    var event = (MeetingConvened) sql.readStream(LEDGER, one.stream(), 0).getFirst().open().orElseThrow().event();
                    assertThat(numbers.add(event.sittings().getFirst().number())).isTrue();
                }
            }
            assertThat(numbers).hasSizeGreaterThanOrEqualTo(2);
            assertThat(numbers.stream().mapToInt(Integer::intValue).max()).hasValue(numbers.size());
        }
        assertThat(new FactsRebuild(database, sql).run(LEDGER).differed()).isZero();
    }

    @Test
    void the_text_of_a_meeting_and_of_an_action_opens_no_more_once_its_children_s_keys_are_gone() throws Exception {
        var child = child();
        var meeting = closedMeeting(child);
        var action = agreed(meeting, POLICE, LocalDate.of(2026, 3, 13));
        var share = new WhenConvenedOrAgreedThenShareKey(keys);
        for (int times = 0; times < 2; times++) {
            Stream.of(meeting.value(), action.value()).forEach(stream -> sql.readStream(LEDGER, stream, 0).forEach(stored -> share.on(stored.open().orElseThrow())));
        }
        assertThat(new Seal(Postgres.keys().ring()).open(convened(meeting).purpose())).contains("why");
        Postgres.asSuperuser("keys", "delete from keys.wrap where key = '" + child.value() + "'");
        assertThat(new Seal(Postgres.keys().ring()).open(convened(meeting).purpose())).isEmpty();
        var agreed = (ActionAgreed) sql.readStream(LEDGER, action.value(), 0).getFirst().open().orElseThrow().event();
        assertThat(new Seal(Postgres.keys().ring()).open(agreed.description())).isEmpty();
    }

    private MeetingConvened convened(MeetingId meeting) {
        return (MeetingConvened) sql.readStream(LEDGER, meeting.value(), 0).getFirst().open().orElseThrow().event();
    }

    private MeetingId closedMeeting(ChildId child) {
        var meeting = new MeetingId(UUID.randomUUID());
        done(convene(meeting, child));
        done(new RecordAttendance(meeting, 1, Attendance.PRESENT, true, null, null, null));
        done(new RecordAttendance(meeting, 2, Attendance.PRESENT, true, null, null, null));
        done(new RecordChildVoice(meeting, 1, VoiceSource.CHILD_SEEN_ALONE, "I want to stay with Nan.", null));
        done(new RecordDecision(meeting, new DecisionId(UUID.randomUUID()), 1, DecisionType.THRESHOLD_S47_MET, Answer.NOT_DECIDED, "why", "The manager",
                LocalDate.of(2026, 3, 11), now.get(), null, null));
        done(new CloseMeeting(meeting, now.get(), null, null));
        return meeting;
    }

    private ConveneMeeting convene(MeetingId meeting, ChildId child) {
        return new ConveneMeeting(meeting, Kind.STRATEGY, List.of(child), PersonalText.of(meeting.value(), "why"), Format.PHONE, TUESDAY.minusSeconds(3_600), chair.userId(), null,
                List.of(new Seat(1, SOCIAL_CARE, CorePart.SOCIAL_CARE, null, null), new Seat(2, POLICE, CorePart.POLICE, null, null)), null);
    }

    private ActionId agreed(MeetingId meeting, AgencyId owner, LocalDate dueOn) {
        var action = new ActionId(UUID.randomUUID());
        done(new AgreeAction(action, meeting, null, List.of(), null, "Visit the home.", owner, "Pc Example", null, dueOn, "The child was seen."));
        return action;
    }

    private ChildId child() {
        var contact = new ContactId(UUID.randomUUID());
        var child = new ChildId(UUID.randomUUID());
        done(new ReceiveContact(contact, ContactKind.REQUEST, Channel.PHONE, now.get(), null, null, false, false, PersonalText.of(contact.value(), "seen at the pier"),
                List.of(new NamedChild(1, child, PersonalText.of(child.value(), "Robin Sample"), false, DobStatus.UNKNOWN, null, null, null))));
        done(new MatchChild(contact, 1, null, MatchBasis.NEW_CHILD, 100));
        return child;
    }

    private Commands commands() {
        var all = new Commands(sql, new Facts(JdbcClient.create(database)), keys, new Seal(keys.ring()), new Ids(clock), SettingsFile.shipped().inForce(), clock,
                LedgerConfiguration.AGGREGATES, 100, ledger -> { });
        open.add(all);
        return all;
    }

    private Timers timers() {
        var timers = new Timers(database, commands(), Reference.demo(), clock, new Timers.Pace(Duration.ofMillis(50), Duration.ofSeconds(1)), LedgerConfiguration.watchers(SettingsFile.shipped().inForce()));
        open.addFirst(timers);
        return timers;
    }

    /** As the reactions do: every event of a stream to every watcher; how many timers that set. */
    private long setFor(Timers timers, UUID stream) {
        long before = rows(stream);
        sql.readStream(LEDGER, stream, 0).forEach(stored -> timers.reactors().forEach(reactor -> reactor.on(stored.open().orElseThrow())));
        return rows(stream) - before;
    }

    private long rows(UUID stream) {
        return JdbcClient.create(database).sql("select count(*) from ledger.timer where task_instance like :of").param("of", LEDGER + "/" + stream + "/%")
                .query(Long.class).single();
    }

    private void awaitNoneDue() {
        await().untilAsserted(() -> assertThat(JdbcClient.create(database).sql("select timer::text from ledger.timer where execution_time < :now")
                .param("now", Timestamp.from(clock.instant())).query(String.class).list()).isEmpty());
    }

    private List<String> namesOf(UUID stream) {
        return sql.readStream(LEDGER, stream, 0).stream().map(stored -> stored.name()).toList();
    }

    private void done(LedgerCommand command) {
        assertThat(send(commands, command)).as(command.toString()).isInstanceOf(Outcome.Done.class);
    }

    private Outcome send(Commands to, LedgerCommand command) {
        return to.send(command, LEDGER, new Sender(chair, "E06999001", null, now.get(), UUID.randomUUID(), "body".getBytes(StandardCharsets.UTF_8), UUID.randomUUID(), null,
                Sensitivity.STANDARD, null, null, null));
    }

    /** It goes on by itself: the scheduler waits by the same clock. */
    private static Clock moved(AtomicReference<Instant> now) {
        long began = System.nanoTime();
        return new Clock() {
            @Override
            public Instant instant() {
                return java.util.Objects.requireNonNull(now.get()).plusNanos(System.nanoTime() - began);
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }
}
