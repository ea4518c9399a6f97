package org.goldenthread.infra.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.goldenthread.events.Actor;
import org.goldenthread.events.Envelope;
import org.goldenthread.events.EventCatalogue;
import org.goldenthread.events.EventJson;
import org.goldenthread.events.LedgerEvent;
import org.goldenthread.events.Role;
import org.goldenthread.events.Sensitivity;
import org.goldenthread.events.chain.StoredEvent;
import org.goldenthread.events.child.ChildEvent.ChildDetailsCorrected;
import org.goldenthread.events.child.ChildEvent.ChildRegistered;
import org.goldenthread.events.contact.ContactEvent.DobStatus;
import org.goldenthread.events.personal.KeyRing;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.personal.Seal;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.UserId;
import org.goldenthread.infra.export.Trail.Head;
import org.goldenthread.infra.export.Trail.Link;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An export of invented events, as it was written and changed in every way. */
class ExportFileTest {

    private static final LedgerId LEDGER = new LedgerId(1);
    private static final UUID ROBIN = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final UUID WREN = UUID.fromString("00000000-0000-4000-8000-000000000002");
    private static final Instant BEGIN = Instant.parse("2026-03-10T09:30:00.123Z");
    private static final Path DOCS = Path.of(System.getProperty("project.root", ".."), "infra/docs");
    private static final long SEED = 20_261_127;
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<UUID, List<KeyRing.Wrap>> wraps = new java.util.HashMap<>();
    private final Seal seal = seal();
    private final SigningKey key = fresh();
    private final List<StoredEvent> ledger = ledger();
    private final Header header = new Header(LEDGER, ROBIN, null, Instant.parse("2026-11-20T10:00:00Z"), "Ada Quill", "Asked for by the court: \"all of it\"");
    private final byte[] file = write(header, key, 1, 2, 3, 5, 8, 9, 11);

    @Test
    void what_was_written_is_whole_and_says_of_what() {
        assertThat(verify(file)).isInstanceOfSatisfying(Verdict.Whole.class, whole -> {
            assertThat(whole.header()).isEqualTo(header);
            assertThat(whole.manifest().events()).isEqualTo(7);
            assertThat(List.of(whole.manifest().firstPosition(), whole.manifest().lastPosition(), whole.manifest().headPosition())).containsExactly(1L, 11L, 12L);
        });
    }

    @Test
    void sealed_texts_are_opened_and_null_once_their_key_is_gone() {
        var opened = json(line(file, 1)).get("opened");
        assertThat(opened.get("event").get("name").stringValue()).isEqualTo("Robin Sämple 1");
        assertThat(opened.get("envelope").get("lateEntryReason").stringValue()).isEqualTo("The phone was dead.");
        assertThat(opened.get("event").get("dobStatus").stringValue()).isEqualTo("UNKNOWN");
        wraps.remove(ROBIN);
        var erased = write(header, key, 1, 2);
        assertThat(json(line(erased, 1)).get("opened").get("event").get("name").isNull()).isTrue();
        assertThat(verify(erased)).isInstanceOf(Verdict.Whole.class);
    }

    @Test
    void a_flipped_byte_is_found_wherever_it_is() {
        var random = new Random(SEED);
        int manifest = file.length - line(file, 8).length;
        for (int at = 0; at < file.length; at += at >= manifest ? 1 : 1 + random.nextInt(15)) {
            byte[] changed = file.clone();
            changed[at] ^= (byte) (1 + random.nextInt(255));
            assertThat(verify(changed)).as("seed %d, byte %d", SEED, at).isInstanceOf(Verdict.Faulty.class);
        }
    }

    @Test
    void the_first_fault_is_named_with_its_line() {
        assertThat(fault(swap(file, 3, "\"position\":3", "\"position\":4"))).isEqualTo(
                new Verdict.Faulty(4, "the hash of the event at position 4 does not follow from what the line says: it was changed"));
        assertThat(fault(swap(file, 3, "Robin", "Rubin")).line()).isEqualTo(5);
        assertThat(fault(swap(file, 0, "Ada Quill", "Ada Quell")).line()).isEqualTo(2);
    }

    @Test
    void an_event_removed_added_or_moved_is_found() {
        for (int n = 1; n <= 7; n++) {
            var removed = lines(file);
            removed.remove(n);
            assertThat(fault(join(removed)).line()).isEqualTo(n + 1L);
            var twice = lines(file);
            twice.add(n, twice.get(n));
            assertThat(fault(join(twice)).line()).isEqualTo(n + 2L);
        }
        for (int n = 1; n < 7; n++) {
            var swapped = lines(file);
            Collections.swap(swapped, n, n + 1);
            assertThat(fault(join(swapped)).line()).isEqualTo(n + 1L);
        }
        var added = lines(file);
        added.add(4, lines(write(header, key, 4)).get(1));
        assertThat(fault(join(added)).line()).isEqualTo(5);
    }

    @Test
    void a_cut_tail_is_found_wherever_it_is_cut() {
        for (int length = 0; length < file.length; length += length > file.length - 400 ? 1 : 37) {
            assertThat(verify(Arrays.copyOf(file, length))).as("cut to %d bytes", length).isInstanceOf(Verdict.Faulty.class);
        }
        assertThat(fault(join(lines(file).subList(0, 8)))).isEqualTo(new Verdict.Faulty(9, "the file ends without its manifest: its tail was cut off"));
        assertThat(fault(join(List.of(new String(file, StandardCharsets.UTF_8), "{}\n"))).what()).isEqualTo("something follows the manifest");
    }

    @Test
    void who_has_not_the_key_can_rewrite_nothing_however_consistently() {
        var forger = fresh();
        assertThat(fault(write(header, forger, 1, 2, 3, 5, 8, 9, 11)).what()).startsWith("it was signed with another key");
        var theirs = lines(write(header, forger, 1, 2, 3, 5, 8));
        theirs.set(6, theirs.get(6).replace(forger.half().fingerprint(), key.half().fingerprint()));
        assertThat(fault(join(theirs))).isEqualTo(new Verdict.Faulty(7, "the signature is not of this content by this key: the file was changed after it was signed"));
        var other = new Header(LEDGER, ROBIN, null, header.exportedAt(), "Somebody else", header.reason());
        var head = lines(write(other, forger, 1, 2, 3, 5, 8, 9, 11));
        head.set(8, lines(file).get(8));
        assertThat(fault(join(head)).line()).isEqualTo(9);
        var sooner = lines(file);
        sooner.set(8, sooner.get(8).replace("\"headPosition\":12", "\"headPosition\":13"));
        assertThat(fault(join(sooner)).what()).startsWith("the signature is not of this content");
    }

    @Test
    void what_was_recorded_after_the_moment_it_goes_up_to_does_not_belong_in_it() {
        var until = new Header(LEDGER, ROBIN, Instant.ofEpochMilli(ledger.get(4).recordedAt()), header.exportedAt(), "Ada Quill", "review");
        assertThat(verify(write(until, key, 1, 2, 5))).isInstanceOf(Verdict.Whole.class);
        assertThat(fault(write(until, key, 1, 2, 8)).what()).contains("position 8 was recorded after");
    }

    @Test
    void a_checkpoint_signed_outside_must_agree() {
        var right = Map.of(5L, hex(ledger.get(4).hash()), 6L, "of an event it doesn't hold", 12L, hex(ledger.get(11).hash()));
        assertThat(verify(file, right)).isInstanceOfSatisfying(Verdict.Whole.class, whole -> assertThat(whole.checkpoints()).isEqualTo(2));
        assertThat(verify(file, Map.of(8L, hex(ledger.get(4).hash())))).isEqualTo(new Verdict.Faulty(6,
                "the hash at position 8 differs from the checkpoint signed outside: the ledger was rewritten at or before it"));
        assertThat(verify(file, Map.of(12L, hex(ledger.get(4).hash())))).isInstanceOf(Verdict.Faulty.class);
    }

    @Test
    void what_is_no_export_is_said_to_be_none() {
        assertThat(fault(new byte[0])).isEqualTo(new Verdict.Faulty(1, "the file is empty"));
        assertThat(fault("hello\n".getBytes(StandardCharsets.UTF_8)).what()).isEqualTo("it is not JSON");
        assertThat(fault("[]\n".getBytes(StandardCharsets.UTF_8)).what()).isEqualTo("it is not a JSON object");
        assertThat(fault("{\"format\":\"other\"}\n".getBytes(StandardCharsets.UTF_8)).what()).isEqualTo("this is not the header of a Golden Thread case export");
        assertThat(fault(swap(file, 0, "\"version\":1", "\"version\":2")).what()).contains("version");
        assertThat(fault(new byte[] {(byte) 0xff, (byte) 0xfe, 0, '\n'}).line()).isEqualTo(1);
    }

    @Test
    void every_line_has_the_fields_of_the_published_schema() throws IOException {
        var schema = JSON.readTree(Files.readString(DOCS.resolve("export.schema.json"))).get("$defs");
        assertThat(fields(json(line(file, 0)))).isEqualTo(fields(schema.get("header").get("properties")));
        assertThat(fields(json(line(file, 1)))).isEqualTo(fields(schema.get("event").get("properties")));
        assertThat(fields(json(line(file, 8)))).isEqualTo(fields(schema.get("manifest").get("properties")));
    }

    @Test
    void the_page_s_own_program_verifies_it_and_finds_what_was_changed(@TempDir Path folder) throws Exception {
        assumeTrue(runs("python3", "--version") && runs("sh", "-c", "openssl version | grep -q '^OpenSSL 3'"), "Python 3 and OpenSSL 3 are not here");
        var page = Files.readString(DOCS.resolve("export.md"));
        var program = Files.writeString(folder.resolve("verify.py"), page.substring(page.indexOf("```python") + 9, page.lastIndexOf("```")));
        var export = Files.write(folder.resolve("export.jsonl"), file);
        var publicKey = publicKey(folder, key);
        assertThat(run("python3", program.toString(), export.toString(), publicKey.toString())).isZero();
        assertThat(run("python3", program.toString(), export.toString(), publicKey(folder.resolve("other"), fresh()).toString())).isEqualTo(1);
        for (int at : List.of(20, 900, 5_000, file.length - 200, file.length - 2)) {
            byte[] changed = file.clone();
            changed[at] ^= 1;
            Files.write(export, changed);
            assertThat(run("python3", program.toString(), export.toString(), publicKey.toString())).as("byte %d", at).isEqualTo(1);
        }
    }

    @Test
    void the_command_says_what_it_found_and_with_which_key(@TempDir Path folder) throws IOException {
        var export = Files.write(folder.resolve("export.jsonl"), file);
        var publicKey = publicKey(folder, key);
        var said = new StringWriter();
        assertThat(command(said, export.toString(), "--key", publicKey.toString())).isZero();
        assertThat(said.toString()).contains("public key: " + publicKey, key.half().fingerprint(),
                "whole: 7 events of case " + ROBIN + ", positions 1..11, head 12 with hash " + hex(ledger.get(11).hash()));
        Files.write(export, swap(file, 5, "\"sequence\":7", "\"sequence\":6"));
        assertThat(command(said, export.toString(), "--key", publicKey.toString())).isEqualTo(1);
        assertThat(said.toString()).contains("not whole: line 6: the hash of the event at position 8 does not follow");
        assertThat(command(said, export.toString(), "--project", folder.toString())).isEqualTo(2);
        assertThat(said.toString()).contains("Say with --key which public key");
        assertThat(command(said, folder.resolve("none").toString(), "--key", publicKey.toString())).isEqualTo(2);
        assertThat(command(said, export.toString(), "--key", export.toString())).isEqualTo(2);
        assertThat(command(said, export.toString(), "--key", publicKey.toString(), "--checkpoints", folder.toString())).isEqualTo(2);
        assertThat(command(said)).isEqualTo(2);
        assertThat(said.toString()).doesNotContain("\tat ", "Exception");
    }

    @Test
    void a_file_is_its_owner_s_alone_and_there_whole_or_not_at_all(@TempDir Path folder) throws IOException {
        var path = folder.resolve("case.jsonl");
        assertThat(new OwnersFile(path).<Integer>write(out -> {
            out.write(7);
            return 7;
        })).isEqualTo(7);
        assertThat(Files.getPosixFilePermissions(path)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> new OwnersFile(path).check()).isInstanceOf(NotExported.class).hasMessageContaining("is there already");
        assertThatThrownBy(() -> new OwnersFile(path).<Integer>write(out -> 1)).isInstanceOf(NotExported.class);
        assertThat(Files.readAllBytes(path)).containsExactly(7);
        var other = new OwnersFile(folder.resolve("other.jsonl"));
        assertThatThrownBy(() -> other.<Integer>write(out -> {
            throw new IOException("the disk is full");
        })).isInstanceOf(IOException.class);
        try (var left = Files.list(folder)) {
            assertThat(left.toList()).containsExactly(path);
        }
    }

    private Verdict verify(byte[] export) {
        return verify(export, Map.of());
    }

    private Verdict verify(byte[] export, Map<Long, String> checkpoints) {
        try {
            return ExportVerifier.verify(new ByteArrayInputStream(export), key.half(), of -> checkpoints);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Verdict.Faulty fault(byte[] export) {
        return (Verdict.Faulty) verify(export);
    }

    private byte[] write(Header of, SigningKey by, int... positions) {
        var links = Arrays.stream(positions).mapToObj(n -> new Link(ledger.get(n - 1), n == 1 ? StoredEvent.genesis() : ledger.get(n - 2).hash())).toList();
        var out = new ByteArrayOutputStream();
        try {
            ExportWriter.write(out, of, new Trail(LEDGER, List.of(ROBIN), links, new Head(12, ledger.get(11).hash())), new Opening(seal), by);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    /** Twelve events, about one child and another. */
    private List<StoredEvent> ledger() {
        var all = new ArrayList<StoredEvent>();
        for (int n = 1; n <= 12; n++) {
            var child = n == 4 || n == 6 || n == 7 || n == 10 ? WREN : ROBIN;
            all.add(stored(n, child, all.isEmpty() ? StoredEvent.genesis() : all.getLast().hash()));
        }
        return all;
    }

    private StoredEvent stored(int n, UUID child, byte[] previous) {
        LedgerEvent event = n == 1 ? new ChildRegistered(new ChildId(child), text(child, "Robin Sämple 1"), DobStatus.UNKNOWN, null, null, null, null)
                : new ChildDetailsCorrected(new ChildId(child), text(child, "Robin Sample " + n), null, null, null, null, null, text(child, "The school\ntold us."));
        var id = new UUID(0x4000, n);
        var context = new Envelope.Context(new Actor(new UserId(WREN), Role.FD_MANAGER, new AgencyId(WREN)), null, "E06999001", null, List.of(new ChildId(child)),
                id, null, Sensitivity.STANDARD, n == 1, n == 1 ? text(child, "The phone was dead.") : null, null);
        var key = EventCatalogue.keyOf(event);
        var without = new StoredEvent(LEDGER, n, BEGIN.toEpochMilli() + n * 60_000L, "child", child, n - 1, id, BEGIN.toEpochMilli(), key.name(), key.version(),
                EventJson.write(context, seal, LEDGER, id), EventJson.write(event, seal, LEDGER, id), new byte[32]);
        return new StoredEvent(without.ledger(), without.position(), without.recordedAt(), without.streamType(), without.streamId(), without.sequence(), without.eventId(),
                without.occurredAt(), without.name(), without.version(), without.context(), without.payload(), without.hashAfter(previous));
    }

    private static PersonalText text(UUID child, String text) {
        return PersonalText.of(child, text);
    }

    private Seal seal() {
        var ring = new KeyRing(new byte[32], id -> wraps.getOrDefault(id, List.of()), 0);
        for (var child : List.of(ROBIN, WREN)) {
            byte[] plain = new byte[32];
            Arrays.fill(plain, (byte) child.getLeastSignificantBits());
            wraps.put(child, List.of(new KeyRing.Wrap(child, ring.wrapByMaster(child, plain))));
        }
        return new Seal(ring);
    }

    private static SigningKey fresh() {
        try {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new SigningKey(pair.getPrivate(), new VerifyingKey(pair.getPublic()));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static Path publicKey(Path folder, SigningKey key) throws IOException {
        Files.createDirectories(folder);
        return Files.writeString(folder.resolve("key.pub"), Base64.getEncoder().encodeToString(key.half().key().getEncoded()) + "\n");
    }

    private static int command(StringWriter said, String... arguments) {
        var out = new PrintWriter(said);
        return new CommandLine(new VerifyExport(Map.of())).setOut(out).setErr(out).execute(arguments);
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return run(command) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    }

    private static List<String> lines(byte[] export) {
        return new ArrayList<>(new String(export, StandardCharsets.UTF_8).lines().map(line -> line + "\n").toList());
    }

    private static byte[] line(byte[] export, int index) {
        return lines(export).get(index).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] join(List<String> lines) {
        return String.join("", lines).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] swap(byte[] export, int index, String one, String other) {
        var lines = lines(export);
        assertThat(lines.get(index)).contains(one);
        lines.set(index, lines.get(index).replace(one, other));
        return join(lines);
    }

    private static JsonNode json(byte[] line) {
        return JSON.readTree(line);
    }

    private static String fields(@Nullable JsonNode node) {
        return node == null ? "" : node.properties().stream().map(Map.Entry::getKey).collect(Collectors.joining(" "));
    }

    private static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }
}
