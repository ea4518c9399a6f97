package org.goldenthread.command.effects;

import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Flags.Flag;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.search.AndTerm;
import jakarta.mail.search.FlagTerm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Properties;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.jspecify.annotations.Nullable;

/**
 * The mailbox to which mails that could not be delivered come back, over IMAP. What is done with stays there, marked: as answered where the
 * ledger knows what it said, as flagged where a person should look at it. Only mails with neither mark are read; nothing is removed, and
 * what a person opens there counts as read by nobody.
 */
public final class BounceMailbox {

    /** No report of ours is larger; what is, isn't fetched. */
    private static final int MOST_BYTES = 256 * 1024;
    private static final int AT_ONCE = 50;
    private static final FetchProfile SIZE_AND_ARRIVAL = new FetchProfile();

    static {
        SIZE_AND_ARRIVAL.add(FetchProfile.Item.SIZE);
        SIZE_AND_ARRIVAL.add(IMAPFolder.FetchProfileItem.INTERNALDATE);
    }

    private final At at;
    private final Session session;

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
            var folder = store.getFolder("INBOX");
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

    private <E extends Exception> boolean read(Folder folder, Reader reader, GoOn<E> goOn) throws MessagingException, E {
        var unmarked = folder.search(new AndTerm(new FlagTerm(new Flags(Flag.ANSWERED), false), new FlagTerm(new Flags(Flag.FLAGGED), false)));
        for (int from = 0; from < unmarked.length; from += AT_ONCE) {
            var some = Arrays.copyOfRange(unmarked, from, Math.min(from + AT_ONCE, unmarked.length));
            folder.fetch(some, SIZE_AND_ARRIVAL);
            for (var message : some) {
                if (!goOn.ask()) {
                    return false;
                }
                read(message, reader);
            }
        }
        return true;
    }

    private void read(Message message, Reader reader) throws MessagingException {
        var arrived = message.getReceivedDate();
        switch (reader.read(fetch(message), arrived == null ? Instant.MAX : arrived.toInstant())) {
            case DONE -> message.setFlag(Flag.ANSWERED, true);
            case FOR_A_PERSON -> message.setFlag(Flag.FLAGGED, true);
            case NONE -> { }
        }
    }

    /** The whole mail, held in memory: what it says is looked at without the server. */
    private @Nullable MimeMessage fetch(Message message) throws MessagingException {
        if (message.getSize() > MOST_BYTES || !(message instanceof IMAPMessage mail)) {
            return null;
        }
        try (var in = mail.getMimeStream()) {
            var bytes = in.readNBytes(MOST_BYTES + 1);
            return bytes.length > MOST_BYTES ? null : new MimeMessage(session, new ByteArrayInputStream(bytes));
        } catch (MessagingException | IOException e) {
            if (message.getFolder().isOpen()) {
                return null; // this one alone, for ever: it must not hold up the others
            }
            throw new MessagingException("the mailbox went away", e);
        }
    }
}
