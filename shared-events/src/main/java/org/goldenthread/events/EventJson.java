package org.goldenthread.events;

import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.personal.Seal;
import org.goldenthread.events.values.LedgerId;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Events and contexts to bytes and back. Personal text is sealed while it is written, so that clear bytes never exist: it
 * becomes {@code {"key": ..., "sealed": ...}}. Fields keep the order of the record, and the same fact is the same bytes.
 */
public final class EventJson {

    private static final String PLACE = "place";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(
                    com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL))
            .addModule(new SimpleModule("personal-text")
                    .addSerializer(PersonalText.class, new Sealing())
                    .addDeserializer(PersonalText.class, new Reading()))
            .build();
    private static final ObjectWriter WRITER = MAPPER.writer();
    private static final Map<Class<?>, ObjectReader> READERS = new ConcurrentHashMap<>();

    /** What sealed text is bound to while it is written or read; no seal where it is read. */
    private record Place(@Nullable Seal seal, LedgerId ledger, UUID eventId) {}

    private EventJson() {}

    /** Seals and writes an event, or the context of one. */
    public static byte[] write(Object value, Seal seal, LedgerId ledger, UUID eventId) {
        return WRITER.withAttribute(PLACE, new Place(seal, ledger, eventId)).writeValueAsBytes(value);
    }

    /** Reads an event or a context; its personal text stays sealed. */
    public static <T> T read(byte[] json, Class<T> type, LedgerId ledger, UUID eventId) {
        return READERS.computeIfAbsent(type, MAPPER::readerFor).withAttribute(PLACE, new Place(null, ledger, eventId)).readValue(json);
    }

    /** Reads what happened and leaves every personal text out: for rules, which must not look at one. */
    public static <T> T readOutline(byte[] json, Class<T> type) {
        return READERS.computeIfAbsent(type, MAPPER::readerFor).readValue(json);
    }

    private static final class Sealing extends ValueSerializer<PersonalText> {

        @Override
        public void serialize(PersonalText text, JsonGenerator out, SerializationContext context) {
            var sealed = switch (text) {
                case PersonalText.Sealed already -> already;
                case PersonalText.Clear clear -> seal(clear, (Place) context.getAttribute(PLACE), out.streamWriteContext().pathAsPointer().toString());
            };
            out.writeStartObject();
            out.writeStringProperty("key", sealed.key().toString());
            out.writeStringProperty("sealed", Base64.getEncoder().withoutPadding().encodeToString(sealed.cipher()));
            out.writeEndObject();
        }

        private static PersonalText.Sealed seal(PersonalText.Clear clear, Place place, String field) {
            return Objects.requireNonNull(place.seal()).seal(clear, place.ledger(), place.eventId(), field);
        }
    }

    private static final class Reading extends ValueDeserializer<PersonalText> {

        private static final UUID NO_KEY = new UUID(0, 0);
        private static final PersonalText LEFT_OUT = new PersonalText.Sealed(NO_KEY, new LedgerId(1), NO_KEY, "", new byte[0]);

        @Override
        public PersonalText deserialize(JsonParser in, DeserializationContext context) {
            if (context.getAttribute(PLACE) == null) {
                in.skipChildren();
                return LEFT_OUT;
            }
            String field = in.streamReadContext().getParent().pathAsPointer().toString();
            UUID key = null;
            byte[] cipher = null;
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String name = in.currentName();
                in.nextToken();
                if (name.equals("key")) {
                    key = UUID.fromString(in.getString());
                } else if (name.equals("sealed")) {
                    cipher = Base64.getDecoder().decode(in.getString());
                } else {
                    in.skipChildren();
                }
            }
            if (key == null || cipher == null) {
                return context.reportInputMismatch(PersonalText.class, "sealed text needs key and sealed");
            }
            var place = (Place) context.getAttribute(PLACE);
            return new PersonalText.Sealed(key, place.ledger(), place.eventId(), field, cipher);
        }
    }
}
