package org.goldenthread.infra.signin;

import com.icegreen.greenmail.util.GreenMailUtil;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** The mail that went out in the local run, the newest first; a link in one opens the document, and each may be sent back as its server would. */
@RestController
final class MailboxPage {

    private final LocalMail mailbox;

    MailboxPage(LocalMail mailbox) {
        this.mailbox = mailbox;
    }

    @GetMapping(path = "/mailbox", produces = "text/html;charset=UTF-8")
    String show(CsrfToken csrf, @RequestParam(defaultValue = "false") boolean back) {
        var mails = mailbox.sent();
        return """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Mailbox of the local run</title></head>
                <body><main><h1>Mailbox of the local run</h1>%s<p>%s</p>%s</main></body></html>
                """.formatted(back ? "<p role=\"status\">It is on its way back. Golden Thread reads what comes back every two seconds.</p>" : "",
                mails.isEmpty() ? "No mail has gone out since this run began." : "Mail that went out since this run began: " + mails.size() + ", the newest first.",
                mails.stream().map(mail -> one(mail, csrf)).collect(Collectors.joining()));
    }

    /** As if the mail server at the other end had taken it and could not deliver it. */
    @PostMapping("/mailbox")
    ResponseEntity<Void> sendBack(@RequestParam String mail, @RequestParam Undeliverable why) {
        return mailbox.sent(mail).map(found -> {
            mailbox.sendBack(why.of(found));
            return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create("/mailbox?back=true")).<Void>build();
        }).orElseGet(() -> ResponseEntity.notFound().build());
    }

    private static String one(MimeMessage mail, CsrfToken csrf) {
        try {
            var text = HtmlUtils.htmlEscape(GreenMailUtil.getBody(mail)).replaceAll("(https?://[^\\s&]+)", "<a href=\"$1\">$1</a>");
            return "<article><h2>%s</h2><p>To %s, %s</p><pre>%s</pre>%s</article>".formatted(HtmlUtils.htmlEscape(mail.getSubject()),
                    HtmlUtils.htmlEscape(Arrays.toString(mail.getAllRecipients())), mail.getSentDate(), text, form(HtmlUtils.htmlEscape(LocalMail.idOf(mail)), csrf));
        } catch (MessagingException e) {
            return "<article><p>A mail that can't be read.</p></article>";
        }
    }

    private static String form(String id, CsrfToken csrf) {
        return """
                <form method="post" action="/mailbox"><input type="hidden" name="%s" value="%s"><input type="hidden" name="mail" value="%s">
                <label>What its server says <select name="why">%s</select></label> <button>Send it back as undeliverable</button></form>
                """.formatted(csrf.getParameterName(), csrf.getToken(), id, Arrays.stream(Undeliverable.values())
                .map(why -> "<option value=\"" + why + "\">" + why.words() + "</option>").collect(Collectors.joining()));
    }
}
