package org.goldenthread.query.intake;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.goldenthread.events.chain.StoredEvent;
import org.goldenthread.events.values.LedgerId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What arrives from Kafka, partition by partition, from now on. What came before now, and anything lost, is read from the
 * ledger: Kafka is a quick way, never the only one. A record that cannot be read is dropped here and read there.
 */
final class Feed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    private final String bootstrap;
    private final String topic;
    private @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private List<TopicPartition> assigned = List.of();

    Feed(String bootstrap, String topic) {
        this.bootstrap = bootstrap;
        this.topic = topic;
    }

    /** Waits up to a while for events; empty too while Kafka is away. */
    List<StoredEvent> poll(Duration wait) throws InterruptedException {
        try {
            var open = open();
            var events = new ArrayList<StoredEvent>();
            for (var record : open.poll(wait)) {
                read(record).ifPresent(events::add);
            }
            return events;
        } catch (InterruptException e) {
            throw new InterruptedException();
        } catch (WakeupException e) {
            return List.of();
        } catch (KafkaException | IllegalStateException e) {
            LOG.atWarn().addKeyValue("cause", e.toString()).log("Kafka is away; reading the ledger instead");
            close();
            java.util.concurrent.TimeUnit.MILLISECONDS.sleep(wait.toMillis());
            return List.of();
        }
    }

    private KafkaConsumer<byte[], byte[]> open() {
        if (consumer == null) {
            consumer = new KafkaConsumer<>(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                    ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000,
                    ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000, ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false,
                    ConsumerConfig.METADATA_MAX_AGE_CONFIG, 5_000),
                    new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }
        if (assigned.isEmpty()) {
            assign(consumer);
        }
        return consumer;
    }

    private void assign(KafkaConsumer<byte[], byte[]> open) {
        assigned = open.partitionsFor(topic, Duration.ofSeconds(5)).stream()
                .map(partition -> new TopicPartition(topic, partition.partition())).toList();
        if (assigned.isEmpty()) {
            throw new IllegalStateException("the topic is not there yet");
        }
        open.assign(assigned);
        open.seekToEnd(assigned);
        assigned.forEach(open::position);
    }

    /** Looks at the topic anew: after it was deleted and made again, the old places mean nothing. */
    void reassign() {
        assigned = List.of();
    }

    private static Optional<StoredEvent> read(ConsumerRecord<byte[], byte[]> record) {
        try {
            var subject = text(record, "ce_subject").split("/", 2);
            return Optional.of(new StoredEvent(new LedgerId(Integer.parseInt(new String(record.key(), StandardCharsets.US_ASCII))),
                    number(record, "ce_gtposition"), number(record, "ce_gtrecorded"), subject[0], UUID.fromString(subject[1]),
                    (int) number(record, "ce_gtsequence"), UUID.fromString(text(record, "ce_id")), number(record, "ce_gtoccurred"),
                    text(record, "ce_type"), (int) number(record, "ce_gtversion"), header(record, "ce_gtcontext"), record.value(),
                    HexFormat.of().parseHex(text(record, "ce_gthash"))));
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("partition", record.partition()).addKeyValue("offset", record.offset())
                    .log("a record that is not ours, or broken; its place is read from the ledger");
            return Optional.empty();
        }
    }

    private static long number(ConsumerRecord<byte[], byte[]> record, String name) {
        return Long.parseLong(text(record, name));
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(header(record, name), StandardCharsets.UTF_8);
    }

    private static byte[] header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        if (header == null) {
            throw new IllegalArgumentException("no header " + name);
        }
        return header.value();
    }

    @Override
    public void close() {
        assigned = List.of();
        if (consumer != null) {
            try {
                consumer.close(CloseOptions.timeout(Duration.ofMillis(200)));
            } catch (KafkaException e) {
                LOG.atDebug().log("the consumer did not close");
            }
            consumer = null;
        }
    }
}
