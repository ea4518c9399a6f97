package org.goldenthread.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.goldenthread.events.Role;
import org.goldenthread.infra.launcher.Person;
import org.goldenthread.infra.launcher.Product;
import org.goldenthread.infra.signin.DemoPeople;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What each page and command answers while the identity provider, the key store or the audit store is down. */
class OutagesIT {

    private static final String CONTACT = "{\"channel\":\"PHONE\",\"anonymous\":true,\"concern\":\"seen alone\",\"children\":[{\"name\":\"Robin Sample\"}]}";
    private static final String DECISION = """
            {"ref":1,"outcome":"IMMEDIATE_PROTECTION","needStage":"S4","legalBasis":"S47","rationale":"in danger now",
             "entry":{"override":{"ruleId":"E-STATE-03","reasonCode":"COULD_NOT_WAIT"}}}""";

    @Test
    void each_outage_is_said_plainly_and_hinders_no_more_than_it_must() throws Exception {
        try (var product = Product.start(Path.of(System.getProperty("project.root", "..")), 18_780, "-Dgolden-thread.no-story=true")) {
            var manager = new Person(product, DemoPeople.with(Role.FD_MANAGER)).of(1);
            new Person(product, DemoPeople.with(Role.SYS_ADMIN)).of(1).done("/v1/staff/" + manager.id() + "/roles", "grant-manager",
                    "{\"role\":\"FD_MANAGER\",\"agencyId\":\"%s\"}".formatted(DemoPeople.SOCIAL_CARE));
            await(() -> manager.command("/v1/contacts", "awaiting-role", "{}").status() == 400);
            manager.signIn();
            var contact = new JsonMapper().readTree(manager.done("/v1/contacts", "first-contact", CONTACT).body()).get("id").asString();
            product.machine().awaitProjections(Duration.ofSeconds(30));
            assertThat(manager.page("/contacts/" + contact).status()).isEqualTo(200);

            auditStoreDown(product, manager, contact);
            keyStoreDown(product, manager, contact);
            identityProviderDown(product, manager, contact);
        }
    }

    /** The spool takes the readings, so nobody notices; both gone is the read-audit proof's. */
    private static void auditStoreDown(Product product, Person manager, String contact) throws Exception {
        connections(product, "audit", false);
        assertThat(manager.page("/contacts/" + contact).status()).isEqualTo(200);
        assertThat(manager.read("/v1/contacts/" + contact).status()).isEqualTo(200);
        assertThat(manager.page("/front-door").status()).isEqualTo(200);
        assertThat(manager.command("/v1/contacts", "while-audit-down", CONTACT).status()).isEqualTo(201);
        connections(product, "audit", true);
    }

    /** No text opens and none can be sealed under a new key: said, nothing half saved, and the same sent again goes in. */
    private static void keyStoreDown(Product product, Person manager, String contact) throws Exception {
        connections(product, "keys", false);
        await(() -> manager.page("/contacts/" + contact).status() == 503); // a key is held for five seconds
        var page = manager.page("/contacts/" + contact);
        assertThat(page.body()).contains("The records are safe").contains("/contacts/" + contact + "/emergency-decision");
        assertThat(manager.page("/contacts/" + contact + "/emergency-decision").status()).isEqualTo(200);
        assertThat(manager.read("/v1/contacts/" + contact).status()).isEqualTo(503);
        assertThat(manager.page("/contacts/new").status()).isEqualTo(200);
        var logged = manager.command("/v1/contacts", "while-keys-down", CONTACT);
        assertThat(logged.status()).isEqualTo(503);
        assertThat(logged.body()).contains("send the same again");
        var typed = manager.form("/contacts/new", "/contacts/new", Map.of("key", UUID.randomUUID().toString(), "channel", "PHONE", "children", "1",
                "childName", "Hester Longshanks", "concern", "seen alone", "anonymous", "true"));
        assertThat(typed.status()).isEqualTo(200);
        assertThat(typed.body()).contains("Hester Longshanks").contains("seen alone");
        assertThat(manager.command("/v1/contacts/" + contact + "/threshold-decisions", "decide-while-keys-down", DECISION).isDone())
                .as("a decision about a child whose key is at hand").isTrue();
        connections(product, "keys", true);
        await(() -> manager.command("/v1/contacts", "while-keys-down", CONTACT).status() == 201);
        await(() -> manager.page("/contacts/" + contact).status() == 200);
    }

    /** Who is signed in works on: tokens are checked by keys held here. Who is not is told that sign-in does not answer. */
    private static void identityProviderDown(Product product, Person manager, String contact) throws Exception {
        product.stopSignIn();
        assertThat(manager.page("/contacts/" + contact).status()).isEqualTo(200);
        assertThat(manager.read("/v1/front-door").status()).isEqualTo(200);
        assertThat(manager.command("/v1/contacts", "while-sign-in-down", CONTACT).status()).isEqualTo(201);
        assertThat(manager.form("/contacts/new", "/contacts/new", Map.of("key", UUID.randomUUID().toString(), "channel", "PHONE", "children", "1",
                "childName", "Robin Sample", "concern", "seen alone", "anonymous", "true")).status()).as("a contact on the page").isEqualTo(302);
    }

    private static void connections(Product product, String database, boolean allowed) throws SQLException {
        try (var admin = product.machine().postgres().connect("postgres"); var statement = admin.createStatement()) {
            statement.execute("alter database " + database + " with allow_connections " + allowed);
            if (!allowed) {
                statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + database + "'");
            }
        }
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(200)).until(condition);
    }
}
