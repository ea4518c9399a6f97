package org.goldenthread.command.ledger;

import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.eventsourcing.AggregateDeletedException;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConflictingAggregateVersionException;
import org.goldenthread.command.keys.KeyStore;
import org.goldenthread.command.ledger.LedgerSql.Accepted;
import org.goldenthread.command.ledger.LedgerSql.AcceptedBefore;
import org.goldenthread.command.ledger.LedgerSql.FactsMoved;
import org.goldenthread.command.ledger.LedgerSql.StreamMoved;
import org.goldenthread.command.settings.Settings;
import org.goldenthread.events.personal.Seal;
import org.goldenthread.events.values.LedgerId;

/**
 * The one way to give a command. Accepted at most once by (ledger, caller, key): a repeated one gets the first answer,
 * whatever became of the stream since. Where another command was faster, tries again, three times.
 */
public final class Commands implements AutoCloseable {

    private static final java.util.UUID NOWHERE = new java.util.UUID(0, 0);

    private static final int TRIES = 4;

    private final org.axonframework.config.Configuration axon;
    private final CommandBus bus;
    private final List<AggregateCache> caches;
    private final LedgerSql sql;
    private final Facts facts;
    private final KeyStore keys;
    private final Settings.InForce settings;
    private final Clock clock;
    private final Listener listener;

    /** Told of every append, after it is committed. */
    @FunctionalInterface
    public interface Listener {
        void appended(LedgerId ledger);
    }

    /** @param cached how many streams each aggregate keeps in memory; 0 loads every one from the ledger */
    public Commands(LedgerSql sql, Facts facts, KeyStore keys, Seal seal, Ids ids, Settings.InForce settings, Clock clock,
            List<Class<?>> aggregates, int cached, Listener listener) {
        this.caches = aggregates.stream().map(type -> new AggregateCache(cached)).toList();
        this.axon = AxonWiring.start(sql, seal, ids, aggregates, caches);
        this.bus = axon.commandBus();
        this.sql = sql;
        this.facts = facts;
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
        this.listener = listener;
    }

    /** What came of a command. */
    public sealed interface Outcome {

        /** In the ledger: {@code sequence} is the stream's version now, {@code warnings} as {@link Remark#code()} writes them. */
        record Done(java.util.UUID stream, int sequence, long position, List<String> warnings, boolean repeated) implements Outcome {}

        /** The rules said no. */
        record Refused(Remark refusal) implements Outcome {}

        /** There is no such stream in this ledger. */
        record NotFound() implements Outcome {}

        /** The caller decided on a version that is no longer the newest. */
        record Changed() implements Outcome {}

        /** The same key came before with another body. */
        record KeyReused() implements Outcome {}
    }

    /** Gives a command and waits for what comes of it. */
    public Outcome send(LedgerCommand command, LedgerId ledger, Attempt.Sender sender) {
        keys.make(command.newKeys());
        for (int attempt = 1; ; attempt++) {
            var outcome = trySend(command, ledger, sender, attempt == TRIES);
            if (outcome != null) {
                return outcome;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextInt(1, 5 * attempt)));
        }
    }

    /** What a command to something that is not there comes to, after the same look-ups as for a stream that does not exist. */
    public Outcome findNothing(LedgerId ledger, Attempt.Sender sender) {
        sql.readPast(ledger, "contact", NOWHERE, 0);
        return before(ledger, sender, new Outcome.NotFound());
    }

    private @org.jspecify.annotations.Nullable Outcome trySend(LedgerCommand command, LedgerId ledger, Attempt.Sender sender,
            boolean last) {
        var now = clock.instant();
        var attempt = new Attempt(ledger, sender, settings, facts, now);
        var result = dispatch(command, attempt);
        if (!result.isExceptional()) {
            return switch ((Decided) result.getPayload()) {
                case Decided.Accepted accepted -> done(command, attempt);
                case Decided.Refused refused when !last && decidedOnThePast(command, attempt) -> null;
                case Decided.Refused refused -> before(ledger, sender, new Outcome.Refused(refused.refusal()));
            };
        }
        return switch (root(result.exceptionResult())) {
            case AcceptedBefore e -> before(ledger, sender, new Outcome.Changed());
            case ConflictingAggregateVersionException e when !last && e.getExpectedVersion() > e.getActualVersion() -> {
                evict(command); // another instance moved it since it was cached here
                yield null;
            }
            case ConflictingAggregateVersionException e -> before(ledger, sender, new Outcome.Changed());
            case AggregateDeletedException e -> new Outcome.NotFound();
            case AggregateNotFoundException e -> before(ledger, sender, new Outcome.NotFound());
            case StreamMoved e when command.begins() || sender.expectedVersion() != null || last ->
                    before(ledger, sender, new Outcome.Changed());
            case StreamMoved e -> sql.findAccepted(ledger, sender.scope()).map(found -> answer(found, sender)).orElse(null);
            case FactsMoved e when !last -> sql.findAccepted(ledger, sender.scope()).map(found -> answer(found, sender)).orElse(null);
            case FactsMoved e -> before(ledger, sender, new Outcome.Changed());
            case RuntimeException e -> throw e;
            default -> throw new IllegalStateException("command failed", result.exceptionResult());
        };
    }

    /** Another instance may have moved the stream since it was cached here: such a refusal would be wrong. */
    private boolean decidedOnThePast(LedgerCommand command, Attempt attempt) {
        var sequence = attempt.decidedOn();
        boolean past = sequence != null && sql.hasMoved(attempt.ledger(), command.streamId(), sequence);
        if (past) {
            evict(command);
        }
        return past;
    }

    private void evict(LedgerCommand command) {
        caches.forEach(cache -> cache.remove(command.streamId().toString()));
    }

    private CommandResultMessage<?> dispatch(LedgerCommand command, Attempt attempt) {
        var message = GenericCommandMessage.asCommandMessage(command).withMetaData(MetaData.from(Map.of(Attempt.KEY, attempt)));
        var answers = new java.util.ArrayList<CommandResultMessage<?>>(1);
        bus.dispatch(message, (sent, result) -> answers.add(result));
        return answers.getFirst();
    }

    private Outcome done(LedgerCommand command, Attempt attempt) {
        var appended = attempt.appended();
        if (appended == null) {
            throw new IllegalStateException(command.getClass().getSimpleName() + " was accepted without an event");
        }
        listener.appended(attempt.ledger());
        return new Outcome.Done(command.streamId(), appended.sequence(), appended.position(),
                attempt.warnings().stream().map(Remark::code).toList(), false);
    }

    private Outcome before(LedgerId ledger, Attempt.Sender sender, Outcome otherwise) {
        return sql.findAccepted(ledger, sender.scope()).map(found -> answer(found, sender)).orElse(otherwise);
    }

    private static Outcome answer(Accepted found, Attempt.Sender sender) {
        return MessageDigest.isEqual(found.body(), sender.body())
                ? new Outcome.Done(found.stream(), found.sequence(), found.position(), found.warnings(), true)
                : new Outcome.KeyReused();
    }

    private static Throwable root(Throwable e) {
        var cause = e;
        while (cause instanceof org.axonframework.common.AxonException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    @Override
    public void close() {
        axon.shutdown();
    }
}
