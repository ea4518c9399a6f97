package org.goldenthread.query.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.goldenthread.events.Actor;
import org.goldenthread.events.Envelope;
import org.goldenthread.events.EventCatalogue;
import org.goldenthread.events.LedgerEvent;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.Role;
import org.goldenthread.events.Sensitivity;
import org.goldenthread.events.calendar.Clock;
import org.goldenthread.events.contact.ContactEvent.ContactDetailsCompleted;
import org.goldenthread.events.contact.ContactEvent.ContactKind;
import org.goldenthread.events.contact.ContactEvent.ContactReceived;
import org.goldenthread.events.contact.ContactEvent.DobStatus;
import org.goldenthread.events.contact.ContactEvent.NamedChild;
import org.goldenthread.events.contact.ContactEvent.Referrer;
import org.goldenthread.events.contact.ContactEvent;
import org.goldenthread.events.document.DocumentEvent.Channel;
import org.goldenthread.events.document.DocumentEvent.DistributionDelivered;
import org.goldenthread.events.document.DocumentEvent.DistributionOpened;
import org.goldenthread.events.document.DocumentEvent.DistributionQueued;
import org.goldenthread.events.document.DocumentEvent.MinutesIssued;
import org.goldenthread.events.document.DocumentEvent.MinutesOwed;
import org.goldenthread.events.document.DocumentEvent.Owed;
import org.goldenthread.events.meeting.MeetingEvent.Attendance;
import org.goldenthread.events.meeting.MeetingEvent.AttendanceRecorded;
import org.goldenthread.events.meeting.MeetingEvent.Kind;
import org.goldenthread.events.meeting.MeetingEvent.RecipientClass;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.ContactId;
import org.goldenthread.events.values.DistributionId;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReplayTest {

    private static final Instant ENDED = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant SENT = ENDED.plus(Duration.ofDays(20));
    private static final ChildId CHILD = new ChildId(UUID.randomUUID());
    private static final AgencyId CARE = new AgencyId(UUID.randomUUID());
    private static final AgencyId POLICE = new AgencyId(UUID.randomUUID());
    private static final AgencyId HEALTH = new AgencyId(UUID.randomUUID());
    private static final MeetingId MEETING = new MeetingId(UUID.randomUUID());
    private static final DocumentId MINUTES = new DocumentId(UUID.randomUUID());
    private static final List<ChildId> ABOUT = List.of(CHILD);
    private static final PersonalText TEXT = new PersonalText.Clear(UUID.randomUUID(), "What was said.");
    private static final Clock CLOCK = new Clock("TS-STR-MIN", "5 WD", ENDED, ENDED.plus(Duration.ofDays(7)));

    private final List<Recorded<?>> history = new ArrayList<>();

    @Test
    void through_an_agency_s_eyes_minutes_are_not_there_until_they_are_delivered_to_it_and_to_another_never() {
        minutesReachPolice();
        assertThat(steps(SENT.plusSeconds(2), POLICE)).isEmpty();
        assertThat(steps(SENT.plusSeconds(3), POLICE)).containsExactly("distribution-delivered");
        assertThat(steps(SENT.plusSeconds(9), POLICE)).containsExactly("distribution-delivered", "distribution-opened");
        assertThat(steps(SENT.plusSeconds(9), HEALTH)).isEmpty();
        assertThat(replay(SENT.plusSeconds(9), POLICE).unseen()).isEqualTo(history.size() - 2);
    }

    @Test
    void to_have_sat_at_the_meeting_shows_nothing() {
        record(new AttendanceRecorded(MEETING, 1, POLICE, Attendance.PRESENT, true, null, null, null, ABOUT), ENDED, CARE, Role.CHAIR_SD);
        assertThat(steps(ENDED, POLICE)).isEmpty();
    }

    @Test
    void what_is_written_for_the_whole_table_is_nobody_s_own() {
        record(new AttendanceRecorded(MEETING, 1, HEALTH, Attendance.PRESENT, true, null, null, null, ABOUT), ENDED, POLICE, Role.MINUTE_TAKER);
        assertThat(steps(ENDED, POLICE)).isEmpty();
    }

    @Test
    void a_silence_counts_working_days_and_is_named_where_it_is_more_than_five() {
        minutesReachPolice();
        var silences = replay(SENT.plusSeconds(9), null).silences();
        assertThat(silences).extracting(Replay.Step::silence).containsExactly(14);
        assertThat(silences.getFirst().number()).isEqualTo(2);
    }

    @Test
    void minutes_are_late_until_they_go_out_and_then_a_copy_is_until_it_is_delivered() {
        minutesReachPolice();
        record(new AttendanceRecorded(MEETING, 1, POLICE, Attendance.PRESENT, true, null, null, null, ABOUT), SENT.plusSeconds(10), CARE, Role.CHAIR_SD);
        var replay = replay(SENT.plusSeconds(10), null);
        assertThat(late(replay, 1)).isEmpty();
        assertThat(late(replay, 2)).containsExactly(Duties.Kind.MINUTES);
        assertThat(late(replay, 4)).containsExactly(Duties.Kind.DOCUMENT);
        assertThat(late(replay, 5)).isEmpty();
    }

    @Test
    void what_no_entry_speaks_of_any_more_is_late_as_of_the_moment_asked_for() {
        record(new MinutesOwed(MINUTES, MEETING, Kind.STRATEGY, ENDED, CLOCK, List.of(new Owed(POLICE, List.of(1), RecipientClass.ATTENDED, CLOCK.dueBy())), ABOUT), ENDED, CARE, Role.SYSTEM);
        var replay = replay(SENT, null);
        assertThat(replay.isLast(replay.at(1))).isTrue();
        assertThat(late(replay, 1)).isEmpty();
        assertThat(replay.lateAtEnd()).extracting(Duties.Late::kind).containsExactly(Duties.Kind.MINUTES);
        assertThat(replay.silenceAtEnd()).isEqualTo(14);
        assertThat(replay(SENT, CARE).lateAtEnd()).isEmpty();
        assertThat(replay(ENDED.minusMillis(1), null).silenceAtEnd()).isZero();
    }

    @Test
    void through_an_agency_s_eyes_what_another_was_told_is_not_opened() {
        minutesReachPolice();
        var delivered = (DistributionDelivered) history.get(4).event();
        assertThat(Told.by(delivered, history, null)).hasValueSatisfying(told -> assertThat(told.agency()).isEqualTo(POLICE));
        assertThat(Told.by(delivered, history, POLICE)).isPresent();
        assertThat(Told.by(delivered, history, HEALTH)).isEmpty();
    }

    @Test
    void whoever_made_a_contact_sees_it_as_it_came_and_not_what_the_front_door_added() {
        var contact = new ContactId(UUID.randomUUID());
        var police = new Referrer(null, POLICE, null, null);
        record(new ContactReceived(contact, ContactKind.REQUEST, ContactEvent.Channel.PHONE, ENDED, null, null, false, false, TEXT,
                List.of(new NamedChild(1, CHILD, null, true, DobStatus.UNKNOWN, null, null, null)), List.of(), CLOCK, null), ENDED, CARE, Role.FD_SCREENER);
        record(new ContactDetailsCompleted(contact, null, police, TEXT, List.of(), List.of(), CLOCK, ABOUT), ENDED.plusSeconds(1), CARE, Role.FD_SCREENER);
        assertThat(steps(ENDED, POLICE)).isEmpty();
        assertThat(steps(SENT, POLICE)).containsExactly("contact-received");
        record(new ContactDetailsCompleted(contact, null, police, TEXT, List.of(), List.of(), null, ABOUT), ENDED.plusSeconds(2), POLICE, Role.FD_PARTNER);
        assertThat(steps(SENT, POLICE)).containsExactly("contact-received", "contact-details-completed");
    }

    @Test
    void of_each_agency_only_what_was_recorded_by_the_step_is_shown() {
        minutesReachPolice();
        var replay = replay(SENT.plusSeconds(9), null);
        assertThat(Holdings.of(replay.recordedBy(replay.at(1)))).extracting(Holding::version).containsExactly(0);
        assertThat(Holdings.of(replay.recordedBy(replay.at(4)))).extracting(Holding::holds).containsExactly(0);
        assertThat(Holdings.of(replay.recordedBy(replay.at(99)))).extracting(one -> one.facts().openedAt()).containsExactly(SENT.plusSeconds(9));
        assertThat(Holdings.reached(replay.recordedBy(replay.at(4)), POLICE)).isEmpty();
        assertThat(Holdings.reached(replay.recordedBy(replay.at(99)), HEALTH)).isEmpty();
    }

    @Test
    void before_anything_was_recorded_there_is_no_step() {
        minutesReachPolice();
        assertThat(replay(ENDED.minusMillis(1), null).steps()).isEmpty();
    }

    private void minutesReachPolice() {
        var copy = new DistributionId(UUID.randomUUID());
        record(new MinutesOwed(MINUTES, MEETING, Kind.STRATEGY, ENDED, CLOCK, List.of(new Owed(POLICE, List.of(1), RecipientClass.ATTENDED, CLOCK.dueBy())), ABOUT), ENDED, CARE, Role.SYSTEM);
        record(new AttendanceRecorded(MEETING, 2, HEALTH, Attendance.APOLOGIES, false, null, null, null, ABOUT), SENT, CARE, Role.CHAIR_SD);
        record(new MinutesIssued(MINUTES, MEETING, 1, SENT, false, List.of(), "", 28_800, ABOUT), SENT.plusSeconds(1), CARE, Role.MINUTE_TAKER);
        record(new DistributionQueued(MINUTES, copy, 1, POLICE, List.of(1), RecipientClass.ATTENDED, Channel.PORTAL, CLOCK.dueBy(), ABOUT), SENT.plusSeconds(2), CARE, Role.SYSTEM);
        record(new DistributionDelivered(MINUTES, copy, 1, POLICE, SENT.plusSeconds(3), CLOCK, ABOUT), SENT.plusSeconds(3), CARE, Role.SYSTEM);
        record(new DistributionOpened(MINUTES, copy, 1, POLICE, SENT.plusSeconds(9), ABOUT), SENT.plusSeconds(9), POLICE, Role.FD_PARTNER);
    }

    private static List<Duties.Kind> late(Replay replay, int step) {
        return replay.late(replay.at(step)).stream().map(Duties.Late::kind).toList();
    }

    private List<String> steps(Instant asOf, AgencyId viewpoint) {
        return replay(asOf, viewpoint).steps().stream().map(step -> EventCatalogue.keyOf(step.recorded().event()).name()).toList();
    }

    private Replay replay(Instant asOf, @Nullable AgencyId viewpoint) {
        return Replay.of(history.stream().filter(one -> !one.envelope().recordedAt().isAfter(asOf)).toList(), CHILD, asOf, viewpoint);
    }

    private void record(LedgerEvent event, Instant at, AgencyId by, Role role) {
        history.add(new Recorded<>(new Envelope(new LedgerId(1), history.size() + 1L, EventCatalogue.streamTypeOf(event), event.streamId(), 0, UUID.randomUUID(), at, at,
                new Envelope.Context(new Actor(new UserId(UUID.randomUUID()), role, by), null, "E06999001", null, ABOUT, UUID.randomUUID(), null, Sensitivity.STANDARD, false, null,
                        null)), event));
    }
}
