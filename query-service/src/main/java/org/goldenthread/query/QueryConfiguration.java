package org.goldenthread.query;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.goldenthread.events.personal.BlindTokens;
import org.goldenthread.events.personal.KeyRing;
import org.goldenthread.events.personal.Seal;
import org.goldenthread.events.reference.Reference;
import org.goldenthread.query.access.Access;
import org.goldenthread.query.access.AccessProjection;
import org.goldenthread.query.access.Authority;
import org.goldenthread.query.access.Gate;
import org.goldenthread.query.access.Readers;
import org.goldenthread.query.action.ActionProjection;
import org.goldenthread.query.action.Actions;
import org.goldenthread.query.audit.AuditStore;
import org.goldenthread.query.audit.ReadAudit;
import org.goldenthread.query.audit.Spool;
import org.goldenthread.query.chronology.Chronology;
import org.goldenthread.query.chronology.ChronologyProjection;
import org.goldenthread.query.desk.Colleagues;
import org.goldenthread.query.desk.DeskSeal;
import org.goldenthread.query.desk.Drafts;
import org.goldenthread.query.directory.Directory;
import org.goldenthread.query.directory.DirectoryProjection;
import org.goldenthread.query.directory.Search;
import org.goldenthread.query.document.DocumentProjection;
import org.goldenthread.query.document.Documents;
import org.goldenthread.query.exports.ExportKind;
import org.goldenthread.query.exports.Exports;
import org.goldenthread.query.frontdoor.FrontDoor;
import org.goldenthread.query.frontdoor.FrontDoorProjection;
import org.goldenthread.query.intake.Intake;
import org.goldenthread.query.intake.Ledgers;
import org.goldenthread.query.intake.Rebuild;
import org.goldenthread.query.meeting.MeetingProjection;
import org.goldenthread.query.meeting.Meetings;
import org.goldenthread.query.partnership.PartnershipProjection;
import org.goldenthread.query.partnership.Tallies;
import org.goldenthread.query.rows.LiveRows.StoreUnavailable;
import org.goldenthread.query.staff.StaffProjection;
import org.goldenthread.query.stewardship.AccessBook;
import org.goldenthread.query.timeliness.Register;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the query service together: databases, keys, projections, intake, readers. */
@Configuration(proxyBeanMethods = false)
class QueryConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Reference reference(QueryServiceProperties told) {
        return told.reference() == null ? Reference.demo() : Reference.in(told.reference());
    }

    @Bean(destroyMethod = "close")
    HikariDataSource intakeDatabase(QueryServiceProperties told, Environment environment) {
        StartUpChecks.check(told, environment.matchesProfiles("local"));
        var projections = told.projections();
        Flyway.configure().dataSource(projections.url(), projections.user(), projections.password())
                .locations("classpath:db/projections").defaultSchema("migrations").createSchemas(true).load().migrate();
        return pool("intake", projections.url(), projections.user(), projections.password(), 6);
    }

    @Bean(destroyMethod = "close")
    HikariDataSource pagesPool(QueryServiceProperties told, @Qualifier("intakeDatabase") DataSource migrated) {
        return pool("pages", told.projections().url(), told.pages().user(), told.pages().password(), 10);
    }

    @Bean
    DataSource pagesDatabase(@Qualifier("pagesPool") DataSource pool, MeterRegistry meters) {
        return Authority.bound(pool, meters.timer("golden_thread_access"));
    }

    @Bean(destroyMethod = "close")
    HikariDataSource ledgerDatabase(QueryServiceProperties told) {
        return pool("ledger-read", told.ledger().url(), told.ledger().user(), told.ledger().password(), 4);
    }

    @Bean(destroyMethod = "close")
    HikariDataSource keysDatabase(QueryServiceProperties told) {
        return pool("keys-read", told.keys().url(), told.keys().user(), told.keys().password(), 4);
    }

    @Bean
    Seal seal(@Qualifier("keysDatabase") DataSource keys, QueryServiceProperties told) {
        var sql = JdbcClient.create(keys);
        return new Seal(new KeyRing(masterKey(told), key -> {
            try {
                return sql.sql("select wrapped_by, wrapped from keys.wrap where key = :key order by wrapped_by <> key").param("key", key)
                        .query((row, n) -> new KeyRing.Wrap(row.getObject(1, UUID.class), row.getBytes(2))).list();
            } catch (DataAccessException e) {
                throw new StoreUnavailable(e); // away is not erased: nothing is parked or shown as gone for it
            }
        }));
    }

    @Bean
    BlindTokens blindTokens(QueryServiceProperties told) {
        return new BlindTokens(masterKey(told));
    }

    @Bean
    Ledgers ledgers(@Qualifier("ledgerDatabase") DataSource ledger) {
        return new Ledgers(ledger);
    }

    @Bean(destroyMethod = "close")
    Intake intake(@Qualifier("intakeDatabase") DataSource database, Ledgers ledgers, QueryServiceProperties told, Seal seal, BlindTokens tokens,
            Reference reference, MeterRegistry meters) {
        var intake = new Intake(database, ledgers, told.kafka(), told.topic(), List.of(new ChronologyProjection(), new FrontDoorProjection(),
                new DirectoryProjection(seal, tokens), new StaffProjection(), new AccessProjection(), new MeetingProjection(), new ActionProjection(), new DocumentProjection(),
                new PartnershipProjection()));
        for (var ledger : reference.ledgers()) {
            var tag = List.of(Tag.of("ledger", ledger.toString()));
            meters.gauge("golden_thread_intake_position", tag, intake, i -> i.position(ledger));
            meters.gauge("golden_thread_projection_lag", tag, intake, i -> i.lag(ledger));
            meters.gauge("golden_thread_ledger_stopped", tag, intake, i -> i.stopped().containsKey(ledger) ? 1 : 0);
        }
        intake.projections().forEach(projection -> meters.gauge("golden_thread_parked", List.of(Tag.of("projection", projection.name())), intake,
                i -> i.parking().count(projection.name())));
        return intake.start();
    }

    @Bean
    Rebuild rebuild(@Qualifier("intakeDatabase") DataSource database, Ledgers ledgers, Intake intake) {
        return new Rebuild(database, ledgers, intake);
    }

    @Bean
    Readers readers(@Qualifier("pagesDatabase") DataSource pages) {
        return new Readers(JdbcClient.create(pages));
    }

    @Bean
    Access access(@Qualifier("pagesDatabase") DataSource pages, Clock clock, QueryServiceProperties told, MeterRegistry meters) {
        return new Access(JdbcClient.create(pages), clock, told.restrictedMarkerFor(), meters.timer("golden_thread_access"));
    }

    @Bean
    Gate gate(Access access, HttpServletRequest request) {
        return new Gate(access, request);
    }

    @Bean(destroyMethod = "close")
    HikariDataSource auditDatabase(QueryServiceProperties told) {
        return pool("audit", told.audit().url(), told.audit().user(), told.audit().password(), 6, -1, Duration.ofSeconds(1));
    }

    @Bean
    AuditStore auditStore(@Qualifier("auditDatabase") DataSource audit, Reference reference, QueryServiceProperties told) {
        var store = new AtomicReference<AuditStore>();
        store.set(new AuditStore(audit, () -> {
            Flyway.configure().dataSource(told.audit().url(), told.auditOwner().user(), told.auditOwner().password())
                    .locations("classpath:db/audit").defaultSchema("migrations").createSchemas(true).load().migrate();
            reference.ledgers().forEach(ledger -> Objects.requireNonNull(store.get()).open(ledger));
        }));
        return Objects.requireNonNull(store.get());
    }

    @Bean(destroyMethod = "close")
    ReadAudit readAudit(AuditStore store, QueryServiceProperties told, MeterRegistry meters) {
        var audit = new ReadAudit(store, new Spool(told.auditSpool(), told.auditSpoolMost().toBytes(), masterKey(told)), meters.timer("golden_thread_read_audit"));
        meters.gauge("golden_thread_audit_waiting", audit, waiting -> waiting.isDrained() ? 0 : 1);
        return audit.start();
    }

    @Bean(destroyMethod = "close")
    HikariDataSource deskDatabase(QueryServiceProperties told) {
        Flyway.configure().dataSource(told.desk().url(), told.desk().user(), told.desk().password())
                .locations("classpath:db/desk").defaultSchema("migrations").createSchemas(true).load().migrate();
        return pool("desk", told.desk().url(), told.desk().user(), told.desk().password(), 4);
    }

    @Bean
    Colleagues colleagues(@Qualifier("deskDatabase") DataSource desk, @Qualifier("pagesDatabase") DataSource pages, QueryServiceProperties told) {
        var colleagues = new Colleagues(JdbcClient.create(desk), JdbcClient.create(pages));
        return told.staffDirectory() == null ? colleagues : colleagues.read(told.staffDirectory());
    }

    @Bean
    Drafts drafts(@Qualifier("deskDatabase") DataSource desk, QueryServiceProperties told, Clock clock) {
        return new Drafts(JdbcClient.create(desk), new DeskSeal(masterKey(told), "drafts"), clock);
    }

    @Bean(destroyMethod = "close")
    Exports exports(@Qualifier("deskDatabase") DataSource desk, QueryServiceProperties told, Readers readers, Clock clock, List<ExportKind> kinds) {
        return new Exports(JdbcClient.create(desk), new DeskSeal(masterKey(told), "exports"), readers, clock, kinds).start();
    }

    @Bean
    AccessBook accessBook(@Qualifier("pagesDatabase") DataSource pages) {
        return new AccessBook(JdbcClient.create(pages));
    }

    @Bean
    Search search(Directory directory, Gate gate) {
        return new Search(directory, gate);
    }

    @Bean
    Chronology chronology(@Qualifier("pagesDatabase") DataSource pages) {
        return new Chronology(JdbcClient.create(pages));
    }

    @Bean
    Meetings meetings(@Qualifier("pagesDatabase") DataSource pages) {
        return new Meetings(JdbcClient.create(pages));
    }

    @Bean
    Actions actions(@Qualifier("pagesDatabase") DataSource pages) {
        return new Actions(JdbcClient.create(pages));
    }

    @Bean
    Documents documents(@Qualifier("pagesDatabase") DataSource pages) {
        return new Documents(JdbcClient.create(pages));
    }

    @Bean
    Register register(@Qualifier("pagesDatabase") DataSource pages) {
        return new Register(JdbcClient.create(pages));
    }

    @Bean
    Tallies tallies(@Qualifier("pagesDatabase") DataSource pages) {
        return new Tallies(JdbcClient.create(pages));
    }

    @Bean
    FrontDoor frontDoor(@Qualifier("pagesDatabase") DataSource pages) {
        return new FrontDoor(JdbcClient.create(pages));
    }

    @Bean
    Directory directory(@Qualifier("pagesDatabase") DataSource pages, BlindTokens tokens) {
        return new Directory(JdbcClient.create(pages), tokens);
    }

    /** The same 32 bytes as the command service has: the query service only opens. */
    private static byte[] masterKey(QueryServiceProperties told) {
        try {
            if (told.masterKey() == null && told.masterKeyFile() == null) {
                throw new IllegalArgumentException("give the master key in GOLDEN_THREAD_MASTER_KEY");
            }
            return Base64.getDecoder().decode(told.masterKey() != null ? told.masterKey() : Files.readString(told.masterKeyFile()).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + told.masterKeyFile() + ": start the command service first", e);
        }
    }

    private static HikariDataSource pool(String name, String url, String user, String password, int size) {
        return pool(name, url, user, password, size, 1, Duration.ofSeconds(3));
    }

    /** @param failAfter -1 where the service starts without this database */
    private static HikariDataSource pool(String name, String url, String user, String password, int size, long failAfter, Duration patience) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(patience.toMillis());
        config.setInitializationFailTimeout(failAfter);
        config.setLeakDetectionThreshold(30_000);
        config.addDataSourceProperty("ApplicationName", "golden-thread-" + name);
        config.addDataSourceProperty("prepareThreshold", "2");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("socketTimeout", "60");
        return new HikariDataSource(config);
    }
}
