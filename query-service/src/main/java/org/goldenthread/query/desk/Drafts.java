package org.goldenthread.query.desk;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.goldenthread.events.values.UserId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What somebody typed into a form and has not sent, kept as they type: sealed (AES-256-GCM) for them and that form alone, for 14
 * days. Nobody waits for a draft: where it can be neither kept nor read, the form works on without.
 */
public final class Drafts {

    /** How long a draft is kept after its last change. */
    public static final Duration KEPT = Duration.ofDays(14);

    private static final Logger LOG = LoggerFactory.getLogger(Drafts.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final JdbcClient desk;
    private final DeskSeal seal;
    private final Clock clock;

    public Drafts(JdbcClient desk, DeskSeal seal, Clock clock) {
        this.desk = desk;
        this.seal = seal;
        this.clock = clock;
    }

    /** A draft with the moment it was last changed. */
    public record Draft(Map<String, List<String>> fields, Instant savedAt) {}

    /** Keeps a form as it stands; {@code place} is the path that it is sent to. */
    public void keep(UserId user, String place, Map<String, List<String>> fields) {
        try {
            desk.sql("delete from desk.draft where saved_at < :before").param("before", Timestamp.from(clock.instant().minus(KEPT))).update();
            desk.sql("""
                    insert into desk.draft values (:user, :place, :sealed, :now)
                    on conflict (user_id, place) do update set sealed = excluded.sealed, saved_at = excluded.saved_at
                    """).param("user", user.value()).param("place", place).param("sealed", seal.seal(JSON.writeValueAsBytes(fields), binding(user, place)))
                    .param("now", Timestamp.from(clock.instant())).update();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a draft could not be sealed", e);
        }
    }

    /** What was kept of a form; empty where nothing was, where it is too old, or where the desk does not answer. */
    public Optional<Draft> find(UserId user, String place) {
        try {
            return desk.sql("select sealed, saved_at from desk.draft where user_id = :user and place = :place and saved_at >= :since").param("user", user.value())
                    .param("place", place).param("since", Timestamp.from(clock.instant().minus(KEPT)))
                    .query((row, n) -> new Draft(open(row.getBytes(1), user, place), row.getTimestamp(2).toInstant())).optional();
        } catch (DataAccessException | IllegalStateException e) {
            LOG.atWarn().addKeyValue("cause", e.getClass().getSimpleName()).log("a draft could not be read; the form begins empty");
            return Optional.empty();
        }
    }

    /** Forgets a form that was sent, or that its writer does not want any more. */
    public void forget(UserId user, String place) {
        try {
            desk.sql("delete from desk.draft where user_id = :user and place = :place").param("user", user.value()).param("place", place).update();
        } catch (DataAccessException e) {
            LOG.atWarn().addKeyValue("cause", e.getClass().getSimpleName()).log("a draft could not be forgotten; it goes by itself after 14 days");
        }
    }

    private Map<String, List<String>> open(byte[] sealed, UserId user, String place) {
        try {
            return JSON.readValue(seal.open(sealed, binding(user, place)), new TypeReference<Map<String, List<String>>>() {});
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a draft does not open", e);
        }
    }

    private static byte[] binding(UserId user, String place) {
        return (user + " " + place).getBytes(StandardCharsets.UTF_8);
    }
}
