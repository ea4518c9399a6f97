package org.goldenthread.command.contact;

import org.goldenthread.command.ledger.Rule;

/** The rules of a contact and the sentences they say (domain 3a, 3m). A sentence promises only what is built. */
public enum ContactRule implements Rule {

    NO_CHILD("E-CON-01", Level.BLOCK,
            "Add at least one child. If you don't know the name, describe the child and choose 'identity unknown'."),
    NO_REASONS("E-CON-07", Level.BLOCK, "Say why. A decision without reasons can't be reviewed or challenged."),
    MANY_CONTACTS("E-CON-08", Level.WARN,
            "This is contact number [count] about this child in 12 months. Show how you weighed the pattern."),
    IMMEDIATE_DANGER("E-CON-11", Level.WARN,
            "Immediate danger: call 999 first. We've saved this contact and put it at the top of the front-door queue."),
    IN_THE_FUTURE("E-TIME-01", Level.BLOCK, "That time hasn't come yet. Give the time it happened."),
    BEFORE_RECEIVED("E-TIME-02", Level.BLOCK, "That is before the contact was received. Check the date and time."),
    NO_SUCH_CHILD("E-STATE-01", Level.BLOCK, "This contact names no child number [ref]. It names [count]."),
    ALREADY_MATCHED("E-STATE-02", Level.BLOCK, "You can't match child number [ref] while they are matched already. Next allowed: decide."),
    NOT_MATCHED("E-STATE-03", Level.OVERRIDE,
            "You can't decide for child number [ref] while they are not matched. Next allowed: match to a record, or choose 'new child'. "
                    + "If the child can't wait, say so and decide now."),
    ALREADY_DECIDED("E-STATE-04", Level.BLOCK,
            "You can't decide for child number [ref] while a decision stands. Next allowed: give feedback to the referrer."),
    NOBODY_TO_TELL("E-STATE-05", Level.BLOCK, "You can't tell the referrer of this contact anything: they are anonymous."),
    NO_SUCH_RECORD("E-STATE-06", Level.BLOCK, "That record isn't one of this authority's. Choose one from the list, or choose 'new child'."),
    MAY_BE_KEPT_APART("E-STATE-07", Level.BLOCK, "Child number [ref] may be the one whose record is kept apart, so they can't be entered as new. "
            + "Next allowed: match to that record, or return the contact to the front door."),
    ROUTED_ALREADY("E-STATE-08", Level.BLOCK, "This contact went to that record's owner already."),
    NOT_ROUTED("E-STATE-09", Level.BLOCK, "You can't return this contact to the front door: it is there already."),
    MAY_NOT_DECIDE("E-ROLE-01", Level.OVERRIDE,
            "Your role doesn't make threshold decisions in this area. Ask a front-door manager. If the child can't wait, say so and decide now.");

    private final String id;
    private final Level level;
    private final String sentence;

    ContactRule(String id, Level level, String sentence) {
        this.id = id;
        this.level = level;
        this.sentence = sentence;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Level level() {
        return level;
    }

    @Override
    public String sentence() {
        return sentence;
    }
}
