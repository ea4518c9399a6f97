package org.goldenthread.query.chronology;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.chain.StoredEvent;
import org.goldenthread.events.values.ActionId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.ContactId;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.query.access.Gate.Lens;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads a child's or a contact's history as it stood at any moment. */
public final class Chronology {

    private static final String COLUMNS =
            "e.ledger, e.position, e.recorded_at, e.stream_type, e.stream, e.sequence, e.event_id, e.occurred_at, e.name, e.version, e.context, e.payload";

    /** After this, no moment fits in milliseconds. */
    private static final Instant END = Instant.ofEpochMilli(Long.MAX_VALUE);

    private final JdbcClient sql;

    public Chronology(JdbcClient sql) {
        this.sql = sql;
    }

    /** In which order of time a history is told. */
    public enum Order { OCCURRED, RECORDED }

    /**
     * Everything recorded up to and with a moment about a child, and about the provisional records found by then to be that
     * child, as far as the lens lets it through; newest first.
     */
    public List<Recorded<?>> ofChild(LedgerId ledger, ChildId child, Lens lens, Instant asAt, Order order) {
        return sql.sql("select distinct on (" + (order == Order.OCCURRED ? "e.occurred_at, " : "") + "e.position) " + COLUMNS + """
                  from chronology.entry e
                 where e.ledger = :ledger and e.recorded_at <= :asAt
                   and (not e.sensitive or :sensitive) and (e.stream_type not in ('access', 'audit-sample', 'replay') or :access)
                   and (e.stream_type not in ('meeting', 'document') or :meetings) and (e.stream_type <> 'action' or :actions)
                   and not exists (select from access.named n where n.ledger = e.ledger and n.contact = e.stream and n.held and n.child = any(:kept::uuid[]))
                   and (e.child = :child or e.child in (
                        select l.provisional from chronology.link l join chronology.entry m
                            on m.ledger = l.ledger and m.child = l.child and m.position = l.position
                         where l.ledger = :ledger and l.child = :child and m.recorded_at <= :asAt))
                 order by\s""" + (order == Order.OCCURRED ? "e.occurred_at desc, " : "") + "e.position desc")
                .param("ledger", ledger.value()).param("child", child.value()).param("sensitive", lens.sensitive()).param("access", lens.access())
                .param("meetings", lens.meetings()).param("actions", lens.actions())
                .param("kept", lens.kept().toArray(UUID[]::new)).param("asAt", milliseconds(asAt))
                .query(Chronology::recorded).list();
    }

    /** The replays of a child's case, oldest first. */
    public List<Recorded<?>> replays(LedgerId ledger, ChildId child) {
        return sql.sql("select " + COLUMNS + " from chronology.entry e where e.ledger = :ledger and e.child = :child and e.stream_type = 'replay' order by e.position")
                .param("ledger", ledger.value()).param("child", child.value()).query(Chronology::recorded).list();
    }

    /** Everything about one contact, oldest first; empty where there is no such contact in this ledger. */
    public List<Recorded<?>> ofContact(LedgerId ledger, ContactId contact) {
        return ofStream(ledger, "contact", contact.value());
    }

    public List<Recorded<?>> ofMeeting(LedgerId ledger, MeetingId meeting) {
        return ofStream(ledger, "meeting", meeting.value());
    }

    public List<Recorded<?>> ofAction(LedgerId ledger, ActionId action) {
        return ofStream(ledger, "action", action.value());
    }

    /** Who a child was known to be at a moment; empty where they were not registered by then. */
    public Optional<Identity> identity(LedgerId ledger, ChildId child, Instant asAt) {
        return Identity.of(child, ofStream(ledger, "child", child.value()).stream().filter(one -> !one.envelope().recordedAt().isAfter(asAt)).toList());
    }

    /** Everything a child was ever known to be, up to now, each time something of it changed. */
    public List<Identity> identities(LedgerId ledger, ChildId child) {
        var all = ofStream(ledger, "child", child.value());
        return IntStream.rangeClosed(1, all.size()).mapToObj(until -> Identity.of(child, all.subList(0, until))).flatMap(Optional::stream).toList();
    }

    public List<Recorded<?>> ofDocument(LedgerId ledger, DocumentId document) {
        return ofStream(ledger, "document", document.value());
    }

    /** Oldest first; empty where this ledger has no such stream of this type: one that may be seen as an action is never told as a meeting. */
    private List<Recorded<?>> ofStream(LedgerId ledger, String type, UUID stream) {
        return sql.sql("select distinct on (e.sequence) " + COLUMNS + """
                 from chronology.entry e where e.stream = :stream and e.stream_type = :type and e.ledger = :ledger order by e.sequence
                """).param("ledger", ledger.value()).param("type", type).param("stream", stream).query(Chronology::recorded).list();
    }

    private static long milliseconds(Instant moment) {
        return moment.isAfter(END) ? Long.MAX_VALUE : moment.isBefore(Instant.EPOCH) ? 0 : moment.toEpochMilli();
    }

    private static Recorded<?> recorded(ResultSet row, int n) throws SQLException {
        return new StoredEvent(new LedgerId(row.getInt(1)), row.getLong(2), row.getLong(3), row.getString(4), row.getObject(5, UUID.class),
                row.getInt(6), row.getObject(7, UUID.class), row.getLong(8), row.getString(9), row.getInt(10), row.getBytes(11), row.getBytes(12),
                StoredEvent.genesis()).open().orElseThrow();
    }
}
