package org.goldenthread.events;

import java.util.Base64;
import java.util.UUID;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.personal.Seal;
import org.goldenthread.events.values.LedgerId;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.MapperFeature;
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

    private static final String SEAL = "seal";
    private static final String LEDGER = "ledger";
    private static final String EVENT = "event";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(
                    com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL))
            .addModule(new SimpleModule("personal-text")
                    .addSerializer(PersonalText.class, new Sealing())
                    .addDeserializer(PersonalText.class, new Reading()))
            .build();

    private EventJson() {}

    /** Seals and writes an event, or the context of one. */
    public static byte[] write(Object value, Seal seal, LedgerId ledger, UUID eventId) {
        return MAPPER.writer().withAttribute(SEAL, seal).withAttribute(LEDGER, ledger).withAttribute(EVENT, eventId)
                .writeValueAsBytes(value);
    }

    /** Reads an event or a context; its personal text stays sealed. */
    public static <T> T read(byte[] json, Class<T> type, LedgerId ledger, UUID eventId) {
        return MAPPER.readerFor(type).withAttribute(LEDGER, ledger).withAttribute(EVENT, eventId).readValue(json);
    }

    private static final class Sealing extends ValueSerializer<PersonalText> {

        @Override
        public void serialize(PersonalText text, JsonGenerator out, SerializationContext context) {
            var sealed = switch (text) {
                case PersonalText.Sealed already -> already;
                case PersonalText.Clear clear -> ((Seal) context.getAttribute(SEAL)).seal(clear,
                        (LedgerId) context.getAttribute(LEDGER), (UUID) context.getAttribute(EVENT),
                        out.streamWriteContext().pathAsPointer().toString());
            };
            out.writeStartObject();
            out.writeStringProperty("key", sealed.key().toString());
            out.writeStringProperty("sealed", Base64.getEncoder().withoutPadding().encodeToString(sealed.cipher()));
            out.writeEndObject();
        }
    }

    private static final class Reading extends ValueDeserializer<PersonalText> {

        @Override
        public PersonalText deserialize(JsonParser in, DeserializationContext context) {
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
            return new PersonalText.Sealed(key, (LedgerId) context.getAttribute(LEDGER), (UUID) context.getAttribute(EVENT), field, cipher);
        }
    }
}
