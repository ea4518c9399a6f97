package org.goldenthread.infra.signin;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Where mail of the local run goes: a real mail server. What is sent back lies in the sender's own mailbox there, over IMAP. */
public final class LocalMail implements AutoCloseable {

    /** Who the local run's mail is from, and who reads what comes back. */
    public static final String SENDER = "golden-thread@seaholm.example";

    /** Of that mailbox; it holds nothing but what somebody sent back here. */
    public static final String PASSWORD = "local-only";

    private final GreenMail server;
    private final GreenMailUser sender;

    private LocalMail(GreenMail server, GreenMailUser sender) {
        this.server = server;
        this.sender = sender;
    }

    /** Starts it; {@code port} takes mail in, {@code bounces} gives out what came back. */
    static LocalMail start(int port, int bounces) {
        var server = new GreenMail(new ServerSetup[] {new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP), new ServerSetup(bounces, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)});
        server.start();
        try {
            return new LocalMail(server, server.getUserManager().createUser(SENDER, SENDER, PASSWORD));
        } catch (UserException e) {
            throw new IllegalStateException("the local mailbox could not be made", e);
        }
    }

    /** What went out, the newest first. */
    List<MimeMessage> sent() {
        return Arrays.stream(server.getReceivedMessages()).filter(mail -> !isReport(mail)).toList().reversed();
    }

    /** What went out under a Message-ID. */
    Optional<MimeMessage> sent(String messageId) {
        return sent().stream().filter(mail -> messageId.equals(idOf(mail))).findFirst();
    }

    /** Puts a mail into the sender's mailbox, as another mail server would. */
    void sendBack(MimeMessage report) {
        sender.deliver(report);
    }

    static String idOf(MimeMessage mail) {
        try {
            return String.valueOf(mail.getMessageID());
        } catch (MessagingException e) {
            return "";
        }
    }

    private static boolean isReport(MimeMessage mail) {
        try {
            return mail.isMimeType("multipart/report");
        } catch (MessagingException e) {
            return false;
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
