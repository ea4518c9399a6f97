package org.goldenthread.events;

import java.util.List;
import org.goldenthread.events.personal.PersonalText;
import org.jspecify.annotations.Nullable;

/**
 * Practice rules set aside with a reason (domain 0.3); shown as {@code rule-overridden}. {@code reason} may be missing
 * only for {@link ReasonCode#COULD_NOT_WAIT}, whose text is due in one working day (ruling 5).
 */
public record RuleOverride(List<String> rules, ReasonCode reasonCode, @Nullable PersonalText reason) {

    /** Why a rule was set aside. */
    public enum ReasonCode { COULD_NOT_WAIT, DELAY_INCREASES_RISK, INFORMATION_NOT_AVAILABLE, OTHER }
}
