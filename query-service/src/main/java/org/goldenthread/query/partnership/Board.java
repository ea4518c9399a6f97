package org.goldenthread.query.partnership;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.query.access.Access;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.edge.Failures.Unreadable;
import org.goldenthread.query.edge.Leaf;
import org.goldenthread.query.edge.Times;
import org.goldenthread.query.partnership.Partnership.Cell;
import org.goldenthread.query.partnership.Partnership.Share;
import org.goldenthread.query.partnership.Tallies.Line;
import org.goldenthread.query.partnership.Tallies.Wanted;
import org.goldenthread.query.timeliness.Period;
import org.goldenthread.query.timeliness.Timeliness;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The figures of the board for one reader: what is about children kept from them is in none. */
@Component
public final class Board {

    /** After so many working days, what was owed and has not come is never received (domain 5.1, row 7b). */
    private static final int NEVER_WORKING_DAYS = 20;

    /** A file of more would not open in what people open it with. */
    private static final int MOST_ROWS = 50_000;

    private final Tallies tallies;
    private final Access access;
    private final Times times;

    Board(Tallies tallies, Access access, Times times) {
        this.tallies = tallies;
        this.access = access;
        this.times = times;
    }

    Period year() {
        return Period.yearTo(times.today());
    }

    Partnership figures(Reader reader, Period period) {
        return Partnership.of(cells(reader, period), period);
    }

    private List<Cell> cells(Reader reader, Period period) {
        var now = times.now();
        return tallies.cells(reader.ledger(), access.keptFrom(reader), period, now, neverBy(now));
    }

    /** Both numbers of a list, and a page of it. */
    record Listed(Share share, Leaf<Line> lines) {}

    /** A page of what stands behind a figure; of one month of the period where one is given. */
    Listed list(Reader reader, Period period, @Nullable YearMonth month, Wanted wanted, int number) {
        var now = times.now();
        var kept = access.keptFrom(reader);
        var days = days(period, month);
        var cells = tallies.cells(reader.ledger(), kept, days, now, neverBy(now));
        return new Listed(Partnership.whole(wanted.figure(), cells, cell -> (wanted.agency() == null || wanted.agency().value().equals(cell.agency()))
                && (wanted.kind() == null || wanted.kind() == cell.kind())), tallies.page(reader.ledger(), kept, days, now, neverBy(now), wanted, number));
    }

    /** All of it. @throws Unreadable where it is more than a file should hold */
    List<Line> rows(Reader reader, Period period, @Nullable YearMonth month, Wanted wanted) {
        var now = times.now();
        var kept = access.keptFrom(reader);
        var days = days(period, month);
        var rows = tallies.lines(reader.ledger(), kept, days, now, neverBy(now), wanted, MOST_ROWS + 1, 0);
        if (rows.size() > MOST_ROWS) {
            throw new Unreadable("There are more than 50,000 rows. Ask for a shorter period.");
        }
        return rows;
    }

    private static Period days(Period period, @Nullable YearMonth month) {
        return month == null ? period : period.in(month).orElseThrow(() -> new Unreadable("The month is not in the period. Go back and choose again."));
    }

    /** 16 hexadecimal digits that change when a figure of the last twelve months changes; the same by whichever instance, after whichever restart. */
    public String digest(Reader reader) {
        return Timeliness.digest(cells(reader, year()));
    }

    /** The same as a number. */
    public long version(Reader reader) {
        return Long.parseUnsignedLong(digest(reader), 16) & (Long.MAX_VALUE >> 11);
    }

    /** What was due by the end of this day has had its working days, and more: the end of the twentieth is past. */
    static Instant neverBy(Instant now) {
        var calendar = WorkingCalendar.englandAndWales();
        var day = WorkingCalendar.dayOf(now).minusDays(NEVER_WORKING_DAYS);
        while (!calendar.endOfDay(calendar.workingDayAfter(day, NEVER_WORKING_DAYS)).isBefore(now)) {
            day = day.minusDays(1);
        }
        return calendar.endOfDay(day);
    }
}
