package org.goldenthread.command.effects;

import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Flags.Flag;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.UIDFolder;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.search.AndTerm;
import jakarta.mail.search.FlagTerm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mailbox to which mails that could not be delivered come back, over IMAP. What is done with stays there, marked: as answered where the
 * ledger knows what it said, as flagged where a person should look at it. Only mails with neither mark are read; nothing is removed, and
 * what a person opens there counts as read by nobody. What the server lets nobody mark is passed over until the next start.
 */
public final class BounceMailbox {

    /** No report of ours is larger; what is, isn't fetched. */
    private static final int MOST_BYTES = 256 * 1024;
    private static final int AT_ONCE = 50;
    private static final Logger LOG = LoggerFactory.getLogger(BounceMailbox.class);
    private static final FetchProfile BEFORE_THE_MAIL = new FetchProfile();

    static {
        BEFORE_THE_MAIL.add(FetchProfile.Item.SIZE);
        BEFORE_THE_MAIL.add(IMAPFolder.FetchProfileItem.INTERNALDATE);
        BEFORE_THE_MAIL.add(UIDFolder.FetchProfileItem.UID);
    }

    private final At at;
    private final Session session;
    private final Set<Uid> passedOver = new HashSet<>();

    /** Where it is and who reads it; {@code tls} where the connection is encrypted from its beginning. Timeout in milliseconds. */
    public record At(String host, int port, String user, String password, boolean tls, int timeout) {

        /** Whether anything is read at all. */
        public boolean isSet() {
            return !host.isBlank();
        }

        /** Whether what is read can be read by others on its way. */
        public boolean isInTheClear() {
            return isSet() && !tls;
        }

        private String protocol() {
            return tls ? "imaps" : "imap";
        }

        @Override
        public String toString() {
            return protocol() + "://" + host + ":" + port;
        }
    }

    /** What a mail is called there, for as long as the mailbox numbers its mails as it does. */
    private record Uid(long numbering, long number) {}

    /** What is done with a mail after it was looked at. */
    enum Mark {
        /** Nothing is left to do. */
        DONE,
        /** A person should look at it. */
        FOR_A_PERSON,
        /** It is looked at again. */
        NONE
    }

    /** Looks at one mail, which arrived at a moment, or in the far future where nobody says; {@code mail} is missing where it is too large or can't be fetched. */
    @FunctionalInterface
    interface Reader {

        Mark read(@Nullable MimeMessage mail, Instant arrivedAt);
    }

    /** Whether to go on with the next mail. */
    @FunctionalInterface
    interface GoOn<E extends Exception> {

        boolean ask() throws E;
    }

    public BounceMailbox(At at) {
        this.at = at;
        var properties = new Properties();
        var prefix = "mail." + at.protocol() + ".";
        for (var what : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
            properties.put(prefix + what, Integer.toString(at.timeout()));
        }
        properties.put(prefix + "ssl.checkserveridentity", "true");
        properties.put(prefix + "peek", "true");
        this.session = Session.getInstance(properties);
    }

    At at() {
        return at;
    }

    /**
     * Shows every mail that bears no mark, the oldest first, and marks each before the next.
     *
     * @return whether all were shown
     * @throws MessagingException where the mailbox isn't there or goes away meanwhile
     */
    <E extends Exception> boolean read(Reader reader, GoOn<E> goOn) throws MessagingException, E {
        try (var store = session.getStore(at.protocol())) {
            store.connect(at.host(), at.port(), at.user(), at.password());
            if (!(store.getFolder("INBOX") instanceof IMAPFolder folder)) {
                throw new MessagingException("no mailbox over IMAP");
            }
            folder.open(Folder.READ_WRITE);
            try {
                return read(folder, reader, goOn);
            } finally {
                if (folder.isOpen()) {
                    folder.close(false);
                }
            }
        }
    }

    private <E extends Exception> boolean read(IMAPFolder folder, Reader reader, GoOn<E> goOn) throws MessagingException, E {
        var unmarked = folder.search(new AndTerm(new FlagTerm(new Flags(Flag.ANSWERED), false), new FlagTerm(new Flags(Flag.FLAGGED), false)));
        for (int from = 0; from < unmarked.length; from += AT_ONCE) {
            var some = Arrays.copyOfRange(unmarked, from, Math.min(from + AT_ONCE, unmarked.length));
            folder.fetch(some, BEFORE_THE_MAIL);
            for (var message : some) {
                if (!goOn.ask()) {
                    return false;
                }
                read(folder, message, reader);
            }
        }
        return true;
    }

    /** This one alone, for ever, must not hold up the others: what can't be marked would be the first again at the next look. */
    private void read(IMAPFolder folder, Message message, Reader reader) throws MessagingException {
        var uid = new Uid(folder.getUIDValidity(), folder.getUID(message));
        if (passedOver.contains(uid)) {
            return;
        }
        try {
            switch (reader.read(fetch(message), arrivedAt(message))) {
                case DONE -> message.setFlag(Flag.ANSWERED, true);
                case FOR_A_PERSON -> message.setFlag(Flag.FLAGGED, true);
                case NONE -> { }
            }
        } catch (MessagingException e) {
            stillOpen(folder, e);
            passedOver.add(uid);
            LOG.atWarn().addKeyValue("uid", uid.number()).addKeyValue("cause", e.getClass().getName()).log("a mail that came back can't be marked; passed over until the next start");
        }
    }

    /** The whole mail, held in memory: what it says is looked at without the server. */
    private @Nullable MimeMessage fetch(Message message) throws MessagingException {
        try {
            return message.getSize() <= MOST_BYTES && message instanceof IMAPMessage mail ? whole(mail) : null;
        } catch (MessagingException | IOException e) {
            stillOpen(message.getFolder(), e);
            return null;
        }
    }

    private @Nullable MimeMessage whole(IMAPMessage mail) throws MessagingException, IOException {
        try (var in = mail.getMimeStream()) {
            var bytes = in.readNBytes(MOST_BYTES + 1);
            return bytes.length > MOST_BYTES ? null : new MimeMessage(session, new ByteArrayInputStream(bytes));
        }
    }

    private static Instant arrivedAt(Message message) throws MessagingException {
        try {
            var arrived = message.getReceivedDate();
            return arrived == null ? Instant.MAX : arrived.toInstant();
        } catch (MessagingException e) {
            stillOpen(message.getFolder(), e);
            return Instant.MAX;
        }
    }

    private static void stillOpen(Folder folder, Exception cause) throws MessagingException {
        if (!folder.isOpen()) {
            throw new MessagingException("the mailbox went away", cause);
        }
    }
}
