package org.goldenthread.events.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.goldenthread.events.Role;
import org.goldenthread.events.access.AccessDecision.Action;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.access.AccessDecision.Lock;
import org.goldenthread.events.access.AccessDecision.Relation;
import org.goldenthread.events.access.AccessDecision.Standing;
import org.junit.jupiter.api.Test;

class AccessDecisionTest {

    @Test
    void a_meeting_is_for_who_keeps_it_and_who_works_with_a_child_of_it_and_for_nobody_who_merely_sat_there() {
        assertThat(shows(Fields.MEETING, Relation.KEEPER, Lock.RESTRICTED)).containsExactlyInAnyOrder(Role.CHAIR_SD, Role.MINUTE_TAKER, Role.FD_SOCIAL_WORKER, Role.FD_MANAGER,
                Role.EDT, Role.SOCIAL_WORKER, Role.TEAM_MANAGER);
        assertThat(shows(Fields.MEETING, Relation.AT_TABLE, Lock.OPEN)).isEmpty();
        assertThat(shows(Fields.MEETING, Relation.ACTION_OWNER, Lock.OPEN)).isEmpty();
        assertThat(shows(Fields.MEETING, Relation.FRONT_DOOR, Lock.OPEN)).containsExactlyInAnyOrder(Role.FD_SOCIAL_WORKER, Role.FD_MANAGER, Role.EDT);
        assertThat(shows(Fields.MEETING, Relation.KEEPER, Lock.SEALED)).isEmpty();
    }

    @Test
    void an_action_is_for_its_agency_and_for_those_who_speak_for_an_agency_that_sat_where_it_was_agreed() {
        assertThat(shows(Fields.ACTION, Relation.ACTION_OWNER, Lock.RESTRICTED)).containsExactlyInAnyOrder(Role.REFERRER_PRO, Role.FD_PARTNER, Role.AGENCY_LEAD, Role.RECIPIENT,
                Role.EH_PRACTITIONER);
        assertThat(shows(Fields.ACTION, Relation.AT_TABLE, Lock.RESTRICTED)).containsExactlyInAnyOrder(Role.FD_PARTNER, Role.AGENCY_LEAD);
        assertThat(shows(Fields.ACTION, Relation.ACTION_OWNER, Lock.SEALED)).isEmpty();
        assertThat(shows(Fields.HISTORY, Relation.ACTION_OWNER, Lock.OPEN)).isEmpty();
    }

    @Test
    void a_document_is_for_who_keeps_its_meeting_and_for_those_who_act_for_an_agency_that_has_a_copy() {
        assertThat(shows(Fields.DOCUMENT, Relation.RECEIVER, Lock.RESTRICTED)).containsExactlyInAnyOrder(Role.FD_PARTNER, Role.AGENCY_LEAD, Role.RECIPIENT);
        assertThat(shows(Fields.DOCUMENT, Relation.AT_TABLE, Lock.OPEN)).isEmpty();
        assertThat(shows(Fields.MEETING, Relation.RECEIVER, Lock.OPEN)).isEmpty();
        assertThat(shows(Fields.HISTORY, Relation.RECEIVER, Lock.OPEN)).isEmpty();
        assertThat(shows(Fields.DOCUMENT, Relation.RECEIVER, Lock.SEALED)).isEmpty();
    }

    @Test
    void who_is_excluded_sees_none_of_them() {
        for (var fields : EnumSet.of(Fields.MEETING, Fields.ACTION, Fields.DOCUMENT)) {
            var excluded = new Standing(EnumSet.allOf(Role.class), EnumSet.allOf(Relation.class), Lock.OPEN, true);
            assertThat(AccessDecision.decide(excluded, fields, Action.READ, Set.of()).isShown()).isFalse();
        }
    }

    private static Set<Role> shows(Fields fields, Relation relation, Lock lock) {
        var shown = EnumSet.noneOf(Role.class);
        for (var role : Role.values()) {
            if (AccessDecision.decide(new Standing(Set.of(role), Set.of(relation), lock, false), fields, Action.READ, Set.of()).isShown()) {
                shown.add(role);
            }
        }
        return shown;
    }
}
