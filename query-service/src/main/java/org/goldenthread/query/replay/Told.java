package org.goldenthread.query.replay;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.action.ActionEvent.ActionAgreed;
import org.goldenthread.events.document.DocumentEvent;
import org.goldenthread.events.document.DocumentEvent.DecisionNoticeIssued;
import org.goldenthread.events.document.DocumentEvent.DistributionAcknowledged;
import org.goldenthread.events.document.DocumentEvent.DistributionDelivered;
import org.goldenthread.events.document.DocumentEvent.DistributionOpened;
import org.goldenthread.events.meeting.MeetingEvent.AfterMeetingDecisionRecorded;
import org.goldenthread.events.meeting.MeetingEvent.MeetingDecisionRecorded;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.DocumentId;
import org.jspecify.annotations.Nullable;

/**
 * What went to an agency by an entry: which version of which document, and of a decision notice the decisions and actions that it told,
 * in the words that they were recorded in. {@code agency} is missing where it went out to all.
 */
public record Told(DocumentId document, int version, @Nullable AgencyId agency, boolean isMinutes, List<Recorded<?>> entries) {

    /**
     * Empty where nothing went by this entry, or through the viewpoint's eyes nothing to that agency itself; {@code recorded} is everything up
     * to and with it, oldest first.
     */
    static Optional<Told> by(DocumentEvent event, List<Recorded<?>> recorded, @Nullable AgencyId viewpoint) {
        return by(event, recorded).filter(told -> viewpoint == null || viewpoint.equals(told.agency()));
    }

    private static Optional<Told> by(DocumentEvent event, List<Recorded<?>> recorded) {
        return switch (event) {
            case DecisionNoticeIssued e -> Optional.of(of(e.documentId(), e.version(), null, recorded));
            case DistributionDelivered e -> Optional.of(of(e.documentId(), e.version(), e.agencyId(), recorded));
            case DistributionOpened e -> Optional.of(of(e.documentId(), e.version(), e.agencyId(), recorded));
            case DistributionAcknowledged e -> Optional.of(of(e.documentId(), e.version(), e.agencyId(), recorded));
            default -> Optional.empty();
        };
    }

    private static Told of(DocumentId document, int version, @Nullable AgencyId agency, List<Recorded<?>> recorded) {
        var notice = recorded.stream().map(Recorded::event).filter(DecisionNoticeIssued.class::isInstance).map(DecisionNoticeIssued.class::cast)
                .filter(one -> one.documentId().equals(document) && one.version() == version).findFirst();
        return new Told(document, version, agency, notice.isEmpty(), notice.map(one -> recorded.stream().filter(tells(one)).toList()).orElse(List.of()));
    }

    private static Predicate<Recorded<?>> tells(DecisionNoticeIssued notice) {
        return recorded -> switch (recorded.event()) {
            case MeetingDecisionRecorded e -> notice.decisions().contains(e.decisionId());
            case AfterMeetingDecisionRecorded e -> notice.decisions().contains(e.decisionId());
            case ActionAgreed e -> notice.actions().contains(e.actionId());
            default -> false;
        };
    }
}
