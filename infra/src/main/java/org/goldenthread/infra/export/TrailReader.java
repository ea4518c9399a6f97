package org.goldenthread.infra.export;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.goldenthread.command.ledger.LedgerSql;
import org.goldenthread.events.chain.StoredEvent;
import org.goldenthread.events.contact.ContactEvent.ChildMatched;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.infra.export.Trail.Head;
import org.goldenthread.infra.export.Trail.Link;
import org.jspecify.annotations.Nullable;

/** Reads a case's trail, all of it from one snapshot of the ledger, and checks that each event's hash follows. */
final class TrailReader {

    private static final String EVENTS = """
            select e.ledger, e.position, e.recorded_at, e.stream_type, e.stream, e.sequence, e.event_id, e.occurred_at, e.name, e.version, e.context,
                   e.payload, e.hash, before.hash
              from ledger.event e left join ledger.event before on before.ledger = e.ledger and before.position = e.position - 1
             where e.recorded_at <= ?
            """;

    /** {@code ??|} is the driver's spelling of the operator that asks whether an array holds any of these texts. */
    private static final String ABOUT = EVENTS + """
               and e.ledger = any(?) and convert_from(e.context, 'UTF8')::jsonb -> 'childIds' ??| ?
             order by e.ledger, e.position
            """;
    private static final String NAMELESS = EVENTS + """
               and e.ledger = ? and e.stream = any(?) and jsonb_array_length(convert_from(e.context, 'UTF8')::jsonb -> 'childIds') = 0
             order by e.position
            """;
    private static final Set<String> SHARED = Set.of("contact", "meeting", "action", "document");

    private final Connection ledger;
    private final long until;

    /** @param asAt nothing recorded after it is read; absent for everything there is */
    TrailReader(Connection ledger, @Nullable Instant asAt) throws SQLException {
        this.ledger = ledger;
        this.until = asAt == null ? Long.MAX_VALUE : asAt.isBefore(Instant.EPOCH) ? 0 : asAt.toEpochMilli();
        ledger.setReadOnly(true);
        ledger.setAutoCommit(false);
        ledger.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    }

    /** @param chosen the ledger to look in; absent for the one that knows the child */
    Trail of(UUID child, @Nullable LedgerId chosen) throws SQLException {
        var own = about(chosen == null ? ledgers() : List.of(chosen.value()), List.of(child));
        var known = own.stream().map(link -> link.event().ledger()).distinct().toList();
        if (known.isEmpty()) {
            throw new NotExported("Nothing is recorded about a child " + child + (until == Long.MAX_VALUE ? "" : " by then")
                    + ". The id stands in the address of the child's chronology, after /children/: copy it from there.");
        }
        if (known.size() > 1) {
            throw new NotExported("The child " + child + " is known in more than one ledger (" + known.stream().map(LedgerId::toString)
                    .collect(Collectors.joining(", ")) + "): choose one with --ledger.");
        }
        return whole(known.getFirst(), child, own);
    }

    private Trail whole(LedgerId of, UUID child, List<Link> own) throws SQLException {
        var links = new TreeMap<Long, Link>();
        own.forEach(link -> links.put(link.event().position(), link));
        var provisional = provisional(child, own);
        if (!provisional.isEmpty()) {
            about(List.of(of.value()), provisional).forEach(link -> links.put(link.event().position(), link));
        }
        nameless(of, links.values()).forEach(link -> links.put(link.event().position(), link));
        return new Trail(of, Stream.concat(Stream.of(child), provisional.stream()).toList(), List.copyOf(links.values()), head(of));
    }

    private static List<UUID> provisional(UUID child, List<Link> own) {
        return own.stream().flatMap(link -> link.event().open().stream()).map(recorded -> recorded.event())
                .flatMap(event -> event instanceof ChildMatched matched && matched.childId().value().equals(child) ? Stream.of(matched) : Stream.empty())
                .map(matched -> matched.provisionalChildId().value()).filter(id -> !id.equals(child)).distinct().toList();
    }

    private List<Integer> ledgers() throws SQLException {
        var all = new ArrayList<Integer>();
        try (var query = ledger.createStatement(); var rows = query.executeQuery("select ledger from ledger.head order by ledger")) {
            while (rows.next()) {
                all.add(rows.getInt(1));
            }
        }
        return all;
    }

    private List<Link> about(Collection<Integer> ledgers, Collection<UUID> children) throws SQLException {
        try (var query = ledger.prepareStatement(ABOUT)) {
            query.setLong(1, until);
            query.setArray(2, ledger.createArrayOf("int4", ledgers.toArray()));
            query.setArray(3, ledger.createArrayOf("text", children.stream().map(UUID::toString).toArray()));
            query.setFetchSize(1_000);
            return links(query.executeQuery());
        }
    }

    private List<Link> nameless(LedgerId of, Collection<Link> links) throws SQLException {
        try (var query = ledger.prepareStatement(NAMELESS)) {
            query.setLong(1, until);
            query.setInt(2, of.value());
            query.setArray(3, ledger.createArrayOf("uuid", links.stream().map(Link::event).filter(event -> SHARED.contains(event.streamType()))
                    .map(StoredEvent::streamId).distinct().toArray()));
            return links(query.executeQuery());
        }
    }

    private static List<Link> links(ResultSet rows) throws SQLException {
        try (rows) {
            var links = new ArrayList<Link>();
            while (rows.next()) {
                links.add(link(rows));
            }
            return links;
        }
    }

    private static Link link(ResultSet row) throws SQLException {
        var event = LedgerSql.event(row);
        byte @Nullable [] before = row.getBytes(14);
        byte[] previous = before == null && event.position() == 1 ? StoredEvent.genesis() : before;
        if (previous == null || !event.follows(previous)) {
            throw new NotExported("The ledger " + event.ledger() + " does not verify at position " + event.position()
                    + ": the event there, or the one before it, was changed or removed. Nothing is signed that does not verify.");
        }
        return new Link(event, previous);
    }

    private Head head(LedgerId of) throws SQLException {
        try (var query = ledger.prepareStatement("select position, hash from ledger.event where ledger = ? and recorded_at <= ? order by position desc limit 1")) {
            query.setInt(1, of.value());
            query.setLong(2, until);
            try (var row = query.executeQuery()) {
                row.next();
                return new Head(row.getLong(1), Objects.requireNonNull(row.getBytes(2)));
            }
        }
    }
}
