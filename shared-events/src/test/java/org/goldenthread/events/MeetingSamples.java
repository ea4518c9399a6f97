package org.goldenthread.events;

import static org.goldenthread.events.EventSamples.id;
import static org.goldenthread.events.EventSamples.sealed;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.goldenthread.events.action.ActionEvent.ActionAccepted;
import org.goldenthread.events.action.ActionEvent.ActionAgreed;
import org.goldenthread.events.action.ActionEvent.ActionCancelled;
import org.goldenthread.events.action.ActionEvent.ActionCompleted;
import org.goldenthread.events.action.ActionEvent.ActionContested;
import org.goldenthread.events.action.ActionEvent.ActionDeclined;
import org.goldenthread.events.action.ActionEvent.ActionEscalated;
import org.goldenthread.events.action.ActionEvent.ActionExtended;
import org.goldenthread.events.action.ActionEvent.ActionOwnerNamed;
import org.goldenthread.events.action.ActionEvent.ActionProgressed;
import org.goldenthread.events.action.ActionEvent.ActionReassigned;
import org.goldenthread.events.action.ActionEvent.ActionVerified;
import org.goldenthread.events.action.ActionEvent.Effect;
import org.goldenthread.events.action.ActionEvent.Lateness;
import org.goldenthread.events.action.ActionEvent.Owner;
import org.goldenthread.events.calendar.Clock;
import org.goldenthread.events.document.DocumentEvent.Bounce;
import org.goldenthread.events.document.DocumentEvent.BreachAssessed;
import org.goldenthread.events.document.DocumentEvent.BreachAssessmentRequired;
import org.goldenthread.events.document.DocumentEvent.Channel;
import org.goldenthread.events.document.DocumentEvent.Correction;
import org.goldenthread.events.document.DocumentEvent.DecisionNoticeIssued;
import org.goldenthread.events.document.DocumentEvent.DestructionConfirmed;
import org.goldenthread.events.document.DocumentEvent.DisputeResolved;
import org.goldenthread.events.document.DocumentEvent.DistributionAcknowledged;
import org.goldenthread.events.document.DocumentEvent.DistributionBounced;
import org.goldenthread.events.document.DocumentEvent.DistributionDelivered;
import org.goldenthread.events.document.DocumentEvent.DistributionFailed;
import org.goldenthread.events.document.DocumentEvent.DistributionOpened;
import org.goldenthread.events.document.DocumentEvent.DistributionOverdue;
import org.goldenthread.events.document.DocumentEvent.DistributionQueued;
import org.goldenthread.events.document.DocumentEvent.DistributionRecorded;
import org.goldenthread.events.document.DocumentEvent.DistributionResent;
import org.goldenthread.events.document.DocumentEvent.DistributionSent;
import org.goldenthread.events.document.DocumentEvent.DistributionWithdrawn;
import org.goldenthread.events.document.DocumentEvent.DutyAdded;
import org.goldenthread.events.document.DocumentEvent.DutyWaived;
import org.goldenthread.events.document.DocumentEvent.Failure;
import org.goldenthread.events.document.DocumentEvent.FamilyCopiesOwed;
import org.goldenthread.events.document.DocumentEvent.FamilyCopyAcknowledged;
import org.goldenthread.events.document.DocumentEvent.FamilyCopyCameBack;
import org.goldenthread.events.document.DocumentEvent.FamilyCopyGiven;
import org.goldenthread.events.document.DocumentEvent.FamilyCopyPrepared;
import org.goldenthread.events.document.DocumentEvent.FamilyCopyReleased;
import org.goldenthread.events.document.DocumentEvent.FamilyCopyReturned;
import org.goldenthread.events.document.DocumentEvent.FamilyCopyWithheld;
import org.goldenthread.events.document.DocumentEvent.FamilyDuty;
import org.goldenthread.events.document.DocumentEvent.Heading;
import org.goldenthread.events.document.DocumentEvent.Lack;
import org.goldenthread.events.document.DocumentEvent.Lacking;
import org.goldenthread.events.document.DocumentEvent.MinutesApproved;
import org.goldenthread.events.document.DocumentEvent.MinutesCorrected;
import org.goldenthread.events.document.DocumentEvent.MinutesDisputed;
import org.goldenthread.events.document.DocumentEvent.MinutesDrafted;
import org.goldenthread.events.document.DocumentEvent.MinutesIssued;
import org.goldenthread.events.document.DocumentEvent.MinutesOverdue;
import org.goldenthread.events.document.DocumentEvent.MinutesOwed;
import org.goldenthread.events.document.DocumentEvent.MinutesReturned;
import org.goldenthread.events.document.DocumentEvent.MinutesSubmitted;
import org.goldenthread.events.document.DocumentEvent.Missing;
import org.goldenthread.events.document.DocumentEvent.Owed;
import org.goldenthread.events.document.DocumentEvent.Passage;
import org.goldenthread.events.document.DocumentEvent.RecipientAdded;
import org.goldenthread.events.document.DocumentEvent.Relationship;
import org.goldenthread.events.document.DocumentEvent.Resending;
import org.goldenthread.events.document.DocumentEvent.Statement;
import org.goldenthread.events.document.DocumentEvent.Withdrawal;
import org.goldenthread.events.document.DocumentEvent.WrongRecipientReported;
import org.goldenthread.events.document.Handling;
import org.goldenthread.events.meeting.MeetingEvent.AfterMeetingDecisionRecorded;
import org.goldenthread.events.meeting.MeetingEvent.Answer;
import org.goldenthread.events.meeting.MeetingEvent.Attendance;
import org.goldenthread.events.meeting.MeetingEvent.AttendanceRecorded;
import org.goldenthread.events.meeting.MeetingEvent.Category;
import org.goldenthread.events.meeting.MeetingEvent.ChildVoiceRecorded;
import org.goldenthread.events.meeting.MeetingEvent.DecisionType;
import org.goldenthread.events.meeting.MeetingEvent.Document;
import org.goldenthread.events.meeting.MeetingEvent.Duty;
import org.goldenthread.events.meeting.MeetingEvent.Format;
import org.goldenthread.events.meeting.MeetingEvent.InformationShared;
import org.goldenthread.events.meeting.MeetingEvent.Kind;
import org.goldenthread.events.meeting.MeetingEvent.Meanwhile;
import org.goldenthread.events.meeting.MeetingEvent.MeetingAdjourned;
import org.goldenthread.events.meeting.MeetingEvent.MeetingCancelled;
import org.goldenthread.events.meeting.MeetingEvent.MeetingClosed;
import org.goldenthread.events.meeting.MeetingEvent.MeetingConvened;
import org.goldenthread.events.meeting.MeetingEvent.MeetingDecisionRecorded;
import org.goldenthread.events.meeting.MeetingEvent.MeetingOpened;
import org.goldenthread.events.meeting.MeetingEvent.MeetingResumed;
import org.goldenthread.events.meeting.MeetingEvent.PositionRecorded;
import org.goldenthread.events.meeting.MeetingEvent.PositionsOverdue;
import org.goldenthread.events.meeting.MeetingEvent.RecipientClass;
import org.goldenthread.events.meeting.MeetingEvent.Seat;
import org.goldenthread.events.meeting.MeetingEvent.SeatAdded;
import org.goldenthread.events.meeting.MeetingEvent.Sitting;
import org.goldenthread.events.meeting.MeetingEvent.Stance;
import org.goldenthread.events.meeting.MeetingEvent.VoiceSource;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.ActionId;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.CorePart;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.DistributionId;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.events.values.RiskDomain;
import org.goldenthread.events.values.UserId;

/** One full sample of every event of meetings, actions and documents. */
final class MeetingSamples {

    private static final Instant AT = Instant.parse("2026-03-10T16:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 3, 17);
    private static final Instant END_OF_DAY = Instant.parse("2026-03-17T23:59:59Z");
    private static final MeetingId MEETING = new MeetingId(id("b0"));
    private static final ActionId ACTION = new ActionId(id("b1"));
    private static final DocumentId DOCUMENT = new DocumentId(id("b3"));
    private static final DistributionId DISTRIBUTION = new DistributionId(id("b4"));
    private static final DecisionId DECISION = new DecisionId(id("f0"));
    private static final DecisionId EARLIER = new DecisionId(id("f1"));
    private static final ChildId CHILD = new ChildId(id("d0"));
    private static final List<ChildId> ABOUT = List.of(CHILD);
    private static final AgencyId POLICE = new AgencyId(id("a2"));
    private static final AgencyId HEALTH = new AgencyId(id("a3"));
    private static final UserId CHAIR = new UserId(id("50"));
    private static final Clock HOLD = new Clock("TS-STR-HOLD", "1 WD", AT, Instant.parse("2026-03-11T23:59:59Z"));
    private static final Clock NOTICE = new Clock("TS-STR-DEC", "1 WD", AT, Instant.parse("2026-03-11T23:59:59Z"));
    private static final Clock MINUTES = new Clock("TS-STR-MIN", "5 WD", AT, Instant.parse("2026-03-17T23:59:59Z"));

    private MeetingSamples() {}

    static List<LedgerEvent> meetings() {
        return List.of(
                new MeetingConvened(MEETING, Kind.STRATEGY, List.of(new Sitting(CHILD, 2)), ofMeeting("/purpose"), Format.VIDEO, AT, CHAIR, CHAIR,
                        List.of(seat("/seats/0")), List.of(ACTION), HOLD),
                new SeatAdded(MEETING, seat("/seat"), ABOUT),
                new MeetingOpened(MEETING, Kind.STRATEGY, AT, AT, ABOUT),
                new AttendanceRecorded(MEETING, 1, POLICE, Attendance.SUBSTITUTE, true, ofMeeting("/substitute"), AT, AT.plusSeconds(3_600), ABOUT),
                new InformationShared(MEETING, id("b2"), POLICE, CHILD, Category.CURRENT_RISK, ofChild("/text"), Sensitivity.SENSITIVE, RiskDomain.ONLINE, DAY),
                new ChildVoiceRecorded(MEETING, CHILD, VoiceSource.CHILD_SEEN_ALONE, ofChild("/words"), null),
                new MeetingDecisionRecorded(MEETING, DECISION, CHILD, DecisionType.THRESHOLD_S47_MET, Answer.NOT_DECIDED, ofChild("/rationale"),
                        ofChild("/whoDecides"), DAY, AT, EARLIER),
                new PositionRecorded(MEETING, DECISION, CHILD, HEALTH, Stance.DISSENTED, ofChild("/reason"), AT,
                        new Clock("TS-CHAL1", "1 WD", AT, NOTICE.dueBy())),
                new MeetingAdjourned(MEETING, AT, AT.plusSeconds(86_400), List.of(new Meanwhile(CHILD, ofChild("/meanwhile/0/text"))), ABOUT),
                new MeetingResumed(MEETING, AT, ABOUT),
                new MeetingClosed(MEETING, AT, false, List.of(CorePart.HEALTH), ofMeeting("/withoutThem"), 3, 4,
                        List.of(new Duty(POLICE, 1, Document.DECISION_NOTICE, RecipientClass.ATTENDED, NOTICE.dueBy())), NOTICE, MINUTES, AT, ABOUT),
                new AfterMeetingDecisionRecorded(MEETING, DECISION, CHILD, DecisionType.THRESHOLD_S47_MET, Answer.NO, ofChild("/rationale"), ofMeeting("/decidedBy"),
                        AT, 90, ofChild("/reason"), List.of(HEALTH), EARLIER, new Clock("TS-ENDORSE", "1 WD", AT, NOTICE.dueBy())),
                new PositionsOverdue(MEETING, DECISION, CHILD, List.of(POLICE, HEALTH), NOTICE.dueBy()),
                new MeetingCancelled(MEETING, Kind.STRATEGY, AT, ofMeeting("/reason"), ABOUT));
    }

    static List<LedgerEvent> actions() {
        return List.of(
                new ActionAgreed(ACTION, MEETING, DECISION, ABOUT, RiskDomain.ONLINE, ofAction("/description"),
                        new Owner(POLICE, ofAction("/owner/name"), ofAction("/owner/role"), AT), DAY, END_OF_DAY, ofAction("/measure")),
                new ActionOwnerNamed(ACTION, POLICE, ofAction("/name"), ABOUT),
                new ActionAccepted(ACTION, POLICE, ABOUT),
                new ActionDeclined(ACTION, POLICE, ofAction("/reason"), ABOUT),
                new ActionProgressed(ACTION, ofAction("/note"), ABOUT),
                new ActionCompleted(ACTION, POLICE, AT, ofAction("/outcome"), ofAction("/evidence"), Effect.REDUCED, 2, ABOUT),
                new ActionVerified(ACTION, HEALTH, ofAction("/note"), ABOUT),
                new ActionContested(ACTION, HEALTH, ofAction("/reason"), END_OF_DAY, ABOUT),
                new ActionExtended(ACTION, DAY, END_OF_DAY, ofAction("/reason"), 1, ABOUT),
                new ActionReassigned(ACTION, POLICE, new Owner(HEALTH, null, ofAction("/owner/role"), AT), AT, ofAction("/reason"), ABOUT),
                new ActionEscalated(ACTION, POLICE, Lateness.TEN_WORKING_DAYS, END_OF_DAY, 11, ABOUT),
                new ActionCancelled(ACTION, ofAction("/reason"), ABOUT));
    }

    static List<LedgerEvent> documents() {
        return List.of(
                new DecisionNoticeIssued(DOCUMENT, MEETING, 1, AT, List.of(DECISION), List.of(ACTION), NOTICE, ABOUT),
                new MinutesOwed(DOCUMENT, MEETING, Kind.STRATEGY, AT, MINUTES, List.of(new Owed(POLICE, List.of(1, 4), RecipientClass.ATTENDED, MINUTES.dueBy())), ABOUT),
                new DutyAdded(DOCUMENT, new Owed(HEALTH, List.of(5), RecipientClass.ATTENDED, MINUTES.dueBy()), ABOUT),
                new DutyWaived(DOCUMENT, POLICE, ofMeeting("/reason"), ABOUT),
                new MinutesDrafted(DOCUMENT, 2, CHAIR, List.of(new Passage(1, CHILD, Heading.ANALYSIS, ofChild("/passages/0/text"), null, POLICE, Handling.PARTNERS, List.of()),
                        new Passage(2, CHILD, Heading.INFORMATION, null, id("b2"), POLICE, Handling.NAMED, List.of(HEALTH))), ofMeeting("/salt"), "0".repeat(64), ABOUT),
                new MinutesSubmitted(DOCUMENT, 2, ABOUT),
                new MinutesReturned(DOCUMENT, 2, ofMeeting("/reason"), ABOUT),
                new MinutesApproved(DOCUMENT, 2, "0".repeat(64), true, ABOUT),
                new MinutesIssued(DOCUMENT, MEETING, 2, AT, false, List.of(new Lack(Lacking.AGE, CHILD, 1), new Lack(Lacking.ACTION_OWNER, null, 2)), "0".repeat(64), 2_880, ABOUT),
                new MinutesCorrected(DOCUMENT, 2, 3, Correction.WRONG_CHILD, ofMeeting("/reason"), ABOUT),
                new MinutesOverdue(DOCUMENT, MEETING, MINUTES.dueBy(), 1, ABOUT),
                new DistributionQueued(DOCUMENT, DISTRIBUTION, 1, POLICE, List.of(1, 4), RecipientClass.ATTENDED, Channel.PORTAL, NOTICE.dueBy(), ABOUT),
                new DistributionSent(DOCUMENT, DISTRIBUTION, 1, POLICE, Channel.PORTAL, AT, ABOUT),
                new DistributionDelivered(DOCUMENT, DISTRIBUTION, 1, POLICE, AT, new Clock("TS-ACK", "2 WD", AT, Instant.parse("2026-03-12T23:59:59Z")), ABOUT),
                new DistributionOpened(DOCUMENT, DISTRIBUTION, 1, POLICE, AT, ABOUT),
                new DistributionAcknowledged(DOCUMENT, DISTRIBUTION, 1, POLICE, Statement.RECEIVED, AT, ABOUT),
                new DistributionRecorded(DOCUMENT, DISTRIBUTION, 1, POLICE, ofMeeting("/system"), ofMeeting("/reference"), AT, ABOUT),
                new DistributionBounced(DOCUMENT, DISTRIBUTION, 1, POLICE, 1, Bounce.NO_SUCH_MAILBOX, AT, ABOUT),
                new DistributionFailed(DOCUMENT, DISTRIBUTION, 1, POLICE, 1, Failure.UNCERTAIN, AT, ABOUT),
                new DistributionResent(DOCUMENT, DISTRIBUTION, 1, POLICE, 2, Channel.PORTAL, Resending.BOUNCED, AT, ABOUT),
                new WrongRecipientReported(DOCUMENT, DISTRIBUTION, 1, POLICE, true, ofMeeting("/account"), AT, ABOUT),
                new BreachAssessmentRequired(DOCUMENT, DISTRIBUTION, POLICE, AT, ABOUT),
                new BreachAssessed(DOCUMENT, DISTRIBUTION, POLICE, false, ofMeeting("/outcome"), ABOUT),
                new DistributionWithdrawn(DOCUMENT, DISTRIBUTION, 1, POLICE, Withdrawal.WRONG_RECIPIENT, AT, ABOUT),
                new DestructionConfirmed(DOCUMENT, POLICE, AT, ABOUT),
                new RecipientAdded(DOCUMENT, HEALTH, ofMeeting("/reason"), ABOUT),
                new MinutesDisputed(DOCUMENT, 1, 2, HEALTH, ofMeeting("/part"), ofMeeting("/text"), AT, ABOUT),
                new DisputeResolved(DOCUMENT, 1, HEALTH, true, ofMeeting("/reason"), ABOUT),
                new FamilyCopiesOwed(DOCUMENT, FamilyDuty.MUST, AT, ABOUT),
                new FamilyCopyPrepared(DOCUMENT, 1, 2, CHAIR, ofMeeting("/recipient"), Relationship.MOTHER, Channel.POST, ofMeeting("/safeContact"), List.of(1, 3), List.of(DECISION),
                        List.of(ACTION), ABOUT),
                new FamilyCopyReleased(DOCUMENT, 1, 2, List.of(1), List.of(DECISION), List.of(ACTION), false, ABOUT),
                new FamilyCopyReturned(DOCUMENT, 1, 2, ofMeeting("/reason"), ABOUT),
                new FamilyCopyGiven(DOCUMENT, 1, 2, Channel.POST, AT, ABOUT),
                new FamilyCopyAcknowledged(DOCUMENT, 1, 2, AT, ABOUT),
                new FamilyCopyCameBack(DOCUMENT, 1, 2, AT, ABOUT),
                new FamilyCopyWithheld(DOCUMENT, Relationship.FATHER, ofMeeting("/reason"), ABOUT),
                new DistributionOverdue(DOCUMENT, DISTRIBUTION, 1, POLICE, Missing.NOT_ACKNOWLEDGED, AT, 1, ABOUT));
    }

    private static Seat seat(String at) {
        return new Seat(1, POLICE, CorePart.POLICE, ofMeeting(at + "/personName"), ofMeeting(at + "/roleTitle"));
    }

    private static PersonalText ofMeeting(String field) {
        return sealed(MEETING.value(), field);
    }

    private static PersonalText ofChild(String field) {
        return sealed(CHILD.value(), field);
    }

    private static PersonalText ofAction(String field) {
        return sealed(ACTION.value(), field);
    }
}
