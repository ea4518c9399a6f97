package org.goldenthread.events.values;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** One version of a document on its way to one agency. */
public record DistributionId(@JsonValue UUID value) {

    @JsonCreator
    public DistributionId {}

    /** @throws IllegalArgumentException where the text is not a UUID */
    public static DistributionId of(String text) {
        return new DistributionId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
