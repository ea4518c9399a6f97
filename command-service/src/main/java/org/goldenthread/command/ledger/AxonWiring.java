package org.goldenthread.command.ledger;

import java.util.List;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.DuplicateCommandHandlerResolution;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventsourcing.eventstore.AbstractEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.axonframework.serialization.Serializer;
import org.goldenthread.events.personal.Seal;
import org.jspecify.annotations.Nullable;

/**
 * Axon with nothing but command bus, aggregates and our engine: no transaction manager, because the append is a command's
 * only write; no serializer, because the ledger's codec writes; no processor, token store, saga or deadline.
 */
final class AxonWiring {

    private AxonWiring() {}

    static Configuration start(LedgerSql sql, Seal seal, Ids ids, List<Class<?>> aggregates, List<AggregateCache> caches) {
        System.setProperty("axoniq.update-checker.disabled", "true"); // this product phones nobody
        System.setProperty("disable-axoniq-console-message", "true");
        var configurer = DefaultConfigurer.defaultConfiguration(false)
                .configureCommandBus(c -> commandBus())
                .configureEventStore(c -> new LedgerStore(new LedgerEngine(sql, seal, ids)))
                .configureSerializer(c -> noSerializer())
                .configureEventSerializer(c -> noSerializer())
                .configureMessageSerializer(c -> noSerializer())
                .registerComponent(CommandTargetResolver.class, c -> AxonWiring::target);
        configurer.eventProcessing().usingSubscribingEventProcessors();
        for (int i = 0; i < aggregates.size(); i++) {
            var cache = caches.get(i);
            configurer.configureAggregate(AggregateConfigurer.defaultConfiguration(aggregates.get(i)).configureCache(c -> cache));
        }
        return configurer.start();
    }

    private static CommandBus commandBus() {
        return SimpleCommandBus.builder().transactionManager(NoTransactionManager.INSTANCE)
                .duplicateCommandHandlerResolver(DuplicateCommandHandlerResolution.rejectDuplicates())
                .rollbackConfiguration(RollbackConfigurationType.ANY_THROWABLE).build();
    }

    private static VersionedAggregateIdentifier target(org.axonframework.commandhandling.CommandMessage<?> command) {
        var attempt = (Attempt) java.util.Objects.requireNonNull(command.getMetaData().get(Attempt.KEY));
        var expected = attempt.sender().expectedVersion();
        return new VersionedAggregateIdentifier(((LedgerCommand) command.getPayload()).streamId(),
                expected == null ? null : expected.longValue());
    }

    private static Serializer noSerializer() {
        throw new IllegalStateException("nothing here is serialized by Axon");
    }

    private static final class LedgerStore extends AbstractEventStore {

        LedgerStore(EventStorageEngine engine) {
            super(new Builder(engine));
        }

        @Override
        public org.axonframework.common.stream.BlockingStream<org.axonframework.eventhandling.TrackedEventMessage<?>> openStream(
                org.axonframework.eventhandling.@Nullable TrackingToken token) {
            throw new IllegalStateException("followers read the ledger, not Axon's " + StreamableMessageSource.class.getSimpleName());
        }

        private static final class Builder extends AbstractEventStore.Builder {
            Builder(EventStorageEngine engine) {
                storageEngine(engine);
            }
        }
    }
}
