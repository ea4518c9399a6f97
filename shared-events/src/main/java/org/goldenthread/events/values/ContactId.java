package org.goldenthread.events.values;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** One contact at the front door. */
public record ContactId(@JsonValue UUID value) {

    @JsonCreator
    public ContactId {}

    /** @throws IllegalArgumentException where the text is not a UUID */
    public static ContactId of(String text) {
        return new ContactId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
