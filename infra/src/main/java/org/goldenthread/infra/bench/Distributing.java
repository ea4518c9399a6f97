package org.goldenthread.infra.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.goldenthread.command.contact.ContactCommand.MatchChild;
import org.goldenthread.command.document.DistributionCommand.AcknowledgeDocument;
import org.goldenthread.command.document.DocumentCommand.IssueDecisionNotice;
import org.goldenthread.command.document.DocumentCommand.Recipient;
import org.goldenthread.command.document.MinutesCommand.DraftMinutes;
import org.goldenthread.command.document.MinutesCommand.IssueMinutes;
import org.goldenthread.command.document.MinutesCommand.Line;
import org.goldenthread.command.document.MinutesCommand.OweMinutes;
import org.goldenthread.command.document.MinutesCommand.Written;
import org.goldenthread.command.document.WhenDecidedThenIssueNotice;
import org.goldenthread.command.document.WhenMeetingEndsThenOweMinutes;
import org.goldenthread.command.ledger.Attempt.Sender;
import org.goldenthread.command.ledger.Commands;
import org.goldenthread.command.ledger.Commands.Outcome;
import org.goldenthread.command.ledger.Ids;
import org.goldenthread.command.ledger.LedgerCommand;
import org.goldenthread.command.meeting.MeetingCommand.CloseMeeting;
import org.goldenthread.command.meeting.MeetingCommand.ConveneMeeting;
import org.goldenthread.command.meeting.MeetingCommand.RecordAttendance;
import org.goldenthread.command.meeting.MeetingCommand.RecordChildVoice;
import org.goldenthread.command.meeting.MeetingCommand.RecordDecision;
import org.goldenthread.events.Actor;
import org.goldenthread.events.Role;
import org.goldenthread.events.Sensitivity;
import org.goldenthread.events.calendar.Clock;
import org.goldenthread.events.contact.ContactEvent.MatchBasis;
import org.goldenthread.events.document.DocumentEvent.Heading;
import org.goldenthread.events.document.DocumentEvent.MinutesDrafted;
import org.goldenthread.events.document.DocumentEvent.Owed;
import org.goldenthread.events.document.DocumentEvent.Statement;
import org.goldenthread.events.document.Handling;
import org.goldenthread.events.meeting.MeetingEvent.Answer;
import org.goldenthread.events.meeting.MeetingEvent.Attendance;
import org.goldenthread.events.meeting.MeetingEvent.DecisionType;
import org.goldenthread.events.meeting.MeetingEvent.Format;
import org.goldenthread.events.meeting.MeetingEvent.Kind;
import org.goldenthread.events.meeting.MeetingEvent.RecipientClass;
import org.goldenthread.events.meeting.MeetingEvent.Seat;
import org.goldenthread.events.meeting.MeetingEvent.VoiceSource;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.events.values.UserId;
import org.goldenthread.infra.prove.Rig;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Processor microseconds per receipt, client and PostgreSQL together: what 1,000 meetings decided and their minutes go to eight agencies each,
 * who all say that they have them. A receipt is one version's way to one agency: queued, sent, delivered, acknowledged. Against raw SQL that
 * writes four rows of the ledger's shape, in turn. The meetings are held beforehand and not measured.
 */
final class Distributing {

    private static final int LEDGERS = 50;
    private static final int CLIENTS = 8;
    private static final int AGENCIES = 8;
    private static final double MOST_OTHERS = 0.5;
    private static final List<AgencyId> ALL = Stream.iterate(1, at -> at + 1).limit(AGENCIES).map(at -> new AgencyId(new UUID(0xa100_0000_0000_4000L, 0x8000_0000_0000_0000L + at))).toList();
    private static final String TEXT = "Seen alone at the pier after dark and says going home is not safe. ".repeat(4);

    private final AtomicLong keys = new AtomicLong();
    private final List<Double> ours = new ArrayList<>();
    private final List<Double> raws = new ArrayList<>();
    private Cpu.Reading used = new Cpu.Reading(0, 0, 0, 0);

    /** A meeting that ended, with everybody there. */
    private record Held(int ledger, MeetingId meeting, Instant endedAt) {}

    /** One unit of work; gives how many receipts it was. */
    @FunctionalInterface
    private interface Work {
        int run(int number) throws Exception;
    }

    List<Row> run(Path folder, int port, int rounds, int meetings) throws Exception {
        try (var rig = new Rig(folder, port, Map.of("max_wal_size", "8GB", "checkpoint_timeout", "1h", "shared_buffers", "768MB")); var commands = rig.commands(100_000)) {
            for (int ledger = 1; ledger <= LEDGERS; ledger++) {
                rig.open(ledger);
            }
            int perRound = meetings / rounds;
            var held = new ArrayList<Held>();
            for (int number = 0; number < perRound * (rounds + 1); number++) {
                held.add(hold(commands, 1 + number % LEDGERS));
            }
            distribute(rig, commands, held.getFirst());
            var raw = new RawSql(rig.postgres(), Stream.generate(UUID::randomUUID).limit(1_500).toList(), JdbcClient.create(rig.append())
                    .sql("select context, payload from ledger.event where name = 'distribution-delivered' limit 1").query((row, n) -> new byte[][] {row.getBytes(1), row.getBytes(2)}).single());
            var cpu = new Cpu(folder.resolve("data"));
            for (int round = 0; round <= rounds; round++) {
                int from = round == 0 ? 1 : round * perRound;
                boolean counts = round > 0;
                measure(cpu, counts ? ours : new ArrayList<>(), perRound - (counts ? 0 : 1), number -> distribute(rig, commands, held.get(from + number)));
                var random = new Random(round);
                measure(cpu, counts ? raws : new ArrayList<>(), perRound * 2 * AGENCIES, number -> {
                    for (int row = 0; row < 4; row++) {
                        raw.readTenWriteOne(random, false);
                    }
                    return 1;
                });
            }
            long receipts = JdbcClient.create(rig.append()).sql("select count(*) from ledger.event where name = 'distribution-acknowledged'").query(Long.class).single();
            return rows((long) held.size() * 2 * AGENCIES, receipts);
        }
    }

    private void measure(Cpu cpu, List<Double> figures, int units, Work work) throws Exception {
        var done = new AtomicLong();
        var next = new AtomicLong();
        var all = new ArrayList<Callable<Void>>();
        for (int client = 0; client < CLIENTS; client++) {
            all.add(() -> {
                for (long number = next.getAndIncrement(); number < units; number = next.getAndIncrement()) {
                    done.addAndGet(work.run((int) number));
                }
                return null;
            });
        }
        var before = cpu.read();
        try (var pool = Executors.newFixedThreadPool(CLIENTS)) {
            for (var one : pool.invokeAll(all)) {
                one.get();
            }
        }
        var spent = cpu.read().since(before);
        used = used.plus(spent);
        figures.add((spent.client() + spent.postgres()) / 1_000.0 / done.get());
    }

    private Held hold(Commands commands, int ledger) {
        var at = now();
        var contact = Rig.receive(at);
        send(commands, contact, ledger);
        send(commands, new MatchChild(contact.contactId(), 1, null, MatchBasis.NEW_CHILD, 100), ledger);
        var meeting = new MeetingId(UUID.randomUUID());
        var seats = new ArrayList<Seat>();
        for (var agency : ALL) {
            seats.add(new Seat(seats.size() + 1, agency, null, PersonalText.of(meeting.value(), "Jo Example"), null));
        }
        send(commands, new ConveneMeeting(meeting, Kind.CIN, List.of(contact.children().getFirst().childId()), PersonalText.of(meeting.value(), TEXT), Format.PHONE, at.minus(Duration.ofHours(1)),
                Rig.sender("chair", "b", at).actor().userId(), null, seats, null), ledger);
        for (int seat = 1; seat <= AGENCIES; seat++) {
            send(commands, new RecordAttendance(meeting, seat, Attendance.PRESENT, true, null, null, null), ledger);
        }
        send(commands, new RecordChildVoice(meeting, 1, VoiceSource.CHILD_SEEN_ALONE, "I like it when Nan comes.", null), ledger);
        send(commands, new RecordDecision(meeting, new DecisionId(UUID.randomUUID()), 1, DecisionType.HELP_GOES_ON, Answer.CONTINUES, TEXT, null, null, at, null, null), ledger);
        send(commands, new CloseMeeting(meeting, at, null, null), ledger);
        return new Held(ledger, meeting, at);
    }

    /** The notice to all, the minutes written and to all, and everybody's word that they have both; gives how many receipts that was. */
    private int distribute(Rig rig, Commands commands, Held held) {
        var notice = WhenDecidedThenIssueNotice.noticeOf(held.meeting());
        var minutes = WhenMeetingEndsThenOweMinutes.minutesOf(held.meeting());
        var due = held.endedAt().plus(Duration.ofDays(7));
        send(commands, new IssueDecisionNotice(notice, held.meeting(), held.endedAt(), "TS-MTG-DEC", ALL.stream().map(agency -> new Recipient(agency, List.of(1), RecipientClass.ATTENDED)).toList()),
                held.ledger());
        send(commands, new OweMinutes(held.meeting(), held.endedAt(), new Clock("TS-MTG-MIN", "5 WD", held.endedAt(), due),
                ALL.stream().map(agency -> new Owed(agency, List.of(1), RecipientClass.ATTENDED, due)).toList()), held.ledger());
        send(commands, new DraftMinutes(held.meeting(), new Written(List.of(new Line(1, Heading.ANALYSIS, TEXT, null, ALL.getFirst(), Handling.PARTNERS, List.of())), "salt")), held.ledger());
        var hash = rig.sql().readStream(new LedgerId(held.ledger()), minutes.value(), 0).stream().map(stored -> stored.open().orElseThrow().event())
                .filter(MinutesDrafted.class::isInstance).map(MinutesDrafted.class::cast).findFirst().orElseThrow().contentHash();
        send(commands, new IssueMinutes(held.meeting(), false, hash), held.ledger());
        for (var document : List.of(notice, minutes)) {
            ALL.forEach(agency -> acknowledge(commands, document, agency, held.ledger()));
        }
        return 2 * AGENCIES;
    }

    private void acknowledge(Commands commands, DocumentId document, AgencyId agency, int ledger) {
        var actor = new Actor(new UserId(new UUID(agency.value().getMostSignificantBits(), 7)), Role.RECIPIENT, agency);
        var key = Ids.named(actor.userId().value(), "key" + keys.incrementAndGet());
        var sender = new Sender(actor, "E06999001", null, now(), key, "b".getBytes(StandardCharsets.UTF_8), UUID.randomUUID(), null, Sensitivity.STANDARD, null, null, null);
        done(commands.send(new AcknowledgeDocument(document, 1, Statement.RECEIVED), new LedgerId(ledger), sender), "the acknowledgement");
    }

    private void send(Commands commands, LedgerCommand command, int ledger) {
        done(Rig.send(commands, command, ledger, "key" + keys.incrementAndGet(), "b", now()), command.getClass().getSimpleName());
    }

    private static void done(Outcome outcome, String what) {
        if (!(outcome instanceof Outcome.Done)) {
            throw new IllegalStateException(what + " came to " + outcome);
        }
    }

    private List<Row> rows(long wanted, long held) {
        var rows = new ArrayList<Row>();
        rows.add(Row.reference("receipts: raw (write 4)", median(raws), "CPU us/receipt"));
        rows.add(Row.reference("receipts: ours, all commands", median(ours), "CPU us/receipt"));
        rows.add(Row.reference("receipts / raw", median(ours) / median(raws), "times"));
        rows.add(Row.atMost("receipts: |wanted - held|", (double) Math.abs(wanted - held), 0));
        rows.add(Row.reference("receipts: cores others used meanwhile", used.othersCores(), "cores"));
        return used.othersCores() > MOST_OTHERS ? rows.stream().map(Row::inconclusive).toList() : rows;
    }

    private static double median(List<Double> all) {
        return all.stream().sorted().toList().get(all.size() / 2);
    }

    private static Instant now() {
        return java.time.Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
