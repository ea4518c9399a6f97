package org.goldenthread.query.meeting;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.calendar.Clock;
import org.goldenthread.events.chain.StoredEvent;
import org.goldenthread.events.meeting.MeetingEvent;
import org.goldenthread.events.meeting.MeetingEvent.AfterMeetingDecisionRecorded;
import org.goldenthread.events.meeting.MeetingEvent.AttendanceRecorded;
import org.goldenthread.events.meeting.MeetingEvent.ChildVoiceRecorded;
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
import org.goldenthread.events.meeting.MeetingEvent.Seat;
import org.goldenthread.events.meeting.MeetingEvent.SeatAdded;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.query.rows.Projection;
import org.goldenthread.query.rows.Row;
import org.goldenthread.query.rows.Rows;
import org.goldenthread.query.rows.Table;
import org.jspecify.annotations.Nullable;

/**
 * One row a meeting, a seat, a decision, a position and a duty: how meetings stand, who came, who decided what and when, who agreed,
 * who is owed what. No text of any person.
 */
@SuppressWarnings("NullAway") // a column that may be null takes null
public final class MeetingProjection implements Projection {

    static final Table MEETING = Table.of("meeting", 2, "ledger integer", "meeting uuid", "kind text", "format text", "state text", "starts_at bigint",
            "opened_at bigint?", "ended_at bigint?", "resumes_at bigint?", "chair uuid", "children integer", "hold_from bigint?", "hold_by bigint?", "quorate boolean?",
            "missing text[]", "notice_by bigint?", "minutes_by bigint?", "last_position bigint", "version integer").indexed("(ledger, starts_at)", "(ledger, ended_at)",
            "(ledger, hold_from) where hold_from is not null");
    static final Table ABOUT = Table.of("about", 3, "ledger integer", "child uuid", "meeting uuid", "number integer").indexed("(ledger, meeting)");
    static final Table SEAT = Table.of("seat", 3, "ledger integer", "meeting uuid", "seat integer", "agency uuid", "core text?", "status text?", "authority boolean");
    static final Table DECISION = Table.of("decision", 2, "ledger integer", "decision uuid", "meeting uuid", "child uuid", "type text", "answer text", "decided_at bigint",
            "after boolean", "minutes_after bigint", "endorse_by bigint?", "overdue boolean", "replaced_by uuid?", "position bigint").indexed("(ledger, meeting)",
            "(ledger, endorse_by) where after", "(ledger, decided_at)");
    static final Table POSITION = Table.of("position", 3, "ledger integer", "decision uuid", "agency uuid", "stance text", "at bigint", "challenge_by bigint?");
    static final Table DUTY = Table.of("duty", 4, "ledger integer", "meeting uuid", "seat integer", "document text", "agency uuid", "owed_as text", "due_by bigint");

    @Override
    public String name() {
        return "meeting";
    }

    @Override
    public List<Table> tables() {
        return List.of(MEETING, ABOUT, SEAT, DECISION, POSITION, DUTY);
    }

    @Override
    public void on(Recorded<?> recorded, StoredEvent stored, Rows rows) {
        if (recorded.event() instanceof MeetingEvent event) {
            int ledger = stored.ledger().value();
            on(event, recorded.envelope().occurredAt(), ledger, stored, rows);
            if (!(event instanceof MeetingConvened)) {
                rows.change(MEETING, row -> {
                    row.set("last_position", stored.position());
                    row.set("version", stored.sequence());
                }, ledger, stored.streamId());
            }
        }
    }

    private static void on(MeetingEvent event, Instant occurredAt, int ledger, StoredEvent stored, Rows rows) {
        var meeting = event.meetingId();
        switch (event) {
            case MeetingConvened e -> convened(e, ledger, stored, rows);
            case SeatAdded e -> seat(rows, ledger, meeting, e.seat());
            case MeetingOpened e -> state(rows, ledger, meeting, "IN_SESSION", row -> {
                row.set("opened_at", millis(e.openedAt()));
                row.set("starts_at", millis(e.startsAt()));
            });
            case AttendanceRecorded e -> rows.change(SEAT, row -> {
                row.set("status", e.status().name());
                row.set("authority", e.decisionAuthority());
            }, ledger, meeting.value(), e.seat());
            case InformationShared e -> { }
            case ChildVoiceRecorded e -> { }
            case MeetingDecisionRecorded e -> {
                rows.put(DECISION, ledger, e.decisionId().value(), meeting.value(), e.childId().value(), e.type().name(), e.decision().name(),
                        millis(e.decidedAt() == null ? occurredAt : e.decidedAt()), false, 0L, null, false, null, stored.position());
                replaced(rows, ledger, e.supersedes(), e.decisionId());
            }
            case AfterMeetingDecisionRecorded e -> {
                rows.put(DECISION, ledger, e.decisionId().value(), meeting.value(), e.childId().value(), e.type().name(), e.decision().name(), millis(e.decidedAt()), true,
                        e.minutesAfterClose(), millis(e.endorsement().dueBy()), false, null, stored.position());
                replaced(rows, ledger, e.supersedes(), e.decisionId());
            }
            case PositionRecorded e -> rows.put(POSITION, ledger, e.decisionId().value(), e.agencyId().value(), e.stance().name(), millis(e.at()), due(e.challenge()));
            case MeetingAdjourned e -> state(rows, ledger, meeting, "ADJOURNED", row -> row.set("resumes_at", millis(e.resumesAt())));
            case MeetingResumed e -> state(rows, ledger, meeting, "IN_SESSION", row -> row.set("resumes_at", null));
            case MeetingClosed e -> closed(e, ledger, rows);
            case MeetingCancelled e -> state(rows, ledger, meeting, "CANCELLED", row -> { });
            case PositionsOverdue e -> rows.change(DECISION, row -> row.set("overdue", true), ledger, e.decisionId().value());
        }
    }

    private static void convened(MeetingConvened e, int ledger, StoredEvent stored, Rows rows) {
        rows.put(MEETING, ledger, e.meetingId().value(), e.kind().name(), e.format().name(), "CONVENED", millis(e.startsAt()), null, null, null, e.chairId().value(),
                e.sittings().size(), e.hold() == null ? null : millis(e.hold().startedAt()), due(e.hold()), null, List.of(), null, null, stored.position(), stored.sequence());
        e.sittings().forEach(sitting -> rows.put(ABOUT, ledger, sitting.childId().value(), e.meetingId().value(), sitting.number()));
        e.seats().forEach(seat -> seat(rows, ledger, e.meetingId(), seat));
    }

    private static void closed(MeetingClosed e, int ledger, Rows rows) {
        rows.change(MEETING, row -> {
            row.set("state", "CLOSED");
            row.set("ended_at", millis(e.endedAt()));
            row.set("resumes_at", null);
            row.set("quorate", e.quorate());
            row.set("missing", e.missing().stream().map(Enum::name).toList());
            row.set("notice_by", due(e.notice()));
            row.set("minutes_by", due(e.minutes()));
        }, ledger, e.meetingId().value());
        e.duties().forEach(duty -> rows.put(DUTY, ledger, e.meetingId().value(), duty.seat(), duty.document().name(), duty.agencyId().value(), duty.owedAs().name(),
                millis(duty.dueBy())));
    }

    private static void seat(Rows rows, int ledger, MeetingId meeting, Seat seat) {
        rows.put(SEAT, ledger, meeting.value(), seat.number(), seat.agencyId().value(), seat.core() == null ? null : seat.core().name(), null, false);
    }

    private static void replaced(Rows rows, int ledger, @Nullable DecisionId earlier, DecisionId by) {
        if (earlier != null) {
            rows.change(DECISION, row -> row.set("replaced_by", by.value()), ledger, earlier.value());
        }
    }

    /** What is typed up of a meeting after its end does not open it again. */
    private static void state(Rows rows, int ledger, MeetingId meeting, String state, Consumer<Row> and) {
        rows.change(MEETING, row -> {
            if (!row.has("ended_at")) {
                row.set("state", state);
            }
            and.accept(row);
        }, ledger, meeting.value());
    }

    private static long millis(Instant moment) {
        return moment.toEpochMilli();
    }

    private static @Nullable Long due(@Nullable Clock clock) {
        return clock == null ? null : clock.dueBy().toEpochMilli();
    }
}
