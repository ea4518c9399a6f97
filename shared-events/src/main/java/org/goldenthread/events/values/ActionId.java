package org.goldenthread.events.values;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** One agreed action. */
public record ActionId(@JsonValue UUID value) {

    @JsonCreator
    public ActionId {}

    /** @throws IllegalArgumentException where the text is not a UUID */
    public static ActionId of(String text) {
        return new ActionId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
