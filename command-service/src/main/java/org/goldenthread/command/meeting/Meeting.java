package org.goldenthread.command.meeting;

import static org.goldenthread.command.ledger.Decided.accepted;
import static org.goldenthread.command.ledger.Decided.refused;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.goldenthread.command.ledger.Decided;
import org.goldenthread.command.ledger.Known;
import org.goldenthread.command.ledger.Remark;
import org.goldenthread.command.meeting.MeetingCommand.AddSeat;
import org.goldenthread.command.meeting.MeetingCommand.AdjournMeeting;
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
import org.goldenthread.command.meeting.MeetingPast.Ruling;
import org.goldenthread.command.meeting.MeetingPast.State;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.meeting.MeetingEvent;
import org.goldenthread.events.meeting.MeetingEvent.AfterMeetingDecisionRecorded;
import org.goldenthread.events.meeting.MeetingEvent.Answer;
import org.goldenthread.events.meeting.MeetingEvent.AttendanceRecorded;
import org.goldenthread.events.meeting.MeetingEvent.ChildVoiceRecorded;
import org.goldenthread.events.meeting.MeetingEvent.InformationShared;
import org.goldenthread.events.meeting.MeetingEvent.Kind;
import org.goldenthread.events.meeting.MeetingEvent.Meanwhile;
import org.goldenthread.events.meeting.MeetingEvent.MeetingAdjourned;
import org.goldenthread.events.meeting.MeetingEvent.MeetingCancelled;
import org.goldenthread.events.meeting.MeetingEvent.MeetingConvened;
import org.goldenthread.events.meeting.MeetingEvent.MeetingDecisionRecorded;
import org.goldenthread.events.meeting.MeetingEvent.MeetingOpened;
import org.goldenthread.events.meeting.MeetingEvent.MeetingResumed;
import org.goldenthread.events.meeting.MeetingEvent.PositionRecorded;
import org.goldenthread.events.meeting.MeetingEvent.PositionsOverdue;
import org.goldenthread.events.meeting.MeetingEvent.Seat;
import org.goldenthread.events.meeting.MeetingEvent.SeatAdded;
import org.goldenthread.events.meeting.MeetingEvent.Sitting;
import org.goldenthread.events.meeting.MeetingEvent.Stance;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.CorePart;
import org.goldenthread.events.values.DecisionId;
import org.jspecify.annotations.Nullable;

/** The rules of a meeting of any kind. What happened goes in, in whatever order it is typed; intentions may be refused. */
record Meeting(MeetingPast past) {

    static final Meeting NONE = new Meeting(MeetingPast.NONE);

    Meeting evolve(MeetingEvent event) {
        return new Meeting(past.evolve(event));
    }

    Decided decide(MeetingCommand command, Known known, Instant now) {
        if (past.state() == State.CANCELLED && !(command instanceof OpenMeeting)) {
            return refused(MeetingRule.OVER, "state", "cancelled");
        }
        return switch (command) {
            case ConveneMeeting c -> convene(c, known, now);
            case AddSeat c -> accepted(new SeatAdded(c.meetingId(), numbered(c.seat()), past.children()));
            case OpenMeeting c -> happened(c.openedAt(), now, new MeetingOpened(c.meetingId(), past.kind(),
                    c.openedAt().isBefore(past.startsAt()) ? c.openedAt() : past.startsAt(), c.openedAt(), past.children()));
            case RecordAttendance c -> said(attend(c), now);
            case ShareInformation c -> said(ofChild(c.ref(), child -> share(c, child)), now);
            case RecordChildVoice c -> said(ofChild(c.ref(), child -> hear(c, child)), now);
            case RecordDecision c -> ofChild(c.ref(), child -> past.hasEnded() ? decideAfter(c, child, known, now) : decideInMeeting(c, child, now));
            case RecordPosition c -> position(c, known, now);
            case AdjournMeeting c -> adjourn(c, now);
            case ResumeMeeting c -> past.state() != State.ADJOURNED ? refused(MeetingRule.NOT_ADJOURNED)
                    : happened(c.resumedAt(), now, new MeetingResumed(c.meetingId(), c.resumedAt(), past.children()));
            case CloseMeeting c -> Closing.of(past).decide(c, known, now);
            case CancelMeeting c -> past.hasEnded() ? refused(MeetingRule.OVER, "state", "closed")
                    : accepted(new MeetingCancelled(c.meetingId(), past.kind(), past.startsAt(), c.reason(), past.children()));
            case MarkPositionsOverdue c -> markOverdue(c, now);
        };
    }

    private Decided said(Decided decided, Instant now) {
        return decided instanceof Decided.Accepted accepted ? accepted.happened(past.saidAt(now)) : decided;
    }

    private Decided convene(ConveneMeeting c, Known known, Instant now) {
        for (int at = 0; at < c.children().size(); at++) {
            if (!known.isChild(c.children().get(at))) {
                return refused(MeetingRule.NO_SUCH_RECORD, "ref", at + 1);
            }
        }
        if (!known.holdsAny(c.chairId()) || (c.minuteTakerId() != null && !known.holdsAny(c.minuteTakerId()))) {
            return refused(MeetingRule.NO_ROLE_HERE);
        }
        var asked = c.requestedAt();
        if (asked != null && asked.isAfter(now)) {
            return refused(MeetingRule.IN_THE_FUTURE);
        }
        var sittings = c.children().stream().map(child -> new Sitting(child, known.meetings().sittings(child, c.kind()) + 1)).toList();
        var uninvited = Arrays.stream(CorePart.values()).filter(part -> c.seats().stream().noneMatch(seat -> seat.core() == part)).toList();
        return accepted(new MeetingConvened(c.meetingId(), c.kind(), sittings, c.purpose(), c.format(), c.startsAt(), c.chairId(), c.minuteTakerId(), c.seats(),
                known.meetings().openActions(c.children()), asked == null || c.kind() != Kind.STRATEGY ? null : known.settingsAt(asked).start("TS-STR-HOLD", asked)))
                .warnIf(c.kind() == Kind.STRATEGY && !uninvited.isEmpty(), Remark.of(MeetingRule.NOT_INVITED, "missing", Closing.said(uninvited)));
    }

    private Seat numbered(Seat seat) {
        return new Seat(past.seats().size() + 1, seat.agencyId(), seat.core(), seat.personName(), seat.roleTitle());
    }

    private static Decided happened(Instant at, Instant now, MeetingEvent event) {
        return at.isAfter(now) ? refused(MeetingRule.IN_THE_FUTURE) : accepted(event);
    }

    private Decided attend(RecordAttendance c) {
        var chair = past.seat(c.seat());
        return chair.isEmpty() ? new Decided.Refused(new Remark(MeetingRule.NO_SUCH_SEAT, Map.of("seat", "" + c.seat(), "count", "" + past.seats().size())))
                : accepted(new AttendanceRecorded(c.meetingId(), c.seat(), chair.get().seat().agencyId(), c.status(), c.decisionAuthority(), c.substitute(),
                        c.joinedAt(), c.leftAt(), past.children()));
    }

    private Decided ofChild(int ref, Function<ChildId, Decided> decide) {
        var child = past.child(ref);
        return child == null ? new Decided.Refused(new Remark(MeetingRule.NO_SUCH_CHILD, Map.of("ref", "" + ref, "count", "" + past.children().size())))
                : decide.apply(child);
    }

    private Decided share(ShareInformation c, ChildId child) {
        return !past.hasSeat(c.agencyId()) ? refused(MeetingRule.NOT_AT_THE_TABLE)
                : accepted(new InformationShared(c.meetingId(), c.infoId(), c.agencyId(), child, c.category(), PersonalText.of(child.value(), c.text()),
                        c.sensitivity(), c.risk(), c.sourceDate()));
    }

    private static Decided hear(RecordChildVoice c, ChildId child) {
        return (c.words() == null) == (c.notObtained() == null) ? refused(MeetingRule.NO_VOICE, "ref", c.ref())
                : accepted(new ChildVoiceRecorded(c.meetingId(), child, c.source(), text(child, c.words()), c.notObtained()));
    }

    private Decided decideInMeeting(RecordDecision c, ChildId child, Instant now) {
        if (c.after() != null) {
            return refused(MeetingRule.NOT_ENDED);
        }
        var standing = past.standing(child, c.type());
        if (standing.isPresent() && !standing.get().id().equals(c.supersedes())) {
            return decidedAlready(standing.get());
        }
        var fault = faultOf(c, child);
        if (fault != null) {
            return fault;
        }
        var at = c.decidedAt() == null ? now : c.decidedAt();
        return at.isAfter(now) ? refused(MeetingRule.IN_THE_FUTURE)
                : accepted(new MeetingDecisionRecorded(c.meetingId(), c.decisionId(), child, c.type(), c.decision(), PersonalText.of(child.value(), c.rationale()),
                        text(child, c.whoDecides()), c.decideBy(), at, c.supersedes()))
                        .warnIf(past.isAway(at), Remark.of(MeetingRule.DECIDED_AWAY, "when", at.isBefore(past.startsAt()) ? "before the meeting began" : "while the meeting was adjourned"));
    }

    /** The label of a decision after the meeting is made here, of the two times: nobody gives it and nobody takes it away. */
    private Decided decideAfter(RecordDecision c, ChildId child, Known known, Instant now) {
        var after = c.after();
        if (after == null) {
            return refused(MeetingRule.HAS_CLOSED);
        }
        if (c.decision() == Answer.NOT_DECIDED) {
            return refused(MeetingRule.NOTHING_DECIDED);
        }
        var at = c.decidedAt() == null ? now : c.decidedAt();
        if (at.isAfter(now)) {
            return refused(MeetingRule.IN_THE_FUTURE);
        }
        var end = Objects.requireNonNull(past.endedAt());
        if (!at.isAfter(end)) {
            return refused(MeetingRule.DECIDED_BEFORE_THE_END);
        }
        var standing = past.standing(child, c.type());
        if (standing.isPresent() && standing.get().after() && !standing.get().id().equals(c.supersedes())) {
            return decidedAlready(standing.get());
        }
        var fault = faultOf(c, child);
        return fault != null ? fault
                : accepted(new AfterMeetingDecisionRecorded(c.meetingId(), c.decisionId(), child, c.type(), c.decision(), PersonalText.of(child.value(), c.rationale()),
                        after.decidedBy(), at, Duration.between(end, at).toMinutes(), PersonalText.of(child.value(), after.reason()), after.consulted(),
                        supersededBy(c, child), known.settings().start("TS-ENDORSE", now)));
    }

    private static Decided decidedAlready(Ruling standing) {
        return refused(MeetingRule.DECIDED_ALREADY, "answer", standing.answer().name().toLowerCase(Locale.UK).replace('_', ' '));
    }

    /** What was left undecided, or decided otherwise in the meeting, gives way to the decision after the end without being named. */
    private @Nullable DecisionId supersededBy(RecordDecision c, ChildId child) {
        return c.supersedes() != null ? c.supersedes() : past.standing(child, c.type()).map(Ruling::id).orElse(null);
    }

    private @Nullable Decided faultOf(RecordDecision c, ChildId child) {
        if (!c.type().answers().contains(c.decision())) {
            return refused(MeetingRule.NO_ANSWER_TO_THAT);
        }
        if (c.decision() == Answer.NOT_DECIDED && (c.whoDecides() == null || c.decideBy() == null)) {
            return refused(MeetingRule.WHO_DECIDES);
        }
        return c.supersedes() != null && past.decisions().stream().noneMatch(one -> one.id().equals(c.supersedes()) && !one.replaced() && one.child().equals(child) && one.type() == c.type())
                ? refused(MeetingRule.NO_SUCH_DECISION) : null;
    }

    private Decided position(RecordPosition c, Known known, Instant now) {
        var decision = past.decision(c.decisionId());
        if (decision.isEmpty()) {
            return refused(MeetingRule.NO_SUCH_DECISION);
        }
        if (!past.hasSeat(c.agencyId())) {
            return refused(MeetingRule.NOT_AT_THE_TABLE);
        }
        if (c.stance() == Stance.DISSENTED && c.reason() == null) {
            return refused(MeetingRule.DISSENT_WITHOUT_REASON);
        }
        var child = decision.get().child();
        return happened(c.at(), now, new PositionRecorded(c.meetingId(), c.decisionId(), child, c.agencyId(), c.stance(), text(child, c.reason()), c.at(),
                c.stance() == Stance.DISSENTED ? known.settingsAt(c.at()).start("TS-CHAL1", c.at()) : null));
    }

    private Decided adjourn(AdjournMeeting c, Instant now) {
        if (past.hasEnded()) {
            return refused(MeetingRule.OVER, "state", "closed");
        }
        if (c.adjournedAt().isAfter(now)) {
            return refused(MeetingRule.IN_THE_FUTURE);
        }
        var children = past.children();
        if (c.meanwhile().size() != children.size() || c.meanwhile().stream().anyMatch(String::isBlank)) {
            return refused(MeetingRule.NO_MEANWHILE);
        }
        boolean isLong = past.kind() == Kind.STRATEGY && c.resumesAt().isAfter(WorkingCalendar.englandAndWales().endOfWorkingDay(c.adjournedAt(), 1));
        return accepted(new MeetingAdjourned(c.meetingId(), c.adjournedAt(), c.resumesAt(), IntStream.range(0, children.size())
                .mapToObj(at -> new Meanwhile(children.get(at), PersonalText.of(children.get(at).value(), c.meanwhile().get(at)))).toList(), children))
                .warnIf(isLong, Remark.of(MeetingRule.LONG_ADJOURNED));
    }

    private Decided markOverdue(MarkPositionsOverdue c, Instant now) {
        var decision = past.decision(c.decisionId());
        var due = decision.map(Ruling::dueBy).orElse(null);
        if (due == null || past.overdue().contains(c.decisionId())) {
            return refused(MeetingRule.NO_SUCH_DECISION);
        }
        var silent = past.silentOn(c.decisionId());
        return now.isBefore(due) || silent.isEmpty() ? refused(MeetingRule.NO_SUCH_DECISION)
                : accepted(new PositionsOverdue(c.meetingId(), c.decisionId(), decision.get().child(), silent, due));
    }

    private static @Nullable PersonalText text(ChildId child, @Nullable String text) {
        return text == null ? null : PersonalText.of(child.value(), text);
    }
}
