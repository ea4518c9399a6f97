package org.goldenthread.query.access;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.Sensitivity;
import org.goldenthread.events.access.AccessEvent;
import org.goldenthread.events.access.AccessEvent.AccessRestricted;
import org.goldenthread.events.access.AccessEvent.BreakGlassAccessUsed;
import org.goldenthread.events.access.AccessEvent.BreakGlassReviewed;
import org.goldenthread.events.access.AccessEvent.ExclusionEnded;
import org.goldenthread.events.access.AccessEvent.InvolvementBegun;
import org.goldenthread.events.access.AccessEvent.InvolvementEnded;
import org.goldenthread.events.access.AccessEvent.PersonExcluded;
import org.goldenthread.events.access.AccessEvent.RestrictionLifted;
import org.goldenthread.events.access.AccessEvent.RestrictionReviewed;
import org.goldenthread.events.access.AuditSampleEvent;
import org.goldenthread.events.access.AuditSampleEvent.AuditSampleEnded;
import org.goldenthread.events.access.AuditSampleEvent.AuditSampleGranted;
import org.goldenthread.events.action.ActionEvent;
import org.goldenthread.events.action.ActionEvent.ActionAgreed;
import org.goldenthread.events.action.ActionEvent.ActionReassigned;
import org.goldenthread.events.chain.StoredEvent;
import org.goldenthread.events.contact.ContactEvent;
import org.goldenthread.events.contact.ContactEvent.ChildMatched;
import org.goldenthread.events.contact.ContactEvent.ContactReceived;
import org.goldenthread.events.contact.ContactEvent.ContactReturnedToFrontDoor;
import org.goldenthread.events.contact.ContactEvent.ContactRoutedToOwner;
import org.goldenthread.events.document.DocumentEvent;
import org.goldenthread.events.document.DocumentEvent.DecisionNoticeIssued;
import org.goldenthread.events.document.DocumentEvent.DistributionAcknowledged;
import org.goldenthread.events.document.DocumentEvent.DistributionQueued;
import org.goldenthread.events.document.DocumentEvent.DistributionWithdrawn;
import org.goldenthread.events.document.DocumentEvent.MinutesOwed;
import org.goldenthread.events.document.DocumentEvent.Statement;
import org.goldenthread.events.meeting.MeetingEvent;
import org.goldenthread.events.meeting.MeetingEvent.AttendanceRecorded;
import org.goldenthread.events.meeting.MeetingEvent.MeetingConvened;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.events.values.UserId;
import org.goldenthread.query.rows.Projection;
import org.goldenthread.query.rows.Rows;
import org.goldenthread.query.rows.Table;
import org.jspecify.annotations.Nullable;

/**
 * What the access decision rests on: locks, exclusions, involvements, openings in need, samples, which contact, meeting or action names
 * whom, who keeps a meeting and which agencies sat there, whose an action is, and which agencies have a copy of a document.
 */
public final class AccessProjection implements Projection {

    static final Table LOCK = Table.of("lock", 2, "ledger integer", "child uuid", "level text", "ground text", "owner uuid", "owner_agency uuid",
            "since bigint", "review_by bigint", "held boolean").indexed("(ledger) where held");
    static final Table EXCLUDED = Table.of("exclusion", 3, "ledger integer", "child uuid", "user_id uuid", "since bigint", "held boolean")
            .indexed("(ledger, user_id) where held");
    static final Table INVOLVED = Table.of("involved", 4, "ledger integer", "child uuid", "user_id uuid", "kind text", "agency uuid", "since bigint",
            "until bigint", "held boolean").indexed("(ledger, user_id) where held");
    static final Table GLASS = Table.of("glass", 2, "ledger integer", "use_id uuid", "child uuid", "user_id uuid", "reason text", "since bigint",
            "until bigint", "review_by bigint", "justified text?").indexed("(ledger, child)", "(ledger, review_by) where justified is null");
    static final Table SAMPLED = Table.of("sampled", 3, "ledger integer", "sample uuid", "child uuid", "auditor uuid", "since bigint", "until bigint",
            "held boolean").indexed("(ledger, child)", "(ledger, auditor)");
    static final Table NAMED = Table.of("named", 3, "ledger integer", "contact uuid", "child uuid", "received_at bigint", "held boolean")
            .indexed("(ledger, child)", "(ledger, received_at)");
    static final Table ALIAS = Table.of("alias", 3, "ledger integer", "provisional uuid", "child uuid");
    static final Table LOGGED = Table.of("logged", 2, "ledger integer", "contact uuid", "recorder uuid", "sensitive boolean");
    static final Table ROUTED = Table.of("routed", 3, "ledger integer", "contact uuid", "child uuid", "held boolean");
    static final Table KEEPER = Table.of("keeper", 3, "ledger integer", "meeting uuid", "user_id uuid").indexed("(ledger, user_id)");
    static final Table SEATED = Table.of("seated", 3, "ledger integer", "meeting uuid", "seat integer", "agency uuid", "held boolean");
    static final Table OWNED = Table.of("owned", 3, "ledger integer", "action uuid", "agency uuid", "held boolean");
    static final Table AGREED_IN = Table.of("agreed_in", 2, "ledger integer", "action uuid", "meeting uuid");
    static final Table OF_MEETING = Table.of("of_meeting", 2, "ledger integer", "document uuid", "meeting uuid");
    static final Table RECEIVED = Table.of("received", 4, "ledger integer", "document uuid", "agency uuid", "version integer", "held boolean").indexed("(ledger, agency)");

    private static final long FOR_EVER = Long.MAX_VALUE;

    @Override
    public String name() {
        return "access";
    }

    @Override
    public List<Table> tables() {
        return List.of(LOCK, EXCLUDED, INVOLVED, GLASS, SAMPLED, NAMED, ALIAS, LOGGED, ROUTED, KEEPER, SEATED, OWNED, AGREED_IN, OF_MEETING, RECEIVED);
    }

    @Override
    public void on(Recorded<?> recorded, StoredEvent stored, Rows rows) {
        int ledger = stored.ledger().value();
        switch (recorded.event()) {
            case AccessEvent e -> on(e, ledger, stored.recordedAt(), rows);
            case AuditSampleEvent e -> on(e, ledger, stored.recordedAt(), rows);
            case ContactEvent e -> on(e, ledger, recorded, rows);
            case MeetingEvent e -> on(e, ledger, rows);
            case ActionEvent e -> on(e, ledger, rows);
            case DocumentEvent e -> on(e, ledger, rows);
            default -> { }
        }
    }

    private static void on(AccessEvent event, int ledger, long at, Rows rows) {
        var child = event.childId().value();
        switch (event) {
            case AccessRestricted e -> rows.put(LOCK, ledger, child, e.level().name(), e.ground().name(), e.ownerId().value(), e.ownerAgencyId().value(),
                    at, due(e.review().dueBy()), true);
            case RestrictionReviewed e -> change(rows, LOCK, row -> {
                row[4] = e.ownerId().value();
                row[5] = e.ownerAgencyId().value();
                row[7] = due(e.review().dueBy());
            }, ledger, child);
            case RestrictionLifted e -> change(rows, LOCK, row -> row[8] = false, ledger, child);
            case PersonExcluded e -> rows.put(EXCLUDED, ledger, child, e.userId().value(), at, true);
            case ExclusionEnded e -> change(rows, EXCLUDED, row -> row[4] = false, ledger, child, e.userId().value());
            case InvolvementBegun e -> rows.put(INVOLVED, ledger, child, e.userId().value(), e.kind().name(), e.agencyId().value(), due(e.from()),
                    e.until() == null ? FOR_EVER : due(e.until()), true);
            case InvolvementEnded e -> change(rows, INVOLVED, row -> {
                row[6] = due(e.at());
                row[7] = false;
            }, ledger, child, e.userId().value(), e.kind().name());
            case BreakGlassAccessUsed e -> putGlass(rows, ledger, e);
            case BreakGlassReviewed e -> change(rows, GLASS, row -> row[8] = Boolean.toString(e.justified()), ledger, e.useId());
        }
    }

    @SuppressWarnings("NullAway") // a column that may be null takes null
    private static void putGlass(Rows rows, int ledger, BreakGlassAccessUsed e) {
        rows.put(GLASS, ledger, e.useId(), e.childId().value(), e.userId().value(), e.reasonCode().name(), due(e.from()), due(e.until()),
                due(e.review().dueBy()), null);
    }

    private static void on(AuditSampleEvent event, int ledger, long at, Rows rows) {
        switch (event) {
            case AuditSampleGranted e -> e.about().forEach(child -> rows.put(SAMPLED, ledger, e.sampleId(), child.value(), e.auditorId().value(), at,
                    due(e.until()), true));
            case AuditSampleEnded e -> e.about().forEach(child -> change(rows, SAMPLED, row -> row[6] = false, ledger, e.sampleId(), child.value()));
        }
    }

    private static void on(ContactEvent event, int ledger, Recorded<?> recorded, Rows rows) {
        switch (event) {
            case ContactReceived e -> {
                var context = recorded.envelope().context();
                rows.put(LOGGED, ledger, e.contactId().value(), context.recordedBy().userId().value(), context.sensitivity() != Sensitivity.STANDARD);
                e.children().forEach(child -> named(rows, ledger, e.contactId().value(), child.childId(), e.receivedAt(), true));
            }
            case ChildMatched e -> {
                named(rows, ledger, e.contactId().value(), e.childId(), e.contactReceivedAt(), true);
                if (!e.childId().equals(e.provisionalChildId())) {
                    rows.put(ALIAS, ledger, e.provisionalChildId().value(), e.childId().value());
                }
            }
            case ContactRoutedToOwner e -> {
                named(rows, ledger, e.contactId().value(), e.childId(), recorded.envelope().occurredAt(), true);
                rows.put(ROUTED, ledger, e.contactId().value(), e.childId().value(), true);
            }
            case ContactReturnedToFrontDoor e -> {
                named(rows, ledger, e.contactId().value(), e.childId(), recorded.envelope().occurredAt(), false);
                change(rows, ROUTED, row -> row[3] = false, ledger, e.contactId().value(), e.childId().value());
            }
            default -> { }
        }
    }

    private static void on(MeetingEvent event, int ledger, Rows rows) {
        switch (event) {
            case MeetingConvened e -> {
                e.about().forEach(child -> named(rows, ledger, e.meetingId().value(), child, Instant.EPOCH, true));
                keeper(rows, ledger, e.meetingId(), e.chairId());
                keeper(rows, ledger, e.meetingId(), e.minuteTakerId());
            }
            case AttendanceRecorded e -> rows.put(SEATED, ledger, e.meetingId().value(), e.seat(), e.agencyId().value(), e.status().isThere());
            default -> { }
        }
    }

    private static void keeper(Rows rows, int ledger, MeetingId meeting, @Nullable UserId user) {
        if (user != null) {
            rows.put(KEEPER, ledger, meeting.value(), user.value());
        }
    }

    private static void on(ActionEvent event, int ledger, Rows rows) {
        switch (event) {
            case ActionAgreed e -> {
                e.about().forEach(child -> named(rows, ledger, e.actionId().value(), child, Instant.EPOCH, true));
                rows.put(AGREED_IN, ledger, e.actionId().value(), e.meetingId().value());
                rows.put(OWNED, ledger, e.actionId().value(), e.owner().agencyId().value(), true);
            }
            case ActionReassigned e -> {
                rows.put(OWNED, ledger, e.actionId().value(), e.previousAgencyId().value(), false);
                rows.put(OWNED, ledger, e.actionId().value(), e.owner().agencyId().value(), true);
            }
            default -> { }
        }
    }

    private static void on(DocumentEvent event, int ledger, Rows rows) {
        switch (event) {
            case DecisionNoticeIssued e -> ofMeeting(e, e.meetingId(), ledger, rows);
            case MinutesOwed e -> ofMeeting(e, e.meetingId(), ledger, rows);
            case DistributionQueued e -> rows.put(RECEIVED, ledger, e.documentId().value(), e.agencyId().value(), e.version(), true);
            case DistributionAcknowledged e when e.statement() == Statement.RECEIVED_NOT_FOR_ME ->
                    rows.put(RECEIVED, ledger, e.documentId().value(), e.agencyId().value(), e.version(), false);
            case DistributionWithdrawn e -> rows.put(RECEIVED, ledger, e.documentId().value(), e.agencyId().value(), e.version(), false);
            default -> { }
        }
    }

    private static void ofMeeting(DocumentEvent event, MeetingId meeting, int ledger, Rows rows) {
        event.about().forEach(child -> named(rows, ledger, event.documentId().value(), child, Instant.EPOCH, true));
        rows.put(OF_MEETING, ledger, event.documentId().value(), meeting.value());
    }

    /** A contact by when it was received; a meeting or an action, which brings nobody to the front door, by no time. */
    private static void named(Rows rows, int ledger, UUID record, ChildId child, Instant receivedAt, boolean held) {
        rows.put(NAMED, ledger, record, child.value(), due(receivedAt), held);
    }

    private static void change(Rows rows, Table table, Consumer<Object[]> change, Object... key) {
        rows.find(table, key).ifPresent(row -> {
            change.accept(row);
            rows.put(table, row);
        });
    }

    private static long due(Instant moment) {
        return moment.toEpochMilli();
    }
}
