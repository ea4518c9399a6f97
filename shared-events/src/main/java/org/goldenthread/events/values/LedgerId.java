package org.goldenthread.events.values;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The permanent number of a local authority's ledger. Area codes come and go with council reorganisation; this does not
 * (domain 0.10).
 */
public record LedgerId(@JsonValue int value) {

    @JsonCreator
    public LedgerId {
        if (value < 1) {
            throw new IllegalArgumentException("a ledger id is 1 or more");
        }
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
