package org.goldenthread.command.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.goldenthread.command.Decisions.only;
import static org.goldenthread.command.Decisions.refused;
import static org.goldenthread.command.Decisions.sentence;
import static org.goldenthread.command.Decisions.warnings;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.goldenthread.command.Given;
import org.goldenthread.command.GivenMeetings;
import org.goldenthread.command.Shows;
import org.goldenthread.command.document.DistributionCommand.AcknowledgeDocument;
import org.goldenthread.command.document.DistributionCommand.MarkOverdue;
import org.goldenthread.command.document.DistributionCommand.OpenDocument;
import org.goldenthread.command.document.DocumentCommand.AddRecipient;
import org.goldenthread.command.document.DocumentCommand.IssueDecisionNotice;
import org.goldenthread.command.document.DocumentCommand.Recipient;
import org.goldenthread.command.document.DocumentCommand.ReissueDecisionNotice;
import org.goldenthread.command.ledger.Decided;
import org.goldenthread.events.Actor;
import org.goldenthread.events.Role;
import org.goldenthread.events.document.DocumentEvent;
import org.goldenthread.events.document.DocumentEvent.DecisionNoticeIssued;
import org.goldenthread.events.document.DocumentEvent.DistributionDelivered;
import org.goldenthread.events.document.DocumentEvent.DistributionOverdue;
import org.goldenthread.events.document.DocumentEvent.DistributionQueued;
import org.goldenthread.events.document.DocumentEvent.Missing;
import org.goldenthread.events.document.DocumentEvent.Statement;
import org.goldenthread.events.meeting.MeetingEvent.RecipientClass;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.events.values.UserId;
import org.junit.jupiter.api.Test;

class DocumentTest {

    private static final Instant FOUR = Instant.parse("2026-03-10T16:00:00Z");
    private static final Instant LATER = FOUR.plusSeconds(10_800);
    private static final DocumentId ID = new DocumentId(UUID.randomUUID());
    private static final MeetingId MEETING = new MeetingId(UUID.randomUUID());
    private static final ChildId CHILD = new ChildId(UUID.randomUUID());
    private static final DecisionId FIRST = new DecisionId(UUID.randomUUID());
    private static final DecisionId SECOND = new DecisionId(UUID.randomUUID());
    private static final AgencyId POLICE = new AgencyId(UUID.randomUUID());
    private static final AgencyId HEALTH = new AgencyId(UUID.randomUUID());
    private static final AgencyId SCHOOL = new AgencyId(UUID.randomUUID());

    private static final Document ISSUED = after(Document.NONE, issue(), given(POLICE, FIRST), FOUR);

    @Test
    void the_end_of_a_meeting_sends_its_decisions_to_those_who_are_owed_them_at_once() {
        var events = ((Decided.Accepted) Document.NONE.decide(issue(), given(POLICE, FIRST), FOUR)).events();
        var notice = (DecisionNoticeIssued) events.getFirst();
        assertThat(notice.version()).isEqualTo(1);
        assertThat(notice.decisions()).containsExactly(FIRST);
        assertThat(notice.actions()).hasSize(2);
        assertThat(notice.sending().dueBy()).isEqualTo(Instant.parse("2026-03-11T23:59:59Z"));
        assertThat(events.stream().filter(DistributionQueued.class::isInstance).map(DistributionQueued.class::cast).map(DistributionQueued::agencyId)).containsExactly(POLICE, HEALTH);
        assertThat(events.stream().filter(DistributionDelivered.class::isInstance).map(DistributionDelivered.class::cast))
                .allMatch(delivered -> delivered.deliveredAt().equals(FOUR) && delivered.acknowledgement().dueBy().equals(Instant.parse("2026-03-12T23:59:59Z")));
    }

    @Test
    @Shows("E-MIN-10")
    void a_decision_after_the_end_is_sent_to_all_who_had_the_notice_and_nothing_is_sent_twice() {
        assertThat(refused(ISSUED.decide(new ReissueDecisionNotice(ID, LATER), given(POLICE, FIRST), LATER))).isEqualTo(DocumentRule.NOTHING_NEW);
        var again = (Decided.Accepted) ISSUED.decide(new ReissueDecisionNotice(ID, LATER), given(POLICE, FIRST, SECOND), LATER);
        assertThat(((DecisionNoticeIssued) again.events().getFirst()).version()).isEqualTo(2);
        assertThat(((DecisionNoticeIssued) again.events().getFirst()).decisions()).containsExactlyInAnyOrder(FIRST, SECOND);
        assertThat(again.events().stream().filter(DistributionQueued.class::isInstance)).hasSize(2);
        var nothing = given(GivenMeetings.NONE, POLICE);
        assertThat(refused(Document.NONE.decide(issue(), nothing, FOUR))).isEqualTo(DocumentRule.NOTHING_NEW);
    }

    @Test
    @Shows({"E-MIN-08", "E-MIN-09", "E-MIN-12"})
    void an_agency_says_for_itself_once_that_it_opened_and_that_it_has_its_copy() {
        var opened = after(ISSUED, new OpenDocument(ID, 1), given(POLICE, FIRST), LATER);
        assertThat(refused(opened.decide(new OpenDocument(ID, 1), given(POLICE, FIRST), LATER))).isEqualTo(DocumentRule.OPENED_ALREADY);
        assertThat(only(opened.decide(new OpenDocument(ID, 1), given(HEALTH, FIRST), LATER))).as("another agency's own fact").isNotNull();
        var told = after(ISSUED, acknowledge(1), given(POLICE, FIRST), LATER);
        assertThat(refused(told.decide(acknowledge(1), given(POLICE, FIRST), LATER))).isEqualTo(DocumentRule.ANSWERED_ALREADY);
        assertThat(sentence(ISSUED.decide(acknowledge(1), given(SCHOOL, FIRST), LATER))).startsWith("Your agency was not sent version 1");
        assertThat(refused(ISSUED.decide(acknowledge(2), given(POLICE, FIRST), LATER))).isEqualTo(DocumentRule.NO_COPY);
    }

    @Test
    @Shows("E-MIN-23")
    void who_acknowledges_a_replaced_version_is_told_of_the_newer_one() {
        var twice = after(ISSUED, new ReissueDecisionNotice(ID, LATER), given(POLICE, FIRST, SECOND), LATER);
        assertThat(warnings(twice.decide(acknowledge(1), given(POLICE, FIRST), LATER))).containsExactly(DocumentRule.REPLACED);
        assertThat(warnings(twice.decide(acknowledge(2), given(POLICE, FIRST), LATER))).isEmpty();
    }

    @Test
    @Shows("E-MIN-11")
    void silence_is_told_once_when_its_time_is_up_and_only_of_the_newest_copy() {
        var copy = ISSUED.copies().getFirst().id();
        var due = Instant.parse("2026-03-12T23:59:59Z");
        var mark = new MarkOverdue(ID, copy, Missing.NOT_ACKNOWLEDGED);
        assertThat(refused(ISSUED.decide(mark, given(POLICE, FIRST), due.minusSeconds(1)))).isEqualTo(DocumentRule.NOT_OVERDUE);
        var event = (DistributionOverdue) only(ISSUED.decide(mark, given(POLICE, FIRST), due.plusSeconds(90_000)));
        assertThat(event.agencyId()).isEqualTo(POLICE);
        assertThat(event.workingDaysLate()).isEqualTo(1);
        assertThat(refused(ISSUED.evolve(event).decide(mark, given(POLICE, FIRST), due))).isEqualTo(DocumentRule.NOT_OVERDUE);
        assertThat(refused(after(ISSUED, acknowledge(1), given(POLICE, FIRST), LATER).decide(mark, given(POLICE, FIRST), due))).isEqualTo(DocumentRule.NOT_OVERDUE);
        var newer = after(ISSUED, new ReissueDecisionNotice(ID, LATER), given(POLICE, FIRST, SECOND), LATER);
        assertThat(refused(newer.decide(mark, given(POLICE, FIRST), due))).isEqualTo(DocumentRule.NOT_OVERDUE);
    }

    @Test
    void who_says_that_it_is_not_for_them_is_sent_no_more_of_it() {
        var told = after(ISSUED, new AcknowledgeDocument(ID, 1, Statement.RECEIVED_NOT_FOR_ME), given(HEALTH, FIRST), LATER);
        var again = (Decided.Accepted) told.decide(new ReissueDecisionNotice(ID, LATER), given(POLICE, FIRST, SECOND), LATER);
        assertThat(again.events().stream().filter(DistributionQueued.class::isInstance).map(DistributionQueued.class::cast).map(DistributionQueued::agencyId)).containsExactly(POLICE);
    }

    @Test
    void who_came_as_is_recorded_later_is_sent_the_newest_with_a_time_of_its_own() {
        var late = Instant.parse("2026-03-16T10:00:00Z");
        var events = ((Decided.Accepted) ISSUED.decide(new AddRecipient(ID, SCHOOL, 5), given(POLICE, FIRST), late)).events();
        assertThat(((DistributionQueued) events.getFirst()).dueBy()).isEqualTo(Instant.parse("2026-03-17T23:59:59Z"));
        assertThat(((DistributionQueued) events.getFirst()).owedAs()).isEqualTo(RecipientClass.ATTENDED);
        var with = after(ISSUED, new AddRecipient(ID, SCHOOL, 5), given(POLICE, FIRST), late);
        assertThat(refused(with.decide(new AddRecipient(ID, SCHOOL, 6), given(POLICE, FIRST), late))).isEqualTo(DocumentRule.NOTHING_NEW);
        var again = (Decided.Accepted) with.decide(new ReissueDecisionNotice(ID, LATER), given(POLICE, FIRST, SECOND), late);
        assertThat(again.events().stream().filter(DistributionQueued.class::isInstance)).hasSize(3);
    }

    @Test
    void it_is_sent_when_it_is_sent_not_when_the_meeting_ended() {
        assertThat(((Decided.Accepted) Document.NONE.decide(issue(), given(POLICE, FIRST), LATER)).occurredAt()).isEqualTo(LATER);
    }

    private static IssueDecisionNotice issue() {
        return new IssueDecisionNotice(ID, MEETING, FOUR, "TS-STR-DEC", List.of(new Recipient(POLICE, List.of(1, 4), RecipientClass.ATTENDED),
                new Recipient(HEALTH, List.of(2), RecipientClass.CORE_ABSENT)));
    }

    private static AcknowledgeDocument acknowledge(int version) {
        return new AcknowledgeDocument(ID, version, Statement.RECEIVED);
    }

    private static Given given(AgencyId agency, DecisionId... decisions) {
        return given(new GivenMeetings(0, List.of(), 2, Set.of(decisions), 0, List.of(CHILD), FOUR, Set.of()), agency);
    }

    private static Given given(GivenMeetings meetings, AgencyId agency) {
        return new Given(new Actor(new UserId(UUID.randomUUID()), Role.AGENCY_LEAD, agency), FOUR, null, 0, List.of(CHILD), Map.of(), Map.of(), meetings);
    }

    private static Document after(Document document, DocumentCommand command, Given given, Instant now) {
        var next = document;
        for (var event : ((Decided.Accepted) document.decide(command, given, now)).events()) {
            next = next.evolve((DocumentEvent) event);
        }
        return next;
    }
}
