package org.goldenthread.events.values;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** One agency, through all its names (domain 0.10). */
public record AgencyId(@JsonValue UUID value) {

    @JsonCreator
    public AgencyId {}

    /** @throws IllegalArgumentException where the text is not a UUID */
    public static AgencyId of(String text) {
        return new AgencyId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
