package org.goldenthread.command.effects;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.goldenthread.command.document.DistributionCommand.MarkReturned;
import org.goldenthread.command.document.DocumentRule;
import org.goldenthread.command.effects.BounceMailbox.Mark;
import org.goldenthread.command.ledger.Attempt.Sender;
import org.goldenthread.command.ledger.Commands;
import org.goldenthread.command.ledger.Commands.Outcome;
import org.goldenthread.command.ledger.Ids;
import org.goldenthread.events.Actor;
import org.goldenthread.events.Role;
import org.goldenthread.events.Sensitivity;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.reference.Reference;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the mails that come back, and tells the ledger which notice each is about. One instance at a time. A mail is marked only after the
 * ledger took or refused what it says: who ends before that reads it again, and the ledger knows it already.
 */
public final class Bounces implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Bounces.class);
    private static final long LOCK = 0x424F554E;
    private static final UUID NOBODY = new UUID(0, 0);
    private static final UserId READER = new UserId(Ids.named(NOBODY, "system:bounces"));

    private final BounceMailbox mailbox;
    private final Alone alone;
    private final Effects effects;
    private final Commands commands;
    private final Reference reference;
    private final Clock clock;
    private final Duration interval;
    private final Consumer<Came> counted;
    private final Thread thread = Thread.ofPlatform().name("bounces").unstarted(this::run);
    private volatile boolean closed;
    private volatile double readAt = Double.NaN;
    private boolean away;

    /** What a mail came to. */
    public enum Came {
        /** The ledger knows it now. */
        RECORDED(Mark.DONE),
        /** The ledger knew it, by another mail or by hand. */
        KNOWN(Mark.DONE),
        /** It is on its way still, says its server. */
        DELAYED(Mark.DONE),
        /** It is there, says its server: that it was taken is recorded already. */
        DELIVERED(Mark.DONE),
        /** No report says so: an automatic answer, or a mail by mistake. */
        NO_REPORT(Mark.FOR_A_PERSON),
        /** It names nothing that was sent from here, or that the ledger knows to have been. */
        FOREIGN(Mark.FOR_A_PERSON),
        /** It does not say what became of the mail. */
        UNCLEAR(Mark.FOR_A_PERSON),
        /** It is broken, or too large for what it should be. */
        UNREADABLE(Mark.FOR_A_PERSON),
        /** What it is about isn't noted yet, or the ledger isn't there: it is read again. */
        LATER(Mark.NONE);

        private final Mark mark;

        Came(Mark mark) {
            this.mark = mark;
        }
    }

    /** @param counted told of every mail that was looked at */
    public Bounces(BounceMailbox mailbox, Duration interval, DataSource database, Effects effects, Commands commands, Reference reference, Clock clock, Consumer<Came> counted) {
        this.mailbox = mailbox;
        this.interval = interval;
        this.alone = new Alone(database, LOCK);
        this.effects = effects;
        this.commands = commands;
        this.reference = reference;
        this.clock = clock;
        this.counted = counted;
    }

    /** Begins, where there is a mailbox to read. */
    public Bounces start() {
        if (mailbox.at().isSet()) {
            thread.start();
        } else {
            LOG.atInfo().log("mails that come back are not read: no mailbox is set; that they came back is recorded by hand");
        }
        return this;
    }

    /** When this instance last read the mailbox to its end, in seconds since 1970; not a number where it has not yet. */
    public double readAt() {
        return readAt;
    }

    private void run() {
        while (!closed) {
            try {
                readOnce();
                Thread.sleep(interval);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Reads what has come, unless another instance is at it. */
    void readOnce() throws InterruptedException {
        try {
            if (alone.tryDo(this::read)) {
                say(false, "");
            }
        } catch (SQLException | RuntimeException e) {
            say(true, e.toString());
        }
    }

    private void read(Alone.Held held) throws SQLException {
        try {
            if (mailbox.read(this::read, () -> !closed && held.still())) {
                readAt = clock.instant().getEpochSecond();
            }
        } catch (MessagingException e) {
            throw new IllegalStateException(e.getClass().getName(), e);
        }
    }

    /** Once when it goes and once when it is back, not every time. */
    private void say(boolean isAway, String cause) {
        if (isAway && !away && !closed) {
            LOG.atWarn().addKeyValue("mailbox", mailbox.at()).addKeyValue("cause", cause).log("the mailbox for what comes back can't be read; tried again and again");
        } else if (!isAway && away) {
            LOG.atInfo().addKeyValue("mailbox", mailbox.at()).log("the mailbox for what comes back is read again");
        }
        away = isAway;
    }

    private Mark read(@Nullable MimeMessage mail, Instant arrivedAt) {
        var came = look(mail, arrivedAt);
        counted.accept(came);
        return came.mark;
    }

    /** One mail never holds up another, whatever it holds. */
    Came look(@Nullable MimeMessage mail, Instant arrivedAt) {
        if (mail == null) {
            return Came.UNREADABLE;
        }
        Optional<DeliveryReport> report;
        try {
            report = DeliveryReport.in(mail);
        } catch (MessagingException | IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return Came.UNREADABLE;
        }
        try {
            return report.map(said -> came(said, arrivedAt)).orElse(Came.NO_REPORT);
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("cause", e.getClass().getName()).log("what came back could not be told; tried again");
            return Came.LATER;
        }
    }

    private Came came(DeliveryReport report, Instant arrivedAt) {
        var about = report.about();
        var mailed = about == null ? Optional.<Effects.Mailed>empty() : effects.mailed(about);
        if (mailed.isEmpty() || mailed.get().isNeverSent()) {
            return Came.FOREIGN;
        }
        return switch (report.fate()) {
            case WAITS -> Came.DELAYED;
            case IS_THERE -> Came.DELIVERED;
            case UNCLEAR -> Came.UNCLEAR;
            case CAME_BACK -> tell(report, mailed.get(), arrivedAt);
        };
    }

    private Came tell(DeliveryReport report, Effects.Mailed mailed, Instant arrivedAt) {
        var sentAt = mailed.answeredAt();
        if (sentAt == null || !mailed.told()) {
            return Came.LATER;
        }
        var now = clock.instant();
        var known = arrivedAt.isAfter(now) ? now : arrivedAt;
        var bouncedAt = known.isBefore(sentAt) ? sentAt : known; // a mailbox keeps whole seconds
        var effect = mailed.effect();
        var outcome = commands.send(new MarkReturned(effect.document(), effect.distribution(), effect.attempt(), effect.channel(), sentAt, report.reason(), bouncedAt),
                effect.ledger(), sender(effect, bouncedAt));
        return switch (outcome) {
            case Outcome.Done done -> done.repeated() ? Came.KNOWN : Came.RECORDED;
            case Outcome.Refused refused -> refused.refusal().rule() == DocumentRule.BOUNCED_ALREADY ? Came.KNOWN : Came.FOREIGN;
            case Outcome.NotFound nothing -> Came.FOREIGN;
            case Outcome.Changed changed -> Came.LATER;
            case Outcome.KeyReused reused -> Came.KNOWN;
        };
    }

    /** Once for each attempt, however many mails say so. */
    private Sender sender(Effect effect, Instant at) {
        var key = Ids.named(effect.distribution().value(), "bounces/" + effect.attempt());
        return new Sender(new Actor(READER, Role.SYSTEM, new AgencyId(NOBODY)), reference.areaOn(effect.ledger(), WorkingCalendar.dayOf(at)).code(), null, at, key, new byte[1], key,
                null, Sensitivity.STANDARD, null, null, null);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
