package org.goldenthread.infra.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.goldenthread.command.LedgerConfiguration;
import org.goldenthread.command.keys.KeyFiles;
import org.goldenthread.command.keys.KeyStore;
import org.goldenthread.events.Envelope;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.Role;
import org.goldenthread.events.chain.StoredEvent;
import org.goldenthread.events.child.ChildEvent.ChildRegistered;
import org.goldenthread.events.contact.ContactEvent.DobStatus;
import org.goldenthread.events.personal.BlindTokens;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.personal.Seal;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.infra.launcher.Person;
import org.goldenthread.infra.launcher.Product;
import org.goldenthread.infra.signin.DemoPeople;
import org.goldenthread.query.directory.DirectoryProjection;
import org.goldenthread.query.rows.LiveRows;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the protection of a page costs, from the service's own meters: time in access decisions and in the read audit against the
 * rest of the same answers. And how long a search takes among a hundred thousand children, over HTTP, names opened.
 */
final class Reading {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int PORT = 19_780;
    private static final int PAGES = 1_500;
    private static final int SEARCHES = 500;
    private static final int CHILDREN = 100_000;
    private static final long SEED = 20_261_121;
    private static final LedgerId LEDGER = new LedgerId(1);

    List<Row> run(Path project) throws Exception {
        try (var product = Product.start(project, PORT, "-Dgolden-thread.no-story=true")) {
            var manager = new Person(product, DemoPeople.with(Role.FD_MANAGER)).of(1);
            new Person(product, DemoPeople.with(Role.SYS_ADMIN)).of(1).done("/v1/staff/" + manager.id() + "/roles", "bench-role",
                    "{\"role\":\"FD_MANAGER\",\"agencyId\":\"%s\"}".formatted(DemoPeople.SOCIAL_CARE));
            for (long until = System.nanoTime() + 20_000_000_000L; manager.command("/v1/contacts", "awaiting-role", "{}").status() != 400
                    || manager.read("/v1/front-door").status() != 200; LockSupport.parkNanos(100_000_000)) {
                if (System.nanoTime() > until) {
                    throw new IllegalStateException("the role did not count within 20 s");
                }
            }
            manager.signIn();
            var contacts = new ArrayList<String>();
            for (int i = 0; i < 40; i++) {
                var contact = JSON.readTree(manager.done("/v1/contacts", "bench-contact-" + i, "{\"channel\":\"PHONE\",\"anonymous\":true,\"concern\":\"seen alone\",\"children\":[{\"name\":\"Robin Sample\"}]}").body())
                        .get("id").asString();
                manager.done("/v1/contacts/" + contact + "/matches", "bench-match-" + i, "{\"ref\":1,\"confidence\":100}");
                contacts.add(contact);
            }
            product.machine().awaitProjections(Duration.ofSeconds(30));
            var rows = new ArrayList<>(pages(product, manager, contacts));
            rows.addAll(search(product, manager));
            return rows;
        }
    }

    private static List<Row> pages(Product product, Person manager, List<String> contacts) throws Exception {
        var rows = new ArrayList<Row>();
        for (var kind : List.of("page", "REST")) {
            var uri = kind.equals("page") ? "uri=\"/contacts/{id}\"" : "uri=\"/v1/contacts/{id}\"";
            open(manager, kind, contacts); // warm
            var before = new Meters(product);
            open(manager, kind, contacts);
            var after = new Meters(product);
            double whole = after.since(before, "http_server_requests_seconds_sum", uri);
            double access = after.since(before, "golden_thread_access_seconds_sum", "");
            double audit = after.since(before, "golden_thread_read_audit_seconds_sum", "");
            rows.add(Row.reference("contact, " + kind + ": whole", whole / PAGES * 1_000, "ms"));
            rows.add(Row.reference("contact, " + kind + ": access decisions", access / PAGES * 1_000, "ms"));
            rows.add(Row.reference("contact, " + kind + ": read audit", audit / PAGES * 1_000, "ms"));
            rows.add(Row.atMost("contact, " + kind + ": with both / without", whole / (whole - access - audit), 1.5));
        }
        return rows;
    }

    private static void open(Person manager, String kind, List<String> contacts) throws Exception {
        for (int i = 0; i < PAGES; i++) {
            var contact = contacts.get(i % contacts.size());
            var answer = kind.equals("page") ? manager.page("/contacts/" + contact) : manager.read("/v1/contacts/" + contact);
            if (answer.status() != 200) {
                throw new IllegalStateException(kind + " answers " + answer.status());
            }
        }
    }

    /** The query service's meters at one moment. */
    private static final class Meters {

        private final String text;

        Meters(Product product) throws Exception {
            try (var http = HttpClient.newHttpClient()) {
                text = http.send(HttpRequest.newBuilder(URI.create(product.url("/actuator/prometheus"))).build(), HttpResponse.BodyHandlers.ofString()).body();
            }
        }

        /** How much a meter's lines that hold some labels have grown. */
        double since(Meters before, String name, String labels) {
            return sum(name, labels) - before.sum(name, labels);
        }

        private double sum(String name, String labels) {
            return text.lines().filter(line -> line.startsWith(name) && line.contains(labels)).mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
        }
    }

    private static List<Row> search(Product product, Person manager) throws Exception {
        var random = new Random(SEED);
        var names = fill(product, random);
        long[] nanos = new long[SEARCHES];
        for (int i = -50; i < SEARCHES; i++) {
            var name = names.get(random.nextInt(names.size()));
            var body = switch (Math.floorMod(i, 4)) {
                case 0 -> "{\"name\":\"" + name + "\"}";
                case 1 -> "{\"name\":\"" + name.split(" ", -1)[1] + "\"}";
                case 2 -> "{\"name\":\"" + name.replaceFirst("([aeiou])", "$1$1") + "\",\"dob\":\"" + born(random) + "\"}";
                default -> "{\"dob\":\"" + born(random) + "\"}";
            };
            long start = System.nanoTime();
            manager.ask("/v1/child-searches", body);
            if (i >= 0) {
                nanos[i] = System.nanoTime() - start;
            }
        }
        Arrays.sort(nanos);
        return List.of(Row.reference("search among " + CHILDREN + " children, p50", nanos[SEARCHES / 2] / 1e6, "ms"),
                Row.atMost("search among " + CHILDREN + " children, p95", nanos[SEARCHES * 95 / 100] / 1e6, "ms", 200));
    }

    private static LocalDate born(Random random) {
        return LocalDate.of(2009, 1, 1).plusDays(random.nextInt(6_200));
    }

    /** Children with sealed names and blind tokens as the ordinary handler writes them; 400 first names, 6,000 surnames. */
    private static List<String> fill(Product product, Random random) throws Exception {
        byte[] master = KeyFiles.masterKey(null, product.machine().data().resolve("master.key"));
        var keys = new KeyStore(JdbcClient.create(LedgerConfiguration.pool("bench-keys", product.machine().postgres().url("keys"), "gt_keys", "gt_keys", 1)), master);
        var seal = new Seal(keys.ring());
        var projection = new DirectoryProjection(seal, new BlindTokens(master));
        var names = new ArrayList<String>();
        try (var keysDatabase = product.machine().postgres().connect("keys"); var directory = product.machine().postgres().connect("projections")) {
            directory.setAutoCommit(false);
            var rows = new LiveRows(directory, "directory");
            for (int i = 0; i < CHILDREN; i++) {
                var child = new UUID(random.nextLong(), random.nextLong());
                makeKey(keysDatabase, keys, child, random, i % 1_000 == 999);
                names.add(word(random.nextInt(400)) + " " + word(10_000 + random.nextInt(6_000)));
                on(projection, rows, seal, child, names.getLast(), born(random), i + 1);
                if (i % 1_000 == 999) {
                    rows.flush();
                    directory.commit();
                }
            }
            try (var statement = directory.createStatement()) {
                statement.execute("insert into access.named select ledger, gen_random_uuid(), child, 0, true from directory.child on conflict do nothing");
                directory.commit();
                directory.setAutoCommit(true);
                statement.execute("vacuum analyze directory.token");
                statement.execute("vacuum analyze directory.child");
                statement.execute("vacuum analyze access.named");
            }
        }
        return names;
    }

    private static void makeKey(Connection database, KeyStore keys, UUID child, Random random, boolean last) throws SQLException {
        byte[] plain = new byte[32];
        random.nextBytes(plain);
        database.setAutoCommit(false);
        try (var insert = database.prepareStatement("with made as (insert into keys.key (id) values (?) returning id) insert into keys.wrap select id, id, ? from made")) {
            insert.setObject(1, child);
            insert.setBytes(2, keys.ring().wrapByMaster(child, plain));
            insert.executeUpdate();
        }
        keys.ring().hold(child, plain);
        if (last) {
            database.commit();
        }
    }

    private static void on(DirectoryProjection projection, LiveRows rows, Seal seal, UUID child, String name, LocalDate dob, long position) {
        var event = new UUID(child.getLeastSignificantBits(), child.getMostSignificantBits());
        var registered = new ChildRegistered(new ChildId(child), seal.seal((PersonalText.Clear) PersonalText.of(child, name), LEDGER, event, "/name"), DobStatus.KNOWN,
                seal.seal((PersonalText.Clear) PersonalText.of(child, dob.toString()), LEDGER, event, "/dob"), null, null, null);
        var stored = new StoredEvent(LEDGER, position, 0, "child", child, 0, event, 0, "child-registered", 1, new byte[0], new byte[0], StoredEvent.genesis());
        rows.attempt(() -> projection.on(new Recorded<>(envelope(stored), registered), stored, rows));
    }

    @SuppressWarnings("NullAway") // the directory looks at the event alone
    private static Envelope envelope(StoredEvent stored) {
        return new Envelope(stored.ledger(), stored.position(), stored.streamType(), stored.streamId(), stored.sequence(), stored.eventId(), Instant.EPOCH, Instant.EPOCH, null);
    }

    private static String word(int number) {
        var random = new Random(number);
        var word = new StringBuilder();
        for (int i = 0, length = 2 + random.nextInt(3); i < length; i++) {
            word.append("bdfgklmnprstvw".charAt(random.nextInt(14))).append("aeiou".charAt(random.nextInt(5)));
        }
        return Character.toUpperCase(word.charAt(0)) + word.substring(1) + "nlrst".charAt(random.nextInt(5));
    }
}
