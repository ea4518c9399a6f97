package org.goldenthread.command.meeting;

import org.goldenthread.command.ledger.Rule;

/** The rules of meetings and the sentences they say (domain 3b). A sentence promises only what is built. */
public enum MeetingRule implements Rule {

    NOT_QUORATE("E-STR-01", Level.WARN,
            "Not here: [missing]. A strategy discussion should include social care, police and health. Say how you'll get their information."),
    HAS_CLOSED("E-STR-02", Level.BLOCK, "This meeting has closed. Record it as a decision taken after the meeting: give the reason and who you consulted."),
    NO_THRESHOLD_DECISION("E-STR-03", Level.BLOCK,
            "No decision yet on s47 for child number [ref]. Record one, or 'not decided', who will decide, and by when."),
    NO_POSITIONS("E-STR-05", Level.OVERRIDE, "[silent] haven't said if they agree."),
    NO_VOICE("E-STR-08", Level.BLOCK, "Say how child number [ref] was seen and what they said, or why not."),
    NO_HELP_DECISION("E-MTG-01", Level.BLOCK,
            "No decision yet on how help goes on for child number [ref]. Record one, or 'not decided', who will decide, and by when."),
    NO_SUCH_SEAT("E-MTG-02", Level.BLOCK, "This meeting has no seat number [seat]. It has [count]."),
    NO_SUCH_CHILD("E-MTG-03", Level.BLOCK, "This meeting is about no child number [ref]. It is about [count]."),
    NO_SUCH_RECORD("E-MTG-04", Level.BLOCK, "Child number [ref] isn't known in this authority. Match them to a record first, from their contact."),
    DECIDED_ALREADY("E-MTG-05", Level.BLOCK,
            "Somebody has recorded '[answer]' for this already. If yours is to replace it, say so; both stay in the record."),
    NO_ANSWER_TO_THAT("E-MTG-06", Level.BLOCK, "That doesn't answer this question. Choose one of its answers, or 'not decided'."),
    WHO_DECIDES("E-MTG-07", Level.BLOCK, "Say who will decide, and by when."),
    DECIDED_BEFORE_THE_END("E-MTG-08", Level.BLOCK,
            "The record closed when the meeting ended, so give a time after that. If it was decided at the table and missed, say so in the reason. Those who were there have a working day to say if they agree."),
    DECIDED_AFTER_THE_END("E-MTG-09", Level.OVERRIDE,
            "[count] decisions were recorded after the end you give. Give a later end; or if they were taken at the table, say so and why they were typed later."),
    DISSENT_WITHOUT_REASON("E-MTG-10", Level.BLOCK, "Say why they disagree."),
    ENDS_BEFORE_IT_BEGAN("E-MTG-11", Level.BLOCK, "That is before the meeting began. Check the date and time."),
    NO_SUCH_DECISION("E-MTG-12", Level.BLOCK, "That decision isn't one of this meeting's that stands for this child. Open the record again and choose one that is."),
    NOT_AT_THE_TABLE("E-MTG-13", Level.BLOCK, "That agency has no seat at this meeting. Add a seat for it first."),
    OVER("E-MTG-14", Level.BLOCK, "You can't do that: this meeting is [state]."),
    NOT_ADJOURNED("E-MTG-15", Level.BLOCK, "This meeting isn't adjourned, so it can't go on again."),
    NO_MEANWHILE("E-MTG-16", Level.BLOCK, "Say for each child how they are kept safe until the meeting goes on."),
    NOTHING_FOLLOWS("E-MTG-17", Level.WARN, "[count] decisions say yes and no action carries them out yet. Say who will do what by when."),
    NOBODY_THERE("E-MTG-18", Level.BLOCK, "Nobody was there. Record who came, or cancel the meeting and say why."),
    NOT_INVITED("E-MTG-19", Level.WARN, "Not invited: [missing]. A strategy discussion should include social care, police and health."),
    NO_ROLE_HERE("E-MTG-20", Level.BLOCK, "The chair and the minute taker must hold a role in this authority. Choose somebody who does."),
    LONG_ADJOURNED("E-MTG-21", Level.WARN, "That is more than one working day away. Say in the record why it can wait."),
    NOT_ENDED("E-MTG-22", Level.BLOCK, "This meeting hasn't closed yet, so this is no decision after it. Close it first, or record the decision in the meeting."),
    NOTHING_DECIDED("E-MTG-23", Level.BLOCK, "Nothing was decided then, so there is nothing to record. Record it once it is decided."),
    DECIDED_AWAY("E-MTG-24", Level.WARN,
            "That was [when]. If it was decided at the table, record it again with the right time; if not, say in the reason who decided it."),
    IN_THE_FUTURE("E-TIME-03", Level.BLOCK, "That time hasn't come yet. Give the time it happened.");

    private final String id;
    private final Level level;
    private final String sentence;

    MeetingRule(String id, Level level, String sentence) {
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
