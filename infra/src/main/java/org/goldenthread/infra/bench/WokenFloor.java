package org.goldenthread.infra.bench;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.goldenthread.infra.launcher.LocalPostgres;

/** The floor of projecting: one insert, an in-process wake, produce with acks=all, consume, one upsert. */
final class WokenFloor implements AutoCloseable {

    private static final String TOPIC = "bench.floor";

    private final Connection writes;
    private final Connection reads;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final LinkedBlockingQueue<Long> wake = new LinkedBlockingQueue<>();
    private final List<Double> milliseconds = new ArrayList<>();
    private final List<Thread> threads;
    private volatile boolean counting;
    private final AtomicLong applied = new AtomicLong();
    private long sent;

    WokenFloor(LocalPostgres postgres, String kafka) throws Exception {
        writes = postgres.connect("ledger");
        reads = postgres.connect("projections");
        writes.createStatement().execute("create table floor (id bigint primary key, at bigint, body bytea)");
        reads.createStatement().execute("create table floor (id bigint primary key, at bigint, body bytea)");
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty()))).all().get();
        }
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", kafka, "acks", "all", "linger.ms", 0), new ByteArraySerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
        threads = List.of(Thread.ofPlatform().daemon().start(this::produce), Thread.ofPlatform().daemon().start(this::consume));
    }

    List<Double> milliseconds() {
        return milliseconds;
    }

    void run(int perSecond, int seconds, boolean count) throws SQLException, InterruptedException {
        counting = count;
        long start = System.nanoTime();
        try (var insert = writes.prepareStatement("insert into floor values (?, ?, ?)")) {
            for (int i = 0; i < perSecond * seconds; i++) {
                long due = start + i * (1_000_000_000L / perSecond);
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                long at = System.nanoTime();
                insert.setLong(1, ++sent);
                insert.setLong(2, at);
                insert.setBytes(3, new byte[1_000]);
                insert.executeUpdate();
                wake.add(at);
            }
        }
        while (applied.get() < sent) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private void produce() {
        try {
            for (long id = 1; ; id++) {
                var body = ByteBuffer.allocate(1_000).putLong(id).putLong(wake.take()).array();
                producer.send(new ProducerRecord<>(TOPIC, body));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void consume() {
        try (var upsert = reads.prepareStatement("insert into floor values (?, ?, ?) on conflict (id) do update set at = excluded.at")) {
            reads.setAutoCommit(false);
            while (!Thread.currentThread().isInterrupted()) {
                var records = consumer.poll(Duration.ofMillis(500));
                var times = new ArrayList<Long>();
                for (var record : records) {
                    var body = ByteBuffer.wrap(record.value());
                    upsert.setLong(1, body.getLong());
                    times.add(body.getLong());
                    upsert.setLong(2, times.getLast());
                    upsert.setBytes(3, record.value());
                    upsert.addBatch();
                }
                if (!times.isEmpty()) {
                    upsert.executeBatch();
                    reads.commit();
                    note(times);
                }
            }
        } catch (InterruptException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void note(List<Long> times) {
        long now = System.nanoTime();
        if (counting) {
            synchronized (milliseconds) {
                times.forEach(at -> milliseconds.add((now - at) / 1e6));
            }
        }
        applied.addAndGet(times.size());
    }

    @Override
    public void close() throws SQLException {
        threads.forEach(Thread::interrupt);
        producer.close(Duration.ZERO);
        writes.close();
        reads.close();
    }
}
