package org.goldenthread.query.live;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.goldenthread.events.Role;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.query.access.Access;
import org.goldenthread.query.access.Authority;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.Readers;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.action.Actions;
import org.goldenthread.query.action.Actions.Show;
import org.goldenthread.query.edge.Failures.NotFound;
import org.goldenthread.query.edge.Leaf;
import org.goldenthread.query.edge.Times;
import org.goldenthread.query.frontdoor.FrontDoor;
import org.goldenthread.query.frontdoor.FrontDoor.Kept;
import org.goldenthread.query.intake.Intake;
import org.goldenthread.query.meeting.Meetings;
import org.goldenthread.query.partnership.Board;
import org.goldenthread.query.timeliness.Timeliness;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
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

    /** How long after one look a page is looked at again at the earliest: a burst of events is one look more, not one each. */
    private static final long APART_NANOS = 250_000_000;

    /** Every how many rounds of a second a list that time alone changes is looked at. */
    private static final int ROUNDS_TO_A_LOOK = 15;
    private static final Role[] FRONT_DOOR = {Role.FD_SCREENER, Role.FD_SOCIAL_WORKER, Role.FD_MANAGER, Role.EDT};
    private static final Role[] MEETINGS = {Role.FD_SOCIAL_WORKER, Role.FD_MANAGER, Role.EDT, Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.CHAIR_SD, Role.MINUTE_TAKER,
        Role.AUDITOR, Role.INSPECTOR};
    private static final Role[] TIMELINESS = {Role.TEAM_MANAGER, Role.FD_MANAGER, Role.EDT, Role.CHAIR_SD, Role.PARTNERSHIP_MANAGER, Role.DASHBOARD_CLIENT};
    private static final Role[] BOARD = {Role.PARTNERSHIP_MANAGER, Role.FD_MANAGER, Role.TEAM_MANAGER, Role.CHAIR_SD};
    private static final Role[] ACTIONS = {Role.FD_SOCIAL_WORKER, Role.FD_MANAGER, Role.EDT, Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.CHAIR_SD, Role.MINUTE_TAKER,
        Role.EH_PRACTITIONER, Role.REFERRER_PRO, Role.FD_PARTNER, Role.RECIPIENT, Role.AGENCY_LEAD, Role.AUDITOR, Role.INSPECTOR};

    private final Map<LedgerId, Set<Listener>> open = new ConcurrentHashMap<>();
    private final FrontDoor frontDoor;
    private final Meetings meetings;
    private final Actions actions;
    private final Timeliness timeliness;
    private final Board board;
    private final Access access;
    private final Readers readers;
    private final Times times;
    private final Thread rounds = Thread.ofVirtual().name("live-rounds").unstarted(this::lookRound);
    private volatile boolean closed;

    LiveSignals(Intake intake, FrontDoor frontDoor, Meetings meetings, Actions actions, Timeliness timeliness, Board board, Access access,
            Readers readers, Times times) {
        this.frontDoor = frontDoor;
        this.meetings = meetings;
        this.actions = actions;
        this.timeliness = timeliness;
        this.board = board;
        this.access = access;
        this.readers = readers;
        this.times = times;
        intake.listen(this::changed);
        rounds.start();
    }

    /** What an open page looks at; empty where its reader may not see it any more. */
    private interface Topic {
        OptionalLong version();
    }

    @GetMapping(path = "/live", produces = "text/event-stream")
    @RequiresRole(value = {Role.FD_SCREENER, Role.FD_SOCIAL_WORKER, Role.FD_MANAGER, Role.EDT}, content = false)
    SseEmitter listen(Reader reader) {
        return open(reader, "front-door", FRONT_DOOR, () -> OptionalLong.of(frontDoor.version(reader.ledger(),
                new Kept(access.keptFrom(reader), access.isKeptFromSensitive(reader), Instant.EPOCH))));
    }

    @GetMapping(path = "/live/meetings/{id}", produces = "text/event-stream")
    @RequiresRole(value = {Role.FD_SOCIAL_WORKER, Role.FD_MANAGER, Role.EDT, Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.CHAIR_SD, Role.MINUTE_TAKER,
        Role.AUDITOR, Role.INSPECTOR}, content = false)
    SseEmitter listen(Reader reader, @PathVariable UUID id) {
        if (!access.ofRecord(reader, id, Fields.MEETING).isShown()) {
            throw new NotFound();
        }
        return open(reader, "meeting", MEETINGS, () -> access.ofRecord(reader, id, Fields.MEETING).isShown()
                ? OptionalLong.of(meetings.version(reader.ledger(), new MeetingId(id))) : OptionalLong.empty());
    }

    @GetMapping(path = "/live/actions", produces = "text/event-stream")
    @RequiresRole(value = {Role.FD_SOCIAL_WORKER, Role.FD_MANAGER, Role.EDT, Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.CHAIR_SD, Role.MINUTE_TAKER, Role.EH_PRACTITIONER,
        Role.REFERRER_PRO, Role.FD_PARTNER, Role.RECIPIENT, Role.AGENCY_LEAD, Role.AUDITOR, Role.INSPECTOR}, content = false)
    SseEmitter listenToActions(Reader reader) {
        return open(reader, "actions", ACTIONS, () -> OptionalLong.of(actionsVersion(reader)));
    }

    @GetMapping(path = "/live/timeliness", produces = "text/event-stream")
    @RequiresRole(value = {Role.TEAM_MANAGER, Role.FD_MANAGER, Role.EDT, Role.CHAIR_SD, Role.PARTNERSHIP_MANAGER, Role.DASHBOARD_CLIENT}, content = false)
    SseEmitter listenToTimeliness(Reader reader) {
        return open(reader, "timeliness", TIMELINESS, () -> OptionalLong.of(timeliness.version(reader)));
    }

    @GetMapping(path = "/live/partnership", produces = "text/event-stream")
    @RequiresRole(value = {Role.PARTNERSHIP_MANAGER, Role.FD_MANAGER, Role.TEAM_MANAGER, Role.CHAIR_SD}, content = false)
    SseEmitter listenToPartnership(Reader reader) {
        return open(reader, "partnership", BOARD, () -> OptionalLong.of(board.version(reader)));
    }

    /** Made of what the reader may see alone: what is hidden from them moves nothing. */
    private long actionsVersion(Reader reader) {
        var open = Leaf.all(number -> actions.find(reader, Show.OPEN, null, times.now(), number));
        var shown = access.ofRecords(reader, open.stream().map(line -> line.id().value()).toList(), Fields.ACTION);
        return open.stream().filter(line -> shown.containsKey(line.id().value()) && shown.get(line.id().value()).isShown())
                .mapToLong(line -> line.id().value().getLeastSignificantBits() * 31 + line.version()).sum() & (Long.MAX_VALUE >> 11);
    }

    private SseEmitter open(Reader reader, String topic, Role[] roles, Topic looked) {
        var emitter = new SseEmitter(FIVE_MINUTES_MS);
        var all = open.computeIfAbsent(reader.ledger(), ledger -> ConcurrentHashMap.newKeySet());
        var listener = new Listener(reader, topic, roles, looked, emitter);
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
            try {
                open.values().forEach(all -> all.forEach(Listener::endWithoutRole));
            } catch (DataAccessException e) {
                LOG.atDebug().addKeyValue("cause", e.getClass().getSimpleName()).log("looked again in a second");
            }
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
        private final String topic;
        private final Role[] roles;
        private final Topic looked;
        private final SseEmitter emitter;
        private final AtomicBoolean waiting = new AtomicBoolean();
        private volatile long lookedAt = System.nanoTime() - APART_NANOS;
        private long sent = -1;
        private int rounds;

        Listener(Reader reader, String topic, Role[] roles, Topic looked, SseEmitter emitter) {
            this.reader = reader;
            this.topic = topic;
            this.roles = roles;
            this.looked = looked;
            this.emitter = emitter;
        }

        void look() {
            if (waiting.compareAndSet(false, true)) {
                Thread.ofVirtual().name("live").start(() -> {
                    LockSupport.parkNanos(lookedAt + APART_NANOS - System.nanoTime());
                    send();
                });
            }
        }

        void endWithoutRole() {
            if (!readers.holds(reader, roles)) {
                emitter.complete();
            } else if (topic.equals("meeting") || (!topic.equals("front-door") && ++rounds % ROUNDS_TO_A_LOOK == 0)) {
                look(); // an involvement ends, or a time passes, without an event of what is looked at
            }
        }

        private void send() {
            synchronized (emitter) {
                waiting.set(false);
                lookedAt = System.nanoTime();
                try {
                    var now = Authority.in(reader.ledger(), looked::version);
                    if (now.isEmpty()) {
                        emitter.complete();
                    } else if (now.getAsLong() != sent) {
                        emitter.send(SseEmitter.event().name(topic).data(now.getAsLong()));
                        sent = now.getAsLong();
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
