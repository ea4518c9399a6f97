package org.goldenthread.command.edge;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/**
 * Reads a text as Jackson does, one by one: its own way of reading a list of texts takes an array in the place of a text for the end
 * of the list, and then cannot say where the fault is.
 */
final class WholeText extends StdScalarDeserializer<String> {

    WholeText() {
        super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) {
        return StringDeserializer.instance.deserialize(parser, context);
    }
}
