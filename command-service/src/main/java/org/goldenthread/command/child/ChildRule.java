package org.goldenthread.command.child;

import org.goldenthread.command.ledger.Rule;

/** The rules of a child's record and the sentences they say. */
public enum ChildRule implements Rule {

    NOTHING_CORRECTED("E-CHI-01", Level.BLOCK, "Give at least one detail that was wrong or has changed.");

    private final String id;
    private final Level level;
    private final String sentence;

    ChildRule(String id, Level level, String sentence) {
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
