package org.goldenthread.command.ledger;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** Reads what {@link #code()} wrote: the rule's id and its parameters, whose values may have spaces. */
    public static Map.Entry<String, Map<String, String>> read(String code) {
        var parts = code.split(" (?=[A-Za-z]+=)", -1);
        return Map.entry(parts[0], Stream.of(parts).skip(1).map(part -> part.split("=", 2)).collect(Collectors.toMap(part -> part[0], part -> part[1])));
    }

    /** As kept with an accepted command: {@code E-CON-08 count=4}. */
    public String code() {
        var text = new StringBuilder(rule.id());
        new TreeMap<>(parameters).forEach((name, value) -> text.append(' ').append(name).append('=').append(value));
        return text.toString();
    }
}
