package org.goldenthread.infra.prove.histories;

import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.goldenthread.command.LedgerConfiguration;
import org.goldenthread.command.keys.KeyStore;
import org.goldenthread.command.ledger.Commands;
import org.goldenthread.command.ledger.Facts;
import org.goldenthread.command.ledger.FactsRebuild;
import org.goldenthread.command.ledger.Ids;
import org.goldenthread.command.settings.SettingsFile;
import org.goldenthread.command.staff.StaffCommand.GrantRole;
import org.goldenthread.command.staff.StaffCommand;
import org.goldenthread.events.EventCatalogue;
import org.goldenthread.events.personal.Seal;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.infra.prove.Proof;
import org.goldenthread.infra.prove.Rig;
import org.goldenthread.infra.prove.histories.Teller.HandClock;
import org.goldenthread.infra.prove.histories.Teller.Tally;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Random histories over a real PostgreSQL: whatever was accepted keeps every rule, and every projection is what its events say. */
public final class HistoriesProof implements Proof {

    private static final int HISTORIES = 10_000;
    private static final int WORKERS = 4;

    /** Histories of one ledger follow each other on its clock, this far apart. */
    private static final int A_LEDGER = 20;
    private static final Duration APART = Duration.ofDays(45);
    private static final Instant FIRST = Instant.parse("2024-01-08T09:00:00Z");

    private final Tally tally = new Tally();
    private final LongAdder failed = new LongAdder();

    @Override
    public String name() {
        return "histories";
    }

    @Override
    public String shows() {
        return "random histories of contacts, meetings and actions: no accepted sequence breaks a rule; every projection equals a fresh fold";
    }

    @Override
    public List<Check> run(Terms terms) throws Exception {
        int histories = terms.rounds() == 0 ? HISTORIES : terms.rounds();
        int ledgers = (histories + A_LEDGER - 1) / A_LEDGER;
        var folder = Files.createTempDirectory("golden-thread-histories");
        try (var rig = new Rig(folder, Rig.freePort(), Map.of("synchronous_commit", "off", "max_wal_size", "8GB"));
                var keysPool = LedgerConfiguration.pool("keys", rig.postgres().url("keys"), "gt_keys", "gt_keys", WORKERS)) {
            var keys = new KeyStore(JdbcClient.create(keysPool), new byte[32]);
            var seal = new Seal(keys.ring());
            long start = System.nanoTime();
            write(rig, keys, seal, terms.seed(), histories, ledgers);
            System.out.printf("  %d histories written in %.1f s%n", histories, (System.nanoTime() - start) / 1e9);
            try (var projected = new Projected(rig, seal)) {
                projected.make(ledgers);
                System.out.printf("  projected after %.1f s%n", (System.nanoTime() - start) / 1e9);
                if (terms.sabotage()) {
                    projected.sabotage();
                }
                var rules = new RuleBook(seal);
                var knowledge = new KnowledgeBook();
                var known = read(rig, rules, knowledge, projected, ledgers, terms.sabotage());
                System.out.printf("  read after %.1f s%n", (System.nanoTime() - start) / 1e9);
                var checks = checks(rules, projected, histories, known);
                checks.addAll(knowledge.checks());
                return checks;
            }
        }
    }

    private void write(Rig rig, KeyStore keys, Seal seal, long seed, int histories, int ledgers) throws Exception {
        var facts = new Facts(JdbcClient.create(rig.append()));
        try (var pool = Executors.newFixedThreadPool(WORKERS)) {
            var workers = new ArrayList<Callable<Void>>();
            for (int worker = 0; worker < WORKERS; worker++) {
                int from = worker;
                workers.add(() -> {
                    var clock = new HandClock();
                    try (var commands = new Commands(rig.sql(), facts, keys, seal, new Ids(clock), SettingsFile.shipped().inForce(), clock,
                            LedgerConfiguration.AGGREGATES, 200, ledger -> { })) {
                        for (int ledger = from; ledger < ledgers; ledger += WORKERS) {
                            rig.open(ledger + 1);
                            write(rig, facts, commands, clock, seed, ledger, histories);
                        }
                    }
                    return null;
                });
            }
            for (var worker : pool.invokeAll(workers)) {
                worker.get();
            }
        }
    }

    private void write(Rig rig, Facts facts, Commands commands, HandClock clock, long seed, int ledger, int histories) {
        clock.set(FIRST);
        var id = new LedgerId(ledger + 1);
        var first = new Teller(commands, rig.sql(), facts, id, clock, new Dice(seed, -1 - ledger), new Tally());
        Teller.PEOPLE.forEach(one -> first.tell(new GrantRole(StaffCommand.staffId(id, one.userId()), one.userId(), one.role(), one.agencyId()), one));
        for (int number = ledger * A_LEDGER; number < Math.min(histories, (ledger + 1) * A_LEDGER); number++) {
            clock.set(FIRST.plus(APART.multipliedBy(number % A_LEDGER)));
            try {
                new RandomHistory(new Teller(commands, rig.sql(), facts, id, clock, new Dice(seed, number), tally)).run();
            } catch (RuntimeException e) {
                failed.increment();
                System.out.println("  history " + number + " ended in " + e);
            }
        }
    }

    /** Every ledger by every rule and, anew, by every projection; and its facts. */
    private static Check read(Rig rig, RuleBook rules, KnowledgeBook knowledge, Projected projected, int ledgers, boolean sabotage) throws SQLException {
        long facts = 0;
        long differed = 0;
        boolean planted = !sabotage;
        var rebuild = new FactsRebuild(rig.append(), rig.sql());
        try (var connection = rig.postgres().connect("ledger"); var rows = projected.intake()) {
            for (int ledger = 1; ledger <= ledgers; ledger++) {
                var lines = LedgerLine.of(connection, ledger);
                projected.compare(rows, ledger, FreshFold.of(lines, rules::openOr));
                planted = planted || plant(lines);
                rules.read(lines);
                knowledge.read(rig.sql(), ledger, lines);
                var result = rebuild.run(new LedgerId(ledger));
                facts += result.facts();
                differed += Math.abs(result.differed());
            }
        }
        return new Check("what rules know across streams = the same from the events anew", facts, differed);
    }

    /** Moves a decision of a meeting behind its end. */
    private static boolean plant(List<LedgerLine> lines) {
        for (int end = 0; end < lines.size(); end++) {
            var closed = lines.get(end);
            if (closed.name().equals("meeting-closed")) {
                int decision = IntStream.range(0, end).filter(at -> lines.get(at).stream().equals(closed.stream())
                        && lines.get(at).name().equals("meeting-decision-recorded"))
                        .findFirst().orElse(-1);
                if (decision >= 0) {
                    lines.add(end, lines.remove(decision));
                    return true;
                }
            }
        }
        return false;
    }

    private List<Check> checks(RuleBook rules, Projected projected, int histories, Check known) {
        var names = EventCatalogue.all().stream().filter(one -> List.of("meeting", "action", "document").contains(EventCatalogue.streamTypeOf(one.getValue())))
                .map(one -> one.getKey().name()).toList();
        System.out.println("  commands: " + tally.outcomes + "; events: " + rules.names().values().stream().mapToLong(Long::longValue).sum());
        System.out.println("  refused by: " + tally.refusals);
        System.out.println("  seldom: " + names.stream().sorted(Comparator.comparing(name -> rules.names().getOrDefault(name, 0L))).limit(6)
                .map(name -> name + " " + rules.names().getOrDefault(name, 0L)).collect(Collectors.joining(", ")));
        rules.broken().forEach(breach -> System.out.println("  " + breach));
        long done = tally.of("Done");
        long refused = tally.of("Refused");
        var checks = new ArrayList<Check>();
        checks.add(new Check("histories told to their end", histories, failed.sum()));
        checks.add(new Check("commands accepted: a third of all or more", done, done * 3 < done + refused ? 1 : 0));
        checks.add(new Check("commands refused by a rule: a tenth of all or more", refused, refused * 10 < done + refused ? 1 : 0));
        checks.add(new Check("events of meetings, actions and documents, each at least once", names.size(),
                names.stream().filter(name -> !rules.names().containsKey(name)).count()));
        checks.addAll(rules.checks());
        checks.addAll(projected.checks());
        checks.add(known);
        return checks;
    }
}
