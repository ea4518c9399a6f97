package org.goldenthread.command.effects;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.goldenthread.events.document.DocumentEvent.Bounce;
import org.goldenthread.events.document.DocumentEvent.Channel;
import org.goldenthread.events.document.DocumentEvent.Failure;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.DistributionId;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.events.values.LedgerId;
import org.junit.jupiter.api.Test;

class CouriersTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-10T16:00:00Z"), ZoneOffset.UTC);
    private static final AgencyId AGENCY = new AgencyId(UUID.randomUUID());
    private static final byte[] SECRET = "a secret of more than enough bytes".getBytes(StandardCharsets.US_ASCII);
    private static final Effect EFFECT = new Effect(new LedgerId(1), new DistributionId(UUID.randomUUID()), 2, new DocumentId(UUID.randomUUID()), 3, AGENCY, Channel.SECURE_EMAIL, 0);

    @Test
    void a_mail_holds_where_the_document_waits_and_nothing_of_it() throws IOException {
        try (var peer = new MailPeer(Map.of())) {
            assertThat(mail(peer).carry(EFFECT, "inbox@health.example")).isEqualTo(new Answer.Taken());
            assertThat(peer.heard).contains("RCPT TO:<inbox@health.example>").contains("Message-ID: <" + EFFECT.name() + "@seaholm.example>")
                    .contains("https://pages.example/documents/" + EFFECT.document() + "?version=3").contains("Auto-Submitted: auto-generated");
        }
    }

    @Test
    void what_may_come_back_names_its_attempt_in_a_header_of_ours_and_on_the_envelope_where_the_server_keeps_it() throws IOException {
        try (var peer = new MailPeer(Map.of("EHLO", "250-peer\r\n250 DSN"))) {
            assertThat(mail(peer).carry(EFFECT, "inbox@health.example")).isEqualTo(new Answer.Taken());
            assertThat(peer.heard).contains("X-Golden-Thread-Notice: " + EFFECT.name()).anyMatch(line -> line.startsWith("MAIL FROM:<golden-thread@seaholm.example>")
                    && line.contains("RET=HDRS") && line.contains("ENVID=" + EFFECT.name()));
        }
        try (var peer = new MailPeer(Map.of())) {
            assertThat(mail(peer).carry(EFFECT, "inbox@health.example")).isEqualTo(new Answer.Taken());
            assertThat(peer.heard).as("a server that doesn't know it").contains("MAIL FROM:<golden-thread@seaholm.example>");
        }
        assertThat(Effect.Name.in("<" + EFFECT.name() + "@seaholm.example>")).contains(new Effect.Name(EFFECT.ledger(), EFFECT.distribution(), EFFECT.attempt()));
        assertThat(Effect.Name.in("<0." + EFFECT.distribution() + ".1@seaholm.example>")).isEmpty();
        assertThat(Effect.Name.in("<99999999999." + EFFECT.distribution() + ".1@seaholm.example>")).isEmpty();
    }

    @Test
    void what_the_server_says_is_certain() throws IOException {
        assertThat(mailTo("RCPT", "550 5.1.1 no such user")).isEqualTo(new Answer.Returned(Bounce.NO_SUCH_MAILBOX));
        assertThat(mailTo("RCPT", "552 5.2.2 mailbox full")).isEqualTo(new Answer.Returned(Bounce.MAILBOX_FULL));
        assertThat(mailTo("RCPT", "450 4.2.0 greylisted")).isEqualTo(new Answer.Later());
        assertThat(mailTo("MAIL", "421 busy")).isEqualTo(new Answer.Later());
        assertThat(mailTo(".", "451 try again")).isEqualTo(new Answer.Later());
        assertThat(mailTo(".", "554 rejected")).isEqualTo(new Answer.Returned(Bounce.REFUSED));
    }

    @Test
    void its_silence_is_certain_only_before_the_text_was_on_its_way() throws IOException {
        assertThat(mailTo("RCPT", "hang")).isEqualTo(new Answer.Later());
        assertThat(mailTo("DATA", "hang")).isEqualTo(new Answer.Later());
        assertThat(mailTo(".", "hang")).isEqualTo(new Answer.Failed(Failure.UNCERTAIN));
        assertThat(mailTo(".", "drop")).isEqualTo(new Answer.Failed(Failure.UNCERTAIN));
        assertThat(mailTo("QUIT", "drop")).as("it was taken before").isEqualTo(new Answer.Taken());
    }

    @Test
    void a_server_that_is_not_there_is_tried_again_later() throws IOException {
        int port;
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        assertThat(mail(port).carry(EFFECT, "inbox@health.example")).isEqualTo(new Answer.Later());
        assertThat(webhook().carry(EFFECT, "http://127.0.0.1:" + port + "/")).isEqualTo(new Answer.Later());
    }

    @Test
    void a_webhook_is_signed_over_its_name_its_time_and_its_body_and_holds_ids_only() throws IOException {
        var heard = new CopyOnWriteArrayList<String>();
        var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", exchange -> {
            var headers = exchange.getRequestHeaders();
            heard.add(headers.getFirst("webhook-id"));
            heard.add(headers.getFirst("webhook-timestamp"));
            heard.add(headers.getFirst("webhook-signature"));
            heard.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        http.start();
        try {
            assertThat(webhook().carry(EFFECT, "http://127.0.0.1:" + http.getAddress().getPort() + "/in")).isEqualTo(new Answer.Taken());
        } finally {
            http.stop(0);
        }
        assertThat(heard.get(0)).isEqualTo(EFFECT.name());
        assertThat(heard.get(1)).isEqualTo(Long.toString(CLOCK.instant().getEpochSecond()));
        assertThat(heard.get(2)).isEqualTo("v1," + WebhookCourier.sign(SECRET, heard.get(0) + "." + heard.get(1) + "." + heard.get(3)));
        assertThat(heard.get(3)).isEqualTo("{\"type\":\"document.waiting\",\"data\":{\"document\":\"" + EFFECT.document() + "\",\"version\":3,\"distribution\":\"" + EFFECT.distribution()
                + "\",\"agency\":\"" + AGENCY + "\"}}");
    }

    @Test
    void what_a_system_answers_is_certain_and_its_silence_is_not() throws IOException {
        assertThat(hookTo("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")).isEqualTo(new Answer.Later());
        assertThat(hookTo("HTTP/1.1 429 Slow down\r\nContent-Length: 0\r\n\r\n")).isEqualTo(new Answer.Later());
        assertThat(hookTo("HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n")).isEqualTo(new Answer.Failed(Failure.REFUSED));
        assertThat(hookTo("HTTP/1.1 302 Elsewhere\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")).as("never followed").isEqualTo(new Answer.Failed(Failure.REFUSED));
        assertThat(hookTo("")).as("closed without a word").isEqualTo(new Answer.Failed(Failure.UNCERTAIN));
        assertThat(hookTo("HTTP/1.1 504 Gateway\r\nContent-Length: 0\r\n\r\n")).isEqualTo(new Answer.Failed(Failure.UNCERTAIN));
        assertThat(hookTo("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n", "hang")).as("a body that never ends").isEqualTo(new Answer.Failed(Failure.UNCERTAIN));
        assertThat(hookTo("hang")).isEqualTo(new Answer.Failed(Failure.UNCERTAIN));
    }

    @Test
    void an_agency_without_a_secret_is_told_nothing() {
        assertThat(new WebhookCourier(Map.of(), Duration.ofSeconds(1), CLOCK).carry(EFFECT, "http://127.0.0.1:1/")).isEqualTo(new Answer.Failed(Failure.UNREACHABLE));
    }

    private static Answer mailTo(String verb, String says) throws IOException {
        try (var peer = new MailPeer(Map.of(verb, says))) {
            return mail(peer).carry(EFFECT, "inbox@health.example");
        }
    }

    private static Answer hookTo(String says) throws IOException {
        return hookTo(says, "");
    }

    private static Answer hookTo(String says, String then) throws IOException {
        try (var peer = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (var socket = peer.accept()) {
                    var in = socket.getInputStream();
                    var head = new StringBuilder();
                    while (!head.toString().endsWith("}}")) {
                        head.append((char) in.read());
                    }
                    if (says.equals("hang")) {
                        in.read();
                    }
                    socket.getOutputStream().write(says.getBytes(StandardCharsets.US_ASCII));
                    if (then.equals("hang")) {
                        in.read();
                    }
                } catch (IOException e) {
                    // the other side gave up, as it should
                }
            });
            return webhook().carry(EFFECT, "http://127.0.0.1:" + peer.getLocalPort() + "/");
        }
    }

    private static WebhookCourier webhook() {
        return new WebhookCourier(Map.of(AGENCY, SECRET), Duration.ofMillis(700), CLOCK);
    }

    private static MailCourier mail(MailPeer peer) {
        return mail(peer.server.getLocalPort());
    }

    private static MailCourier mail(int port) {
        return new MailCourier(new MailCourier.Relay("127.0.0.1", port, "golden-thread@seaholm.example", "", "", false, 700), URI.create("https://pages.example"), CLOCK);
    }

    /** A mail server that says what it is told to: to a verb, or to the dot at the end of the text; "hang" says nothing, "drop" hangs up. */
    private static final class MailPeer implements AutoCloseable {

        private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        private final Map<String, String> says;
        private final List<String> heard = new CopyOnWriteArrayList<>();

        MailPeer(Map<String, String> says) throws IOException {
            this.says = says;
            Thread.ofVirtual().start(() -> {
                try (var socket = server.accept()) {
                    talk(socket);
                } catch (IOException e) {
                    // the other side gave up, as it should
                }
            });
        }

        private void talk(Socket socket) throws IOException {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            say(socket, "220 ready");
            boolean isText = false;
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                heard.add(line);
                isText = isText && !line.equals(".");
                if (isText) {
                    continue;
                }
                var verb = line.split("[ :]", 2)[0];
                var answer = says.getOrDefault(verb, verb.equals("DATA") ? "354 go on" : verb.equals("QUIT") ? "221 bye" : "250 ok");
                if (answer.equals("drop")) {
                    return;
                }
                if (!answer.equals("hang")) {
                    say(socket, answer);
                }
                isText = verb.equals("DATA");
            }
        }

        private static void say(Socket socket, String line) throws IOException {
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
