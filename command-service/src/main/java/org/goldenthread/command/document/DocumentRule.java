package org.goldenthread.command.document;

import org.goldenthread.command.ledger.Rule;

/** The rules of documents and the sentences they say (domain 3e). A sentence promises only what is built. */
public enum DocumentRule implements Rule {

    SAME_PERSON("E-MIN-01", Level.BLOCK, "Someone else must approve these minutes: whoever wrote them may only where they chaired the meeting. You can send them as 'not final'."),
    THIN("E-MIN-02", Level.BLOCK, "Missing: [missing]. You can send them as 'not final'."),
    WAS_THERE("E-MIN-03", Level.WARN, "They were at the meeting. That they are left out, why, and by whom stays in every figure. A version they have already is still replaced by the next."),
    SEND_NEWEST("E-MIN-04", Level.BLOCK, "This version was replaced. Send version [newer]."),
    UNANSWERED("E-MIN-05", Level.WARN, "It was delivered [days] working days ago and nobody there has said that they have it. Ring them as well."),
    OPEN_WAY("E-MIN-06", Level.BLOCK, "A family’s copy can't go by open e-mail or by an agency's way. Post it, or give it to them by hand."),
    OTHER_SYSTEM("E-MIN-07", Level.BLOCK, "You can't mark this as recorded on another agency's system."),
    NO_COPY("E-MIN-08", Level.BLOCK, "Your agency was not sent version [version] of this. Open the newest one from your inbox."),
    ANSWERED_ALREADY("E-MIN-09", Level.BLOCK, "Your agency has answered for this version already. Nothing more is needed."),
    NOTHING_NEW("E-MIN-10", Level.BLOCK, "Everything decided so far has been sent already."),
    NOT_OVERDUE("E-MIN-11", Level.BLOCK, "Nothing is overdue there: it was acknowledged, told before, replaced, or its time isn't up."),
    OPENED_ALREADY("E-MIN-12", Level.BLOCK, "Somebody of your agency opened it before: that stands. Say that your agency has it, where nobody has yet."),
    FINAL_STANDS("E-MIN-13", Level.BLOCK, "A version of these minutes was final, and version [version] stands. To change it, correct it: say what was wrong, and the next goes to all who had it."),
    NOTHING_WRITTEN("E-MIN-14", Level.BLOCK, "Nothing is written yet for the next version. Write it first, if only to say that the record stands as it is."),
    NOT_WAITING("E-MIN-15", Level.BLOCK, "This can't be done while the next version is: [stage]. Look at the page again."),
    CHANGED_SINCE("E-MIN-16", Level.BLOCK, "They were changed since you opened them. Read them again, then approve or send them."),
    NOT_OWED("E-MIN-17", Level.BLOCK, "That agency isn't owed these minutes, or the duty was waived before. Look at who is owed them."),
    NOT_FINAL("E-MIN-18", Level.BLOCK, "There is no final version to correct, or its correction is being written already. Go on writing the next version."),
    OTHER_CHILD("E-MIN-19", Level.BLOCK, "The meeting was about [count] children, and a passage is about another. Say which of them it is about."),
    APPROVE_AGAIN("E-MIN-20", Level.WARN, "They were [stage] before. As changed, they need somebody's approval again."),
    RECORDED_ALREADY("E-MIN-21", Level.BLOCK, "Your agency has recorded this version in its own system already. Nothing more is needed."),
    WHOLE("E-MIN-22", Level.BLOCK, "Nothing is missing. Send them as final."),
    REPLACED("E-MIN-23", Level.WARN, "Version [newer] has replaced this one. Open that one too."),
    NO_ADDRESS("E-MIN-24", Level.BLOCK, "No address is known for that agency by that way. Choose their inbox, or give it to them by hand and record that."),
    WITHDRAWN("E-MIN-25", Level.WARN, "It was taken away from that agency before, or they said that it isn't for them. They are sent it again, with your reason."),
    NOT_SENT_THEM("E-MIN-26", Level.BLOCK, "That agency was not sent that version, or has it no more. Look at who has it."),
    HAS_IT("E-MIN-27", Level.BLOCK, "That agency is sent it already. Send it to them once more where it didn't arrive."),
    THERE_ALREADY("E-MIN-28", Level.BLOCK, "Your agency's system said before that it has this version. Nothing more is needed."),
    BOUNCED_ALREADY("E-MIN-29", Level.BLOCK, "It is recorded already that it came back. Send it once more, by another way."),
    MAY_BE_THERE("E-MIN-30", Level.WARN, "It may be there already: the other side didn't answer when it was sent. They may have it twice now."),
    REPORTED_ALREADY("E-MIN-31", Level.BLOCK, "It is recorded already that it went to that agency wrongly; it was withdrawn then. Record that it is destroyed, once they say so."),
    DESTROYED_ALREADY("E-MIN-32", Level.BLOCK, "It is recorded already that that agency destroyed it. Nothing more is needed."),
    NO_BREACH("E-MIN-33", Level.BLOCK, "No breach with that agency waits to be assessed. Look at the list again."),
    LATE_DISPUTE("E-MIN-34", Level.WARN, "More than ten working days have passed since it came. It is recorded all the same."),
    NO_DISPUTE("E-MIN-35", Level.BLOCK, "There is no such dispute waiting. Look at the page again."),
    CORRECT_NEXT("E-MIN-36", Level.WARN, "The version that was disputed stands until the next one goes out. Correct it now."),
    NOT_MINUTES("E-MIN-37", Level.BLOCK, "Only minutes can be disputed. That your agency disagrees with a decision is recorded in the meeting."),
    SEND_INSTEAD("E-MIN-38", Level.BLOCK, "What goes by that way is sent from here. Send it once more instead, or record how you gave it to them by hand."),
    SECOND_PERSON("E-MIN-39", Level.BLOCK, "Somebody else must look at a family’s copy and release it: you put it together."),
    NOT_FOR_FAMILY("E-MIN-40", Level.BLOCK, "Passage [number] isn't for this family: by its handling, or because it is about another child. Leave it out."),
    NOT_BY_DEFAULT("E-MIN-41", Level.OVERRIDE, "Families aren't given the record of a strategy discussion: it could warn somebody. Record who tells them what instead, or say why they may have it."),
    NO_FAMILY_COPY("E-MIN-42", Level.BLOCK, "No family’s copy waits for that. Look at the page again."),
    WITHHELD_ALREADY("E-MIN-43", Level.BLOCK, "It is recorded already that they aren't given a copy. Nothing more is needed."),
    SEND_FIRST("E-MIN-44", Level.BLOCK, "No version has gone out yet. Send the minutes first: a family’s copy is taken from what was sent."),
    WAS_WITHHELD("E-MIN-45", Level.WARN, "It was recorded that they aren't to have a copy. Whoever releases it should know why."),
    NOT_OF_MEETING("E-MIN-46", Level.BLOCK, "A decision or an action isn't of this meeting. Choose from what it decided and agreed."),
    OTHER_CONTENT("E-MIN-47", Level.BLOCK, "What you read isn't what was put together, or nothing stands in it. Look at the copy again, or give it back."),
    WITHHELD_SINCE("E-MIN-48", Level.BLOCK, "It was recorded since that they aren't to have a copy. Read why; if they are to have one after all, put together a new copy."),
    NOT_RELEASED("E-MIN-49", Level.WARN, "It was not released for them, or was withheld since. That it was given stands; tell information governance.");

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
