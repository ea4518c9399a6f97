package org.goldenthread.command.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.goldenthread.command.Decisions.only;
import static org.goldenthread.command.Decisions.refused;
import static org.goldenthread.command.Decisions.sentence;
import static org.goldenthread.command.Decisions.warnings;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.goldenthread.command.Given;
import org.goldenthread.command.GivenMeetings;
import org.goldenthread.command.Shows;
import org.goldenthread.command.ledger.Decided;
import org.goldenthread.command.meeting.MeetingCommand.AddSeat;
import org.goldenthread.command.meeting.MeetingCommand.AdjournMeeting;
import org.goldenthread.command.meeting.MeetingCommand.AfterTheEnd;
import org.goldenthread.command.meeting.MeetingCommand.CancelMeeting;
import org.goldenthread.command.meeting.MeetingCommand.CloseMeeting;
import org.goldenthread.command.meeting.MeetingCommand.ConveneMeeting;
import org.goldenthread.command.meeting.MeetingCommand.MarkPositionsOverdue;
import org.goldenthread.command.meeting.MeetingCommand.OpenMeeting;
import org.goldenthread.command.meeting.MeetingCommand.RecordAttendance;
import org.goldenthread.command.meeting.MeetingCommand.RecordChildVoice;
import org.goldenthread.command.meeting.MeetingCommand.RecordDecision;
import org.goldenthread.command.meeting.MeetingCommand.RecordPosition;
import org.goldenthread.command.meeting.MeetingCommand.ResumeMeeting;
import org.goldenthread.command.meeting.MeetingCommand.ShareInformation;
import org.goldenthread.events.Actor;
import org.goldenthread.events.Role;
import org.goldenthread.events.RuleOverride;
import org.goldenthread.events.Sensitivity;
import org.goldenthread.events.meeting.MeetingEvent;
import org.goldenthread.events.meeting.MeetingEvent.AfterMeetingDecisionRecorded;
import org.goldenthread.events.meeting.MeetingEvent.Answer;
import org.goldenthread.events.meeting.MeetingEvent.Attendance;
import org.goldenthread.events.meeting.MeetingEvent.Category;
import org.goldenthread.events.meeting.MeetingEvent.DecisionType;
import org.goldenthread.events.meeting.MeetingEvent.Document;
import org.goldenthread.events.meeting.MeetingEvent.Duty;
import org.goldenthread.events.meeting.MeetingEvent.Format;
import org.goldenthread.events.meeting.MeetingEvent.Kind;
import org.goldenthread.events.meeting.MeetingEvent.MeetingAdjourned;
import org.goldenthread.events.meeting.MeetingEvent.MeetingClosed;
import org.goldenthread.events.meeting.MeetingEvent.MeetingConvened;
import org.goldenthread.events.meeting.MeetingEvent.NotObtained;
import org.goldenthread.events.meeting.MeetingEvent.PositionRecorded;
import org.goldenthread.events.meeting.MeetingEvent.PositionsOverdue;
import org.goldenthread.events.meeting.MeetingEvent.RecipientClass;
import org.goldenthread.events.meeting.MeetingEvent.Seat;
import org.goldenthread.events.meeting.MeetingEvent.SeatAdded;
import org.goldenthread.events.meeting.MeetingEvent.Stance;
import org.goldenthread.events.meeting.MeetingEvent.VoiceSource;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.CorePart;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MeetingTest {

    private static final Instant FOUR = Instant.parse("2026-03-10T16:00:00Z");
    private static final Instant HALF_PAST_TWO = FOUR.minus(Duration.ofMinutes(90));
    private static final Instant NOW = FOUR.plus(Duration.ofHours(4));
    private static final MeetingId ID = new MeetingId(UUID.randomUUID());
    private static final ChildId ELDER = new ChildId(UUID.randomUUID());
    private static final ChildId YOUNGER = new ChildId(UUID.randomUUID());
    private static final UserId CHAIR = new UserId(UUID.randomUUID());
    private static final AgencyId SOCIAL_CARE = new AgencyId(UUID.randomUUID());
    private static final AgencyId POLICE = new AgencyId(UUID.randomUUID());
    private static final AgencyId HEALTH = new AgencyId(UUID.randomUUID());
    private static final AgencyId SCHOOL = new AgencyId(UUID.randomUUID());
    private static final DecisionId FIRST = new DecisionId(UUID.randomUUID());
    private static final DecisionId SECOND = new DecisionId(UUID.randomUUID());

    private static final Meeting CONVENED = after(Meeting.NONE, convene(Kind.STRATEGY, seat(SOCIAL_CARE, CorePart.SOCIAL_CARE), seat(POLICE, CorePart.POLICE),
            seat(HEALTH, CorePart.HEALTH), seat(SCHOOL, null)));
    private static final Meeting ATTENDED = after(after(after(CONVENED, attend(1, Attendance.PRESENT)), attend(2, Attendance.PRESENT)), attend(3, Attendance.SUBSTITUTE));
    private static final Meeting HEARD = after(ATTENDED, voice(1));
    private static final Meeting DECIDED = after(HEARD, decide(FIRST, Answer.YES));
    private static final Meeting AGREED = after(after(DECIDED, position(FIRST, POLICE, Stance.AGREED, null)), position(FIRST, HEALTH, Stance.AGREED, null));
    private static final Meeting CLOSED = after(AGREED, close(FOUR));

    @Test
    void a_meeting_is_numbered_in_the_case_and_carries_what_is_still_open() {
        var event = (MeetingConvened) only(Meeting.NONE.decide(convene(Kind.STRATEGY, seat(POLICE, CorePart.POLICE)), given(new GivenMeetings(2, List.of(), 0, Set.of(), 0,
                List.of(), NOW, Set.of())), NOW));
        assertThat(event.sittings().getFirst().number()).isEqualTo(3);
        assertThat(event.hold()).isNull();
        var asked = new ConveneMeeting(ID, Kind.STRATEGY, List.of(ELDER), text("why"), Format.PHONE, FOUR, CHAIR, null, List.of(), HALF_PAST_TWO);
        var hold = java.util.Objects.requireNonNull(((MeetingConvened) only(Meeting.NONE.decide(asked, given(), NOW))).hold());
        assertThat(hold.dueBy()).isEqualTo(Instant.parse("2026-03-11T23:59:59Z"));
    }

    @Test
    @Shows({"E-MTG-04", "E-MTG-19", "E-MTG-20"})
    void a_meeting_is_about_known_children_kept_by_people_of_this_authority_and_says_who_is_not_invited() {
        var stranger = new ConveneMeeting(ID, Kind.STRATEGY, List.of(ELDER, new ChildId(UUID.randomUUID())), text("why"), Format.PHONE, FOUR, CHAIR, null, List.of(), null);
        assertThat(sentence(Meeting.NONE.decide(stranger, given(), NOW))).startsWith("Child number 2 isn't known");
        var foreign = new ConveneMeeting(ID, Kind.CIN, List.of(ELDER), text("why"), Format.PHONE, FOUR, new UserId(UUID.randomUUID()), null, List.of(), null);
        assertThat(refused(Meeting.NONE.decide(foreign, given(), NOW))).isEqualTo(MeetingRule.NO_ROLE_HERE);
        assertThat(warnings(Meeting.NONE.decide(convene(Kind.STRATEGY, seat(POLICE, CorePart.POLICE)), given(), NOW))).containsExactly(MeetingRule.NOT_INVITED);
        assertThat(warnings(Meeting.NONE.decide(convene(Kind.CIN, seat(SCHOOL, null)), given(), NOW))).isEmpty();
    }

    @Test
    void facts_of_a_meeting_go_in_in_any_order_and_after_its_end_too() {
        var backwards = after(after(after(CONVENED, decide(FIRST, Answer.YES)), voice(1)), attend(2, Attendance.PRESENT));
        assertThat(backwards.decide(new OpenMeeting(ID, HALF_PAST_TWO), given(), NOW)).isInstanceOf(Decided.Accepted.class);
        for (var late : List.of(attend(4, Attendance.APOLOGIES), information(1, POLICE), voice(1), new OpenMeeting(ID, HALF_PAST_TWO), newSeat())) {
            assertThat(CLOSED.decide(late, given(), NOW)).as(late.toString()).isInstanceOf(Decided.Accepted.class);
        }
        assertThat(after(CLOSED, new OpenMeeting(ID, HALF_PAST_TWO)).past().hasEnded()).isTrue();
    }

    @Test
    void a_seat_gets_the_next_number() {
        var event = (SeatAdded) only(CONVENED.decide(newSeat(), given(), NOW));
        assertThat(event.seat().number()).isEqualTo(5);
    }

    @Test
    @Shows({"E-MTG-02", "E-MTG-03", "E-MTG-13"})
    void what_is_recorded_is_of_a_seat_a_child_and_an_agency_of_this_meeting() {
        assertThat(sentence(CONVENED.decide(attend(9, Attendance.PRESENT), given(), NOW))).isEqualTo("This meeting has no seat number 9. It has 4.");
        assertThat(sentence(CONVENED.decide(voice(2), given(), NOW))).isEqualTo("This meeting is about no child number 2. It is about 1.");
        assertThat(refused(CONVENED.decide(information(1, new AgencyId(UUID.randomUUID())), given(), NOW))).isEqualTo(MeetingRule.NOT_AT_THE_TABLE);
        assertThat(refused(DECIDED.decide(position(FIRST, new AgencyId(UUID.randomUUID()), Stance.AGREED, null), given(), NOW))).isEqualTo(MeetingRule.NOT_AT_THE_TABLE);
    }

    @Test
    @Shows("E-STR-08")
    void a_child_is_heard_or_it_is_said_why_not() {
        assertThat(refused(CONVENED.decide(new RecordChildVoice(ID, 1, VoiceSource.NOT_HAD, null, null), given(), NOW))).isEqualTo(MeetingRule.NO_VOICE);
        assertThat(CONVENED.decide(new RecordChildVoice(ID, 1, VoiceSource.NOT_HAD, null, NotObtained.NOT_YET_SEEN), given(), NOW)).isInstanceOf(Decided.Accepted.class);
        var unheard = after(ATTENDED, decide(FIRST, Answer.NO));
        assertThat(refused(unheard.decide(close(FOUR), given(), NOW))).isEqualTo(MeetingRule.NO_VOICE);
    }

    @Test
    @Shows({"E-MTG-05", "E-MTG-06", "E-MTG-07", "E-MTG-12"})
    void a_decision_answers_its_question_says_who_decides_where_nobody_did_and_replaces_only_by_name() {
        assertThat(refused(HEARD.decide(new RecordDecision(ID, FIRST, 1, DecisionType.THRESHOLD_S47_MET, Answer.JOINT, "why", null, null, null, null, null), given(), NOW)))
                .isEqualTo(MeetingRule.NO_ANSWER_TO_THAT);
        assertThat(refused(HEARD.decide(decide(FIRST, Answer.NOT_DECIDED), given(), NOW))).isEqualTo(MeetingRule.WHO_DECIDES);
        assertThat(HEARD.decide(undecided(), given(), NOW)).isInstanceOf(Decided.Accepted.class);
        assertThat(sentence(DECIDED.decide(decide(SECOND, Answer.NO), given(), NOW))).contains("'yes'");
        var replacing = new RecordDecision(ID, SECOND, 1, DecisionType.THRESHOLD_S47_MET, Answer.NO, "why", null, null, null, FIRST, null);
        var replaced = after(DECIDED, replacing);
        assertThat(replaced.past().standing(ELDER, DecisionType.THRESHOLD_S47_MET)).get().extracting(MeetingPast.Ruling::id).isEqualTo(SECOND);
        assertThat(refused(HEARD.decide(replacing, given(), NOW))).isEqualTo(MeetingRule.NO_SUCH_DECISION);
    }

    @Test
    @Shows("E-STR-03")
    void a_strategy_discussion_ends_with_a_decision_on_s47_for_each_child_or_with_who_decides() {
        assertThat(refused(HEARD.decide(close(FOUR), given(), NOW))).isEqualTo(MeetingRule.NO_THRESHOLD_DECISION);
        assertThat(after(HEARD, undecided()).decide(close(FOUR), given(), NOW)).isInstanceOf(Decided.Accepted.class);
    }

    @Test
    @Shows("E-MTG-01")
    void a_child_in_need_meeting_ends_with_how_help_goes_on() {
        var cin = after(after(after(Meeting.NONE, convene(Kind.CIN, seat(SOCIAL_CARE, CorePart.SOCIAL_CARE))), attend(1, Attendance.PRESENT)), voice(1));
        assertThat(refused(cin.decide(close(FOUR), given(), NOW))).isEqualTo(MeetingRule.NO_HELP_DECISION);
        var decided = after(cin, new RecordDecision(ID, FIRST, 1, DecisionType.HELP_GOES_ON, Answer.CONTINUES, "why", null, null, FOUR, null, null));
        var closed = (MeetingClosed) only(decided.decide(close(FOUR), given(), NOW));
        assertThat(closed.quorate()).isTrue();
        assertThat(closed.minutes().timescale()).isEqualTo("TS-MTG-MIN");
    }

    @Test
    @Shows("E-STR-01")
    void a_discussion_without_health_is_recorded_as_not_quorate_and_never_refused() {
        var without = after(after(after(after(CONVENED, attend(1, Attendance.PRESENT)), attend(2, Attendance.PRESENT)), voice(1)), undecided());
        var decided = without.decide(close(FOUR), given(), NOW);
        assertThat(warnings(decided)).containsExactly(MeetingRule.NOT_QUORATE);
        var closed = (MeetingClosed) only(decided);
        assertThat(closed.quorate()).isFalse();
        assertThat(closed.missing()).containsExactly(CorePart.HEALTH);
    }

    @Test
    @Shows("E-STR-05")
    void police_and_health_say_if_they_agree_before_it_ends_or_the_chair_says_why_not() {
        assertThat(sentence(DECIDED.decide(close(FOUR), given(), NOW))).isEqualTo("Police and health haven't said if they agree.");
        assertThat(sentence(after(DECIDED, position(FIRST, POLICE, Stance.AGREED, null)).decide(close(FOUR), given(), NOW))).startsWith("Health");
        var accepted = (Decided.Accepted) DECIDED.decide(close(FOUR), overriding("E-STR-05"), NOW);
        assertThat(accepted.overridden()).containsExactly(MeetingRule.NO_POSITIONS);
    }

    @Test
    void closing_freezes_who_is_owed_what_by_the_matrix() {
        var closed = (MeetingClosed) only(AGREED.decide(close(FOUR), given(), NOW));
        assertThat(closed.duties()).extracting(Duty::agencyId, Duty::document, Duty::owedAs).containsExactlyInAnyOrder(
                org.assertj.core.groups.Tuple.tuple(SOCIAL_CARE, Document.DECISION_NOTICE, RecipientClass.ATTENDED),
                org.assertj.core.groups.Tuple.tuple(POLICE, Document.DECISION_NOTICE, RecipientClass.ATTENDED),
                org.assertj.core.groups.Tuple.tuple(HEALTH, Document.DECISION_NOTICE, RecipientClass.ATTENDED),
                org.assertj.core.groups.Tuple.tuple(SOCIAL_CARE, Document.MINUTES, RecipientClass.ATTENDED),
                org.assertj.core.groups.Tuple.tuple(POLICE, Document.MINUTES, RecipientClass.ATTENDED),
                org.assertj.core.groups.Tuple.tuple(HEALTH, Document.MINUTES, RecipientClass.ATTENDED));
        assertThat(closed.notice().dueBy()).isEqualTo(Instant.parse("2026-03-11T23:59:59Z"));
        assertThat(closed.minutes().dueBy()).isEqualTo(Instant.parse("2026-03-17T23:59:59Z"));
    }

    @Test
    @Shows("E-MTG-17")
    void a_yes_that_no_action_carries_out_is_said() {
        assertThat(warnings(AGREED.decide(close(FOUR), given(), NOW))).containsExactly(MeetingRule.NOTHING_FOLLOWS);
        var followed = given(new GivenMeetings(0, List.of(), 1, Set.of(FIRST), 0, List.of(), NOW, Set.of()));
        assertThat(warnings(AGREED.decide(close(FOUR), followed, NOW))).isEmpty();
    }

    @Test
    @Shows({"E-MTG-09", "E-MTG-11", "E-MTG-14", "E-MTG-18", "E-TIME-03"})
    void a_meeting_ends_once_after_it_began_and_after_its_decisions_with_somebody_there() {
        assertThat(refused(AGREED.decide(close(NOW.plusSeconds(60)), given(), NOW))).isEqualTo(MeetingRule.IN_THE_FUTURE);
        assertThat(refused(AGREED.decide(close(HALF_PAST_TWO.minusSeconds(1)), given(), NOW))).isEqualTo(MeetingRule.ENDS_BEFORE_IT_BEGAN);
        assertThat(refused(CONVENED.decide(close(FOUR), given(), NOW))).isEqualTo(MeetingRule.NOBODY_THERE);
        var timed = after(HEARD, new RecordDecision(ID, FIRST, 1, DecisionType.THRESHOLD_S47_MET, Answer.NO, "why", null, null, FOUR, null, null));
        assertThat(refused(timed.decide(close(FOUR.minusSeconds(60)), given(), NOW))).isEqualTo(MeetingRule.DECIDED_AFTER_THE_END);
        var untimed = after(HEARD, new RecordDecision(ID, FIRST, 1, DecisionType.THRESHOLD_S47_MET, Answer.NO, "why", null, null, null, null, null));
        assertThat(refused(untimed.decide(close(FOUR), given(), NOW))).as("recorded after the end given, without a time of its own").isEqualTo(MeetingRule.DECIDED_AFTER_THE_END);
        assertThat(refused(CLOSED.decide(close(FOUR), given(), NOW))).isEqualTo(MeetingRule.OVER);
        assertThat(refused(CLOSED.decide(new CancelMeeting(ID, text("why")), given(), NOW))).isEqualTo(MeetingRule.OVER);
        var cancelled = after(CONVENED, new CancelMeeting(ID, text("why")));
        assertThat(sentence(cancelled.decide(voice(1), given(), NOW))).contains("cancelled");
        assertThat(after(after(cancelled, new OpenMeeting(ID, FOUR)), voice(1)).past().state()).as("held after all").isEqualTo(MeetingPast.State.IN_SESSION);
        assertThat(after(CONVENED, new OpenMeeting(ID, HALF_PAST_TWO.minusSeconds(600))).past().startsAt()).as("brought forward").isEqualTo(HALF_PAST_TWO.minusSeconds(600));
    }

    @Test
    @Shows({"E-STR-02", "E-MTG-08", "E-MTG-22", "E-MTG-23"})
    void a_decision_after_the_meeting_closed_is_refused_as_an_ordinary_one_and_labelled_by_the_two_times() {
        assertThat(refused(CLOSED.decide(decide(SECOND, Answer.NO), given(), NOW))).isEqualTo(MeetingRule.HAS_CLOSED);
        assertThat(refused(CLOSED.decide(afterwards(FOUR), given(), NOW))).isEqualTo(MeetingRule.DECIDED_BEFORE_THE_END);
        var event = (AfterMeetingDecisionRecorded) only(CLOSED.decide(afterwards(FOUR.plus(Duration.ofHours(3))), given(), NOW));
        assertThat(event.minutesAfterClose()).isEqualTo(180);
        assertThat(event.supersedes()).isEqualTo(FIRST);
        assertThat(event.endorsement().dueBy()).isEqualTo(Instant.parse("2026-03-11T23:59:59Z"));
        assertThat(refused(DECIDED.decide(new RecordDecision(ID, SECOND, 1, DecisionType.MEDICAL, Answer.NO, "why", null, null, FOUR, null,
                new AfterTheEnd(text("who"), "why", List.of())), given(), NOW))).isEqualTo(MeetingRule.NOT_ENDED);
        assertThat(refused(CLOSED.decide(new RecordDecision(ID, SECOND, 1, DecisionType.THRESHOLD_S47_MET, Answer.NOT_DECIDED, "why", null, null, NOW, null,
                new AfterTheEnd(text("who"), "why", List.of())), given(), NOW))).isEqualTo(MeetingRule.NOTHING_DECIDED);
        assertThat(refused(CLOSED.evolve(event).decide(afterwards(NOW), given(), NOW))).as("a second one names the first").isEqualTo(MeetingRule.DECIDED_ALREADY);
    }

    @Test
    void silence_on_a_decision_after_the_meeting_is_marked_once_when_the_time_is_up() {
        var decidedAfter = after(CLOSED, afterwards(FOUR.plusSeconds(60)));
        var answered = after(decidedAfter, position(SECOND, POLICE, Stance.AGREED, null));
        var mark = new MarkPositionsOverdue(ID, SECOND);
        var due = Instant.parse("2026-03-11T23:59:59Z");
        assertThat(refused(answered.decide(mark, given(), due.minusMillis(1)))).isEqualTo(MeetingRule.NO_SUCH_DECISION);
        var event = (PositionsOverdue) only(answered.decide(mark, given(), due));
        assertThat(event.silent()).containsExactly(SOCIAL_CARE, HEALTH);
        assertThat(refused(answered.evolve(event).decide(mark, given(), due))).isEqualTo(MeetingRule.NO_SUCH_DECISION);
    }

    @Test
    @Shows("E-MTG-10")
    void a_dissent_says_why_and_opens_the_first_stage_of_a_challenge() {
        assertThat(refused(DECIDED.decide(position(FIRST, HEALTH, Stance.DISSENTED, null), given(), NOW))).isEqualTo(MeetingRule.DISSENT_WITHOUT_REASON);
        var dissent = (PositionRecorded) only(DECIDED.decide(position(FIRST, HEALTH, Stance.DISSENTED, "not safe"), given(), NOW));
        assertThat(java.util.Objects.requireNonNull(dissent.challenge()).dueBy()).isEqualTo(Instant.parse("2026-03-11T23:59:59Z"));
        assertThat(((PositionRecorded) only(DECIDED.decide(position(FIRST, HEALTH, Stance.NOT_ASKED, null), given(), NOW))).challenge()).isNull();
    }

    @Test
    @Shows({"E-MTG-15", "E-MTG-16", "E-MTG-21"})
    void an_adjourned_meeting_says_how_each_child_is_safe_until_it_goes_on() {
        assertThat(refused(ATTENDED.decide(new ResumeMeeting(ID, FOUR), given(), NOW))).isEqualTo(MeetingRule.NOT_ADJOURNED);
        assertThat(refused(ATTENDED.decide(adjourn(FOUR.plus(Duration.ofHours(20))), given(), NOW))).isEqualTo(MeetingRule.NO_MEANWHILE);
        var decided = ATTENDED.decide(adjourn(FOUR.plus(Duration.ofHours(20)), "With an aunt."), given(), NOW);
        assertThat(warnings(decided)).isEmpty();
        assertThat(((MeetingAdjourned) only(decided)).meanwhile()).hasSize(1);
        assertThat(warnings(ATTENDED.decide(adjourn(FOUR.plus(Duration.ofDays(3)), "With an aunt."), given(), NOW))).containsExactly(MeetingRule.LONG_ADJOURNED);
        assertThat(ATTENDED.evolve((MeetingEvent) only(decided)).decide(new ResumeMeeting(ID, NOW), given(), NOW)).isInstanceOf(Decided.Accepted.class);
    }

    @Test
    @Shows("E-MTG-24")
    void a_decision_outside_the_sitting_goes_in_and_says_so() {
        assertThat(warnings(HEARD.decide(decide(FIRST, Answer.YES), given(), NOW))).isEmpty();
        var before = new RecordDecision(ID, FIRST, 1, DecisionType.MEDICAL, Answer.NO, "why", null, null, HALF_PAST_TWO.minusSeconds(1), null, null);
        assertThat(warnings(HEARD.decide(before, given(), NOW))).containsExactly(MeetingRule.DECIDED_AWAY);
        var adjourned = after(ATTENDED, adjourn(NOW, "With an aunt."));
        var between = new RecordDecision(ID, FIRST, 1, DecisionType.MEDICAL, Answer.NO, "why", null, null, NOW, null, null);
        assertThat(warnings(adjourned.decide(between, given(), NOW))).containsExactly(MeetingRule.DECIDED_AWAY);
        var resumed = after(adjourned, new ResumeMeeting(ID, NOW));
        assertThat(warnings(resumed.decide(between, given(), NOW))).isEmpty();
    }

    @Test
    void what_is_typed_up_happened_when_it_was_said() {
        var told = information(1, POLICE);
        assertThat(happened(CONVENED.decide(told, given(), FOUR), FOUR)).as("while people meet").isEqualTo(FOUR);
        var nextDay = FOUR.plus(Duration.ofHours(17));
        assertThat(happened(CONVENED.decide(told, given(), nextDay), nextDay)).as("typed up the next day").isEqualTo(HALF_PAST_TWO);
        assertThat(happened(CLOSED.decide(told, given(), NOW), NOW)).as("after the end").isEqualTo(FOUR);
        var adjourned = (MeetingAdjourned) only(ATTENDED.decide(adjourn(NOW, "With an aunt."), given(), NOW));
        assertThat(happened(ATTENDED.evolve(adjourned).decide(voice(1), given(), NOW.plusSeconds(60)), NOW)).as("while adjourned").isEqualTo(adjourned.adjournedAt());
        assertThat(happened(CONVENED.decide(attend(1, Attendance.APOLOGIES), given(), HALF_PAST_TWO.minusSeconds(1)), FOUR)).as("apologies sent before")
                .isEqualTo(HALF_PAST_TWO.minusSeconds(1));
    }

    private static Instant happened(Decided decided, Instant otherwise) {
        return java.util.Objects.requireNonNullElse(((Decided.Accepted) decided).occurredAt(), otherwise);
    }

    private static ConveneMeeting convene(Kind kind, Seat... seats) {
        return new ConveneMeeting(ID, kind, List.of(ELDER), text("why"), Format.VIDEO, HALF_PAST_TWO, CHAIR, null, numbered(seats), null);
    }

    private static List<Seat> numbered(Seat... seats) {
        return java.util.stream.IntStream.range(0, seats.length).mapToObj(at -> new Seat(at + 1, seats[at].agencyId(), seats[at].core(), null, null)).toList();
    }

    private static Seat seat(AgencyId agency, @Nullable CorePart core) {
        return new Seat(1, agency, core, null, null);
    }

    private static AddSeat newSeat() {
        return new AddSeat(ID, seat(new AgencyId(UUID.randomUUID()), null));
    }

    private static RecordAttendance attend(int seat, Attendance status) {
        return new RecordAttendance(ID, seat, status, true, null, null, null);
    }

    private static ShareInformation information(int ref, AgencyId agency) {
        return new ShareInformation(ID, UUID.randomUUID(), agency, ref, Category.CURRENT_RISK, "seen at the pier", Sensitivity.STANDARD, null, null);
    }

    private static RecordChildVoice voice(int ref) {
        return new RecordChildVoice(ID, ref, VoiceSource.CHILD_SEEN_ALONE, "I want to stay with Nan.", null);
    }

    private static RecordDecision decide(DecisionId id, Answer answer) {
        return new RecordDecision(ID, id, 1, DecisionType.THRESHOLD_S47_MET, answer, "why", null, null, FOUR.minusSeconds(600), null, null);
    }

    private static RecordDecision undecided() {
        return new RecordDecision(ID, FIRST, 1, DecisionType.THRESHOLD_S47_MET, Answer.NOT_DECIDED, "why", "The service manager", LocalDate.of(2026, 3, 11), FOUR, null, null);
    }

    private static RecordDecision afterwards(Instant at) {
        return new RecordDecision(ID, SECOND, 1, DecisionType.THRESHOLD_S47_MET, Answer.NO, "why", null, null, at, null,
                new AfterTheEnd(text("The service manager"), "New information from the hospital.", List.of(HEALTH)));
    }

    private static RecordPosition position(DecisionId decision, AgencyId agency, Stance stance, @Nullable String reason) {
        return new RecordPosition(ID, decision, agency, stance, reason, FOUR);
    }

    private static AdjournMeeting adjourn(Instant until, String... meanwhile) {
        return new AdjournMeeting(ID, FOUR, until, List.of(meanwhile));
    }

    private static CloseMeeting close(Instant at) {
        return new CloseMeeting(ID, at, null, null);
    }

    private static PersonalText text(String text) {
        return PersonalText.of(ID.value(), text);
    }

    private static Meeting after(Meeting meeting, MeetingCommand command) {
        return meeting.evolve((MeetingEvent) only(meeting.decide(command, given(), NOW)));
    }

    private static Given given() {
        return given(GivenMeetings.NONE);
    }

    private static Given given(GivenMeetings meetings) {
        return given(meetings, null);
    }

    private static Given overriding(String rule) {
        return given(GivenMeetings.NONE, new RuleOverride(List.of(rule), RuleOverride.ReasonCode.OTHER, text("why")));
    }

    private static Given given(GivenMeetings meetings, @Nullable RuleOverride override) {
        return new Given(new Actor(CHAIR, Role.TEAM_MANAGER, SOCIAL_CARE), NOW, override, 0, List.of(ELDER, YOUNGER), Map.of(CHAIR, Set.of(Role.TEAM_MANAGER)), Map.of(),
                meetings);
    }
}
