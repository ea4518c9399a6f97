package org.goldenthread.command.document;

import org.goldenthread.command.ledger.Rule;

/** The rules of documents and the sentences they say (domain 3e). A sentence promises only what is built. */
public enum DocumentRule implements Rule {

    REPLACED("E-MIN-04", Level.WARN, "Version [newer] has replaced this one. Open that one too."),
    NO_COPY("E-MIN-08", Level.BLOCK, "Your agency was not sent version [version] of this. Open the newest one from your inbox."),
    ANSWERED_ALREADY("E-MIN-09", Level.BLOCK, "Your agency has answered for this version already. Nothing more is needed."),
    NOTHING_NEW("E-MIN-10", Level.BLOCK, "Everything decided so far has been sent already."),
    NOT_OVERDUE("E-MIN-11", Level.BLOCK, "Nothing is overdue there: it was acknowledged, told before, replaced, or its time isn't up."),
    OPENED_ALREADY("E-MIN-12", Level.BLOCK, "Somebody of your agency opened it before: that stands. Say that your agency has it, where nobody has yet.");

    private final String id;
    private final Level level;
    private final String sentence;

    DocumentRule(String id, Level level, String sentence) {
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
