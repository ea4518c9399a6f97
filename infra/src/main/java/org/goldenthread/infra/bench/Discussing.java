package org.goldenthread.infra.bench;

import java.nio.file.Path;
import java.time.Clock;
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
import org.goldenthread.command.action.ActionCommand.AgreeAction;
import org.goldenthread.command.contact.ContactCommand.MatchChild;
import org.goldenthread.command.ledger.Commands;
import org.goldenthread.command.ledger.Commands.Outcome;
import org.goldenthread.command.ledger.LedgerCommand;
import org.goldenthread.command.meeting.MeetingCommand.CloseMeeting;
import org.goldenthread.command.meeting.MeetingCommand.ConveneMeeting;
import org.goldenthread.command.meeting.MeetingCommand.OpenMeeting;
import org.goldenthread.command.meeting.MeetingCommand.RecordAttendance;
import org.goldenthread.command.meeting.MeetingCommand.RecordChildVoice;
import org.goldenthread.command.meeting.MeetingCommand.RecordDecision;
import org.goldenthread.command.meeting.MeetingCommand.RecordPosition;
import org.goldenthread.command.meeting.MeetingCommand.ShareInformation;
import org.goldenthread.command.staff.StaffCommand;
import org.goldenthread.command.staff.StaffCommand.GrantRole;
import org.goldenthread.events.Sensitivity;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.contact.ContactEvent.MatchBasis;
import org.goldenthread.events.meeting.MeetingEvent.Answer;
import org.goldenthread.events.meeting.MeetingEvent.Attendance;
import org.goldenthread.events.meeting.MeetingEvent.Category;
import org.goldenthread.events.meeting.MeetingEvent.DecisionType;
import org.goldenthread.events.meeting.MeetingEvent.Format;
import org.goldenthread.events.meeting.MeetingEvent.Kind;
import org.goldenthread.events.meeting.MeetingEvent.Seat;
import org.goldenthread.events.meeting.MeetingEvent.Stance;
import org.goldenthread.events.meeting.MeetingEvent.VoiceSource;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.ActionId;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.CorePart;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.infra.prove.Rig;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Processor microseconds per command, client and PostgreSQL together, of whole strategy discussions: five agencies, one child,
 * six actions; 8 clients, 150 ledgers, a cache that holds every stream. Against raw SQL that reads ten rows and writes one of the same
 * bytes, in turn. Eight of its 25 commands begin a stream, which no cache helps, so it is held to the bar of cold commands.
 */
final class Discussing {

    private static final int LEDGERS = 150;
    private static final int CLIENTS = 8;
    private static final int WARM_UP = 8;
    private static final double MOST_OTHERS = 0.5;
    private static final int COMMANDS = 25;
    private static final List<AgencyId> AGENCIES = Stream.iterate(1, at -> at + 1).limit(5).map(at -> new AgencyId(new UUID(0xa000_0000_0000_4000L, 0x8000_0000_0000_0000L + at))).toList();
    private static final List<CorePart> PARTS = List.of(CorePart.SOCIAL_CARE, CorePart.POLICE, CorePart.HEALTH);
    private static final String TEXT = "Seen alone at the pier after dark and says going home is not safe. ".repeat(4);

    private final AtomicLong keys = new AtomicLong();
    private final AtomicLong commandsSent = new AtomicLong();
    private final Figures ours = new Figures(new ArrayList<>(), new ArrayList<>());
    private final Figures raws = new Figures(new ArrayList<>(), new ArrayList<>());
    private Cpu.Reading used = new Cpu.Reading(0, 0, 0, 0);

    /** Processor microseconds of each round: in all, and of it the client. */
    private record Figures(List<Double> all, List<Double> client) {}

    /** One unit of work; gives how many commands or rows it was. */
    @FunctionalInterface
    private interface Work {
        int run(Random random) throws Exception;
    }

    List<Row> run(Path folder, int port, int rounds, int perRound) throws Exception {
        try (var rig = new Rig(folder, port, Map.of("max_wal_size", "8GB", "checkpoint_timeout", "1h", "shared_buffers", "768MB")); var commands = rig.commands(100_000)) {
            for (int ledger = 1; ledger <= LEDGERS; ledger++) {
                rig.open(ledger);
                var worker = Rig.sender("role", "b", now()).actor();
                send(commands, new GrantRole(StaffCommand.staffId(new LedgerId(ledger), worker.userId()), worker.userId(), worker.role(), worker.agencyId()), ledger);
            }
            discuss(commands, 1);
            var raw = new RawSql(rig.postgres(), Stream.generate(UUID::randomUUID).limit(1_500).toList(), JdbcClient.create(rig.append())
                    .sql("select context, payload from ledger.event where name = 'information-shared' limit 1").query((row, n) -> new byte[][] {row.getBytes(1), row.getBytes(2)}).single());
            var cpu = new Cpu(folder.resolve("data"));
            for (int round = -WARM_UP; round < rounds; round++) {
                if (round == 0) {
                    try (var connection = rig.postgres().connect("ledger"); var statement = connection.createStatement()) {
                        statement.execute("analyze"); // as a server does by itself within minutes
                    }
                }
                measure(cpu, round, perRound, ours, random -> discuss(commands, 1 + random.nextInt(LEDGERS)));
                measure(cpu, round, perRound * 25, raws, random -> {
                    raw.readTenWriteOne(random, true);
                    return 1;
                });
            }
            long held = JdbcClient.create(rig.append()).sql("select count(*) from ledger.event where name <> 'role-granted'").query(Long.class).single();
            return rows(held);
        }
    }

    private void measure(Cpu cpu, int round, int units, Figures figures, Work work) throws Exception {
        var done = new AtomicLong();
        var all = new ArrayList<Callable<Void>>();
        for (int client = 0; client < CLIENTS; client++) {
            var random = new Random(31L * round + client);
            all.add(() -> {
                for (int i = 0; i < units / CLIENTS; i++) {
                    done.addAndGet(work.run(random));
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
        if (round >= 0) {
            used = used.plus(spent);
            figures.all().add((spent.client() + spent.postgres()) / 1_000.0 / done.get());
            figures.client().add(spent.client() / 1_000.0 / done.get());
        }
    }

    /** From the contact to the end; gives how many commands it took. */
    private int discuss(Commands commands, int ledger) {
        var at = now();
        var contact = Rig.receive(at);
        var child = contact.children().getFirst().childId();
        send(commands, contact, ledger);
        send(commands, new MatchChild(contact.contactId(), 1, null, MatchBasis.NEW_CHILD, 100), ledger);
        var meeting = new MeetingId(UUID.randomUUID());
        send(commands, convene(meeting, child, at.minus(Duration.ofHours(1))), ledger);
        send(commands, new OpenMeeting(meeting, at), ledger);
        for (int seat = 1; seat <= AGENCIES.size(); seat++) {
            send(commands, new RecordAttendance(meeting, seat, Attendance.PRESENT, true, null, null, null), ledger);
            send(commands, new ShareInformation(meeting, UUID.randomUUID(), AGENCIES.get(seat - 1), 1, Category.OTHER, TEXT, Sensitivity.STANDARD, null, null), ledger);
        }
        send(commands, new RecordChildVoice(meeting, 1, VoiceSource.CHILD_SEEN_ALONE, "I like it when Nan comes.", null), ledger);
        var decision = new DecisionId(UUID.randomUUID());
        send(commands, new RecordDecision(meeting, decision, 1, DecisionType.THRESHOLD_S47_MET, Answer.YES, TEXT, null, null, at, null, null), ledger);
        for (var agency : AGENCIES.subList(1, 3)) {
            send(commands, new RecordPosition(meeting, decision, agency, Stance.AGREED, null, at), ledger);
        }
        for (int n = 0; n < 6; n++) {
            send(commands, new AgreeAction(new ActionId(UUID.randomUUID()), meeting, decision, List.of(), null, "Visit the home together.", AGENCIES.get(n % 5), "Jo Example", null,
                    WorkingCalendar.dayOf(at).plusDays(3), "It is written down."), ledger);
        }
        send(commands, new CloseMeeting(meeting, at, null, null), ledger);
        return COMMANDS;
    }

    private static ConveneMeeting convene(MeetingId meeting, ChildId child, Instant startsAt) {
        var seats = new ArrayList<Seat>();
        for (var agency : AGENCIES) {
            seats.add(new Seat(seats.size() + 1, agency, seats.size() < 3 ? PARTS.get(seats.size()) : null, PersonalText.of(meeting.value(), "Jo Example"), null));
        }
        return new ConveneMeeting(meeting, Kind.STRATEGY, List.of(child), PersonalText.of(meeting.value(), TEXT), Format.PHONE, startsAt,
                Rig.sender("chair", "b", startsAt).actor().userId(), null, seats, null);
    }

    private void send(Commands commands, LedgerCommand command, int ledger) {
        var outcome = Rig.send(commands, command, ledger, "key" + keys.incrementAndGet(), "b", now());
        if (!(outcome instanceof Outcome.Done)) {
            throw new IllegalStateException(command.getClass().getSimpleName() + " came to " + outcome);
        }
        commandsSent.incrementAndGet();
    }

    private List<Row> rows(long held) {
        var rows = new ArrayList<Row>();
        rows.add(Row.reference("discussion: raw (read 10, write 1)", median(raws.all()), "CPU us/command"));
        rows.add(Row.reference("  of it the client", median(raws.client()), "CPU us/command"));
        rows.add(Row.reference("discussion: ours, all its commands", median(ours.all()), "CPU us/command"));
        rows.add(Row.reference("  of it the client", median(ours.client()), "CPU us/command"));
        rows.add(Row.atMost("discussion / raw", median(ours.all()) / median(raws.all()), 2));
        rows.add(Row.atMost("discussion: |sent - held|", (double) Math.abs(commandsSent.get() - LEDGERS - held), 0));
        rows.add(Row.reference("discussion: cores others used meanwhile", used.othersCores(), "cores"));
        return used.othersCores() > MOST_OTHERS ? rows.stream().map(Row::inconclusive).toList() : rows;
    }

    private static double median(List<Double> all) {
        return all.stream().sorted().toList().get(all.size() / 2);
    }

    private static Instant now() {
        return Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
