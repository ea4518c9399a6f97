package org.goldenthread.infra.export;

import java.util.Base64;
import java.util.UUID;
import org.goldenthread.events.chain.StoredEvent;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.personal.Seal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes a stored event readable: its envelope and itself, every sealed text as its words, or null where its key is no longer held. */
final class Opening {

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Seal seal;

    Opening(Seal seal) {
        this.seal = seal;
    }

    ObjectNode of(StoredEvent event) {
        var opened = NODES.objectNode();
        opened.set("envelope", opened(event, JSON.readTree(event.context()), ""));
        opened.set("event", opened(event, JSON.readTree(event.payload()), ""));
        return opened;
    }

    private JsonNode opened(StoredEvent event, JsonNode node, String pointer) {
        return switch (node) {
            case ObjectNode text when text.size() == 2 && text.has("key") && text.has("sealed") -> words(event, text, pointer);
            case ObjectNode object -> {
                var copy = NODES.objectNode();
                object.properties().forEach(field -> copy.set(field.getKey(), opened(event, field.getValue(), pointer + "/" + field.getKey())));
                yield copy;
            }
            case ArrayNode array -> {
                var copy = NODES.arrayNode();
                for (int i = 0; i < array.size(); i++) {
                    copy.add(opened(event, array.get(i), pointer + "/" + i));
                }
                yield copy;
            }
            default -> node;
        };
    }

    private JsonNode words(StoredEvent event, ObjectNode text, String field) {
        var sealed = new PersonalText.Sealed(UUID.fromString(text.required("key").stringValue()), event.ledger(), event.eventId(), field,
                Base64.getDecoder().decode(text.required("sealed").stringValue()));
        try {
            return seal.open(sealed).<JsonNode>map(NODES::stringNode).orElseGet(NODES::nullNode);
        } catch (IllegalStateException e) {
            throw new NotExported("A text of the event at position " + event.position() + " does not open: the master key is not the one that its key was "
                    + "wrapped with, or its bytes were changed.", e);
        }
    }
}
