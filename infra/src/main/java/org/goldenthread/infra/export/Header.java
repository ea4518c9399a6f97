package org.goldenthread.infra.export;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.goldenthread.events.values.LedgerId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The first line of an export: whose trail it is, up to when, and who took it out and why. Times are UTC. */
record Header(LedgerId ledger, UUID child, @Nullable Instant asAt, Instant exportedAt, String exportedBy, String reason) {

    static final String FORMAT = "golden-thread-case-export";
    static final int VERSION = 1;

    ObjectNode json() {
        var json = JsonNodeFactory.instance.objectNode().put("format", FORMAT).put("version", VERSION).put("ledger", ledger.value()).put("case", child.toString());
        return json.put("asAt", asAtText().orElse(null)).put("exportedAt", exportedAt.toString()).put("exportedBy", exportedBy).put("reason", reason);
    }

    /** The moment it goes up to, as written; empty for everything there was. */
    Optional<String> asAtText() {
        return Optional.ofNullable(asAt).map(Instant::toString);
    }

    static boolean isOne(JsonNode json) {
        return FORMAT.equals(json.path("format").asString(""));
    }

    static Header read(JsonNode json) {
        var asAt = json.required("asAt");
        return new Header(new LedgerId(json.required("ledger").intValue()), UUID.fromString(json.required("case").stringValue()),
                asAt.isNull() ? null : Instant.parse(asAt.stringValue()), Instant.parse(json.required("exportedAt").stringValue()),
                json.required("exportedBy").stringValue(), json.required("reason").stringValue());
    }
}
