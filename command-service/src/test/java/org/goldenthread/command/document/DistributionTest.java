package org.goldenthread.command.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.goldenthread.command.Decisions.only;
import static org.goldenthread.command.Decisions.refused;
import static org.goldenthread.command.Decisions.sentence;
import static org.goldenthread.command.Decisions.warnings;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.goldenthread.command.Given;
import org.goldenthread.command.GivenMeetings;
import org.goldenthread.command.Shows;
import org.goldenthread.command.document.DistributionCommand.AcknowledgeDocument;
import org.goldenthread.command.document.DistributionCommand.MarkBounced;
import org.goldenthread.command.document.DistributionCommand.MarkFailed;
import org.goldenthread.command.document.DistributionCommand.MarkOverdue;
import org.goldenthread.command.document.DistributionCommand.MarkReturned;
import org.goldenthread.command.document.DistributionCommand.MarkSent;
import org.goldenthread.command.document.DistributionCommand.OpenDocument;
import org.goldenthread.command.document.DistributionCommand.RecordBounced;
import org.goldenthread.command.document.DistributionCommand.RecordOnOwnSystem;
import org.goldenthread.command.document.DistributionCommand.RecordReceipt;
import org.goldenthread.command.document.DistributionCommand.RecordSentByHand;
import org.goldenthread.command.document.DistributionCommand.Resend;
import org.goldenthread.command.document.DocumentCommand.IncludeRecipient;
import org.goldenthread.command.document.DocumentCommand.IssueDecisionNotice;
import org.goldenthread.command.document.DocumentCommand.Recipient;
import org.goldenthread.command.document.DocumentCommand.ReissueDecisionNotice;
import org.goldenthread.command.document.MisdirectedCommand.AssessBreach;
import org.goldenthread.command.document.MisdirectedCommand.ConfirmDestruction;
import org.goldenthread.command.document.MisdirectedCommand.ReportWrongRecipient;
import org.goldenthread.command.document.MisdirectedCommand.WithdrawDocument;
import org.goldenthread.command.document.MisdirectedCommand.Withhold;
import org.goldenthread.command.ledger.Decided;
import org.goldenthread.events.Actor;
import org.goldenthread.events.LedgerEvent;
import org.goldenthread.events.Role;
import org.goldenthread.events.document.DocumentEvent;
import org.goldenthread.events.document.DocumentEvent.Bounce;
import org.goldenthread.events.document.DocumentEvent.BreachAssessmentRequired;
import org.goldenthread.events.document.DocumentEvent.Channel;
import org.goldenthread.events.document.DocumentEvent.DestructionConfirmed;
import org.goldenthread.events.document.DocumentEvent.DistributionBounced;
import org.goldenthread.events.document.DocumentEvent.DistributionDelivered;
import org.goldenthread.events.document.DocumentEvent.DistributionFailed;
import org.goldenthread.events.document.DocumentEvent.DistributionOverdue;
import org.goldenthread.events.document.DocumentEvent.DistributionQueued;
import org.goldenthread.events.document.DocumentEvent.DistributionResent;
import org.goldenthread.events.document.DocumentEvent.DistributionSent;
import org.goldenthread.events.document.DocumentEvent.DistributionWithdrawn;
import org.goldenthread.events.document.DocumentEvent.Failure;
import org.goldenthread.events.document.DocumentEvent.Missing;
import org.goldenthread.events.document.DocumentEvent.RecipientAdded;
import org.goldenthread.events.document.DocumentEvent.Resending;
import org.goldenthread.events.document.DocumentEvent.Statement;
import org.goldenthread.events.document.DocumentEvent.Withdrawal;
import org.goldenthread.events.document.DocumentEvent.WrongRecipientReported;
import org.goldenthread.events.meeting.MeetingEvent.RecipientClass;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.DistributionId;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.events.values.UserId;
import org.junit.jupiter.api.Test;

class DistributionTest {

    private static final Instant FOUR = Instant.parse("2026-03-10T16:00:00Z");
    private static final Instant NEXT_DAY = Instant.parse("2026-03-11T10:00:00Z");
    private static final Instant LATER = Instant.parse("2026-03-11T15:00:00Z");
    private static final Instant OWED_BY = Instant.parse("2026-03-11T23:59:59Z");
    private static final DocumentId ID = new DocumentId(UUID.randomUUID());
    private static final MeetingId MEETING = new MeetingId(UUID.randomUUID());
    private static final ChildId CHILD = new ChildId(UUID.randomUUID());
    private static final DecisionId FIRST = new DecisionId(UUID.randomUUID());
    private static final DecisionId SECOND = new DecisionId(UUID.randomUUID());
    private static final AgencyId COUNCIL = new AgencyId(UUID.randomUUID());
    private static final AgencyId POLICE = new AgencyId(UUID.randomUUID());
    private static final AgencyId SCHOOL = new AgencyId(UUID.randomUUID());
    /** The one agency that the settings that come with the product reach by mail. */
    private static final AgencyId HEALTH = AgencyId.of("a0000000-0000-4000-8000-000000000004");
    private static final DistributionId TO_HEALTH = WhenDecidedThenIssueNotice.copyOf(ID, 1, HEALTH);
    private static final DistributionId TO_POLICE = WhenDecidedThenIssueNotice.copyOf(ID, 1, POLICE);
    private static final PersonalText WORDS = PersonalText.of(MEETING.value(), "words");

    private static final Document ISSUED = after(Document.NONE, new IssueDecisionNotice(ID, MEETING, FOUR, "TS-STR-DEC",
            List.of(new Recipient(POLICE, List.of(1), RecipientClass.ATTENDED), new Recipient(HEALTH, List.of(2), RecipientClass.CORE_ABSENT))), COUNCIL, FOUR);
    private static final Document MAILED = after(ISSUED, new MarkSent(ID, TO_HEALTH, 1, Channel.SECURE_EMAIL, NEXT_DAY), COUNCIL, NEXT_DAY);
    private static final Document BOUNCED = after(ISSUED, new MarkBounced(ID, TO_HEALTH, 1, Channel.SECURE_EMAIL, Bounce.NO_SUCH_MAILBOX, NEXT_DAY), COUNCIL, NEXT_DAY);

    @Test
    void what_goes_by_mail_is_there_once_the_mailbox_s_server_took_it_and_what_goes_by_the_inbox_at_once() {
        assertThat(ISSUED.copy(POLICE, 1).orElseThrow().deliveredAt()).isEqualTo(FOUR);
        assertThat(ISSUED.copy(HEALTH, 1).orElseThrow().deliveredAt()).isNull();
        var events = events(ISSUED.decide(new MarkSent(ID, TO_HEALTH, 1, Channel.SECURE_EMAIL, NEXT_DAY), by(COUNCIL), NEXT_DAY));
        assertThat(events).extracting(Object::getClass).containsExactly(DistributionSent.class, DistributionDelivered.class);
        assertThat(((DistributionDelivered) events.getLast()).acknowledgement().dueBy()).isEqualTo(Instant.parse("2026-03-13T23:59:59Z"));
        assertThat(refused(MAILED.decide(new MarkSent(ID, TO_HEALTH, 1, Channel.SECURE_EMAIL, NEXT_DAY), by(COUNCIL), NEXT_DAY))).as("told twice").isEqualTo(DocumentRule.NOTHING_NEW);
    }

    @Test
    void what_an_agency_s_system_was_told_of_is_there_only_once_it_says_that_it_fetched_it() {
        var told = after(ISSUED, new MarkSent(ID, TO_HEALTH, 1, Channel.AGENCY_API, NEXT_DAY), COUNCIL, NEXT_DAY);
        assertThat(told.copy(HEALTH, 1).orElseThrow().deliveredAt()).isNull();
        assertThat(only(told.decide(new RecordReceipt(ID, 1), by(HEALTH), NEXT_DAY))).isInstanceOf(DistributionDelivered.class);
    }

    @Test
    @Shows("E-MIN-28")
    void a_receipt_counts_once() {
        assertThat(refused(ISSUED.decide(new RecordReceipt(ID, 1), by(POLICE), NEXT_DAY))).isEqualTo(DocumentRule.THERE_ALREADY);
    }

    @Test
    void who_signs_in_before_the_mail_is_through_opens_it_all_the_same() {
        var opened = after(ISSUED, new OpenDocument(ID, 1), HEALTH, FOUR);
        assertThat(opened.copy(HEALTH, 1).orElseThrow().said().opened()).isTrue();
        assertThat(opened.copy(HEALTH, 1).orElseThrow().deliveredAt()).as("opened does not mean delivered").isNull();
    }

    @Test
    void a_bounce_takes_back_that_it_was_there_and_the_first_sending_stands() {
        var back = events(MAILED.decide(new RecordBounced(ID, 1, HEALTH, Bounce.NOT_FOUND_THERE, NEXT_DAY), by(COUNCIL), NEXT_DAY));
        assertThat(back).extracting(Object::getClass).containsExactly(DistributionBounced.class);
        assertThat(MAILED.evolve((DocumentEvent) back.getFirst()).copy(HEALTH, 1).orElseThrow().deliveredAt()).isNull();
        assertThat(events(ISSUED.decide(new MarkBounced(ID, TO_HEALTH, 1, Channel.SECURE_EMAIL, Bounce.NO_SUCH_MAILBOX, NEXT_DAY), by(COUNCIL), NEXT_DAY)))
                .as("refused at once: it was tried").extracting(Object::getClass).containsExactly(DistributionSent.class, DistributionBounced.class);
    }

    @Test
    @Shows("E-MIN-29")
    void it_comes_back_once() {
        assertThat(refused(BOUNCED.decide(new RecordBounced(ID, 1, HEALTH, Bounce.REFUSED, NEXT_DAY), by(COUNCIL), NEXT_DAY))).isEqualTo(DocumentRule.BOUNCED_ALREADY);
    }

    @Test
    void what_came_back_goes_once_more_by_another_way_and_its_time_to_answer_begins_when_it_is_there() {
        var later = NEXT_DAY.plus(Duration.ofDays(1));
        var events = events(BOUNCED.decide(new Resend(ID, 1, HEALTH, Channel.PORTAL, Resending.BOUNCED), by(COUNCIL), later));
        assertThat(events).extracting(Object::getClass).containsExactly(DistributionResent.class, DistributionSent.class, DistributionDelivered.class);
        assertThat(((DistributionResent) events.getFirst()).attempt()).isEqualTo(2);
        assertThat(((DistributionDelivered) events.getLast()).deliveredAt()).isEqualTo(later);
    }

    @Test
    @Shows("E-MIN-05")
    void sending_once_more_what_is_there_and_unanswered_resets_no_clock_and_says_how_long_it_has_been() {
        var later = NEXT_DAY.plus(Duration.ofDays(6));
        var decided = MAILED.decide(new Resend(ID, 1, HEALTH, Channel.SECURE_EMAIL, Resending.NOT_RECEIVED), by(COUNCIL), later);
        assertThat(events(decided)).extracting(Object::getClass).containsExactly(DistributionResent.class);
        assertThat(warnings(decided)).containsExactly(DocumentRule.UNANSWERED);
        assertThat(((Decided.Accepted) decided).warnings().getFirst().sentence()).startsWith("It was delivered 4 working days ago");
        var again = after(after(MAILED, new Resend(ID, 1, HEALTH, Channel.SECURE_EMAIL, Resending.NOT_RECEIVED), COUNCIL, later),
                new MarkSent(ID, TO_HEALTH, 2, Channel.SECURE_EMAIL, later), COUNCIL, later);
        assertThat(again.copy(HEALTH, 1).orElseThrow().deliveredAt()).isEqualTo(NEXT_DAY);
    }

    @Test
    @Shows({"E-MIN-04", "E-MIN-24", "E-MIN-26"})
    void only_the_newest_version_goes_once_more_to_who_was_sent_it_by_a_way_that_reaches_them() {
        var twice = after(ISSUED, new ReissueDecisionNotice(ID, NEXT_DAY), COUNCIL, NEXT_DAY, FIRST, SECOND);
        assertThat(sentence(twice.decide(resend(POLICE, 1, Channel.PORTAL), by(COUNCIL), NEXT_DAY))).isEqualTo("This version was replaced. Send version 2.");
        assertThat(refused(ISSUED.decide(resend(POLICE, 1, Channel.SECURE_EMAIL), by(COUNCIL), NEXT_DAY))).isEqualTo(DocumentRule.NO_ADDRESS);
        assertThat(refused(ISSUED.decide(resend(POLICE, 1, Channel.POST), by(COUNCIL), NEXT_DAY))).as("recorded by hand instead").isEqualTo(DocumentRule.NO_ADDRESS);
        assertThat(refused(ISSUED.decide(resend(SCHOOL, 1, Channel.PORTAL), by(COUNCIL), NEXT_DAY))).isEqualTo(DocumentRule.NOT_SENT_THEM);
    }

    @Test
    @Shows("E-MIN-30")
    void where_nobody_knows_whether_it_went_a_person_decides_and_is_told_that_it_may_be_there_twice() {
        var doubtful = after(ISSUED, new MarkFailed(ID, TO_HEALTH, 1, Failure.UNCERTAIN, NEXT_DAY), COUNCIL, NEXT_DAY);
        assertThat(doubtful.copy(HEALTH, 1).orElseThrow().way().stage()).isEqualTo(Distribution.Stage.UNCERTAIN);
        assertThat(warnings(doubtful.decide(resend(HEALTH, 1, Channel.SECURE_EMAIL), by(COUNCIL), NEXT_DAY))).containsExactly(DocumentRule.MAY_BE_THERE);
        var known = after(doubtful, new RecordSentByHand(ID, 1, HEALTH, Channel.SECURE_EMAIL, NEXT_DAY, NEXT_DAY), COUNCIL, NEXT_DAY);
        assertThat(known.copy(HEALTH, 1).orElseThrow().way()).isEqualTo(new Distribution.Way(Channel.SECURE_EMAIL, 1, Distribution.Stage.SENT));
        var failed = after(ISSUED, new MarkFailed(ID, TO_HEALTH, 1, Failure.UNREACHABLE, NEXT_DAY), COUNCIL, NEXT_DAY);
        assertThat(warnings(failed.decide(resend(HEALTH, 1, Channel.SECURE_EMAIL), by(COUNCIL), NEXT_DAY))).isEmpty();
        assertThat(only(ISSUED.decide(new MarkFailed(ID, TO_HEALTH, 1, Failure.UNREACHABLE, NEXT_DAY), by(COUNCIL), NEXT_DAY))).isInstanceOf(DistributionFailed.class);
    }

    @Test
    void what_is_posted_or_handed_over_is_recorded_by_hand_with_its_own_times() {
        var posted = events(ISSUED.decide(new RecordSentByHand(ID, 1, HEALTH, Channel.POST, FOUR, null), by(COUNCIL), NEXT_DAY));
        assertThat(posted).extracting(Object::getClass).containsExactly(DistributionResent.class, DistributionSent.class);
        var handed = events(ISSUED.decide(new RecordSentByHand(ID, 1, HEALTH, Channel.IN_MEETING_HANDOVER, FOUR, FOUR), by(COUNCIL), NEXT_DAY));
        assertThat(handed.getLast()).isInstanceOfSatisfying(DistributionDelivered.class, e -> assertThat(e.deliveredAt()).isEqualTo(FOUR));
    }

    @Test
    void what_is_not_there_when_it_is_owed_is_told_once_and_not_where_they_say_that_they_have_it() {
        var mark = new MarkOverdue(ID, TO_HEALTH, Missing.NOT_DELIVERED);
        assertThat(refused(BOUNCED.decide(mark, by(COUNCIL), OWED_BY.minusSeconds(1)))).isEqualTo(DocumentRule.NOT_OVERDUE);
        var event = (DistributionOverdue) only(BOUNCED.decide(mark, by(COUNCIL), OWED_BY.plusSeconds(90_000)));
        assertThat(event.missing()).isEqualTo(Missing.NOT_DELIVERED);
        assertThat(event.workingDaysLate()).isEqualTo(2);
        assertThat(refused(BOUNCED.evolve(event).decide(mark, by(COUNCIL), OWED_BY.plusSeconds(90_000)))).isEqualTo(DocumentRule.NOT_OVERDUE);
        assertThat(only(after(BOUNCED, new OpenDocument(ID, 1), HEALTH, NEXT_DAY).decide(mark, by(COUNCIL), OWED_BY.plusSeconds(90_000)))).as("opened is not said").isNotNull();
        assertThat(refused(after(BOUNCED, new AcknowledgeDocument(ID, 1, Statement.RECEIVED), HEALTH, NEXT_DAY).decide(mark, by(COUNCIL), OWED_BY.plusSeconds(90_000))))
                .isEqualTo(DocumentRule.NOT_OVERDUE);
        assertThat(refused(MAILED.decide(mark, by(COUNCIL), OWED_BY.plusSeconds(90_000)))).isEqualTo(DocumentRule.NOT_OVERDUE);
    }

    @Test
    @Shows("E-MIN-07")
    void only_an_agency_itself_says_that_it_stands_in_its_own_system() {
        assertThat(refused(ISSUED.decide(new RecordOnOwnSystem(ID, 1, HEALTH, WORDS, WORDS), by(POLICE), NEXT_DAY))).isEqualTo(DocumentRule.OTHER_SYSTEM);
        assertThat(only(ISSUED.decide(new RecordOnOwnSystem(ID, 1, POLICE, WORDS, WORDS), by(POLICE), NEXT_DAY))).isNotNull();
    }

    @Test
    @Shows({"E-MIN-31", "E-MIN-25"})
    void what_went_to_the_wrong_agency_is_taken_away_at_once_and_the_breach_has_seventy_two_hours() {
        var events = events(ISSUED.decide(new ReportWrongRecipient(ID, 1, null, true, false, WORDS), by(POLICE), NEXT_DAY));
        assertThat(events).extracting(Object::getClass).containsExactly(WrongRecipientReported.class, BreachAssessmentRequired.class, DistributionWithdrawn.class);
        assertThat(((BreachAssessmentRequired) events.get(1)).icoDueAt()).isEqualTo(NEXT_DAY.plus(Duration.ofDays(3)));
        var gone = after(ISSUED, new ReportWrongRecipient(ID, 1, null, true, false, WORDS), POLICE, NEXT_DAY);
        assertThat(refused(gone.decide(new OpenDocument(ID, 1), by(POLICE), NEXT_DAY))).isEqualTo(DocumentRule.NO_COPY);
        assertThat(refused(gone.decide(new AcknowledgeDocument(ID, 1, Statement.RECEIVED), by(POLICE), NEXT_DAY))).isEqualTo(DocumentRule.NO_COPY);
        assertThat(refused(gone.decide(new ReportWrongRecipient(ID, 1, POLICE, false, false, WORDS), by(COUNCIL), NEXT_DAY))).isEqualTo(DocumentRule.REPORTED_ALREADY);
        assertThat(refused(gone.decide(resend(POLICE, 1, Channel.PORTAL), by(COUNCIL), NEXT_DAY))).isEqualTo(DocumentRule.NOT_SENT_THEM);
        var again = gone.decide(new IncludeRecipient(ID, POLICE, WORDS), by(COUNCIL), NEXT_DAY);
        assertThat(warnings(again)).as("where the report was a mistake").containsExactly(DocumentRule.WITHDRAWN);
        assertThat(events(again)).filteredOn(DistributionQueued.class::isInstance).extracting(event -> ((DistributionQueued) event).distributionId()).doesNotContain(TO_POLICE);
        var back = after(gone, new IncludeRecipient(ID, POLICE, WORDS), COUNCIL, NEXT_DAY);
        assertThat(only(back.decide(new OpenDocument(ID, 1), by(POLICE), NEXT_DAY))).isNotNull();
        assertThat(queued(back.decide(new ReissueDecisionNotice(ID, NEXT_DAY), by(COUNCIL, FIRST, SECOND), NEXT_DAY))).containsExactlyInAnyOrder(POLICE, HEALTH);
        var twice = after(back, new ReportWrongRecipient(ID, 1, null, true, true, WORDS), POLICE, NEXT_DAY);
        assertThat(only(twice.decide(new AssessBreach(ID, POLICE, false, WORDS), by(COUNCIL), NEXT_DAY))).as("a breach of its own").isNotNull();
        assertThat(queued(gone.decide(new ReissueDecisionNotice(ID, NEXT_DAY), by(COUNCIL, FIRST, SECOND), NEXT_DAY))).as("the next version").containsExactly(HEALTH);
    }

    @Test
    @Shows({"E-MIN-32", "E-MIN-33"})
    void its_destruction_is_confirmed_once_and_the_breach_assessed_once() {
        var gone = after(ISSUED, new ReportWrongRecipient(ID, 1, POLICE, false, true, WORDS), COUNCIL, NEXT_DAY);
        assertThat(refused(gone.decide(new ConfirmDestruction(ID, POLICE), by(COUNCIL), NEXT_DAY))).as("said with the report").isEqualTo(DocumentRule.DESTROYED_ALREADY);
        assertThat(only(ISSUED.decide(new ConfirmDestruction(ID, POLICE), by(COUNCIL), NEXT_DAY))).isInstanceOf(DestructionConfirmed.class);
        assertThat(refused(ISSUED.decide(new AssessBreach(ID, POLICE, false, WORDS), by(COUNCIL), NEXT_DAY))).isEqualTo(DocumentRule.NO_BREACH);
        var assessed = after(gone, new AssessBreach(ID, POLICE, true, WORDS), COUNCIL, NEXT_DAY);
        assertThat(refused(assessed.decide(new AssessBreach(ID, POLICE, true, WORDS), by(COUNCIL), NEXT_DAY))).isEqualTo(DocumentRule.NO_BREACH);
    }

    @Test
    void every_version_an_agency_has_is_withdrawn_together() {
        var twice = after(ISSUED, new ReissueDecisionNotice(ID, NEXT_DAY), COUNCIL, NEXT_DAY, FIRST, SECOND);
        assertThat(events(twice.decide(new WithdrawDocument(ID, POLICE, Withdrawal.NO_LONGER_INVOLVED), by(COUNCIL), NEXT_DAY))).hasSize(2)
                .allMatch(event -> event instanceof DistributionWithdrawn gone && gone.agencyId().equals(POLICE));
        assertThat(refused(twice.decide(new WithdrawDocument(ID, SCHOOL, Withdrawal.WRONG_CONTENT), by(COUNCIL), NEXT_DAY))).isEqualTo(DocumentRule.NOT_SENT_THEM);
        var gone = after(twice, new WithdrawDocument(ID, POLICE, Withdrawal.WRONG_CONTENT), COUNCIL, NEXT_DAY);
        assertThat(refused(gone.decide(new MarkOverdue(ID, TO_POLICE, Missing.NOT_ACKNOWLEDGED), by(COUNCIL), NEXT_DAY.plus(Duration.ofDays(9))))).isEqualTo(DocumentRule.NOT_OVERDUE);
    }

    @Test
    @Shows("E-MIN-27")
    void an_agency_that_nobody_thought_of_is_sent_it_with_a_reason_and_by_a_day_of_its_own() {
        var events = events(ISSUED.decide(new IncludeRecipient(ID, SCHOOL, WORDS), by(COUNCIL), NEXT_DAY));
        assertThat(events.getFirst()).isInstanceOf(RecipientAdded.class);
        assertThat(events.get(1)).isInstanceOfSatisfying(DistributionQueued.class, e -> {
            assertThat(e.owedAs()).isEqualTo(RecipientClass.ADDED);
            assertThat(e.dueBy()).isEqualTo(Instant.parse("2026-03-12T23:59:59Z"));
        });
        assertThat(refused(ISSUED.decide(new IncludeRecipient(ID, POLICE, WORDS), by(COUNCIL), NEXT_DAY))).isEqualTo(DocumentRule.HAS_IT);
    }

    @Test
    void what_held_what_it_should_not_is_replaced_by_the_next_version_for_who_had_it() {
        var gone = after(ISSUED, new WithdrawDocument(ID, POLICE, Withdrawal.WRONG_CONTENT), COUNCIL, NEXT_DAY);
        assertThat(queued(gone.decide(new ReissueDecisionNotice(ID, NEXT_DAY), by(COUNCIL, FIRST, SECOND), NEXT_DAY))).containsExactlyInAnyOrder(POLICE, HEALTH);
        var uninvolved = after(ISSUED, new WithdrawDocument(ID, POLICE, Withdrawal.NO_LONGER_INVOLVED), COUNCIL, NEXT_DAY);
        assertThat(queued(uninvolved.decide(new ReissueDecisionNotice(ID, NEXT_DAY), by(COUNCIL, FIRST, SECOND), NEXT_DAY))).containsExactly(HEALTH);
    }

    @Test
    void who_was_sent_the_other_document_of_a_meeting_wrongly_has_this_one_no_more() {
        assertThat(events(ISSUED.decide(new Withhold(ID, POLICE, WORDS), by(COUNCIL), NEXT_DAY))).extracting(Object::getClass).containsExactly(DistributionWithdrawn.class);
        assertThat(refused(ISSUED.decide(new Withhold(ID, SCHOOL, WORDS), by(COUNCIL), NEXT_DAY))).isEqualTo(DocumentRule.NOTHING_NEW);
    }

    @Test
    @Shows("E-MIN-38")
    void what_goes_by_our_own_ways_is_not_recorded_by_hand_but_where_nobody_knows_whether_it_went() {
        assertThat(refused(MAILED.decide(new RecordSentByHand(ID, 1, HEALTH, Channel.SECURE_EMAIL, NEXT_DAY, null), by(COUNCIL), NEXT_DAY))).isEqualTo(DocumentRule.SEND_INSTEAD);
        assertThat(refused(ISSUED.decide(new RecordSentByHand(ID, 1, POLICE, Channel.AGENCY_API, NEXT_DAY, null), by(COUNCIL), NEXT_DAY))).isEqualTo(DocumentRule.SEND_INSTEAD);
    }

    @Test
    void a_mail_that_got_there_after_all_while_it_went_another_way_is_there_and_a_bounce_takes_back_nothing_that_they_showed() {
        var posted = after(ISSUED, new RecordSentByHand(ID, 1, HEALTH, Channel.POST, NEXT_DAY, null), COUNCIL, NEXT_DAY);
        assertThat(events(posted.decide(new MarkSent(ID, TO_HEALTH, 1, Channel.SECURE_EMAIL, NEXT_DAY), by(COUNCIL), NEXT_DAY))).extracting(Object::getClass)
                .containsExactly(DistributionDelivered.class);
        var told = after(MAILED, new AcknowledgeDocument(ID, 1, Statement.RECEIVED), HEALTH, NEXT_DAY);
        var back = after(told, new RecordBounced(ID, 1, HEALTH, Bounce.MAILBOX_FULL, NEXT_DAY), COUNCIL, NEXT_DAY);
        assertThat(back.copy(HEALTH, 1).orElseThrow().deliveredAt()).isEqualTo(NEXT_DAY);
    }

    @Test
    void a_mail_that_comes_back_after_its_server_took_it_takes_back_that_it_was_there_once_and_its_sending_stands() {
        var back = events(MAILED.decide(returned(1, NEXT_DAY), by(COUNCIL), LATER));
        assertThat(back).extracting(Object::getClass).containsExactly(DistributionBounced.class);
        assertThat(back.getFirst()).isInstanceOfSatisfying(DistributionBounced.class, e -> {
            assertThat(e.attempt()).isEqualTo(1);
            assertThat(e.bouncedAt()).isEqualTo(LATER);
        });
        var known = after(MAILED, returned(1, NEXT_DAY), COUNCIL, LATER);
        assertThat(known.copy(HEALTH, 1).orElseThrow().deliveredAt()).isNull();
        assertThat(refused(known.decide(returned(1, NEXT_DAY), by(COUNCIL), LATER))).as("another mail says so too").isEqualTo(DocumentRule.BOUNCED_ALREADY);
        assertThat(refused(MAILED.decide(returned(2, NEXT_DAY), by(COUNCIL), LATER))).as("never tried").isEqualTo(DocumentRule.NOTHING_NEW);
        var byHand = after(MAILED, new RecordBounced(ID, 1, HEALTH, Bounce.NO_SUCH_MAILBOX, NEXT_DAY), COUNCIL, NEXT_DAY);
        assertThat(refused(byHand.decide(returned(1, NEXT_DAY), by(COUNCIL), LATER))).as("recorded by hand before").isEqualTo(DocumentRule.BOUNCED_ALREADY);
        var theirs = after(MAILED, new AcknowledgeDocument(ID, 1, Statement.RECEIVED), HEALTH, NEXT_DAY);
        assertThat(after(theirs, returned(1, NEXT_DAY), COUNCIL, LATER).copy(HEALTH, 1).orElseThrow().deliveredAt()).as("they showed that they have it").isEqualTo(NEXT_DAY);
    }

    @Test
    void what_comes_back_of_a_mail_that_nobody_knew_of_shows_that_it_went() {
        var doubtful = after(ISSUED, new MarkFailed(ID, TO_HEALTH, 1, Failure.UNCERTAIN, NEXT_DAY), COUNCIL, NEXT_DAY);
        var events = events(doubtful.decide(returned(1, NEXT_DAY), by(COUNCIL), LATER));
        assertThat(events).extracting(Object::getClass).containsExactly(DistributionSent.class, DistributionBounced.class);
        assertThat(((DistributionSent) events.getFirst()).sentAt()).isEqualTo(NEXT_DAY);
    }

    @Test
    void a_late_bounce_is_of_the_attempt_that_it_answers_and_what_went_another_way_since_stays_there() {
        var again = after(MAILED, new Resend(ID, 1, HEALTH, Channel.PORTAL, Resending.NOT_RECEIVED), COUNCIL, LATER);
        var events = events(again.decide(returned(1, NEXT_DAY), by(COUNCIL), LATER.plusSeconds(60)));
        assertThat(events).extracting(Object::getClass).containsExactly(DistributionBounced.class, DistributionDelivered.class);
        assertThat(((DistributionDelivered) events.getLast()).deliveredAt()).as("from when it was in their inbox").isEqualTo(LATER);
        var copy = after(again, returned(1, NEXT_DAY), COUNCIL, LATER.plusSeconds(60)).copy(HEALTH, 1).orElseThrow();
        assertThat(copy.way()).isEqualTo(new Distribution.Way(Channel.PORTAL, 2, Distribution.Stage.SENT));
        assertThat(copy.deliveredAt()).isEqualTo(LATER);
    }

    @Test
    void a_later_mail_that_stands_keeps_it_there_and_an_earlier_one_does_not() {
        var again = after(after(MAILED, new Resend(ID, 1, HEALTH, Channel.SECURE_EMAIL, Resending.NOT_RECEIVED), COUNCIL, LATER),
                new MarkSent(ID, TO_HEALTH, 2, Channel.SECURE_EMAIL, LATER), COUNCIL, LATER);
        assertThat(after(again, returned(1, NEXT_DAY), COUNCIL, LATER.plusSeconds(60)).copy(HEALTH, 1).orElseThrow().deliveredAt()).isEqualTo(LATER);
        assertThat(after(again, returned(2, LATER), COUNCIL, LATER.plusSeconds(60)).copy(HEALTH, 1).orElseThrow().deliveredAt()).isNull();
    }

    @Test
    void what_arrived_by_post_stays_there_though_the_mail_before_it_comes_back() {
        var doubtful = after(ISSUED, new MarkFailed(ID, TO_HEALTH, 1, Failure.UNCERTAIN, FOUR), COUNCIL, FOUR);
        var posted = after(doubtful, new RecordSentByHand(ID, 1, HEALTH, Channel.POST, NEXT_DAY, NEXT_DAY.plusSeconds(600)), COUNCIL, LATER);
        assertThat(after(posted, returned(1, FOUR), COUNCIL, LATER).copy(HEALTH, 1).orElseThrow().deliveredAt()).isEqualTo(NEXT_DAY.plusSeconds(600));
        var saidToBeThere = after(doubtful, new RecordSentByHand(ID, 1, HEALTH, Channel.SECURE_EMAIL, NEXT_DAY, NEXT_DAY.plusSeconds(600)), COUNCIL, LATER);
        assertThat(after(saidToBeThere, returned(1, FOUR), COUNCIL, LATER).copy(HEALTH, 1).orElseThrow().deliveredAt()).as("it was that mail").isNull();
    }

    @Test
    void what_somebody_says_is_there_outlives_the_mail_that_comes_back_later() {
        var byPost = new RecordSentByHand(ID, 1, HEALTH, Channel.POST, LATER, LATER.plusSeconds(600));
        var posted = after(MAILED, byPost, COUNCIL, LATER.plusSeconds(900));
        assertThat(posted.copy(HEALTH, 1).orElseThrow().deliveredAt()).as("the mail came first").isEqualTo(NEXT_DAY);
        assertThat(events(posted.decide(byPost, by(COUNCIL), LATER.plusSeconds(900)))).as("said once").noneMatch(DistributionDelivered.class::isInstance);
        var back = after(posted, returned(1, NEXT_DAY), COUNCIL, LATER.plusSeconds(1_200));
        assertThat(back.copy(HEALTH, 1).orElseThrow().deliveredAt()).isEqualTo(LATER.plusSeconds(600));
        assertThat(refused(back.decide(new MarkOverdue(ID, TO_HEALTH, Missing.NOT_DELIVERED), by(COUNCIL), OWED_BY.plusSeconds(90_000)))).isEqualTo(DocumentRule.NOT_OVERDUE);
        var again = after(back, resend(HEALTH, 1, Channel.SECURE_EMAIL), COUNCIL, LATER.plusSeconds(1_500));
        var atOnce = after(again, new MarkBounced(ID, TO_HEALTH, 3, Channel.SECURE_EMAIL, Bounce.REFUSED, LATER.plusSeconds(1_600)), COUNCIL, LATER.plusSeconds(1_600));
        assertThat(atOnce.copy(HEALTH, 1).orElseThrow().deliveredAt()).as("a mail that is refused at once").isEqualTo(LATER.plusSeconds(600));
        var byHand = after(again, new RecordBounced(ID, 1, HEALTH, Bounce.MAILBOX_FULL, LATER.plusSeconds(1_600)), COUNCIL, LATER.plusSeconds(1_600));
        assertThat(byHand.copy(HEALTH, 1).orElseThrow().deliveredAt()).as("a bounce that somebody tells").isEqualTo(LATER.plusSeconds(600));
    }

    @Test
    void an_agency_s_system_says_that_it_has_what_a_mail_told_of_and_that_stands_when_the_mail_comes_back() {
        var fetched = after(MAILED, new RecordReceipt(ID, 1), HEALTH, LATER);
        assertThat(fetched.copy(HEALTH, 1).orElseThrow().deliveredAt()).isEqualTo(NEXT_DAY);
        assertThat(refused(fetched.decide(new RecordReceipt(ID, 1), by(HEALTH), LATER.plusSeconds(60)))).isEqualTo(DocumentRule.THERE_ALREADY);
        var back = after(fetched, returned(1, NEXT_DAY), COUNCIL, LATER.plusSeconds(60));
        assertThat(back.copy(HEALTH, 1).orElseThrow().deliveredAt()).isEqualTo(LATER);
        assertThat(refused(back.decide(new RecordReceipt(ID, 1), by(HEALTH), LATER.plusSeconds(60)))).isEqualTo(DocumentRule.THERE_ALREADY);
    }

    @Test
    void where_they_looked_and_it_is_not_there_nothing_that_was_said_before_comes_back() {
        var fetched = after(MAILED, new RecordReceipt(ID, 1), HEALTH, LATER);
        var gone = after(fetched, new RecordBounced(ID, 1, HEALTH, Bounce.NOT_FOUND_THERE, LATER), COUNCIL, LATER);
        assertThat(gone.copy(HEALTH, 1).orElseThrow().deliveredAt()).isNull();
        var again = after(after(gone, resend(HEALTH, 1, Channel.SECURE_EMAIL), COUNCIL, LATER), new MarkSent(ID, TO_HEALTH, 2, Channel.SECURE_EMAIL, LATER.plusSeconds(60)), COUNCIL,
                LATER.plusSeconds(60));
        assertThat(after(again, returned(2, LATER.plusSeconds(60)), COUNCIL, LATER.plusSeconds(120)).copy(HEALTH, 1).orElseThrow().deliveredAt()).isNull();
    }

    @Test
    void two_mails_of_which_the_first_was_answered_late_leave_nothing_there_once_both_came_back() {
        var again = after(ISSUED, resend(HEALTH, 1, Channel.SECURE_EMAIL), COUNCIL, FOUR.plusSeconds(60));
        var late = after(again, new MarkSent(ID, TO_HEALTH, 1, Channel.SECURE_EMAIL, NEXT_DAY), COUNCIL, NEXT_DAY);
        var both = after(late, new MarkSent(ID, TO_HEALTH, 2, Channel.SECURE_EMAIL, LATER), COUNCIL, LATER);
        var first = after(both, returned(1, NEXT_DAY), COUNCIL, LATER.plusSeconds(60));
        assertThat(first.copy(HEALTH, 1).orElseThrow().deliveredAt()).isEqualTo(LATER);
        assertThat(after(first, returned(2, LATER), COUNCIL, LATER.plusSeconds(120)).copy(HEALTH, 1).orElseThrow().deliveredAt()).isNull();
    }

    private static MarkReturned returned(int attempt, Instant sentAt) {
        return new MarkReturned(ID, TO_HEALTH, attempt, Channel.SECURE_EMAIL, sentAt, Bounce.NO_SUCH_MAILBOX, LATER);
    }

    private static Resend resend(AgencyId to, int version, Channel by) {
        return new Resend(ID, version, to, by, Resending.ASKED_FOR);
    }

    private static List<LedgerEvent> events(Decided decided) {
        assertThat(decided).isInstanceOf(Decided.Accepted.class);
        return ((Decided.Accepted) decided).events();
    }

    private static List<AgencyId> queued(Decided decided) {
        return events(decided).stream().filter(DistributionQueued.class::isInstance).map(DistributionQueued.class::cast).map(DistributionQueued::agencyId).toList();
    }

    private static Given by(AgencyId agency, DecisionId... decisions) {
        var known = new GivenMeetings(0, List.of(), 2, Set.of(decisions.length == 0 ? new DecisionId[] {FIRST} : decisions), 0, List.of(CHILD), FOUR, Set.of());
        return new Given(new Actor(new UserId(UUID.randomUUID()), Role.AGENCY_LEAD, agency), FOUR, null, 0, List.of(CHILD), Map.of(), Map.of(), known);
    }

    private static Document after(Document document, DocumentCommand command, AgencyId by, Instant now, DecisionId... decisions) {
        var next = document;
        for (var event : events(document.decide(command, by(by, decisions), now))) {
            next = next.evolve((DocumentEvent) event);
        }
        return next;
    }
}
