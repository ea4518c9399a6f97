package org.goldenthread.events.values;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** One person who signs in: the subject of their token. */
public record UserId(@JsonValue UUID value) {

    @JsonCreator
    public UserId {}

    /** @throws IllegalArgumentException where the text is not a UUID */
    public static UserId of(String text) {
        return new UserId(UUID.fromString(text));
    }

    /** The person a token's subject names: the subject itself where it is a UUID, else one made from it. */
    public static UserId ofSubject(String subject) {
        try {
            return of(subject);
        } catch (IllegalArgumentException e) {
            return new UserId(UUID.nameUUIDFromBytes(subject.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
