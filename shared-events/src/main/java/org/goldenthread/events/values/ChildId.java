package org.goldenthread.events.values;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** A child's record; for a child named in a contact and not yet matched, the provisional record made at once. */
public record ChildId(@JsonValue UUID value) {

    @JsonCreator
    public ChildId {}

    /** @throws IllegalArgumentException where the text is not a UUID */
    public static ChildId of(String text) {
        return new ChildId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
