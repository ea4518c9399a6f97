package org.goldenthread.infra.prove;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.goldenthread.command.contact.ContactCommand.MatchChild;
import org.goldenthread.command.document.DistributionCommand;
import org.goldenthread.command.document.DocumentCommand.IssueDecisionNotice;
import org.goldenthread.command.document.DocumentCommand.Recipient;
import org.goldenthread.command.document.MisdirectedCommand.WithdrawDocument;
import org.goldenthread.command.document.WhenDecidedThenIssueNotice;
import org.goldenthread.command.ledger.Attempt.Sender;
import org.goldenthread.command.ledger.Commands.Outcome;
import org.goldenthread.command.ledger.FactsRebuild;
import org.goldenthread.command.ledger.LedgerCommand;
import org.goldenthread.command.meeting.MeetingCommand.ConveneMeeting;
import org.goldenthread.command.staff.StaffCommand;
import org.goldenthread.command.staff.StaffCommand.GrantRole;
import org.goldenthread.events.Actor;
import org.goldenthread.events.Role;
import org.goldenthread.events.Sensitivity;
import org.goldenthread.events.contact.ContactEvent.MatchBasis;
import org.goldenthread.events.document.DocumentEvent.Channel;
import org.goldenthread.events.document.DocumentEvent.Resending;
import org.goldenthread.events.document.DocumentEvent.Withdrawal;
import org.goldenthread.events.meeting.MeetingEvent.Format;
import org.goldenthread.events.meeting.MeetingEvent.Kind;
import org.goldenthread.events.meeting.MeetingEvent.RecipientClass;
import org.goldenthread.events.meeting.MeetingEvent.Seat;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.CorePart;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.events.values.UserId;

/**
 * Whoever sends is killed at any moment, between claim, send and mark, while the other sides take a notice and say nothing, hang up or
 * refuse. What they took, as they count it, is set against what the ledger says; a person then sends once more what is in doubt.
 */
final class DistributionKillsProof implements Proof {

    private static final LedgerId LEDGER = new LedgerId(1);
    private static final int TOGETHER = 10;
    private static final AgencyId SOCIAL_CARE = new AgencyId(UUID.fromString("a0000000-0000-4000-8000-000000000001"));
    private static final Actor CHAIR = new Actor(new UserId(new UUID(0x5000_0000_0000_4000L, 0x8000_0000_0000_0001L)), Role.TEAM_MANAGER, SOCIAL_CARE);

    @Override
    public String name() {
        return "distribution-kills";
    }

    @Override
    public String shows() {
        return "kill -9 of who sends, other sides that time out after taking it: nothing twice, nothing lost and unflagged, nothing by replay";
    }

    @Override
    public List<Check> run(Terms terms) throws Exception {
        int rounds = terms.rounds() == 0 ? 200 : terms.rounds();
        var folder = Files.createTempDirectory("golden-thread-distribution");
        try (var rig = new Rig(folder.resolve("one"), Rig.freePort(), Map.of()); var peers = new Peers(terms.seed())) {
            rig.open(LEDGER.value());
            try (var here = new SendingKeeper(rig.postgres().url("ledger"), rig.postgres().url("keys"), peers.mailPort(), peers.hookPort());
                    var sender = new SenderProcess(rig, folder, peers)) {
                return new Run(rig, here, peers, sender, new Random(terms.seed()), terms.sabotage()).all(rounds);
            }
        }
    }

    /** What is counted, and how. */
    private static final class Run {

        private final Rig rig;
        private final SendingKeeper here;
        private final Peers peers;
        private final SenderProcess sender;
        private final Random random;
        private final boolean sabotage;
        private final Map<String, String> resent = new HashMap<>();
        private ChildId child = new ChildId(UUID.randomUUID());
        private long kills;
        private long caught;

        Run(Rig rig, SendingKeeper here, Peers peers, SenderProcess sender, Random random, boolean sabotage) {
            this.rig = rig;
            this.here = here;
            this.peers = peers;
            this.sender = sender;
            this.random = random;
            this.sabotage = sabotage;
        }

        List<Check> all(int rounds) throws IOException, InterruptedException, SQLException {
            done(new GrantRole(StaffCommand.staffId(LEDGER, CHAIR.userId()), CHAIR.userId(), CHAIR.role(), SOCIAL_CARE));
            var contact = Rig.receive(Instant.now());
            child = contact.children().getFirst().childId();
            done(contact);
            done(new MatchChild(contact.contactId(), 1, null, MatchBasis.NEW_CHILD, 100));
            for (int round = 1; round <= rounds; round++) {
                issue();
                if (random.nextInt(3) == 0) {
                    decide(); // in the middle of it, so that a kill meets what goes once more too
                }
                if (random.nextInt(4) == 0) {
                    withdraw();
                }
                if (round % 4 != 0) {
                    awaitClaim();
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(1_200)));
                sender.kill();
                kills++;
                long claimed = count("select count(*) from ledger.effect where state = 'CLAIMED'");
                caught += claimed > 0 ? 1 : 0;
                if (sabotage) {
                    execute("update ledger.effect set state = 'WAITING' where state = 'CLAIMED'");
                }
                if (random.nextInt(5) == 0) {
                    execute("update ledger.reaction_cursor set position = 0"); // everything is told again, while some of it waits
                }
                sender.start();
                if (round % TOGETHER == 0 || round == rounds) {
                    drain();
                    decide();
                    drain();
                    System.out.printf("  %d rounds: %d taken, %d kills, %d of them while something was claimed%n", round, peers.total(), kills, caught);
                }
            }
            var found = compare();
            return Stream.concat(found.stream(), replays().stream()).toList();
        }

        /** Three kills in four are aimed between claim and mark; the fourth comes at any moment. */
        private void awaitClaim() {
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
            while (count("select count(*) from ledger.effect where state = 'CLAIMED'") == 0 && System.nanoTime() < until) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
        }

        /** A meeting with six agencies, three reached by mail and three by their own systems, and its notice to each. */
        private void issue() {
            var meeting = new MeetingId(UUID.randomUUID());
            var agencies = Stream.concat(SendingKeeper.MAILED.stream(), SendingKeeper.HOOKED.stream()).toList();
            var seats = new ArrayList<>(List.of(new Seat(1, SOCIAL_CARE, CorePart.SOCIAL_CARE, null, null)));
            agencies.forEach(agency -> seats.add(new Seat(seats.size() + 1, agency, null, null, null)));
            done(new ConveneMeeting(meeting, Kind.CIN, List.of(child), PersonalText.of(meeting.value(), "why"), Format.PHONE, Instant.now(), CHAIR.userId(), null, seats, null));
            done(new IssueDecisionNotice(WhenDecidedThenIssueNotice.noticeOf(meeting), meeting, Instant.now(), "TS-MTG-DEC",
                    agencies.stream().map(agency -> new Recipient(agency, List.of(1), RecipientClass.ATTENDED)).toList()));
        }

        /** Until everything that was to be sent is sent, came back, failed or is in doubt, and the ledger says so. */
        private void drain() throws InterruptedException {
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
            while (count("""
                    select (select count(*) from ledger.effect where state in ('WAITING', 'CLAIMED') or (not told and state <> 'CANCELLED'))
                         + (select count(*) from ledger.head h left join ledger.reaction_cursor c on c.ledger = h.ledger where h.position > coalesce(c.position, 0))
                    """) > 0) {
                if (System.nanoTime() > until) {
                    throw new IllegalStateException("something is neither sent nor flagged after 90 s");
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }

        /** A person sends once more half of what is in doubt or failed. */
        private void decide() {
            here.jdbc().sql("""
                    select document, version, agency, channel, distribution, attempt from ledger.effect e where state in ('UNCERTAIN', 'FAILED')
                       and told and not exists (select from ledger.effect n where n.distribution = e.distribution and n.attempt > e.attempt) order by distribution
                    """).query((row, n) -> new Doubtful(new DocumentId(row.getObject(1, UUID.class)), row.getInt(2), new AgencyId(row.getObject(3, UUID.class)),
                            Channel.valueOf(row.getString(4)), row.getObject(5, UUID.class) + "." + row.getInt(6))).list().stream()
                    .filter(one -> !resent.containsKey(one.name()) && random.nextBoolean()).forEach(one -> {
                        var outcome = here.commands.send(new DistributionCommand.Resend(one.document(), one.version(), one.agency(), one.channel(), Resending.FAILED), LEDGER, sender());
                        if (outcome instanceof Outcome.Done) {
                            resent.put(one.name(), ""); // what was withdrawn is refused
                        }
                    });
        }

        /** What waits for one agency is taken away again: whether it went is a matter of moments, but then it stands so. */
        private void withdraw() {
            here.jdbc().sql("select document, agency from ledger.effect where state in ('WAITING', 'CLAIMED') limit 1")
                    .query((row, n) -> new DistributionPlace(new DocumentId(row.getObject(1, UUID.class)), new AgencyId(row.getObject(2, UUID.class)))).list()
                    .forEach(one -> here.commands.send(new WithdrawDocument(one.document(), one.agency(), Withdrawal.NO_LONGER_INVOLVED), LEDGER, sender()));
        }

        private record DistributionPlace(DocumentId document, AgencyId agency) {}

        private record Doubtful(DocumentId document, int version, AgencyId agency, Channel channel, String name) {}

        /** What the other sides took, by copy and attempt, against what the ledger holds of each copy. */
        private List<Check> compare() {
            var taken = peers.taken();
            var told = told();
            long twice = taken.values().stream().filter(count -> count > 1).count();
            taken.forEach((name, count) -> {
                if (count > 1) {
                    System.out.println("  taken " + count + " times: " + name);
                }
            });
            long silent = 0;
            long claimedSent = 0;
            long denied = 0;
            long flagged = 0;
            for (var one : told.entrySet()) {
                int times = taken.getOrDefault(LEDGER + "." + one.getKey(), 0);
                silent += one.getValue().isEmpty() ? 1 : 0;
                if (one.getValue().isEmpty()) {
                    System.out.println("  silent: " + one.getKey() + ", " + here.jdbc().sql("select effect::text from ledger.effect where distribution::text || '.' || attempt = :name")
                            .param("name", one.getKey()).query(String.class).list());
                }
                claimedSent += one.getValue().equals("sent") && times == 0 ? 1 : 0;
                denied += times > 0 && !one.getValue().equals("sent") && !one.getValue().equals("UNCERTAIN") && !one.getValue().equals("withdrawn") ? 1 : 0;
                flagged += one.getValue().equals("UNCERTAIN") ? 1 : 0;
            }
            System.out.printf("  %d attempts, %d in doubt for a person, %d sent once more by one%n", told.size(), flagged, resent.size());
            return List.of(new Check("kill -9 of who sends", kills, 0), new Check("of them while something was claimed and not marked", caught, 0),
                    new Check("no attempt was taken twice by the other side", taken.size(), twice),
                    new Check("every attempt is sent, came back, failed or in doubt by the ledger", told.size(), silent),
                    new Check("what the ledger says is sent was taken by the other side", told.size(), claimedSent),
                    new Check("what the ledger says came back or failed was not taken", told.size(), denied),
                    new Check("some are in doubt, as some must be", flagged, 0), new Check("what is in doubt was sent once more by a person", resent.size(), 0));
        }

        /** By copy and attempt, what the ledger's events say became of it: an attempt begins with its queueing or its resending. */
        private Map<String, String> told() {
            var attempts = new HashMap<String, Integer>();
            var told = new HashMap<String, String>();
            here.jdbc().sql("""
                    select name, convert_from(payload, 'UTF8')::json ->> 'distributionId', convert_from(payload, 'UTF8')::json ->> 'reason' from ledger.event
                     where ledger = :ledger and name like 'distribution-%' order by position
                    """).param("ledger", LEDGER.value()).query((row, n) -> {
                        var copy = row.getString(2);
                        switch (row.getString(1)) {
                            case "distribution-queued", "distribution-resent" -> told.put(copy + "." + attempts.merge(copy, 1, Integer::sum), "");
                            case "distribution-sent" -> told.put(copy + "." + attempts.get(copy), "sent");
                            case "distribution-withdrawn" -> told.computeIfPresent(copy + "." + attempts.get(copy), (name, before) -> before.isEmpty() ? "withdrawn" : before);
                            case "distribution-bounced", "distribution-failed" -> told.put(copy + "." + attempts.get(copy), String.valueOf(row.getString(3)));
                            default -> { }
                        }
                        return copy;
                    }).list();
            return told;
        }

        /** The whole ledger read again three times by what queues, and its facts made anew: nothing leaves. */
        private List<Check> replays() throws InterruptedException, SQLException {
            int before = peers.total();
            for (int replay = 0; replay < 3; replay++) {
                execute("update ledger.reaction_cursor set position = 0");
                here.sql.readAfter(LEDGER, 0, 1);
                drain();
            }
            new FactsRebuild(rig.append(), here.sql).run(LEDGER);
            drain();
            return List.of(new Check("three full replays and a rebuild send nothing", 4, peers.total() - before));
        }

        private long count(String query) {
            return here.jdbc().sql(query).query(Long.class).single();
        }

        private void execute(String statement) throws SQLException {
            try (var connection = rig.postgres().connect("ledger"); var one = connection.createStatement()) {
                one.execute(statement);
            }
        }

        private static Sender sender() {
            var key = UUID.randomUUID();
            return new Sender(CHAIR, "E06999001", null, Instant.now(), key, "body".getBytes(StandardCharsets.UTF_8), key, null, Sensitivity.STANDARD, null, null, null);
        }

        private void done(LedgerCommand command) {
            var outcome = here.commands.send(command, LEDGER, sender());
            if (!(outcome instanceof Outcome.Done)) {
                throw new IllegalStateException(command + " came to " + outcome);
            }
        }
    }

    /** Who sends, as a process that is killed. */
    private static final class SenderProcess implements AutoCloseable {

        private final Rig rig;
        private final Path folder;
        private final Peers peers;
        private Process process;

        SenderProcess(Rig rig, Path folder, Peers peers) throws IOException {
            this.rig = rig;
            this.folder = folder;
            this.peers = peers;
            Files.writeString(folder.resolve("logback.xml"), """
                    <configuration>
                      <appender name="err" class="ch.qos.logback.core.ConsoleAppender"><target>System.err</target>
                        <encoder><pattern>%d %p %c %m %kvp%n</pattern></encoder></appender>
                      <root level="warn"><appender-ref ref="err"/></root>
                    </configuration>
                    """);
            process = begin();
        }

        private Process begin() throws IOException {
            var begun = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m",
                    "-Dlogback.configurationFile=" + folder.resolve("logback.xml"), "-cp", System.getProperty("java.class.path"), SendingKeeper.class.getName(),
                    rig.postgres().url("ledger"), rig.postgres().url("keys"), Integer.toString(peers.mailPort()), Integer.toString(peers.hookPort()))
                    .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("sender.log").toFile())).start();
            if (!SendingKeeper.READY.equals(begun.inputReader().readLine())) {
                throw new IllegalStateException("who sends did not start: see the log in " + folder);
            }
            return begun;
        }

        void start() throws IOException {
            process = begin();
        }

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
