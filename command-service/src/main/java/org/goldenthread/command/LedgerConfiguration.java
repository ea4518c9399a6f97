package org.goldenthread.command;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.goldenthread.command.StartUpChecks.Door;
import org.goldenthread.command.access.AccessAggregate;
import org.goldenthread.command.action.ActionAggregate;
import org.goldenthread.command.action.WhenActionStaysUndoneThenEscalate;
import org.goldenthread.command.audit.AuditSampleAggregate;
import org.goldenthread.command.audit.ReplayAggregate;
import org.goldenthread.command.child.ChildAggregate;
import org.goldenthread.command.child.WhenDetailsCompletedThenCorrect;
import org.goldenthread.command.child.WhenNewChildMatchedThenRegister;
import org.goldenthread.command.contact.ContactAggregate;
import org.goldenthread.command.contact.WhenChildMatchedThenShareContactKey;
import org.goldenthread.command.contact.WhenContactMayConcernKeptApartThenRoute;
import org.goldenthread.command.document.DocumentAggregate;
import org.goldenthread.command.document.WhenDecidedThenIssueNotice;
import org.goldenthread.command.document.WhenDeliveredThenAwaitAcknowledgement;
import org.goldenthread.command.document.WhenDeliveredThenAwaitOwnRecord;
import org.goldenthread.command.document.WhenDistributionQueuedThenAwaitDelivery;
import org.goldenthread.command.document.WhenMeetingEndsThenOweMinutes;
import org.goldenthread.command.document.WhenMinutesOwedThenAwaitThem;
import org.goldenthread.command.document.WhenWrongRecipientReportedThenWithholdTheOther;
import org.goldenthread.command.effects.BounceMailbox;
import org.goldenthread.command.effects.Bounces;
import org.goldenthread.command.effects.Effects;
import org.goldenthread.command.effects.MailCourier;
import org.goldenthread.command.effects.Sending;
import org.goldenthread.command.effects.WebhookCourier;
import org.goldenthread.command.effects.WhenDistributionQueuedThenSend;
import org.goldenthread.command.keys.KeyFiles;
import org.goldenthread.command.keys.KeyStore;
import org.goldenthread.command.ledger.Checkpoints;
import org.goldenthread.command.ledger.Commands;
import org.goldenthread.command.ledger.Facts;
import org.goldenthread.command.ledger.FactsRebuild;
import org.goldenthread.command.ledger.Ids;
import org.goldenthread.command.ledger.LedgerSql;
import org.goldenthread.command.ledger.Remembered;
import org.goldenthread.command.ledger.Wake;
import org.goldenthread.command.meeting.MeetingAggregate;
import org.goldenthread.command.meeting.WhenConvenedOrAgreedThenShareKey;
import org.goldenthread.command.meeting.WhenDecidedAfterMeetingThenAwaitPositions;
import org.goldenthread.command.reactions.Reactions;
import org.goldenthread.command.relay.Relay;
import org.goldenthread.command.relay.Topic;
import org.goldenthread.command.settings.Settings;
import org.goldenthread.command.settings.SettingsFile;
import org.goldenthread.command.staff.StaffAggregate;
import org.goldenthread.command.timers.Timers;
import org.goldenthread.command.timers.Watcher;
import org.goldenthread.events.personal.BlindTokens;
import org.goldenthread.events.personal.Seal;
import org.goldenthread.events.reference.Reference;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the ledger together: databases, keys, Axon, relay, reactions, checkpoints. */
@Configuration(proxyBeanMethods = false)
public class LedgerConfiguration {

    /** Every aggregate there is. */
    public static final List<Class<?>> AGGREGATES = List.of(ContactAggregate.class, ChildAggregate.class, StaffAggregate.class, AccessAggregate.class,
            AuditSampleAggregate.class, ReplayAggregate.class, MeetingAggregate.class, ActionAggregate.class, DocumentAggregate.class);

    /** Everything that looks again when its time is up. */
    public static List<Watcher> watchers(Settings.InForce settings) {
        return List.of(new WhenActionStaysUndoneThenEscalate(), new WhenDecidedAfterMeetingThenAwaitPositions(), new WhenDeliveredThenAwaitAcknowledgement(),
                new WhenDeliveredThenAwaitOwnRecord(settings), new WhenDistributionQueuedThenAwaitDelivery(), new WhenMinutesOwedThenAwaitThem());
    }

    private static final Timers.Pace PACE = new Timers.Pace(Duration.ofSeconds(2), Duration.ofSeconds(5));

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Reference reference(CommandServiceProperties told) {
        return told.reference() == null ? Reference.demo() : Reference.in(told.reference());
    }

    @Bean(destroyMethod = "close")
    HikariDataSource ledgerDatabase(CommandServiceProperties told, Reference reference, Environment environment, Clock clock) {
        migrate(told.ledger().url(), told.migrate(), "ledger");
        migrate(told.keys().url(), told.migrate(), "keys");
        var database = pool("append", told.ledger().url(), told.ledger().user(), told.ledger().password(), 12);
        new StartUpChecks(database, environment.matchesProfiles("local"), clock).check(told.masterKey() == null,
                !clock.equals(Clock.systemUTC()), told.bounces().mailbox().isInTheClear(), List.of(
                new Door(told.ledger().url(), told.ledger().user(), told.ledger().password(), "ledger.event"),
                new Door(told.ledger().url(), told.relay().user(), told.relay().password(), "ledger.event"),
                new Door(told.keys().url(), told.keys().user(), told.keys().password(), "keys.key")),
                environment.getProperty("spring.security.oauth2.resourceserver.jwt.issuer-uri", ""));
        var sql = JdbcClient.create(database);
        reference.ledgers().forEach(ledger -> sql.sql("select ledger.open(:id)::text").param("id", ledger.value()).query(String.class).optional());
        return database;
    }

    @Bean(destroyMethod = "close")
    HikariDataSource relayDatabase(CommandServiceProperties told, @Qualifier("ledgerDatabase") DataSource migrated) {
        return pool("relay", told.ledger().url(), told.relay().user(), told.relay().password(), 2);
    }

    @Bean(destroyMethod = "close")
    HikariDataSource keysDatabase(CommandServiceProperties told, @Qualifier("ledgerDatabase") DataSource migrated) {
        return pool("keys", told.keys().url(), told.keys().user(), told.keys().password(), 4);
    }

    @Bean
    LedgerSql ledgerSql(@Qualifier("ledgerDatabase") DataSource database, MeterRegistry meters) {
        var appends = meters.timer("golden_thread_append");
        return new LedgerSql(database, nanos -> appends.record(nanos, TimeUnit.NANOSECONDS));
    }

    @Bean
    Facts facts(@Qualifier("ledgerDatabase") DataSource database) {
        return new Facts(JdbcClient.create(database));
    }

    @Bean
    KeyStore keyStore(@Qualifier("keysDatabase") DataSource database, CommandServiceProperties told) {
        return new KeyStore(JdbcClient.create(database), KeyFiles.masterKey(told.masterKey(), told.masterKeyFile()));
    }

    @Bean
    Seal seal(KeyStore keys) {
        return new Seal(keys.ring());
    }

    @Bean
    Ids ids(Clock clock) {
        return new Ids(clock);
    }

    @Bean(destroyMethod = "close")
    Wake wake(@Qualifier("ledgerDatabase") DataSource database) {
        return new Wake(database).start();
    }

    @Bean(destroyMethod = "close")
    Commands commands(LedgerSql sql, Facts facts, KeyStore keys, Seal seal, Ids ids, SettingsFile settings, Clock clock, Wake wake,
            CommandServiceProperties told) {
        return new Commands(sql, facts, keys, seal, ids, settings.inForce(), clock, AGGREGATES, told.cachedStreams(), wake);
    }

    @Bean(destroyMethod = "close")
    Relay relay(@Qualifier("relayDatabase") DataSource database, CommandServiceProperties told, Wake wake, Reference reference,
            MeterRegistry meters) {
        var relay = new Relay(database, new Topic(told.kafka(), told.topic()));
        wake.follow(relay::moved);
        meters.gauge("golden_thread_relay_holding", relay, r -> r.isHolding() ? 1 : 0);
        reference.ledgers().forEach(ledger -> meters.gauge("golden_thread_relay_lag", List.of(Tag.of("ledger", ledger.toString())), relay,
                r -> r.lag(ledger)));
        return relay.start();
    }

    @Bean(destroyMethod = "close")
    Timers timers(@Qualifier("ledgerDatabase") DataSource database, Commands commands, SettingsFile settings, Reference reference, Clock clock, MeterRegistry meters) {
        var timers = new Timers(database, commands, reference, clock, PACE, watchers(settings.inForce()));
        meters.gauge("golden_thread_timers_due", timers, Timers::due);
        return timers.start();
    }

    @Bean(destroyMethod = "close")
    Reactions reactions(@Qualifier("ledgerDatabase") DataSource database, LedgerSql ledger, Commands commands, KeyStore keys, Seal seal,
            Facts facts, Effects effects, Timers timers, Wake wake) {
        var inMemoryOnly = new byte[32];
        new SecureRandom().nextBytes(inMemoryOnly);
        var reactors = Stream.concat(Stream.of(new WhenChildMatchedThenShareContactKey(ledger, keys), new WhenConvenedOrAgreedThenShareKey(keys),
                new WhenDecidedThenIssueNotice(commands, facts), new WhenMeetingEndsThenOweMinutes(commands, facts), new WhenDistributionQueuedThenSend(effects), new WhenWrongRecipientReportedThenWithholdTheOther(commands, facts),
                new WhenNewChildMatchedThenRegister(ledger, commands, seal), new WhenDetailsCompletedThenCorrect(ledger, commands, seal),
                new WhenContactMayConcernKeptApartThenRoute(ledger, commands, facts, seal, new BlindTokens(inMemoryOnly))), timers.reactors().stream()).toList();
        var reactions = new Reactions(database, ledger, reactors);
        wake.follow(reactions::moved);
        return reactions.start();
    }

    @Bean
    Effects effects(@Qualifier("ledgerDatabase") DataSource database) {
        return new Effects(JdbcClient.create(database));
    }

    @Bean(destroyMethod = "close")
    Sending sending(@Qualifier("ledgerDatabase") DataSource database, Effects effects, Commands commands, SettingsFile settings, Reference reference, Clock clock,
            CommandServiceProperties told, MeterRegistry meters, Wake wake) {
        var how = told.sending();
        var sending = new Sending(database, effects, List.of(new MailCourier(how.mail(), told.publicUrl(), clock),
                new WebhookCourier(KeyFiles.webhookSecrets(how.webhookSecrets()), how.timeout(), clock)), commands, settings.inForce(), reference, clock, how.later());
        meters.gauge("golden_thread_effects_due", effects, table -> table.due(clock.instant()));
        wake.follow(sending::moved);
        return sending.start();
    }

    @Bean(destroyMethod = "close")
    Bounces bounces(@Qualifier("ledgerDatabase") DataSource database, Effects effects, Commands commands, Reference reference, Clock clock, CommandServiceProperties told,
            MeterRegistry meters) {
        var bounces = new Bounces(new BounceMailbox(told.bounces().mailbox()), told.bounces().interval(), database, effects, commands, reference, clock,
                came -> meters.counter("golden_thread_bounces", "result", came.name().toLowerCase(Locale.ROOT)).increment());
        meters.gauge("golden_thread_bounces_read_at", bounces, Bounces::readAt);
        return bounces.start();
    }

    @Bean
    FactsRebuild factsRebuild(@Qualifier("ledgerDatabase") DataSource database, LedgerSql ledger) {
        return new FactsRebuild(database, ledger);
    }

    @Bean(destroyMethod = "close")
    Remembered remembered(@Qualifier("ledgerDatabase") DataSource database, Clock clock) {
        return new Remembered(JdbcClient.create(database), clock).start();
    }

    @Bean(destroyMethod = "close")
    Checkpoints checkpoints(@Qualifier("ledgerDatabase") DataSource database, CommandServiceProperties told, Clock clock) {
        return new Checkpoints(JdbcClient.create(database), told.checkpoints(), KeyFiles.checkpointKey(told.checkpointKeyFile()), clock).start();
    }

    /** Brings a database to this build's tables, as its owner. */
    public static void migrate(String url, CommandServiceProperties.Login login, String database) {
        Flyway.configure().dataSource(url, login.user(), login.password()).locations("classpath:db/" + database)
                .defaultSchema("migrations").createSchemas(true).load().migrate();
    }

    /** Connections as the services make them. */
    public static HikariDataSource pool(String name, String url, String user, String password, int size) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(Math.min(size, 2));
        config.setConnectionTimeout(3_000);
        config.addDataSourceProperty("ApplicationName", "golden-thread-" + name);
        config.addDataSourceProperty("prepareThreshold", "2");
        config.addDataSourceProperty("socketTimeout", "30");
        config.setConnectionInitSql("set plan_cache_mode = force_generic_plan");
        return new HikariDataSource(config);
    }
}
