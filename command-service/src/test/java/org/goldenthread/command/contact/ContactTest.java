package org.goldenthread.command.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.goldenthread.command.Given;
import org.goldenthread.command.Shows;
import org.goldenthread.command.contact.ContactCommand.AcknowledgeContact;
import org.goldenthread.command.contact.ContactCommand.CompleteContactDetails;
import org.goldenthread.command.contact.ContactCommand.GiveReferrerFeedback;
import org.goldenthread.command.contact.ContactCommand.MakeThresholdDecision;
import org.goldenthread.command.contact.ContactCommand.MatchChild;
import org.goldenthread.command.contact.ContactCommand.ReceiveContact;
import org.goldenthread.command.contact.ContactCommand.ReturnToFrontDoor;
import org.goldenthread.command.contact.ContactCommand.RouteToOwner;
import org.goldenthread.command.ledger.Decided;
import org.goldenthread.command.ledger.Known;
import org.goldenthread.command.ledger.Remark;
import org.goldenthread.events.Actor;
import org.goldenthread.events.Role;
import org.goldenthread.events.RuleOverride;
import org.goldenthread.events.contact.ContactEvent;
import org.goldenthread.events.contact.ContactEvent.Channel;
import org.goldenthread.events.contact.ContactEvent.ChildMatched;
import org.goldenthread.events.contact.ContactEvent.ContactDetailsCompleted;
import org.goldenthread.events.contact.ContactEvent.ContactKind;
import org.goldenthread.events.contact.ContactEvent.ContactReceived;
import org.goldenthread.events.contact.ContactEvent.DobStatus;
import org.goldenthread.events.contact.ContactEvent.FeedbackMethod;
import org.goldenthread.events.contact.ContactEvent.LegalBasis;
import org.goldenthread.events.contact.ContactEvent.MatchBasis;
import org.goldenthread.events.contact.ContactEvent.MissingDetail;
import org.goldenthread.events.contact.ContactEvent.NamedChild;
import org.goldenthread.events.contact.ContactEvent.NeedStage;
import org.goldenthread.events.contact.ContactEvent.Referrer;
import org.goldenthread.events.contact.ContactEvent.ThresholdDecisionMade;
import org.goldenthread.events.contact.ContactEvent.ThresholdOutcome;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.ContactId;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.SourceCode;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContactTest {

    private static final Instant TUESDAY = Instant.parse("2026-03-10T10:00:00Z");
    private static final Instant LATER = TUESDAY.plus(Duration.ofHours(2));
    private static final ContactId ID = new ContactId(UUID.randomUUID());
    private static final ChildId PROVISIONAL = new ChildId(UUID.randomUUID());
    private static final ChildId SIBLING = new ChildId(UUID.randomUUID());
    private static final ChildId KNOWN_CHILD = new ChildId(UUID.randomUUID());
    private static final AgencyId SCHOOL = new AgencyId(UUID.randomUUID());

    private static final Contact RECEIVED = after(Contact.NONE, receive(false, false, child(1, PROVISIONAL), child(2, SIBLING)), manager());
    private static final Contact MATCHED = after(RECEIVED, match(1, null), manager());

    private static final Contact ROUTED = after(RECEIVED, new RouteToOwner(ID, 1, KNOWN_CHILD, null), manager());

    @Test
    void a_contact_starts_the_decision_clock_and_names_what_is_still_missing() {
        var event = (ContactReceived) only(Contact.NONE.decide(receive(false, false, child(1, PROVISIONAL)), manager(), LATER));
        assertThat(event.decision().dueBy()).isEqualTo(Instant.parse("2026-03-11T23:59:59Z"));
        assertThat(event.decision().timescale()).isEqualTo("TS-DEC");
        assertThat(event.missing()).containsExactly(MissingDetail.SOURCE, MissingDetail.REFERRER, MissingDetail.CHILD_DATE_OF_BIRTH);
        assertThat(event.acknowledgement()).isNull();
    }

    @Test
    void a_professional_referrer_starts_the_acknowledgement_clock() {
        var command = new ReceiveContact(ID, ContactKind.REQUEST, Channel.PHONE, TUESDAY, new SourceCode("2A"),
                new Referrer(null, SCHOOL, null, null), false, false, text(ID.value()), List.of(child(1, PROVISIONAL)));
        var event = (ContactReceived) only(Contact.NONE.decide(command, manager(), LATER));
        assertThat(event.acknowledgement()).isNotNull();
        assertThat(event.missing()).containsExactly(MissingDetail.CHILD_DATE_OF_BIRTH);
    }

    @Test
    @Shows("E-CON-01")
    void a_contact_about_nobody_is_refused() {
        assertThat(refusal(Contact.NONE.decide(receive(false, false), manager(), LATER)).rule()).isEqualTo(ContactRule.NO_CHILD);
    }

    @Test
    @Shows("E-CON-11")
    void immediate_danger_is_saved_and_says_to_call_999() {
        var accepted = (Decided.Accepted) Contact.NONE.decide(receive(false, true, child(1, PROVISIONAL)), manager(), LATER);
        assertThat(accepted.warnings()).containsExactly(Remark.of(ContactRule.IMMEDIATE_DANGER));
        assertThat(accepted.warnings().getFirst().sentence()).startsWith("Immediate danger: call 999 first.");
    }

    @Test
    @Shows("E-TIME-01")
    void nothing_is_recorded_as_having_happened_in_the_future() {
        assertThat(refusal(Contact.NONE.decide(receive(false, false, child(1, PROVISIONAL)), manager(), TUESDAY.minusSeconds(1))).rule())
                .isEqualTo(ContactRule.IN_THE_FUTURE);
        assertThat(refusal(MATCHED.decide(decide(1, "why"), manager(), TUESDAY)).rule()).isEqualTo(ContactRule.IN_THE_FUTURE);
        assertThat(refusal(RECEIVED.decide(new AcknowledgeContact(ID, LATER.plusSeconds(1), FeedbackMethod.PHONE), manager(), LATER)).rule())
                .isEqualTo(ContactRule.IN_THE_FUTURE);
    }

    @Test
    @Shows("E-TIME-02")
    void nothing_about_a_contact_happened_before_it_was_received() {
        assertThat(refusal(MATCHED.decide(decide(1, "why"), at(manager(), TUESDAY.minusSeconds(1)), LATER)).rule())
                .isEqualTo(ContactRule.BEFORE_RECEIVED);
        assertThat(refusal(RECEIVED.decide(feedback(TUESDAY.minusSeconds(1)), manager(), LATER)).rule()).isEqualTo(ContactRule.BEFORE_RECEIVED);
    }

    @Test
    @Shows("E-STATE-01")
    void a_child_the_contact_does_not_name_cannot_be_matched_decided_for_or_completed() {
        assertThat(refusal(RECEIVED.decide(match(3, null), manager(), LATER)).rule()).isEqualTo(ContactRule.NO_SUCH_CHILD);
        var decision = refusal(RECEIVED.decide(decide(3, "why"), manager(), LATER));
        assertThat(decision.sentence()).isEqualTo("This contact names no child number 3. It names 2.");
        assertThat(refusal(RECEIVED.decide(new CompleteContactDetails(ID, null, null, null, List.of(child(9, PROVISIONAL))), manager(), LATER)).rule())
                .isEqualTo(ContactRule.NO_SUCH_CHILD);
    }

    @Test
    void a_new_child_keeps_the_record_made_when_they_were_first_named() {
        var event = (ChildMatched) only(RECEIVED.decide(match(1, null), manager(), LATER));
        assertThat(event.childId()).isEqualTo(PROVISIONAL);
        assertThat(event.matchBasis()).isEqualTo(MatchBasis.NEW_CHILD);
    }

    @Test
    void a_known_child_is_linked_and_both_records_are_named() {
        var event = (ChildMatched) only(RECEIVED.decide(match(1, KNOWN_CHILD), manager(), LATER));
        assertThat(event.about()).containsExactly(KNOWN_CHILD, PROVISIONAL);
    }

    @Test
    @Shows("E-STATE-06")
    void a_child_is_matched_only_to_a_record_of_this_authority() {
        assertThat(refusal(RECEIVED.decide(match(1, new ChildId(UUID.randomUUID())), manager(), LATER)).rule()).isEqualTo(ContactRule.NO_SUCH_RECORD);
    }

    @Test
    void an_override_is_written_only_for_the_rules_that_were_in_the_way() {
        var nothing = (Decided.Accepted) MATCHED.decide(decide(1, "why"), couldNotWait(Role.FD_MANAGER), LATER);
        assertThat(nothing.overridden()).isEmpty();
        var both = (Decided.Accepted) RECEIVED.decide(decide(1, "why"), couldNotWait(Role.FD_SCREENER), LATER);
        assertThat(both.overridden()).extracting(rule -> rule.id()).containsExactly("E-STATE-03", "E-ROLE-01");
        var other = known(Role.FD_MANAGER, new RuleOverride(List.of("E-ZZZ-99"), RuleOverride.ReasonCode.COULD_NOT_WAIT, null), 0);
        assertThat(refusal(RECEIVED.decide(decide(1, "why"), other, LATER)).rule()).isEqualTo(ContactRule.NOT_MATCHED);
    }

    @Test
    void details_of_one_child_do_not_complete_the_other() {
        var dob = new NamedChild(1, PROVISIONAL, null, false, DobStatus.KNOWN, text(PROVISIONAL.value()), null, null);
        var event = (ContactDetailsCompleted) only(RECEIVED.decide(new CompleteContactDetails(ID, null, null, null, List.of(dob)), manager(), LATER));
        assertThat(event.stillMissing()).contains(MissingDetail.CHILD_DATE_OF_BIRTH);
    }

    @Test
    void a_referrer_who_becomes_known_can_be_told() {
        var anonymous = after(Contact.NONE, receive(true, false, child(1, PROVISIONAL)), manager());
        var named = after(anonymous, new CompleteContactDetails(ID, null, new Referrer(null, SCHOOL, null, null), null, List.of()), manager());
        assertThat(named.decide(new AcknowledgeContact(ID, LATER, FeedbackMethod.PHONE), manager(), LATER)).isInstanceOf(Decided.Accepted.class);
    }

    @Test
    @Shows("E-STATE-02")
    void a_child_is_matched_once() {
        assertThat(refusal(MATCHED.decide(match(1, KNOWN_CHILD), manager(), LATER)).rule()).isEqualTo(ContactRule.ALREADY_MATCHED);
    }

    @Test
    void a_decision_counts_the_working_minutes_it_took_and_starts_the_feedback_clock() {
        var event = (ThresholdDecisionMade) only(MATCHED.decide(decide(1, "why"), manager(), LATER));
        assertThat(event.elapsedWorkingMinutes()).isEqualTo(120);
        assertThat(event.feedback()).isNotNull();
        assertThat(event.ruleVersion()).isEqualTo(manager().settings().edition());
    }

    @Test
    @Shows("E-CON-07")
    void a_decision_without_reasons_is_refused() {
        assertThat(refusal(MATCHED.decide(decide(1, "  "), manager(), LATER)).rule()).isEqualTo(ContactRule.NO_REASONS);
    }

    @Test
    @Shows("E-STATE-03")
    void no_decision_before_a_match_unless_the_child_cannot_wait() {
        assertThat(refusal(RECEIVED.decide(decide(1, "why"), manager(), LATER)).rule()).isEqualTo(ContactRule.NOT_MATCHED);
        var event = (ThresholdDecisionMade) only(RECEIVED.decide(decide(1, "why"), couldNotWait(Role.FD_MANAGER), LATER));
        assertThat(event.childId()).isEqualTo(PROVISIONAL);
    }

    @Test
    @Shows("E-ROLE-01")
    void only_roles_the_area_named_decide_unless_the_child_cannot_wait() {
        assertThat(refusal(MATCHED.decide(decide(1, "why"), known(Role.FD_SCREENER, null, 0), LATER)).rule()).isEqualTo(ContactRule.MAY_NOT_DECIDE);
        assertThat(MATCHED.decide(decide(1, "why"), couldNotWait(Role.FD_SCREENER), LATER)).isInstanceOf(Decided.Accepted.class);
    }

    @Test
    @Shows("E-STATE-04")
    void a_child_has_one_decision_and_a_sibling_their_own() {
        var decided = after(after(MATCHED, decide(1, "why"), manager()), match(2, null), manager());
        assertThat(refusal(decided.decide(decide(1, "why"), manager(), LATER)).rule()).isEqualTo(ContactRule.ALREADY_DECIDED);
        assertThat(decided.decide(decide(2, "why"), manager(), LATER)).isInstanceOf(Decided.Accepted.class);
    }

    @Test
    @Shows("E-CON-08")
    void the_fourth_contact_in_twelve_months_is_accepted_and_said_aloud() {
        var third = (Decided.Accepted) MATCHED.decide(decide(1, "why"), known(Role.FD_MANAGER, null, 2), LATER);
        assertThat(third.warnings()).isEmpty();
        var fourth = (Decided.Accepted) MATCHED.decide(decide(1, "why"), known(Role.FD_MANAGER, null, 3), LATER);
        assertThat(fourth.warnings().getFirst().sentence()).startsWith("This is contact number 4 about this child in 12 months.");
    }

    @Test
    @Shows("E-STATE-05")
    void nobody_can_be_told_where_the_referrer_is_anonymous() {
        var anonymous = after(Contact.NONE, receive(true, false, child(1, PROVISIONAL)), manager());
        assertThat(refusal(anonymous.decide(new AcknowledgeContact(ID, LATER, FeedbackMethod.PHONE), manager(), LATER)).rule())
                .isEqualTo(ContactRule.NOBODY_TO_TELL);
        assertThat(refusal(anonymous.decide(feedback(LATER), manager(), LATER)).rule()).isEqualTo(ContactRule.NOBODY_TO_TELL);
    }

    @Test
    void facts_go_in_in_any_order_feedback_before_a_decision_too() {
        assertThat(RECEIVED.decide(feedback(LATER), manager(), LATER)).isInstanceOf(Decided.Accepted.class);
        assertThat(RECEIVED.decide(new AcknowledgeContact(ID, LATER, FeedbackMethod.PHONE), manager(), LATER)).isInstanceOf(Decided.Accepted.class);
    }

    @Test
    void details_given_later_leave_only_what_is_still_missing() {
        var event = (ContactDetailsCompleted) only(RECEIVED.decide(new CompleteContactDetails(ID, new SourceCode("6"), null, null, List.of()), manager(), LATER));
        assertThat(event.stillMissing()).containsExactly(MissingDetail.REFERRER, MissingDetail.CHILD_DATE_OF_BIRTH);
    }

    private static ReceiveContact receive(boolean anonymous, boolean danger, NamedChild... children) {
        return new ReceiveContact(ID, ContactKind.REQUEST, Channel.PHONE, TUESDAY, null, null, anonymous, danger, text(ID.value()), List.of(children));
    }

    private static NamedChild child(int ref, ChildId id) {
        return new NamedChild(ref, id, text(id.value()), false, DobStatus.UNKNOWN, null, null, null);
    }

    private static MatchChild match(int ref, @Nullable ChildId child) {
        return new MatchChild(ID, ref, child, MatchBasis.NAME_AND_DOB, 90);
    }

    @Test
    @Shows("E-STATE-07")
    void a_child_who_may_be_one_kept_apart_cannot_be_entered_as_new() {
        assertThat(refusal(ROUTED.decide(match(1, null), manager(), LATER)).rule()).isEqualTo(ContactRule.MAY_BE_KEPT_APART);
        assertThat(ROUTED.decide(match(1, KNOWN_CHILD), manager(), LATER)).isInstanceOf(Decided.Accepted.class);
        assertThat(ROUTED.decide(match(2, null), manager(), LATER)).isInstanceOf(Decided.Accepted.class);
    }

    @Test
    @Shows("E-STATE-08")
    void a_contact_goes_to_the_same_owner_once() {
        var again = new RouteToOwner(ID, 1, KNOWN_CHILD, null);
        assertThat(refusal(ROUTED.decide(again, manager(), LATER)).rule()).isEqualTo(ContactRule.ROUTED_ALREADY);
        var returned = after(ROUTED, new ReturnToFrontDoor(ID, 1), manager());
        assertThat(refusal(returned.decide(again, manager(), LATER)).rule()).isEqualTo(ContactRule.ROUTED_ALREADY);
    }

    @Test
    @Shows("E-STATE-09")
    void a_returned_contact_is_the_front_door_s_again() {
        var returned = after(ROUTED, new ReturnToFrontDoor(ID, 1), manager());
        assertThat(returned.decide(match(1, null), manager(), LATER)).isInstanceOf(Decided.Accepted.class);
        assertThat(refusal(returned.decide(new ReturnToFrontDoor(ID, 1), manager(), LATER)).rule()).isEqualTo(ContactRule.NOT_ROUTED);
    }

    private static MakeThresholdDecision decide(int ref, String why) {
        return new MakeThresholdDecision(ID, new DecisionId(UUID.randomUUID()), ref, ThresholdOutcome.NFA, NeedStage.S1, LegalBasis.NONE, why, false,
                List.of(), List.of());
    }

    private static GiveReferrerFeedback feedback(Instant at) {
        return new GiveReferrerFeedback(ID, at, FeedbackMethod.PHONE, text(ID.value()), text(ID.value()), null, true);
    }

    private static PersonalText text(UUID key) {
        return PersonalText.of(key, "text");
    }

    private static Contact after(Contact contact, ContactCommand command, Known known) {
        return contact.evolve(only(contact.decide(command, known, LATER)));
    }

    private static ContactEvent only(Decided decided) {
        assertThat(decided).isInstanceOf(Decided.Accepted.class);
        return (ContactEvent) ((Decided.Accepted) decided).events().getFirst();
    }

    private static Remark refusal(Decided decided) {
        assertThat(decided).isInstanceOf(Decided.Refused.class);
        return ((Decided.Refused) decided).refusal();
    }

    private static Given manager() {
        return known(Role.FD_MANAGER, null, 0);
    }

    private static Given couldNotWait(Role role) {
        return known(role, new RuleOverride(List.of("E-STATE-03", "E-ROLE-01"), RuleOverride.ReasonCode.COULD_NOT_WAIT, null), 0);
    }

    private static Known at(Given known, Instant occurredAt) {
        return new Given(known.actor(), occurredAt, known.override(), 0, known.children(), Map.of(), Map.of());
    }

    private static Given known(Role role, @Nullable RuleOverride override, int otherContacts) {
        return new Given(new Actor(new UserId(UUID.randomUUID()), role, SCHOOL), LATER, override, otherContacts, List.of(KNOWN_CHILD), Map.of(), Map.of());
    }
}
