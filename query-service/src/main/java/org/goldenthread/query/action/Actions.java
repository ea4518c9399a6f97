package org.goldenthread.query.action;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.goldenthread.events.Role;
import org.goldenthread.events.access.AccessDecision;
import org.goldenthread.events.values.ActionId;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.directory.SealedToken;
import org.goldenthread.query.edge.Leaf;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lists actions. What it finds may be of interest to a reader; whether they may see each is asked at the gate. */
public final class Actions {

    private static final String COLUMNS = """
            x.action, x.meeting, x.decision, x.agency, x.owner_name, x.owner_role, x.name_by, x.description, x.due_on, x.due_by, x.risk, x.state, x.open, x.extensions,
            x.agreed_at, x.completed_at, x.days_late, x.effect, x.contested_by, x.verified_by, x.escalated, x.version,
            (select array_agg(a.child order by a.child) from action.about a where a.ledger = x.ledger and a.action = x.action)
            """;

    private final JdbcClient sql;

    public Actions(JdbcClient sql) {
        this.sql = sql;
    }

    /** Which actions a list shows: undone, undone past their due time, contested, attested and not yet confirmed, over. */
    public enum Show { OPEN, OVERDUE, CONTESTED, TO_CONFIRM, OVER }

    /** One action; what is to be done and by whom is sealed. */
    public record Line(ActionId id, MeetingId meeting, @Nullable UUID decision, AgencyId agency, SealedToken name, SealedToken role, @Nullable Instant nameBy,
            SealedToken description, LocalDate dueOn, Instant dueBy, @Nullable String risk, String state, boolean open, int extensions, Instant agreedAt,
            @Nullable Instant completedAt, int daysLate, @Nullable String effect, @Nullable AgencyId contestedBy, @Nullable AgencyId verifiedBy, List<String> escalated,
            int version, List<ChildId> children) {

        /** Whether it is undone past its due time. */
        public boolean isOverdue(Instant now) {
            return open && now.isAfter(dueBy);
        }
    }

    /**
     * Those of children whom the reader works with or sees at the front door, of meetings they keep, and for who works in another agency,
     * those that it owns, contests, or agreed at the table; the first due first.
     */
    public Leaf<Line> find(Reader reader, Show show, @Nullable AgencyId agency, Instant now, int number) {
        boolean frontDoor = reader.isAnyOf(Role.FD_SOCIAL_WORKER, Role.FD_MANAGER, Role.EDT);
        boolean partner = reader.isAnyOf(Role.REFERRER_PRO, Role.FD_PARTNER, Role.AGENCY_LEAD, Role.RECIPIENT, Role.EH_PRACTITIONER);
        var found = sql.sql("""
                with mine as (
                    select action from access.keeper k join action.action x using (ledger, meeting) where k.ledger = :ledger and k.user_id = :user
                    union select a.action from access.involved i join action.about a using (ledger, child)
                           where i.ledger = :ledger and i.user_id = :user and i.held and i.until > :now
                    union select a.action from access.glass g join action.about a using (ledger, child) where g.ledger = :ledger and g.user_id = :user and g.until > :now
                    union select a.action from access.sampled s join action.about a using (ledger, child)
                           where s.ledger = :ledger and s.auditor = :user and s.held and s.until > :now
                    union select a.action from access.lock l join action.about a using (ledger, child) where l.ledger = :ledger and l.owner = :user and l.held
                    union select a.action from access.named n join action.about a using (ledger, child)
                           where :frontDoor and n.ledger = :ledger and n.held and n.received_at > :since
                    union select x.action from action.action x where :partner and x.ledger = :ledger and (x.agency = :agency or x.contested_by = :agency)
                    union select x.action from access.seated s join action.action x using (ledger, meeting)
                           where :partner and s.ledger = :ledger and s.agency = :agency and s.held)
                select COLUMNS from mine join action.action x using (action)
                 where x.ledger = :ledger and (:only::uuid is null or x.agency = :only or x.contested_by = :only)
                   and case :show when 'OPEN' then x.open when 'OVERDUE' then x.open and x.due_by < :now when 'CONTESTED' then x.state = 'CONTESTED'
                                  when 'TO_CONFIRM' then x.state = 'COMPLETED' else x.state in ('VERIFIED', 'CANCELLED') end
                 order by case when x.open then x.due_by end, x.due_by desc, x.action
                 limit :most offset :from
                """.replace("COLUMNS", COLUMNS)).param("ledger", reader.ledger().value()).param("user", reader.actor().userId().value())
                .param("agency", reader.actor().agencyId().value()).param("partner", partner).param("frontDoor", frontDoor).param("now", now.toEpochMilli())
                .param("since", now.minus(AccessDecision.FRONT_DOOR_WINDOW).toEpochMilli()).param("only", agency == null ? null : agency.value())
                .param("show", show.name()).param("most", Leaf.ASKED).param("from", Leaf.offset(number)).query(Actions::line).list();
        return Leaf.of(found, Math.max(1, number));
    }

    /** The actions a meeting agreed, in the order it agreed them. */
    public List<Line> of(LedgerId ledger, MeetingId meeting) {
        return sql.sql("select " + COLUMNS + " from action.action x where x.ledger = :ledger and x.meeting = :meeting order by x.agreed_at, x.action")
                .param("ledger", ledger.value()).param("meeting", meeting.value()).query(Actions::line).list();
    }

    /** What nobody has done yet for any of some children, the first due first. */
    public List<Line> openFor(LedgerId ledger, Collection<ChildId> children) {
        return sql.sql("select " + COLUMNS + """
                  from action.action x where x.ledger = :ledger and x.open
                   and exists (select from action.about a where a.ledger = x.ledger and a.action = x.action and a.child = any(:children::uuid[])) order by x.due_by, x.action
                """).param("ledger", ledger.value()).param("children", children.stream().map(ChildId::value).toArray(UUID[]::new)).query(Actions::line).list();
    }

    /** Some actions, the first due first. */
    public List<Line> of(LedgerId ledger, Collection<ActionId> actions) {
        return sql.sql("select " + COLUMNS + " from action.action x where x.ledger = :ledger and x.action = any(:actions::uuid[]) order by x.due_by, x.action")
                .param("ledger", ledger.value()).param("actions", actions.stream().map(ActionId::value).toArray(UUID[]::new)).query(Actions::line).list();
    }

    private static Line line(ResultSet row, int n) throws SQLException {
        return new Line(new ActionId(row.getObject(1, UUID.class)), new MeetingId(row.getObject(2, UUID.class)), row.getObject(3, UUID.class),
                new AgencyId(row.getObject(4, UUID.class)), token(row, 5), token(row, 6), moment(row, 7), token(row, 8), LocalDate.parse(row.getString(9)),
                Instant.ofEpochMilli(row.getLong(10)), row.getString(11), row.getString(12), row.getBoolean(13), row.getInt(14), Instant.ofEpochMilli(row.getLong(15)),
                moment(row, 16), row.getInt(17), row.getString(18), agency(row, 19), agency(row, 20), List.of((String[]) row.getArray(21).getArray()), row.getInt(22),
                List.of((UUID[]) row.getArray(23).getArray()).stream().map(ChildId::new).toList());
    }

    private static SealedToken token(ResultSet row, int column) throws SQLException {
        var word = row.getString(column);
        return new SealedToken(word == null ? "" : word);
    }

    private static @Nullable AgencyId agency(ResultSet row, int column) throws SQLException {
        var id = row.getObject(column, UUID.class);
        return id == null ? null : new AgencyId(id);
    }

    private static @Nullable Instant moment(ResultSet row, int column) throws SQLException {
        long at = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(at);
    }
}
