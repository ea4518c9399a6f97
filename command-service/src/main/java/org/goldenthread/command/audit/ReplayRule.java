package org.goldenthread.command.audit;

import org.goldenthread.command.ledger.Rule;

/** The rules of an auditor's replay and the sentences they say. */
public enum ReplayRule implements Rule {

    IN_THE_FUTURE("E-AUD-08", Level.BLOCK, "A replay goes up to now at most. Choose a moment that has passed."),
    WORKED_ON_CASE("E-AUD-09", Level.BLOCK, "You worked on this case. Ask the partnership manager to give it to another auditor.");

    private final String id;
    private final Level level;
    private final String sentence;

    ReplayRule(String id, Level level, String sentence) {
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
