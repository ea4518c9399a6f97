package org.goldenthread.infra.export;

import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import org.goldenthread.events.chain.StoredEvent;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.infra.export.Trail.Link;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A line about one event: every stored column, the hash before it, and the same made readable. */
final class EventLine {

    private EventLine() {}

    /** @param digest SHA-256 of all the bytes before this line, in hex */
    static ObjectNode json(Link link, String digest, ObjectNode opened) {
        var event = link.event();
        var base64 = Base64.getEncoder();
        var json = JsonNodeFactory.instance.objectNode().put("position", event.position()).put("recordedAt", moment(event.recordedAt()))
                .put("occurredAt", moment(event.occurredAt())).put("streamType", event.streamType()).put("streamId", event.streamId().toString())
                .put("sequence", event.sequence()).put("eventId", event.eventId().toString()).put("name", event.name()).put("version", event.version())
                .put("context", base64.encodeToString(event.context())).put("payload", base64.encodeToString(event.payload()))
                .put("previousHash", HexFormat.of().formatHex(link.previousHash())).put("hash", HexFormat.of().formatHex(event.hash())).put("digest", digest);
        json.set("opened", opened);
        return json;
    }

    static Link read(JsonNode json, LedgerId ledger) {
        var base64 = Base64.getDecoder();
        return new Link(new StoredEvent(ledger, json.required("position").longValue(), moment(json, "recordedAt"), json.required("streamType").stringValue(),
                UUID.fromString(json.required("streamId").stringValue()), json.required("sequence").intValue(), UUID.fromString(json.required("eventId").stringValue()),
                moment(json, "occurredAt"), json.required("name").stringValue(), json.required("version").intValue(),
                base64.decode(json.required("context").stringValue()), base64.decode(json.required("payload").stringValue()), hash(json, "hash")),
                hash(json, "previousHash"));
    }

    private static String moment(long milliseconds) {
        return Instant.ofEpochMilli(milliseconds).toString();
    }

    private static long moment(JsonNode json, String field) {
        return Instant.parse(json.required(field).stringValue()).toEpochMilli();
    }

    private static byte[] hash(JsonNode json, String field) {
        return HexFormat.of().parseHex(json.required(field).stringValue());
    }
}
