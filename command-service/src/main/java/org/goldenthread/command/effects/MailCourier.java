package org.goldenthread.command.effects;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Clock;
import java.util.Date;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.goldenthread.events.document.DocumentEvent.Bounce;
import org.goldenthread.events.document.DocumentEvent.Channel;
import org.goldenthread.events.document.DocumentEvent.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A mail that says that a document waits, and where; no name, no child, nothing of what it says. Delivered is what the mailbox's server
 * took. Once the text was on its way, only the server's own answer tells whether it has it. It names its attempt in Message-ID, in a header
 * of its own and, where the server knows RFC 3461, on its envelope: what comes back later is known by one of them.
 */
public final class MailCourier implements Courier {

    /** The header that names the attempt, for whoever gives it back without its Message-ID. */
    static final String NOTICE = "X-Golden-Thread-Notice";

    private final Relay relay;
    private final URI pages;
    private final Clock clock;
    private final Session session;

    /** The mail relay to hand over to; {@code user} and {@code password} empty where it asks for none, {@code tls} where it must be encrypted. Timeout in milliseconds. */
    public record Relay(String host, int port, String from, String user, String password, boolean tls, int timeout) {}

    public MailCourier(Relay relay, URI pages, Clock clock) {
        this.relay = relay;
        this.pages = pages;
        this.clock = clock;
        var properties = new Properties();
        properties.put("mail.smtp.host", relay.host());
        properties.put("mail.smtp.port", Integer.toString(relay.port()));
        properties.put("mail.smtp.auth", Boolean.toString(!relay.user().isEmpty()));
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", Boolean.toString(relay.tls()));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.quitwait", "false");
        for (var what : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
            properties.put("mail.smtp." + what, Integer.toString(relay.timeout()));
        }
        this.session = Session.getInstance(properties);
    }

    @Override
    public Channel channel() {
        return Channel.SECURE_EMAIL;
    }

    @Override
    public Answer carry(Effect effect, String to) {
        var mail = new Mail(session, "<" + effect.name() + relay.from().substring(relay.from().indexOf('@')) + ">");
        try {
            write(mail, effect, to);
        } catch (MessagingException e) {
            return new Answer.Returned(Bounce.NO_SUCH_MAILBOX);
        }
        boolean taken = false;
        try (var transport = session.getTransport("smtp")) {
            transport.connect(relay.host(), relay.port(), relay.user().isEmpty() ? null : relay.user(), relay.password().isEmpty() ? null : relay.password());
            if (transport instanceof SMTPTransport smtp && smtp.supportsExtension("DSN")) {
                mail.setReturnOption(SMTPMessage.RETURN_HDRS);
                mail.setMailExtension("ENVID=" + effect.name());
            }
            transport.sendMessage(mail, mail.getAllRecipients());
            taken = true;
            return new Answer.Taken();
        } catch (MessagingException e) {
            return taken ? new Answer.Taken() : answer(e, mail.begun);
        }
    }

    private void write(Mail mail, Effect effect, String to) throws MessagingException {
        mail.setFrom(new InternetAddress(relay.from(), true));
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress(to, true));
        mail.setSubject("Golden Thread: a document waits for your agency", "UTF-8");
        mail.setSentDate(Date.from(clock.instant()));
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setHeader(NOTICE, effect.name());
        mail.setText("""
                A document of a safeguarding meeting waits for your agency.

                Sign in to read it, and say that you have it:
                %s/documents/%s?version=%d

                This mail holds nothing of what it says. Reply to nobody: tell the people who sent it through Golden Thread.
                """.formatted(pages, effect.document(), effect.version()), "UTF-8");
        mail.saveChanges();
    }

    /** An answer of the server is certain; silence is, only before the text was on its way. */
    private static Answer answer(MessagingException failure, boolean begun) {
        int code = code(failure);
        if (code >= 500) {
            return new Answer.Returned(reason(code));
        }
        return code >= 400 || !begun ? new Answer.Later() : new Answer.Failed(Failure.UNCERTAIN);
    }

    /** Why a mail came back, by a reply of SMTP. */
    static Bounce reason(int code) {
        return code == 550 || code == 551 || code == 553 ? Bounce.NO_SUCH_MAILBOX : code == 552 ? Bounce.MAILBOX_FULL : Bounce.REFUSED;
    }

    /** What the server said of the mailbox, or of the mail; 0 where it said nothing. */
    private static int code(MessagingException failure) {
        int code = 0;
        @Nullable MessagingException one = failure;
        while (one != null) {
            if (one instanceof SMTPAddressFailedException address) {
                return address.getReturnCode();
            }
            code = code == 0 && one instanceof SMTPSendFailedException send ? Math.max(send.getReturnCode(), 0) : code;
            one = one.getNextException() instanceof MessagingException next ? next : null;
        }
        return code;
    }

    /** Knows whether its text was begun to be written to the server. */
    private static final class Mail extends SMTPMessage {

        private final String id;
        private volatile boolean begun;

        Mail(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }

        @Override
        public void writeTo(OutputStream out, String @Nullable [] ignored) throws IOException, MessagingException {
            begun = true;
            super.writeTo(out, ignored);
        }
    }
}
