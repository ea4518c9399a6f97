package org.goldenthread.command.effects;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.goldenthread.events.document.DocumentEvent.Bounce;
import org.goldenthread.events.document.DocumentEvent.Channel;
import org.goldenthread.events.document.DocumentEvent.Failure;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.DistributionId;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.events.values.LedgerId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table that makes each attempt to send happen once. Rows stay, so that no replay of events can bring one about again. */
public final class Effects {

    private static final String COLUMNS = " ledger, distribution, attempt, document, version, agency, channel, tries ";

    private final JdbcClient sql;

    public Effects(JdbcClient sql) {
        this.sql = sql;
    }

    /** What became of one, not told to the ledger yet; {@code reason} is of a {@link Bounce} or a {@link Failure}, empty where it was taken. */
    record Outcome(Effect effect, String state, String reason, Instant at) {}

    /** Notes that something is to be sent, by the event at a position; once for each copy and attempt, however often it is asked. */
    public void await(Effect effect, long position, Instant now) {
        sql.sql("""
                insert into ledger.effect (ledger, distribution, attempt, document, version, agency, channel, position, state, next_at)
                values (:ledger, :distribution, :attempt, :document, :version, :agency, :channel, :position, 'WAITING', :now) on conflict do nothing
                """).param("ledger", effect.ledger().value()).param("distribution", effect.distribution().value()).param("attempt", effect.attempt())
                .param("document", effect.document().value()).param("version", effect.version()).param("agency", effect.agency().value()).param("channel", effect.channel().name())
                .param("position", position).param("now", now.toEpochMilli()).update();
    }

    /** What waits of a copy by an event before a position is not sent any more: it was withdrawn, or went another way. What is under way is not tried again. */
    public void cancel(LedgerId ledger, DistributionId distribution, long before) {
        sql.sql("update ledger.effect set cancelled = true, state = case state when 'WAITING' then 'CANCELLED' else state end"
                        + " where ledger = :ledger and distribution = :distribution and position < :before and state in ('WAITING', 'CLAIMED')")
                .param("ledger", ledger.value()).param("distribution", distribution.value()).param("before", before).update();
    }

    /** Takes up to some that are due, the oldest first: from here on each is sent once or nobody knows. */
    List<Effect> claim(int most, Instant now) {
        return sql.sql("update ledger.effect set state = 'CLAIMED' where (ledger, distribution, attempt) in (select ledger, distribution, attempt from ledger.effect"
                        + " where state = 'WAITING' and next_at <= :now order by next_at limit :most for update skip locked) returning" + COLUMNS)
                .param("now", now.toEpochMilli()).param("most", most).query((row, n) -> effect(row)).list();
    }

    /** What of some is still claimed, though nobody carries it any more: a person decides. */
    int doubt(List<Effect> carried, Instant now) {
        return carried.stream().mapToInt(effect -> of("update ledger.effect set state = 'UNCERTAIN', reason = 'UNCERTAIN', answered_at = :now where state = 'CLAIMED' and ", effect)
                .param("now", now.toEpochMilli()).update()).sum();
    }

    /** The same of everything, for who alone may claim, when they begin. */
    int doubt(Instant now) {
        return sql.sql("update ledger.effect set state = 'UNCERTAIN', reason = 'UNCERTAIN', answered_at = :now where state = 'CLAIMED'").param("now", now.toEpochMilli()).update();
    }

    /** Notes what the other side made of one. */
    void note(Effect effect, Answer answer, Instant now, Instant again) {
        switch (answer) {
            case Answer.Taken taken -> end(effect, "SENT", "", now);
            case Answer.Returned returned -> end(effect, "BOUNCED", returned.why().name(), now);
            case Answer.Failed failed -> end(effect, failed.why() == Failure.UNCERTAIN ? "UNCERTAIN" : "FAILED", failed.why().name(), now);
            case Answer.Later later -> of("update ledger.effect set state = case when cancelled then 'CANCELLED' else 'WAITING' end, tries = tries + 1, next_at = :again where state = 'CLAIMED' and ", effect)
                    .param("again", again.toEpochMilli()).update();
        }
    }

    private void end(Effect effect, String state, String reason, Instant now) {
        of("update ledger.effect set state = :state, reason = :reason, answered_at = :now where state in ('CLAIMED', 'UNCERTAIN') and not told and ", effect)
                .param("state", state).param("reason", reason).param("now", now.toEpochMilli()).update();
    }

    /** What is done and not told to the ledger yet. */
    List<Outcome> untold(int most) {
        return sql.sql("select" + COLUMNS + ", state, coalesce(reason, ''), answered_at from ledger.effect where not told and state in ('SENT', 'BOUNCED', 'FAILED', 'UNCERTAIN')"
                        + " order by answered_at limit :most").param("most", most)
                .query((row, n) -> new Outcome(effect(row), row.getString(9), row.getString(10), Instant.ofEpochMilli(row.getLong(11)))).list();
    }

    void told(Effect effect) {
        of("update ledger.effect set told = true where ", effect).update();
    }

    /** What was sent by mail under a name, and how far that is; {@code answeredAt} once something is known of it. */
    record Mailed(Effect effect, String state, boolean told, @Nullable Instant answeredAt) {

        /** Whether it surely never left: nothing of it can come back. */
        boolean isNeverSent() {
            return state.equals("CANCELLED") || state.equals("FAILED");
        }
    }

    Optional<Mailed> mailed(Effect.Name name) {
        return sql.sql("select" + COLUMNS + ", state, told, answered_at from ledger.effect"
                        + " where ledger = :ledger and distribution = :distribution and attempt = :attempt and channel = 'SECURE_EMAIL'").param("ledger", name.ledger().value())
                .param("distribution", name.distribution().value()).param("attempt", name.attempt())
                .query((row, n) -> new Mailed(effect(row), row.getString(9), row.getBoolean(10), moment(row.getObject(11, Long.class)))).optional();
    }

    private static @Nullable Instant moment(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    /** How many wait or are under way past their time, or are done and not told. */
    public long due(Instant now) {
        return sql.sql("select count(*) from ledger.effect where (state in ('WAITING', 'CLAIMED') and next_at < :now) or (not told and state in ('SENT', 'BOUNCED', 'FAILED', 'UNCERTAIN'))").param("now", now.toEpochMilli()).query(Long.class).single();
    }

    private JdbcClient.StatementSpec of(String text, Effect effect) {
        return sql.sql(text + "ledger = :ledger and distribution = :distribution and attempt = :attempt").param("ledger", effect.ledger().value())
                .param("distribution", effect.distribution().value()).param("attempt", effect.attempt());
    }

    private static Effect effect(ResultSet row) throws SQLException {
        return new Effect(new LedgerId(row.getInt(1)), new DistributionId(row.getObject(2, UUID.class)), row.getInt(3), new DocumentId(row.getObject(4, UUID.class)), row.getInt(5),
                new AgencyId(row.getObject(6, UUID.class)), Channel.valueOf(row.getString(7)), row.getInt(8));
    }
}
