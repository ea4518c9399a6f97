package org.goldenthread.command.document;

import static org.goldenthread.command.ledger.Shell.record;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.goldenthread.command.document.DisputeCommand.DisputeAccuracy;
import org.goldenthread.command.document.DisputeCommand.ResolveDispute;
import org.goldenthread.command.document.DistributionCommand.AcknowledgeDocument;
import org.goldenthread.command.document.DistributionCommand.MarkBounced;
import org.goldenthread.command.document.DistributionCommand.MarkFailed;
import org.goldenthread.command.document.DistributionCommand.MarkOverdue;
import org.goldenthread.command.document.DistributionCommand.MarkReturned;
import org.goldenthread.command.document.DistributionCommand.MarkSent;
import org.goldenthread.command.document.DistributionCommand.OpenDocument;
import org.goldenthread.command.document.DistributionCommand.RecordBounced;
import org.goldenthread.command.document.DistributionCommand.RecordOnOwnSystem;
import org.goldenthread.command.document.DistributionCommand.RecordReceipt;
import org.goldenthread.command.document.DistributionCommand.RecordSentByHand;
import org.goldenthread.command.document.DistributionCommand.Resend;
import org.goldenthread.command.document.DocumentCommand.AddRecipient;
import org.goldenthread.command.document.DocumentCommand.IncludeRecipient;
import org.goldenthread.command.document.DocumentCommand.IssueDecisionNotice;
import org.goldenthread.command.document.DocumentCommand.ReissueDecisionNotice;
import org.goldenthread.command.document.FamilyCommand.PrepareFamilyCopy;
import org.goldenthread.command.document.FamilyCommand.RecordFamilyCopyAcknowledged;
import org.goldenthread.command.document.FamilyCommand.RecordFamilyCopyCameBack;
import org.goldenthread.command.document.FamilyCommand.RecordFamilyCopyGiven;
import org.goldenthread.command.document.FamilyCommand.ReleaseFamilyCopy;
import org.goldenthread.command.document.FamilyCommand.ReturnFamilyCopy;
import org.goldenthread.command.document.FamilyCommand.WithholdFamilyCopy;
import org.goldenthread.command.document.MinutesCommand.ApproveMinutes;
import org.goldenthread.command.document.MinutesCommand.CorrectMinutes;
import org.goldenthread.command.document.MinutesCommand.DraftMinutes;
import org.goldenthread.command.document.MinutesCommand.IssueMinutes;
import org.goldenthread.command.document.MinutesCommand.MarkMinutesOverdue;
import org.goldenthread.command.document.MinutesCommand.OweMinutes;
import org.goldenthread.command.document.MinutesCommand.ReturnMinutes;
import org.goldenthread.command.document.MinutesCommand.SubmitMinutes;
import org.goldenthread.command.document.MinutesCommand.WaiveDuty;
import org.goldenthread.command.document.MisdirectedCommand.AssessBreach;
import org.goldenthread.command.document.MisdirectedCommand.ConfirmDestruction;
import org.goldenthread.command.document.MisdirectedCommand.ReportWrongRecipient;
import org.goldenthread.command.document.MisdirectedCommand.WithdrawDocument;
import org.goldenthread.command.document.MisdirectedCommand.Withhold;
import org.goldenthread.command.ledger.Attempt;
import org.goldenthread.command.ledger.Decided;
import org.goldenthread.events.document.DocumentEvent;
import org.jspecify.annotations.Nullable;

/** Joins {@link Document} to Axon. One line a command; no rule lives here. */
@AggregateRoot(type = "document")
public final class DocumentAggregate {

    @AggregateIdentifier
    private @Nullable String id;
    private Document document = Document.NONE;

    DocumentAggregate() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    Decided handle(IssueDecisionNotice c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(ReissueDecisionNotice c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(AddRecipient c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(OpenDocument c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(AcknowledgeDocument c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(MarkOverdue c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(RecordOnOwnSystem c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    Decided handle(OweMinutes c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(DraftMinutes c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(SubmitMinutes c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(ReturnMinutes c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(ApproveMinutes c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(IssueMinutes c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(CorrectMinutes c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(WaiveDuty c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(MarkMinutesOverdue c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(RecordReceipt c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(MarkSent c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(MarkBounced c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(MarkReturned c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(MarkFailed c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(Resend c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(RecordSentByHand c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(RecordBounced c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(IncludeRecipient c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(ReportWrongRecipient c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(Withhold c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(WithdrawDocument c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(ConfirmDestruction c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(AssessBreach c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(DisputeAccuracy c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(ResolveDispute c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(PrepareFamilyCopy c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(ReleaseFamilyCopy c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(ReturnFamilyCopy c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(RecordFamilyCopyGiven c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(RecordFamilyCopyAcknowledged c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(RecordFamilyCopyCameBack c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(WithholdFamilyCopy c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(document.decide(c, attempt, attempt.now()), attempt);
    }

    @EventSourcingHandler
    void on(DocumentEvent event) {
        id = event.documentId().toString();
        document = document.evolve(event);
    }

    @Override
    public String toString() {
        return "DocumentAggregate[" + id + "]";
    }
}
