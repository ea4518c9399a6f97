package org.goldenthread.infra.prove;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.apache.commons.csv.CSVFormat;
import org.goldenthread.events.Role;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.infra.launcher.Person;
import org.goldenthread.infra.launcher.Product;
import org.goldenthread.infra.signin.DemoPeople;

/**
 * Endpoints × roles × agencies × relation × restriction against a table that a customer can read, from outside, over REST and
 * pages; and how soon an ended right stops everything.
 */
final class AccessMatrixProof implements Proof {

    private static final int ROUNDS = 200;

    @Override
    public String name() {
        return "access-matrix";
    }

    @Override
    public String shows() {
        return "who sees what is as the oracle table says; an ended right stops pages, API and streams within 5 s";
    }

    private record Line(String part, Set<String> roles, Set<String> relations, Set<String> locks, String answer) {}

    @Override
    public List<Check> run(Terms terms) throws Exception {
        var people = people();
        try (var product = Product.start(terms.project(), 19_480, people, "-Dgolden-thread.no-story=true")) {
            var world = new AccessWorld(product, people);
            world.grant();
            var oracle = oracle();
            var cells = world.cells(new Random(terms.seed()));
            product.machine().awaitProjections(java.time.Duration.ofSeconds(60));
            if (terms.sabotage()) {
                // a wall falls: the projected restrictions are gone, as a bug in a projection would lose them
                try (var connection = product.machine().postgres().connect("projections"); var statement = connection.createStatement()) {
                    statement.execute("update access.lock set held = false");
                }
            }
            var probes = world.probes(cells);
            if (terms.rounds() > 0) {
                Collections.shuffle(probes, new Random(terms.seed()));
            }
            var asked = terms.rounds() > 0 ? probes.subList(0, Math.min(probes.size(), 150 * terms.rounds())) : probes;
            var checks = new ArrayList<Check>(ask(oracle, asked));
            if (!terms.sabotage()) {
                checks.addAll(new Revoking(world).run(terms.rounds() > 0 ? terms.rounds() : ROUNDS));
            }
            return checks;
        }
    }

    private static List<Check> ask(List<Line> oracle, List<AccessWorld.Probe> probes) throws InterruptedException, ExecutionException {
        var byPart = new TreeMap<String, long[]>();
        var wrong = Collections.synchronizedList(new ArrayList<String>());
        try (var threads = Executors.newFixedThreadPool(6)) {
            var running = new ArrayList<java.util.concurrent.Future<Void>>();
            for (var probe : probes) {
                running.add(threads.submit(() -> {
                    var wanted = expected(oracle, probe);
                    var got = probe.ask().call();
                    boolean fits = wanted.equals(got) || (got.equals("CLOSED_TO_ROLE") && wanted.equals("HIDDEN") && never(oracle, probe));
                    synchronized (byPart) {
                        var count = byPart.computeIfAbsent(probe.part(), part -> new long[2]);
                        count[0]++;
                        count[1] += fits ? 0 : 1;
                    }
                    if (!fits) {
                        wrong.add(probe.about() + ": " + got + " instead of " + wanted);
                    }
                    return null;
                }));
            }
            for (var one : running) {
                one.get();
            }
        }
        wrong.stream().sorted().limit(20).forEach(one -> System.out.println("  wrong: " + one));
        var checks = new ArrayList<Check>();
        byPart.forEach((part, count) -> checks.add(new Check(part + " as the oracle table says", count[0], count[1])));
        return checks;
    }

    /** A 403 tells nothing only where it answers this role whatever the record is. */
    private static boolean never(List<Line> oracle, AccessWorld.Probe probe) {
        return oracle.stream().noneMatch(line -> line.part().equals(probe.part()) && line.roles().contains(probe.role().name()));
    }

    private static String expected(List<Line> oracle, AccessWorld.Probe probe) {
        if (probe.cell().excluded() && !probe.cell().relation().equals("OWNER")) {
            return "HIDDEN";
        }
        return oracle.stream().filter(line -> line.part().equals(probe.part()) && line.roles().contains(probe.role().name())
                && (line.relations().contains("ANY") || line.relations().contains(probe.relation())) && line.locks().contains(probe.cell().lock()))
                .map(Line::answer).findFirst().orElse("HIDDEN");
    }

    private static List<Line> oracle() throws IOException {
        try (var in = Objects.requireNonNull(AccessMatrixProof.class.getResourceAsStream("/proofs/access-oracle.csv"));
                var rows = CSVFormat.DEFAULT.builder().setCommentMarker('#').setHeader().setSkipHeaderRecord(true).get()
                        .parse(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return rows.stream().map(row -> new Line(row.get("part"), words(row.get("roles")), words(row.get("relations")), words(row.get("locks")), row.get("answer"))).toList();
        }
    }

    private static Set<String> words(String text) {
        return Set.of(text.split(" ", -1));
    }

    /** Each role three times: in social care, in a hospital, and in another authority. */
    private static List<DemoPeople.Person> people() {
        var people = new ArrayList<DemoPeople.Person>();
        for (var role : Role.values()) {
            if (role != Role.SYSTEM && role != Role.REFERRER_PUBLIC) {
                var name = role.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
                people.add(person(name + "-care", role, DemoPeople.SOCIAL_CARE, people.size()));
                people.add(person(name + "-hospital", role, DemoPeople.HOSPITAL, people.size()));
                people.add(person(name + "-elsewhere", role, DemoPeople.SOCIAL_CARE, people.size()));
            }
        }
        return people;
    }

    private static DemoPeople.Person person(String username, Role role, AgencyId agency, int number) {
        return new DemoPeople.Person(username, "Sample " + username, role, agency, 1000 + number);
    }

}
