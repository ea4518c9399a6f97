package org.goldenthread.query.partnership;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.meeting.MeetingEvent.Kind;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.query.edge.Leaf;
import org.goldenthread.query.partnership.Partnership.Cell;
import org.goldenthread.query.partnership.Partnership.Name;
import org.goldenthread.query.timeliness.Period;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The counts that figures are made of, and the rows behind them. What is about children kept from the reader is taken off both. */
public final class Tallies {

    private static final String COUNTED = """
            select figure, at, agency, kind, counted, good, came, waived from partnership.tally
             where ledger = :ledger and figure in ('MINUTES', 'NOTICE', 'DECISION') and at between :from and :until
            """;

    private static final String LESS_KEPT = """
            union all
            select 'MINUTES', o.due_by, o.agency, o.kind, -1, -coalesce(o.delivered_at <= o.due_by, false)::integer, -(o.delivered_at is not null)::integer,
                   -(o.waived and o.delivered_at is null)::integer
              from kept join partnership.owed o using (meeting) where o.ledger = :ledger and not o.astray and o.due_by between :from and :until
            union all
            select 'NOTICE', s.due_by, s.agency, s.kind, -1, -coalesce(s.shared_at <= s.due_by, false)::integer, -(s.shared_at is not null)::integer, 0
              from kept join partnership.shared s using (meeting) where s.ledger = :ledger and s.stands and not s.astray and s.due_by between :from and :until
            union all
            select 'DECISION', d.decided_at, :none::uuid, d.kind, -1, -d.after::integer, -1, 0
              from kept join partnership.decision d using (meeting) where d.ledger = :ledger and d.stands and d.decided_at between :from and :until
            """;

    private static final String CELLS = """
            with kept as (select distinct meeting from partnership.about where ledger = :ledger and child = any(:kept::uuid[])),
            tallied as (COUNTED)
            select figure, width_bucket(at, :months::bigint[]), agency, kind, sum(good), sum(case when at < :now then counted else came end),
                   coalesce(sum(waived) filter (where at < :now), 0), coalesce(sum(counted - came) filter (where at <= :never), 0), coalesce(sum(waived) filter (where at <= :never), 0)
              from tallied group by 1, 2, 3, 4 having sum(case when at < :now then counted else came end) <> 0 order by 1, 2, 3, 4
            """;

    private static final String NOT_KEPT = "and not exists (select from partnership.about k where k.ledger = x.ledger and k.meeting = x.meeting and k.child = any(:kept::uuid[]))";

    private static final String OF_MINUTES = """
            select x.document, x.meeting, x.agency, x.kind, x.due_by, x.delivered_at, x.waived, coalesce(NUMERATOR, false), 0, false
              from partnership.owed x
             where x.ledger = :ledger and x.due_by between :from and :until and not x.astray and (x.delivered_at is not null or x.due_by < :now)
               and (:agency::uuid is null or x.agency = :agency::uuid) and (:kind::text is null or x.kind = :kind) and (not :only or NUMERATOR) NOT_KEPT
             order by x.due_by, x.document, x.agency limit :most offset :first
            """;

    private static final String OF_NOTICES = """
            select x.decision, x.meeting, x.agency, x.kind, x.due_by, x.shared_at, false, coalesce(NUMERATOR, false), d.minutes_after, d.after
              from partnership.shared x join partnership.decision d on d.ledger = x.ledger and d.decision = x.decision
             where x.ledger = :ledger and x.due_by between :from and :until and x.stands and not x.astray and (x.shared_at is not null or x.due_by < :now)
               and (:agency::uuid is null or x.agency = :agency::uuid) and (:kind::text is null or x.kind = :kind) and (not :only or NUMERATOR) NOT_KEPT
             order by x.due_by, x.decision, x.agency limit :most offset :first
            """;

    private static final String OF_DECISIONS = """
            select x.decision, x.meeting, null::uuid, x.kind, x.decided_at, null::bigint, false, NUMERATOR, x.minutes_after, x.after
              from partnership.decision x
             where x.ledger = :ledger and x.decided_at between :from and :until and x.stands
               and :agency::uuid is null and (:kind::text is null or x.kind = :kind) and (not :only or NUMERATOR) NOT_KEPT
             order by x.decided_at, x.decision limit :most offset :first
            """;

    private final JdbcClient sql;

    public Tallies(JdbcClient sql) {
        this.sql = sql;
    }

    /** What a list is asked for: of a figure those of one agency or kind where one is given, and only what makes the first number where it says so. */
    public record Wanted(Name figure, boolean only, @Nullable AgencyId agency, @Nullable Kind kind) {}

    /**
     * One row behind a figure: the document or decision, its meeting, its agency where it is one's, when it was due or decided, when it came,
     * whether it was waived, whether it is in the first number. {@code minutesAfter} are whole minutes since the end of the meeting.
     */
    public record Line(UUID id, UUID meeting, @Nullable AgencyId agency, Kind kind, Instant at, @Nullable Instant cameAt, boolean waived, boolean counts, long minutesAfter, boolean after) {

        /** How long after the end of the meeting it was decided. */
        public Duration afterTheEnd() {
            return Duration.ofMinutes(minutesAfter);
        }
    }

    /**
     * Always in the same order; none where nothing is left to count, so that what is kept from a reader leaves no trace.
     *
     * @param never what was due by then and has not come is never received
     */
    List<Cell> cells(LedgerId ledger, Set<UUID> kept, Period period, Instant now, Instant never) {
        var months = period.months();
        return sql.sql(CELLS.replace("COUNTED", kept.isEmpty() ? COUNTED : COUNTED + LESS_KEPT)).param("ledger", ledger.value()).param("kept", kept.toArray(UUID[]::new))
                .param("from", period.begins().toEpochMilli()).param("until", last(period)).param("now", now.toEpochMilli()).param("never", never.toEpochMilli())
                .param("none", Tally.NO_AGENCY).param("months", months.stream().map(month -> month.atDay(1).atStartOfDay(WorkingCalendar.LONDON).toInstant().toEpochMilli()).toArray(Long[]::new))
                .query((row, n) -> new Cell(row.getString(1), months.get(row.getInt(2) - 1), row.getObject(3, UUID.class), Kind.valueOf(row.getString(4)), row.getLong(5), row.getLong(6),
                        row.getLong(7), row.getLong(8), row.getLong(9))).list();
    }

    /** The rows behind a figure, the first due or decided first. */
    List<Line> lines(LedgerId ledger, Set<UUID> kept, Period period, Instant now, Instant never, Wanted wanted, int most, int first) {
        var query = switch (wanted.figure()) {
            case MINUTES_IN_TIME -> OF_MINUTES.replace("NUMERATOR", "x.delivered_at <= x.due_by");
            case NEVER_RECEIVED -> OF_MINUTES.replace("NUMERATOR", "(x.delivered_at is null and x.due_by <= :never)");
            case SHARED_IN_TIME -> OF_NOTICES.replace("NUMERATOR", "x.shared_at <= x.due_by");
            case AFTER_MEETING -> OF_DECISIONS.replace("NUMERATOR", "x.after");
        };
        return sql.sql(query.replace("NOT_KEPT", kept.isEmpty() ? "" : NOT_KEPT)).param("ledger", ledger.value()).param("kept", kept.toArray(UUID[]::new))
                .param("from", period.begins().toEpochMilli()).param("until", last(period)).param("now", now.toEpochMilli()).param("never", never.toEpochMilli())
                .param("agency", wanted.agency() == null ? null : wanted.agency().value()).param("kind", wanted.kind() == null ? null : wanted.kind().name()).param("only", wanted.only())
                .param("most", most).param("first", first).query(Tallies::line).list();
    }

    /** A page of them. */
    Leaf<Line> page(LedgerId ledger, Set<UUID> kept, Period period, Instant now, Instant never, Wanted wanted, int number) {
        return Leaf.of(lines(ledger, kept, period, now, never, wanted, Leaf.ASKED, Leaf.offset(number)), Math.max(1, number));
    }

    /** The last millisecond of a period: a decision may fall into its last second. */
    private static long last(Period period) {
        return period.ends().toEpochMilli() + 999;
    }

    private static Line line(ResultSet row, int n) throws SQLException {
        var agency = row.getObject(3, UUID.class);
        return new Line(row.getObject(1, UUID.class), row.getObject(2, UUID.class), agency == null ? null : new AgencyId(agency), Kind.valueOf(row.getString(4)),
                Instant.ofEpochMilli(row.getLong(5)), moment(row, 6), row.getBoolean(7), row.getBoolean(8), row.getLong(9), row.getBoolean(10));
    }

    private static @Nullable Instant moment(ResultSet row, int column) throws SQLException {
        long at = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(at);
    }
}
