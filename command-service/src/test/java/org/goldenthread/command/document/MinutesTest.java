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
import org.goldenthread.command.document.DisputeCommand.DisputeAccuracy;
import org.goldenthread.command.document.DisputeCommand.ResolveDispute;
import org.goldenthread.command.document.DistributionCommand.AcknowledgeDocument;
import org.goldenthread.command.document.DistributionCommand.MarkOverdue;
import org.goldenthread.command.document.DistributionCommand.RecordOnOwnSystem;
import org.goldenthread.command.document.DocumentCommand.AddRecipient;
import org.goldenthread.command.document.DocumentCommand.IncludeRecipient;
import org.goldenthread.command.document.MinutesCommand.ApproveMinutes;
import org.goldenthread.command.document.MinutesCommand.CorrectMinutes;
import org.goldenthread.command.document.MinutesCommand.DraftMinutes;
import org.goldenthread.command.document.MinutesCommand.IssueMinutes;
import org.goldenthread.command.document.MinutesCommand.Line;
import org.goldenthread.command.document.MinutesCommand.MarkMinutesOverdue;
import org.goldenthread.command.document.MinutesCommand.OweMinutes;
import org.goldenthread.command.document.MinutesCommand.ReturnMinutes;
import org.goldenthread.command.document.MinutesCommand.SubmitMinutes;
import org.goldenthread.command.document.MinutesCommand.WaiveDuty;
import org.goldenthread.command.document.MinutesCommand.Written;
import org.goldenthread.command.document.MisdirectedCommand.Withhold;
import org.goldenthread.command.ledger.Decided;
import org.goldenthread.events.Actor;
import org.goldenthread.events.Role;
import org.goldenthread.events.calendar.Clock;
import org.goldenthread.events.document.DocumentEvent;
import org.goldenthread.events.document.DocumentEvent.Correction;
import org.goldenthread.events.document.DocumentEvent.DisputeResolved;
import org.goldenthread.events.document.DocumentEvent.DistributionOverdue;
import org.goldenthread.events.document.DocumentEvent.DistributionQueued;
import org.goldenthread.events.document.DocumentEvent.DutyAdded;
import org.goldenthread.events.document.DocumentEvent.Heading;
import org.goldenthread.events.document.DocumentEvent.Lack;
import org.goldenthread.events.document.DocumentEvent.Lacking;
import org.goldenthread.events.document.DocumentEvent.MinutesApproved;
import org.goldenthread.events.document.DocumentEvent.MinutesCorrected;
import org.goldenthread.events.document.DocumentEvent.MinutesDisputed;
import org.goldenthread.events.document.DocumentEvent.MinutesDrafted;
import org.goldenthread.events.document.DocumentEvent.MinutesIssued;
import org.goldenthread.events.document.DocumentEvent.MinutesOverdue;
import org.goldenthread.events.document.DocumentEvent.Missing;
import org.goldenthread.events.document.DocumentEvent.Owed;
import org.goldenthread.events.document.DocumentEvent.Statement;
import org.goldenthread.events.document.Handling;
import org.goldenthread.events.meeting.MeetingEvent.RecipientClass;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.events.values.UserId;
import org.junit.jupiter.api.Test;

class MinutesTest {

    private static final Instant FOUR = Instant.parse("2026-03-10T16:00:00Z");
    private static final Instant DUE = Instant.parse("2026-03-17T23:59:59Z");
    private static final Instant LATER = FOUR.plusSeconds(172_800);
    private static final MeetingId MEETING = new MeetingId(UUID.randomUUID());
    private static final ChildId CHILD = new ChildId(UUID.randomUUID());
    private static final AgencyId POLICE = new AgencyId(UUID.randomUUID());
    private static final AgencyId HEALTH = new AgencyId(UUID.randomUUID());
    private static final AgencyId SCHOOL = new AgencyId(UUID.randomUUID());
    private static final UserId TAKER = new UserId(UUID.randomUUID());
    private static final UserId CHAIR = new UserId(UUID.randomUUID());
    private static final DocumentId ID = WhenMeetingEndsThenOweMinutes.minutesOf(MEETING);
    private static final PersonalText WHY = PersonalText.of(MEETING.value(), "why");

    private static final Document OWED = after(Document.NONE, new OweMinutes(MEETING, FOUR, new Clock("TS-STR-MIN", "5 WD", FOUR, DUE),
            List.of(new Owed(POLICE, List.of(1, 4), RecipientClass.ATTENDED, DUE), new Owed(HEALTH, List.of(2), RecipientClass.CORE_ABSENT, DUE))), by(TAKER), FOUR);
    private static final Document WRITTEN = after(OWED, write("The same again."), by(TAKER), LATER);
    private static final Document FINAL = after(after(WRITTEN, approve(WRITTEN), by(CHAIR), LATER), issue(WRITTEN, true), by(TAKER), LATER);

    @Test
    @Shows("E-MIN-14")
    void nothing_goes_out_before_anything_is_written() {
        assertThat(refused(OWED.decide(issue(OWED, false), by(TAKER), LATER))).isEqualTo(DocumentRule.NOTHING_WRITTEN);
        assertThat(refused(OWED.decide(new SubmitMinutes(MEETING), by(TAKER), LATER))).isEqualTo(DocumentRule.NOTHING_WRITTEN);
        assertThat(refused(OWED.decide(new ApproveMinutes(MEETING, "0".repeat(64)), by(CHAIR), LATER))).isEqualTo(DocumentRule.NOTHING_WRITTEN);
    }

    @Test
    @Shows({"E-MIN-01", "E-MIN-16"})
    void who_wrote_them_approves_them_only_where_they_chaired_and_only_as_they_were_read() {
        assertThat(refused(WRITTEN.decide(approve(WRITTEN), by(TAKER), LATER))).isEqualTo(DocumentRule.SAME_PERSON);
        assertThat(refused(WRITTEN.decide(new ApproveMinutes(MEETING, "0".repeat(64)), by(CHAIR), LATER))).isEqualTo(DocumentRule.CHANGED_SINCE);
        assertThat(((MinutesApproved) only(WRITTEN.decide(approve(WRITTEN), by(CHAIR), LATER))).ownRecord()).isFalse();
        var own = after(OWED, write("By the chair."), by(CHAIR), LATER);
        assertThat(((MinutesApproved) only(own.decide(approve(own), by(CHAIR), LATER))).ownRecord()).isTrue();
    }

    @Test
    @Shows("E-MIN-02")
    void final_is_refused_while_something_is_missing_and_not_final_goes_out_saying_what() {
        var lacks = List.of(new Lack(Lacking.AGE, CHILD, 1), new Lack(Lacking.ACTION_OWNER, null, 2));
        var approved = after(WRITTEN, approve(WRITTEN), by(CHAIR), LATER);
        assertThat(sentence(approved.decide(issue(approved, true), by(TAKER, lacks), LATER)))
                .isEqualTo("Missing: ages for 1 child, owner for 2 actions. You can send them as 'not final'.");
        assertThat(sentence(WRITTEN.decide(issue(WRITTEN, true), by(TAKER), LATER))).startsWith("Missing: somebody’s approval.");
        var issued = (MinutesIssued) ((Decided.Accepted) WRITTEN.decide(issue(WRITTEN, false), by(TAKER, lacks), LATER)).events().getFirst();
        assertThat(issued.finalVersion()).isFalse();
        assertThat(issued.lacks()).extracting(Lack::what).containsExactly(Lacking.AGE, Lacking.ACTION_OWNER, Lacking.APPROVAL);
        assertThat(issued.minutesAfterMeeting()).isEqualTo(2_880);
    }

    @Test
    @Shows("E-MIN-22")
    void what_lacks_nothing_goes_out_as_final_and_nothing_goes_out_unread() {
        var approved = after(WRITTEN, approve(WRITTEN), by(CHAIR), LATER);
        assertThat(refused(approved.decide(issue(approved, false), by(TAKER), LATER))).isEqualTo(DocumentRule.WHOLE);
        assertThat(refused(WRITTEN.decide(new IssueMinutes(MEETING, false, "0".repeat(64)), by(TAKER), LATER))).isEqualTo(DocumentRule.CHANGED_SINCE);
    }

    @Test
    void after_a_final_version_there_are_only_corrections_even_where_one_was_sent_thin() {
        var thin = after(after(FINAL, correct("As it was."), by(TAKER), LATER), new SubmitMinutes(MEETING), by(TAKER), LATER);
        var sent = after(thin, issue(thin, false), by(TAKER), LATER);
        assertThat(refused(sent.decide(write("Without a reason."), by(TAKER), LATER))).isEqualTo(DocumentRule.FINAL_STANDS);
        assertThat(((Decided.Accepted) sent.decide(correct("With one."), by(TAKER), LATER)).events()).hasSize(2);
    }

    @Test
    void who_said_that_it_is_not_for_them_is_sent_no_later_version() {
        var minutes = WhenMeetingEndsThenOweMinutes.minutesOf(MEETING);
        var first = after(WRITTEN, issue(WRITTEN, false), by(TAKER), LATER);
        var told = after(first, new AcknowledgeDocument(minutes, 1, Statement.RECEIVED_NOT_FOR_ME), of(HEALTH), LATER);
        for (int version = 2; version <= 3; version++) {
            var next = after(told, write("Version " + version), by(TAKER), LATER);
            assertThat(queued(((Decided.Accepted) next.decide(issue(next, false), by(TAKER), LATER)).events())).extracting(DistributionQueued::agencyId).containsExactly(POLICE);
            told = after(next, issue(next, false), by(TAKER), LATER);
        }
    }

    @Test
    void they_go_once_to_everybody_who_is_owed_them_by_the_day_frozen_at_the_end() {
        var events = ((Decided.Accepted) WRITTEN.decide(issue(WRITTEN, false), by(TAKER), LATER)).events();
        assertThat(queued(events)).extracting(DistributionQueued::agencyId).containsExactly(POLICE, HEALTH);
        assertThat(queued(events)).allMatch(one -> one.dueBy().equals(DUE));
    }

    @Test
    @Shows({"E-MIN-13", "E-MIN-18"})
    void a_final_version_stands_until_it_is_corrected_and_the_next_goes_to_all_who_had_it() {
        assertThat(refused(FINAL.decide(write("Once more."), by(TAKER), LATER))).isEqualTo(DocumentRule.FINAL_STANDS);
        assertThat(refused(WRITTEN.decide(correct("Too early."), by(TAKER), LATER))).isEqualTo(DocumentRule.NOT_FINAL);
        var corrected = ((Decided.Accepted) FINAL.decide(correct("As it was."), by(TAKER), LATER)).events();
        assertThat(((MinutesCorrected) corrected.getFirst()).fromVersion()).isEqualTo(1);
        assertThat(((MinutesDrafted) corrected.getLast()).version()).isEqualTo(2);
        var writing = after(FINAL, correct("As it was."), by(TAKER), LATER);
        assertThat(refused(writing.decide(correct("Twice."), by(TAKER), LATER))).isEqualTo(DocumentRule.NOT_FINAL);
        var again = ((Decided.Accepted) writing.decide(issue(writing, false), by(TAKER), LATER)).events();
        assertThat(queued(again)).hasSize(2).allMatch(one -> one.version() == 2 && one.dueBy().equals(Instant.parse("2026-03-19T23:59:59Z")));
    }

    @Test
    @Shows({"E-MIN-15", "E-MIN-20"})
    void what_is_changed_after_approval_needs_approving_again() {
        var waiting = after(WRITTEN, new SubmitMinutes(MEETING), by(TAKER), LATER);
        assertThat(refused(waiting.decide(new SubmitMinutes(MEETING), by(TAKER), LATER))).isEqualTo(DocumentRule.NOT_WAITING);
        var approved = after(waiting, approve(waiting), by(CHAIR), LATER);
        assertThat(sentence(approved.decide(approve(waiting), by(CHAIR), LATER))).contains("while the next version is: approved");
        assertThat(warnings(approved.decide(write("Changed."), by(TAKER), LATER))).containsExactly(DocumentRule.APPROVE_AGAIN);
        var changed = after(approved, write("Changed."), by(TAKER), LATER);
        assertThat(refused(changed.decide(issue(changed, true), by(TAKER), LATER))).isEqualTo(DocumentRule.THIN);
        assertThat(refused(WRITTEN.decide(new ReturnMinutes(MEETING, WHY), by(CHAIR), LATER))).isEqualTo(DocumentRule.NOT_WAITING);
        var back = after(waiting, new ReturnMinutes(MEETING, WHY), by(CHAIR), LATER);
        assertThat(only(back.decide(new SubmitMinutes(MEETING), by(TAKER), LATER))).isNotNull();
    }

    @Test
    @Shows({"E-MIN-03", "E-MIN-17"})
    void a_duty_is_waived_only_with_a_reason_and_stays_countable() {
        assertThat(refused(WRITTEN.decide(new WaiveDuty(MEETING, SCHOOL, WHY), by(CHAIR), LATER))).isEqualTo(DocumentRule.NOT_OWED);
        assertThat(warnings(WRITTEN.decide(new WaiveDuty(MEETING, POLICE, WHY), by(CHAIR), LATER))).containsExactly(DocumentRule.WAS_THERE);
        assertThat(warnings(WRITTEN.decide(new WaiveDuty(MEETING, HEALTH, WHY), by(CHAIR), LATER))).isEmpty();
        var waived = after(WRITTEN, new WaiveDuty(MEETING, HEALTH, WHY), by(CHAIR), LATER);
        assertThat(refused(waived.decide(new WaiveDuty(MEETING, HEALTH, WHY), by(CHAIR), LATER))).isEqualTo(DocumentRule.NOT_OWED);
        assertThat(queued(((Decided.Accepted) waived.decide(issue(waived, false), by(TAKER), LATER)).events())).extracting(DistributionQueued::agencyId)
                .containsExactly(POLICE);
        assertThat(waived.minutes().owed()).hasSize(2);
    }

    @Test
    void who_came_as_is_recorded_later_is_owed_them_from_then_and_sent_what_has_gone_out() {
        var late = Instant.parse("2026-03-16T10:00:00Z");
        var before = (DutyAdded) only(WRITTEN.decide(new AddRecipient(WhenMeetingEndsThenOweMinutes.minutesOf(MEETING), SCHOOL, 5), by(TAKER), late));
        assertThat(before.owed().dueBy()).isEqualTo(Instant.parse("2026-03-23T23:59:59Z"));
        var after = ((Decided.Accepted) FINAL.decide(new AddRecipient(WhenMeetingEndsThenOweMinutes.minutesOf(MEETING), SCHOOL, 5), by(TAKER), late)).events();
        assertThat(after.getFirst()).isInstanceOf(DutyAdded.class);
        assertThat(queued(after)).extracting(DistributionQueued::agencyId).containsExactly(SCHOOL);
        assertThat(refused(FINAL.decide(new AddRecipient(WhenMeetingEndsThenOweMinutes.minutesOf(MEETING), POLICE, 6), by(TAKER), late))).isEqualTo(DocumentRule.NOTHING_NEW);
    }

    @Test
    void minutes_that_did_not_go_out_in_time_are_told_of_once() {
        var mark = new MarkMinutesOverdue(MEETING, WhenMeetingEndsThenOweMinutes.minutesOf(MEETING));
        assertThat(refused(WRITTEN.decide(mark, by(TAKER), DUE.minusSeconds(1)))).isEqualTo(DocumentRule.NOT_OVERDUE);
        var event = (MinutesOverdue) only(WRITTEN.decide(mark, by(TAKER), DUE.plusSeconds(90_000)));
        assertThat(event.workingDaysLate()).isEqualTo(2);
        assertThat(refused(WRITTEN.evolve(event).decide(mark, by(TAKER), DUE.plusSeconds(90_000)))).isEqualTo(DocumentRule.NOT_OVERDUE);
        assertThat(refused(FINAL.decide(mark, by(TAKER), DUE.plusSeconds(90_000)))).isEqualTo(DocumentRule.NOT_OVERDUE);
    }

    @Test
    @Shows("E-MIN-21")
    void an_agency_records_once_that_it_stands_in_its_own_system() {
        var record = new RecordOnOwnSystem(WhenMeetingEndsThenOweMinutes.minutesOf(MEETING), 1, null, WHY, WHY);
        var recorded = after(FINAL, record, of(POLICE), LATER);
        assertThat(refused(recorded.decide(record, of(POLICE), LATER))).isEqualTo(DocumentRule.RECORDED_ALREADY);
        assertThat(refused(FINAL.decide(record, of(SCHOOL), LATER))).isEqualTo(DocumentRule.NO_COPY);
        var acknowledged = after(recorded, new AcknowledgeDocument(WhenMeetingEndsThenOweMinutes.minutesOf(MEETING), 1, Statement.RECEIVED), of(POLICE), LATER);
        assertThat(acknowledged.copies()).filteredOn(copy -> copy.agency().equals(POLICE)).allMatch(copy -> copy.said().recorded() && copy.said().acknowledged());
    }

    @Test
    @Shows("E-MIN-19")
    void a_passage_is_about_a_child_of_the_meeting() {
        var written = new Written(List.of(new Line(2, Heading.ANALYSIS, "Another child.", null, POLICE, Handling.PARTNERS, List.of())), "salt");
        assertThat(refused(OWED.decide(new DraftMinutes(MEETING, written), by(TAKER), LATER))).isEqualTo(DocumentRule.OTHER_CHILD);
    }

    @Test
    void a_fingerprint_is_of_every_word_and_of_who_may_have_it() {
        var one = (MinutesDrafted) only(OWED.decide(write("The same."), by(TAKER), LATER));
        assertThat(((MinutesDrafted) only(OWED.decide(write("The same."), by(TAKER), LATER))).contentHash()).isEqualTo(one.contentHash());
        assertThat(((MinutesDrafted) only(OWED.decide(write("The sane."), by(TAKER), LATER))).contentHash()).isNotEqualTo(one.contentHash());
        var wider = new Written(List.of(new Line(1, Heading.ANALYSIS, "The same.", null, POLICE, Handling.OPEN, List.of())), "salt");
        assertThat(((MinutesDrafted) only(OWED.decide(new DraftMinutes(MEETING, wider), by(TAKER), LATER))).contentHash()).isNotEqualTo(one.contentHash());
    }

    @Test
    void who_is_withheld_them_before_they_go_out_is_waived_and_who_is_added_after_a_waiver_is_sent_them() {
        var withheld = after(WRITTEN, new Withhold(ID, HEALTH, WHY), by(CHAIR), LATER);
        assertThat(queued(((Decided.Accepted) withheld.decide(issue(withheld, false), by(TAKER), LATER)).events())).extracting(DistributionQueued::agencyId).doesNotContain(HEALTH);
        var added = after(withheld, new IncludeRecipient(ID, HEALTH, WHY), by(CHAIR), LATER);
        assertThat(queued(((Decided.Accepted) added.decide(issue(added, false), by(TAKER), LATER)).events())).extracting(DistributionQueued::agencyId).contains(HEALTH);
    }

    @Test
    @Shows({"E-MIN-34", "E-MIN-35", "E-MIN-36", "E-MIN-37"})
    void who_has_them_may_dispute_them_late_too_and_what_becomes_of_that_is_said_once() {
        var dispute = new DisputeAccuracy(ID, 1, WHY, WHY);
        assertThat(refused(Document.NONE.decide(dispute, of(POLICE), LATER))).isEqualTo(DocumentRule.NOT_MINUTES);
        assertThat(refused(FINAL.decide(dispute, of(SCHOOL), LATER))).isEqualTo(DocumentRule.NO_COPY);
        var inTime = FINAL.decide(dispute, of(POLICE), Instant.parse("2026-03-26T10:00:00Z"));
        assertThat(((MinutesDisputed) only(inTime)).dispute()).isEqualTo(1);
        assertThat(warnings(inTime)).isEmpty();
        assertThat(warnings(FINAL.decide(dispute, of(POLICE), Instant.parse("2026-03-27T10:00:00Z")))).containsExactly(DocumentRule.LATE_DISPUTE);
        var disputed = after(FINAL, dispute, of(POLICE), LATER);
        assertThat(refused(disputed.decide(new ResolveDispute(ID, 2, true, WHY), by(CHAIR), LATER))).isEqualTo(DocumentRule.NO_DISPUTE);
        var upheld = disputed.decide(new ResolveDispute(ID, 1, true, WHY), by(CHAIR), LATER);
        assertThat(((DisputeResolved) only(upheld)).agencyId()).isEqualTo(POLICE);
        assertThat(warnings(upheld)).containsExactly(DocumentRule.CORRECT_NEXT);
        var resolved = after(disputed, new ResolveDispute(ID, 1, false, WHY), by(CHAIR), LATER);
        assertThat(refused(resolved.decide(new ResolveDispute(ID, 1, true, WHY), by(CHAIR), LATER))).isEqualTo(DocumentRule.NO_DISPUTE);
    }

    @Test
    @Shows("E-MIN-11")
    void minutes_that_are_not_in_the_own_system_of_an_agency_of_which_it_is_awaited_are_told_once_after_five_working_days() {
        var awaited = AgencyId.of("a0000000-0000-4000-8000-000000000002");
        var owed = after(Document.NONE, new OweMinutes(MEETING, FOUR, new Clock("TS-STR-MIN", "5 WD", FOUR, DUE),
                List.of(new Owed(awaited, List.of(1), RecipientClass.ATTENDED, DUE), new Owed(HEALTH, List.of(2), RecipientClass.ATTENDED, DUE))), by(TAKER), FOUR);
        var written = after(owed, write("The same again."), by(TAKER), LATER);
        var sent = after(written, issue(written, false), by(TAKER), LATER);
        var due = Instant.parse("2026-03-19T23:59:59Z");
        var mark = new MarkOverdue(ID, WhenDecidedThenIssueNotice.copyOf(ID, 1, awaited), Missing.NOT_RECORDED);
        assertThat(refused(sent.decide(mark, by(TAKER), due.minusSeconds(1)))).isEqualTo(DocumentRule.NOT_OVERDUE);
        var told = (DistributionOverdue) only(sent.decide(mark, by(TAKER), due));
        assertThat(told.dueBy()).isEqualTo(due);
        assertThat(refused(sent.evolve(told).decide(mark, by(TAKER), due))).isEqualTo(DocumentRule.NOT_OVERDUE);
        var other = new MarkOverdue(ID, WhenDecidedThenIssueNotice.copyOf(ID, 1, HEALTH), Missing.NOT_RECORDED);
        assertThat(refused(sent.decide(other, by(TAKER), due))).isEqualTo(DocumentRule.NOT_OVERDUE);
        var acknowledged = after(sent, new AcknowledgeDocument(ID, 1, Statement.RECEIVED), of(awaited), LATER);
        assertThat(only(acknowledged.decide(mark, by(TAKER), due))).isInstanceOf(DistributionOverdue.class);
        var recorded = after(sent, new RecordOnOwnSystem(ID, 1, null, WHY, WHY), of(awaited), LATER);
        assertThat(refused(recorded.decide(mark, by(TAKER), due))).isEqualTo(DocumentRule.NOT_OVERDUE);
        var notTheirs = after(sent, new AcknowledgeDocument(ID, 1, Statement.RECEIVED_NOT_FOR_ME), of(awaited), LATER);
        assertThat(refused(notTheirs.decide(mark, by(TAKER), due))).isEqualTo(DocumentRule.NOT_OVERDUE);
    }

    private static DraftMinutes write(String text) {
        return new DraftMinutes(MEETING, written(text));
    }

    private static Written written(String text) {
        return new Written(List.of(new Line(1, Heading.ANALYSIS, text, null, POLICE, Handling.PARTNERS, List.of())), "salt");
    }

    private static CorrectMinutes correct(String text) {
        return new CorrectMinutes(MEETING, Correction.WRONG_FACT, WHY, written(text));
    }

    private static IssueMinutes issue(Document document, boolean whole) {
        return new IssueMinutes(MEETING, whole, document.minutes().contentHash());
    }

    private static ApproveMinutes approve(Document document) {
        return new ApproveMinutes(MEETING, document.minutes().contentHash());
    }

    private static List<DistributionQueued> queued(List<? extends org.goldenthread.events.LedgerEvent> events) {
        return events.stream().filter(DistributionQueued.class::isInstance).map(DistributionQueued.class::cast).toList();
    }

    private static Given by(UserId user) {
        return by(user, List.of());
    }

    private static Given by(UserId user, List<Lack> lacks) {
        return given(new Actor(user, Role.MINUTE_TAKER, POLICE), lacks);
    }

    private static Given of(AgencyId agency) {
        return given(new Actor(new UserId(UUID.randomUUID()), Role.AGENCY_LEAD, agency), List.of());
    }

    private static Given given(Actor actor, List<Lack> lacks) {
        return new Given(actor, FOUR, null, 0, List.of(CHILD), Map.of(), Map.of(),
                new GivenMeetings(0, List.of(), 2, Set.of(), 0, List.of(CHILD), FOUR, Set.of(), Set.of(CHAIR), lacks));
    }

    private static Document after(Document document, DocumentCommand command, Given given, Instant now) {
        var next = document;
        for (var event : ((Decided.Accepted) document.decide(command, given, now)).events()) {
            next = next.evolve((DocumentEvent) event);
        }
        return next;
    }
}
