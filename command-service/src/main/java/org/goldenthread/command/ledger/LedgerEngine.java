package org.goldenthread.command.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.goldenthread.command.ledger.Attempt.Appended;
import org.goldenthread.command.ledger.LedgerSql.Row;
import org.goldenthread.events.EventCatalogue;
import org.goldenthread.events.EventJson;
import org.goldenthread.events.LedgerEvent;
import org.goldenthread.events.personal.Seal;
import org.goldenthread.events.values.LedgerId;
import org.jspecify.annotations.Nullable;

/**
 * Axon's storage engine over the ledger. Seals, then appends all events of a command in one round trip; that is the only
 * write of a command. Waiting for a ledger's head happens here, one thread at a time, and not on its row.
 */
final class LedgerEngine implements EventStorageEngine {

    private final LedgerSql sql;
    private final Seal seal;
    private final Ids ids;
    private final Map<LedgerId, ReentrantLock> turns = new ConcurrentHashMap<>();

    LedgerEngine(LedgerSql sql, Seal seal, Ids ids) {
        this.sql = sql;
        this.seal = seal;
        this.ids = ids;
    }

    @Override
    public void appendEvents(List<? extends EventMessage<?>> messages) {
        try {
            append(messages);
        } catch (Error e) {
            // Axon keeps an aggregate in its cache through an Error, and the next command would leave a hole
            throw new IllegalStateException("the append failed", e);
        }
    }

    private void append(List<? extends EventMessage<?>> messages) {
        var attempt = attempt();
        if (attempt.appended() != null) {
            throw new IllegalStateException("a command appends once");
        }
        var first = (DomainEventMessage<?>) messages.getFirst();
        var stream = UUID.fromString(first.getAggregateIdentifier());
        var events = messages.stream().map(message -> (LedgerEvent) message.getPayload()).toList();
        var rows = new ArrayList<Row>(events.size());
        for (var event : events) {
            rows.add(row(attempt, event));
        }
        var warnings = attempt.warnings().isEmpty() ? null : attempt.warnings().stream().map(Remark::code).toList();
        var turn = turns.computeIfAbsent(attempt.ledger(), ledger -> new ReentrantLock());
        long position;
        turn.lock();
        try {
            position = sql.append(attempt.ledger(), attempt.now().toEpochMilli(), attempt.sender().scope(), attempt.sender().body(),
                    warnings, Facts.json(events, attempt.sender().sensitivity()), attempt.counted(), first.getType(), stream, (int) first.getSequenceNumber(),
                    attempt.occurredAt().toEpochMilli(), rows);
        } finally {
            turn.unlock();
        }
        attempt.succeed(new Appended((int) first.getSequenceNumber() + rows.size() - 1, position));
    }

    private Row row(Attempt attempt, LedgerEvent event) {
        var key = EventCatalogue.keyOf(event);
        var id = ids.next();
        return new Row(id, key.name(), key.version(),
                EventJson.write(attempt.contextOf(event), seal, attempt.ledger(), id),
                EventJson.write(event, seal, attempt.ledger(), id));
    }

    @Override
    public DomainEventStream readEvents(String aggregateIdentifier, long firstSequenceNumber) {
        var type = ((LedgerCommand) CurrentUnitOfWork.get().getMessage().getPayload()).streamType();
        return DomainEventStream.of(sql.readPast(attempt().ledger(), type, UUID.fromString(aggregateIdentifier), firstSequenceNumber).stream()
                .map(past -> new GenericDomainEventMessage<>(type, aggregateIdentifier, past.sequence(), past.event())));
    }

    private static Attempt attempt() {
        var attempt = CurrentUnitOfWork.get().getMessage().getMetaData().get(Attempt.KEY);
        return (Attempt) java.util.Objects.requireNonNull(attempt, "every command carries its attempt");
    }

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String aggregateIdentifier) {
        return Optional.empty();
    }

    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        throw new IllegalStateException("the ledger keeps no snapshots");
    }

    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(@Nullable TrackingToken token, boolean mayBlock) {
        throw new IllegalStateException("followers read the ledger, not Axon");
    }
}
