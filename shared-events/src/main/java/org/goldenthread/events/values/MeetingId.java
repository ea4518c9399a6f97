package org.goldenthread.events.values;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** One meeting. */
public record MeetingId(@JsonValue UUID value) {

    @JsonCreator
    public MeetingId {}

    /** @throws IllegalArgumentException where the text is not a UUID */
    public static MeetingId of(String text) {
        return new MeetingId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
