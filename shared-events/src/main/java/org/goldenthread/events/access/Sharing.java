package org.goldenthread.events.access;

import org.goldenthread.events.personal.PersonalText;
import org.jspecify.annotations.Nullable;

/**
 * On what basis information moved to another agency, said at the moment it moved (domain 0.2; never the family's consent to a
 * service). {@code reason} says why the family was not told, or what else bears on it.
 */
public record Sharing(Basis basis, FamilyInformed familyInformed, @Nullable PersonalText reason) {

    /** The legal basis. */
    public enum Basis { PUBLIC_TASK, LEGAL_OBLIGATION, VITAL_INTERESTS, CONSENT, SUBSTANTIAL_PUBLIC_INTEREST_SAFEGUARDING, LAW_ENFORCEMENT }

    /** Whether the family knows that it is shared. */
    public enum FamilyInformed {
        YES, NO_WOULD_INCREASE_RISK, NO_WOULD_PREJUDICE_INVESTIGATION, NOT_YET;

        /** Whether the family was left in the dark on purpose, which needs a reason. */
        public boolean isKeptFrom() {
            return this == NO_WOULD_INCREASE_RISK || this == NO_WOULD_PREJUDICE_INVESTIGATION;
        }
    }
}
