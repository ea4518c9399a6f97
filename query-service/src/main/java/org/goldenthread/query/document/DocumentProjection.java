package org.goldenthread.query.document;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.chain.StoredEvent;
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
import org.goldenthread.events.document.DocumentEvent.Owed;
import org.goldenthread.events.document.DocumentEvent.RecipientAdded;
import org.goldenthread.events.document.DocumentEvent.WrongRecipientReported;
import org.goldenthread.events.values.DistributionId;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.query.rows.Projection;
import org.goldenthread.query.rows.Row;
import org.goldenthread.query.rows.Rows;
import org.goldenthread.query.rows.Table;

/**
 * Documents, how far each meeting's minutes are and who is owed them, every version's way to each agency with the time of each fact, and
 * which decisions a notice told. No words of any.
 */
public final class DocumentProjection implements Projection {

    static final Table DOCUMENT = Table.of("document", 2, "ledger integer", "document uuid", "meeting uuid", "kind text", "version integer", "issued_at bigint?", "send_by bigint",
            "last_position bigint").indexed("(ledger, meeting)");
    static final Table MINUTES = Table.of("minutes", 2, "ledger integer", "document uuid", "meeting uuid", "meeting_kind text", "ended_at bigint", "due_by bigint", "stage text",
            "draft integer", "version integer", "whole boolean", "lacking text[]", "first_issued bigint?", "overdue boolean").indexed("(ledger, due_by)");
    static final Table OWED = Table.of("owed", 3, "ledger integer", "document uuid", "agency uuid", "meeting uuid", "owed_as text", "owed_at bigint", "due_by bigint", "waived_by uuid?",
            "waived_at bigint?", "awaits_copy boolean").indexed("(ledger, due_by)");
    static final Table DISTRIBUTION = Table.of("distribution", 2, "ledger integer", "distribution uuid", "document uuid", "meeting uuid", "version integer", "agency uuid",
            "owed_as text", "channel text", "state text", "attempt integer", "due_by bigint", "sent_at bigint?", "bounced_at bigint?", "trouble text?", "withdrawn_at bigint?",
            "delivered_at bigint?", "acknowledge_by bigint?", "opened_at bigint?", "opened_by uuid?",
            "acknowledged_at bigint?", "acknowledged_by uuid?", "statement text?", "recorded_at bigint?", "overdue boolean", "undelivered boolean", "unrecorded boolean").indexed("(ledger, agency, acknowledged_at)", "(ledger, document)",
            "(ledger, meeting)", "(ledger, meeting) where acknowledged_at is null and withdrawn_at is null");
    static final Table MISDIRECTED = Table.of("misdirected", 2, "ledger integer", "distribution uuid", "document uuid", "agency uuid", "version integer", "seen boolean", "reported_at bigint", "reported_by uuid",
            "commissioner_by bigint", "assessed_at bigint?", "told_commissioner boolean?").indexed("(ledger, assessed_at)", "(ledger, agency)");
    static final Table DESTROYED = Table.of("destroyed", 3, "ledger integer", "document uuid", "agency uuid", "destroyed_at bigint");
    static final Table DISPUTE = Table.of("dispute", 3, "ledger integer", "document uuid", "dispute integer", "version integer", "agency uuid", "disputed_at bigint", "resolved_at bigint?",
            "upheld boolean?");
    static final Table FAMILY = Table.of("family", 3, "ledger integer", "document uuid", "child uuid", "meeting uuid", "duty text", "due_by bigint", "withheld_at bigint?").indexed("(ledger, due_by)");
    static final Table FAMILY_COPY = Table.of("family_copy", 4, "ledger integer", "document uuid", "copy integer", "child uuid", "version integer", "relationship text", "stage text", "prepared_by uuid",
            "given_at bigint?", "came_back_at bigint?", "acknowledged_at bigint?").indexed("(ledger, document, child)");
    static final Table TOLD = Table.of("told", 4, "ledger integer", "document uuid", "version integer", "decision uuid").indexed("(ledger, decision)");

    @Override
    public String name() {
        return "document";
    }

    @Override
    public List<Table> tables() {
        return List.of(DOCUMENT, MINUTES, OWED, DISTRIBUTION, MISDIRECTED, DESTROYED, DISPUTE, FAMILY, FAMILY_COPY, TOLD);
    }

    @Override
    public void on(Recorded<?> recorded, StoredEvent stored, Rows rows) {
        if (recorded.event() instanceof DocumentEvent event) {
            on(event, recorded.envelope().context().recordedBy().userId().value(), stored, rows);
        }
    }

    @SuppressWarnings("NullAway") // columns that may be null take null
    private static void on(DocumentEvent event, UUID who, StoredEvent stored, Rows rows) {
        int ledger = stored.ledger().value();
        switch (event) {
            case DecisionNoticeIssued e -> {
                rows.put(DOCUMENT, ledger, e.documentId().value(), e.meetingId().value(), "DECISION_NOTICE", e.version(), millis(e.issuedAt()), millis(e.sending().dueBy()),
                        stored.position());
                e.decisions().forEach(decision -> rows.put(TOLD, ledger, e.documentId().value(), e.version(), decision.value()));
            }
            case MinutesOwed e -> owe(e, ledger, stored.position(), rows);
            case DutyAdded e -> owed(e.documentId(), meetingOf(rows, ledger, e.documentId()), e.owed(), stored.recordedAt(), ledger, rows);
            case DutyWaived e -> rows.change(OWED, row -> {
                row.set("waived_by", who);
                row.set("waived_at", stored.recordedAt());
            }, ledger, e.documentId().value(), e.agencyId().value());
            case MinutesDrafted e -> writing(rows, ledger, e, row -> {
                row.set("stage", "DRAFT");
                row.set("draft", e.version());
            });
            case MinutesSubmitted e -> writing(rows, ledger, e, row -> row.set("stage", "FOR_APPROVAL"));
            case MinutesReturned e -> writing(rows, ledger, e, row -> row.set("stage", "DRAFT"));
            case MinutesApproved e -> writing(rows, ledger, e, row -> row.set("stage", "APPROVED"));
            case MinutesCorrected e -> { }
            case MinutesIssued e -> issued(e, ledger, stored.position(), rows);
            case MinutesOverdue e -> writing(rows, ledger, e, row -> row.set("overdue", true));
            case DistributionQueued e -> queued(e, ledger, rows);
            case DistributionSent e -> change(rows, ledger, e.distributionId(), row -> {
                row.set("state", "SENT");
                row.set("trouble", null);
                if (!row.has("sent_at")) {
                    row.set("sent_at", millis(e.sentAt()));
                }
            });
            case DistributionDelivered e -> change(rows, ledger, e.distributionId(), row -> {
                if (!row.has("delivered_at") || millis(e.deliveredAt()) < row.moment("delivered_at")) {
                    row.set("delivered_at", millis(e.deliveredAt()));
                    row.set("acknowledge_by", millis(e.acknowledgement().dueBy()));
                }
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
            case DistributionRecorded e -> change(rows, ledger, e.distributionId(), row -> row.set("recorded_at", millis(e.recordedAt())));
            case DistributionOverdue e -> change(rows, ledger, e.distributionId(), row -> row.set(flagOf(e.missing()), true));
            case DistributionBounced e -> change(rows, ledger, e.distributionId(), row -> {
                if (e.attempt() == row.number("attempt")) {
                    row.set("state", "BOUNCED");
                    row.set("trouble", e.reason().name());
                }
                row.set("bounced_at", millis(e.bouncedAt()));
                if (!row.has("opened_at") && !row.has("acknowledged_at") && !row.has("recorded_at")) {
                    row.set("delivered_at", null);
                    row.set("acknowledge_by", null);
                }
            });
            case DistributionFailed e -> change(rows, ledger, e.distributionId(), row -> {
                row.set("state", "FAILED");
                row.set("trouble", e.reason().name());
            });
            case DistributionResent e -> change(rows, ledger, e.distributionId(), row -> {
                row.set("state", "QUEUED");
                row.set("channel", e.channel().name());
                row.set("attempt", e.attempt());
            });
            case DistributionWithdrawn e -> change(rows, ledger, e.distributionId(), row -> row.set("withdrawn_at", millis(e.withdrawnAt())));
            case WrongRecipientReported e -> rows.put(MISDIRECTED, ledger, e.distributionId().value(), e.documentId().value(), e.agencyId().value(), e.version(), e.seen(), millis(e.reportedAt()), who,
                    millis(e.reportedAt()), null, null);
            case BreachAssessmentRequired e -> rows.change(MISDIRECTED, row -> row.set("commissioner_by", millis(e.icoDueAt())), ledger, e.distributionId().value());
            case BreachAssessed e -> rows.change(MISDIRECTED, row -> {
                row.set("assessed_at", stored.recordedAt());
                row.set("told_commissioner", e.toldCommissioner());
            }, ledger, e.distributionId().value());
            case DestructionConfirmed e -> rows.put(DESTROYED, ledger, e.documentId().value(), e.agencyId().value(), millis(e.confirmedAt()));
            case RecipientAdded e -> {
                if (rows.find(OWED, ledger, e.documentId().value(), e.agencyId().value()).isPresent()) {
                    rows.change(OWED, row -> {
                        row.set("waived_by", null);
                        row.set("waived_at", null);
                        row.set("awaits_copy", true);
                    }, ledger, e.documentId().value(), e.agencyId().value());
                }
            }
            case MinutesDisputed e -> rows.put(DISPUTE, ledger, e.documentId().value(), e.dispute(), e.version(), e.agencyId().value(), millis(e.disputedAt()), null, null);
            case DisputeResolved e -> rows.change(DISPUTE, row -> {
                row.set("resolved_at", stored.recordedAt());
                row.set("upheld", e.upheld());
            }, ledger, e.documentId().value(), e.dispute());
            case FamilyCopiesOwed e -> {
                var meeting = meetingOf(rows, ledger, e.documentId());
                e.about().forEach(child -> rows.put(FAMILY, ledger, e.documentId().value(), child.value(), meeting, e.duty().name(), millis(e.dueBy()), null));
            }
            case FamilyCopyPrepared e -> e.about().forEach(child -> rows.put(FAMILY_COPY, ledger, e.documentId().value(), e.copy(), child.value(), e.version(), e.relationship().name(),
                    "PREPARED", e.preparedBy().value(), null, null, null));
            case FamilyCopyReleased e -> ofFamily(rows, ledger, e, e.copy(), row -> row.set("stage", "RELEASED"));
            case FamilyCopyReturned e -> ofFamily(rows, ledger, e, e.copy(), row -> row.set("stage", "RETURNED"));
            case FamilyCopyGiven e -> ofFamily(rows, ledger, e, e.copy(), row -> {
                row.set("given_at", millis(e.givenAt()));
                row.set("stage", row.has("came_back_at") && row.moment("came_back_at") > millis(e.givenAt()) ? "CAME_BACK" : "GIVEN");
            });
            case FamilyCopyAcknowledged e -> ofFamily(rows, ledger, e, e.copy(), row -> row.set("acknowledged_at", millis(e.acknowledgedAt())));
            case FamilyCopyCameBack e -> ofFamily(rows, ledger, e, e.copy(), row -> {
                row.set("came_back_at", millis(e.cameBackAt()));
                row.set("stage", row.has("given_at") && row.moment("given_at") > millis(e.cameBackAt()) ? "GIVEN" : "CAME_BACK");
            });
            case FamilyCopyWithheld e -> e.about().stream().filter(child -> e.relationship() == null && rows.find(FAMILY, ledger, e.documentId().value(), child.value()).isPresent())
                    .forEach(child -> rows.change(FAMILY, row -> row.set("withheld_at", stored.recordedAt()), ledger, e.documentId().value(), child.value()));
        }
    }

    @SuppressWarnings("NullAway") // columns that may be null take null
    private static void owe(MinutesOwed e, int ledger, long position, Rows rows) {
        rows.put(DOCUMENT, ledger, e.documentId().value(), e.meetingId().value(), "MINUTES", 0, null, millis(e.sending().dueBy()), position);
        rows.put(MINUTES, ledger, e.documentId().value(), e.meetingId().value(), e.kind().name(), millis(e.endedAt()), millis(e.sending().dueBy()), "NOTHING_WRITTEN", 0, 0, false,
                List.of(), null, false);
        e.owed().forEach(owed -> owed(e.documentId(), e.meetingId().value(), owed, millis(e.endedAt()), ledger, rows));
    }

    @SuppressWarnings("NullAway") // columns that may be null take null
    private static void owed(DocumentId document, UUID meeting, Owed owed, long since, int ledger, Rows rows) {
        rows.put(OWED, ledger, document.value(), owed.agencyId().value(), meeting, owed.owedAs().name(), since, millis(owed.dueBy()), null, null, false);
    }

    private static void issued(MinutesIssued e, int ledger, long position, Rows rows) {
        rows.change(DOCUMENT, row -> {
            row.set("version", e.version());
            row.set("issued_at", millis(e.issuedAt()));
            row.set("last_position", position);
        }, ledger, e.documentId().value());
        writing(rows, ledger, e, row -> {
            row.set("stage", "NOTHING_WRITTEN");
            row.set("draft", 0);
            row.set("version", e.version());
            row.set("whole", e.finalVersion());
            row.set("lacking", e.lacks().stream().map(lack -> lack.what().name()).distinct().sorted().toList());
            if (!row.has("first_issued")) {
                row.set("first_issued", millis(e.issuedAt()));
            }
        });
    }

    private static void ofFamily(Rows rows, int ledger, DocumentEvent event, int copy, Consumer<Row> change) {
        event.about().forEach(child -> rows.change(FAMILY_COPY, change, ledger, event.documentId().value(), copy, child.value()));
    }

    private static void writing(Rows rows, int ledger, DocumentEvent event, Consumer<Row> change) {
        rows.change(MINUTES, change, ledger, event.documentId().value());
    }

    private static UUID meetingOf(Rows rows, int ledger, DocumentId document) {
        return (UUID) rows.find(DOCUMENT, ledger, document.value()).orElseThrow(() -> new IllegalStateException("nothing began this document"))[2];
    }

    /** Of minutes only the first copy of an agency added again has a day of its own: later versions reset no clock. */
    @SuppressWarnings("NullAway") // columns that may be null take null
    private static void queued(DistributionQueued e, int ledger, Rows rows) {
        if (rows.find(OWED, ledger, e.documentId().value(), e.agencyId().value()).filter(found -> new Row(OWED, found).flag("awaits_copy")).isPresent()) {
            rows.change(OWED, row -> {
                row.set("due_by", millis(e.dueBy()));
                row.set("awaits_copy", false);
            }, ledger, e.documentId().value(), e.agencyId().value());
        }
        rows.put(DISTRIBUTION, ledger, e.distributionId().value(), e.documentId().value(), meetingOf(rows, ledger, e.documentId()), e.version(), e.agencyId().value(), e.owedAs().name(),
                e.channel().name(), "QUEUED", 1, millis(e.dueBy()), null, null, null, null, null, null, null, null, null, null, null, null, false, false, false);
    }

    private static String flagOf(Missing missing) {
        return switch (missing) {
            case NOT_DELIVERED -> "undelivered";
            case NOT_ACKNOWLEDGED -> "overdue";
            case NOT_RECORDED -> "unrecorded";
        };
    }

    private static void change(Rows rows, int ledger, DistributionId id, Consumer<Row> change) {
        rows.change(DISTRIBUTION, change, ledger, id.value());
    }

    private static long millis(Instant moment) {
        return moment.toEpochMilli();
    }
}
