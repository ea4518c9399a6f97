package org.goldenthread.query.partnership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.goldenthread.events.Envelope;
import org.goldenthread.events.LedgerEvent;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.calendar.Clock;
import org.goldenthread.events.chain.StoredEvent;
import org.goldenthread.events.document.DocumentEvent.Bounce;
import org.goldenthread.events.document.DocumentEvent.Channel;
import org.goldenthread.events.document.DocumentEvent.DecisionNoticeIssued;
import org.goldenthread.events.document.DocumentEvent.DistributionAcknowledged;
import org.goldenthread.events.document.DocumentEvent.DistributionBounced;
import org.goldenthread.events.document.DocumentEvent.DistributionDelivered;
import org.goldenthread.events.document.DocumentEvent.DistributionOpened;
import org.goldenthread.events.document.DocumentEvent.DistributionQueued;
import org.goldenthread.events.document.DocumentEvent.DistributionWithdrawn;
import org.goldenthread.events.document.DocumentEvent.DutyAdded;
import org.goldenthread.events.document.DocumentEvent.DutyWaived;
import org.goldenthread.events.document.DocumentEvent.MinutesOwed;
import org.goldenthread.events.document.DocumentEvent.Owed;
import org.goldenthread.events.document.DocumentEvent.RecipientAdded;
import org.goldenthread.events.document.DocumentEvent.Statement;
import org.goldenthread.events.document.DocumentEvent.Withdrawal;
import org.goldenthread.events.document.DocumentEvent.WrongRecipientReported;
import org.goldenthread.events.meeting.MeetingEvent.AfterMeetingDecisionRecorded;
import org.goldenthread.events.meeting.MeetingEvent.Answer;
import org.goldenthread.events.meeting.MeetingEvent.DecisionType;
import org.goldenthread.events.meeting.MeetingEvent.Document;
import org.goldenthread.events.meeting.MeetingEvent.Duty;
import org.goldenthread.events.meeting.MeetingEvent.Format;
import org.goldenthread.events.meeting.MeetingEvent.Kind;
import org.goldenthread.events.meeting.MeetingEvent.MeetingClosed;
import org.goldenthread.events.meeting.MeetingEvent.MeetingConvened;
import org.goldenthread.events.meeting.MeetingEvent.MeetingDecisionRecorded;
import org.goldenthread.events.meeting.MeetingEvent.RecipientClass;
import org.goldenthread.events.meeting.MeetingEvent.Sitting;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.DistributionId;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.events.values.UserId;
import org.goldenthread.query.rows.Row;
import org.goldenthread.query.rows.Rows;
import org.goldenthread.query.rows.Table;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PartnershipProjectionTest {

    private static final MeetingId MEETING = new MeetingId(id(1));
    private static final ChildId CHILD = new ChildId(id(2));
    private static final AgencyId POLICE = new AgencyId(id(3));
    private static final AgencyId HEALTH = new AgencyId(id(4));
    private static final AgencyId SCHOOL = new AgencyId(id(5));
    private static final DecisionId DECISION = new DecisionId(id(6));
    private static final DecisionId LATER = new DecisionId(id(7));
    private static final DocumentId MINUTES = new DocumentId(id(8));
    private static final DocumentId NOTICE = new DocumentId(id(9));
    private static final PersonalText TEXT = PersonalText.of(CHILD.value(), "words");

    /** A Friday before the clocks went forward on 29 March 2026. */
    private static final Instant ENDED = Instant.parse("2026-03-27T16:00:00Z");

    /** The end of the Monday after it, in summer time. */
    private static final Instant END_OF_MONDAY = Instant.parse("2026-03-30T22:59:59Z");

    /** The end of the Friday after it. */
    private static final Instant END_OF_FRIDAY = Instant.parse("2026-04-03T22:59:59Z");

    private final Kept rows = new Kept();
    private final PartnershipProjection projection = new PartnershipProjection();

    @Test
    void minutes_at_the_last_second_of_their_day_are_in_time_and_a_second_later_they_are_not() {
        minutesOwed();
        queued(20, MINUTES, 1, POLICE);
        queued(21, MINUTES, 1, HEALTH);
        delivered(20, MINUTES, POLICE, END_OF_MONDAY);
        delivered(21, MINUTES, HEALTH, END_OF_MONDAY.plusSeconds(1));
        assertThat(counts("MINUTES", POLICE)).containsExactly(1, 1, 1, 0);
        assertThat(counts("MINUTES", HEALTH)).containsExactly(1, 0, 1, 0);
    }

    @Test
    void what_came_back_did_not_come_unless_somebody_there_said_that_they_have_it() {
        minutesOwed();
        queued(20, MINUTES, 1, POLICE);
        queued(21, MINUTES, 1, HEALTH);
        delivered(20, MINUTES, POLICE, ENDED);
        delivered(21, MINUTES, HEALTH, ENDED);
        on(new DistributionAcknowledged(MINUTES, copy(21), 1, HEALTH, Statement.RECEIVED, ENDED, List.of(CHILD)));
        on(new DistributionBounced(MINUTES, copy(20), 1, POLICE, 1, Bounce.REFUSED, ENDED, List.of(CHILD)));
        on(new DistributionBounced(MINUTES, copy(21), 1, HEALTH, 1, Bounce.REFUSED, ENDED, List.of(CHILD)));
        assertThat(counts("MINUTES", POLICE)).containsExactly(1, 0, 0, 0);
        assertThat(counts("MINUTES", HEALTH)).containsExactly(1, 1, 1, 0);
    }

    @Test
    void what_is_there_by_two_ways_came_with_the_first() {
        minutesOwed();
        queued(20, MINUTES, 1, POLICE);
        delivered(20, MINUTES, POLICE, END_OF_MONDAY);
        delivered(20, MINUTES, POLICE, END_OF_MONDAY.plusSeconds(1));
        assertThat(counts("MINUTES", POLICE)).containsExactly(1, 1, 1, 0);
    }

    @Test
    void a_waived_duty_stays_counted_and_is_told_apart_until_it_comes() {
        minutesOwed();
        on(new DutyWaived(MINUTES, POLICE, TEXT, List.of(CHILD)));
        assertThat(counts("MINUTES", POLICE)).containsExactly(1, 0, 0, 1);
        queued(20, MINUTES, 1, POLICE);
        delivered(20, MINUTES, POLICE, ENDED);
        assertThat(counts("MINUTES", POLICE)).containsExactly(1, 1, 1, 0);
    }

    @Test
    void a_later_version_resets_no_clock_of_an_agency_that_a_person_added() {
        minutesOwed();
        on(new DutyAdded(MINUTES, new Owed(SCHOOL, List.of(), RecipientClass.ADDED, END_OF_MONDAY), List.of(CHILD)));
        added(20, MINUTES, 1, SCHOOL, END_OF_MONDAY);
        added(21, MINUTES, 2, SCHOOL, END_OF_FRIDAY);
        delivered(21, MINUTES, SCHOOL, END_OF_FRIDAY);
        assertThat(counts("MINUTES", SCHOOL)).containsExactly(1, 0, 1, 0);
    }

    @Test
    void the_first_copy_of_an_agency_added_again_has_its_own_day_and_no_other_has() {
        minutesOwed();
        on(new DutyWaived(MINUTES, POLICE, TEXT, List.of(CHILD)));
        on(new RecipientAdded(MINUTES, POLICE, TEXT, List.of(CHILD)));
        added(20, MINUTES, 1, POLICE, END_OF_FRIDAY);
        assertThat(minutesDue(POLICE)).isEqualTo(END_OF_FRIDAY);
        added(21, MINUTES, 2, POLICE, END_OF_FRIDAY.plusSeconds(604_800));
        assertThat(minutesDue(POLICE)).isEqualTo(END_OF_FRIDAY);
    }

    @Test
    void what_went_astray_counts_for_nobody_and_what_was_withdrawn_after_a_newer_copy_came_counts_by_that_one() {
        minutesOwed();
        queued(20, MINUTES, 1, POLICE);
        delivered(20, MINUTES, POLICE, ENDED);
        on(new WrongRecipientReported(MINUTES, copy(20), 1, POLICE, true, TEXT, ENDED, List.of(CHILD)));
        on(new DistributionWithdrawn(MINUTES, copy(20), 1, POLICE, Withdrawal.WRONG_RECIPIENT, ENDED, List.of(CHILD)));
        assertThat(counts("MINUTES", POLICE)).containsExactly(0, 0, 0, 0);
        queued(22, MINUTES, 2, POLICE);
        delivered(22, MINUTES, POLICE, END_OF_MONDAY.plusSeconds(60));
        assertThat(counts("MINUTES", POLICE)).containsExactly(1, 0, 1, 0);
    }

    @Test
    void a_decision_is_shared_in_time_by_the_end_of_the_next_working_day_in_summer_time_for_each_agency() {
        decidedAndClosed();
        assertThat(due(DECISION, POLICE)).isEqualTo(END_OF_MONDAY);
        noticed(1, DECISION);
        queued(30, NOTICE, 1, POLICE);
        queued(31, NOTICE, 1, HEALTH);
        delivered(30, NOTICE, POLICE, END_OF_MONDAY);
        on(new DistributionOpened(NOTICE, copy(31), 1, HEALTH, END_OF_MONDAY.plusSeconds(1), List.of(CHILD)));
        assertThat(counts("NOTICE", POLICE)).containsExactly(1, 1, 1, 0);
        assertThat(counts("NOTICE", HEALTH)).containsExactly(1, 0, 1, 0);
    }

    @Test
    void before_a_bank_holiday_the_working_day_is_the_one_after_it() {
        on(convened());
        on(new MeetingDecisionRecorded(MEETING, DECISION, CHILD, DecisionType.THRESHOLD_S47_MET, Answer.YES, TEXT, null, null, Instant.parse("2026-04-02T15:00:00Z"), null));
        on(closed(Instant.parse("2026-04-02T16:00:00Z")));
        assertThat(due(DECISION, POLICE)).as("Thursday before Easter to Tuesday after it").isEqualTo(Instant.parse("2026-04-07T22:59:59Z"));
    }

    @Test
    void a_decision_after_the_meeting_has_its_own_working_day_and_takes_the_place_of_the_one_before() {
        decidedAndClosed();
        on(new AfterMeetingDecisionRecorded(MEETING, LATER, CHILD, DecisionType.THRESHOLD_S47_MET, Answer.NO, TEXT, TEXT, ENDED.plusSeconds(3 * 86_400), 4_320, TEXT, List.of(), DECISION,
                new Clock("TS-ENDORSE", "1 WD", ENDED, END_OF_MONDAY)));
        assertThat(counts("NOTICE", POLICE)).as("the earlier one counts no more").containsExactly(1, 0, 0, 0);
        assertThat(due(LATER, POLICE)).isEqualTo(Instant.parse("2026-03-31T22:59:59Z"));
        assertThat(counts("DECISION", new AgencyId(Tally.NO_AGENCY))).containsExactly(1, 1, 1, 0);
    }

    @Test
    void that_nothing_was_decided_is_no_decision() {
        on(convened());
        on(new MeetingDecisionRecorded(MEETING, DECISION, CHILD, DecisionType.THRESHOLD_S47_MET, Answer.NOT_DECIDED, TEXT, null, null, ENDED, null));
        on(closed(ENDED));
        assertThat(counts("DECISION", new AgencyId(Tally.NO_AGENCY))).containsExactly(0, 0, 0, 0);
        assertThat(counts("NOTICE", POLICE)).containsExactly(0, 0, 0, 0);
    }

    @Test
    void an_agency_added_later_is_to_have_what_its_copy_tells() {
        decidedAndClosed();
        noticed(1, DECISION);
        queued(32, NOTICE, 1, SCHOOL);
        assertThat(counts("NOTICE", SCHOOL)).containsExactly(1, 0, 0, 0);
        delivered(32, NOTICE, SCHOOL, ENDED);
        assertThat(counts("NOTICE", SCHOOL)).containsExactly(1, 1, 1, 0);
    }

    @Test
    void an_agency_added_later_has_until_its_first_copy_is_due() {
        decidedAndClosed();
        noticed(1, DECISION);
        added(32, NOTICE, 1, SCHOOL, END_OF_FRIDAY);
        noticed(2, DECISION);
        added(33, NOTICE, 2, SCHOOL, END_OF_FRIDAY.plusSeconds(604_800));
        added(34, NOTICE, 2, POLICE, END_OF_FRIDAY);
        assertThat(due(DECISION, SCHOOL)).isEqualTo(END_OF_FRIDAY);
        assertThat(due(DECISION, POLICE)).as("owed it since the meeting").isEqualTo(END_OF_MONDAY);
    }

    @Test
    void whom_a_meeting_is_about_is_known_here_too() {
        on(convened());
        assertThat(rows.of(PartnershipProjection.ABOUT)).singleElement().satisfies(row -> {
            assertThat(row.id("child")).isEqualTo(CHILD.value());
            assertThat(row.id("meeting")).isEqualTo(MEETING.value());
        });
    }

    @Test
    void every_event_twice_makes_the_same_rows() {
        everything();
        var once = rows.all();
        everything();
        assertThat(rows.all()).isEqualTo(once);
    }

    private void everything() {
        decidedAndClosed();
        minutesOwed();
        noticed(1, DECISION);
        queued(30, NOTICE, 1, POLICE);
        queued(32, NOTICE, 1, SCHOOL);
        delivered(30, NOTICE, POLICE, ENDED);
        queued(20, MINUTES, 1, POLICE);
        delivered(20, MINUTES, POLICE, ENDED);
        on(new DistributionBounced(MINUTES, copy(20), 1, POLICE, 1, Bounce.MAILBOX_FULL, ENDED, List.of(CHILD)));
        on(new WrongRecipientReported(NOTICE, copy(32), 1, SCHOOL, false, TEXT, ENDED, List.of(CHILD)));
        on(new DistributionWithdrawn(NOTICE, copy(32), 1, SCHOOL, Withdrawal.WRONG_RECIPIENT, ENDED, List.of(CHILD)));
        on(new AfterMeetingDecisionRecorded(MEETING, LATER, CHILD, DecisionType.THRESHOLD_S47_MET, Answer.NO, TEXT, TEXT, ENDED.plusSeconds(60), 1, TEXT, List.of(), DECISION,
                new Clock("TS-ENDORSE", "1 WD", ENDED, END_OF_MONDAY)));
    }

    private void decidedAndClosed() {
        on(convened());
        on(new MeetingDecisionRecorded(MEETING, DECISION, CHILD, DecisionType.THRESHOLD_S47_MET, Answer.YES, TEXT, null, null, ENDED.minusSeconds(600), null));
        on(closed(ENDED));
    }

    private static MeetingConvened convened() {
        return new MeetingConvened(MEETING, Kind.STRATEGY, List.of(new Sitting(CHILD, 1)), TEXT, Format.VIDEO, ENDED, new UserId(id(50)), null, List.of(), List.of(), null);
    }

    private static MeetingClosed closed(Instant at) {
        var clock = new Clock("TS-STR-DEC", "1 WD", at, END_OF_MONDAY);
        return new MeetingClosed(MEETING, at, true, List.of(), null, 1, 0, List.of(duty(POLICE), duty(HEALTH)), clock, clock, null, List.of(CHILD));
    }

    private static Duty duty(AgencyId agency) {
        return new Duty(agency, 1, Document.DECISION_NOTICE, RecipientClass.ATTENDED, END_OF_MONDAY);
    }

    private void minutesOwed() {
        on(new MinutesOwed(MINUTES, MEETING, Kind.STRATEGY, ENDED, new Clock("TS-STR-MIN", "1 WD", ENDED, END_OF_MONDAY), List.of(owed(POLICE), owed(HEALTH)), List.of(CHILD)));
    }

    private static Owed owed(AgencyId agency) {
        return new Owed(agency, List.of(1), RecipientClass.ATTENDED, END_OF_MONDAY);
    }

    private void noticed(int version, DecisionId... told) {
        on(new DecisionNoticeIssued(NOTICE, MEETING, version, ENDED, List.of(told), List.of(), new Clock("TS-STR-DEC", "1 WD", ENDED, END_OF_MONDAY), List.of(CHILD)));
    }

    private void queued(int copy, DocumentId document, int version, AgencyId agency) {
        on(new DistributionQueued(document, copy(copy), version, agency, List.of(1), RecipientClass.ATTENDED, Channel.PORTAL, END_OF_MONDAY, List.of(CHILD)));
    }

    private void added(int copy, DocumentId document, int version, AgencyId agency, Instant dueBy) {
        on(new DistributionQueued(document, copy(copy), version, agency, List.of(), RecipientClass.ADDED, Channel.PORTAL, dueBy, List.of(CHILD)));
    }

    private void delivered(int copy, DocumentId document, AgencyId agency, Instant at) {
        on(new DistributionDelivered(document, copy(copy), 1, agency, at, new Clock("TS-ACK", "2 WD", at, at.plusSeconds(172_800)), List.of(CHILD)));
    }

    private static DistributionId copy(int number) {
        return new DistributionId(id(number));
    }

    private static UUID id(int number) {
        return new UUID(7, number);
    }

    private void on(LedgerEvent event) {
        var ledger = new LedgerId(1);
        var stored = new StoredEvent(ledger, 1, ENDED.toEpochMilli(), "meeting", event.streamId(), 0, id(99), ENDED.toEpochMilli(), "any", 1, new byte[0], new byte[0], new byte[0]);
        projection.on(new Recorded<>(envelope(stored), event), stored, rows);
    }

    @SuppressWarnings("NullAway") // nothing of the context is looked at
    private static Envelope envelope(StoredEvent stored) {
        return new Envelope(stored.ledger(), 1, "meeting", stored.streamId(), 0, stored.eventId(), ENDED, ENDED, null);
    }

    private Instant due(DecisionId decision, AgencyId agency) {
        return Instant.ofEpochMilli(new Row(PartnershipProjection.SHARED, rows.find(PartnershipProjection.SHARED, 1, decision.value(), agency.value()).orElseThrow()).moment("due_by"));
    }

    private Instant minutesDue(AgencyId agency) {
        return Instant.ofEpochMilli(new Row(PartnershipProjection.OWED, rows.find(PartnershipProjection.OWED, 1, MINUTES.value(), agency.value()).orElseThrow()).moment("due_by"));
    }

    /** All counted, in time or after the meeting, come at all, waived and not come. */
    private List<Integer> counts(String figure, AgencyId agency) {
        int[] sums = new int[4];
        rows.of(PartnershipProjection.TALLY).stream().filter(row -> row.text("figure").equals(figure) && row.id("agency").equals(agency.value())).forEach(row -> {
            sums[0] += row.number("counted");
            sums[1] += row.number("good");
            sums[2] += row.number("came");
            sums[3] += row.number("waived");
        });
        return Arrays.stream(sums).boxed().toList();
    }

    /** Rows in memory. */
    private static final class Kept implements Rows {

        private final Map<Table, Map<List<Object>, Object[]>> tables = new HashMap<>();

        @Override
        public void put(Table table, Object... values) {
            tables.computeIfAbsent(table, t -> new HashMap<>()).put(List.of(Arrays.copyOf(values, table.keyColumns())), values.clone());
        }

        @Override
        public Optional<Object[]> find(Table table, Object... key) {
            return Optional.ofNullable(tables.getOrDefault(table, Map.of()).get(List.of(key))).map(Object[]::clone);
        }

        List<Row> of(Table table) {
            return tables.getOrDefault(table, Map.of()).values().stream().map(values -> new Row(table, values)).toList();
        }

        Map<String, Map<List<Object>, List<@Nullable Object>>> all() {
            var all = new HashMap<String, Map<List<Object>, List<@Nullable Object>>>();
            tables.forEach((table, kept) -> {
                var copied = new HashMap<List<Object>, List<@Nullable Object>>();
                kept.forEach((key, values) -> copied.put(key, Arrays.asList(values.clone())));
                all.put(table.name(), copied);
            });
            return all;
        }
    }
}
