package org.goldenthread.command.timers;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.goldenthread.command.ledger.Attempt.Sender;
import org.goldenthread.command.ledger.Commands;
import org.goldenthread.command.ledger.Commands.Outcome;
import org.goldenthread.command.ledger.Ids;
import org.goldenthread.command.ledger.LedgerSql;
import org.goldenthread.command.reactions.Reactor;
import org.goldenthread.events.Actor;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.Role;
import org.goldenthread.events.Sensitivity;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.reference.Reference;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.UserId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps timers in the ledger's database and gives the watcher's command when one is due: on whichever instance comes first, again
 * after a crash, accepted once.
 */
public final class Timers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Timers.class);
    private static final UUID NOBODY = new UUID(0, 0);
    private static final int BATCH = 1_000;
    private static final Duration A_WHILE = Duration.ofSeconds(5);

    private final Commands commands;
    private final Reference reference;
    private final Clock clock;
    private final JdbcClient sql;
    private final Map<Watcher, OneTimeTask<Void>> tasks;
    private final Scheduler scheduler;

    /** How often due timers are looked for, and how often an instance says that it lives: after six silent beats another takes over. */
    public record Pace(Duration polling, Duration heartbeat) {}

    public Timers(DataSource database, Commands commands, Reference reference, Clock clock, Pace pace, List<Watcher> watchers) {
        this.commands = commands;
        this.reference = reference;
        this.clock = clock;
        this.sql = JdbcClient.create(database);
        this.tasks = watchers.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), this::task));
        this.scheduler = Scheduler.create(database, List.copyOf(tasks.values())).tableName("ledger.timer").threads(2)
                .schedulerName(new SchedulerName.Fixed(UUID.randomUUID().toString())).clock(clock::instant).pollingInterval(pace.polling())
                .heartbeatInterval(pace.heartbeat()).missedHeartbeatsLimit(6).deleteUnresolvedAfter(Duration.ofDays(3_650)).build();
    }

    private OneTimeTask<Void> task(Watcher watcher) {
        // the library's own retry and its taking over ask the machine's clock, whatever clock it was given
        return Tasks.oneTime(watcher.name()).onFailure((failed, operations) -> operations.reschedule(failed, clock.instant().plus(A_WHILE)))
                .onDeadExecution((left, operations) -> operations.reschedule(left, clock.instant()))
                .execute((due, context) -> ask(watcher, Timer.of(due.getId())));
    }

    /** Begins to look for due timers. */
    public Timers start() {
        scheduler.start();
        return this;
    }

    /** What sets the timers of each watcher, as events come. */
    public List<Reactor> reactors() {
        return tasks.keySet().stream().<Reactor>map(watcher -> new Reactor() {
            @Override
            public String name() {
                return watcher.name();
            }

            @Override
            public void on(Recorded<?> recorded) {
                set(watcher, recorded);
            }
        }).toList();
    }

    private int set(Watcher watcher, Recorded<?> recorded) {
        int set = 0;
        for (var timer : watcher.timersOf(recorded)) {
            set += scheduler.scheduleIfNotExists(taskOf(watcher).instance(timer.id()), timer.at()) ? 1 : 0;
        }
        return set;
    }

    private OneTimeTask<Void> taskOf(Watcher watcher) {
        return java.util.Objects.requireNonNull(tasks.get(watcher));
    }

    /** Sets the timers of a whole ledger again, from its events; says how many were not there. One that was answered is refused. */
    public int derive(LedgerSql ledger, LedgerId id) {
        int set = 0;
        long position = 0;
        for (var events = ledger.readAfter(id, 0, BATCH); !events.isEmpty(); events = ledger.readAfter(id, position, BATCH)) {
            for (var stored : events) {
                var recorded = stored.open();
                for (var watcher : tasks.keySet()) {
                    set += recorded.isEmpty() ? 0 : set(watcher, recorded.get());
                }
            }
            position = events.getLast().position();
        }
        return set;
    }

    /** How many timers are due and not answered yet. */
    public long due() {
        return sql.sql("select count(*) from ledger.timer where execution_time < :now").param("now", Timestamp.from(clock.instant())).query(Long.class).single();
    }

    private void ask(Watcher watcher, Timer timer) {
        var outcome = commands.send(watcher.ask(timer.stream(), timer.code()), timer.ledger(), sender(watcher, timer));
        if (outcome instanceof Outcome.Changed || outcome instanceof Outcome.KeyReused) {
            throw new IllegalStateException("a timer's command came to " + outcome.getClass().getSimpleName() + "; tried again");
        }
        LOG.atDebug().addKeyValue("timer", watcher.name()).addKeyValue("outcome", outcome.getClass().getSimpleName()).log("timer answered");
    }

    /** Each asking has a key of its own: a timer that is set again asks again, and the aggregate knows what was said already. */
    private Sender sender(Watcher watcher, Timer timer) {
        var now = clock.instant();
        var key = Ids.named(timer.stream(), watcher.name() + "/" + timer.id() + "/" + now.toEpochMilli());
        return new Sender(new Actor(new UserId(Ids.named(NOBODY, "system:" + watcher.name())), Role.SYSTEM, new AgencyId(NOBODY)),
                reference.areaOn(timer.ledger(), WorkingCalendar.dayOf(now)).code(), null, now, key, new byte[1], key, null, Sensitivity.STANDARD, null, null, null);
    }

    @Override
    public void close() {
        scheduler.stop();
    }
}
