package org.goldenthread.infra.prove;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.goldenthread.events.Role;
import org.goldenthread.infra.launcher.Person;
import org.goldenthread.infra.prove.Proof.Check;

/** Rights that end while somebody uses them: everything stops within five seconds. */
final class Revoking {

    private static final long MOST_NANOS = 5_000_000_000L;

    private final AccessWorld world;
    private final Map<String, long[]> counts = Collections.synchronizedMap(new LinkedHashMap<>());
    private final AccessWorld.Cell open;
    private final Map<Integer, AccessWorld.Cell> cells = new HashMap<>();
    private final AtomicLong slowestNanos = new AtomicLong();

    Revoking(AccessWorld world) throws Exception {
        this.world = world;
        this.open = world.cell("FRONT_DOOR", "OPEN", false, "Openly", world.manager.id());
        AccessWorld.await(() -> world.manager.read("/v1/contacts/" + open.contact()).status() == 200);
    }

    List<Check> run(int rounds) throws Exception {
        var workers = world.here().stream().filter(person -> person.who().role() == Role.FD_SOCIAL_WORKER || person.who().role() == Role.FD_MANAGER
                || person.who().role() == Role.EDT || person.who().role() == Role.FD_SCREENER).limit(8).toList();
        var next = new AtomicLong();
        prepare(rounds);
        try (var threads = Executors.newFixedThreadPool(workers.size())) {
            var running = workers.stream().map(worker -> threads.submit(() -> {
                for (long round = next.getAndIncrement(); round < rounds; round = next.getAndIncrement()) {
                    round(worker, (int) round);
                }
                return null;
            })).toList();
            for (var one : running) {
                one.get();
            }
        }
        System.out.printf("  the slowest had its last answer in after %.1f s%n", slowestNanos.get() / 1e9);
        var checks = new ArrayList<Check>();
        new TreeMap<>(counts).forEach((what, count) -> checks.add(new Check(what + " stops pages, API, streams and exports within 5 s", count[0], count[1])));
        return checks;
    }

    /** The children of all rounds, before the first is measured: making one takes many commands, which are not what is looked at. */
    private void prepare(int rounds) throws Exception {
        try (var threads = Executors.newFixedThreadPool(4)) {
            var making = new LinkedHashMap<Integer, Future<AccessWorld.Cell>>();
            for (int round = 0; round < rounds; round++) {
                int number = round;
                if (round % 3 != 0) {
                    making.put(round, threads.submit(() -> world.cell(number % 3 == 1 ? "NONE" : "FRONT_DOOR", "OPEN", false, AccessWorld.letters(number), world.manager.id())));
                }
            }
            for (var one : making.entrySet()) {
                cells.put(one.getKey(), one.getValue().get());
            }
        }
    }

    private AccessWorld.Cell cellOf(int round) {
        return Objects.requireNonNull(cells.get(round));
    }

    private void round(Person worker, int round) throws Exception {
        switch (round % 3) {
            case 0 -> endRole(worker);
            case 1 -> endInvolvement(round);
            default -> restrict(worker, round);
        }
    }

    private void endRole(Person worker) throws Exception {
        var stream = worker.stream();
        AccessWorld.await(() -> worker.read("/v1/front-door").status() == 200 && worker.page("/front-door").status() == 200);
        var waiting = worker.who().role() == Role.FD_MANAGER || worker.who().role() == Role.EDT ? Optional.of(export(worker, open.child().toString())) : Optional.<String>empty();
        var ended = Thread.ofVirtual().start(() -> {
            try {
                stream.body().forEach(line -> { });
            } catch (java.io.UncheckedIOException e) {
                // cut is ended too
            }
        });
        world.admin.of(1).done("/v1/staff/" + worker.id() + "/ended-roles", world.key(), AccessWorld.role(worker.who()));
        count("a role ended", List.of(() -> worker.read("/v1/front-door").status() == 403, () -> worker.page("/front-door").status() == 403, () -> !ended.isAlive(),
                () -> waiting.isEmpty() || worker.read(waiting.get() + "/file").status() == 403));
        world.admin.of(1).done("/v1/staff/" + worker.id() + "/roles", world.key(), AccessWorld.role(worker.who()));
        AccessWorld.await(() -> worker.read("/v1/front-door").status() == 200 && worker.command("/v1/contacts", "awaiting-role", "{}").status() == 400);
    }

    private void endInvolvement(int round) throws Exception {
        var worker = world.here().stream().filter(person -> person.who().role() == Role.SOCIAL_WORKER).toList().get(round % 2);
        var cell = cellOf(round);
        var path = "/v1/children/" + cell.child();
        var body = "{\"userId\":\"%s\",\"kind\":\"ALLOCATED\"}".formatted(worker.id());
        world.manager.done(path + "/involvements", world.key(), body.replace("}", AccessWorld.SHARING + "}"));
        AccessWorld.await(() -> worker.read(path + "/chronology").status() == 200 && worker.page("/children/" + cell.child()).status() == 200
                && worker.page("/meetings/" + cell.meeting()).status() == 200 && worker.page("/actions/" + cell.action()).status() == 200);
        var made = export(worker, cell.child().toString());
        AccessWorld.await(() -> worker.read(made + "/file").status() == 200);
        var waiting = export(worker, cell.child().toString());
        world.manager.done(path + "/ended-involvements", world.key(), body);
        count("an involvement ended", List.of(() -> worker.read(path + "/chronology").status() == 404, () -> worker.page("/children/" + cell.child()).status() == 404,
                () -> worker.read("/v1/contacts/" + cell.contact()).status() == 404, () -> isMeetingGone(worker, cell), () -> isGone(worker, made), () -> isGone(worker, waiting)));
    }

    /** Asks for who looked at a record; returns where the export is. */
    private static String export(Person person, String child) throws InterruptedException {
        var asked = person.ask("/v1/exports", "{\"kind\":\"READINGS_OF_CHILD\",\"child\":\"%s\"}".formatted(child));
        if (asked.status() != 202) {
            throw new IllegalStateException(person.who().username() + " asked for an export: " + asked.status() + " " + asked.body());
        }
        return "/v1/exports/" + asked.text("id");
    }

    private static boolean isGone(Person person, String export) throws InterruptedException {
        return person.read(export).status() == 404 && person.read(export + "/file").status() == 404;
    }

    private void restrict(Person worker, int round) throws Exception {
        var cell = cellOf(round);
        var lines = Collections.synchronizedList(new ArrayList<String>());
        var stream = worker.stream();
        Thread.ofVirtual().start(() -> {
            try {
                stream.body().filter(line -> line.startsWith("data:")).forEach(lines::add);
            } catch (java.io.UncheckedIOException e) {
                // the stream is closed at the end of the round
            }
        });
        AccessWorld.await(() -> worker.read("/v1/contacts/" + cell.contact()).status() == 200 && AccessWorld.queued(worker, cell).equals("SHOWN") && !lines.isEmpty());
        int before = lines.size();
        boolean mayAsk = worker.who().role() == Role.FD_MANAGER || worker.who().role() == Role.EDT;
        var waiting = mayAsk ? export(worker, cell.child().toString()) : "";
        world.governance.done("/v1/children/" + cell.child() + "/restrictions", world.key(), """
                {"level":"RESTRICTED","ground":"HIGH_RISK","reason":"for the proof","ownerId":"%s"}""".formatted(world.manager.id()));
        count("a restriction added", List.of(() -> worker.read("/v1/contacts/" + cell.contact()).status() == 404, () -> worker.page("/contacts/" + cell.contact()).status() == 404,
                () -> AccessWorld.queued(worker, cell).equals("HIDDEN"), () -> lines.size() > before, () -> isMeetingGone(worker, cell), () -> !mayAsk || isGone(worker, waiting)));
        stream.body().close();
    }

    private static boolean isMeetingGone(Person person, AccessWorld.Cell cell) throws InterruptedException {
        return isShut(person.page("/meetings/" + cell.meeting())) && isShut(person.page("/actions/" + cell.action()));
    }

    /** Not there, or closed to this role whatever it is asked for. */
    private static boolean isShut(Person.Answer answer) {
        return answer.status() == 404 || answer.status() == 403;
    }

    /** Asks for each until it was found stopped once: that answer must be in within the bound. Then all are asked once more: what stopped stays so. */
    private void count(String what, List<Callable<Boolean>> all) throws Exception {
        long start = System.nanoTime();
        long answered = 0;
        var open = new ArrayList<>(all);
        while (!open.isEmpty() && answered < MOST_NANOS) {
            for (var one : List.copyOf(open)) {
                if (one.call()) {
                    open.remove(one);
                }
                answered = System.nanoTime() - start;
            }
            if (!open.isEmpty()) {
                LockSupport.parkNanos(50_000_000);
            }
        }
        boolean holds = open.isEmpty() && answered < MOST_NANOS;
        slowestNanos.accumulateAndGet(answered, Math::max);
        if (!holds) {
            System.out.printf("  %s: not stopped in %.1f s: %s of %d things asked for%n", what, answered / 1e9, open.stream().map(all::indexOf).toList(), all.size());
        }
        for (var one : all) {
            holds &= one.call();
        }
        var count = counts.computeIfAbsent(what, key -> new long[2]);
        synchronized (count) {
            count[0]++;
            count[1] += holds ? 0 : 1;
        }
    }
}
