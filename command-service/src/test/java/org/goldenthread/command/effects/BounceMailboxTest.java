package org.goldenthread.command.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags.Flag;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.goldenthread.command.effects.BounceMailbox.Mark;
import org.goldenthread.command.effects.DeliveryReport.Fate;
import org.goldenthread.events.document.DocumentEvent.Bounce;
import org.goldenthread.events.values.DistributionId;
import org.goldenthread.events.values.LedgerId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reports as mail servers write them, read from a real mailbox over IMAP. Every address is invented. */
class BounceMailboxTest {

    private static final Effect.Name NAME = new Effect.Name(new LedgerId(1), new DistributionId(UUID.fromString("0b7d5f52-93a7-5d0e-8c11-3f3a8f1f9f10")), 2);
    private static final String WRITTEN = "1." + NAME.distribution() + ".2";
    private static final String ID = "Message-ID: <" + WRITTEN + "@seaholm.example>";

    private static final String POSTFIX = """
            From: MAILER-DAEMON@mx.health.example (Mail Delivery System)
            Subject: Undelivered Mail Returned to Sender
            To: golden-thread@seaholm.example
            Auto-Submitted: auto-replied
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary="4F2A1.1773158400/mx.health.example"

            This is a MIME-encapsulated message.

            --4F2A1.1773158400/mx.health.example
            Content-Description: Notification
            Content-Type: text/plain; charset=us-ascii

            <inbox@health.example>: host 192.0.2.1 said: 550 5.1.1 User unknown

            --4F2A1.1773158400/mx.health.example
            Content-Description: Delivery report
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.health.example
            X-Postfix-Queue-ID: 4F2A1
            Arrival-Date: Tue, 10 Mar 2026 16:00:00 +0000 (UTC)

            Final-Recipient: rfc822; inbox@health.example
            Original-Recipient: rfc822;inbox@health.example
            Action: failed
            Status: 5.1.1
            Remote-MTA: dns; 192.0.2.1
            Diagnostic-Code: smtp; 550 5.1.1 User unknown

            --4F2A1.1773158400/mx.health.example
            Content-Description: Undelivered Message
            Content-Type: message/rfc822

            From: golden-thread@seaholm.example
            To: inbox@health.example
            %s

            A document of a safeguarding meeting waits for your agency.

            --4F2A1.1773158400/mx.health.example--
            """;

    private static final String EXCHANGE = """
            From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@school.example>
            To: <golden-thread@seaholm.example>
            Subject: Undeliverable: Golden Thread: a document waits for your agency
            In-Reply-To: <%s@seaholm.example>
            X-MS-Exchange-Message-Is-Ndr:
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status;
            \tboundary="51a1b7e0-0000-4000-8000-000000000001"

            --51a1b7e0-0000-4000-8000-000000000001
            Content-Type: multipart/alternative; differences=Content-Type;
            \tboundary="51a1b7e0-0000-4000-8000-000000000002"

            --51a1b7e0-0000-4000-8000-000000000002
            Content-Type: text/plain; charset="us-ascii"
            Content-Transfer-Encoding: quoted-printable

            Your message couldn't be delivered. The mailbox is full.

            --51a1b7e0-0000-4000-8000-000000000002
            Content-Type: text/html; charset="us-ascii"

            <html><body>Your message couldn't be delivered.</body></html>

            --51a1b7e0-0000-4000-8000-000000000002--

            --51a1b7e0-0000-4000-8000-000000000001
            Content-Type: message/delivery-status

            Reporting-MTA: dns;LO0P000MB0001.school.example
            Received-From-MTA: dns;mail.seaholm.example
            Arrival-Date: Tue, 10 Mar 2026 16:00:00 +0000

            Final-Recipient: rfc822;office@school.example
            Action: failed
            Status: 5.2.2
            Diagnostic-Code: smtp;554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException
            X-Display-Name: office

            --51a1b7e0-0000-4000-8000-000000000001
            Content-Type: text/rfc822-headers

            From: golden-thread@seaholm.example
            Message-ID: <rewritten-on-the-way@school.example>
            X-Golden-Thread-Notice: %s

            --51a1b7e0-0000-4000-8000-000000000001--
            """.formatted(WRITTEN, WRITTEN);

    private static final String GOOGLE = """
            From: Mail Delivery Subsystem <mailer-daemon@mail.example>
            To: golden-thread@seaholm.example
            Auto-Submitted: auto-replied
            Subject: Delivery Status Notification (Failure)
            References: <%1$s@seaholm.example>
            In-Reply-To: <%1$s@seaholm.example>
            MIME-Version: 1.0
            Content-Type: multipart/report; boundary="000000000000a1b2c3"; report-type=delivery-status

            --000000000000a1b2c3
            Content-Type: multipart/related; boundary="000000000000a1b2c4"

            --000000000000a1b2c4
            Content-Type: text/html; charset="UTF-8"

            <p>Address not found</p>
            --000000000000a1b2c4--
            --000000000000a1b2c3
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mail.example
            Received-From-MTA: dns; golden-thread@seaholm.example
            X-Original-Message-ID: <%1$s@seaholm.example>

            Final-Recipient: rfc822; desk@charity.example
            Action: failed
            Status: 4.4.1
            Diagnostic-Code: smtp; The recipient server did not accept our requests to connect.
            Last-Attempt-Date: Fri, 13 Mar 2026 16:00:00 -0700 (PDT)

            --000000000000a1b2c3--
            """.formatted(WRITTEN);

    private static final String AUTOMATIC_REPLY = """
            From: inbox@health.example
            To: golden-thread@seaholm.example
            Subject: Automatic reply: Golden Thread: a document waits for your agency
            Auto-Submitted: auto-replied
            In-Reply-To: <%s@seaholm.example>
            Content-Type: text/plain

            I am away until Monday.
            """.formatted(WRITTEN);

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    private @Nullable GreenMailUser reader;

    @BeforeEach
    void start() throws UserException {
        server.start();
        reader = server.getUserManager().createUser("golden-thread@seaholm.example", "reader", "secret");
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void a_report_names_the_attempt_that_it_is_about_what_was_done_and_why_as_each_server_writes_it() throws MessagingException, IOException {
        assertThat(said(POSTFIX.formatted(ID))).contains(new DeliveryReport(NAME, Fate.CAME_BACK, Bounce.NO_SUCH_MAILBOX));
        assertThat(said(EXCHANGE)).as("its Message-ID was rewritten").contains(new DeliveryReport(NAME, Fate.CAME_BACK, Bounce.MAILBOX_FULL));
        assertThat(said(GOOGLE)).as("nothing given back; given up after days").contains(new DeliveryReport(NAME, Fate.CAME_BACK, Bounce.REFUSED));
    }

    @Test
    void a_report_that_gives_back_nothing_is_known_by_its_envelope() throws MessagingException, IOException {
        var bare = POSTFIX.formatted("").replace("X-Postfix-Queue-ID: 4F2A1", "Original-Envelope-Id: " + WRITTEN);
        assertThat(said(bare)).contains(new DeliveryReport(NAME, Fate.CAME_BACK, Bounce.NO_SUCH_MAILBOX));
        assertThat(said(POSTFIX.formatted("Message-ID: <another@seaholm.example>"))).as("of ours it names none").contains(new DeliveryReport(null, Fate.CAME_BACK, Bounce.NO_SUCH_MAILBOX));
    }

    @Test
    void what_was_done_counts_and_not_the_class_of_the_status() throws MessagingException, IOException {
        assertThat(fate("Action: delayed", "Status: 4.4.1")).isEqualTo(Fate.WAITS);
        assertThat(fate("Action: delivered", "Status: 2.0.0")).isEqualTo(Fate.IS_THERE);
        assertThat(fate("Action: relayed", "Status: 2.0.0")).isEqualTo(Fate.IS_THERE);
        assertThat(fate("Action: FAILED (given up)", "Status: 5.0.0")).as("no such action").isEqualTo(Fate.UNCLEAR);
        assertThat(fate("Action: Failed", "Status: 4.4.7")).isEqualTo(Fate.CAME_BACK);
        assertThat(fate("Action: failed", "Status: 2.1.5")).as("it contradicts itself").isEqualTo(Fate.UNCLEAR);
        assertThat(fate("X-Action: none", "Status: 5.1.1")).isEqualTo(Fate.CAME_BACK);
        assertThat(fate("X-Action: none", "Status: 4.2.2")).isEqualTo(Fate.WAITS);
        assertThat(fate("X-Action: none", "X-Status: none")).isEqualTo(Fate.UNCLEAR);
        var two = POSTFIX.formatted(ID).replace("Action: failed", "Action: failed\nStatus: 5.1.1\n\nFinal-Recipient: rfc822; other@health.example\nAction: delivered");
        assertThat(said(two).orElseThrow().fate()).as("there for one of two").isEqualTo(Fate.UNCLEAR);
    }

    @Test
    void why_is_the_status_else_what_the_server_answered() throws MessagingException, IOException {
        assertThat(why("Status: 5.0.0", "Diagnostic-Code: smtp; 550 5.1.10 RESOLVER.ADR.RecipientNotFound")).isEqualTo(Bounce.NO_SUCH_MAILBOX);
        assertThat(why("Status: 5.2.1", "Diagnostic-Code: smtp; 550 disabled")).isEqualTo(Bounce.NO_SUCH_MAILBOX);
        assertThat(why("Status: 4.2.2", "Diagnostic-Code: smtp; 452 full")).isEqualTo(Bounce.MAILBOX_FULL);
        assertThat(why("Status: 5.7.1", "Diagnostic-Code: smtp; 550 not from you")).isEqualTo(Bounce.REFUSED);
        assertThat(why("X-Status: none", "Diagnostic-Code: smtp; 552 too much")).isEqualTo(Bounce.MAILBOX_FULL);
        assertThat(why("X-Status: none", "Diagnostic-Code: x-unix; from 192.0.2.550")).isEqualTo(Bounce.REFUSED);
    }

    @Test
    void what_is_no_report_is_none_and_what_a_person_forwards_is_none() throws MessagingException, IOException {
        assertThat(said(AUTOMATIC_REPLY)).isEmpty();
        assertThat(said("Content-Type: message/rfc822\n\n" + POSTFIX.formatted(ID))).isEmpty();
        assertThat(said("Content-Type: !!!\n\nhello")).isEmpty();
        assertThat(said("")).isEmpty();
    }

    @Test
    void a_hostile_mail_is_read_no_deeper_and_no_further_than_a_report_goes() throws MessagingException, IOException {
        var deep = new StringBuilder();
        for (int level = 0; level < 2_000; level++) {
            deep.append("Content-Type: multipart/mixed; boundary=b").append(level).append("\n\n--b").append(level).append('\n');
        }
        assertThat(said(deep + "Content-Type: message/delivery-status\n\nAction: failed\n")).isEmpty();
        assertThat(said("Content-Type: multipart/report; boundary=b\n\n" + "--b\n\n".repeat(20_000))).isEmpty();
        assertThat(said("Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n" + "Action: failed\n\n".repeat(9_000)).orElseThrow().fate())
                .isEqualTo(Fate.CAME_BACK);
        assertThat(said("Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n\n\n").orElseThrow().fate()).isEqualTo(Fate.UNCLEAR);
    }

    @Test
    void each_mail_is_shown_until_it_bears_a_mark_and_none_is_removed_or_opened() throws MessagingException, FolderException {
        var before = Instant.now().minus(Duration.ofMinutes(1));
        deliver(POSTFIX.formatted(ID));
        deliver(AUTOMATIC_REPLY);
        deliver(EXCHANGE);
        var arrived = new ArrayList<Instant>();
        assertThat(mailbox().read((mail, at) -> {
            arrived.add(at);
            return subject(mail).startsWith("Undelivered") ? Mark.DONE : subject(mail).startsWith("Automatic") ? Mark.FOR_A_PERSON : Mark.NONE;
        }, () -> true)).isTrue();
        assertThat(arrived).hasSize(3).allMatch(at -> at.isAfter(before));
        assertThat(subjects()).containsExactly("Undeliverable: Golden Thread: a document waits for your agency");
        var kept = server.getManagers().getImapHostManager().getInbox(reader).getMessages();
        assertThat(kept).hasSize(3);
        assertThat(kept.get(0).getFlags().contains(Flag.ANSWERED)).isTrue();
        assertThat(kept.get(1).getFlags().contains(Flag.FLAGGED)).isTrue();
        assertThat(kept).noneMatch(one -> one.getFlags().contains(Flag.SEEN));
    }

    @Test
    void who_is_to_stop_stops_between_two_mails() throws MessagingException {
        deliver(AUTOMATIC_REPLY);
        deliver(AUTOMATIC_REPLY);
        var shown = new ArrayList<Instant>();
        assertThat(mailbox().read((mail, at) -> {
            shown.add(at);
            return Mark.DONE;
        }, shown::isEmpty)).isFalse();
        assertThat(shown).hasSize(1);
    }

    @Test
    void what_is_larger_than_any_report_is_not_fetched() throws MessagingException {
        deliver(AUTOMATIC_REPLY + "x".repeat(300_000));
        deliver(AUTOMATIC_REPLY);
        assertThat(subjects()).containsExactly("", "Automatic reply: Golden Thread: a document waits for your agency");
    }

    @Test
    void what_the_server_lets_nobody_mark_or_look_at_holds_up_nothing_and_is_read_again_after_the_next_start()
            throws MessagingException, IOException, FolderException {
        deliver(AUTOMATIC_REPLY);
        deliver(EXCHANGE);
        try (var door = new Refusing(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()), server.getImap().getPort(), List.of(" STORE 1 ", " STORE 1:1 "))) {
            var shown = new ArrayList<String>();
            var mailbox = mailbox(door.start());
            for (int look = 0; look < 2; look++) {
                assertThat(mailbox.read((mail, at) -> {
                    shown.add(subject(mail));
                    return Mark.DONE;
                }, () -> true)).isTrue();
            }
            assertThat(shown).containsExactly("Automatic reply: Golden Thread: a document waits for your agency", "Undeliverable: Golden Thread: a document waits for your agency");
        }
        try (var door = new Refusing(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()), server.getImap().getPort(), List.of(" FETCH 1 ", " FETCH 1:1 "))) {
            var mailbox = mailbox(door.start());
            assertThat(mailbox.read((mail, at) -> mail == null ? Mark.FOR_A_PERSON : Mark.DONE, () -> true)).as("it can't be fetched").isTrue();
        }
        var kept = server.getManagers().getImapHostManager().getInbox(reader).getMessages();
        assertThat(kept.get(0).getFlags().contains(Flag.FLAGGED)).isTrue();
        assertThat(kept.get(1).getFlags().contains(Flag.ANSWERED)).isTrue();
    }

    @Test
    void a_mailbox_that_is_not_there_lets_nobody_in_or_says_nothing_is_an_error_and_is_read_once_it_is_back() throws MessagingException, IOException {
        var closed = new BounceMailbox(new BounceMailbox.At("127.0.0.1", 1, "reader", "secret", false, 700));
        assertThatThrownBy(() -> closed.read((mail, at) -> Mark.DONE, () -> true)).isInstanceOf(MessagingException.class);
        var wrong = new BounceMailbox(new BounceMailbox.At("127.0.0.1", server.getImap().getPort(), "reader", "wrong", false, 700));
        assertThatThrownBy(() -> wrong.read((mail, at) -> Mark.DONE, () -> true)).isInstanceOf(MessagingException.class);
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var hanging = new BounceMailbox(new BounceMailbox.At("127.0.0.1", silent.getLocalPort(), "reader", "secret", false, 500));
            assertThatThrownBy(() -> hanging.read((mail, at) -> Mark.DONE, () -> true)).isInstanceOf(MessagingException.class);
        }
        deliver(AUTOMATIC_REPLY);
        var again = mailbox();
        assertThatThrownBy(() -> again.read((mail, at) -> {
            server.stop();
            return Mark.DONE;
        }, () -> true)).isInstanceOf(MessagingException.class);
    }

    @Test
    void where_it_is_can_be_told_without_the_password() {
        assertThat(new BounceMailbox.At("mail.example", 993, "reader", "secret", true, 700)).hasToString("imaps://mail.example:993");
        assertThat(new BounceMailbox.At("", 993, "", "", false, 700).isInTheClear()).as("nothing is read at all").isFalse();
        assertThat(new BounceMailbox.At("mail.example", 143, "", "", false, 700).isInTheClear()).isTrue();
    }

    private BounceMailbox mailbox() {
        return mailbox(server.getImap().getPort());
    }

    private static BounceMailbox mailbox(int port) {
        return new BounceMailbox(new BounceMailbox.At("127.0.0.1", port, "reader", "secret", false, 2_000));
    }

    /** Stands before the server and says NO to some of what it is asked. */
    private record Refusing(ServerSocket door, int server, List<String> what) implements AutoCloseable {

        int start() {
            Thread.ofVirtual().start(() -> {
                while (!door.isClosed()) {
                    serveOne();
                }
            });
            return door.getLocalPort();
        }

        private void serveOne() {
            try (var client = door.accept(); var behind = new Socket(InetAddress.getLoopbackAddress(), server)) {
                Thread.ofVirtual().start(() -> answer(behind, client));
                var asked = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                for (var line = asked.readLine(); line != null; line = asked.readLine()) {
                    boolean isRefused = what.stream().anyMatch(line::contains);
                    var said = isRefused ? line.substring(0, line.indexOf(' ')) + " NO not this one" : line;
                    (isRefused ? client : behind).getOutputStream().write((said + "\r\n").getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException e) {
                assertThat(e).as("who reads went away").isNotNull();
            }
        }

        private static void answer(Socket behind, Socket client) {
            try {
                behind.getInputStream().transferTo(client.getOutputStream());
            } catch (IOException e) {
                assertThat(e).as("who reads went away").isNotNull();
            }
        }

        @Override
        public void close() throws IOException {
            door.close();
        }
    }

    private List<String> subjects() throws MessagingException {
        var subjects = new ArrayList<String>();
        assertThat(mailbox().read((mail, at) -> {
            subjects.add(subject(mail));
            return Mark.NONE;
        }, () -> true)).isTrue();
        return subjects;
    }

    private static String subject(@Nullable MimeMessage mail) {
        try {
            return mail == null ? "" : mail.getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void deliver(String text) throws MessagingException {
        assertThat(reader).isNotNull();
        reader.deliver(mail(text));
    }

    private static Fate fate(String action, String status) throws MessagingException, IOException {
        return said(POSTFIX.formatted(ID).replace("Action: failed", action).replace("Status: 5.1.1", status)).orElseThrow().fate();
    }

    private static Bounce why(String status, String diagnostic) throws MessagingException, IOException {
        return said(POSTFIX.formatted(ID).replace("Status: 5.1.1", status).replace("Diagnostic-Code: smtp; 550 5.1.1 User unknown", diagnostic)).orElseThrow().reason();
    }

    private static Optional<DeliveryReport> said(String text) throws MessagingException, IOException {
        return DeliveryReport.in(mail(text));
    }

    private static MimeMessage mail(String text) throws MessagingException {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
    }
}
