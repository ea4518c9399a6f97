package org.goldenthread.events;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.goldenthread.events.access.AccessEvent;
import org.goldenthread.events.access.AuditSampleEvent;
import org.goldenthread.events.access.ReplayEvent;
import org.goldenthread.events.action.ActionEvent;
import org.goldenthread.events.child.ChildEvent;
import org.goldenthread.events.contact.ContactEvent;
import org.goldenthread.events.document.DocumentEvent;
import org.goldenthread.events.meeting.MeetingEvent;
import org.goldenthread.events.staff.StaffEvent;

/** Every event there is, by wire name and version. */
public final class EventCatalogue {

    private static final Map<Class<? extends LedgerEvent>, String> STREAM_TYPES = new LinkedHashMap<>();
    private static final Map<Key, Class<? extends LedgerEvent>> BY_NAME = new LinkedHashMap<>();
    private static final Map<Class<?>, Key> BY_CLASS = new LinkedHashMap<>();

    static {
        STREAM_TYPES.put(ContactEvent.class, "contact");
        STREAM_TYPES.put(ChildEvent.class, "child");
        STREAM_TYPES.put(StaffEvent.class, "staff");
        STREAM_TYPES.put(AccessEvent.class, "access");
        STREAM_TYPES.put(AuditSampleEvent.class, "audit-sample");
        STREAM_TYPES.put(ReplayEvent.class, "replay");
        STREAM_TYPES.put(MeetingEvent.class, "meeting");
        STREAM_TYPES.put(ActionEvent.class, "action");
        STREAM_TYPES.put(DocumentEvent.class, "document");
        STREAM_TYPES.keySet().forEach(EventCatalogue::index);
    }

    private EventCatalogue() {}

    /** A wire name with its version. */
    public record Key(String name, int version) {}

    /** All wire names with their classes, family by family, in the order they usually happen. */
    public static List<Map.Entry<Key, Class<? extends LedgerEvent>>> all() {
        return List.copyOf(BY_NAME.entrySet());
    }

    /** The class of a wire name; empty for a name this build does not know. */
    public static Optional<Class<? extends LedgerEvent>> find(String name, int version) {
        return Optional.ofNullable(BY_NAME.get(new Key(name, version)));
    }

    /** The wire name of an event. */
    public static Key keyOf(LedgerEvent event) {
        var key = BY_CLASS.get(event.getClass());
        if (key == null) {
            throw new IllegalArgumentException(event.getClass() + " has no @EventName");
        }
        return key;
    }

    /** The stream type of an event's family: {@code contact}, {@code child}, {@code staff} ... */
    public static String streamTypeOf(LedgerEvent event) {
        return streamTypeOf(event.getClass());
    }

    /** The stream type of a family or of one of its events. */
    public static String streamTypeOf(Class<? extends LedgerEvent> type) {
        for (var family : STREAM_TYPES.entrySet()) {
            if (family.getKey().isAssignableFrom(type)) {
                return family.getValue();
            }
        }
        throw new IllegalArgumentException(type + " belongs to no family");
    }

    private static void index(Class<? extends LedgerEvent> family) {
        Stream.of(family.getPermittedSubclasses()).forEach(type -> {
            var name = type.getAnnotation(EventName.class);
            if (name == null) {
                throw new IllegalStateException(type + " has no @EventName");
            }
            var key = new Key(name.value(), name.version());
            if (BY_NAME.put(key, type.asSubclass(LedgerEvent.class)) != null) {
                throw new IllegalStateException(key + " is taken twice");
            }
            BY_CLASS.put(type, key);
        });
    }
}
