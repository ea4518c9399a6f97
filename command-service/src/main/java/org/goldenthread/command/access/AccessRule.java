package org.goldenthread.command.access;

import org.goldenthread.command.ledger.Rule;

/** The rules of restriction, exclusion, involvement and break-glass, and the sentences they say. */
public enum AccessRule implements Rule {

    RESTRICTED_ALREADY("E-ACC-01", Level.BLOCK, "This record is restricted already. Review that restriction, or lift it first."),
    NOT_RESTRICTED("E-ACC-02", Level.BLOCK, "This record isn't restricted, so there is no restriction to review or lift."),
    EXCLUDED_ALREADY("E-ACC-03", Level.BLOCK, "They are kept from this record already."),
    NOT_EXCLUDED("E-ACC-04", Level.BLOCK, "They aren't kept from this record."),
    INVOLVED_AND_EXCLUDED("E-ACC-05", Level.BLOCK, "They are kept from this record, so they can't work on it. End the exclusion first."),
    HOLDS_NO_ROLE("E-ACC-06", Level.BLOCK, "They hold no role in this authority. Choose somebody who does, or ask your administrator to give them one."),
    INVOLVED_ALREADY("E-ACC-07", Level.BLOCK, "They work on this case in this way already."),
    NOT_INVOLVED("E-ACC-08", Level.BLOCK, "They don't work on this case in this way."),
    OWN_USE("E-ACC-09", Level.BLOCK, "You opened this record yourself. Somebody else says whether that was right."),
    NO_SUCH_USE("E-ACC-10", Level.BLOCK, "There is no such opening of this record left to review."),
    OWNER("E-ACC-11", Level.BLOCK, "They own this restriction. Review it and name another owner first."),
    ENDS_IN_THE_PAST("E-ACC-12", Level.BLOCK, "That end has passed already. Give a later one, or none."),
    NO_BASIS("E-ACC-13", Level.BLOCK, "They work for another agency, so this shares the record. Say on what legal basis."),
    FAMILY_NOT_TOLD("E-ACC-14", Level.BLOCK, "Say why the family isn't told."),
    CONSENT_OF_THE_UNTOLD("E-ACC-15", Level.BLOCK, "A family that isn't told can't have consented. Choose another basis.");

    private final String id;
    private final Level level;
    private final String sentence;

    AccessRule(String id, Level level, String sentence) {
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
