package org.goldenthread.command.effects;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimePartDataSource;
import jakarta.mail.internet.ParseException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.goldenthread.events.document.DocumentEvent.Bounce;
import org.jspecify.annotations.Nullable;

/**
 * What a mail server says became of a mail that it had taken (RFC 3464). Of its text a name of ours, what was done and a reason are kept:
 * the rest may hold the address or the words of a person.
 */
record DeliveryReport(Effect.@Nullable Name about, Fate fate, Bounce reason) {

    private static final int MOST_PARTS = 20;
    private static final int MOST_DEPTH = 3;
    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_RECIPIENTS = 20;
    private static final Pattern STATUS = Pattern.compile("(?<![0-9.])([245])\\.(\\d{1,3})\\.(\\d{1,3})(?![0-9.])");
    private static final Pattern REPLY = Pattern.compile("(?<![0-9.])([245]\\d\\d)(?![0-9.])");

    /** What was done with a mail, for whom it was. UNCLEAR where that differs from one to the other, or isn't said. */
    enum Fate { CAME_BACK, WAITS, IS_THERE, UNCLEAR }

    /** The parts of a report that count: what is said of the mail, and the headers of that mail. */
    private record Parts(@Nullable MimePart said, @Nullable MimePart returned) {

        static final Parts NONE = new Parts(null, null);

        Parts or(Parts more) {
            return new Parts(said == null ? more.said : said, returned == null ? more.returned : returned);
        }
    }

    /**
     * What a mail says; empty where it is no such report.
     *
     * @throws MessagingException where it is broken
     */
    static Optional<DeliveryReport> in(MimeMessage mail) throws MessagingException, IOException {
        var parts = parts(mail, 0);
        var said = parts.said();
        if (said == null) {
            return Optional.empty();
        }
        var groups = groups(said);
        var recipients = groups.stream().filter(one -> one.getHeader("Action") != null || one.getHeader("Status") != null || one.getHeader("Final-Recipient") != null).toList();
        return Optional.of(new DeliveryReport(about(mail, groups, parts.returned()), fate(recipients), reason(recipients)));
    }

    private static Parts parts(MimePart part, int depth) throws MessagingException {
        var type = type(part);
        if (type.equals("message/delivery-status") || type.equals("message/global-delivery-status")) {
            return new Parts(part, null);
        }
        if (type.equals("message/rfc822") || type.equals("text/rfc822-headers") || type.equals("message/global") || type.equals("message/global-headers")) {
            return depth == 0 ? Parts.NONE : new Parts(null, part);
        }
        if (!type.startsWith("multipart/") || depth == MOST_DEPTH) {
            return Parts.NONE;
        }
        var all = new MimeMultipart(new MimePartDataSource(part));
        var found = Parts.NONE;
        for (int at = 0; at < Math.min(all.getCount(), MOST_PARTS); at++) {
            found = all.getBodyPart(at) instanceof MimePart inner ? found.or(parts(inner, depth + 1)) : found;
        }
        return found;
    }

    /** Empty where it says none that can be read. */
    private static String type(MimePart part) throws MessagingException {
        try {
            return new ContentType(part.getContentType()).getBaseType().toLowerCase(Locale.ROOT);
        } catch (ParseException e) {
            return "";
        }
    }

    /** What is said of the mail as a whole, then of each whom it was for. */
    private static List<InternetHeaders> groups(MimePart said) throws MessagingException, IOException {
        var in = new ByteArrayInputStream(start(said));
        var groups = new ArrayList<InternetHeaders>();
        while (in.available() > 0 && groups.size() <= MOST_RECIPIENTS) {
            var group = new InternetHeaders(in);
            if (group.getAllHeaderLines().hasMoreElements()) {
                groups.add(group);
            }
        }
        return groups;
    }

    private static byte[] start(MimePart part) throws MessagingException, IOException {
        try (var in = part.getInputStream()) {
            return in.readNBytes(MOST_BYTES);
        }
    }

    /** On the envelope, else in the mail that is given back, else in what the report says it answers. */
    private static Effect.@Nullable Name about(MimeMessage mail, List<InternetHeaders> groups, @Nullable MimePart returned) throws MessagingException, IOException {
        var original = returned == null ? new InternetHeaders() : new InternetHeaders(new ByteArrayInputStream(start(returned)));
        return Stream.of(groups.isEmpty() ? "" : value(groups.getFirst(), "Original-Envelope-Id"), value(original, MailCourier.NOTICE), value(original, "Message-ID"),
                        text(mail.getHeader("In-Reply-To")), text(mail.getHeader("References")))
                .flatMap(text -> Effect.Name.in(text).stream()).findFirst().orElse(null);
    }

    private static Fate fate(List<InternetHeaders> recipients) {
        var fates = recipients.stream().map(DeliveryReport::fate).distinct().toList();
        return fates.size() == 1 ? fates.getFirst() : Fate.UNCLEAR;
    }

    /** What was done counts, not the class of the status: a server that gave up after days says "failed", for a reason that might have passed. */
    private static Fate fate(InternetHeaders recipient) {
        char status = (value(recipient, "Status").strip() + " ").charAt(0);
        return switch (value(recipient, "Action").strip().toLowerCase(Locale.ROOT)) {
            case "failed" -> status == '2' ? Fate.UNCLEAR : Fate.CAME_BACK;
            case "delayed" -> Fate.WAITS;
            case "delivered", "relayed", "expanded" -> Fate.IS_THERE;
            case "" -> status == '5' ? Fate.CAME_BACK : status == '4' ? Fate.WAITS : Fate.UNCLEAR;
            default -> Fate.UNCLEAR;
        };
    }

    private static Bounce reason(List<InternetHeaders> recipients) {
        return recipients.stream().flatMap(one -> Stream.of(value(one, "Status"), value(one, "Diagnostic-Code"))).flatMap(text -> reason(text).stream()).findFirst()
                .orElse(Bounce.REFUSED);
    }

    /** What a status says (RFC 3463), else a reply of SMTP; empty where it says nothing in particular. */
    private static Optional<Bounce> reason(String text) {
        var status = STATUS.matcher(text);
        if (status.find()) {
            var detail = status.group(2) + "." + status.group(3);
            return detail.equals("0.0") ? Optional.empty() : Optional.of(detail.startsWith("1.") || detail.equals("2.1") ? Bounce.NO_SUCH_MAILBOX
                    : detail.equals("2.2") ? Bounce.MAILBOX_FULL : Bounce.REFUSED);
        }
        var reply = REPLY.matcher(text);
        return reply.find() ? Optional.of(MailCourier.reason(Integer.parseInt(reply.group(1)))) : Optional.empty();
    }

    private static String value(InternetHeaders headers, String name) {
        return text(headers.getHeader(name));
    }

    private static String text(String @Nullable [] values) {
        return values == null ? "" : String.join(" ", values);
    }
}
