package org.goldenthread.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.goldenthread.events.EventCatalogue.Key;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.SourceCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON Schema of every event version, and EVENTS.md, equal the code. Write anew with {@code -Dschemas.write=true}. */
class PublishedSchemasTest {

    private static final Path SCHEMAS = Path.of("src/main/resources/schemas");
    private static final Path CATALOGUE = Path.of("EVENTS.md");
    private static final JsonMapper JSON = new JsonMapper();

    static Stream<Key> versions() {
        return EventCatalogue.all().stream().map(java.util.Map.Entry::getKey);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void the_published_schema_is_that_of_the_record(Key key) throws IOException {
        var schema = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(schemaOf(key)) + "\n";
        assertPublished(SCHEMAS.resolve(key.name() + ".v" + key.version() + ".json"), schema);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void every_field_of_the_golden_file_is_in_the_schema_and_every_required_one_is_there(Key key) throws IOException {
        var golden = JSON.readTree(Files.readString(Path.of("src/test/resources/golden", key.name() + ".v" + key.version() + ".json")));
        var schema = schemaOf(key);
        golden.propertyNames().forEach(field -> assertThat(schema.get("properties").has(field)).as(field).isTrue());
        schema.path("required").forEach(field -> assertThat(golden.has(field.asString())).as(field.asString()).isTrue());
    }

    @Test
    void the_catalogue_page_lists_every_event_with_its_fields() throws IOException {
        var page = new StringBuilder("""
                # Events

                Every event of the ledger, family by family, in the order they usually happen. Written by the build from the
                records in `org.goldenthread.events`; a JSON Schema of each version lies in `src/main/resources/schemas`.
                `text*` is personal text, sealed under a key before it is stored or sent; `?` may be absent. The envelope that
                every event carries (two times, who, which children, why) is `Envelope`.

                | Stream | Event | Version | Fields |
                |---|---|---|---|
                """);
        for (var entry : EventCatalogue.all()) {
            page.append("| %s | `%s` | %d | %s |%n".formatted(EventCatalogue.streamTypeOf(entry.getValue()), entry.getKey().name(),
                    entry.getKey().version(), Arrays.stream(entry.getValue().getRecordComponents())
                            .map(PublishedSchemasTest::told).collect(Collectors.joining(", "))));
        }
        assertPublished(CATALOGUE, page.toString());
    }

    @Test
    void the_topic_is_described_in_asyncapi_with_a_message_for_every_event_and_a_schema_that_is_there() throws IOException {
        var headers = JSON.createObjectNode().put("type", "object");
        headers.put("description", "CloudEvents in binary mode; the content is the event's own JSON, personal text sealed.");
        var named = headers.putObject("properties");
        for (var header : List.of("ce_specversion", "ce_id", "ce_source", "ce_type", "ce_subject", "ce_time", "ce_gtposition", "ce_gtsequence",
                "ce_gtversion", "ce_gtrecorded", "ce_gtoccurred", "ce_gthash", "ce_gtcontext", "content-type")) {
            named.putObject(header).put("type", "string");
        }
        var api = JSON.createObjectNode().put("asyncapi", "3.0.0");
        api.putObject("info").put("title", "Golden Thread events").put("version", "1")
                .put("description", "Internal transport of the ledgers: in order within a ledger, kept 7 days, never the record itself.");
        var channel = api.putObject("channels").putObject("events").put("address", "golden-thread.events");
        channel.put("description", "Every event of every ledger. The key is the ledger's id; order holds within a key.");
        var references = channel.putObject("messages");
        var operation = api.putObject("operations").putObject("followLedgers").put("action", "receive");
        operation.putObject("channel").put("$ref", "#/channels/events");
        var components = api.putObject("components");
        components.putObject("schemas").set("headers", headers);
        var messages = components.putObject("messages");
        for (var key : versions().toList()) {
            var name = key.name() + ".v" + key.version();
            references.putObject(name).put("$ref", "#/components/messages/" + name);
            var message = messages.putObject(name).put("name", key.name()).put("contentType", "application/json");
            message.putObject("headers").put("$ref", "#/components/schemas/headers");
            message.putObject("payload").put("$ref", "./schemas/" + name + ".json");
            assertThat(SCHEMAS.resolve(name + ".json")).exists();
        }
        assertPublished(SCHEMAS.resolveSibling("asyncapi.json"), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(api) + "\n");
    }

    private static void assertPublished(Path file, String content) throws IOException {
        if (Boolean.getBoolean("schemas.write")) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, content);
        }
        assertThat(Files.readString(file)).isEqualTo(content);
    }

    private static String told(RecordComponent component) {
        var type = component.getGenericType().getTypeName().replaceAll("[a-z]+\\.|[A-Za-z]+Event\\$|java.util.", "")
                .replace("PersonalText", "text*");
        return component.getName() + " " + type + (isNullable(component) ? "?" : "");
    }

    private static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static JsonNode schemaOf(Key key) {
        var config = new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(Option.INLINE_ALL_SCHEMAS).without(Option.SCHEMA_VERSION_INDICATOR);
        config.forFields().withRequiredCheck(field -> !nullable(field));
        config.forTypesInGeneral().withCustomDefinitionProvider((type, context) -> {
            var raw = type.getErasedType();
            var node = context.getGeneratorConfig().createObjectNode();
            if (raw == PersonalText.class) {
                node.put("type", "object").put("description", "personal text, sealed under a key");
                node.putArray("required").add("key").add("sealed");
                var properties = node.putObject("properties");
                properties.putObject("key").put("type", "string").put("format", "uuid");
                properties.putObject("sealed").put("type", "string").put("contentEncoding", "base64");
                return new CustomDefinition(node, true);
            }
            if (raw == Instant.class) {
                return new CustomDefinition(node.put("type", "string").put("format", "date-time"), true);
            }
            if (raw == java.util.UUID.class || (raw.getPackageName().endsWith(".values") && raw.getSimpleName().endsWith("Id"))) {
                return new CustomDefinition(node.put("type", "string").put("format", "uuid"), true);
            }
            if (raw == SourceCode.class) {
                var codes = node.put("type", "string").putArray("enum");
                SourceCode.all().keySet().forEach(codes::add);
                return new CustomDefinition(node, true);
            }
            return null;
        });
        return new SchemaGenerator(config.build()).generateSchema(EventCatalogue.find(key.name(), key.version()).orElseThrow());
    }

    private static boolean nullable(FieldScope field) {
        return Arrays.stream(field.getMember().getDeclaringType().getErasedType().getRecordComponents())
                .filter(component -> component.getName().equals(field.getName())).anyMatch(PublishedSchemasTest::isNullable);
    }
}
