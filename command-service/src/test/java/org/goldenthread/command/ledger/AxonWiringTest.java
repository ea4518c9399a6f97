package org.goldenthread.command.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import org.axonframework.config.Configuration;
import org.goldenthread.command.LedgerConfiguration;
import org.goldenthread.command.Postgres;
import org.goldenthread.events.personal.Seal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Axon must not do here: keep tokens, run processors, serialize by itself. */
class AxonWiringTest {

    private final Configuration axon = AxonWiring.start(new LedgerSql(Postgres.ledger("gt_append")), new Seal(Postgres.keys().ring()),
            new Ids(InstantSource.system()), LedgerConfiguration.AGGREGATES, LedgerConfiguration.AGGREGATES.stream().map(type -> new AggregateCache(10)).toList());

    @AfterEach
    void shutDown() {
        axon.shutdown();
    }

    @Test
    void no_event_processor_runs() {
        assertThat(axon.eventProcessingConfiguration().eventProcessors()).isEmpty();
    }

    @Test
    void nothing_is_serialized_by_axon_neither_by_xstream_nor_otherwise() {
        assertThatThrownBy(axon::serializer).hasStackTraceContaining("nothing here is serialized by Axon");
        assertThatThrownBy(axon::eventSerializer).hasStackTraceContaining("nothing here is serialized by Axon");
        assertThatThrownBy(axon::messageSerializer).hasStackTraceContaining("nothing here is serialized by Axon");
    }

    @Test
    void no_follower_reads_through_axon() {
        assertThatThrownBy(() -> axon.eventStore().openStream(null)).hasMessageContaining("followers read the ledger");
    }
}
