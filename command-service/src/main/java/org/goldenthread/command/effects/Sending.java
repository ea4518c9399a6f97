package org.goldenthread.command.effects;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.goldenthread.command.document.DistributionCommand;
import org.goldenthread.command.document.DistributionCommand.MarkBounced;
import org.goldenthread.command.document.DistributionCommand.MarkFailed;
import org.goldenthread.command.document.DistributionCommand.MarkSent;
import org.goldenthread.command.ledger.Attempt.Sender;
import org.goldenthread.command.ledger.Commands;
import org.goldenthread.command.ledger.Commands.Outcome;
import org.goldenthread.command.ledger.Ids;
import org.goldenthread.command.ledger.Moved;
import org.goldenthread.command.settings.Settings;
import org.goldenthread.events.Actor;
import org.goldenthread.events.Role;
import org.goldenthread.events.Sensitivity;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.document.DocumentEvent.Bounce;
import org.goldenthread.events.document.DocumentEvent.Channel;
import org.goldenthread.events.document.DocumentEvent.Failure;
import org.goldenthread.events.reference.Reference;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.UserId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what waits, and tells the ledger what became of it. One instance at a time: what it finds claimed when it begins was left by one
 * that is gone, and nobody knows whether it went. A channel that isn't there is tried again three times, later each time; then a person decides.
 */
public final class Sending implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sending.class);
    private static final long LOCK = 0x53454E44;
    private static final int BATCH = 6;
    private static final int UNTOLD = 500;
    private static final UUID NOBODY = new UUID(0, 0);
    private static final UserId SENDER = new UserId(Ids.named(NOBODY, "system:sending"));

    private final Alone alone;
    private final Effects effects;
    private final Map<Channel, Courier> couriers;
    private final Commands commands;
    private final Settings.InForce settings;
    private final Reference reference;
    private final Clock clock;
    private final List<Duration> later;
    private final Moved moved = new Moved();
    private final Thread thread = Thread.ofPlatform().name("sending").unstarted(this::run);
    private volatile boolean closed;

    /** @param later how long a channel that isn't there is left alone, the first time, the second ...; after the last it has failed */
    public Sending(DataSource database, Effects effects, List<Courier> couriers, Commands commands, Settings.InForce settings, Reference reference, Clock clock, List<Duration> later) {
        this.alone = new Alone(database, LOCK);
        this.effects = effects;
        this.couriers = couriers.stream().collect(Collectors.toUnmodifiableMap(Courier::channel, Function.identity()));
        this.commands = commands;
        this.settings = settings;
        this.reference = reference;
        this.clock = clock;
        this.later = List.copyOf(later);
    }

    public Sending start() {
        thread.start();
        return this;
    }

    /** Told that a ledger moved; returns at once. */
    public void moved(LedgerId id) {
        moved.add(id);
    }

    private void run() {
        while (!closed) {
            try {
                if (!alone.tryDo(this::sendUntilInterrupted)) {
                    moved.await(1_000);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (SQLException | RuntimeException e) {
                LOG.atWarn().addKeyValue("cause", e.toString()).log("sending interrupted; it goes on from what is noted");
                pause();
            }
        }
    }

    private void sendUntilInterrupted(Alone.Held held) throws SQLException, InterruptedException {
        int doubtful = effects.doubt(clock.instant());
        if (doubtful > 0) {
            LOG.atWarn().addKeyValue("notices", doubtful).log("an instance ended while it sent: a person decides what became of these");
        }
        while (!closed && held.still()) {
            tell();
            if (send() == 0) {
                moved.await(1_000);
            }
        }
    }

    /** A claim is committed before anything leaves: whoever comes after knows that it may have. */
    private int send() {
        var claimed = effects.claim(BATCH, clock.instant());
        try (var each = Executors.newVirtualThreadPerTaskExecutor()) {
            claimed.forEach(effect -> each.execute(() -> carry(effect)));
        }
        if (effects.doubt(claimed, clock.instant()) > 0) {
            LOG.atError().log("what became of notices could not be noted: a person decides");
        }
        tell();
        return claimed.size();
    }

    private void carry(Effect effect) {
        try {
            note(effect);
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("effect", effect.name()).addKeyValue("cause", e.toString()).log("what became of a notice could not be noted");
        }
    }

    private void note(Effect effect) {
        var answer = answer(effect);
        boolean isOver = answer instanceof Answer.Later && effect.tries() >= later.size();
        var now = clock.instant();
        effects.note(effect, isOver ? new Answer.Failed(Failure.UNREACHABLE) : answer, now, isOver ? now : now.plus(wait(effect)));
        LOG.atDebug().addKeyValue("effect", effect.name()).addKeyValue("answer", answer.getClass().getSimpleName()).log("notice carried");
    }

    private Duration wait(Effect effect) {
        return later.isEmpty() ? Duration.ZERO : later.get(Math.min(effect.tries(), later.size() - 1));
    }

    private Answer answer(Effect effect) {
        var reach = settings.of(effect.ledger(), clock.instant()).reach(effect.agency());
        var courier = couriers.get(effect.channel());
        if (courier == null || reach.channel() != effect.channel()) {
            return new Answer.Failed(Failure.UNREACHABLE);
        }
        try {
            return courier.carry(effect, reach.to());
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("effect", effect.name()).addKeyValue("cause", e.getClass().getName()).log("the courier failed; whether it went nobody knows");
            return new Answer.Failed(Failure.UNCERTAIN);
        }
    }

    private void tell() {
        effects.untold(UNTOLD).forEach(this::tell);
    }

    /** One that the ledger does not take is tried again, and holds up no other. */
    private void tell(Effects.Outcome one) {
        try {
            var outcome = commands.send(command(one), one.effect().ledger(), sender(one));
            if (outcome instanceof Outcome.Done || outcome instanceof Outcome.Refused) {
                effects.told(one.effect());
            } else {
                LOG.atError().addKeyValue("effect", one.effect().name()).addKeyValue("outcome", outcome.getClass().getSimpleName()).log("what became of a notice was not accepted");
            }
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("effect", one.effect().name()).addKeyValue("cause", e.toString()).log("what became of a notice could not be told; tried again");
        }
    }

    private static DistributionCommand command(Effects.Outcome one) {
        var effect = one.effect();
        return switch (one.state()) {
            case "SENT" -> new MarkSent(effect.document(), effect.distribution(), effect.attempt(), effect.channel(), one.at());
            case "BOUNCED" -> new MarkBounced(effect.document(), effect.distribution(), effect.attempt(), effect.channel(), Bounce.valueOf(one.reason()), one.at());
            default -> new MarkFailed(effect.document(), effect.distribution(), effect.attempt(), Failure.valueOf(one.reason()), one.at());
        };
    }

    private Sender sender(Effects.Outcome one) {
        var ledger = one.effect().ledger();
        var key = Ids.named(one.effect().distribution().value(), "sending/" + one.effect().attempt() + "/" + one.state());
        return new Sender(new Actor(SENDER, Role.SYSTEM, new AgencyId(NOBODY)), reference.areaOn(ledger, WorkingCalendar.dayOf(one.at())).code(), null, one.at(), key, new byte[1],
                key, null, Sensitivity.STANDARD, null, null, null);
    }

    private void pause() {
        try {
            moved.await(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
