package org.goldenthread.query.edge;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.personal.Seal;
import org.goldenthread.events.reference.Reference;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.query.directory.SealedToken;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Codes in plain words, agencies by their name on the day, sealed text opened for the reader. */
@Component("words")
public final class Words {

    /** What stands where a text was erased, or may not be opened here. */
    public static final String GONE = "[no longer held]";

    /** What stands where a text's bytes were changed. */
    public static final String UNREADABLE = "[can’t be read: reported]";

    private static final Logger LOG = LoggerFactory.getLogger(Words.class);
    private static final Map<String, String> SPECIAL = Map.ofEntries(
            Map.entry("NFA", "No further action"), Map.entry("INFORMATION_AND_ADVICE", "Information and advice"),
            Map.entry("EARLY_HELP_S2", "Early help, stage 2"), Map.entry("EARLY_HELP_S3", "Early help, stage 3"),
            Map.entry("REFERRAL_S17", "Referral: child in need (section 17)"), Map.entry("STRATEGY_DISCUSSION", "Strategy discussion"),
            Map.entry("IMMEDIATE_PROTECTION", "Immediate protection"), Map.entry("LINKED_OPEN_CASE", "Linked to the open case"),
            Map.entry("TRANSFER_OTHER_AREA", "Transfer to another area"), Map.entry("LADO", "Allegation against a professional (LADO)"),
            Map.entry("S1", "Stage 1: universal"), Map.entry("S2", "Stage 2: vulnerable"), Map.entry("S3", "Stage 3: complex"),
            Map.entry("S4", "Stage 4: specialist"), Map.entry("S17", "Children Act 1989 section 17"), Map.entry("S47", "Children Act 1989 section 47"),
            Map.entry("NONE", "None needed"), Map.entry("UNBORN_EDD", "Unborn: expected date"), Map.entry("NAME_AND_DOB", "Name and date of birth"),
            Map.entry("NHS_NUMBER", "NHS number"), Map.entry("UPN", "UPN"), Map.entry("EDT", "Emergency duty team"),
            Map.entry("FD_SCREENER", "Front-door screener"), Map.entry("FD_SOCIAL_WORKER", "Front-door social worker"),
            Map.entry("FD_MANAGER", "Front-door manager"), Map.entry("SYSTEM", "The system"), Map.entry("SYS_ADMIN", "System administrator"), Map.entry("IN_PERSON", "In person"), Map.entry("CHILD_AT_RISK_NOW", "A child is at risk now"),
            Map.entry("ASKED_BY_POLICE_OR_COURT", "Police or a court asked"), Map.entry("WORKER_AWAY", "The worker is away"), Map.entry("STAFF_CONFLICT", "Somebody who works here knows the family"),
            Map.entry("HIGH_PROFILE", "High profile, or witness protection"), Map.entry("ALLOCATED", "Works on the case"), Map.entry("SUPERVISOR", "Supervises the case"),
            Map.entry("RESTRICTED", "Restricted: only those who work on the case"), Map.entry("SEALED", "Sealed: only the owner"), Map.entry("EH_PRACTITIONER", "Early help practitioner"),
            Map.entry("SUBSTANTIAL_PUBLIC_INTEREST_SAFEGUARDING", "Substantial public interest: safeguarding"),
            Map.entry("NO_WOULD_INCREASE_RISK", "No: it would increase the risk"), Map.entry("NO_WOULD_PREJUDICE_INVESTIGATION", "No: it would prejudice an investigation"),
            Map.entry("INFO_GOVERNANCE", "Information governance"), Map.entry("STRATEGY", "Strategy discussion"), Map.entry("CIN", "Child in need meeting"),
            Map.entry("TEAM_AROUND", "Team around the child"), Map.entry("SOCIAL_CARE", "Social care"), Map.entry("CONVENED", "Arranged"), Map.entry("IN_SESSION", "Going on"),
            Map.entry("ADJOURNED", "Adjourned"), Map.entry("CHAIR_SD", "Meeting chair"), Map.entry("FD_PARTNER", "Partner at the front door"), Map.entry("REFERRER_PRO", "Professional referrer"),
            Map.entry("THRESHOLD_S47_MET", "Section 47 threshold met"), Map.entry("SINGLE_OR_JOINT_ENQUIRY", "Enquiry"), Map.entry("SINGLE_LA", "Social care alone"),
            Map.entry("SINGLE_POLICE", "Police alone"), Map.entry("JOINT", "Police and social care together"), Map.entry("ABE_INTERVIEW", "Achieving best evidence interview"),
            Map.entry("MEDICAL", "Medical examination"), Map.entry("ICPC_NEEDED", "Child protection conference"), Map.entry("LEGAL", "Legal advice or action"),
            Map.entry("NRM", "National Referral Mechanism"), Map.entry("WHO_TELLS_FAMILY", "Who tells the family what, and when"), Map.entry("OTHER_CHILDREN", "Other children at risk"),
            Map.entry("NEXT_MEETING", "Another meeting"), Map.entry("HELP_GOES_ON", "How help goes on"), Map.entry("AS_WRITTEN", "As written"), Map.entry("NO_RESPONSE", "No answer"),
            Map.entry("DISSENTED", "Disagreed"), Map.entry("INTELLIGENCE", "Intelligence, by reference"), Map.entry("OFFENDERS_LINKED", "People who may harm"),
            Map.entry("VOICE_CHILD_SEEN", "The child, seen"), Map.entry("VOICE_CHILD_SEEN_ALONE", "The child, seen alone"), Map.entry("VOICE_KNOWN_WORKER", "A worker the child knows"),
            Map.entry("VOICE_OBSERVED", "What was observed"), Map.entry("VOICE_WRITTEN_OR_DRAWN", "What the child wrote or drew"),
            Map.entry("NOT_NOT_YET_SEEN", "Not yet seen"), Map.entry("NOT_WOULD_INCREASE_RISK", "It would increase the risk"), Map.entry("NOT_REFUSED", "The child did not want to"),
            Map.entry("NOT_TOO_YOUNG", "Too young"), Map.entry("NOT_UNBORN", "Not born yet"), Map.entry("NOT_OTHER", "Another reason"),
            Map.entry("CRIMINALITY_AND_WEAPONS", "Criminality and weapons"), Map.entry("TEN_WORKING_DAYS", "Ten working days late"), Map.entry("THREE_OVERDUE", "Three overdue together"),
            Map.entry("MONEY_GIFTS_AND_TRANSPORT", "Money, gifts and transport"), Map.entry("ATTENDED", "Was there"), Map.entry("CORE_ABSENT", "Should have been there"),
            Map.entry("INVITED_ABSENT", "Invited, not there"), Map.entry("EFFECT_NONE", "Unchanged"), Map.entry("EFFECT_REDUCED", "Less"),
            Map.entry("LACKS_AGE", "The child’s age"), Map.entry("LACKS_ATTENDANCE", "Who came"), Map.entry("LACKS_ACTION_OWNER", "Who does an action"),
            Map.entry("LACKS_ACTION_MEASURE", "How one will know that an action is done"), Map.entry("LACKS_APPROVAL", "Somebody’s approval"), Map.entry("NOTHING_WRITTEN", "Nothing written yet"),
            Map.entry("FOR_APPROVAL", "Waiting for approval"), Map.entry("HANDLING_PARTNERS", "Agencies that are owed it"), Map.entry("HANDLING_NOT_FOR_FAMILY", "Agencies; not for the family"),
            Map.entry("HANDLING_NOT_FOR_DISCLOSURE", "Agencies; not for court or family unless its owner agrees"), Map.entry("HANDLING_NAMED", "Its owner and the agencies ticked"), Map.entry("HANDLING_OPEN", "Everybody, the family too"),
            Map.entry("ANALYSIS", "What it means for the child"), Map.entry("SAFETY_PLAN", "How the child is kept safe"), Map.entry("WRONG_CHILD", "It said something of the wrong child"),
            Map.entry("WRONG_FACT", "A fact was wrong"), Map.entry("LEFT_OUT", "Something was left out"), Map.entry("WRONG_HANDLING", "Somebody had what they may not"),
            Map.entry("DECISION_NOTICE", "Decision notice"), Map.entry("EFFECT_INCREASED", "More"), Map.entry("PORTAL", "This service’s inbox"), Map.entry("EFFECT_UNKNOWN", "Not known"),
            Map.entry("SECURE_EMAIL", "Notice by secure mail"), Map.entry("AGENCY_API", "The agency’s own system"), Map.entry("POST", "Post"), Map.entry("IN_MEETING_HANDOVER", "Handed over"),
            Map.entry("ADDED", "Added by a person"), Map.entry("NO_SUCH_MAILBOX", "No such mailbox"), Map.entry("MAILBOX_FULL", "The mailbox is full"), Map.entry("REFUSED", "They refused it"),
            Map.entry("NOT_FOUND_THERE", "They looked and it isn’t there"), Map.entry("FAILED_UNREACHABLE", "Their system couldn’t be reached"), Map.entry("FAILED_REFUSED", "Their system refused it"),
            Map.entry("FAILED_UNCERTAIN", "Their system didn’t answer: it may be there"), Map.entry("AGAIN_BOUNCED", "It came back"), Map.entry("AGAIN_FAILED", "It could not be sent"),
            Map.entry("AGAIN_NOT_RECEIVED", "They say it didn’t arrive"), Map.entry("AGAIN_ASKED_FOR", "They asked for it"), Map.entry("WRONG_RECIPIENT", "It was not for them"),
            Map.entry("LATE_DECISION", "No decision about a contact"), Map.entry("LATE_ACKNOWLEDGEMENT", "Referrer not told that it arrived"),
            Map.entry("LATE_FEEDBACK", "Referrer not told the outcome"), Map.entry("LATE_POSITION", "Not said how it stands to a decision"),
            Map.entry("LATE_ACTION", "Action not done"), Map.entry("LATE_MINUTES", "Minutes not sent"), Map.entry("LATE_DOCUMENT", "Not delivered"),
            Map.entry("NO_LONGER_INVOLVED", "They no longer work with the child"), Map.entry("WRONG_CONTENT", "It held what it should not"),
            Map.entry("FAMILY_MUST", "They are, unless it is withheld with a reason"), Map.entry("FAMILY_CHAIR_DECIDES", "As the chair decides"), Map.entry("FAMILY_NEVER_BY_DEFAULT", "Not by default"),
            Map.entry("RELATIONSHIP_CHILD", "The child"), Map.entry("RELATIONSHIP_MOTHER", "Mother"), Map.entry("RELATIONSHIP_FATHER", "Father"), Map.entry("RELATIONSHIP_CARER", "Carer"),
            Map.entry("RELATIONSHIP_OTHER", "Somebody else of the family"), Map.entry("COPY_PREPARED", "Waits to be released by somebody else"), Map.entry("COPY_RETURNED", "Not released"),
            Map.entry("COPY_RELEASED", "Released, to be given"), Map.entry("COPY_GIVEN", "Given"), Map.entry("COPY_CAME_BACK", "Came back"), Map.entry("LEFT_NOT_FOR_FAMILY", "not for the family"),
            Map.entry("LEFT_OTHER_CHILD", "about another child, or cancelled"), Map.entry("LEFT_PLACE", "says where somebody is or how they are reached"), Map.entry("LEFT_NAMES_OTHER_CHILD", "names another child"));

    private final Seal seal;
    private final Reference reference;

    public Words(Seal seal, Reference reference) {
        this.seal = seal;
        this.reference = reference;
    }

    /** A code as a person would say it. */
    public String say(@Nullable Object code) {
        if (code == null) {
            return "";
        }
        var name = code.toString();
        var plain = name.replace('_', ' ').toLowerCase(Locale.UK);
        return SPECIAL.getOrDefault(name, Character.toUpperCase(plain.charAt(0)) + plain.substring(1));
    }

    /** The name of a form's field as a person would say it: {@code childName2} is "Child name 2". */
    public String field(String name) {
        var apart = name.replaceAll("([a-z])([A-Z0-9])", "$1 $2").replace('-', ' ').toLowerCase(Locale.UK);
        return apart.isEmpty() ? apart : Character.toUpperCase(apart.charAt(0)) + apart.substring(1);
    }

    /** The text, or {@link #GONE}; nothing where there was none. */
    public String open(@Nullable PersonalText text) {
        try {
            return text == null ? "" : seal.open(text).orElse(GONE);
        } catch (IllegalStateException e) {
            LOG.atError().addKeyValue("cause", String.valueOf(e.getMessage())).log("a sealed text does not open");
            return UNREADABLE;
        }
    }

    public String open(@Nullable SealedToken token) {
        return token == null ? "" : token.read().map(this::open).orElse("");
    }

    /** An agency by the name it had on a day. */
    public String agency(@Nullable AgencyId id, java.time.Instant at) {
        return Optional.ofNullable(id).flatMap(reference::agency).map(agency -> agency.nameOn(WorkingCalendar.dayOf(at))).orElse("");
    }

    /** An authority by the name it has on a day. */
    public String authority(org.goldenthread.events.values.LedgerId ledger, java.time.Instant at) {
        return reference.areaOn(ledger, WorkingCalendar.dayOf(at)).name();
    }
}
