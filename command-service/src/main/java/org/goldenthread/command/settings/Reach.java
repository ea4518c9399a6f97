package org.goldenthread.command.settings;

import org.goldenthread.events.document.DocumentEvent.Channel;

/**
 * By which way documents reach an agency; {@code to} is a mailbox or an address of its system, empty where the way needs none. Where
 * {@code ownRecord}, it is awaited that minutes stand in its own system (TS-OWN).
 */
public record Reach(Channel channel, String to, boolean ownRecord) {

    /** The agency's inbox. */
    public static final Reach INBOX = new Reach(Channel.PORTAL, "", false);
}
