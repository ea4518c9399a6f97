package org.goldenthread.command.settings;

import org.goldenthread.events.document.DocumentEvent.Channel;

/** By which way documents reach an agency; {@code to} is a mailbox or an address of its system, empty where the way needs none. */
public record Reach(Channel channel, String to) {

    /** The agency's inbox. */
    public static final Reach INBOX = new Reach(Channel.PORTAL, "");
}
