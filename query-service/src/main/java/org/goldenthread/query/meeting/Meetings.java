package org.goldenthread.query.meeting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.goldenthread.events.Role;
import org.goldenthread.events.access.AccessDecision;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.events.values.UserId;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.edge.Leaf;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lists meetings. What it finds may be of interest to a reader; whether they may see each is asked at the gate. */
public final class Meetings {

    /** Somebody who was there has not said how they stand to decision d. */
    private static final String SILENT = """
            exists (select from meeting.seat s where s.ledger = d.ledger and s.meeting = d.meeting and s.status in ('PRESENT', 'SUBSTITUTE', 'LEFT_EARLY')
                       and not exists (select from meeting.position p where p.ledger = d.ledger and p.decision = d.decision and p.agency = s.agency and p.stance in ('AGREED', 'DISSENTED')))
            """;

    private final JdbcClient sql;

    public Meetings(JdbcClient sql) {
        this.sql = sql;
    }

    /** Which meetings a list shows: to come or going on, ended, with positions still to be said, not held. */
    public enum Show { NOW, ENDED, POSITIONS, CANCELLED }

    /** One meeting; {@code sitting} is the highest number among its children's. */
    public record Line(MeetingId id, String kind, String state, Instant startsAt, @Nullable Instant endedAt, UserId chair, List<ChildId> children, int sitting,
            @Nullable Instant holdBy, @Nullable Boolean quorate, List<String> missing, int after, @Nullable Instant endorseBy, boolean overdue, int version) {}

    /** Those that the reader keeps, or whose children they work with or see at the front door; the next first, of the past the last. */
    public Leaf<Line> find(Reader reader, Show show, Instant now, int number) {
        boolean frontDoor = reader.isAnyOf(Role.FD_SOCIAL_WORKER, Role.FD_MANAGER, Role.EDT);
        var found = sql.sql("""
                with mine as (
                    select meeting from access.keeper where ledger = :ledger and user_id = :user
                    union select a.meeting from access.involved i join meeting.about a using (ledger, child)
                           where i.ledger = :ledger and i.user_id = :user and i.held and i.until > :now
                    union select a.meeting from access.glass g join meeting.about a using (ledger, child) where g.ledger = :ledger and g.user_id = :user and g.until > :now
                    union select a.meeting from access.sampled s join meeting.about a using (ledger, child)
                           where s.ledger = :ledger and s.auditor = :user and s.held and s.until > :now
                    union select a.meeting from access.lock l join meeting.about a using (ledger, child) where l.ledger = :ledger and l.owner = :user and l.held
                    union select a.meeting from access.named n join meeting.about a using (ledger, child)
                           where :frontDoor and n.ledger = :ledger and n.held and n.received_at > :since)
                select m.meeting, m.kind, m.state, m.starts_at, m.ended_at, m.chair, m.hold_by, m.quorate, m.missing, m.version,
                       (select array_agg(a.child order by a.number, a.child) from meeting.about a where a.ledger = m.ledger and a.meeting = m.meeting),
                       (select max(a.number) from meeting.about a where a.ledger = m.ledger and a.meeting = m.meeting),
                       d.after, d.endorse_by, d.overdue
                  from mine join meeting.meeting m using (meeting)
                  cross join lateral (
                       select count(*)::integer as after, min(d.endorse_by) filter (where SILENT) as endorse_by, coalesce(bool_or(d.overdue and SILENT), false) as overdue
                         from meeting.decision d where d.ledger = m.ledger and d.meeting = m.meeting and d.after and d.replaced_by is null) d
                 where m.ledger = :ledger
                   and case :show when 'NOW' then m.state in ('CONVENED', 'IN_SESSION', 'ADJOURNED') when 'ENDED' then m.state = 'CLOSED'
                                  when 'POSITIONS' then m.state = 'CLOSED' and d.endorse_by is not null else m.state = 'CANCELLED' end
                 order by case when :show = 'NOW' then m.starts_at end, coalesce(m.ended_at, m.starts_at) desc, m.meeting
                 limit :most offset :from
                """.replace("SILENT", SILENT)).param("ledger", reader.ledger().value()).param("user", reader.actor().userId().value()).param("now", now.toEpochMilli())
                .param("frontDoor", frontDoor).param("since", now.minus(AccessDecision.FRONT_DOOR_WINDOW).toEpochMilli()).param("show", show.name())
                .param("most", Leaf.ASKED).param("from", Leaf.offset(number)).query(Meetings::line).list();
        return Leaf.of(found, Math.max(1, number));
    }

    /** The meetings about a child, the last first. */
    public List<MeetingId> of(LedgerId ledger, ChildId child) {
        return sql.sql("""
                select m.meeting from meeting.about a join meeting.meeting m using (ledger, meeting) where a.ledger = :ledger and a.child = :child order by m.starts_at desc
                """).param("ledger", ledger.value()).param("child", child.value()).query((row, n) -> new MeetingId(row.getObject(1, UUID.class))).list();
    }

    /** The version of a meeting's newest event; -1 where there is no such meeting. */
    public int version(LedgerId ledger, MeetingId meeting) {
        return sql.sql("select version from meeting.meeting where ledger = :ledger and meeting = :meeting").param("ledger", ledger.value())
                .param("meeting", meeting.value()).query(Integer.class).optional().orElse(-1);
    }

    private static Line line(ResultSet row, int n) throws SQLException {
        return new Line(new MeetingId(row.getObject(1, UUID.class)), row.getString(2), row.getString(3), Instant.ofEpochMilli(row.getLong(4)), moment(row, 5),
                new UserId(row.getObject(6, UUID.class)), List.of((UUID[]) row.getArray(11).getArray()).stream().map(ChildId::new).toList(), row.getInt(12), moment(row, 7),
                (Boolean) row.getObject(8), List.of((String[]) row.getArray(9).getArray()), row.getInt(13), moment(row, 14), row.getBoolean(15), row.getInt(10));
    }

    private static @Nullable Instant moment(ResultSet row, int column) throws SQLException {
        long at = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(at);
    }
}
