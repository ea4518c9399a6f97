package org.goldenthread.query.live;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.goldenthread.events.Role;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.query.access.Access;
import org.goldenthread.query.access.Authority;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.Readers;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.frontdoor.FrontDoor.Kept;
import org.goldenthread.query.frontdoor.FrontDoor;
import org.goldenthread.query.intake.Intake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells open pages that something of what they may see changed: a topic and a number made of the visible list alone, never
 * what. What is hidden from a reader moves nothing here; a stream whose reader lost the role ends within two seconds.
 */
@RestController
public final class LiveSignals implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveSignals.class);
    private static final long FIVE_MINUTES_MS = 300_000;
    private static final Role[] FRONT_DOOR = {Role.FD_SCREENER, Role.FD_SOCIAL_WORKER, Role.FD_MANAGER, Role.EDT};

    private final Map<LedgerId, Set<Listener>> open = new ConcurrentHashMap<>();
    private final FrontDoor frontDoor;
    private final Access access;
    private final Readers readers;
    private final Thread rounds = Thread.ofVirtual().name("live-rounds").unstarted(this::lookRound);
    private volatile boolean closed;

    LiveSignals(Intake intake, FrontDoor frontDoor, Access access, Readers readers) {
        this.frontDoor = frontDoor;
        this.access = access;
        this.readers = readers;
        intake.listen(this::changed);
        rounds.start();
    }

    @GetMapping(path = "/live", produces = "text/event-stream")
    @RequiresRole(value = {Role.FD_SCREENER, Role.FD_SOCIAL_WORKER, Role.FD_MANAGER, Role.EDT}, content = false)
    SseEmitter listen(Reader reader) {
        var emitter = new SseEmitter(FIVE_MINUTES_MS);
        var all = open.computeIfAbsent(reader.ledger(), ledger -> ConcurrentHashMap.newKeySet());
        var listener = new Listener(reader, emitter);
        all.add(listener);
        emitter.onCompletion(() -> all.remove(listener));
        emitter.onTimeout(emitter::complete);
        emitter.onError(e -> all.remove(listener));
        listener.look();
        return emitter;
    }

    private void changed(LedgerId ledger) {
        open.getOrDefault(ledger, Set.of()).forEach(Listener::look);
    }

    /** Every second: rights end by themselves, without an event of the list. */
    private void lookRound() {
        while (!closed) {
            try {
                TimeUnit.SECONDS.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            open.values().forEach(all -> all.forEach(Listener::endWithoutRole));
        }
    }

    @Override
    public void close() {
        closed = true;
        rounds.interrupt();
    }

    /** One open page. Looked after on a thread of its own, one look at a time: a browser that stopped reading holds up nobody. */
    private final class Listener {

        private final Reader reader;
        private final SseEmitter emitter;
        private final AtomicBoolean waiting = new AtomicBoolean();
        private long sent = -1;

        Listener(Reader reader, SseEmitter emitter) {
            this.reader = reader;
            this.emitter = emitter;
        }

        void look() {
            if (waiting.compareAndSet(false, true)) {
                Thread.ofVirtual().name("live").start(this::send);
            }
        }

        void endWithoutRole() {
            if (!readers.holds(reader, FRONT_DOOR)) {
                emitter.complete();
            }
        }

        private void send() {
            synchronized (emitter) {
                waiting.set(false);
                try {
                    long now = Authority.in(reader.ledger(), () -> frontDoor.version(reader.ledger(),
                            new Kept(access.keptFrom(reader), access.isKeptFromSensitive(reader), Instant.EPOCH)));
                    if (now != sent) {
                        emitter.send(SseEmitter.event().name("front-door").data(now));
                        sent = now;
                    }
                } catch (DataAccessException e) {
                    LOG.atDebug().addKeyValue("cause", e.getClass().getSimpleName()).log("the next change is told");
                } catch (IOException | IllegalStateException e) {
                    emitter.completeWithError(e);
                }
            }
        }
    }
}
