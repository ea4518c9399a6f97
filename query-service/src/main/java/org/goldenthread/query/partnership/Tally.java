package org.goldenthread.query.partnership;

import static org.goldenthread.query.partnership.PartnershipProjection.OWED;
import static org.goldenthread.query.partnership.PartnershipProjection.SHARED;
import static org.goldenthread.query.partnership.PartnershipProjection.TALLY;

import java.util.UUID;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.query.rows.Row;
import org.goldenthread.query.rows.Rows;

/**
 * What one row adds to the counts of its moment, agency and kind of meeting: nothing, or itself. {@code at} is when it is due, for a
 * decision the end of its day; {@code waived} is what was waived and never came.
 */
record Tally(int ledger, String figure, long at, UUID agency, String kind, boolean counted, boolean good, boolean came, boolean waived) {

    static final String MINUTES = "MINUTES";
    static final String NOTICE = "NOTICE";
    static final String DECISION = "DECISION";

    /** Stands for all agencies where a figure is no agency's own. */
    static final UUID NO_AGENCY = new UUID(0, 0);

    static Tally of(Row row) {
        int ledger = row.number("ledger");
        var kind = row.text("kind");
        if (row.table().equals(OWED)) {
            boolean came = row.has("delivered_at");
            return new Tally(ledger, MINUTES, row.moment("due_by"), row.id("agency"), kind, !row.flag("astray"), came && row.moment("delivered_at") <= row.moment("due_by"), came,
                    row.flag("waived") && !came);
        }
        if (row.table().equals(SHARED)) {
            boolean came = row.has("shared_at");
            return new Tally(ledger, NOTICE, row.moment("due_by"), row.id("agency"), kind, row.flag("stands") && !row.flag("astray"),
                    came && row.moment("shared_at") <= row.moment("due_by"), came, false);
        }
        return new Tally(ledger, DECISION, endOfDay(row.moment("decided_at")), NO_AGENCY, kind, row.flag("stands"), row.flag("after"), true, false);
    }

    private static long endOfDay(long moment) {
        return WorkingCalendar.englandAndWales().endOfDay(WorkingCalendar.dayOf(java.time.Instant.ofEpochMilli(moment))).toEpochMilli();
    }

    /** Adds this to the counts, or with -1 takes it off them again. */
    void add(Rows rows, int sign) {
        if (counted) {
            var row = new Row(TALLY, rows.find(TALLY, ledger, figure, at, agency, kind).orElseGet(() -> new Object[] {ledger, figure, at, agency, kind, 0, 0, 0, 0}));
            row.add("counted", sign);
            row.add("good", good ? sign : 0);
            row.add("came", came ? sign : 0);
            row.add("waived", waived ? sign : 0);
            rows.put(TALLY, row.values());
        }
    }
}
