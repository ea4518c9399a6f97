package org.goldenthread.infra.prove;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.goldenthread.events.Role;
import org.goldenthread.infra.audit.AuditVerifier;
import org.goldenthread.infra.launcher.Person;
import org.goldenthread.infra.launcher.Product;
import org.goldenthread.infra.signin.DemoPeople;
import tools.jackson.databind.json.JsonMapper;

/** Reads while the audit store is there, away, slow, full, and the spool full: answers with content and readings are as many. */
final class ReadAuditProof implements Proof {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int READS = 12_000;
    private static final int CLIENTS = 6;

    private final AtomicLong keys = new AtomicLong();
    private final AtomicLong shown = new AtomicLong();
    private final AtomicLong withheld = new AtomicLong();
    private final AtomicLong strange = new AtomicLong();

    @Override
    public String name() {
        return "read-audit";
    }

    @Override
    public String shows() {
        return "as many readings as answers with case content, whatever happens to the audit store; protecting a child waits for none";
    }

    @Override
    public List<Check> run(Terms terms) throws Exception {
        int each = (terms.rounds() > 0 ? terms.rounds() * 50 : READS) / 5;
        var checks = new ArrayList<Check>();
        try (var product = Product.start(terms.project(), 19_580, "-Dgolden-thread.no-story=true", "-Dgolden-thread.audit-spool-most=" + each * 400 + "B")) {
            var manager = new Person(product, DemoPeople.with(Role.FD_MANAGER)).of(1);
            new Person(product, DemoPeople.with(Role.SYS_ADMIN)).of(1).done("/v1/staff/" + manager.id() + "/roles", key(),
                    "{\"role\":\"FD_MANAGER\",\"agencyId\":\"%s\"}".formatted(DemoPeople.SOCIAL_CARE));
            await(() -> manager.command("/v1/contacts", "awaiting-role", "{}").status() == 400);
            manager.signIn();
            var contacts = new ArrayList<String>();
            for (int i = 0; i < 20; i++) {
                contacts.add(log(manager));
            }
            product.machine().awaitProjections(Duration.ofSeconds(30));
            long before = readings(product);

            read(manager, contacts, each);
            if (terms.sabotage()) {
                try (var audit = product.machine().postgres().connect("audit"); var statement = audit.createStatement()) {
                    statement.execute("create or replace function audit.append(p_ledger integer, p_id uuid, p_at bigint, p_user uuid, p_role text, p_agency uuid,"
                            + " p_why text, p_what text, p_origin text, p_ids uuid[]) returns bigint language sql security definer as $$ select 1::bigint $$");
                }
                read(manager, contacts, 20);
            } else {
                checks.addAll(faults(product, manager, contacts, each));
            }
            await(() -> spoolIsEmpty(product));
            long rows = readings(product) - before;
            checks.addFirst(new Check("answers with content = readings (" + rows + "), while " + withheld.get() + " were withheld", shown.get(), Math.abs(rows - shown.get())));
            checks.add(new Check("every answer is content or a plain 503", shown.get() + withheld.get(), strange.get()));
            try (var audit = product.machine().postgres().connect("audit")) {
                var chain = AuditVerifier.verify(audit);
                checks.add(new Check("readings that the chain proves", chain.readings(), chain.wrong()));
            }
        }
        return checks;
    }

    private List<Check> faults(Product product, Person manager, List<String> contacts, int each) throws Exception {
        var checks = new ArrayList<Check>();
        try (var admin = product.machine().postgres().connect("postgres")) {
            stop(admin);
            read(manager, contacts, each / 2);
            long whileAway = withheld.get();
            checks.add(new Check("reads go on while the store is away and the spool has room", each / 2, whileAway));
            product.machine().kill("query-service");
            product.machine().startQueryService();
            product.machine().awaitReady("query-service", product.machine().ports().pages());
            manager.signIn();
            await(() -> manager.page("/contacts/new").status() == 200);
            read(manager, contacts, each / 10);
            checks.add(new Check("and after kill -9 and a start without the store", each / 10, withheld.get() - whileAway));
            long afterKill = withheld.get();
            start(admin);
            await(() -> spoolIsEmpty(product));

            try (var audit = product.machine().postgres().connect("audit")) {
                audit.setAutoCommit(false);
                try (var lock = audit.createStatement()) {
                    lock.execute("lock table audit.head in exclusive mode"); // the store takes connections and answers nothing
                }
                read(manager, contacts, each / 2);
                audit.rollback();
            }
            checks.add(new Check("reads go on while the store is slow", each / 2, withheld.get() - afterKill));
            await(() -> spoolIsEmpty(product));

            try (var audit = product.machine().postgres().connect("audit"); var statement = audit.createStatement()) {
                statement.execute("alter table audit.reading add constraint full_disk check (number < 0) not valid"); // an insert fails as on a full disk
                read(manager, contacts, each / 2);
                statement.execute("alter table audit.reading drop constraint full_disk");
            }
            await(() -> spoolIsEmpty(product));

            stop(admin);
            long beforeFull = withheld.get();
            while (withheld.get() == beforeFull) {
                read(manager, contacts, 200);
            }
            checks.addAll(protectingWhileBlind(manager));
            read(manager, contacts, each / 4);
            start(admin);
        }
        read(manager, contacts, each);
        return checks;
    }

    /** Neither store nor spool: nothing may be shown, and everything that protects a child goes in, by API and by page. */
    private List<Check> protectingWhileBlind(Person manager) throws Exception {
        long refused = 0;
        for (int i = 0; i < 20; i++) {
            var contact = log(manager);
            var decided = manager.command("/v1/contacts/" + contact + "/threshold-decisions", key(), """
                    {"ref":1,"outcome":"IMMEDIATE_PROTECTION","needStage":"S4","legalBasis":"S47","rationale":"in danger now",
                     "entry":{"override":{"ruleId":"E-STATE-03","reasonCode":"COULD_NOT_WAIT"}}}""");
            refused += decided.isDone() ? 0 : 1;
        }
        long pages = 0;
        for (int i = 0; i < 5; i++) {
            var logged = manager.form("/contacts/new", "/contacts/new", Map.of("key", UUID.randomUUID().toString(), "channel", "PHONE", "children", "1",
                    "childName", "Robin Sample", "concern", "seen alone", "anonymous", "true"));
            var contact = logged.location().replaceAll(".*/contacts/([0-9a-f-]{36}).*", "$1");
            var decided = manager.form("/contacts/" + contact + "/emergency-decision", "/contacts/" + contact + "/emergency-decision", Map.of("key",
                    UUID.randomUUID().toString(), "ref", "1", "outcome", "IMMEDIATE_PROTECTION", "needStage", "S4", "legalBasis", "S47", "rationale", "in danger now"));
            pages += logged.status() == 302 && decided.status() == 302 ? 0 : 1;
        }
        return List.of(new Check("contacts and emergency decisions by API with store and spool gone", 20, refused),
                new Check("contacts and emergency decisions on pages with store and spool gone", 5, pages));
    }

    private void read(Person manager, List<String> contacts, int count) throws Exception {
        try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
            var running = new ArrayList<Future<Void>>();
            for (int i = 0; i < count; i++) {
                int number = i;
                running.add(threads.submit(() -> {
                    count(number % 4 == 0 ? manager.read("/v1/front-door") : number % 4 == 1 ? manager.page("/contacts/" + contacts.get(number % contacts.size()))
                            : number % 4 == 2 ? manager.ask("/v1/child-searches", "{\"name\":\"Robin\"}") : manager.read("/v1/contacts/" + contacts.get(number % contacts.size())));
                    return null;
                }));
            }
            for (var one : running) {
                one.get();
            }
        }
    }

    private void count(Person.Answer answer) {
        if (answer.status() == 200) {
            shown.incrementAndGet();
        } else if (answer.status() == 503 && !answer.body().contains("Robin")) {
            withheld.incrementAndGet();
        } else {
            strange.incrementAndGet();
        }
    }

    private String log(Person manager) throws Exception {
        return JSON.readTree(manager.done("/v1/contacts", key(), """
                {"channel":"PHONE","anonymous":true,"concern":"seen alone","children":[{"name":"Robin Sample"}]}""").body()).get("id").asString();
    }

    private String key() {
        return "read-audit-" + keys.incrementAndGet();
    }

    private static void stop(Connection admin) throws SQLException {
        try (var statement = admin.createStatement()) {
            statement.execute("alter database audit with allow_connections false");
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'audit'");
        }
    }

    private static void start(Connection admin) throws SQLException {
        try (var statement = admin.createStatement()) {
            statement.execute("alter database audit with allow_connections true");
        }
    }

    private static long readings(Product product) throws SQLException {
        try (var audit = product.machine().postgres().connect("audit"); var query = audit.createStatement();
                var row = query.executeQuery("select count(*) from audit.reading")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static boolean spoolIsEmpty(Product product) {
        var files = product.machine().data().resolve("audit-spool").toFile().list();
        return files != null && files.length == 0;
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        for (long until = System.nanoTime() + 60_000_000_000L; System.nanoTime() < until; LockSupport.parkNanos(50_000_000)) {
            if (condition.call()) {
                return;
            }
        }
        throw new IllegalStateException("did not come to be within 60 s");
    }
}
