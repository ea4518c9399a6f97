package org.goldenthread.events.document;

import java.util.Collection;
import org.goldenthread.events.Sensitivity;
import org.goldenthread.events.meeting.MeetingEvent.Category;
import org.goldenthread.events.values.AgencyId;

/**
 * Who may have a passage of a document, from everybody to the fewest; kept wherever its text is copied. What is not for the family is
 * marked so for the agencies that hold it, and what is not for disclosure as such: neither ever stands in a family's copy.
 */
public enum Handling {
    /** Everybody who is owed the document, the family too. */
    OPEN,
    /** Every agency that is owed it. */
    PARTNERS,
    /** Every agency; harm may come of the family knowing it. */
    NOT_FOR_FAMILY,
    /** Every agency; to be shown to a court or to the person it is about only once its owner agreed. */
    NOT_FOR_DISCLOSURE,
    /** Its owner and the agencies named with it. */
    NAMED;

    /** The least that what was told in a meeting is held by, whatever is written of it (domain 0.9). */
    public static Handling atLeast(Category category, Sensitivity sensitivity) {
        return sensitivity != Sensitivity.STANDARD || category == Category.INTELLIGENCE ? NAMED : category == Category.OFFENDERS_LINKED || category == Category.POLICE_HISTORY ? NOT_FOR_FAMILY : OPEN;
    }

    /** This, or the other where that one lets fewer have it. */
    public Handling orCloser(Handling other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** Whether an agency that is owed the document may have it. */
    public boolean reaches(AgencyId agency, AgencyId owner, Collection<AgencyId> named) {
        return this != NAMED || agency.equals(owner) || named.contains(agency);
    }

    /** Whether a family may have it. */
    public boolean reachesFamily() {
        return this == OPEN;
    }
}
