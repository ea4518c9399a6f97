package org.goldenthread.command.staff;

import org.goldenthread.command.ledger.Rule;

/** The rules of who may act and the sentences they say. */
public enum StaffRule implements Rule {

    HELD_ALREADY("E-STA-01", Level.BLOCK, "They hold this role for this agency already."),
    NOT_HELD("E-STA-02", Level.BLOCK, "They don't hold this role for this agency, so it can't be ended."),
    SOFTWARE_ONLY("E-STA-03", Level.BLOCK, "This role is for the software itself. Choose another.");

    private final String id;
    private final Level level;
    private final String sentence;

    StaffRule(String id, Level level, String sentence) {
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
