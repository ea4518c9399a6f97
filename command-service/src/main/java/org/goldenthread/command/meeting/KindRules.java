package org.goldenthread.command.meeting;

import java.util.EnumSet;
import java.util.Set;
import org.goldenthread.events.meeting.MeetingEvent.DecisionType;
import org.goldenthread.events.meeting.MeetingEvent.Kind;
import org.goldenthread.events.values.CorePart;

/**
 * What a kind of meeting asks beyond the one record: who must be there for it to be quorate, what must be decided for every child
 * and what is said where it was not, whose agreement to that is asked for, and the timescales of what is sent after it.
 */
record KindRules(Set<CorePart> quorum, DecisionType required, MeetingRule undecided, Set<CorePart> agreement, String notice, String minutes) {

    KindRules {
        quorum = Set.copyOf(quorum);
        agreement = Set.copyOf(agreement);
    }

    static KindRules of(Kind kind) {
        return switch (kind) {
            case STRATEGY -> new KindRules(EnumSet.allOf(CorePart.class), DecisionType.THRESHOLD_S47_MET, MeetingRule.NO_THRESHOLD_DECISION,
                    EnumSet.of(CorePart.POLICE, CorePart.HEALTH), "TS-STR-DEC", "TS-STR-MIN");
            case CIN -> new KindRules(EnumSet.of(CorePart.SOCIAL_CARE), DecisionType.HELP_GOES_ON, MeetingRule.NO_HELP_DECISION, Set.of(), "TS-MTG-DEC",
                    "TS-MTG-MIN");
            case TEAM_AROUND -> new KindRules(Set.of(), DecisionType.HELP_GOES_ON, MeetingRule.NO_HELP_DECISION, Set.of(), "TS-MTG-DEC", "TS-MTG-MIN");
        };
    }
}
