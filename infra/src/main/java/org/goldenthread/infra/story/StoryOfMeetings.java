package org.goldenthread.infra.story;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.goldenthread.command.action.ActionCommand.AcceptAction;
import org.goldenthread.command.action.ActionCommand.AgreeAction;
import org.goldenthread.command.action.ActionCommand.CompleteAction;
import org.goldenthread.command.action.ActionCommand.ContestAction;
import org.goldenthread.command.action.ActionCommand.VerifyAction;
import org.goldenthread.command.document.DistributionCommand.AcknowledgeDocument;
import org.goldenthread.command.document.DistributionCommand.OpenDocument;
import org.goldenthread.command.document.DistributionCommand.RecordOnOwnSystem;
import org.goldenthread.command.document.MinutesCommand.ApproveMinutes;
import org.goldenthread.command.document.MinutesCommand.DraftMinutes;
import org.goldenthread.command.document.MinutesCommand.IssueMinutes;
import org.goldenthread.command.document.MinutesCommand.Line;
import org.goldenthread.command.document.MinutesCommand.SubmitMinutes;
import org.goldenthread.command.document.MinutesCommand.Written;
import org.goldenthread.command.document.WhenDecidedThenIssueNotice;
import org.goldenthread.command.document.WhenMeetingEndsThenOweMinutes;
import org.goldenthread.command.ledger.LedgerCommand;
import org.goldenthread.command.meeting.MeetingCommand.AfterTheEnd;
import org.goldenthread.command.meeting.MeetingCommand.CloseMeeting;
import org.goldenthread.command.meeting.MeetingCommand.ConveneMeeting;
import org.goldenthread.command.meeting.MeetingCommand.OpenMeeting;
import org.goldenthread.command.meeting.MeetingCommand.RecordAttendance;
import org.goldenthread.command.meeting.MeetingCommand.RecordChildVoice;
import org.goldenthread.command.meeting.MeetingCommand.RecordDecision;
import org.goldenthread.command.meeting.MeetingCommand.RecordPosition;
import org.goldenthread.command.meeting.MeetingCommand.ShareInformation;
import org.goldenthread.events.Role;
import org.goldenthread.events.Sensitivity;
import org.goldenthread.events.action.ActionEvent.Effect;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.document.DocumentEvent.Heading;
import org.goldenthread.events.document.DocumentEvent.Statement;
import org.goldenthread.events.document.Handling;
import org.goldenthread.events.meeting.MeetingEvent.Answer;
import org.goldenthread.events.meeting.MeetingEvent.Attendance;
import org.goldenthread.events.meeting.MeetingEvent.Category;
import org.goldenthread.events.meeting.MeetingEvent.DecisionType;
import org.goldenthread.events.meeting.MeetingEvent.Format;
import org.goldenthread.events.meeting.MeetingEvent.Kind;
import org.goldenthread.events.meeting.MeetingEvent.NotObtained;
import org.goldenthread.events.meeting.MeetingEvent.Seat;
import org.goldenthread.events.meeting.MeetingEvent.Stance;
import org.goldenthread.events.meeting.MeetingEvent.VoiceSource;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.ActionId;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.CorePart;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.events.values.RiskDomain;
import org.goldenthread.infra.signin.DemoPeople;
import org.jspecify.annotations.Nullable;

/**
 * Four meetings of the story: a first strategy discussion weeks ago and a second one without health, each with its actions; one that
 * ended undecided, and was decided after it; one that is still to come.
 */
final class StoryOfMeetings {

    private final Telling telling;
    private final Supplier<UUID> ids;
    private @Nullable MeetingId first;
    private @Nullable MeetingId second;

    /** How the story is told. */
    interface Telling {

        /** Sends a command as somebody with a role, at the story's time. */
        void send(LedgerCommand command, Role role, Instant at);

        /** Waits for what the product begins of itself. */
        void await(DocumentId document);

        /** The fingerprint of the newest words of minutes. */
        String hashOf(DocumentId minutes);
    }

    StoryOfMeetings(Telling telling, Supplier<UUID> ids) {
        this.telling = telling;
        this.ids = ids;
    }

    /** Six weeks ago: all three there, both agreed; of three actions one is confirmed, one done and contested, one never done. */
    void first(ChildId child, Instant at) {
        var meeting = held(child, at, true);
        var decision = decide(meeting, Answer.YES, "A pattern of three injuries that nobody explains in the same way.", at);
        agree(meeting, decision, at, DemoPeople.POLICE, DemoPeople.HOSPITAL);
        var visit = action(meeting, decision, DemoPeople.POLICE, "Visit the home together with the social worker, seeing each child alone.", 1, RiskDomain.FAMILY_AND_HOME, at);
        var medical = action(meeting, decision, DemoPeople.HOSPITAL, "Paediatric examination, with a body map, by a consultant.", 2, RiskDomain.PHYSICAL_AND_EMOTIONAL_HEALTH, at);
        action(meeting, null, DemoPeople.PRIMARY_SCHOOL, "The class teacher keeps a dated diary of attendance and of what the child says.", 10, null, at);
        close(new CloseMeeting(meeting, at, null, at.plus(Duration.ofDays(20))), at);
        var later = at.plus(Duration.ofHours(20));
        telling.send(new AcceptAction(visit), Role.FD_PARTNER, later);
        done(visit, Role.FD_PARTNER, "All seen alone. The eldest said what happened.", later.plus(Duration.ofHours(3)));
        telling.send(new VerifyAction(visit, text(visit.value(), "The social worker was there.")), Role.FD_MANAGER, later.plus(Duration.ofHours(4)));
        done(medical, Role.AGENCY_LEAD, "Examined; no new injury.", later.plus(Duration.ofHours(5)));
        telling.send(new ContestAction(medical, text(medical.value(), "The body map isn't in what we were sent.")), Role.FD_MANAGER, later.plus(Duration.ofHours(6)));
        first = meeting;
    }

    /** Two days later: written, approved by the chair, sent as final; the police have it on their own system, the hospital opened it. */
    void minutesOfFirst(Instant at) {
        var meeting = Objects.requireNonNull(first);
        write(meeting, "Three injuries in a month, each explained by another adult. What the school sees fits with nights that are not quiet.", at);
        telling.send(new SubmitMinutes(meeting), Role.MINUTE_TAKER, at);
        var minutes = WhenMeetingEndsThenOweMinutes.minutesOf(meeting);
        telling.send(new ApproveMinutes(meeting, telling.hashOf(minutes)), Role.CHAIR_SD, at.plus(Duration.ofMinutes(40)));
        telling.send(new IssueMinutes(meeting, true, telling.hashOf(minutes)), Role.MINUTE_TAKER, at.plus(Duration.ofMinutes(50)));
        telling.send(new OpenDocument(minutes, 1), Role.FD_PARTNER, at.plus(Duration.ofHours(2)));
        telling.send(new AcknowledgeDocument(minutes, 1, Statement.RECEIVED), Role.FD_PARTNER, at.plus(Duration.ofHours(2)));
        telling.send(new RecordOnOwnSystem(minutes, 1, null, text(meeting.value(), "Athena"), text(meeting.value(), "EP/4411")), Role.FD_PARTNER, at.plus(Duration.ofHours(3)));
        telling.send(new OpenDocument(minutes, 1), Role.AGENCY_LEAD, at.plus(Duration.ofHours(4)));
    }

    /** Two weeks ago: nobody from health. */
    void second(ChildId child, Instant at) {
        var meeting = held(child, at, false);
        var decision = decide(meeting, Answer.NO, "The carer has ended the relationship; the plan at home is working.", at);
        agree(meeting, decision, at, DemoPeople.POLICE);
        action(meeting, decision, DemoPeople.SOCIAL_CARE, "See the child at school every Tuesday for four weeks.", 20, RiskDomain.FAMILY_AND_HOME, at);
        close(new CloseMeeting(meeting, at, text(meeting.value(), "The named nurse is rung today."), null), at);
        second = meeting;
    }

    /** More than a week later, and late: sent without anybody's approval, as not final. */
    void minutesOfSecond(Instant at) {
        var meeting = Objects.requireNonNull(second);
        write(meeting, "The plan at home holds so far. Health was not there; what they know is still to be heard.", at);
        telling.send(new IssueMinutes(meeting, false, telling.hashOf(WhenMeetingEndsThenOweMinutes.minutesOf(meeting))), Role.MINUTE_TAKER, at.plus(Duration.ofMinutes(30)));
    }

    /** The day before yesterday: undecided; three hours later social care decides, and health does not agree. */
    void decidedAfterwards(ChildId child, Instant at) {
        var meeting = held(child, at, true);
        telling.send(new RecordDecision(meeting, new DecisionId(ids.get()), 1, DecisionType.THRESHOLD_S47_MET, Answer.NOT_DECIDED, "The hospital's report is awaited.",
                "The service manager", WorkingCalendar.dayOf(at).plusDays(1), at, null, null), Role.CHAIR_SD, at);
        close(new CloseMeeting(meeting, at, null, null), at);
        var later = at.plus(Duration.ofHours(3));
        var decision = new DecisionId(ids.get());
        telling.send(new RecordDecision(meeting, decision, 1, DecisionType.THRESHOLD_S47_MET, Answer.NO, "The report finds no injury.", null, null, later, null,
                new AfterTheEnd(text(meeting.value(), "The service manager"), "The report came after the meeting.", List.of(DemoPeople.POLICE))), Role.CHAIR_SD, later);
        telling.send(new RecordPosition(meeting, decision, DemoPeople.HOSPITAL, Stance.DISSENTED, "The report was about one visit; the pattern was not looked at.",
                later.plus(Duration.ofMinutes(40))), Role.CHAIR_SD, later.plus(Duration.ofMinutes(40)));
    }

    /** Asked for today, to be held tomorrow. */
    void toCome(ChildId child, Instant at) {
        telling.send(convene(new MeetingId(ids.get()), child, at.plus(Duration.ofHours(20)), at), Role.FD_MANAGER, at);
    }

    private void close(CloseMeeting command, Instant at) {
        telling.send(command, Role.CHAIR_SD, at);
        telling.await(WhenDecidedThenIssueNotice.noticeOf(command.meetingId()));
        telling.await(WhenMeetingEndsThenOweMinutes.minutesOf(command.meetingId()));
    }

    private void write(MeetingId meeting, String meaning, Instant at) {
        telling.send(new DraftMinutes(meeting, new Written(List.of(new Line(1, Heading.ANALYSIS, meaning, null, DemoPeople.SOCIAL_CARE, Handling.PARTNERS, List.of()),
                new Line(1, Heading.SAFETY_PLAN, "The child stays with the grandmother on the nights that were not quiet.", null, DemoPeople.SOCIAL_CARE, Handling.OPEN, List.of())),
                ids.get().toString())), Role.MINUTE_TAKER, at);
    }

    private MeetingId held(ChildId child, Instant at, boolean withHealth) {
        var meeting = new MeetingId(ids.get());
        telling.send(convene(meeting, child, at, at.minus(Duration.ofHours(4))), Role.FD_MANAGER, at);
        telling.send(new OpenMeeting(meeting, at), Role.CHAIR_SD, at);
        for (int seat = 1; seat <= 4; seat++) {
            var status = seat == 3 && !withHealth ? Attendance.APOLOGIES : seat == 2 ? Attendance.SUBSTITUTE : Attendance.PRESENT;
            telling.send(new RecordAttendance(meeting, seat, status, status.isThere() && seat != 4, seat == 2 ? text(meeting.value(), "Sgt Example") : null, null, null),
                    Role.CHAIR_SD, at);
        }
        tell(meeting, DemoPeople.POLICE, Category.POLICE_HISTORY, "Two call-outs to the home since spring, one at night with the child awake upstairs.", RiskDomain.FAMILY_AND_HOME, at);
        tell(meeting, DemoPeople.PRIMARY_SCHOOL, Category.EDUCATION, "Attendance fell from 96% to 78%. Falls asleep in the first lesson.", RiskDomain.EDUCATION, at);
        if (withHealth) {
            tell(meeting, DemoPeople.HOSPITAL, Category.HEALTH, "Seen twice with bruising; each time another adult explained it.", RiskDomain.PHYSICAL_AND_EMOTIONAL_HEALTH, at);
        }
        telling.send(withHealth ? new RecordChildVoice(meeting, 1, VoiceSource.CHILD_SEEN_ALONE, "“I like it when Nan comes. Then it's quiet.”", null)
                : new RecordChildVoice(meeting, 1, VoiceSource.NOT_HAD, null, NotObtained.NOT_YET_SEEN), Role.CHAIR_SD, at);
        return meeting;
    }

    private ConveneMeeting convene(MeetingId meeting, ChildId child, Instant startsAt, Instant askedAt) {
        var seats = new ArrayList<Seat>();
        for (var agency : List.of(DemoPeople.SOCIAL_CARE, DemoPeople.POLICE, DemoPeople.HOSPITAL, DemoPeople.PRIMARY_SCHOOL)) {
            var core = agency.equals(DemoPeople.SOCIAL_CARE) ? CorePart.SOCIAL_CARE : agency.equals(DemoPeople.POLICE) ? CorePart.POLICE
                    : agency.equals(DemoPeople.HOSPITAL) ? CorePart.HEALTH : null;
            seats.add(new Seat(seats.size() + 1, agency, core, text(meeting.value(), "Jo Example"), null));
        }
        return new ConveneMeeting(meeting, Kind.STRATEGY, List.of(child), text(meeting.value(), "Whether the child is likely to suffer significant harm at home."), Format.VIDEO,
                startsAt, DemoPeople.with(Role.CHAIR_SD).id(), DemoPeople.with(Role.MINUTE_TAKER).id(), List.copyOf(seats), askedAt);
    }

    private void tell(MeetingId meeting, AgencyId agency, Category category, String what, RiskDomain risk, Instant at) {
        telling.send(new ShareInformation(meeting, ids.get(), agency, 1, category, what, Sensitivity.STANDARD, risk, null), Role.MINUTE_TAKER, at);
    }

    private DecisionId decide(MeetingId meeting, Answer answer, String why, Instant at) {
        var decision = new DecisionId(ids.get());
        telling.send(new RecordDecision(meeting, decision, 1, DecisionType.THRESHOLD_S47_MET, answer, why, null, null, at, null, null), Role.CHAIR_SD, at);
        return decision;
    }

    private void agree(MeetingId meeting, DecisionId decision, Instant at, AgencyId... agencies) {
        for (var agency : agencies) {
            telling.send(new RecordPosition(meeting, decision, agency, Stance.AGREED, null, at), Role.CHAIR_SD, at);
        }
    }

    private ActionId action(MeetingId meeting, @Nullable DecisionId decision, AgencyId owner, String what, int workingDays, @Nullable RiskDomain risk, Instant at) {
        var action = new ActionId(ids.get());
        LocalDate due = WorkingCalendar.englandAndWales().workingDayAfter(WorkingCalendar.dayOf(at), workingDays);
        telling.send(new AgreeAction(action, meeting, decision, List.of(), risk, what, owner, "Jo Example", null, due, "It is written down and sent to the chair."), Role.MINUTE_TAKER, at);
        return action;
    }

    private void done(ActionId action, Role role, String outcome, Instant at) {
        telling.send(new CompleteAction(action, at, text(action.value(), outcome), text(action.value(), "Recorded on our own system the same day."), Effect.REDUCED), role, at);
    }

    private static PersonalText text(UUID key, String text) {
        return PersonalText.of(key, text);
    }
}
