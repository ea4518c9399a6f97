package org.goldenthread.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.goldenthread.events.personal.Seal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every event version against its golden file. A golden file is added with its version and never edited; to write a new
 * one, run once with {@code -Dgolden.write=true}: files that exist are left alone.
 */
class GoldenFilesTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Seal NO_KEYS = new Seal(key -> java.util.Optional.empty());

    @Test
    void every_event_version_has_one_sample() {
        assertThat(EventSamples.all().stream().map(EventCatalogue::keyOf))
                .containsExactlyElementsOf(EventCatalogue.all().stream().map(java.util.Map.Entry::getKey).toList());
    }

    @ParameterizedTest
    @MethodSource("org.goldenthread.events.EventSamples#all")
    void the_event_writes_the_bytes_of_its_golden_file(LedgerEvent sample) throws IOException {
        var key = EventCatalogue.keyOf(sample);
        var file = GOLDEN.resolve(key.name() + ".v" + key.version() + ".json");
        var json = EventJson.write(sample, NO_KEYS, EventSamples.LEDGER, EventSamples.EVENT);
        if (Boolean.getBoolean("golden.write") && !Files.exists(file)) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, pretty(json));
        }
        assertThat(pretty(json)).isEqualTo(Files.readString(file));
    }

    @ParameterizedTest
    @MethodSource("org.goldenthread.events.EventSamples#all")
    void the_golden_file_reads_back_as_the_event(LedgerEvent sample) throws IOException {
        var key = EventCatalogue.keyOf(sample);
        var json = Files.readString(GOLDEN.resolve(key.name() + ".v" + key.version() + ".json"));
        var type = EventCatalogue.find(key.name(), key.version()).orElseThrow();
        assertThat(EventJson.read(json.getBytes(UTF_8), type, EventSamples.LEDGER, EventSamples.EVENT)).isEqualTo(sample);
    }

    private static String pretty(byte[] json) {
        var mapper = new JsonMapper();
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(mapper.readTree(json)) + "\n";
    }
}
