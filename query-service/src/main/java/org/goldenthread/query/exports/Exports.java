package org.goldenthread.query.exports;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.goldenthread.events.Role;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.UserId;
import org.goldenthread.query.access.Authority;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.Readers;
import org.goldenthread.query.desk.DeskSeal;
import org.goldenthread.query.exports.ExportKind.Ask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * The queue of files asked for. One worker an instance makes them, oldest first; a file whose maker died is made again. Files are
 * sealed on the desk and go after a day. Nobody sees another's, nor their own once they may not have it any more.
 */
public final class Exports implements AutoCloseable {

    /** How long a file is kept. */
    public static final Duration KEPT = Duration.ofHours(24);

    private static final Logger LOG = LoggerFactory.getLogger(Exports.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration GIVEN_UP = Duration.ofMinutes(2);
    private static final String COLUMNS = "id, ledger, user_id, ask, state, asked_at, made_at";

    private final JdbcClient desk;
    private final DeskSeal seal;
    private final Readers readers;
    private final Clock clock;
    private final Map<ExportKind.Name, ExportKind> kinds = new EnumMap<>(ExportKind.Name.class);
    private final Semaphore work = new Semaphore(0);
    private final Thread worker = Thread.ofVirtual().name("exports").unstarted(this::work);
    private volatile boolean closed;

    public Exports(JdbcClient desk, DeskSeal seal, Readers readers, Clock clock, List<ExportKind> kinds) {
        this.desk = desk;
        this.seal = seal;
        this.readers = readers;
        this.clock = clock;
        kinds.forEach(kind -> this.kinds.put(kind.name(), kind));
    }

    /** How far an export is: {@code STOPPED} where its asker may not have it any more. */
    public enum State { WAITING, READY, STOPPED }

    /** One export. */
    public record Export(UUID id, LedgerId ledger, UserId user, Ask ask, State state, Instant askedAt, @Nullable Instant madeAt) {}

    public Exports start() {
        worker.start();
        return this;
    }

    /** Puts an ask into the queue; empty where this reader may not have it. */
    public Optional<Export> ask(Reader reader, Ask ask) {
        if (!isOpen(reader, ask)) {
            return Optional.empty();
        }
        var export = new Export(UUID.randomUUID(), reader.ledger(), reader.actor().userId(), ask, State.WAITING, clock.instant(), null);
        desk.sql("insert into desk.export values (:id, :ledger, :user, :ask, 'WAITING', null, :now, null, null)").param("id", export.id())
                .param("ledger", export.ledger().value()).param("user", export.user().value()).param("ask", JSON.writeValueAsString(ask))
                .param("now", Timestamp.from(export.askedAt())).update();
        work.release();
        return Optional.of(export);
    }

    /** What somebody asked for in the last day and may still have, newest first. */
    public List<Export> of(Reader reader) {
        return desk.sql("select " + COLUMNS + " from desk.export where user_id = :user and ledger = :ledger and asked_at > :since order by asked_at desc limit 50")
                .param("user", reader.actor().userId().value()).param("ledger", reader.ledger().value()).param("since", oldest())
                .query(Exports::export).list().stream().filter(export -> isOpen(reader, export.ask())).toList();
    }

    /** One of somebody's own exports; empty where it is not theirs, or not any more. */
    public Optional<Export> find(Reader reader, UUID id) {
        return of(reader).stream().filter(export -> export.id().equals(id)).findFirst();
    }

    /** The file of an export found before; empty until it is made. */
    Optional<byte[]> file(Export export) {
        return desk.sql("select sealed from desk.export where id = :id and state = 'READY'").param("id", export.id())
                .query((row, n) -> open(export.id(), row.getBytes(1))).optional();
    }

    /** The records an export is about. */
    List<UUID> records(Export export) {
        return kind(export.ask()).records(export.ask());
    }

    private boolean isOpen(Reader reader, Ask ask) {
        return reader.roles().stream().anyMatch(kind(ask).roles()::contains) && kind(ask).isOpenTo(reader, ask);
    }

    private ExportKind kind(Ask ask) {
        return Objects.requireNonNull(kinds.get(ask.kind()));
    }

    private void work() {
        while (!closed) {
            try {
                work.tryAcquire(1, TimeUnit.SECONDS);
                desk.sql("delete from desk.export where asked_at <= :before").param("before", oldest()).update();
                for (var next = claim(); next.isPresent() && !closed; next = claim()) {
                    make(next.get());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.atWarn().addKeyValue("cause", e.getClass().getSimpleName()).log("an export waits: what it needs is away");
            }
        }
    }

    private Optional<Export> claim() {
        return desk.sql("""
                update desk.export set claimed_at = :now where id = (select id from desk.export
                    where state = 'WAITING' and (claimed_at is null or claimed_at < :died) order by asked_at limit 1 for update skip locked)
                returning\s""" + COLUMNS).param("now", Timestamp.from(clock.instant())).param("died", Timestamp.from(clock.instant().minus(GIVEN_UP)))
                .query(Exports::export).optional();
    }

    private void make(Export export) {
        try {
            var file = Authority.in(export.ledger(), () -> readers.find(export.user(), export.ledger(), kind(export.ask()).roles().toArray(Role[]::new))
                    .filter(reader -> isOpen(reader, export.ask())).map(reader -> kind(export.ask()).make(reader, export.ask())));
            desk.sql("update desk.export set state = :state, sealed = :sealed, made_at = :now where id = :id")
                    .param("state", file.isPresent() ? "READY" : "STOPPED").param("sealed", file.map(bytes -> seal(export.id(), bytes)).orElse(null))
                    .param("now", Timestamp.from(clock.instant())).param("id", export.id()).update();
        } catch (DataAccessException e) {
            desk.sql("update desk.export set claimed_at = null where id = :id").param("id", export.id()).update();
            throw e;
        }
    }

    private byte[] seal(UUID id, byte[] plain) {
        try {
            return seal.seal(plain, binding(id));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an export could not be sealed", e);
        }
    }

    private byte[] open(UUID id, byte[] sealed) {
        try {
            return seal.open(sealed, binding(id));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an export does not open", e);
        }
    }

    private static byte[] binding(UUID id) {
        return id.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private Timestamp oldest() {
        return Timestamp.from(clock.instant().minus(KEPT));
    }

    private static Export export(ResultSet row, int n) throws SQLException {
        var made = row.getTimestamp(7);
        return new Export(row.getObject(1, UUID.class), new LedgerId(row.getInt(2)), new UserId(row.getObject(3, UUID.class)),
                JSON.readValue(row.getString(4), Ask.class), State.valueOf(row.getString(5)), row.getTimestamp(6).toInstant(), made == null ? null : made.toInstant());
    }

    @Override
    public void close() {
        closed = true;
        worker.interrupt();
    }
}
