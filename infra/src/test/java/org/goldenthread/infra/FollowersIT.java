package org.goldenthread.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.goldenthread.command.LedgerConfiguration;
import org.goldenthread.command.ledger.Commands;
import org.goldenthread.command.ledger.Commands.Outcome;
import org.goldenthread.command.relay.Relay;
import org.goldenthread.command.relay.Topic;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.chain.StoredEvent;
import org.goldenthread.events.values.ContactId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.infra.launcher.Machine;
import org.goldenthread.infra.launcher.Ports;
import org.goldenthread.infra.prove.Rig;
import org.goldenthread.query.chronology.ChronologyProjection;
import org.goldenthread.query.intake.Intake;
import org.goldenthread.query.intake.Ledgers;
import org.goldenthread.query.intake.Rebuild;
import org.goldenthread.query.rows.Projection;
import org.goldenthread.query.rows.Rows;
import org.goldenthread.query.rows.Table;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What follows the ledger, over a real PostgreSQL and a real Kafka: relay, intake, parking, rebuild, a ledger put back. */
@SuppressWarnings("NullAway.Init") // set before all tests
class FollowersIT {

    private static final int PORT = 18_280;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final AtomicInteger LEDGERS = new AtomicInteger();
    private static final AtomicInteger TOPICS = new AtomicInteger();

    private static Rig rig;
    private static Machine machine;
    private static Commands commands;
    private static HikariDataSource relaying;
    private static HikariDataSource reading;

    private final int one = LEDGERS.incrementAndGet();
    private final int two = LEDGERS.incrementAndGet();
    private final String topic = "followers-" + TOPICS.incrementAndGet();
    private final Fragile fragile = new Fragile();
    private final List<Projection> projections = List.of(new ChronologyProjection(), fragile);
    private final HikariDataSource projecting = LedgerConfiguration.pool("intake-" + topic, rig.postgres().url("projections"), "gt_intake", "gt_intake", 8);
    private Relay relay;
    private Intake intake;

    /** Counts the events of each stream, and fails for those it is told to. */
    private static final class Fragile implements Projection {

        private static final Table COUNT = Table.of("stream_count", 2, "ledger integer", "stream uuid", "events integer", "last bigint");
        private final Set<String> failing = ConcurrentHashMap.newKeySet();

        @Override
        public String name() {
            return "fragile";
        }

        @Override
        public List<Table> tables() {
            return List.of(COUNT);
        }

        @Override
        public void on(Recorded<?> recorded, StoredEvent stored, Rows rows) {
            var before = rows.find(COUNT, stored.ledger().value(), stored.streamId());
            rows.put(COUNT, stored.ledger().value(), stored.streamId(), before.map(row -> (Integer) row[2] + 1).orElse(1), stored.position());
            if (failing.contains(stored.ledger() + "/" + stored.position())) {
                throw new IllegalStateException("a handler's bug");
            }
        }
    }

    @BeforeAll
    static void start() throws Exception {
        var folder = Files.createTempDirectory("golden-thread-followers");
        rig = new Rig(folder.resolve("postgres"), PORT, Map.of());
        machine = new Machine(Path.of(System.getProperty("project.root", "..")).toAbsolutePath(), folder.resolve("machine"), new Ports(PORT + 10), List.of());
        machine.startKafka();
        commands = rig.commands(1_000);
        relaying = LedgerConfiguration.pool("relay-test", rig.postgres().url("ledger"), "gt_relay", "gt_relay", 6);
        reading = LedgerConfiguration.pool("read-test", rig.postgres().url("ledger"), "gt_ledger_read", "gt_ledger_read", 8);
        Flyway.configure().dataSource(rig.postgres().url("projections"), "gt_intake", "gt_intake").locations("classpath:db/projections")
                .defaultSchema("migrations").createSchemas(true).load().migrate();
    }

    @AfterAll
    static void stop() {
        commands.close();
        machine.stop();
        relaying.close();
        reading.close();
        rig.close();
    }

    @BeforeEach
    void follow() throws SQLException {
        superuser("projections", "drop schema if exists chronology cascade", "drop schema if exists fragile cascade",
                "delete from intake.position", "delete from intake.parked");
        rig.open(one);
        rig.open(two);
        relay = relay();
        intake = intake(projections);
    }

    @AfterEach
    void leave() {
        intake.close();
        relay.close();
        projecting.close();
    }

    @Test
    void what_two_relays_send_is_read_once_and_in_order_and_the_second_takes_over_when_the_first_goes() {
        var second = relay();
        try {
            log(one, 50);
            awaitRead(one);
            assertThat(relay.isHolding() ^ second.isHolding()).isTrue();
            (relay.isHolding() ? relay : second).close();
            log(one, 50);
            await().atMost(LIMIT).until(() -> relay.isHolding() || second.isHolding());
            await().atMost(LIMIT).until(() -> relayedTo(one) == head(one));
            awaitRead(one);
            assertEveryEventIsThereOnce(one);
        } finally {
            second.close();
        }
    }

    @Test
    void two_intakes_on_the_same_rows_never_take_an_event_twice() {
        try (var other = intake(List.of(new ChronologyProjection(), new Fragile()))) {
            log(one, 60);
            log(two, 60);
            awaitRead(one);
            awaitRead(two);
            await().atMost(LIMIT).until(() -> other.position(new LedgerId(one)) == head(one));
            assertEveryEventIsThereOnce(one);
            assertEveryEventIsThereOnce(two);
        }
    }

    @Test
    void rows_that_somebody_else_began_anew_are_read_from_the_beginning_and_never_written_on_in_the_middle() throws Exception {
        log(one, 30);
        awaitRead(one);
        superuser("projections", "truncate chronology.entry, chronology.link, fragile.stream_count", "delete from intake.position");
        log(one, 5);
        await().atMost(LIMIT).untilAsserted(() -> assertEveryEventIsThereOnce(one));
    }

    @Test
    void an_event_whose_handler_fails_is_parked_with_what_follows_it_and_nothing_else_and_goes_in_when_tried_again() throws Exception {
        fragile.failing.add(one + "/2");
        var troubled = log(one, 1).getFirst();
        acknowledge(one, troubled);
        acknowledge(one, troubled);
        var fine = log(one, 1).getFirst();
        awaitRead(one);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(intake.parking().of("fragile")).extracting("position").containsExactly(2L, 3L));
        assertThat(intake.parking().count("fragile")).isEqualTo(2);
        assertThat(intake.parking().of("chronology")).isEmpty();
        assertThat(counted(fine)).isEqualTo(1);
        assertThat(counted(troubled)).isEqualTo(1);
        assertThat(intake.retryParked("fragile")).isZero();
        fragile.failing.clear();
        assertThat(intake.retryParked("fragile")).isEqualTo(2);
        assertThat(counted(troubled)).isEqualTo(3);
        assertThat(intake.parking().of("fragile")).isEmpty();
        acknowledge(one, troubled);
        awaitRead(one);
        assertThat(counted(troubled)).isEqualTo(4);
    }

    @Test
    void a_rebuild_under_load_gives_the_same_rows_and_parks_what_still_fails() throws Exception {
        log(one, 40);
        awaitRead(one);
        var rebuild = new Rebuild(projecting, new Ledgers(reading), intake);
        var load = Thread.ofVirtual().start(() -> log(one, 60));
        assertThat(rebuild.run("chronology")).as("read to the same place, or not comparable").matches(result -> result.same() || !result.comparable());
        load.join();
        awaitRead(one);
        assertThat(rebuild.run("chronology")).satisfies(result -> assertThat(result.same()).isTrue());
        assertEveryEventIsThereOnce(one);
        fragile.failing.add(one + "/" + head(one));
        assertThat(rebuild.run("fragile").same()).isFalse();
        assertThat(intake.parking().of("fragile")).extracting("position").containsExactly(head(one));
        fragile.failing.clear();
        assertThat(intake.retryParked("fragile")).isEqualTo(1);
        assertThat(rebuild.run("fragile").same()).isTrue();
    }

    @Test
    void a_ledger_put_back_to_an_older_state_stops_alone_and_goes_on_after_a_rebuild() throws Exception {
        log(one, 20);
        log(two, 20);
        awaitRead(one);
        awaitRead(two);
        superuser("ledger", "delete from ledger.event where ledger = " + one + " and position > 10",
                "update ledger.head h set position = 10, hash = (select hash from ledger.event e where e.ledger = h.ledger and e.position = 10) where ledger = " + one);
        log(one, 15);
        log(two, 10);
        await().atMost(LIMIT).until(() -> intake.stopped().containsKey(new LedgerId(one)));
        awaitRead(two);
        assertThat(intake.stopped()).containsOnlyKeys(new LedgerId(one));
        assertEveryEventIsThereOnce(two);
        var rebuild = new Rebuild(projecting, new Ledgers(reading), intake);
        rebuild.run("chronology");
        rebuild.run("fragile");
        log(one, 5);
        awaitRead(one);
        assertThat(intake.stopped()).isEmpty();
        assertEveryEventIsThereOnce(one);
    }

    @Test
    void a_ledger_whose_last_events_are_gone_is_listed_and_holds_up_no_other() throws Exception {
        log(one, 5);
        awaitRead(one);
        superuser("ledger", "update ledger.head set position = position + 3 where ledger = " + one);
        await().atMost(LIMIT).until(() -> intake.stopped().containsKey(new LedgerId(one)));
        log(two, 5);
        awaitRead(two);
        assertThat(intake.stopped().get(new LedgerId(one))).contains("nothing is readable after 5");
        superuser("ledger", "update ledger.head set position = position - 3 where ledger = " + one);
    }

    private Relay relay() {
        return new Relay(relaying, new Topic("127.0.0.1:" + machine.ports().kafka(), topic)).start();
    }

    private Intake intake(List<Projection> all) {
        return new Intake(projecting, new Ledgers(reading), "127.0.0.1:" + machine.ports().kafka(), topic, all).start();
    }

    private static List<ContactId> log(int ledger, int count) {
        return IntStream.range(0, count).mapToObj(n -> {
            var receive = Rig.receive(now());
            assertThat(Rig.send(commands, receive, ledger, UUID.randomUUID().toString(), "b", now())).isInstanceOf(Outcome.Done.class);
            return receive.contactId();
        }).toList();
    }

    private static void acknowledge(int ledger, ContactId contact) {
        assertThat(Rig.send(commands, Rig.acknowledge(contact, now()), ledger, UUID.randomUUID().toString(), "b", now())).isInstanceOf(Outcome.Done.class);
    }

    private static Instant now() {
        return Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private void awaitRead(int ledger) {
        await().atMost(LIMIT).until(() -> intake.position(new LedgerId(ledger)) == head(ledger));
    }

    private void assertEveryEventIsThereOnce(int ledger) {
        assertThat(number(projecting, "select count(*) || '/' || coalesce(max(position), 0) from chronology.entry where ledger = " + ledger))
                .isEqualTo(head(ledger) + "/" + head(ledger));
        assertThat(number(projecting, "select coalesce(sum(events), 0)::text from fragile.stream_count where ledger = " + ledger)).isEqualTo(Long.toString(head(ledger)));
    }

    private long counted(ContactId contact) {
        return Long.parseLong(number(projecting, "select coalesce(sum(events), 0)::text from fragile.stream_count where stream = '" + contact.value() + "'"));
    }

    private static long head(int ledger) {
        return Long.parseLong(number(reading, "select position::text from ledger.head where ledger = " + ledger));
    }

    private static long relayedTo(int ledger) {
        return Long.parseLong(number(rig.append(), "select coalesce(max(position), 0)::text from ledger.relay_cursor where ledger = " + ledger));
    }

    private static String number(DataSource database, String sql) {
        return JdbcClient.create(database).sql(sql).query(String.class).single();
    }

    private static void superuser(String database, String... statements) throws SQLException {
        try (var connection = rig.postgres().connect(database); var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
