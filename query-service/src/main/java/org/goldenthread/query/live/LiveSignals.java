package org.goldenthread.query.live;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.goldenthread.events.Role;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.intake.Intake;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tells open pages that something of their authority changed: a topic and a number, never what. They look with their own rights. */
@RestController
public final class LiveSignals {

    private static final long FIVE_MINUTES_MS = 300_000;

    private final Map<LedgerId, Set<SseEmitter>> open = new ConcurrentHashMap<>();
    private final Map<LedgerId, AtomicLong> versions = new ConcurrentHashMap<>();

    LiveSignals(Intake intake) {
        intake.listen(this::changed);
    }

    @GetMapping(path = "/live", produces = "text/event-stream")
    @RequiresRole({Role.FD_SCREENER, Role.FD_SOCIAL_WORKER, Role.FD_MANAGER, Role.EDT})
    SseEmitter listen(Reader reader) throws IOException {
        var emitter = new SseEmitter(FIVE_MINUTES_MS);
        var all = open.computeIfAbsent(reader.ledger(), ledger -> ConcurrentHashMap.newKeySet());
        all.add(emitter);
        emitter.onCompletion(() -> all.remove(emitter));
        emitter.onTimeout(emitter::complete);
        emitter.onError(e -> all.remove(emitter));
        emitter.send(SseEmitter.event().name("front-door").data(version(reader.ledger()).get()));
        return emitter;
    }

    private AtomicLong version(LedgerId ledger) {
        return versions.computeIfAbsent(ledger, id -> new AtomicLong());
    }

    private void changed(LedgerId ledger) {
        long now = version(ledger).incrementAndGet();
        for (var emitter : open.getOrDefault(ledger, Set.of())) {
            try {
                emitter.send(SseEmitter.event().name("front-door").data(now));
            } catch (IOException | IllegalStateException e) {
                open.getOrDefault(ledger, Set.of()).remove(emitter);
            }
        }
    }
}
