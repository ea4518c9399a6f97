package org.goldenthread.query.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.goldenthread.events.access.AccessDecision.Relation;
import org.jspecify.annotations.Nullable;

/** What one answer shows, for the read audit: noted where access is decided, written before the answer goes out. */
public final class Shown {

    private static final String KEY = Shown.class.getName();

    private final Reader reader;
    private final Set<UUID> ids = new LinkedHashSet<>();
    private @Nullable Relation strongest;

    private Shown(Reader reader) {
        this.reader = reader;
    }

    static Shown in(HttpServletRequest request, Reader reader) {
        if (!(request.getAttribute(KEY) instanceof Shown shown)) {
            var fresh = new Shown(reader);
            request.setAttribute(KEY, fresh);
            return fresh;
        }
        return shown;
    }

    /** What was noted in a request; empty where nothing was. */
    public static Optional<Shown> of(HttpServletRequest request) {
        return Optional.ofNullable((Shown) request.getAttribute(KEY));
    }

    void add(UUID id, @Nullable Relation by) {
        ids.add(id);
        if (by != null && (strongest == null || by == Relation.BREAK_GLASS)) {
            strongest = by;
        }
    }

    public Reader reader() {
        return reader;
    }

    public List<UUID> ids() {
        return List.copyOf(ids);
    }

    /** The relation that gave the right; {@code ROLE} where the role alone was enough. */
    public String why() {
        return strongest == null ? "ROLE" : strongest.name();
    }
}
