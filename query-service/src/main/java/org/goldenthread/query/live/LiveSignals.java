package org.goldenthread.query.live;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
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

    private final Map<LedgerId, Set<Listener>> open = new ConcurrentHashMap<>();
    private final Map<LedgerId, AtomicLong> versions = new ConcurrentHashMap<>();

    LiveSignals(Intake intake) {
        intake.listen(this::changed);
    }

    @GetMapping(path = "/live", produces = "text/event-stream")
    @RequiresRole(value = {Role.FD_SCREENER, Role.FD_SOCIAL_WORKER, Role.FD_MANAGER, Role.EDT}, content = false)
    SseEmitter listen(Reader reader) {
        var emitter = new SseEmitter(FIVE_MINUTES_MS);
        var all = open.computeIfAbsent(reader.ledger(), ledger -> ConcurrentHashMap.newKeySet());
        var listener = new Listener(emitter, version(reader.ledger()), new AtomicBoolean());
        all.add(listener);
        emitter.onCompletion(() -> all.remove(listener));
        emitter.onTimeout(emitter::complete);
        emitter.onError(e -> all.remove(listener));
        listener.tell();
        return emitter;
    }

    private AtomicLong version(LedgerId ledger) {
        return versions.computeIfAbsent(ledger, id -> new AtomicLong());
    }

    private void changed(LedgerId ledger) {
        version(ledger).incrementAndGet();
        open.getOrDefault(ledger, Set.of()).forEach(Listener::tell);
    }

    /** One open page. Told on a thread of its own, the newest number only: a browser that stopped reading holds up nobody. */
    private record Listener(SseEmitter emitter, AtomicLong version, AtomicBoolean waiting) {

        void tell() {
            if (waiting.compareAndSet(false, true)) {
                Thread.ofVirtual().name("live").start(this::send);
            }
        }

        private void send() {
            synchronized (emitter) {
                waiting.set(false);
                try {
                    emitter.send(SseEmitter.event().name("front-door").data(version.get()));
                } catch (IOException | IllegalStateException e) {
                    emitter.completeWithError(e);
                }
            }
        }
    }
}
