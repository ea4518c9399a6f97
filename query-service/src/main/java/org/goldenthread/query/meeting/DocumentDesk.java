package org.goldenthread.query.meeting;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.action.ActionEvent.ActionAgreed;
import org.goldenthread.events.document.DocumentEvent.DecisionNoticeIssued;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.query.access.Access.Verdict;
import org.goldenthread.query.access.Gate;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.chronology.Chronology;
import org.goldenthread.query.document.Documents;
import org.goldenthread.query.document.Documents.Copy;
import org.goldenthread.query.edge.Failures.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Opens documents: which versions a reader may have, the whole of them or their agency's copy, and what a decision notice tells. */
@Component
final class DocumentDesk {

    private final Gate gate;
    private final Documents documents;
    private final Chronology chronology;
    private final MeetingDesk desk;

    DocumentDesk(Gate gate, Documents documents, Chronology chronology, MeetingDesk desk) {
        this.gate = gate;
        this.documents = documents;
        this.chronology = chronology;
        this.desk = desk;
    }

    /**
     * A version that its reader may have: {@code isWhole} where they may read the meeting's own record; {@code copy} is their agency's of it,
     * {@code theirs} all versions their agency may open. {@code sent} is the newest that went out, {@code newest} the newest for them.
     */
    record Opened(DocumentId id, Verdict why, List<Recorded<?>> history, Optional<MinutesView> written, List<Recorded<?>> notices, MeetingId meeting, boolean isWhole,
            List<Copy> copies, List<Integer> theirs, int sent, int newest, int version, @Nullable Copy copy) {

        /** The notice of this version. */
        Recorded<?> notice() {
            return notices.get(version - 1);
        }
    }

    /** @throws NotFound where there is no such version for the reader; {@code wanted} is null for the newest that is */
    Opened open(Reader reader, UUID id, @Nullable Integer wanted) {
        var why = gate.record(reader, id, Fields.DOCUMENT);
        var document = new DocumentId(id);
        var history = chronology.ofDocument(reader.ledger(), document);
        var written = MinutesView.of(history);
        var notices = history.stream().filter(one -> one.event() instanceof DecisionNoticeIssued).toList();
        var meeting = written.map(one -> one.owed().meetingId()).or(() -> notices.stream().findFirst().map(one -> noticeOf(one).meetingId())).orElseThrow(NotFound::new);
        boolean isWhole = gate.access().ofRecord(reader, meeting.value(), Fields.MEETING).isShown();
        var copies = documents.copies(reader.ledger(), document);
        var own = copies.stream().filter(one -> one.agency().equals(reader.actor().agencyId())).toList();
        var theirs = own.stream().filter(Copy::isTheirs).map(Copy::version).toList();
        int sent = written.map(one -> one.newest().map(MinutesView.Version::number).orElse(0)).orElse(notices.size());
        int newest = isWhole ? sent : theirs.stream().max(Integer::compare).orElse(0);
        int version = wanted != null ? wanted : newest;
        if (version < 1 || version > newest || (!isWhole && !theirs.contains(version))) {
            throw new NotFound();
        }
        var copy = own.stream().filter(one -> one.version() == version).max(java.util.Comparator.comparing(Copy::isTheirs)).orElse(null);
        return new Opened(document, why, history, written, notices, meeting, isWhole, copies, theirs, sent, newest, version, copy);
    }

    static DecisionNoticeIssued noticeOf(Recorded<?> recorded) {
        return (DecisionNoticeIssued) recorded.event();
    }

    /** What a notice tells: the meeting as it stood when it went out, its decisions, and the actions in the words that agreed them. */
    record Told(DecisionNoticeIssued notice, MeetingView meeting, List<MeetingView.Ruling> decisions, List<ActionAgreed> agreed) {}

    Told told(Reader reader, Recorded<?> recorded) {
        var notice = noticeOf(recorded);
        var meeting = desk.asOf(reader, notice.meetingId(), recorded.envelope().recordedAt());
        return new Told(notice, meeting, meeting.decisions().stream().filter(one -> notice.decisions().contains(one.id())).toList(),
                notice.actions().stream().flatMap(action -> chronology.ofAction(reader.ledger(), action).stream()).map(Recorded::event)
                        .filter(ActionAgreed.class::isInstance).map(ActionAgreed.class::cast).toList());
    }
}
