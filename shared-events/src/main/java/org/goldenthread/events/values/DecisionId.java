package org.goldenthread.events.values;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** One threshold decision. */
public record DecisionId(@JsonValue UUID value) {

    @JsonCreator
    public DecisionId {}

    /** @throws IllegalArgumentException where the text is not a UUID */
    public static DecisionId of(String text) {
        return new DecisionId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
