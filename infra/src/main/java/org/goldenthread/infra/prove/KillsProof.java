package org.goldenthread.infra.prove;

import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.goldenthread.infra.audit.LedgerVerifier;
import org.goldenthread.infra.launcher.LocalPostgres;
import org.goldenthread.infra.launcher.Machine;
import org.goldenthread.infra.launcher.Product;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * kill -9 of each part under load; then everything that was acknowledged is there once, and every projection equals what
 * this class, which shares no code with them, folds from the ledger's rows.
 */
final class KillsProof implements Proof {

    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> PARTS = List.of("command-service", "query-service", "kafka", "postgres");
    private static final String TOPIC = "golden-thread.events";
    private static final int CLIENTS = 8;

    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, Boolean> matched = new ConcurrentHashMap<>();
    private final Map<String, Boolean> decided = new ConcurrentHashMap<>();
    private final AtomicInteger keys = new AtomicInteger();

    @Override
    public String name() {
        return "kills";
    }

    @Override
    public String shows() {
        return "kill -9 of any part under load loses nothing, doubles nothing, and every projection equals a fresh fold";
    }

    @Override
    public List<Check> run(Terms terms) throws Exception {
        int rounds = terms.rounds() == 0 ? 20 : terms.rounds();
        List.of(acknowledged, matched, decided).forEach(Map::clear);
        var random = new Random(terms.seed());
        var checks = new ArrayList<Check>();
        try (var product = Product.start(terms.project(), 19_280, "-Dgolden-thread.no-story=true"); var http = new Http()) {
            var machine = product.machine();
            var base = "http://127.0.0.1:" + machine.ports().command();
            http.post(base + "/v1/staff/" + org.goldenthread.infra.signin.DemoPeople.with(org.goldenthread.events.Role.FD_MANAGER).id() + "/roles",
                    product.token("administrator"), "grant-manager", "{\"role\":\"FD_MANAGER\",\"agencyId\":\"a0000000-0000-4000-8000-000000000001\"}");
            for (var part : PARTS) {
                for (int round = 0; round < rounds; round++) {
                    underLoad(product, base, () -> {
                        TimeUnit.MILLISECONDS.sleep(200 + random.nextInt(1_300));
                        killAndRestart(product, part);
                    });
                }
                settle(product, checks, "kill -9 of " + part + ", " + rounds + " rounds: ", terms.sabotage());
            }
            underLoad(product, base, () -> deleteTopic(machine.ports().kafka()));
            settle(product, checks, "topic deleted under load, nothing sent after: ", false);
            underLoad(product, base, () -> TimeUnit.SECONDS.sleep(1));
            settle(product, checks, "load after that, the topic made anew: ", false);
            redeliver(machine.ports().kafka());
            settle(product, checks, "every batch delivered three times: ", false);
            checks.add(poison(product, base));
        }
        return checks;
    }

    /** Eight clients log contacts, each trying one key until it is answered, while something happens to the product. */
    private void underLoad(Product product, String base, Fault fault) throws Exception {
        var done = new AtomicBoolean();
        var token = product.token("manager");
        try (var pool = Executors.newFixedThreadPool(CLIENTS); var http = new Http()) {
            var clients = new ArrayList<Future<?>>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(pool.submit(() -> {
                    while (!done.get()) {
                        log(http, base, token);
                    }
                    return null;
                }));
            }
            try {
                fault.happen();
                TimeUnit.MILLISECONDS.sleep(300);
            } finally {
                done.set(true);
            }
            for (var client : clients) {
                client.get(120, TimeUnit.SECONDS);
            }
        }
    }

    /** Logs a contact; every third one is matched to a new child, whom a reactor registers, and decided. */
    private void log(Http http, String base, String token) throws InterruptedException {
        long number = keys.incrementAndGet();
        var key = "kills-key-" + number;
        var contact = untilDone(http, base + "/v1/contacts", token, key,
                "{\"channel\":\"PHONE\",\"concern\":\"seen alone\",\"children\":[{\"name\":\"Robin Sample\"}]}");
        acknowledged.put(key, contact);
        if (number % 3 == 0) {
            untilDone(http, base + "/v1/contacts/" + contact + "/matches", token, key + "-match", "{\"ref\":1,\"confidence\":100}");
            matched.put(contact, true);
            untilDone(http, base + "/v1/contacts/" + contact + "/threshold-decisions", token, key + "-decision",
                    "{\"ref\":1,\"outcome\":\"NFA\",\"needStage\":\"S1\",\"legalBasis\":\"NONE\",\"rationale\":\"safe with an aunt\"}");
            decided.put(contact, true);
        }
    }

    /** Sends the same until it is accepted, as a client would through an outage; gives the id in the answer. */
    private static String untilDone(Http http, String url, String token, String key, String body) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        for (var answer = http.post(url, token, key, body);; answer = http.post(url, token, key, body)) {
            if (answer.isDone()) {
                return JSON.readTree(answer.body()).get("id").asString();
            }
            if (answer.status() != 0 && answer.status() != 503 && answer.status() != 403 && answer.status() < 500) {
                throw new IllegalStateException(answer.status() + " " + answer.body());
            }
            if (System.nanoTime() > until) {
                throw new IllegalStateException("no answer in 60 s, last " + answer.status());
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static void killAndRestart(Product product, String part) throws InterruptedException {
        var machine = product.machine();
        switch (part) {
            case "command-service" -> {
                machine.kill(part);
                machine.startCommandService();
                machine.awaitReady(part, machine.ports().command());
            }
            case "query-service" -> {
                machine.kill(part);
                machine.startQueryService();
                machine.awaitReady(part, machine.ports().pages());
            }
            case "kafka" -> {
                machine.kill(part);
                machine.startKafka();
            }
            default -> {
                killPostgres(product);
                machine.restartPostgres();
            }
        }
    }

    private static void killPostgres(Product product) throws InterruptedException {
        try {
            long pid = Long.parseLong(Files.readAllLines(product.machine().data().resolve("postgres/data/postmaster.pid")).getFirst());
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            while (!LocalPostgres.isGone(pid)) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void settle(Product product, List<Check> checks, String after, boolean sabotage) throws Exception {
        var machine = product.machine();
        awaitReactors(machine);
        machine.awaitProjections(Duration.ofSeconds(60));
        if (sabotage) {
            try (var connection = machine.postgres().connect("projections"); var statement = connection.createStatement()) {
                statement.execute("delete from chronology.entry where position = (select max(position) from chronology.entry)");
            }
        }
        var ledger = new Folded();
        try (var connection = machine.postgres().connect("ledger")) {
            ledger.fold(connection);
            var faults = LedgerVerifier.verify(connection, machine.data().resolve("checkpoints"), java.nio.file.Path.of(machine.data().resolve("checkpoint.key") + ".pub"));
            checks.add(new Check(after + "hash chain and checkpoints verify", 1, faults.size()));
        }
        long lost = acknowledged.values().stream().filter(id -> !ledger.received.contains(id)).count();
        checks.add(new Check(after + "acknowledged and in the ledger", acknowledged.size(), lost));
        long undone = matched.keySet().stream().filter(id -> !ledger.isOnce(id, contact -> contact.matched)).count()
                + decided.keySet().stream().filter(id -> !ledger.isOnce(id, contact -> contact.decided)).count();
        checks.add(new Check(after + "matches and decisions acknowledged and there once", matched.size() + decided.size(), undone));
        checks.add(new Check(after + "in effect once", ledger.received.size(),
                Math.abs(ledger.received.size() - new HashSet<>(acknowledged.values()).size()) + ledger.doubled));
        checks.add(new Check(after + "every matched child registered once by its reactor", ledger.newChildren.size(),
                differences(ledger.newChildren, new HashSet<>(ledger.registered)) + ledger.registered.size() - new HashSet<>(ledger.registered).size()));
        try (var connection = machine.postgres().connect("projections")) {
            checks.add(new Check(after + "chronology = fresh fold", ledger.entries.size(), differences(ledger.entries, Folded.strings(connection, """
                    select concat_ws('/', ledger, position, child, stream_type, stream, sequence, event_id, name, version, occurred_at, recorded_at,
                           md5(context), md5(payload)) from chronology.entry"""))));
            checks.add(new Check(after + "queue = fresh fold", ledger.queue().size(), differences(ledger.queue(), Folded.strings(connection, """
                    select concat_ws('/', contact, children, matched, decided, missing, decide_by, coalesce(feedback_by, 0), open, version, last_position)
                      from front_door.contact"""))));
            checks.add(new Check(after + "directory = fresh fold", ledger.directory.size(), differences(ledger.directory, Folded.strings(connection, """
                    select concat_ws('/', ledger, child, position, dob_status, name is not null) from directory.child"""))));
            checks.add(new Check(after + "staff = fresh fold", ledger.roles.size(), differences(ledger.roles, Folded.strings(connection, """
                    select concat_ws('/', ledger, user_id, role, agency) from staff.role where held"""))));
            var named = facts(machine);
            checks.add(new Check(after + "whom each contact names, for access = the ledger's facts", named.size(), differences(named, Folded.strings(connection, """
                    select concat_ws('/', ledger, contact, child) from access.named where held"""))));
            System.out.println("  settled after " + after + acknowledged.size() + " acknowledged");
            checks.add(new Check(after + "nothing parked", 1, Folded.strings(connection, "select projection || position from intake.parked").size()));
        }
    }

    private static Set<String> facts(Machine machine) throws Exception {
        try (var ledger = machine.postgres().connect("ledger")) {
            return Folded.strings(ledger, "select concat_ws('/', ledger, subject, ref) from ledger.fact where kind = 'NAMED' and not ended");
        }
    }

    /** Until every reactor has answered every event, the ones its own commands made included. */
    private static void awaitReactors(Machine machine) throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        try (var connection = machine.postgres().connect("ledger")) {
            while (!Folded.strings(connection, "select reactor from ledger.reaction_cursor c join ledger.head h using (ledger) where c.position < h.position").isEmpty()) {
                if (System.nanoTime() > until) {
                    throw new IllegalStateException("the reactors did not catch up in 60 s");
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private static long differences(Set<String> expected, Set<String> found) {
        var missing = new HashSet<>(expected);
        missing.removeAll(found);
        var extra = new HashSet<>(found);
        extra.removeAll(expected);
        return (long) missing.size() + extra.size();
    }

    private static void deleteTopic(int port) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + port))) {
            TimeUnit.MILLISECONDS.sleep(300);
            admin.deleteTopics(List.of(TOPIC)).all().get();
        }
    }

    private static void awaitTopic(KafkaConsumer<byte[], byte[]> consumer) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (consumer.partitionsFor(TOPIC).isEmpty()) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("the relay did not make the topic again in 60 s");
            }
        }
    }

    /** Reads the topic from its beginning and sends all of it twice more. */
    private static void redeliver(int port) {
        var server = "127.0.0.1:" + port;
        try (var consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", server), new ByteArrayDeserializer(), new ByteArrayDeserializer());
                var producer = new KafkaProducer<>(Map.of("bootstrap.servers", server), new ByteArraySerializer(), new ByteArraySerializer())) {
            awaitTopic(consumer);
            var partitions = consumer.partitionsFor(TOPIC).stream().map(p -> new TopicPartition(TOPIC, p.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var all = new ArrayList<ProducerRecord<byte[], byte[]>>();
            for (var records = consumer.poll(Duration.ofSeconds(2)); !records.isEmpty(); records = consumer.poll(Duration.ofMillis(500))) {
                records.forEach(record -> all.add(new ProducerRecord<>(TOPIC, null, record.key(), record.value(), record.headers())));
            }
            for (int again = 0; again < 2; again++) {
                all.forEach(producer::send);
            }
            producer.flush();
        }
    }

    /** An event of a name that no build knows: parked and listed; contacts before and after go on. */
    private Check poison(Product product, String base) throws Exception {
        var machine = product.machine();
        try (var connection = machine.postgres().connect("ledger"); var statement = connection.createStatement()) {
            statement.execute("""
                    select ledger.append(1, 0, gen_random_uuid(), '\\x00', null, null, null, 'contact', gen_random_uuid(), 0, 0, gen_random_uuid(), 'nobody-knows-this', 1,
                        convert_to('{"recordedBy":{"userId":"%1$s","role":"EDT","agencyId":"%1$s"},"areaCode":"E06999001","childIds":[],"correlationId":"%1$s","sensitivity":"STANDARD","lateEntry":false}', 'UTF8'),
                        '\\x7b7d', null, null, null, null, null)
                    """.formatted(UUID.randomUUID()));
        }
        underLoad(product, base, () -> TimeUnit.MILLISECONDS.sleep(500));
        machine.awaitProjections(Duration.ofSeconds(60));
        try (var connection = machine.postgres().connect("projections")) {
            var all = Folded.strings(connection, "select projection || '/nobody-knows-this' from intake.position where ledger = 1");
            return new Check("one poison event: parked in every projection, nothing else held up", all.size(),
                    differences(all, Folded.strings(connection, "select projection || '/' || name from intake.parked")));
        }
    }

    /** Something that happens to the product. */
    @FunctionalInterface
    private interface Fault {
        void happen() throws Exception;
    }

    /** One contact of the queue, folded. */
    private static final class Waiting {

        final int children;
        final int missing;
        final long decideBy;
        int matched;
        int decided;
        long feedbackBy;
        int version;
        long position;

        Waiting(int children, int missing, long decideBy) {
            this.children = children;
            this.missing = missing;
            this.decideBy = decideBy;
        }

        @Override
        public String toString() {
            return children + "/" + matched + "/" + decided + "/" + missing + "/" + decideBy + "/" + feedbackBy + "/t/" + version + "/" + position;
        }
    }

    /** What the ledger's rows say, read as plain JSON. */
    private static final class Folded {

        final Set<String> received = new HashSet<>();
        final Set<String> entries = new HashSet<>();
        final Map<String, Waiting> contacts = new HashMap<>();
        final Set<String> newChildren = new HashSet<>();
        final List<String> registered = new ArrayList<>();
        final Set<String> directory = new HashSet<>();
        final Set<String> roles = new HashSet<>();
        long doubled;

        void fold(java.sql.Connection connection) throws SQLException {
            try (var rows = connection.createStatement().executeQuery(
                    "select ledger, position, stream_type, stream, sequence, name, recorded_at, context, payload, event_id, version, "
                            + "occurred_at from ledger.event order by ledger, position")) {
                while (rows.next()) {
                    var context = JSON.readTree(rows.getBytes(8));
                    var payload = JSON.readTree(rows.getBytes(9));
                    var stream = rows.getString(4);
                    var place = rows.getInt(1) + "/" + rows.getLong(2) + "/";
                    var rest = "/" + String.join("/", rows.getString(3), stream, rows.getString(5), rows.getString(10), rows.getString(6), rows.getString(11),
                            rows.getString(12), rows.getString(7), md5(rows.getBytes(8)), md5(rows.getBytes(9)));
                    context.get("childIds").forEach(child -> {
                        entries.add(place + child.asString() + rest);
                    });
                    tell(rows.getInt(1), rows.getLong(2), rows.getString(6), payload);
                    if (rows.getString(6).equals("contact-received")) {
                        doubled += received.add(stream) ? 0 : 1;
                        contacts.put(stream, new Waiting(payload.get("children").size(), payload.get("missing").size(), moment(payload, "/decision/dueBy")));
                    }
                    var contact = contacts.get(stream);
                    if (contact != null) {
                        contact.matched += rows.getString(6).equals("child-matched") ? 1 : 0;
                        if (rows.getString(6).equals("threshold-decision-made")) {
                            contact.decided++;
                            contact.feedbackBy = moment(payload, "/feedback/dueBy");
                        }
                        contact.version = rows.getInt(5);
                        contact.position = rows.getLong(2);
                    }
                }
            }
        }

        boolean isOnce(String contact, ToIntFunction<Waiting> what) {
            var found = contacts.get(contact);
            return found != null && what.applyAsInt(found) == 1;
        }

        Set<String> queue() {
            var rows = new HashSet<String>();
            contacts.forEach((id, contact) -> rows.add(id + "/" + contact));
            return rows;
        }

        private void tell(int ledger, long position, String name, JsonNode payload) {
            switch (name) {
                case "child-matched" -> newChildren.add(payload.get("childId").asString());
                case "child-registered" -> {
                    registered.add(payload.get("childId").asString());
                    directory.add(ledger + "/" + payload.get("childId").asString() + "/" + position + "/" + payload.get("dobStatus").asString() + "/"
                            + (payload.has("name") ? "t" : "f"));
                }
                case "role-granted" -> roles.add(ledger + "/" + payload.get("userId").asString() + "/" + payload.get("role").asString() + "/" + payload.get("agencyId").asString());
                default -> { }
            }
        }

        private static long moment(JsonNode payload, String pointer) {
            return Instant.parse(payload.at(pointer).asString()).toEpochMilli();
        }

        private static String md5(byte[] bytes) {
            try {
                return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has MD5", e);
            }
        }

        static Set<String> strings(java.sql.Connection connection, String sql) throws SQLException {
            var all = new HashSet<String>();
            try (var rows = connection.createStatement().executeQuery(sql)) {
                while (rows.next()) {
                    all.add(rows.getString(1));
                }
            }
            return all;
        }
    }
}
