package org.goldenthread.command.meeting;

import static org.goldenthread.command.ledger.Shell.record;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.goldenthread.command.ledger.Attempt;
import org.goldenthread.command.ledger.Decided;
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
import org.goldenthread.events.meeting.MeetingEvent;
import org.jspecify.annotations.Nullable;

/** Joins {@link Meeting} to Axon. One line a command; no rule lives here. */
@AggregateRoot(type = "meeting")
public final class MeetingAggregate {

    @AggregateIdentifier
    private @Nullable String id;
    private Meeting meeting = Meeting.NONE;

    MeetingAggregate() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    Decided handle(ConveneMeeting c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(meeting.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(AddSeat c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(meeting.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(OpenMeeting c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(meeting.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(RecordAttendance c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(meeting.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(ShareInformation c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(meeting.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(RecordChildVoice c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(meeting.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(RecordDecision c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(meeting.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(RecordPosition c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(meeting.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(AdjournMeeting c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(meeting.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(ResumeMeeting c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(meeting.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(CloseMeeting c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(meeting.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(CancelMeeting c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(meeting.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(MarkPositionsOverdue c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(meeting.decide(c, attempt, attempt.now()), attempt);
    }

    @EventSourcingHandler
    void on(MeetingEvent event) {
        id = event.meetingId().toString();
        meeting = meeting.evolve(event);
    }

    @Override
    public String toString() {
        return "MeetingAggregate[" + id + "]";
    }
}
