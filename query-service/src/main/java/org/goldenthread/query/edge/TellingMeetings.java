package org.goldenthread.query.edge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.goldenthread.events.Sensitivity;
import org.goldenthread.events.action.ActionEvent;
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
import org.goldenthread.events.action.ActionEvent.Owner;
import org.goldenthread.events.document.DocumentEvent;
import org.goldenthread.events.document.DocumentEvent.BreachAssessed;
import org.goldenthread.events.document.DocumentEvent.BreachAssessmentRequired;
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
import org.goldenthread.events.document.DocumentEvent.RecipientAdded;
import org.goldenthread.events.document.DocumentEvent.Statement;
import org.goldenthread.events.document.DocumentEvent.WrongRecipientReported;
import org.goldenthread.events.meeting.MeetingEvent;
import org.goldenthread.events.meeting.MeetingEvent.AfterMeetingDecisionRecorded;
import org.goldenthread.events.meeting.MeetingEvent.Answer;
import org.goldenthread.events.meeting.MeetingEvent.AttendanceRecorded;
import org.goldenthread.events.meeting.MeetingEvent.ChildVoiceRecorded;
import org.goldenthread.events.meeting.MeetingEvent.DecisionType;
import org.goldenthread.events.meeting.MeetingEvent.InformationShared;
import org.goldenthread.events.meeting.MeetingEvent.MeetingAdjourned;
import org.goldenthread.events.meeting.MeetingEvent.MeetingCancelled;
import org.goldenthread.events.meeting.MeetingEvent.MeetingClosed;
import org.goldenthread.events.meeting.MeetingEvent.MeetingConvened;
import org.goldenthread.events.meeting.MeetingEvent.MeetingDecisionRecorded;
import org.goldenthread.events.meeting.MeetingEvent.MeetingOpened;
import org.goldenthread.events.meeting.MeetingEvent.MeetingResumed;
import org.goldenthread.events.meeting.MeetingEvent.PositionRecorded;
import org.goldenthread.events.meeting.MeetingEvent.PositionsOverdue;
import org.goldenthread.events.meeting.MeetingEvent.SeatAdded;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.query.desk.Colleagues;
import org.goldenthread.query.edge.Telling.Detail;
import org.jspecify.annotations.Nullable;

/** Tells what happened in meetings, to actions and to documents in plain English. */
final class TellingMeetings {

    private final Words words;
    private final Times times;
    private final Colleagues colleagues;

    TellingMeetings(Words words, Times times, Colleagues colleagues) {
        this.words = words;
        this.times = times;
        this.colleagues = colleagues;
    }

    String title(MeetingEvent event, Instant at) {
        return switch (event) {
            case MeetingConvened e -> words.say(e.kind()) + " arranged";
            case SeatAdded e -> "Invited to the meeting: " + words.agency(e.seat().agencyId(), at);
            case MeetingOpened e -> "Meeting began";
            case AttendanceRecorded e -> words.agency(e.agencyId(), at) + ": " + words.say(e.status()).toLowerCase(Locale.UK);
            case InformationShared e -> "Told by " + words.agency(e.agencyId(), at) + ": " + words.say(e.category()).toLowerCase(Locale.UK);
            case ChildVoiceRecorded e -> e.notObtained() == null ? "What the child said" : "The child’s voice was not had";
            case MeetingDecisionRecorded e -> "Decided in the meeting: " + decision(e.type(), e.decision());
            case PositionRecorded e -> words.agency(e.agencyId(), at) + " on a decision: " + words.say(e.stance()).toLowerCase(Locale.UK);
            case MeetingAdjourned e -> "Meeting adjourned";
            case MeetingResumed e -> "Meeting went on";
            case MeetingClosed e -> e.quorate() ? "Meeting closed" : "Meeting closed, not quorate";
            case AfterMeetingDecisionRecorded e -> "Decided after the meeting, " + times.length(java.time.Duration.ofMinutes(e.minutesAfterClose())) + " after it closed: "
                    + decision(e.type(), e.decision());
            case PositionsOverdue e -> "Not everybody has said if they agree to a decision after the meeting";
            case MeetingCancelled e -> "Meeting cancelled";
        };
    }

    private String decision(DecisionType type, Answer answer) {
        return words.say(type).toLowerCase(Locale.UK) + ", " + words.say(answer).toLowerCase(Locale.UK);
    }

    List<Detail> details(MeetingEvent event, Instant at) {
        var out = new Details();
        switch (event) {
            case MeetingConvened e -> {
                out.text("About", e.purpose());
                out.plain("Begins", times.moment(e.startsAt()));
                out.plain("How", words.say(e.format()));
                out.plain("Chair", colleagues.name(e.chairId()));
                out.plain("Invited", e.seats().stream().map(seat -> words.agency(seat.agencyId(), at)).distinct().collect(Collectors.joining(", ")));
                out.plain("Sitting", e.sittings().stream().map(sitting -> Integer.toString(sitting.number())).distinct().collect(Collectors.joining(", ")));
                out.plain("To be held by", e.hold() == null ? "" : times.moment(e.hold().dueBy()));
            }
            case SeatAdded e -> out.text("Who", e.seat().personName());
            case MeetingOpened e -> out.plain("Began", times.moment(e.openedAt()));
            case AttendanceRecorded e -> {
                out.plain("May decide for their agency", e.decisionAuthority() ? "Yes" : e.status().isThere() ? "No" : "");
                out.text("Came instead", e.substitute());
            }
            case InformationShared e -> {
                out.text("Told", e.text());
                out.plain("Risk", words.say(e.risk()));
                out.plain("From", e.sourceDate() == null ? "" : times.day(e.sourceDate()));
                out.plain("Sensitive", e.sensitivity() == Sensitivity.STANDARD ? "" : "Yes");
            }
            case ChildVoiceRecorded e -> {
                out.text("In their words", e.words());
                out.plain("From", e.notObtained() == null ? words.say("VOICE_" + e.source()) : "");
                out.plain("Why not", e.notObtained() == null ? "" : words.say("NOT_" + e.notObtained()));
            }
            case MeetingDecisionRecorded e -> {
                out.text("Why", e.rationale());
                out.text("Who will decide", e.whoDecides());
                out.plain("By", e.decideBy() == null ? "" : times.day(e.decideBy()));
                out.plain("Replaces", e.supersedes() == null ? "" : "an earlier decision; both stay");
            }
            case PositionRecorded e -> {
                out.text("Why", e.reason());
                out.plain("Challenge, stage 1", e.challenge() == null ? "" : "due " + times.moment(e.challenge().dueBy()));
            }
            case MeetingAdjourned e -> {
                out.plain("Goes on", times.moment(e.resumesAt()));
                e.meanwhile().forEach(one -> out.text("Kept safe until then", one.text()));
            }
            case MeetingResumed e -> out.plain("Went on", times.moment(e.resumedAt()));
            case MeetingClosed e -> {
                out.plain("Ended", times.moment(e.endedAt()));
                out.plain("Not there", e.missing().stream().map(words::say).collect(Collectors.joining(", ")));
                out.text("How their information is got", e.withoutThem());
                out.plain("Owed the minutes", Long.toString(e.duties().stream().map(MeetingEvent.Duty::agencyId).distinct().count()) + " agencies, by " + times.moment(e.minutes().dueBy()));
                out.plain("Next meeting", times.moment(e.nextMeetingAt()));
            }
            case AfterMeetingDecisionRecorded e -> {
                out.text("Why", e.rationale());
                out.text("Decided by", e.decidedBy());
                out.plain("Decided", times.moment(e.decidedAt()));
                out.text("Why after the meeting", e.reason());
                out.plain("Consulted", e.consulted().stream().map(id -> words.agency(id, at)).collect(Collectors.joining(", ")));
                out.plain("Positions due by", times.moment(e.endorsement().dueBy()));
            }
            case PositionsOverdue e -> out.plain("Silent", e.silent().stream().map(id -> words.agency(id, at)).collect(Collectors.joining(", ")));
            case MeetingCancelled e -> out.text("Why", e.reason());
        }
        return out.all;
    }

    String title(ActionEvent event, Instant at) {
        return switch (event) {
            case ActionAgreed e -> "Action agreed for " + words.agency(e.owner().agencyId(), at);
            case ActionOwnerNamed e -> "Person named for an action of " + words.agency(e.agencyId(), at);
            case ActionAccepted e -> "Action taken on by " + words.agency(e.agencyId(), at);
            case ActionDeclined e -> "Action declined by " + words.agency(e.agencyId(), at);
            case ActionProgressed e -> "Progress of an action";
            case ActionCompleted e -> "Action done, says " + words.agency(e.agencyId(), at);
            case ActionVerified e -> "Action confirmed by " + words.agency(e.agencyId(), at);
            case ActionContested e -> "Action contested by " + words.agency(e.agencyId(), at);
            case ActionExtended e -> "Action given more time";
            case ActionReassigned e -> "Action given to " + words.agency(e.owner().agencyId(), at);
            case ActionEscalated e -> "Action escalated to the lead of " + words.agency(e.agencyId(), at);
            case ActionCancelled e -> "Action cancelled";
        };
    }

    List<Detail> details(ActionEvent event, Instant at) {
        var out = new Details();
        switch (event) {
            case ActionAgreed e -> {
                out.text("What", e.description());
                owner(out, e.owner(), at);
                out.plain("Due", times.day(e.dueOn()));
                out.text("How we will know", e.measure());
                out.plain("Risk", words.say(e.risk()));
            }
            case ActionOwnerNamed e -> out.text("Who", e.name());
            case ActionAccepted e -> { }
            case ActionDeclined e -> out.text("Why", e.reason());
            case ActionProgressed e -> out.text("How far", e.note());
            case ActionCompleted e -> {
                out.plain("Done", times.moment(e.completedAt()));
                out.text("What came of it", e.outcome());
                out.text("What shows it", e.evidence());
                out.plain("Risk", words.say("EFFECT_" + e.effectOnRisk()));
                out.plain("Late", e.workingDaysLate() == 0 ? "" : e.workingDaysLate() + (e.workingDaysLate() == 1 ? " working day" : " working days"));
            }
            case ActionVerified e -> out.text("Seen", e.note());
            case ActionContested e -> out.text("Why", e.reason());
            case ActionExtended e -> {
                out.plain("Now due", times.day(e.newDueOn()));
                out.text("Why", e.reason());
                out.plain("How often", Integer.toString(e.count()));
            }
            case ActionReassigned e -> {
                owner(out, e.owner(), at);
                out.text("Why", e.reason());
            }
            case ActionEscalated e -> out.plain("Because", words.say(e.why()));
            case ActionCancelled e -> out.text("Why", e.reason());
        }
        return out.all;
    }

    String title(DocumentEvent event, Instant at) {
        return switch (event) {
            case DecisionNoticeIssued e -> "Decision notice sent, version " + e.version();
            case MinutesOwed e -> "Minutes owed to " + e.owed().size() + (e.owed().size() == 1 ? " agency" : " agencies");
            case DutyAdded e -> "Minutes owed to " + words.agency(e.owed().agencyId(), at) + " too";
            case DutyWaived e -> "Minutes not sent to " + words.agency(e.agencyId(), at) + ", though owed";
            case MinutesDrafted e -> "Minutes written, version " + e.version();
            case MinutesSubmitted e -> "Minutes given to be approved, version " + e.version();
            case MinutesReturned e -> "Minutes given back, version " + e.version();
            case MinutesApproved e -> "Minutes approved, version " + e.version();
            case MinutesIssued e -> "Minutes sent, version " + e.version() + (e.finalVersion() ? "" : ", not final");
            case MinutesCorrected e -> "Minutes corrected: version " + e.version() + " in place of " + e.fromVersion();
            case MinutesOverdue e -> "Minutes not sent in time";
            case DistributionQueued e -> "To be sent to " + words.agency(e.agencyId(), at) + ", version " + e.version();
            case DistributionSent e -> "Sent to " + words.agency(e.agencyId(), at);
            case DistributionDelivered e -> "Delivered to " + words.agency(e.agencyId(), at);
            case DistributionOpened e -> "Opened by " + words.agency(e.agencyId(), at);
            case DistributionAcknowledged e -> e.statement() == Statement.RECEIVED ? words.agency(e.agencyId(), at) + " has it" : words.agency(e.agencyId(), at) + " says it isn’t for them";
            case DistributionRecorded e -> words.agency(e.agencyId(), at) + " has it in its own system";
            case DistributionBounced e -> "It came back from " + words.agency(e.agencyId(), at);
            case DistributionFailed e -> e.reason() == Failure.UNCERTAIN ? "Nobody knows whether it reached " + words.agency(e.agencyId(), at) : "It could not be sent to " + words.agency(e.agencyId(), at);
            case DistributionResent e -> "Sent once more to " + words.agency(e.agencyId(), at);
            case WrongRecipientReported e -> "It went to " + words.agency(e.agencyId(), at) + ", for whom it is not";
            case BreachAssessmentRequired e -> "A breach of personal data is to be assessed";
            case BreachAssessed e -> "The breach was assessed";
            case DistributionWithdrawn e -> "Withdrawn from " + words.agency(e.agencyId(), at) + ", version " + e.version();
            case DestructionConfirmed e -> words.agency(e.agencyId(), at) + " destroyed what they had of it";
            case RecipientAdded e -> words.agency(e.agencyId(), at) + " is sent it too";
            case MinutesDisputed e -> words.agency(e.agencyId(), at) + " says that version " + e.version() + " is not accurate";
            case DisputeResolved e -> e.upheld() ? "The dispute of " + words.agency(e.agencyId(), at) + " was upheld" : "The dispute of " + words.agency(e.agencyId(), at) + " was not upheld";
            case FamilyCopiesOwed e -> "Whether the family is given a copy of the minutes: " + words.say("FAMILY_" + e.duty()).toLowerCase(Locale.UK);
            case FamilyCopyPrepared e -> "Copy " + e.copy() + " for the family put together, of version " + e.version();
            case FamilyCopyReleased e -> "Copy " + e.copy() + " for the family released";
            case FamilyCopyReturned e -> "Copy " + e.copy() + " for the family not released";
            case FamilyCopyGiven e -> "Copy " + e.copy() + " given to the family";
            case FamilyCopyAcknowledged e -> "The family has copy " + e.copy();
            case FamilyCopyCameBack e -> "Copy " + e.copy() + " for the family came back";
            case FamilyCopyWithheld e -> e.relationship() == null ? "No copy for the family" : "No copy for somebody of the family";
            case DistributionOverdue e -> e.missing() == Missing.NOT_RECORDED ? words.agency(e.agencyId(), at) + " has not put it into its own system in time"
                    : e.missing() == Missing.NOT_DELIVERED ? "It was not there in time for " + words.agency(e.agencyId(), at)
                    : words.agency(e.agencyId(), at) + " has not said in time that they have it";
        };
    }

    List<Detail> details(DocumentEvent event, Instant at) {
        var out = new Details();
        switch (event) {
            case DecisionNoticeIssued e -> {
                out.plain("Decisions", Integer.toString(e.decisions().size()));
                out.plain("Actions", Integer.toString(e.actions().size()));
                out.plain("Owed by", times.moment(e.sending().dueBy()));
            }
            case MinutesOwed e -> out.plain("Owed by", times.moment(e.sending().dueBy()));
            case DutyAdded e -> out.plain("Owed by", times.moment(e.owed().dueBy()));
            case DutyWaived e -> out.text("Why", e.reason());
            case MinutesDrafted e -> out.plain("Passages", Integer.toString(e.passages().size()));
            case MinutesSubmitted e -> { }
            case MinutesReturned e -> out.text("To be changed", e.reason());
            case MinutesApproved e -> out.plain("By", e.ownRecord() ? "who wrote them, as the chair" : "somebody who did not write them");
            case MinutesIssued e -> {
                out.plain("After the meeting", times.length(java.time.Duration.ofMinutes(e.minutesAfterMeeting())));
                out.plain("Missing", e.lacks().stream().map(lack -> words.say("LACKS_" + lack.what()).toLowerCase(Locale.UK)).distinct().collect(Collectors.joining(", ")));
            }
            case MinutesCorrected e -> {
                out.plain("Because", words.say(e.why()));
                out.text("What was wrong", e.reason());
            }
            case MinutesOverdue e -> out.plain("Due", times.moment(e.dueBy()));
            case DistributionRecorded e -> {
                out.text("System", e.system());
                out.text("Reference", e.reference());
            }
            case DistributionQueued e -> {
                out.plain("Because", words.say(e.owedAs()));
                out.plain("Owed by", times.moment(e.dueBy()));
            }
            case DistributionSent e -> out.plain("By", words.say(e.channel()));
            case DistributionDelivered e -> out.plain("To be acknowledged by", times.moment(e.acknowledgement().dueBy()));
            case DistributionOpened e -> { }
            case DistributionAcknowledged e -> { }
            case DistributionOverdue e -> out.plain("Due", times.moment(e.dueBy()));
            case DistributionBounced e -> out.plain("Because", words.say(e.reason()));
            case DistributionFailed e -> out.plain("Because", words.say("FAILED_" + e.reason()));
            case DistributionResent e -> {
                out.plain("By", words.say(e.channel()));
                out.plain("Because", words.say("AGAIN_" + e.reason()));
            }
            case WrongRecipientReported e -> {
                out.plain("Somebody there read it", e.seen() ? "Yes" : "No");
                out.text("What happened", e.account());
            }
            case BreachAssessmentRequired e -> out.plain("The Information Commissioner is told by", times.moment(e.icoDueAt()));
            case BreachAssessed e -> {
                out.plain("The Information Commissioner was told", e.toldCommissioner() ? "Yes" : "No");
                out.text("What came of it", e.outcome());
            }
            case DistributionWithdrawn e -> out.plain("Because", words.say(e.reason()));
            case DestructionConfirmed e -> { }
            case RecipientAdded e -> out.text("Why", e.reason());
            case MinutesDisputed e -> {
                out.text("Which part", e.part());
                out.text("What would be right", e.text());
            }
            case DisputeResolved e -> out.text("Why", e.reason());
            case FamilyCopiesOwed e -> out.plain("By", times.moment(e.dueBy()));
            case FamilyCopyPrepared e -> {
                out.text("For", e.recipient());
                out.plain("Who is", words.say("RELATIONSHIP_" + e.relationship()));
                out.plain("By", words.say(e.channel()));
            }
            case FamilyCopyReleased e -> { }
            case FamilyCopyReturned e -> out.text("Why", e.reason());
            case FamilyCopyGiven e -> {
                out.plain("By", words.say(e.channel()));
                out.plain("At", times.moment(e.givenAt()));
            }
            case FamilyCopyAcknowledged e -> out.plain("At", times.moment(e.acknowledgedAt()));
            case FamilyCopyCameBack e -> out.plain("At", times.moment(e.cameBackAt()));
            case FamilyCopyWithheld e -> {
                out.plain("From", e.relationship() == null ? "everybody" : words.say("RELATIONSHIP_" + e.relationship()));
                out.text("Why", e.reason());
            }
        }
        return out.all;
    }

    private void owner(Details out, Owner owner, Instant at) {
        out.plain("Agency", words.agency(owner.agencyId(), at));
        out.text("Who", owner.name());
        out.text("Role", owner.role());
        out.plain("To be named by", times.moment(owner.toBeNamedBy()));
    }

    /** Details as they are gathered; what is empty is left out. */
    private final class Details {

        private final List<Detail> all = new ArrayList<>();

        void plain(String label, String text) {
            if (!text.isEmpty()) {
                all.add(new Detail(label, text));
            }
        }

        void text(String label, @Nullable PersonalText text) {
            plain(label, words.open(text));
        }
    }
}
