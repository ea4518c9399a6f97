package org.goldenthread.command.effects;

import org.goldenthread.events.document.DocumentEvent.Channel;

/** Carries a notice without personal data to one kind of address. */
public interface Courier {

    Channel channel();

    /** Tries once. Whatever may have reached the other side without its answer is {@link Answer.Failed} as UNCERTAIN, never {@link Answer.Later}. */
    Answer carry(Effect effect, String to);
}
