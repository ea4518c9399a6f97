package org.goldenthread.events.values;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** One document of a meeting, in all its versions. */
public record DocumentId(@JsonValue UUID value) {

    @JsonCreator
    public DocumentId {}

    /** @throws IllegalArgumentException where the text is not a UUID */
    public static DocumentId of(String text) {
        return new DocumentId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
