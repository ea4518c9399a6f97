package org.goldenthread.command.action;

import org.goldenthread.command.ledger.Rule;

/** The rules of agreed actions and the sentences they say (domain 3f, ruling 12). */
public enum ActionRule implements Rule {

    NOBODY_NAMED("E-ACT-01", Level.BLOCK, "Name one person. 'All to be aware' can't be tracked."),
    DUE_BEFORE_THE_MEETING("E-ACT-02", Level.BLOCK, "Set a due date, on the meeting day or later."),
    MATCHES_NO_RISK("E-ACT-03", Level.OVERRIDE, "This action doesn't match a risk recorded for child number [ref]."),
    NOT_THE_OWNER("E-ACT-04", Level.BLOCK, "Only the agency that owns this action can say that."),
    EXTENDED_TWICE("E-ACT-05", Level.WARN, "Extended [count] times. Tell the chair."),
    NO_ACTION("E-STR-09", Level.OVERRIDE, "'Professionals to monitor' isn't an action. Name who will do what by when."),
    NO_MEASURE("E-ACT-06", Level.OVERRIDE, "Say how you'll know it's done."),
    NOT_NOW("E-ACT-07", Level.BLOCK, "You can't do that: this action is [state]."),
    OWN_WORK("E-ACT-08", Level.BLOCK, "Another agency says whether it is done. Yours owns it."),
    OWN_EXTENSION("E-ACT-09", Level.BLOCK, "Somebody of another agency agrees to more time, or the chair. Yours owns it."),
    NOT_LATER("E-ACT-10", Level.BLOCK, "Give a later day than the one it is due."),
    NO_SUCH_CHILD("E-ACT-11", Level.BLOCK, "That meeting is about no child number [ref]. It is about [count]."),
    NOT_DONE("E-ACT-12", Level.BLOCK, "Nobody has said yet that it is done, so there is nothing to confirm or contest."),
    NOT_LATE_ENOUGH("E-ACT-13", Level.BLOCK, "It isn't late enough to tell its agency's lead, or they were told already."),
    NO_SUCH_DECISION("E-ACT-14", Level.BLOCK, "That decision isn't one of this meeting's. Choose one that is, or leave it out."),
    NO_SUCH_MEETING("E-ACT-15", Level.BLOCK, "There is no such meeting. Open the meeting that agrees this action, and record it there."),
    IN_THE_FUTURE("E-TIME-04", Level.BLOCK, "That time hasn't come yet. Give the time it was done.");

    private final String id;
    private final Level level;
    private final String sentence;

    ActionRule(String id, Level level, String sentence) {
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
