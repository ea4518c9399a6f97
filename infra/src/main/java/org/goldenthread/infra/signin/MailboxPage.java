package org.goldenthread.infra.signin;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** The mail that went out in the local run, the newest first; a link in one opens the document. */
@RestController
final class MailboxPage {

    private final GreenMail mailbox;

    MailboxPage(GreenMail mailbox) {
        this.mailbox = mailbox;
    }

    @GetMapping(path = "/mailbox", produces = "text/html;charset=UTF-8")
    String show() {
        var mails = mailbox.getReceivedMessages();
        return """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Mailbox of the local run</title></head>
                <body><main><h1>Mailbox of the local run</h1><p>%s</p>%s</main></body></html>
                """.formatted(mails.length == 0 ? "No mail has gone out since this run began." : "Mail that went out since this run began: " + mails.length + ", the newest first.",
                Arrays.asList(mails).reversed().stream().map(MailboxPage::one).collect(Collectors.joining()));
    }

    private static String one(MimeMessage mail) {
        try {
            var text = HtmlUtils.htmlEscape(GreenMailUtil.getBody(mail)).replaceAll("(https?://[^\\s&]+)", "<a href=\"$1\">$1</a>");
            return "<article><h2>%s</h2><p>To %s, %s</p><pre>%s</pre></article>".formatted(HtmlUtils.htmlEscape(mail.getSubject()),
                    HtmlUtils.htmlEscape(Arrays.toString(mail.getAllRecipients())), mail.getSentDate(), text);
        } catch (MessagingException e) {
            return "<article><p>A mail that can't be read.</p></article>";
        }
    }
}
