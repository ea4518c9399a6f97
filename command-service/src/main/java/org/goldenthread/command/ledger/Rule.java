package org.goldenthread.command.ledger;

/** A rule of the domain: its id, how strictly it holds, and the plain sentence the user sees. */
public interface Rule {

    /** The id of {@code domain.md}, stable for ever. */
    String id();

    Level level();

    /** With {@code [name]} where a parameter goes. */
    String sentence();

    /** How strictly a rule holds (domain 0.3). */
    enum Level {
        /** The data would be false or meaningless: refused. */
        BLOCK,
        /** Refused unless a reason is given, which is recorded. */
        OVERRIDE,
        /** Accepted, shown, raised on a dashboard. */
        WARN
    }
}
