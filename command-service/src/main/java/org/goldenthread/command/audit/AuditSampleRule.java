package org.goldenthread.command.audit;

import org.goldenthread.command.ledger.Rule;

/** The rules of an auditor's sample and the sentences they say. */
public enum AuditSampleRule implements Rule {

    WORKED_ON_CASE("E-AUD-02", Level.BLOCK, "They worked on [count] of these cases. Leave those out, or choose another auditor."),
    NO_AUDITOR("E-AUD-04", Level.BLOCK, "They are neither auditor nor inspector in this authority. Ask your administrator to give them the role."),
    NO_CASES("E-AUD-05", Level.BLOCK, "No case fits. Name cases of this authority, or choose a period in which contacts were received."),
    ENDS_TOO_LATE("E-AUD-06", Level.BLOCK, "A sample ends after now and within a year. Choose another day."),
    ENDED_ALREADY("E-AUD-07", Level.BLOCK, "This sample has ended already.");

    private final String id;
    private final Level level;
    private final String sentence;

    AuditSampleRule(String id, Level level, String sentence) {
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
