package org.goldenthread.command.effects;

import org.goldenthread.events.document.DocumentEvent.Bounce;
import org.goldenthread.events.document.DocumentEvent.Failure;

/** What the other side made of a notice. */
public sealed interface Answer {

    /** It has it. */
    record Taken() implements Answer {}

    /** It has it not and will not. */
    record Returned(Bounce why) implements Answer {}

    /** It has it not, or may have it: a person decides. */
    record Failed(Failure why) implements Answer {}

    /** It surely has it not yet, and may take it later. */
    record Later() implements Answer {}
}
