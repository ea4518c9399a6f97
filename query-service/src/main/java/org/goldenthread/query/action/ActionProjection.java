package org.goldenthread.query.action;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.goldenthread.events.Recorded;
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
import org.goldenthread.events.chain.StoredEvent;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.query.directory.SealedToken;
import org.goldenthread.query.rows.Projection;
import org.goldenthread.query.rows.Row;
import org.goldenthread.query.rows.Rows;
import org.goldenthread.query.rows.Table;
import org.jspecify.annotations.Nullable;

/** One row an action: whose it is, when it is due, where it stands. What is to be done and by whom stays sealed. */
@SuppressWarnings("NullAway") // a column that may be null takes null
public final class ActionProjection implements Projection {

    static final Table ACTION = Table.of("action", 2, "ledger integer", "action uuid", "meeting uuid", "decision uuid?", "agency uuid", "owner_name text?", "owner_role text?",
            "name_by bigint?", "description text", "due_on text", "due_by bigint", "risk text?", "state text", "open boolean", "extensions integer", "agreed_at bigint",
            "completed_at bigint?", "days_late integer", "effect text?", "contested_by uuid?", "verified_by uuid?", "escalated text[]", "last_position bigint",
            "version integer").indexed("(ledger, agency, open)", "(ledger, meeting)", "(ledger, due_by) where open", "(ledger, contested_by) where contested_by is not null");
    static final Table ABOUT = Table.of("about", 3, "ledger integer", "child uuid", "action uuid").indexed("(ledger, action)");

    @Override
    public String name() {
        return "action";
    }

    @Override
    public List<Table> tables() {
        return List.of(ACTION, ABOUT);
    }

    @Override
    public void on(Recorded<?> recorded, StoredEvent stored, Rows rows) {
        if (recorded.event() instanceof ActionEvent event) {
            switch (event) {
                case ActionAgreed e -> agreed(e, recorded.envelope().occurredAt(), stored, rows);
                case ActionOwnerNamed e -> change(rows, stored, row -> {
                    row.set("owner_name", SealedToken.write(e.name()));
                    row.set("name_by", null);
                });
                case ActionAccepted e -> change(rows, stored, row -> row.set("state", "ACCEPTED"));
                case ActionDeclined e -> change(rows, stored, row -> row.set("state", "DECLINED"));
                case ActionProgressed e -> change(rows, stored, row -> { });
                case ActionCompleted e -> change(rows, stored, row -> {
                    end(row, "COMPLETED");
                    row.set("completed_at", e.completedAt().toEpochMilli());
                    row.set("days_late", e.workingDaysLate());
                    row.set("effect", e.effectOnRisk().name());
                    row.set("contested_by", null);
                });
                case ActionVerified e -> change(rows, stored, row -> {
                    end(row, "VERIFIED");
                    row.set("verified_by", e.agencyId().value());
                    row.set("contested_by", null);
                });
                case ActionContested e -> change(rows, stored, row -> {
                    row.set("state", "CONTESTED");
                    row.set("open", true);
                    row.set("contested_by", e.agencyId().value());
                });
                case ActionExtended e -> change(rows, stored, row -> {
                    row.set("due_on", e.newDueOn().toString());
                    row.set("due_by", e.newDueBy().toEpochMilli());
                    row.set("extensions", e.count());
                });
                case ActionReassigned e -> change(rows, stored, row -> {
                    row.set("state", "AGREED");
                    row.set("contested_by", null);
                    own(row, e.owner());
                });
                case ActionEscalated e -> change(rows, stored, row -> row.set("escalated", with(row.texts("escalated"), e.why().name())));
                case ActionCancelled e -> change(rows, stored, row -> end(row, "CANCELLED"));
            }
        }
    }

    private static void agreed(ActionAgreed e, Instant occurredAt, StoredEvent stored, Rows rows) {
        int ledger = stored.ledger().value();
        var row = new Object[] {ledger, e.actionId().value(), e.meetingId().value(), e.decisionId() == null ? null : e.decisionId().value(), null, null, null, null,
            SealedToken.write(e.description()), e.dueOn().toString(), e.dueBy().toEpochMilli(), e.risk() == null ? null : e.risk().name(), "AGREED", true, 0,
            occurredAt.toEpochMilli(), null, 0, null, null, null, List.of(), stored.position(), stored.sequence()};
        own(new Row(ACTION, row), e.owner());
        rows.put(ACTION, row);
        e.about().forEach(child -> rows.put(ABOUT, ledger, child.value(), e.actionId().value()));
    }

    private static void own(Row row, Owner owner) {
        row.set("agency", owner.agencyId().value());
        row.set("owner_name", token(owner.name()));
        row.set("owner_role", token(owner.role()));
        row.set("name_by", owner.toBeNamedBy() == null ? null : owner.toBeNamedBy().toEpochMilli());
    }

    private static @Nullable String token(@Nullable PersonalText text) {
        return text == null ? null : SealedToken.write(text);
    }

    private static void end(Row row, String state) {
        row.set("state", state);
        row.set("open", false);
    }

    private static List<String> with(List<String> before, String more) {
        return Stream.concat(before.stream(), Stream.of(more)).distinct().toList();
    }

    private static void change(Rows rows, StoredEvent stored, Consumer<Row> change) {
        rows.change(ACTION, row -> {
            change.accept(row);
            row.set("last_position", stored.position());
            row.set("version", stored.sequence());
        }, stored.ledger().value(), stored.streamId());
    }
}
