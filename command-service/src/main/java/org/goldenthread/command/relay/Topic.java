package org.goldenthread.command.relay;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.goldenthread.events.chain.StoredEvent;
import org.jspecify.annotations.Nullable;

/**
 * The one internal topic: value = the event's bytes as stored, key = its ledger, the rest of the row as CloudEvents headers.
 * Kept seven days; disposable, for the ledger can always be read again.
 */
public final class Topic implements AutoCloseable {

    /** Ledgers share partitions; order holds within a ledger. */
    private static final int PARTITIONS = 12;

    private final String bootstrap;
    private final String name;
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    public Topic(String bootstrap, String name) {
        this.bootstrap = bootstrap;
        this.name = name;
    }

    /** Makes the topic where it is missing, and a fresh producer: one that failed for good is not used again. */
    void open() {
        close();
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000, AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000))) {
            admin.createTopics(List.of(new NewTopic(name, Optional.of(PARTITIONS), Optional.empty())
                    .configs(Map.of("retention.ms", Long.toString(7L * 24 * 3600 * 1000))))).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("Kafka does not answer", e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        producer = new KafkaProducer<>(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap, ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true, ProducerConfig.LINGER_MS_CONFIG, 0,
                ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000, ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000), new ByteArraySerializer(), new ByteArraySerializer());
    }

    Future<RecordMetadata> send(StoredEvent event) {
        if (producer == null) {
            throw new IllegalStateException("the topic is not open");
        }
        var record = new ProducerRecord<>(name, event.ledger().toString().getBytes(StandardCharsets.US_ASCII), event.payload());
        var headers = record.headers();
        headers.add("ce_specversion", text("1.0"));
        headers.add("ce_id", text(event.eventId().toString()));
        headers.add("ce_source", text("/ledgers/" + event.ledger()));
        headers.add("ce_type", text(event.name()));
        headers.add("ce_subject", text(event.streamType() + "/" + event.streamId()));
        headers.add("ce_time", text(Instant.ofEpochMilli(event.recordedAt()).toString()));
        headers.add("content-type", text("application/json"));
        headers.add("ce_gtposition", text(Long.toString(event.position())));
        headers.add("ce_gtsequence", text(Integer.toString(event.sequence())));
        headers.add("ce_gtversion", text(Integer.toString(event.version())));
        headers.add("ce_gtrecorded", text(Long.toString(event.recordedAt())));
        headers.add("ce_gtoccurred", text(Long.toString(event.occurredAt())));
        headers.add("ce_gthash", text(HexFormat.of().formatHex(event.hash())));
        headers.add("ce_gtcontext", event.context());
        return producer.send(record);
    }

    private static byte[] text(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(java.time.Duration.ZERO);
            producer = null;
        }
    }
}
