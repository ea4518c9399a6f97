package org.goldenthread.command.effects;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.mail.Flags.Flag;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.goldenthread.command.LedgerConfiguration;
import org.goldenthread.command.Postgres;
import org.goldenthread.command.contact.ContactCommand.MatchChild;
import org.goldenthread.command.contact.ContactCommand.ReceiveContact;
import org.goldenthread.command.document.DistributionCommand.MarkSent;
import org.goldenthread.command.document.DocumentCommand.IssueDecisionNotice;
import org.goldenthread.command.document.DocumentCommand.Recipient;
import org.goldenthread.command.document.WhenDecidedThenIssueNotice;
import org.goldenthread.command.effects.Bounces.Came;
import org.goldenthread.command.keys.KeyStore;
import org.goldenthread.command.ledger.Attempt.Sender;
import org.goldenthread.command.ledger.Commands;
import org.goldenthread.command.ledger.Commands.Outcome;
import org.goldenthread.command.ledger.Facts;
import org.goldenthread.command.ledger.Ids;
import org.goldenthread.command.ledger.LedgerCommand;
import org.goldenthread.command.ledger.LedgerSql;
import org.goldenthread.command.meeting.MeetingCommand.CloseMeeting;
import org.goldenthread.command.meeting.MeetingCommand.ConveneMeeting;
import org.goldenthread.command.meeting.MeetingCommand.RecordAttendance;
import org.goldenthread.command.meeting.MeetingCommand.RecordChildVoice;
import org.goldenthread.command.meeting.MeetingCommand.RecordDecision;
import org.goldenthread.command.settings.SettingsFile;
import org.goldenthread.command.staff.StaffCommand;
import org.goldenthread.command.staff.StaffCommand.GrantRole;
import org.goldenthread.events.Actor;
import org.goldenthread.events.Role;
import org.goldenthread.events.Sensitivity;
import org.goldenthread.events.contact.ContactEvent;
import org.goldenthread.events.contact.ContactEvent.ContactKind;
import org.goldenthread.events.contact.ContactEvent.DobStatus;
import org.goldenthread.events.contact.ContactEvent.MatchBasis;
import org.goldenthread.events.contact.ContactEvent.NamedChild;
import org.goldenthread.events.document.DocumentEvent.Bounce;
import org.goldenthread.events.document.DocumentEvent.Channel;
import org.goldenthread.events.document.DocumentEvent.DistributionBounced;
import org.goldenthread.events.meeting.MeetingEvent;
import org.goldenthread.events.meeting.MeetingEvent.Attendance;
import org.goldenthread.events.meeting.MeetingEvent.DecisionType;
import org.goldenthread.events.meeting.MeetingEvent.Format;
import org.goldenthread.events.meeting.MeetingEvent.Kind;
import org.goldenthread.events.meeting.MeetingEvent.RecipientClass;
import org.goldenthread.events.meeting.MeetingEvent.Seat;
import org.goldenthread.events.meeting.MeetingEvent.VoiceSource;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.personal.Seal;
import org.goldenthread.events.reference.Reference;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.ContactId;
import org.goldenthread.events.values.CorePart;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.DistributionId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.events.values.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What comes back as a mail, from a real mailbox to a real ledger. */
@SuppressWarnings("NullAway.Init") // set before each test
class BouncesTest {

    private static final LedgerId LEDGER = new LedgerId(1);
    private static final Instant FOUR = Instant.parse("2026-03-10T16:00:00Z");
    private static final Instant SENT = FOUR.plusSeconds(1);
    private static final Instant NOW = FOUR.plusSeconds(3_600);
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final AgencyId SOCIAL_CARE = new AgencyId(UUID.randomUUID());
    private static final AgencyId POLICE = new AgencyId(UUID.randomUUID());
    /** The one agency that the settings that come with the product reach by mail. */
    private static final AgencyId HEALTH = AgencyId.of("a0000000-0000-4000-8000-000000000004");

    private final Actor chair = new Actor(new UserId(UUID.randomUUID()), Role.TEAM_MANAGER, SOCIAL_CARE);
    private final HikariDataSource database = Postgres.ledger("gt_append");
    private final LedgerSql sql = new LedgerSql(database);
    private final KeyStore keys = Postgres.keys();
    private final Effects effects = new Effects(JdbcClient.create(database));
    private final Commands commands = new Commands(sql, new Facts(JdbcClient.create(database)), keys, new Seal(keys.ring()), new Ids(CLOCK), SettingsFile.shipped().inForce(), CLOCK,
            LedgerConfiguration.AGGREGATES, 100, ledger -> { });
    private final List<Came> counted = new ArrayList<>();
    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    private GreenMailUser mailbox;
    private Bounces bounces;
    private Effect effect;

    @BeforeEach
    void sendOne() throws UserException {
        Postgres.open(LEDGER);
        done(new GrantRole(StaffCommand.staffId(LEDGER, chair.userId()), chair.userId(), chair.role(), SOCIAL_CARE));
        var meeting = closedMeeting();
        var document = WhenDecidedThenIssueNotice.noticeOf(meeting);
        done(new IssueDecisionNotice(document, meeting, FOUR, "TS-STR-DEC", List.of(new Recipient(HEALTH, List.of(2), RecipientClass.CORE_ABSENT))));
        effect = new Effect(LEDGER, WhenDecidedThenIssueNotice.copyOf(document, 1, HEALTH), 1, document, 1, HEALTH, Channel.SECURE_EMAIL, 0);
        effects.await(effect, 1, FOUR);
        assertThat(effects.claim(100, FOUR)).contains(effect);
        effects.note(effect, new Answer.Taken(), SENT, SENT);
        server.start();
        mailbox = server.getUserManager().createUser("golden-thread@seaholm.example", "reader", "secret");
        bounces = new Bounces(new BounceMailbox(new BounceMailbox.At("127.0.0.1", server.getImap().getPort(), "reader", "secret", false, 2_000)), Duration.ofMinutes(1), database, effects,
                commands, Reference.demo(), CLOCK, counted::add);
    }

    @AfterEach
    void stop() {
        server.stop();
        commands.close();
        database.close();
    }

    @Test
    void a_report_is_recorded_once_however_many_say_so_and_nothing_beside_it_holds_it_up() throws Exception {
        told();
        deliver("Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n\0\0\0");
        deliver("Subject: Automatic reply\n\nI am away until Monday.");
        deliver(report("1." + new DistributionId(UUID.randomUUID()) + ".1", "failed"));
        deliver(report(effect.ledger() + "." + effect.distribution() + ".7", "failed"));
        deliver(report(effect.name(), "delayed"));
        deliver(report(effect.name(), "relayed"));
        deliver(report(effect.name(), "failed"));
        deliver(report(effect.name(), "failed"));
        assertThat(bounces.readAt()).isNaN();
        bounces.readOnce();
        assertThat(counted).containsExactly(Came.FOREIGN, Came.NO_REPORT, Came.FOREIGN, Came.FOREIGN, Came.DELAYED, Came.DELIVERED, Came.RECORDED, Came.KNOWN);
        assertThat(bounces.readAt()).isEqualTo((double) NOW.getEpochSecond());
        assertThat(back()).hasSize(1);
        assertThat(back().getFirst().attempt()).isEqualTo(1);
        assertThat(back().getFirst().reason()).isEqualTo(Bounce.NO_SUCH_MAILBOX);
        assertThat(back().getFirst().bouncedAt()).as("no later than now, whatever the mailbox says").isEqualTo(NOW);
        counted.clear();
        bounces.readOnce();
        assertThat(counted).as("every mail bears a mark").isEmpty();
    }

    @Test
    void who_ended_before_the_mail_was_marked_reads_it_again_and_the_ledger_knows() throws Exception {
        told();
        deliver(report(effect.name(), "failed"));
        bounces.readOnce();
        for (var mail : server.getManagers().getImapHostManager().getInbox(mailbox).getMessages()) {
            mail.setFlag(Flag.ANSWERED, false);
        }
        bounces.readOnce();
        assertThat(counted).containsExactly(Came.RECORDED, Came.KNOWN);
        assertThat(back()).hasSize(1);
    }

    @Test
    void what_comes_back_before_it_is_noted_that_it_went_is_read_again() throws Exception {
        deliver(report(effect.name(), "failed"));
        bounces.readOnce();
        assertThat(counted).containsExactly(Came.LATER);
        assertThat(back()).isEmpty();
        told();
        bounces.readOnce();
        assertThat(counted).containsExactly(Came.LATER, Came.RECORDED);
        assertThat(names()).containsSubsequence("distribution-sent", "distribution-delivered", "distribution-bounced");
    }

    @Test
    void what_the_ledger_refuses_because_it_knows_nothing_of_it_goes_to_a_person() throws Exception {
        told();
        var never = new Effect(LEDGER, effect.distribution(), 2, effect.document(), 1, HEALTH, Channel.SECURE_EMAIL, 0);
        effects.await(never, 2, FOUR);
        assertThat(effects.claim(100, FOUR)).contains(never);
        effects.note(never, new Answer.Taken(), SENT, SENT);
        effects.told(never);
        deliver(report(never.name(), "failed"));
        bounces.readOnce();
        assertThat(counted).containsExactly(Came.FOREIGN);
        assertThat(back()).isEmpty();
        assertThat(server.getManagers().getImapHostManager().getInbox(mailbox).getMessages().getFirst().getFlags().contains(Flag.FLAGGED)).isTrue();
    }

    @Test
    void a_mail_that_is_too_much_to_read_is_for_a_person() {
        assertThat(List.of(new StackOverflowError(), new OutOfMemoryError())).allSatisfy(error -> assertThat(bounces.look(new MimeMessage(Session.getInstance(new Properties())) {
            @Override
            public String getContentType() {
                throw error;
            }
        }, NOW)).isEqualTo(Came.UNREADABLE));
    }

    @Test
    void one_instance_reads_at_a_time() throws Exception {
        told();
        deliver(report(effect.name(), "failed"));
        assertThat(new Alone(database, 0x424F554E).tryDo(held -> {
            bounces.readOnce();
            assertThat(held.still()).isTrue();
        })).isTrue();
        assertThat(counted).isEmpty();
        bounces.readOnce();
        assertThat(counted).containsExactly(Came.RECORDED);
    }

    @Test
    void a_mailbox_that_goes_away_is_read_again_when_it_is_back() throws Exception {
        told();
        int port = server.getImap().getPort();
        server.stop();
        bounces.readOnce();
        assertThat(bounces.readAt()).isNaN();
        var back = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
        back.start();
        try {
            mailbox = back.getUserManager().createUser("golden-thread@seaholm.example", "reader", "secret");
            deliver(report(effect.name(), "failed"));
            bounces.readOnce();
        } finally {
            back.stop();
        }
        assertThat(counted).containsExactly(Came.RECORDED);
    }

    /** The ledger knows that it was sent, as the sending tells it. */
    private void told() {
        done(new MarkSent(effect.document(), effect.distribution(), 1, Channel.SECURE_EMAIL, SENT));
        effects.told(effect);
    }

    private List<DistributionBounced> back() {
        return sql.readStream(LEDGER, effect.document().value(), 0).stream().map(stored -> stored.open().orElseThrow().event()).filter(DistributionBounced.class::isInstance)
                .map(DistributionBounced.class::cast).toList();
    }

    private List<String> names() {
        return sql.readStream(LEDGER, effect.document().value(), 0).stream().map(stored -> stored.name()).toList();
    }

    private static String report(String about, String action) {
        return """
                Subject: Delivery report
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.health.example

                Final-Recipient: rfc822; inbox@health.example
                Action: %s
                Status: %s

                --b
                Content-Type: text/rfc822-headers

                Message-ID: <%s@seaholm.example>

                --b--
                """.formatted(action, action.equals("failed") ? "5.1.1" : "4.0.0", about);
    }

    private void deliver(String text) throws MessagingException {
        mailbox.deliver(new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8))));
    }

    private MeetingId closedMeeting() {
        var contact = new ContactId(UUID.randomUUID());
        var child = new ChildId(UUID.randomUUID());
        done(new ReceiveContact(contact, ContactKind.REQUEST, ContactEvent.Channel.PHONE, FOUR, null, null, false, false, PersonalText.of(contact.value(), "seen at the pier"),
                List.of(new NamedChild(1, child, PersonalText.of(child.value(), "Robin Sample"), false, DobStatus.UNKNOWN, null, null, null))));
        done(new MatchChild(contact, 1, null, MatchBasis.NEW_CHILD, 100));
        var meeting = new MeetingId(UUID.randomUUID());
        done(new ConveneMeeting(meeting, Kind.STRATEGY, List.of(child), PersonalText.of(meeting.value(), "why"), Format.PHONE, FOUR.minusSeconds(3_600), chair.userId(), null,
                List.of(new Seat(1, SOCIAL_CARE, CorePart.SOCIAL_CARE, null, null), new Seat(2, POLICE, CorePart.POLICE, null, null)), null));
        done(new RecordAttendance(meeting, 1, Attendance.PRESENT, true, null, null, null));
        done(new RecordAttendance(meeting, 2, Attendance.PRESENT, true, null, null, null));
        done(new RecordChildVoice(meeting, 1, VoiceSource.CHILD_SEEN_ALONE, "I want to stay with Nan.", null));
        done(new RecordDecision(meeting, new DecisionId(UUID.randomUUID()), 1, DecisionType.THRESHOLD_S47_MET, MeetingEvent.Answer.NOT_DECIDED, "why", "The manager", LocalDate.of(2026, 3, 11), FOUR, null,
                null));
        done(new CloseMeeting(meeting, FOUR, null, null));
        return meeting;
    }

    private void done(LedgerCommand command) {
        assertThat(commands.send(command, LEDGER, new Sender(chair, "E06999001", null, FOUR, UUID.randomUUID(), "body".getBytes(StandardCharsets.UTF_8), UUID.randomUUID(), null,
                Sensitivity.STANDARD, null, null, null))).as(command.toString()).isInstanceOf(Outcome.Done.class);
    }
}
