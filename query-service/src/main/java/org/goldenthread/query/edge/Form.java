package org.goldenthread.query.edge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.goldenthread.query.edge.CommandClient.Sent;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** A form as it was typed, with what is wrong in it: what was typed is shown again, whatever happens. */
public final class Form {

    private final Map<String, List<String>> typed;
    private final Map<String, String> faults = new LinkedHashMap<>();
    private final List<String> order;
    private @Nullable String sentence;
    private @Nullable Instant keptAt;
    private String keptFor = "";

    private Form(Map<String, List<String>> typed, List<String> order) {
        this.typed = typed;
        this.order = order;
    }

    /** An empty form with a key of its own; {@code order} is the order of its fields on the page. */
    public static Form empty(String... order) {
        var typed = new LinkedHashMap<String, List<String>>();
        typed.put("key", List.of(UUID.randomUUID().toString()));
        return new Form(typed, List.of(order));
    }

    /** A form as sent. */
    public static Form of(MultiValueMap<String, String> sent, String... order) {
        return new Form(new LinkedHashMap<>(sent), List.of(order));
    }

    /** The same form with what was kept of it before, and when that was. */
    public Form restored(String place, Map<String, List<String>> fields, Instant at) {
        keptFor = place;
        typed.putAll(fields);
        keptAt = at;
        return this;
    }

    /** When what stands here was kept as a draft; null where it was not. */
    public @Nullable Instant keptAt() {
        return keptAt;
    }

    /** The path it was kept for. */
    public String keptFor() {
        return keptFor;
    }

    /** What was typed in a field, stripped; nothing where it was left empty. */
    public String get(String field) {
        var values = typed.get(field);
        return values == null || values.isEmpty() ? "" : values.getFirst().strip();
    }

    /** The numbers of the children after the first. */
    public List<Integer> furtherChildren() {
        int count = get("children").matches("[1-9]|1[0-9]|20") ? Integer.parseInt(get("children")) : 1;
        return java.util.stream.IntStream.rangeClosed(2, count).boxed().toList();
    }

    /** Whether an option was chosen. */
    public boolean has(String field, String value) {
        return typed.getOrDefault(field, List.of()).contains(value);
    }

    /** The text of a field, or null where it was left empty. */
    public @Nullable String orNull(String field) {
        return get(field).isEmpty() ? null : get(field);
    }

    /** Everything chosen in a field, without what was left empty. */
    public List<String> all(String field) {
        return typed.getOrDefault(field, List.of()).stream().map(String::strip).filter(value -> !value.isEmpty()).toList();
    }

    /** The names of the fields that begin so, in the order they were sent. */
    public Stream<String> names(String prefix) {
        return typed.keySet().stream().filter(name -> name.startsWith(prefix));
    }

    /** The same form with a field filled in. */
    public Form with(String field, String value) {
        return withAll(field, List.of(value));
    }

    /** The same form with several options of a field chosen. */
    public Form withAll(String field, List<String> values) {
        typed.put(field, values);
        return this;
    }

    /** Says what is wrong with a field; the first fault stands. */
    public void fault(String field, String detail) {
        faults.putIfAbsent(field, detail);
    }

    /** A field that may not be left empty. */
    public void require(String field, String sentence) {
        if (get(field).isEmpty()) {
            fault(field, sentence);
        }
    }

    /** A day typed in three boxes, ISO 8601; empty where all were left empty or it is not a day, which becomes a fault. */
    public Optional<String> day(String name, String sentence) {
        if ((get(name + "-day") + get(name + "-month") + get(name + "-year")).isEmpty()) {
            return Optional.empty();
        }
        var day = Times.typedDay(get(name + "-day"), get(name + "-month"), get(name + "-year"));
        if (day.isEmpty()) {
            fault(name + "-day", sentence);
        }
        return day.map(Object::toString);
    }

    /** A moment typed in four boxes, London time; as an ISO 8601 instant. Empty as for {@link #day}. */
    public Optional<String> moment(String name, String sentence) {
        if ((get(name + "-day") + get(name + "-month") + get(name + "-year") + get(name + "-time")).isEmpty()) {
            return Optional.empty();
        }
        var at = Times.typedMoment(get(name + "-day"), get(name + "-month"), get(name + "-year"), get(name + "-time"));
        if (at.isEmpty()) {
            fault(name + "-day", sentence);
        }
        return at.map(Object::toString);
    }

    /** Takes over what the command service found, translating its JSON pointers to this form's fields. */
    public void refused(Sent.Refused refused, Map<String, String> fields) {
        refused.faults().forEach((pointer, detail) -> faults.putIfAbsent(fields.getOrDefault(pointer, order.getFirst()), detail));
        if (faults.isEmpty()) {
            sentence = refused.sentence();
        }
    }

    /** A sentence about the form as a whole. */
    public void refused(String whole) {
        sentence = whole;
    }

    public boolean isFaulty() {
        return !faults.isEmpty() || sentence != null;
    }

    public @Nullable String faultOf(String field) {
        return faults.get(field);
    }

    public @Nullable String sentence() {
        return sentence;
    }

    /** Field and sentence, in the order of the page. */
    public List<Map.Entry<String, String>> faults() {
        var sorted = new ArrayList<>(faults.entrySet());
        sorted.sort(java.util.Comparator.comparingInt(fault -> order.indexOf(fault.getKey())));
        return sorted;
    }
}
