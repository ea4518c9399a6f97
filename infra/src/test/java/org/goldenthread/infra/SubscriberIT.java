package org.goldenthread.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.goldenthread.events.Role;
import org.goldenthread.infra.launcher.Person;
import org.goldenthread.infra.launcher.Product;
import org.goldenthread.infra.signin.DemoPeople;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The published sample follows a dashboard as a partner's software would: signed in by client credentials, told within seconds, and nothing missed after a cut. */
class SubscriberIT {

    private static final int PORT = 18_480;

    @Test
    void the_sample_is_told_of_a_receipt_and_after_a_cut_of_what_came_meanwhile() throws Exception {
        try (var product = Product.start(Path.of(System.getProperty("project.root", "..")).toAbsolutePath(), PORT)) {
            var lead = new Person(product, DemoPeople.with(Role.AGENCY_LEAD)).of(1);
            var unrecorded = unrecorded(product);
            assertThat(unrecorded).as("minutes of the story that the hospital has not in its own system").hasSizeGreaterThanOrEqualTo(2);
            var heard = new CopyOnWriteArrayList<String>();
            var sample = subscribe(product, heard);
            try {
                await().atMost(Duration.ofSeconds(30)).until(() -> !heard.isEmpty());
                int before = recorded(heard);
                long start = System.nanoTime();
                record(lead, unrecorded.getFirst());
                await().atMost(Duration.ofSeconds(20)).until(() -> recorded(heard) == before + 1);
                System.out.printf("a dashboard followed a receipt after %d ms%n", (System.nanoTime() - start) / 1_000_000);

                product.machine().kill("query-service");
                record(lead, unrecorded.get(1));
                product.machine().startQueryService();
                product.machine().awaitReady("query-service", product.machine().ports().pages());
                await().atMost(Duration.ofSeconds(60)).until(() -> recorded(heard) == before + 2);
            } finally {
                sample.destroyForcibly().waitFor();
            }
        }
    }

    private static Process subscribe(Product product, List<String> heard) throws IOException {
        var sample = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "docs/samples/Subscriber.java", product.machine().ports().issuer() + "/oauth2/token",
                "golden-thread-scripts:local-scripts", "as:dashboard", product.url("")).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        Thread.ofVirtual().start(() -> sample.inputReader().lines().forEach(heard::add));
        return sample;
    }

    /** How many minutes the newest answer says stand in the hospital's own system. */
    private static int recorded(List<String> heard) {
        int recorded = 0;
        for (var agency : new JsonMapper().readTree(heard.getLast()).get("agencies")) {
            recorded += agency.get("agency").asString().equals(DemoPeople.HOSPITAL.toString()) ? agency.get("recordedOnOwnSystem").asInt() : 0;
        }
        return recorded;
    }

    private static void record(Person lead, UUID document) throws InterruptedException {
        lead.done("/v1/documents/" + document + "/own-system-records", "sample-" + document, "{\"version\":1,\"system\":\"Trust records\",\"reference\":\"T/1\"}");
    }

    private static List<UUID> unrecorded(Product product) throws SQLException {
        try (var database = product.machine().postgres().connect("projections"); var query = database.prepareStatement("""
                select x.document from document.distribution x join document.minutes m on m.ledger = x.ledger and m.document = x.document
                 where x.ledger = 1 and x.agency = ? and x.version = 1 and x.recorded_at is null order by x.document
                """)) {
            query.setObject(1, DemoPeople.HOSPITAL.value());
            var found = new ArrayList<UUID>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getObject(1, UUID.class));
                }
            }
            return found;
        }
    }
}
