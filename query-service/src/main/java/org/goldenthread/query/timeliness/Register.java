package org.goldenthread.query.timeliness;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.LedgerId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows that figures are counted from: ids, times and codes. What is about children kept from the reader is left out. */
public final class Register {

    private static final String NOT_KEPT = "and not exists (select from meeting.about k where k.ledger = m.ledger and k.meeting = m.meeting and k.child = any(:kept::uuid[]))";

    private final JdbcClient sql;

    public Register(JdbcClient sql) {
        this.sql = sql;
    }

    /** A meeting that was asked for, held or to be held; {@code sitting} is the highest number among its children's. */
    public record Meeting(UUID id, String kind, String state, Instant startsAt, @Nullable Instant openedAt, @Nullable Instant endedAt, @Nullable Instant holdFrom,
            @Nullable Instant holdBy, @Nullable Boolean quorate, List<String> missing, int sitting) {

        /** When it was held: when it began, or was to begin where it ended and nobody recorded the beginning; missing where it was not held. */
        public @Nullable Instant heldAt() {
            return openedAt != null ? openedAt : endedAt != null ? startsAt : null;
        }
    }

    /** A seat at a meeting that ended. */
    public record Seat(UUID meeting, Instant startsAt, String kind, AgencyId agency, @Nullable String core, @Nullable String status, boolean authority) {

        /** PRESENT, SUBSTITUTE, APOLOGIES, NO_RESPONSE, LEFT_EARLY; NO_ENTRY where nobody recorded it. */
        public String entry() {
            return status == null ? "NO_ENTRY" : status;
        }

        /** Whether somebody sat there who may decide for their agency. */
        public boolean isFilled() {
            return authority && status != null && (status.equals("PRESENT") || status.equals("SUBSTITUTE") || status.equals("LEFT_EARLY"));
        }
    }

    /** A decision that stands, with how many of those who were there have not said how they stand to it, and who agreed. */
    public record Decision(UUID id, UUID meeting, UUID child, String type, String answer, Instant decidedAt, boolean after, long minutesAfter, @Nullable Instant endorseBy,
            boolean overdue, int silent, @Nullable Instant lastSaid, List<UUID> agreed, List<UUID> dissented, List<UUID> present, boolean together) {}

    /** An action by its due time. */
    public record Action(UUID id, UUID meeting, AgencyId agency, Instant dueBy, @Nullable Instant completedAt, int daysLate, boolean open, String state) {}

    /** Strategy discussions whose clock began, or that ended, in a period. */
    public List<Meeting> meetings(LedgerId ledger, Set<UUID> kept, Period period) {
        return sql.sql("""
                select m.meeting, m.kind, m.state, m.starts_at, m.opened_at, m.ended_at, m.hold_from, m.hold_by, m.quorate, m.missing,
                       (select max(a.number) from meeting.about a where a.ledger = m.ledger and a.meeting = m.meeting)
                  from meeting.meeting m
                 where m.ledger = :ledger and m.kind = 'STRATEGY' and m.state <> 'CANCELLED'
                   and (m.hold_from between :from and :until or m.ended_at between :from and :until) NOT_KEPT
                 order by m.starts_at, m.meeting
                """.replace("NOT_KEPT", NOT_KEPT)).param("ledger", ledger.value()).param("kept", kept.toArray(UUID[]::new)).param("from", period.begins().toEpochMilli())
                .param("until", period.ends().toEpochMilli()).query((row, n) -> new Meeting(row.getObject(1, UUID.class), row.getString(2), row.getString(3),
                        Instant.ofEpochMilli(row.getLong(4)), moment(row, 5), moment(row, 6), moment(row, 7), moment(row, 8), (Boolean) row.getObject(9),
                        List.of((String[]) row.getArray(10).getArray()), row.getInt(11))).list();
    }

    /** The seats of meetings of every kind that ended in a period. */
    public List<Seat> seats(LedgerId ledger, Set<UUID> kept, Period period) {
        return sql.sql("""
                select m.meeting, m.starts_at, m.kind, s.agency, s.core, s.status, s.authority
                  from meeting.meeting m join meeting.seat s using (ledger, meeting)
                 where m.ledger = :ledger and m.state = 'CLOSED' and m.ended_at between :from and :until NOT_KEPT order by m.starts_at, m.meeting, s.seat
                """.replace("NOT_KEPT", NOT_KEPT)).param("ledger", ledger.value()).param("kept", kept.toArray(UUID[]::new)).param("from", period.begins().toEpochMilli())
                .param("until", period.ends().toEpochMilli()).query((row, n) -> new Seat(row.getObject(1, UUID.class), Instant.ofEpochMilli(row.getLong(2)), row.getString(3),
                        new AgencyId(row.getObject(4, UUID.class)), row.getString(5), row.getString(6), row.getBoolean(7))).list();
    }

    /**
     * The decisions of strategy discussions taken in a period that no other replaced; whether nothing was decided is none. Together is
     * what police and health both agreed to and no core part dissented from (U6).
     */
    public List<Decision> decisions(LedgerId ledger, Set<UUID> kept, Period period) {
        return sql.sql("""
                select d.decision, d.meeting, d.child, d.type, d.answer, d.decided_at, d.after, d.minutes_after, d.endorse_by, d.overdue,
                       p.silent, p.last_said, p.agreed, p.dissented, p.present, 'POLICE' = any(p.parts) and 'HEALTH' = any(p.parts) and not p.refused
                  from meeting.decision d join meeting.meeting m using (ledger, meeting)
                  cross join lateral (
                       select count(distinct s.agency) filter (where s.there and coalesce(p.stance not in ('AGREED', 'DISSENTED'), true))::integer as silent, max(p.at) filter (where p.stance in ('AGREED', 'DISSENTED')) as last_said,
                              coalesce(array_agg(distinct s.agency) filter (where p.stance = 'AGREED'), '{}') as agreed,
                              coalesce(array_agg(distinct s.agency) filter (where p.stance = 'DISSENTED'), '{}') as dissented,
                              coalesce(array_agg(distinct s.agency) filter (where s.there), '{}') as present,
                              coalesce(array_agg(distinct s.core) filter (where p.stance = 'AGREED'), '{}') as parts,
                              coalesce(bool_or(s.core is not null and p.stance = 'DISSENTED'), false) as refused
                         from (select agency, core, coalesce(status in ('PRESENT', 'SUBSTITUTE', 'LEFT_EARLY'), false) as there
                                 from meeting.seat s where s.ledger = d.ledger and s.meeting = d.meeting) s
                         left join meeting.position p on p.ledger = d.ledger and p.decision = d.decision and p.agency = s.agency) p
                 where d.ledger = :ledger and m.kind = 'STRATEGY' and d.decided_at between :from and :until and d.replaced_by is null and d.answer <> 'NOT_DECIDED' NOT_KEPT
                 order by d.decided_at, d.decision
                """.replace("NOT_KEPT", NOT_KEPT)).param("ledger", ledger.value()).param("kept", kept.toArray(UUID[]::new)).param("from", period.begins().toEpochMilli())
                .param("until", period.ends().toEpochMilli()).query((row, n) -> new Decision(row.getObject(1, UUID.class), row.getObject(2, UUID.class),
                        row.getObject(3, UUID.class), row.getString(4), row.getString(5), Instant.ofEpochMilli(row.getLong(6)), row.getBoolean(7), row.getLong(8), moment(row, 9),
                        row.getBoolean(10), row.getInt(11), moment(row, 12), ids(row, 13), ids(row, 14), ids(row, 15), row.getBoolean(16))).list();
    }

    /** The actions due in a period; cancelled ones are not. */
    public List<Action> actions(LedgerId ledger, Set<UUID> kept, Period period) {
        return sql.sql("""
                select x.action, x.meeting, x.agency, x.due_by, x.completed_at, x.days_late, x.open, x.state
                  from action.action x
                 where x.ledger = :ledger and x.due_by between :from and :until and x.state <> 'CANCELLED'
                   and not exists (select from action.about k where k.ledger = x.ledger and k.action = x.action and k.child = any(:kept::uuid[]))
                 order by x.due_by, x.action
                """).param("ledger", ledger.value()).param("kept", kept.toArray(UUID[]::new)).param("from", period.begins().toEpochMilli())
                .param("until", period.ends().toEpochMilli()).query((row, n) -> new Action(row.getObject(1, UUID.class), row.getObject(2, UUID.class),
                        new AgencyId(row.getObject(3, UUID.class)), Instant.ofEpochMilli(row.getLong(4)), moment(row, 5), row.getInt(6), row.getBoolean(7), row.getString(8))).list();
    }

    private static List<UUID> ids(ResultSet row, int column) throws SQLException {
        return Arrays.asList((UUID[]) row.getArray(column).getArray());
    }

    private static @Nullable Instant moment(ResultSet row, int column) throws SQLException {
        long at = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(at);
    }
}
