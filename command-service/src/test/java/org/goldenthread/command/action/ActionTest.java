package org.goldenthread.command.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.goldenthread.command.Decisions.only;
import static org.goldenthread.command.Decisions.refused;
import static org.goldenthread.command.Decisions.sentence;
import static org.goldenthread.command.Decisions.warnings;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.goldenthread.command.Given;
import org.goldenthread.command.GivenMeetings;
import org.goldenthread.command.Shows;
import org.goldenthread.command.action.ActionCommand.AcceptAction;
import org.goldenthread.command.action.ActionCommand.AgreeAction;
import org.goldenthread.command.action.ActionCommand.CancelAction;
import org.goldenthread.command.action.ActionCommand.CompleteAction;
import org.goldenthread.command.action.ActionCommand.ContestAction;
import org.goldenthread.command.action.ActionCommand.DeclineAction;
import org.goldenthread.command.action.ActionCommand.EscalateAction;
import org.goldenthread.command.action.ActionCommand.ExtendAction;
import org.goldenthread.command.action.ActionCommand.NameOwner;
import org.goldenthread.command.action.ActionCommand.ProgressAction;
import org.goldenthread.command.action.ActionCommand.ReassignAction;
import org.goldenthread.command.action.ActionCommand.VerifyAction;
import org.goldenthread.command.ledger.Decided;
import org.goldenthread.events.Actor;
import org.goldenthread.events.Role;
import org.goldenthread.events.RuleOverride;
import org.goldenthread.events.action.ActionEvent;
import org.goldenthread.events.action.ActionEvent.ActionAgreed;
import org.goldenthread.events.action.ActionEvent.ActionCompleted;
import org.goldenthread.events.action.ActionEvent.ActionEscalated;
import org.goldenthread.events.action.ActionEvent.ActionExtended;
import org.goldenthread.events.action.ActionEvent.Effect;
import org.goldenthread.events.action.ActionEvent.Lateness;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.ActionId;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.events.values.RiskDomain;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ActionTest {

    private static final Instant TUESDAY = Instant.parse("2026-03-10T14:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 3, 10);
    private static final LocalDate FRIDAY = LocalDate.of(2026, 3, 13);
    private static final ActionId ID = new ActionId(UUID.randomUUID());
    private static final MeetingId MEETING = new MeetingId(UUID.randomUUID());
    private static final ChildId CHILD = new ChildId(UUID.randomUUID());
    private static final ChildId SIBLING = new ChildId(UUID.randomUUID());
    private static final DecisionId DECISION = new DecisionId(UUID.randomUUID());
    private static final AgencyId POLICE = new AgencyId(UUID.randomUUID());
    private static final AgencyId HEALTH = new AgencyId(UUID.randomUUID());

    private static final Action AGREED = after(Action.NONE, agree("Visit the home with the adolescent worker.", "Pc Example", FRIDAY), health());
    private static final Action DONE = after(AGREED, complete(TUESDAY), police());

    @Test
    void an_action_says_who_does_what_by_the_end_of_which_day_in_london() {
        var event = (ActionAgreed) only(Action.NONE.decide(agree("Visit the home.", "Pc Example", LocalDate.of(2026, 3, 30)), health(), TUESDAY));
        assertThat(event.dueBy()).isEqualTo(Instant.parse("2026-03-30T22:59:59Z"));
        assertThat(event.about()).containsExactly(CHILD, SIBLING);
        var toBeNamed = (ActionAgreed) only(Action.NONE.decide(new AgreeAction(ID, MEETING, null, List.of(2), null, "Visit.", POLICE, null, "Sergeant", DAY, "Seen."), health(), TUESDAY));
        assertThat(toBeNamed.about()).containsExactly(SIBLING);
        assertThat(Objects.requireNonNull(toBeNamed.owner().toBeNamedBy())).isEqualTo(Instant.parse("2026-03-11T23:59:59Z"));
    }

    @Test
    @Shows("E-ACT-01")
    void all_is_nobody() {
        for (var nobody : List.of("all", "All professionals", "everyone", "Partners", "tbc", "All to be aware", "-")) {
            assertThat(refused(Action.NONE.decide(agree("Visit.", nobody, FRIDAY), health(), TUESDAY))).as(nobody).isEqualTo(ActionRule.NOBODY_NAMED);
        }
        assertThat(refused(Action.NONE.decide(new AgreeAction(ID, MEETING, null, List.of(), null, "Visit.", POLICE, null, null, FRIDAY, "Seen."), health(), TUESDAY)))
                .isEqualTo(ActionRule.NOBODY_NAMED);
        assertThat(refused(AGREED.decide(new NameOwner(ID, "all"), police(), TUESDAY))).isEqualTo(ActionRule.NOBODY_NAMED);
    }

    @Test
    @Shows({"E-ACT-02", "E-ACT-11", "E-ACT-14", "E-ACT-15"})
    void an_action_is_due_on_the_meeting_day_or_later_for_children_and_by_a_decision_of_that_meeting() {
        assertThat(refused(Action.NONE.decide(agree("Visit.", "Pc Example", DAY.minusDays(1)), health(), TUESDAY))).isEqualTo(ActionRule.DUE_BEFORE_THE_MEETING);
        assertThat(Action.NONE.decide(agree("Visit.", "Pc Example", DAY), health(), TUESDAY)).isInstanceOf(Decided.Accepted.class);
        var third = new AgreeAction(ID, MEETING, null, List.of(3), null, "Visit.", POLICE, "Pc Example", null, FRIDAY, "Seen.");
        assertThat(sentence(Action.NONE.decide(third, health(), TUESDAY))).isEqualTo("That meeting is about no child number 3. It is about 2.");
        var other = new AgreeAction(ID, MEETING, new DecisionId(UUID.randomUUID()), List.of(), null, "Visit.", POLICE, "Pc Example", null, FRIDAY, "Seen.");
        assertThat(refused(Action.NONE.decide(other, health(), TUESDAY))).isEqualTo(ActionRule.NO_SUCH_DECISION);
        var nowhere = new Given(new Actor(new UserId(UUID.randomUUID()), Role.CHAIR_SD, HEALTH), TUESDAY, null, 0, List.of(CHILD), Map.of(), Map.of(), GivenMeetings.NONE);
        assertThat(refused(Action.NONE.decide(agree("Visit.", "Pc Example", DAY), nowhere, TUESDAY))).isEqualTo(ActionRule.NO_SUCH_MEETING);
    }

    @Test
    @Shows({"E-ACT-03", "E-ACT-06", "E-STR-09"})
    void a_vague_action_is_agreed_only_with_a_reason() {
        var vague = new AgreeAction(ID, MEETING, null, List.of(), RiskDomain.SEXUAL_HEALTH, "All professionals to monitor, ongoing", POLICE, "Pc Example", null, FRIDAY, null);
        assertThat(refused(Action.NONE.decide(vague, health(), TUESDAY))).isEqualTo(ActionRule.NO_ACTION);
        assertThat(refused(Action.NONE.decide(vague, overriding("E-STR-09"), TUESDAY))).isEqualTo(ActionRule.NO_ACTION);
        var accepted = (Decided.Accepted) Action.NONE.decide(vague, overriding("E-STR-09", "E-ACT-06", "E-ACT-03"), TUESDAY);
        assertThat(accepted.overridden()).containsExactly(ActionRule.NO_ACTION, ActionRule.NO_MEASURE, ActionRule.MATCHES_NO_RISK);
        var unmeasured = new AgreeAction(ID, MEETING, null, List.of(), null, "Visit.", POLICE, "Pc Example", null, FRIDAY, null);
        assertThat(refused(Action.NONE.decide(unmeasured, health(), TUESDAY))).isEqualTo(ActionRule.NO_MEASURE);
        var unmatched = new AgreeAction(ID, MEETING, null, List.of(2), RiskDomain.SEXUAL_HEALTH, "Visit.", POLICE, "Pc Example", null, FRIDAY, "Seen.");
        assertThat(sentence(Action.NONE.decide(unmatched, health(), TUESDAY))).isEqualTo("This action doesn't match a risk recorded for child number 2.");
        var matched = new AgreeAction(ID, MEETING, DECISION, List.of(2), RiskDomain.ONLINE, "Visit.", POLICE, "Pc Example", null, FRIDAY, "Seen.");
        assertThat(Action.NONE.decide(matched, health(), TUESDAY)).isInstanceOf(Decided.Accepted.class);
    }

    @Test
    @Shows("E-ACT-04")
    void only_the_owning_agency_takes_it_on_declines_or_attests_it() {
        for (var command : List.of(new AcceptAction(ID), new DeclineAction(ID, text()), new NameOwner(ID, "Pc Other"), complete(TUESDAY))) {
            assertThat(refused(AGREED.decide(command, health(), TUESDAY))).as(command.toString()).isEqualTo(ActionRule.NOT_THE_OWNER);
            assertThat(AGREED.decide(command, police(), TUESDAY)).as(command.toString()).isInstanceOf(Decided.Accepted.class);
        }
        assertThat(AGREED.decide(new ProgressAction(ID, text()), health(), TUESDAY)).isInstanceOf(Decided.Accepted.class);
    }

    @Test
    @Shows({"E-ACT-08", "E-ACT-12"})
    void another_agency_confirms_or_contests_what_the_owner_attested() {
        assertThat(refused(AGREED.decide(new VerifyAction(ID, null), health(), TUESDAY))).isEqualTo(ActionRule.NOT_DONE);
        assertThat(refused(AGREED.decide(new ContestAction(ID, text()), health(), TUESDAY))).isEqualTo(ActionRule.NOT_DONE);
        assertThat(refused(DONE.decide(new VerifyAction(ID, null), police(), TUESDAY))).isEqualTo(ActionRule.OWN_WORK);
        assertThat(refused(DONE.decide(new ContestAction(ID, text()), police(), TUESDAY))).isEqualTo(ActionRule.OWN_WORK);
        var contested = after(DONE, new ContestAction(ID, text()), health());
        assertThat(contested.state()).isEqualTo(Action.State.CONTESTED);
        assertThat(contested.decide(complete(TUESDAY), police(), TUESDAY)).isInstanceOf(Decided.Accepted.class);
        assertThat(after(contested, new VerifyAction(ID, null), health()).state()).isEqualTo(Action.State.VERIFIED);
    }

    @Test
    @Shows({"E-ACT-07", "E-TIME-04"})
    void what_is_over_stays_over_and_nothing_is_done_in_the_future() {
        var verified = after(DONE, new VerifyAction(ID, null), health());
        for (var command : List.of(new AcceptAction(ID), new CancelAction(ID, text()), new ProgressAction(ID, text()))) {
            assertThat(sentence(verified.decide(command, police(), TUESDAY))).isEqualTo("You can't do that: this action is verified.");
        }
        assertThat(refused(DONE.decide(new AcceptAction(ID), police(), TUESDAY))).isEqualTo(ActionRule.NOT_NOW);
        assertThat(refused(AGREED.decide(complete(TUESDAY.plusSeconds(1)), police(), TUESDAY))).isEqualTo(ActionRule.IN_THE_FUTURE);
        assertThat(after(AGREED, new CancelAction(ID, text()), health()).state()).isEqualTo(Action.State.CANCELLED);
    }

    @Test
    void a_late_completion_says_how_many_working_days() {
        var monday = Instant.parse("2026-03-16T10:00:00Z");
        assertThat(((ActionCompleted) only(AGREED.decide(complete(monday), police(), monday))).workingDaysLate()).isEqualTo(1);
        assertThat(((ActionCompleted) only(AGREED.decide(complete(TUESDAY), police(), TUESDAY))).workingDaysLate()).isZero();
    }

    @Test
    @Shows({"E-ACT-05", "E-ACT-09", "E-ACT-10"})
    void more_time_is_agreed_by_somebody_else_for_a_later_day_and_said_the_second_time() {
        assertThat(refused(AGREED.decide(extend(FRIDAY.plusDays(7)), police(), TUESDAY))).isEqualTo(ActionRule.OWN_EXTENSION);
        assertThat(refused(AGREED.decide(extend(FRIDAY), health(), TUESDAY))).isEqualTo(ActionRule.NOT_LATER);
        var once = AGREED.decide(extend(FRIDAY.plusDays(7)), health(), TUESDAY);
        assertThat(warnings(once)).isEmpty();
        var extended = AGREED.evolve((ActionEvent) only(once));
        var twice = extended.decide(extend(FRIDAY.plusDays(14)), health(), TUESDAY);
        assertThat(warnings(twice)).containsExactly(ActionRule.EXTENDED_TWICE);
        assertThat(((ActionExtended) only(twice)).count()).isEqualTo(2);
        assertThat(AGREED.decide(extend(FRIDAY.plusDays(7)), known(Role.TEAM_MANAGER, POLICE, 0, null), TUESDAY)).isInstanceOf(Decided.Accepted.class);
    }

    @Test
    void a_reassigned_action_is_the_other_agency_s() {
        var reassigned = after(AGREED, new ReassignAction(ID, HEALTH, "Nurse Example", null, text()), health());
        assertThat(reassigned.owner()).isEqualTo(HEALTH);
        assertThat(refused(reassigned.decide(new AcceptAction(ID), police(), TUESDAY))).isEqualTo(ActionRule.NOT_THE_OWNER);
    }

    @Test
    @Shows("E-ACT-13")
    void an_undone_action_is_escalated_once_when_ten_working_days_late_and_once_when_three_are_overdue() {
        var late = Instant.parse("2026-03-27T23:59:59Z");
        var byTime = new EscalateAction(ID, Lateness.TEN_WORKING_DAYS);
        assertThat(refused(AGREED.decide(byTime, police(), Instant.parse("2026-03-27T00:00:00Z")))).as("the tenth day has only begun").isEqualTo(ActionRule.NOT_LATE_ENOUGH);
        var event = (ActionEscalated) only(AGREED.decide(byTime, police(), late));
        assertThat(event.workingDaysLate()).isEqualTo(10);
        assertThat(refused(AGREED.evolve(event).decide(byTime, police(), late))).isEqualTo(ActionRule.NOT_LATE_ENOUGH);
        assertThat(refused(DONE.decide(byTime, police(), late))).isEqualTo(ActionRule.NOT_LATE_ENOUGH);
        var byNumber = new EscalateAction(ID, Lateness.THREE_OVERDUE);
        var saturday = Instant.parse("2026-03-14T00:00:00Z");
        assertThat(refused(AGREED.decide(byNumber, known(Role.SYSTEM, POLICE, 1, null), saturday))).isEqualTo(ActionRule.NOT_LATE_ENOUGH);
        assertThat(AGREED.decide(byNumber, known(Role.SYSTEM, POLICE, 2, null), saturday)).isInstanceOf(Decided.Accepted.class);
        var extended = after(AGREED.evolve(event), extend(LocalDate.of(2026, 4, 1)), health());
        assertThat(extended.decide(byTime, police(), Instant.parse("2026-04-20T12:00:00Z"))).isInstanceOf(Decided.Accepted.class);
        var given = after(AGREED.evolve(event), new ReassignAction(ID, HEALTH, "Nurse Example", null, text()), police());
        assertThat(given.decide(byTime, health(), late)).as("the lead of the agency it was given to").isInstanceOf(Decided.Accepted.class);
    }

    private static AgreeAction agree(String description, String owner, LocalDate dueOn) {
        return new AgreeAction(ID, MEETING, null, List.of(), null, description, POLICE, owner, null, dueOn, "The child was seen.");
    }

    private static CompleteAction complete(Instant at) {
        return new CompleteAction(ID, at, text(), text(), Effect.REDUCED);
    }

    private static ExtendAction extend(LocalDate until) {
        return new ExtendAction(ID, until, text());
    }

    private static PersonalText text() {
        return PersonalText.of(ID.value(), "text");
    }

    private static Action after(Action action, ActionCommand command, Given known) {
        return action.evolve((ActionEvent) only(action.decide(command, known, TUESDAY)));
    }

    private static Given police() {
        return known(Role.FD_PARTNER, POLICE, 0, null);
    }

    private static Given health() {
        return known(Role.AGENCY_LEAD, HEALTH, 0, null);
    }

    private static Given overriding(String... rules) {
        return known(Role.TEAM_MANAGER, HEALTH, 0, new RuleOverride(List.of(rules), RuleOverride.ReasonCode.OTHER, text()));
    }

    private static Given known(Role role, AgencyId agency, int overdue, @Nullable RuleOverride override) {
        return new Given(new Actor(new UserId(UUID.randomUUID()), role, agency), TUESDAY, override, 0, List.of(CHILD, SIBLING), Map.of(), Map.of(),
                new GivenMeetings(0, List.of(), 0, Set.of(DECISION), overdue, List.of(CHILD, SIBLING), TUESDAY, Set.of(RiskDomain.ONLINE)));
    }
}
