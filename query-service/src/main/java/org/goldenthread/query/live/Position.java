package org.goldenthread.query.live;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How far somebody follows: of each topic the version they were last told, as one line that they bring back. It is made of what they may
 * see and kept by nobody here, so it holds on any instance and after any restart. A topic that is not in it has never been told.
 */
record Position(Map<String, String> versions) {

    private static final Position NOWHERE = new Position(Map.of());
    private static final Pattern WHOLE = Pattern.compile("[a-z-]{1,40}=[0-9a-f]{16}(,[a-z-]{1,40}=[0-9a-f]{16}){0,19}");

    Position {
        versions = new LinkedHashMap<>(versions);
    }

    /** What somebody brought; the very beginning where it is nothing, or can't be read. */
    static Position read(@Nullable String brought) {
        if (brought == null || !WHOLE.matcher(brought).matches()) {
            return NOWHERE;
        }
        var versions = new LinkedHashMap<String, String>();
        for (var one : brought.split(",", -1)) {
            versions.put(one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1));
        }
        return new Position(versions);
    }

    @Override
    public String toString() {
        return versions.entrySet().stream().map(one -> one.getKey() + "=" + one.getValue()).collect(Collectors.joining(","));
    }
}
