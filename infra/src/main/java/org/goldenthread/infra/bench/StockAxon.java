package org.goldenthread.infra.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.axonframework.serialization.json.JacksonSerializer;
import org.goldenthread.command.LedgerConfiguration;
import org.goldenthread.command.ledger.AggregateCache;
import org.goldenthread.infra.launcher.LocalPostgres;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/** The peer: Axon with its own JDBC engine and Jackson, a Spring transaction a command, an event of about the same bytes. */
final class StockAxon implements AutoCloseable {

    private static final String TEXT = "x".repeat(900);

    private final HikariDataSource database;
    private final Configuration warm;
    private final Configuration cold;
    private List<String> warmStreams = List.of();
    private List<String> coldStreams = List.of();

    /** An order to the peer's aggregate. */
    record Add(@TargetAggregateIdentifier String id, String text) {}

    /** What it records. */
    record Added(String id, String text) {}

    /** The peer's aggregate: it counts. */
    @AggregateRoot(type = "peer")
    static final class Peer {

        @AggregateIdentifier
        private @Nullable String id;
        private int count;

        Peer() {}

        @CommandHandler
        @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
        void handle(Add command) {
            AggregateLifecycle.apply(new Added(command.id(), command.text()));
        }

        @EventSourcingHandler
        void on(Added event) {
            id = event.id();
            count++;
        }

        @Override
        public String toString() {
            return id + " " + count;
        }
    }

    StockAxon(LocalPostgres postgres, Path folder) throws SQLException {
        try (var connection = postgres.connect("postgres"); var statement = connection.createStatement()) {
            statement.execute("create database axon");
        }
        database = LedgerConfiguration.pool("axon-" + folder.getFileName(), postgres.url("axon"), "postgres", "postgres", 12);
        warm = start(true);
        cold = start(false);
    }

    private Configuration start(boolean cached) {
        var joined = new TransactionAwareDataSourceProxy(database);
        var transactions = transactions(new DataSourceTransactionManager(database));
        var serializer = JacksonSerializer.defaultSerializer();
        var engine = JdbcEventStorageEngine.builder().connectionProvider(joined::getConnection).transactionManager(transactions)
                .eventSerializer(serializer).snapshotSerializer(serializer).build();
        if (cached) {
            engine.createSchema(PostgresEventTableFactory.INSTANCE);
        }
        var cache = new AggregateCache(100_000);
        var peer = AggregateConfigurer.defaultConfiguration(Peer.class);
        return DefaultConfigurer.defaultConfiguration(false).configureSerializer(c -> serializer)
                .configureCommandBus(c -> SimpleCommandBus.builder().transactionManager(transactions).build())
                .configureEventStore(c -> EmbeddedEventStore.builder().storageEngine(engine).build())
                .configureAggregate(cached ? peer.configureCache(c -> cache) : peer).start();
    }

    private static TransactionManager transactions(DataSourceTransactionManager spring) {
        return () -> {
            var status = spring.getTransaction(new DefaultTransactionDefinition());
            return new Transaction() {
                @Override
                public void commit() {
                    spring.commit(status);
                }

                @Override
                public void rollback() {
                    spring.rollback(status);
                }
            };
        };
    }

    void prepare(List<String> forWarm, List<String> forCold, int eventsEach) {
        warmStreams = List.copyOf(forWarm);
        coldStreams = List.copyOf(forCold);
        warmStreams.forEach(id -> send(warm.commandBus(), id));
        for (var id : coldStreams) {
            for (int n = 0; n < eventsEach; n++) {
                send(warm.commandBus(), id);
            }
        }
    }

    void command(boolean cached, Random random) {
        var streams = cached ? warmStreams : coldStreams;
        send((cached ? warm : cold).commandBus(), streams.get(random.nextInt(streams.size())));
    }

    /** Where two clients meet on one stream, the slower one loads it again and tries once more. */
    private static void send(CommandBus bus, String id) {
        for (int attempt = 0; ; attempt++) {
            var results = new ArrayList<CommandResultMessage<?>>(1);
            bus.dispatch(GenericCommandMessage.asCommandMessage(new Add(id, TEXT)), (command, result) -> results.add(result));
            if (!results.getFirst().isExceptional()) {
                return;
            }
            if (attempt == 3) {
                throw new IllegalStateException("the peer failed", results.getFirst().exceptionResult());
            }
        }
    }

    @Override
    public void close() {
        warm.shutdown();
        cold.shutdown();
        database.close();
    }
}
