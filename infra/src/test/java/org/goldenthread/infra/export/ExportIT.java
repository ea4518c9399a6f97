package org.goldenthread.infra.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.goldenthread.infra.audit.AuditVerifier;
import org.goldenthread.infra.launcher.Product;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A case of the story, taken out as a file beside the running product, and verified without it. */
@SuppressWarnings("NullAway.Init") // set before all tests
class ExportIT {

    private static final int PORT = 18_880;
    private static final JsonMapper JSON = new JsonMapper();
    private static Product product;

    @TempDir
    private Path folder;

    private final StringWriter said = new StringWriter();

    @BeforeAll
    static void start() throws InterruptedException {
        product = Product.start(Path.of(System.getProperty("project.root", "..")), PORT);
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void a_child_s_trail_is_exported_beside_the_running_product_and_verified_without_it() throws Exception {
        var child = ofMeeting();
        var file = folder.resolve("case.jsonl");
        assertThat(export(child, "--out", file.toString())).as(said::toString).isZero();
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        var events = events(file);
        assertThat(events).extracting(event -> event.get("position").longValue()).containsExactlyElementsOf(positions(child));
        assertThat(events).extracting(event -> event.get("streamType").stringValue()).contains("contact", "child", "meeting");
        assertThat(named(events, "child-registered").get("opened").get("event").get("name").stringValue()).isNotBlank();

        var checkpoints = product.machine().data().resolve("checkpoints");
        await().until(() -> Files.exists(checkpoints.resolve("1.jsonl")));
        assertThat(verify(file, "--checkpoints", checkpoints.toString())).as(said::toString).isZero();
        assertThat(said.toString()).contains("public key: ", "whole: " + events.size() + " events of case " + child);

        assertThat(export(child, "--out", file.toString())).isEqualTo(1);
        assertThat(said.toString()).contains("is there already");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 4;
        Files.write(file, bytes);
        assertThat(verify(file)).isEqualTo(1);
        assertThat(said.toString()).contains("not whole: line ");
    }

    @Test
    void as_at_a_moment_holds_what_was_recorded_by_then() throws Exception {
        var child = ofMeeting();
        var whole = folder.resolve("whole.jsonl");
        export(child, "--out", whole.toString());
        var events = events(whole);
        var moment = events.get(events.size() / 2).get("recordedAt").stringValue();
        var file = folder.resolve("as-at.jsonl");
        assertThat(export(child, "--out", file.toString(), "--as-at", moment)).as(said::toString).isZero();
        assertThat(events(file)).hasSizeLessThan(events.size()).allSatisfy(event -> assertThat(event.get("recordedAt").stringValue()).isLessThanOrEqualTo(moment));
        assertThat(verify(file)).isZero();
        assertThat(said.toString()).contains(" as at " + moment);
        assertThat(export(child, "--out", folder.resolve("none").toString(), "--as-at", "2001-01-01T00:00:00Z")).isEqualTo(1);
        assertThat(said.toString()).contains("Nothing is recorded about a child " + child + " by then");
    }

    @Test
    void it_leaves_a_reading_first_and_without_one_exports_nothing() throws Exception {
        var child = ofMeeting();
        assertThat(export(child, "--out", folder.resolve("case.jsonl").toString())).as(said::toString).isZero();
        assertThat(asked("audit", "select count(*) from audit.reading where what = 'infra/export' and why = 'EXPORT' and origin like 'Ada Quill, as %' and ids @> array['"
                + child + "']::uuid[]")).isNotEqualTo("0");
        try (var audit = product.machine().postgres().connect("audit")) {
            assertThat(AuditVerifier.verify(audit).wrong()).isZero();
        }
        superuser("audit", "revoke execute on function audit.append from gt_audit");
        try {
            assertThat(export(child, "--out", folder.resolve("other.jsonl").toString())).isEqualTo(1);
            assertThat(said.toString()).contains("The read audit did not take the reading (42501), so nothing was exported");
            assertThat(folder.resolve("other.jsonl")).doesNotExist();
        } finally {
            superuser("audit", "grant execute on function audit.append to gt_audit");
        }
    }

    @Test
    void an_erased_child_s_words_are_gone_and_the_trail_still_verifies() throws Exception {
        var child = asked("ledger", "select stream from ledger.event where name = 'child-registered' and ledger = 1 and stream <> '" + ofMeeting() + "' order by position limit 1");
        superuser("keys", "delete from keys.wrap where key = '" + child + "'");
        var file = folder.resolve("case.jsonl");
        assertThat(export(child, "--out", file.toString())).as(said::toString).isZero();
        assertThat(named(events(file), "child-registered").get("opened").get("event").get("name").isNull()).isTrue();
        assertThat(verify(file)).isZero();
    }

    @Test
    void a_changed_ledger_is_not_signed() throws Exception {
        var child = ofMeeting();
        var last = positions(child).getLast();
        superuser("ledger", "update ledger.event set occurred_at = occurred_at - 1 where ledger = 1 and position = " + last);
        try {
            assertThat(export(child, "--out", folder.resolve("case.jsonl").toString())).isEqualTo(1);
            assertThat(said.toString()).contains("does not verify at position " + last);
            assertThat(folder.resolve("case.jsonl")).doesNotExist();
        } finally {
            superuser("ledger", "update ledger.event set occurred_at = occurred_at + 1 where ledger = 1 and position = " + last);
        }
    }

    @Test
    void what_is_in_the_way_is_said_in_a_sentence() throws Exception {
        var nobody = UUID.randomUUID();
        assertThat(export(nobody.toString(), "--out", folder.resolve("case.jsonl").toString())).isEqualTo(1);
        assertThat(said.toString()).contains("Nothing is recorded about a child " + nobody + ". The id stands in the address of the child's chronology");
        assertThat(export("Robin", "--out", folder.resolve("case.jsonl").toString())).isEqualTo(2);
        assertThat(said.toString()).contains("'Robin' is not a child's id");
        assertThat(export(nobody.toString(), "--as-at", "yesterday")).isEqualTo(2);
        assertThat(said.toString()).contains("--as-at takes a moment such as");
        assertThat(export(nobody.toString(), "--port", "1", "--out", folder.resolve("case.jsonl").toString())).isEqualTo(1);
        assertThat(said.toString()).contains("The ledger can't be reached at jdbc:postgresql://127.0.0.1:4/ledger").contains("infra/run");
        assertThat(export(nobody.toString(), "--data", folder.toString(), "--out", folder.resolve("case.jsonl").toString())).isEqualTo(1);
        assertThat(said.toString()).contains("The key that signs checkpoints is not at " + folder.resolve("checkpoint.key"));
        assertThat(export(nobody.toString(), "--out", folder.resolve("none/case.jsonl").toString())).isEqualTo(1);
        assertThat(said.toString()).contains("The folder " + folder.resolve("none") + " is not there");
        assertThat(execute(new CommandLine(new Export(Map.of())), nobody.toString())).isEqualTo(2);
        assertThat(said.toString()).contains("--by").doesNotContain("\tat ", "Exception");
        assertThat(folder).isEmptyDirectory();
    }

    private int export(String child, String... more) {
        return execute(new CommandLine(new Export(Map.of())), Stream.concat(Stream.of(child, "--by", "Ada Quill", "--reason", "asked for by the court", "--data",
                product.machine().data().toString(), "--port", Integer.toString(PORT)), Stream.of(more)).toArray(String[]::new));
    }

    private int verify(Path file, String... more) {
        return execute(new CommandLine(new VerifyExport(Map.of())), Stream.concat(Stream.of(file.toString(), "--key",
                product.machine().data().resolve("checkpoint.key.pub").toString()), Stream.of(more)).toArray(String[]::new));
    }

    private int execute(CommandLine command, String... arguments) {
        var out = new PrintWriter(said);
        return command.setOverwrittenOptionsAllowed(true).setOut(out).setErr(out).execute(arguments);
    }

    private static List<JsonNode> events(Path file) throws IOException {
        var lines = Files.readAllLines(file);
        return lines.subList(1, lines.size() - 1).stream().<JsonNode>map(JSON::readTree).toList();
    }

    private static JsonNode named(List<JsonNode> events, String name) {
        return events.stream().filter(event -> event.get("name").stringValue().equals(name)).findFirst().orElseThrow();
    }

    /** The first child of the story's first meeting. */
    private static String ofMeeting() throws SQLException {
        return asked("ledger", """
                select convert_from(context, 'UTF8')::json -> 'childIds' ->> 0 from ledger.event where name = 'meeting-convened' and ledger = 1 order by position
                """);
    }

    /** By other code: every event that names the child, or a record that an event of the child's found to be it. */
    private static List<Long> positions(String child) throws SQLException {
        var all = new ArrayList<Long>();
        try (var connection = product.machine().postgres().connect("ledger"); var query = connection.prepareStatement("""
                with mine as (select ? as id union select convert_from(payload, 'UTF8')::json ->> 'provisionalChildId' from ledger.event
                               where name = 'child-matched' and convert_from(payload, 'UTF8')::json ->> 'childId' = ?)
                select distinct position from ledger.event, mine where position(convert_to(id, 'UTF8') in context) > 0 order by position
                """)) {
            query.setString(1, child);
            query.setString(2, child);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    all.add(rows.getLong(1));
                }
            }
        }
        return all;
    }

    private static String asked(String database, String sql) throws SQLException {
        try (var connection = product.machine().postgres().connect(database); var row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void superuser(String database, String sql) throws SQLException {
        try (var connection = product.machine().postgres().connect(database); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
