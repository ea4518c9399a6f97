package org.goldenthread.query.document;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.chain.StoredEvent;
import org.goldenthread.events.document.DocumentEvent;
import org.goldenthread.events.document.DocumentEvent.DecisionNoticeIssued;
import org.goldenthread.events.document.DocumentEvent.DistributionAcknowledged;
import org.goldenthread.events.document.DocumentEvent.DistributionDelivered;
import org.goldenthread.events.document.DocumentEvent.DistributionOpened;
import org.goldenthread.events.document.DocumentEvent.DistributionOverdue;
import org.goldenthread.events.document.DocumentEvent.DistributionQueued;
import org.goldenthread.events.document.DocumentEvent.DistributionSent;
import org.goldenthread.events.values.DistributionId;
import org.goldenthread.query.rows.Projection;
import org.goldenthread.query.rows.Row;
import org.goldenthread.query.rows.Rows;
import org.goldenthread.query.rows.Table;

/** Documents, their versions' ways to each agency with the time of each fact, and which decisions each version told. No words of any. */
public final class DocumentProjection implements Projection {

    static final Table DOCUMENT = Table.of("document", 2, "ledger integer", "document uuid", "meeting uuid", "version integer", "issued_at bigint", "send_by bigint",
            "last_position bigint").indexed("(ledger, meeting)");
    static final Table DISTRIBUTION = Table.of("distribution", 2, "ledger integer", "distribution uuid", "document uuid", "meeting uuid", "version integer", "agency uuid",
            "owed_as text", "channel text", "due_by bigint", "sent_at bigint?", "delivered_at bigint?", "acknowledge_by bigint?", "opened_at bigint?", "opened_by uuid?",
            "acknowledged_at bigint?", "acknowledged_by uuid?", "statement text?", "overdue boolean").indexed("(ledger, agency, acknowledged_at)", "(ledger, document)",
            "(ledger, meeting)");
    static final Table TOLD = Table.of("told", 4, "ledger integer", "document uuid", "version integer", "decision uuid").indexed("(ledger, decision)");

    @Override
    public String name() {
        return "document";
    }

    @Override
    public List<Table> tables() {
        return List.of(DOCUMENT, DISTRIBUTION, TOLD);
    }

    @Override
    public void on(Recorded<?> recorded, StoredEvent stored, Rows rows) {
        if (recorded.event() instanceof DocumentEvent event) {
            on(event, recorded.envelope().context().recordedBy().userId().value(), stored, rows);
        }
    }

    private static void on(DocumentEvent event, UUID who, StoredEvent stored, Rows rows) {
        int ledger = stored.ledger().value();
        switch (event) {
            case DecisionNoticeIssued e -> {
                rows.put(DOCUMENT, ledger, e.documentId().value(), e.meetingId().value(), e.version(), millis(e.issuedAt()), millis(e.sending().dueBy()), stored.position());
                e.decisions().forEach(decision -> rows.put(TOLD, ledger, e.documentId().value(), e.version(), decision.value()));
            }
            case DistributionQueued e -> queued(e, ledger, rows);
            case DistributionSent e -> change(rows, ledger, e.distributionId(), row -> row.set("sent_at", millis(e.sentAt())));
            case DistributionDelivered e -> change(rows, ledger, e.distributionId(), row -> {
                row.set("delivered_at", millis(e.deliveredAt()));
                row.set("acknowledge_by", millis(e.acknowledgement().dueBy()));
            });
            case DistributionOpened e -> change(rows, ledger, e.distributionId(), row -> {
                row.set("opened_at", millis(e.openedAt()));
                row.set("opened_by", who);
            });
            case DistributionAcknowledged e -> change(rows, ledger, e.distributionId(), row -> {
                row.set("acknowledged_at", millis(e.acknowledgedAt()));
                row.set("acknowledged_by", who);
                row.set("statement", e.statement().name());
            });
            case DistributionOverdue e -> change(rows, ledger, e.distributionId(), row -> row.set("overdue", true));
        }
    }

    @SuppressWarnings("NullAway") // columns that may be null take null
    private static void queued(DistributionQueued e, int ledger, Rows rows) {
        var document = new Row(DOCUMENT, rows.find(DOCUMENT, ledger, e.documentId().value()).orElseThrow(() -> new IllegalStateException("nothing issued this document")));
        rows.put(DISTRIBUTION, ledger, e.distributionId().value(), e.documentId().value(), document.values()[2], e.version(), e.agencyId().value(), e.owedAs().name(),
                e.channel().name(), millis(e.dueBy()), null, null, null, null, null, null, null, null, false);
    }

    private static void change(Rows rows, int ledger, DistributionId id, Consumer<Row> change) {
        rows.change(DISTRIBUTION, change, ledger, id.value());
    }

    private static long millis(Instant moment) {
        return moment.toEpochMilli();
    }
}
