package org.goldenthread.command.ledger;

import java.util.Map;
import java.util.TreeMap;

/** What a rule says of one command: a refusal or a warning. Parameters are codes, counts and ids, never personal text. */
public record Remark(Rule rule, Map<String, String> parameters) {

    public Remark {
        parameters = Map.copyOf(parameters);
    }

    public static Remark of(Rule rule) {
        return new Remark(rule, Map.of());
    }

    public static Remark of(Rule rule, String name, Object value) {
        return new Remark(rule, Map.of(name, value.toString()));
    }

    /** The rule's sentence with its parameters filled in. */
    public String sentence() {
        var text = rule.sentence();
        for (var parameter : parameters.entrySet()) {
            text = text.replace("[" + parameter.getKey() + "]", parameter.getValue());
        }
        return text;
    }

    /** As kept with an accepted command: {@code E-CON-08 count=4}. */
    public String code() {
        var text = new StringBuilder(rule.id());
        new TreeMap<>(parameters).forEach((name, value) -> text.append(' ').append(name).append('=').append(value));
        return text.toString();
    }
}
