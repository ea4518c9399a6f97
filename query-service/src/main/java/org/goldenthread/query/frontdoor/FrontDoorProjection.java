package org.goldenthread.query.frontdoor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.Sensitivity;
import org.goldenthread.events.chain.StoredEvent;
import org.goldenthread.events.contact.ContactEvent.ChildMatched;
import org.goldenthread.events.contact.ContactEvent.ContactAcknowledged;
import org.goldenthread.events.contact.ContactEvent.ContactDetailsCompleted;
import org.goldenthread.events.contact.ContactEvent.ContactReceived;
import org.goldenthread.events.contact.ContactEvent.ContactReturnedToFrontDoor;
import org.goldenthread.events.contact.ContactEvent.ContactRoutedToOwner;
import org.goldenthread.events.contact.ContactEvent.NamedChild;
import org.goldenthread.events.contact.ContactEvent.ReferrerFeedbackGiven;
import org.goldenthread.events.contact.ContactEvent.ThresholdDecisionMade;
import org.goldenthread.events.contact.ContactEvent;
import org.goldenthread.query.directory.SealedToken;
import org.goldenthread.query.rows.Projection;
import org.goldenthread.query.rows.Row;
import org.goldenthread.query.rows.Rows;
import org.goldenthread.query.rows.Table;

/** One row a contact: what it waits for and until when. Names stay sealed. */
public final class FrontDoorProjection implements Projection {

    static final Table CONTACT = Table.of("contact", 2, "ledger integer", "contact uuid", "received_at bigint", "channel text",
            "kind text", "source text?", "immediate_danger boolean", "anonymous boolean", "names text[]", "children integer",
            "matched integer", "decided integer", "missing integer", "acknowledge_by bigint?", "acknowledged_at bigint?",
            "decide_by bigint", "decided_at bigint?", "feedback_by bigint?", "feedback_at bigint?", "open boolean", "sensitive boolean",
            "last_position bigint", "version integer").indexed("(ledger, open, immediate_danger, decide_by)");

    @Override
    public String name() {
        return "front_door";
    }

    @Override
    public List<Table> tables() {
        return List.of(CONTACT);
    }

    @Override
    public void on(Recorded<?> recorded, StoredEvent stored, Rows rows) {
        if (recorded.event() instanceof ContactEvent event) {
            switch (event) {
                case ContactReceived e -> rows.put(CONTACT, received(e, recorded, stored));
                case ContactDetailsCompleted e -> change(rows, stored, row -> complete(row, e));
                case ContactAcknowledged e -> change(rows, stored, row -> row.set("acknowledged_at", e.at().toEpochMilli()));
                case ChildMatched e -> change(rows, stored, row -> row.add("matched", 1));
                case ContactRoutedToOwner e -> change(rows, stored, row -> { });
                case ContactReturnedToFrontDoor e -> change(rows, stored, row -> { });
                case ThresholdDecisionMade e -> change(rows, stored, row -> decide(row, e));
                case ReferrerFeedbackGiven e -> change(rows, stored, row -> row.set("feedback_at", e.givenAt().toEpochMilli()));
            }
        }
    }

    @SuppressWarnings("NullAway") // columns that may be null take null
    private static Object[] received(ContactReceived e, Recorded<?> recorded, StoredEvent stored) {
        return new Object[] {stored.ledger().value(), stored.streamId(), e.receivedAt().toEpochMilli(), e.channel().name(), e.kind().name(),
            e.sourceCode() == null ? null : e.sourceCode().code(), e.immediateDanger(), e.anonymous(), names(e.children()),
            e.children().size(), 0, 0, e.missing().size(), e.acknowledgement() == null ? null : e.acknowledgement().dueBy().toEpochMilli(),
            null, e.decision().dueBy().toEpochMilli(), null, null, null, true, recorded.envelope().context().sensitivity() != Sensitivity.STANDARD,
            stored.position(), stored.sequence()};
    }

    private static List<String> names(List<NamedChild> children) {
        var names = new ArrayList<String>();
        children.forEach(child -> names.add(child.name() == null ? "" : SealedToken.write(child.name())));
        return names;
    }

    private static void complete(Row row, ContactDetailsCompleted e) {
        row.set("missing", e.stillMissing().size());
        if (e.sourceCode() != null) {
            row.set("source", e.sourceCode().code());
        }
        if (e.referrer() != null) {
            row.set("anonymous", false);
        }
        if (e.acknowledgement() != null) {
            row.set("acknowledge_by", e.acknowledgement().dueBy().toEpochMilli());
        }
        var names = new ArrayList<>(row.texts("names"));
        for (var child : e.children()) {
            if (child.name() != null) {
                names.set(child.ref() - 1, SealedToken.write(child.name()));
            }
        }
        row.set("names", List.copyOf(names));
    }

    private static void decide(Row row, ThresholdDecisionMade e) {
        row.add("decided", 1);
        if (row.number("decided") == row.number("children")) {
            row.set("decided_at", e.decidedAt().toEpochMilli());
        }
        if (e.feedback() != null && (!row.has("feedback_by") || row.moment("feedback_by") > e.feedback().dueBy().toEpochMilli())) {
            row.set("feedback_by", e.feedback().dueBy().toEpochMilli());
        }
    }

    private static void change(Rows rows, StoredEvent stored, Consumer<Row> change) {
        rows.change(CONTACT, row -> {
            if (row.number("version") >= stored.sequence()) {
                return;
            }
            change.accept(row);
            boolean told = row.flag("anonymous") || row.has("feedback_at");
            row.set("open", !(row.number("matched") >= row.number("children") && row.number("decided") >= row.number("children") && told));
            row.set("last_position", stored.position());
            row.set("version", stored.sequence());
        }, stored.ledger().value(), stored.streamId());
    }
}
