package org.goldenthread.query.frontdoor;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.goldenthread.events.values.ContactId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.query.directory.SealedToken;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the front-door queue. */
public final class FrontDoor {

    /** Most rows of one page; names are opened and may be sorted only within a list of this size. */
    public static final int MOST = 200;

    /** As {@link Line#dueBy()}; the least of those that are not null. */
    private static final String DUE =
            "least(case when acknowledged_at is null then acknowledge_by end, case when decided < children then decide_by else feedback_by end)";

    private final JdbcClient sql;

    public FrontDoor(JdbcClient sql) {
        this.sql = sql;
    }

    /** Which contacts a list shows. */
    public enum Show { OPEN, OVERDUE, TODAY, CLOSED }

    /** One contact in the queue; names sealed, {@code null} where none was given. */
    public record Line(ContactId contact, Instant receivedAt, String channel, @Nullable String source, boolean immediateDanger,
            boolean anonymous, List<SealedToken> names, int children, int matched, int decided, int missing,
            @Nullable Instant acknowledgeBy, @Nullable Instant acknowledgedAt, Instant decideBy, @Nullable Instant decidedAt,
            @Nullable Instant feedbackBy, @Nullable Instant feedbackAt, boolean open, int version) {

        /** When the next thing is due: telling the referrer it arrived, the decision, then feedback; whichever is first. */
        public @Nullable Instant dueBy() {
            return !open ? null : waitsForAcknowledgement() ? acknowledgeBy : decided < children ? decideBy : feedbackBy;
        }

        private boolean waitsForAcknowledgement() {
            var other = decided < children ? decideBy : feedbackBy;
            return acknowledgeBy != null && acknowledgedAt == null && (other == null || acknowledgeBy.isBefore(other));
        }

        /** What it waits for, in the words of the page. */
        public String waitsFor() {
            if (!open) {
                return "Done";
            }
            return waitsForAcknowledgement() ? "Tell the referrer it arrived" : matched < children ? "Match to a record" : decided < children ? "Decision" : "Feedback to referrer";
        }
    }

    /** How many contacts each list holds. */
    public record Counts(long open, long overdue, long today, long closed) {}

    /** What a reader may not see in lists: contacts about these children, SENSITIVE ones, and closed ones from before a moment. */
    public record Kept(Set<UUID> children, boolean sensitive, Instant before) {

        UUID[] ids() {
            return children.toArray(UUID[]::new);
        }
    }

    private static final String OPEN_TO_READER = """
             and not (sensitive and :keptSensitive) and (open or received_at > :windowSince)
             and not exists (select from access.named n
                              where n.ledger = c.ledger and n.contact = c.contact and n.held and n.child = any(:kept::uuid[]))
            """;

    /** Contacts in danger first, then by the clock left. */
    public List<Line> list(LedgerId ledger, Kept kept, Show show, Instant now, Instant endOfToday) {
        return sql.sql("""
                select contact, received_at, channel, source, immediate_danger, anonymous, names, children, matched, decided, missing,
                       acknowledge_by, acknowledged_at, decide_by, decided_at, feedback_by, feedback_at, open, version
                  from front_door.contact c
                 where ledger = :ledger and open = :open OPEN_TO_READER
                   and (:show not in ('OVERDUE', 'TODAY')
                        or DUE < (case when :show = 'OVERDUE' then :now else :endOfToday end) and (:show = 'OVERDUE' or DUE >= :now))
                 order by case when open then not (immediate_danger and decided < children) end,
                          case when open then DUE end,
                          received_at desc, contact
                 limit :most
                """.replace("OPEN_TO_READER", OPEN_TO_READER).replace("DUE", DUE)).param("ledger", ledger.value()).param("kept", kept.ids())
                .param("keptSensitive", kept.sensitive()).param("windowSince", kept.before().toEpochMilli()).param("open", show != Show.CLOSED).param("show", show.name())
                .param("now", now.toEpochMilli()).param("endOfToday", endOfToday.toEpochMilli() + 1).param("most", MOST)
                .query(FrontDoor::line).list();
    }

    public Counts counts(LedgerId ledger, Kept kept, Instant now, Instant endOfToday) {
        return sql.sql("""
                select count(*) filter (where open),
                       count(*) filter (where open and due < :now),
                       count(*) filter (where open and due >= :now and due < :endOfToday),
                       count(*) filter (where not open)
                  from (select open, DUE as due from front_door.contact c where ledger = :ledger OPEN_TO_READER) d
                """.replace("OPEN_TO_READER", OPEN_TO_READER).replace("DUE", DUE)).param("ledger", ledger.value()).param("kept", kept.ids())
                .param("keptSensitive", kept.sensitive()).param("windowSince", kept.before().toEpochMilli()).param("now", now.toEpochMilli()).param("endOfToday", endOfToday.toEpochMilli() + 1)
                .query((row, n) -> new Counts(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4))).single();
    }

    /** A number that changes when something changes in what the reader may see of the queue, and does not when only the hidden does. */
    public long version(LedgerId ledger, Kept kept) {
        return sql.sql("""
                select coalesce(sum(hashtextextended(contact::text, version) >> 12), 0)::bigint from front_door.contact c where ledger = :ledger and open OPEN_TO_READER
                """.replace("OPEN_TO_READER", OPEN_TO_READER)).param("ledger", ledger.value()).param("kept", kept.ids())
                .param("keptSensitive", kept.sensitive()).param("windowSince", kept.before().toEpochMilli()).query(Long.class).single() & (Long.MAX_VALUE >> 11);
    }

    private static Line line(ResultSet row, int n) throws SQLException {
        return new Line(new ContactId(row.getObject(1, UUID.class)), Instant.ofEpochMilli(row.getLong(2)), row.getString(3), row.getString(4),
                row.getBoolean(5), row.getBoolean(6), names((String[]) row.getArray(7).getArray()), row.getInt(8), row.getInt(9), row.getInt(10),
                row.getInt(11), moment(row, 12), moment(row, 13), Instant.ofEpochMilli(row.getLong(14)), moment(row, 15), moment(row, 16),
                moment(row, 17), row.getBoolean(18), row.getInt(19));
    }

    private static List<SealedToken> names(String... texts) {
        return java.util.Arrays.stream(texts).map(SealedToken::new).toList();
    }

    private static @Nullable Instant moment(ResultSet row, int column) throws SQLException {
        long at = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(at);
    }
}
