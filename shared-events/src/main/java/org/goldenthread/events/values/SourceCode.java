package org.goldenthread.events.values;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where a contact came from: a code of the children in need census. Source: DfE CIN census guide, source of referral. */
public record SourceCode(@JsonValue String code) {

    private static final Map<String, String> LABELS = labels();

    /** @throws IllegalArgumentException with a sentence for the user where the code is not in the census list */
    @JsonCreator
    public SourceCode {
        if (!LABELS.containsKey(code)) {
            throw new IllegalArgumentException("Choose a source from the list.");
        }
    }

    /** Every code with its label, in the census's order. */
    public static Map<String, String> all() {
        return LABELS;
    }

    public String label() {
        return LABELS.getOrDefault(code, code);
    }

    private static Map<String, String> labels() {
        var labels = new LinkedHashMap<String, String>();
        labels.put("1A", "Individual: family member, relative or carer");
        labels.put("1B", "Individual: acquaintance, including neighbours and child minders");
        labels.put("1C", "Individual: self");
        labels.put("1D", "Individual: other");
        labels.put("2A", "Schools");
        labels.put("2B", "Education services");
        labels.put("3A", "Health services: GP");
        labels.put("3B", "Health services: health visitor");
        labels.put("3C", "Health services: school nurse");
        labels.put("3D", "Health services: other primary health services");
        labels.put("3E", "Health services: A and E");
        labels.put("3F", "Health services: other");
        labels.put("4", "Housing");
        labels.put("5A", "Local authority services: social care");
        labels.put("5B", "Local authority services: other internal");
        labels.put("5C", "Local authority services: external, such as another authority");
        labels.put("5D", "Local authority services: early help");
        labels.put("6", "Police");
        labels.put("7", "Other legal agency: courts, probation, immigration, prison");
        labels.put("8", "Other, such as children's centres and independent agencies");
        labels.put("9", "Anonymous");
        labels.put("10", "Unknown");
        return Collections.unmodifiableMap(labels);
    }
}
