package org.goldenthread.command.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.goldenthread.command.Postgres;
import org.goldenthread.command.access.AccessAggregate;
import org.goldenthread.command.access.AccessCommand;
import org.goldenthread.command.access.AccessCommand.LiftRestriction;
import org.goldenthread.command.access.AccessCommand.UseBreakGlass;
import org.goldenthread.command.action.ActionAggregate;
import org.goldenthread.command.audit.AuditSampleAggregate;
import org.goldenthread.command.child.ChildAggregate;
import org.goldenthread.command.child.WhenDetailsCompletedThenCorrect;
import org.goldenthread.command.child.WhenNewChildMatchedThenRegister;
import org.goldenthread.command.contact.ContactAggregate;
import org.goldenthread.command.contact.ContactCommand;
import org.goldenthread.command.contact.ContactCommand.AcknowledgeContact;
import org.goldenthread.command.contact.ContactCommand.CompleteContactDetails;
import org.goldenthread.command.contact.ContactCommand.MakeThresholdDecision;
import org.goldenthread.command.contact.ContactCommand.MatchChild;
import org.goldenthread.command.contact.ContactCommand.ReceiveContact;
import org.goldenthread.command.contact.WhenChildMatchedThenShareContactKey;
import org.goldenthread.command.document.DocumentAggregate;
import org.goldenthread.command.keys.KeyStore;
import org.goldenthread.command.ledger.Attempt.Sender;
import org.goldenthread.command.ledger.Commands.Outcome;
import org.goldenthread.command.meeting.MeetingAggregate;
import org.goldenthread.command.settings.SettingsFile;
import org.goldenthread.command.staff.StaffAggregate;
import org.goldenthread.command.staff.StaffCommand;
import org.goldenthread.events.Actor;
import org.goldenthread.events.Role;
import org.goldenthread.events.Sensitivity;
import org.goldenthread.events.access.AccessEvent.GlassReason;
import org.goldenthread.events.chain.StoredEvent;
import org.goldenthread.events.child.ChildEvent.ChildDetailsCorrected;
import org.goldenthread.events.contact.ContactEvent.Channel;
import org.goldenthread.events.contact.ContactEvent.ContactKind;
import org.goldenthread.events.contact.ContactEvent.ContactReceived;
import org.goldenthread.events.contact.ContactEvent.DobStatus;
import org.goldenthread.events.contact.ContactEvent.FeedbackMethod;
import org.goldenthread.events.contact.ContactEvent.LegalBasis;
import org.goldenthread.events.contact.ContactEvent.MatchBasis;
import org.goldenthread.events.contact.ContactEvent.NamedChild;
import org.goldenthread.events.contact.ContactEvent.NeedStage;
import org.goldenthread.events.contact.ContactEvent.ThresholdOutcome;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.personal.Seal;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.ContactId;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole way of a command, against a real PostgreSQL with the service's own roles. */
class CommandsTest {

    private static final AtomicInteger LEDGERS = new AtomicInteger(1000);
    private static final Instant NOW = Instant.parse("2026-03-10T10:00:00Z");
    private static final Actor MANAGER = new Actor(new UserId(UUID.randomUUID()), Role.FD_MANAGER, new AgencyId(UUID.randomUUID()));
    private static final String CONCERN = "seen at the pier after dark";

    private final LedgerId ledger = new LedgerId(LEDGERS.incrementAndGet());
    private final HikariDataSource database = Postgres.ledger("gt_append");
    private final LedgerSql sql = new LedgerSql(database);
    private final KeyStore keys = Postgres.keys();
    private final Seal seal = new Seal(keys.ring());
    private final List<LedgerId> told = new ArrayList<>();
    private Commands commands = commands(1000);

    private Commands commands(int cached) {
        return new Commands(sql, new Facts(JdbcClient.create(database)), keys, seal, new Ids(InstantSource.system()), SettingsFile.shipped().inForce(),
                Clock.fixed(NOW, ZoneOffset.UTC), List.of(ContactAggregate.class, ChildAggregate.class, StaffAggregate.class,
                AccessAggregate.class, AuditSampleAggregate.class, MeetingAggregate.class, ActionAggregate.class, DocumentAggregate.class), cached, told::add);
    }

    @BeforeEach
    void openLedger() {
        Postgres.open(ledger);
    }

    @AfterEach
    void close() {
        commands.close();
        database.close();
    }

    @Test
    void an_accepted_command_is_one_sealed_chained_event_and_wakes_the_followers() {
        var contact = received("one");
        var events = sql.readAfter(ledger, 0, 10);
        assertThat(events).hasSize(1);
        assertThat(events.getFirst().follows(StoredEvent.genesis())).isTrue();
        assertThat(new String(events.getFirst().payload(), StandardCharsets.UTF_8)).doesNotContain("pier", "Robin");
        var event = (ContactReceived) events.getFirst().open().orElseThrow().event();
        assertThat(event.contactId()).isEqualTo(contact);
        assertThat(seal.open(event.concern())).contains(CONCERN);
        assertThat(event.decision().dueBy()).isEqualTo(Instant.parse("2026-03-11T23:59:59Z"));
        assertThat(told).containsExactly(ledger);
    }

    @Test
    void the_whole_path_chains_and_every_hash_computed_in_java_equals_the_one_computed_in_sql() {
        var contact = received("one");
        done(send(new AcknowledgeContact(contact, NOW, FeedbackMethod.PHONE), "two"));
        done(send(new MatchChild(contact, 1, null, MatchBasis.NEW_CHILD, 100), "three"));
        done(send(decision(contact, "They are safe with grandparents"), "four"));
        var previous = StoredEvent.genesis();
        var events = sql.readAfter(ledger, 0, 10);
        for (var event : events) {
            assertThat(event.follows(previous)).as("position %d", event.position()).isTrue();
            previous = event.hash();
        }
        assertThat(events).extracting(StoredEvent::position).containsExactly(1L, 2L, 3L, 4L);
        assertThat(events).extracting(StoredEvent::sequence).containsExactly(0, 1, 2, 3);
    }

    @Test
    void the_same_key_and_body_gets_the_same_answer_even_after_the_state_moved_on() {
        var contact = received("one");
        var match = new MatchChild(contact, 1, null, MatchBasis.NEW_CHILD, 100);
        var first = done(send(match, "two"));
        done(send(decision(contact, "reasons"), "three"));
        var again = done(send(match, "two"));
        assertThat(again).isEqualTo(new Outcome.Done(first.stream(), first.sequence(), first.position(), first.warnings(), true));
        assertThat(sql.readAfter(ledger, 0, 10)).hasSize(3);
    }

    @Test
    void a_creating_command_sent_twice_with_fresh_ids_makes_one_contact_and_answers_with_its_id() {
        var first = received("one");
        var again = done(send(receive(new ContactId(UUID.randomUUID())), "one"));
        assertThat(again.stream()).isEqualTo(first.value());
        assertThat(again.repeated()).isTrue();
        assertThat(sql.readAfter(ledger, 0, 10)).hasSize(1);
    }

    @Test
    void a_refused_first_command_to_a_stream_is_a_refusal_and_the_next_may_begin_it() {
        var child = new ChildId(UUID.randomUUID());
        var book = AccessCommand.accessId(ledger, child);
        var lift = new LiftRestriction(book, child, PersonalText.of(child.value(), "over"));
        assertThat(commands.send(lift, ledger, sender("lift", "1", null))).isInstanceOf(Outcome.Refused.class);
        assertThat(commands.send(lift, ledger, sender("lift again", "1", null))).isInstanceOf(Outcome.Refused.class);
        var use = new UseBreakGlass(book, child, UUID.randomUUID(), GlassReason.OTHER, PersonalText.of(child.value(), "now"));
        keys.make(List.of(child.value()));
        assertThat(commands.send(use, ledger, sender("use", "1", null))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void the_same_key_with_another_body_is_refused() {
        var contact = received("one");
        var sender = sender("one", "another body", null);
        assertThat(commands.send(receive(new ContactId(UUID.randomUUID())), ledger, sender)).isInstanceOf(Outcome.KeyReused.class);
        assertThat(commands.send(new AcknowledgeContact(contact, NOW, FeedbackMethod.PHONE), ledger, sender)).isInstanceOf(Outcome.KeyReused.class);
    }

    @Test
    void a_refusal_leaves_nothing_and_may_be_accepted_under_the_same_key_later() {
        var contact = received("one");
        assertThat(send(decision(contact, "reasons"), "two")).isInstanceOf(Outcome.Refused.class);
        assertThat(sql.readAfter(ledger, 0, 10)).hasSize(1);
        done(send(new MatchChild(contact, 1, null, MatchBasis.NEW_CHILD, 100), "three"));
        done(send(decision(contact, "reasons"), "two"));
    }

    @Test
    void whoever_decided_on_an_old_version_is_told_so() {
        var contact = received("one");
        done(send(new AcknowledgeContact(contact, NOW, FeedbackMethod.PHONE), "two"));
        var outcome = commands.send(new MatchChild(contact, 1, null, MatchBasis.NEW_CHILD, 100), ledger, sender("three", "three", 0));
        assertThat(outcome).isInstanceOf(Outcome.Changed.class);
        assertThat(commands.send(new MatchChild(contact, 1, null, MatchBasis.NEW_CHILD, 100), ledger, sender("four", "four", 1)))
                .isInstanceOf(Outcome.Done.class);
    }

    @Test
    void a_stream_of_another_ledger_does_not_exist_here() {
        var contact = received("one");
        var other = new LedgerId(LEDGERS.incrementAndGet());
        Postgres.open(other);
        assertThat(commands.send(new AcknowledgeContact(contact, NOW, FeedbackMethod.PHONE), other, sender("two", "two", null)))
                .isEqualTo(new Outcome.NotFound());
        assertThat(commands.send(decision(contact, "reasons"), other, sender("three", "three", null))).isEqualTo(new Outcome.NotFound());
        try (var cold = commands(0)) {
            assertThat(cold.send(new AcknowledgeContact(contact, NOW, FeedbackMethod.PHONE), other, sender("two", "two", null)))
                    .isEqualTo(new Outcome.NotFound());
        }
        assertThat(sql.readAfter(other, 0, 10)).isEmpty();
    }

    @Test
    void a_second_instance_with_a_stale_cache_is_refused_in_sql_reloads_and_goes_on() {
        var contact = received("one");
        try (var other = commands(1000)) {
            done(other.send(new AcknowledgeContact(contact, NOW, FeedbackMethod.PHONE), ledger, sender("two", "two", null)));
            done(send(new MatchChild(contact, 1, null, MatchBasis.NEW_CHILD, 100), "three"));
            done(other.send(decision(contact, "reasons"), ledger, sender("four", "four", null)));
        }
        assertThat(sql.readAfter(ledger, 0, 10)).extracting(StoredEvent::sequence).containsExactly(0, 1, 2, 3);
    }

    @Test
    void an_error_in_the_engine_leaves_no_phantom_in_the_cache() {
        var contact = received("one");
        try (var broken = new Commands(sql, new Facts(JdbcClient.create(database)), keys, new Seal(key -> { throw new StackOverflowError(); }),
                new Ids(InstantSource.system()), SettingsFile.shipped().inForce(), Clock.fixed(NOW, ZoneOffset.UTC), List.of(ContactAggregate.class), 1000, told::add)) {
            var decide = new MatchChild(contact, 1, null, MatchBasis.NEW_CHILD, 100);
            assertThat(broken.send(decide, ledger, sender("two", "two", null))).isInstanceOf(Outcome.Done.class);
            var withText = decision(contact, "reasons");
            assertThatThrownBy(() -> broken.send(withText, ledger, sender("three", "three", null))).isInstanceOf(RuntimeException.class);
            assertThat(broken.send(new AcknowledgeContact(contact, NOW, FeedbackMethod.PHONE), ledger, sender("four", "four", null)))
                    .isInstanceOf(Outcome.Done.class);
        }
        assertThat(sql.readAfter(ledger, 0, 10)).extracting(StoredEvent::sequence).containsExactly(0, 1, 2);
    }

    @Test
    void the_fourth_contact_about_a_child_in_twelve_months_is_said_aloud() {
        ChildId child = null;
        Outcome.Done last = null;
        for (int i = 1; i <= 4; i++) {
            var contact = received("receive " + i);
            done(send(new MatchChild(contact, 1, child, MatchBasis.NAME_AND_DOB, 95), "match " + i));
            child = child == null ? provisional(contact) : child;
            last = done(send(decision(contact, "reasons"), "decide " + i));
        }
        assertThat(last).isNotNull();
        assertThat(last.warnings()).containsExactly("E-CON-08 count=4");
    }

    @Test
    void roles_are_facts_as_soon_as_they_are_events() {
        var facts = new Facts(JdbcClient.create(database));
        var user = new UserId(UUID.randomUUID());
        var staff = StaffCommand.staffId(ledger, user);
        done(send(new StaffCommand.GrantRole(staff, user, Role.FD_SCREENER, MANAGER.agencyId()), "grant"));
        assertThat(facts.rolesOf(user)).containsExactly(new Facts.HeldRole(ledger, Role.FD_SCREENER, MANAGER.agencyId()));
        done(send(new StaffCommand.EndRole(staff, user, Role.FD_SCREENER, MANAGER.agencyId()), "end"));
        assertThat(facts.rolesOf(user)).isEmpty();
    }

    @Test
    void the_services_role_can_neither_change_nor_remove_nor_insert_an_event() {
        received("one");
        var client = JdbcClient.create(database);
        for (var attack : List.of("update ledger.event set name = 'x'", "delete from ledger.event", "truncate ledger.event",
                "insert into ledger.event select * from ledger.event", "update ledger.head set position = 0", "delete from ledger.accepted",
                "drop table ledger.event", "alter table ledger.event disable trigger all")) {
            assertThatThrownBy(() -> client.sql(attack).update()).as(attack).isInstanceOf(DataAccessException.class);
        }
    }

    @Test
    void eight_racers_with_one_key_make_one_event_and_eight_racers_with_their_own_lose_none() throws Exception {
        var contact = received("one");
        try (var pool = Executors.newFixedThreadPool(8)) {
            var same = new ArrayList<Callable<Outcome>>();
            var own = new ArrayList<Callable<Outcome>>();
            for (int i = 0; i < 8; i++) {
                var key = "own " + i;
                same.add(() -> send(new AcknowledgeContact(contact, NOW, FeedbackMethod.PHONE), "same"));
                own.add(() -> send(new AcknowledgeContact(contact, NOW, FeedbackMethod.PHONE), key));
            }
            for (var outcome : pool.invokeAll(same)) {
                assertThat(outcome.get()).isInstanceOf(Outcome.Done.class);
            }
            assertThat(sql.readAfter(ledger, 0, 20)).hasSize(2);
            for (var outcome : pool.invokeAll(own)) {
                assertThat(outcome.get()).isInstanceOf(Outcome.Done.class);
            }
        }
        assertThat(sql.readAfter(ledger, 0, 20)).extracting(StoredEvent::sequence).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void facts_made_anew_are_the_facts_there_were_and_mend_those_that_were_changed() throws Exception {
        var rebuild = new FactsRebuild(database, sql);
        var user = new UserId(UUID.randomUUID());
        var staff = StaffCommand.staffId(ledger, user);
        for (var key : List.of("one", "two", "three")) {
            done(send(new MatchChild(received(key), 1, null, MatchBasis.NEW_CHILD, 100), "match " + key));
        }
        done(send(new StaffCommand.GrantRole(staff, user, Role.FD_SCREENER, MANAGER.agencyId()), "grant"));
        done(send(new StaffCommand.EndRole(staff, user, Role.FD_SCREENER, MANAGER.agencyId()), "end"));
        done(send(new StaffCommand.GrantRole(staff, user, Role.EDT, MANAGER.agencyId()), "grant again"));
        assertThat(rebuild.run(ledger)).isEqualTo(new FactsRebuild.Result(ledger.value(), 9, 8, 0));
        var before = factRows();
        Postgres.asSuperuser("ledger", "delete from ledger.fact where kind = 'CONTACT' and position = 2 and ledger = " + ledger);
        Postgres.asSuperuser("ledger", "update ledger.fact set ended = false where code = 'FD_SCREENER' and ledger = " + ledger);
        Postgres.asSuperuser("ledger", "insert into ledger.fact values (" + ledger + ", 'ROLE', gen_random_uuid(), gen_random_uuid(), 'FD_MANAGER', 0, false, 1)");
        assertThat(rebuild.run(ledger).differed()).isEqualTo(3);
        assertThat(factRows()).isEqualTo(before);
        assertThat(rebuild.run(ledger).differed()).isZero();
    }

    private String factRows() {
        return JdbcClient.create(database).sql("select string_agg(f::text, ' ' order by f::text) from ledger.fact f where ledger = :ledger")
                .param("ledger", ledger.value()).query(String.class).single();
    }

    @Test
    void what_a_contact_learns_of_a_new_child_after_the_match_reaches_the_childs_record_once() {
        var contact = received("one");
        var child = provisional(contact);
        done(send(new MatchChild(contact, 1, null, MatchBasis.NEW_CHILD, 100), "two"));
        var register = new WhenNewChildMatchedThenRegister(sql, commands, seal);
        var correct = new WhenDetailsCompletedThenCorrect(sql, commands, seal);
        done(send(new CompleteContactDetails(contact, null, null, null, List.of(new NamedChild(1, child, null, false, DobStatus.KNOWN,
                PersonalText.of(contact.value(), "2013-04-05"), PersonalText.of(contact.value(), "12 Harbour Row"), null))), "three"));
        for (int delivery = 0; delivery < 2; delivery++) {
            sql.readStream(ledger, contact.value(), 0).forEach(stored -> {
                var recorded = stored.open().orElseThrow();
                register.on(recorded);
                correct.on(recorded);
            });
        }
        var record = sql.readStream(ledger, child.value(), 0);
        assertThat(record).extracting(StoredEvent::name).containsExactly("child-registered", "child-details-corrected");
        var corrected = (ChildDetailsCorrected) record.getLast().open().orElseThrow().event();
        assertThat(seal.open(java.util.Objects.requireNonNull(corrected.address()))).contains("12 Harbour Row");
        assertThat(seal.open(java.util.Objects.requireNonNull(corrected.dob()))).contains("2013-04-05");
        assertThat(corrected.name()).isNull();
    }

    @Test
    void what_a_contact_learns_of_a_child_matched_to_an_older_record_changes_nothing_there() {
        var older = received("older");
        done(send(new MatchChild(older, 1, null, MatchBasis.NEW_CHILD, 100), "older match"));
        var contact = received("one");
        done(send(new MatchChild(contact, 1, provisional(older), MatchBasis.PROFESSIONAL_KNOWLEDGE, 90), "two"));
        done(send(new CompleteContactDetails(contact, null, null, null, List.of(new NamedChild(1, provisional(contact), null, false,
                DobStatus.KNOWN, PersonalText.of(contact.value(), "2013-04-05"), null, null))), "three"));
        var correct = new WhenDetailsCompletedThenCorrect(sql, commands, seal);
        long before = sql.readAfter(ledger, 0, 100).size();
        sql.readStream(ledger, contact.value(), 0).forEach(stored -> correct.on(stored.open().orElseThrow()));
        assertThat(sql.readAfter(ledger, 0, 100)).hasSize((int) before);
    }

    @Test
    void an_accepted_command_is_remembered_for_ninety_days_and_not_for_ninety_one() {
        received("one");
        var after90 = Clock.fixed(NOW.plus(Duration.ofDays(90)), ZoneOffset.UTC);
        assertThat(new Remembered(JdbcClient.create(database), after90).forget()).isZero();
        assertThat(remembered()).isEqualTo(1);
        assertThat(new Remembered(JdbcClient.create(database), Clock.offset(after90, Duration.ofDays(1))).forget()).isPositive();
        assertThat(remembered()).isZero();
    }

    private long remembered() {
        return JdbcClient.create(database).sql("select count(*) from ledger.accepted where ledger = :ledger").param("ledger", ledger.value())
                .query(Long.class).single();
    }

    @Test
    void a_contact_s_text_opens_as_long_as_any_of_its_children_s_keys_does_and_no_longer() throws Exception {
        var contact = new ContactId(UUID.randomUUID());
        var first = new ChildId(UUID.randomUUID());
        var second = new ChildId(UUID.randomUUID());
        done(send(new ReceiveContact(contact, ContactKind.REQUEST, Channel.PHONE, NOW, null, null, false, false, PersonalText.of(contact.value(), CONCERN),
                List.of(named(1, first), named(2, second))), "two children"));
        var share = new WhenChildMatchedThenShareContactKey(sql, keys);
        done(send(new MatchChild(contact, 1, null, MatchBasis.NEW_CHILD, 100), "match one"));
        follow(contact, share);
        assertThat(wrappersOf(contact)).as("not all are matched: it still opens by itself").containsExactlyInAnyOrder(contact.value(), first.value());
        done(send(new MatchChild(contact, 2, null, MatchBasis.NEW_CHILD, 100), "match two"));
        follow(contact, share);
        follow(contact, share);
        assertThat(wrappersOf(contact)).containsExactlyInAnyOrder(first.value(), second.value());
        assertThat(openedAnew(contact)).contains(CONCERN);
        Postgres.asSuperuser("keys", "delete from keys.wrap where key = '" + first.value() + "'");
        assertThat(openedAnew(contact)).contains(CONCERN);
        Postgres.asSuperuser("keys", "delete from keys.wrap where key = '" + second.value() + "'");
        assertThat(openedAnew(contact)).isEmpty();
    }

    private static NamedChild named(int ref, ChildId child) {
        return new NamedChild(ref, child, PersonalText.of(child.value(), "Robin Sample"), false, DobStatus.UNKNOWN, null, null, null);
    }

    private void follow(ContactId contact, WhenChildMatchedThenShareContactKey reactor) {
        sql.readStream(ledger, contact.value(), 0).forEach(stored -> reactor.on(stored.open().orElseThrow()));
    }

    private static List<UUID> wrappersOf(ContactId contact) throws SQLException {
        try (var connection = DriverManager.getConnection(Postgres.url("keys"), "postgres", "postgres");
                var rows = connection.createStatement().executeQuery("select wrapped_by from keys.wrap where key = '" + contact.value() + "'")) {
            var all = new ArrayList<UUID>();
            while (rows.next()) {
                all.add(rows.getObject(1, UUID.class));
            }
            return all;
        }
    }

    /** As another process would: with keys looked up now. */
    private Optional<String> openedAnew(ContactId contact) {
        var received = (ContactReceived) sql.readStream(ledger, contact.value(), 0).getFirst().open().orElseThrow().event();
        return new Seal(Postgres.keys().ring()).open(received.concern());
    }

    private ContactId received(String key) {
        var contact = new ContactId(UUID.randomUUID());
        done(send(receive(contact), key));
        return contact;
    }

    private static ReceiveContact receive(ContactId contact) {
        var child = new ChildId(UUID.randomUUID());
        return new ReceiveContact(contact, ContactKind.REQUEST, Channel.PHONE, NOW, null, null, false, false,
                PersonalText.of(contact.value(), CONCERN), List.of(new NamedChild(1, child, PersonalText.of(child.value(), "Robin Sample"), false,
                        DobStatus.UNKNOWN, null, null, null)));
    }

    private ChildId provisional(ContactId contact) {
        return sql.readStream(ledger, contact.value(), 0).getFirst().envelope().context().childIds().getFirst();
    }

    private static MakeThresholdDecision decision(ContactId contact, String why) {
        return new MakeThresholdDecision(contact, new DecisionId(UUID.randomUUID()), 1, ThresholdOutcome.NFA, NeedStage.S1, LegalBasis.NONE,
                why, false, List.of(), List.of());
    }

    private Outcome send(LedgerCommand command, String key) {
        return commands.send(command, ledger, sender(key, command instanceof ContactCommand c && c.begins() ? "receive" : key, null));
    }

    private static Outcome.Done done(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return (Outcome.Done) outcome;
    }

    private static Sender sender(String key, String body, @Nullable Integer version) {
        return new Sender(MANAGER, "E06999001", null, NOW, Ids.named(MANAGER.userId().value(), key), body.getBytes(StandardCharsets.UTF_8),
                UUID.randomUUID(), null, Sensitivity.STANDARD, null, null, version);
    }
}
