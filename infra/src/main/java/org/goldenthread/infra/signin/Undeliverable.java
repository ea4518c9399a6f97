package org.goldenthread.infra.signin;

import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;

/** What a mail server may say of a mail that it had taken, as a report to its sender (RFC 3464). */
enum Undeliverable {

    NO_SUCH_MAILBOX("There is no such mailbox", "failed", "5.1.1", "550 5.1.1 User unknown"),
    MAILBOX_FULL("The mailbox is full", "failed", "5.2.2", "552 5.2.2 Mailbox full"),
    DELAYED("It is still being tried", "delayed", "4.4.1", "450 4.4.1 No answer from host");

    private final String words;
    private final String action;
    private final String status;
    private final String diagnostic;

    Undeliverable(String words, String action, String status, String diagnostic) {
        this.words = words;
        this.action = action;
        this.status = status;
        this.diagnostic = diagnostic;
    }

    String words() {
        return words;
    }

    /** The report about a mail, to whom it was from. */
    MimeMessage of(MimeMessage mail) {
        try {
            var report = new MimeMessage(Session.getInstance(new Properties()));
            report.setHeader("From", "MAILER-DAEMON@mail.example");
            report.setHeader("To", LocalMail.SENDER);
            report.setSubject(action.equals("failed") ? "Undelivered Mail Returned to Sender" : "Delayed Mail (still being retried)");
            report.setSentDate(Date.from(Instant.now()));
            report.setHeader("Auto-Submitted", "auto-replied");
            var parts = new MimeMultipart("report; report-type=delivery-status");
            parts.addBodyPart(part("text/plain; charset=us-ascii", words + ".\r\n"));
            parts.addBodyPart(part("message/delivery-status", "Reporting-MTA: dns; mail.example\r\n\r\nFinal-Recipient: rfc822; %s\r\nAction: %s\r\nStatus: %s\r\nDiagnostic-Code: smtp; %s\r\n"
                    .formatted(mail.getAllRecipients()[0], action, status, diagnostic)));
            parts.addBodyPart(part("message/rfc822", text(mail)));
            report.setContent(parts);
            report.saveChanges();
            return report;
        } catch (MessagingException e) {
            throw new IllegalStateException("a report could not be written", e);
        }
    }

    private static MimeBodyPart part(String type, String text) throws MessagingException {
        var part = new MimeBodyPart(new InternetHeaders(), new byte[0]);
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(text.getBytes(StandardCharsets.UTF_8), type)));
        part.setHeader("Content-Type", type);
        return part;
    }

    private static String text(MimeMessage mail) throws MessagingException {
        var out = new ByteArrayOutputStream();
        try {
            mail.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
