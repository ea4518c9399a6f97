package org.goldenthread.query.timeliness;

import org.goldenthread.query.access.Access;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.edge.Times;
import org.springframework.stereotype.Component;

/** Counts the figures of a period for one reader: what is about children kept from them is in none. */
@Component
public final class Timeliness {

    private final Register register;
    private final Access access;
    private final Times times;

    Timeliness(Register register, Access access, Times times) {
        this.register = register;
        this.access = access;
        this.times = times;
    }

    Figures figures(Reader reader, Period period) {
        var kept = access.keptFrom(reader);
        return Figures.of(register.meetings(reader.ledger(), kept, period), register.seats(reader.ledger(), kept, period), register.decisions(reader.ledger(), kept, period),
                register.actions(reader.ledger(), kept, period), period, times.now());
    }

    /** A number that changes when a figure of the last three months changes. */
    public long version(Reader reader) {
        var figures = figures(reader, Period.before(times.today()));
        long version = 17;
        for (var figure : figures.figures()) {
            version = version * 1_000_003 + figure.numerator() * 31 + figure.denominator();
        }
        return version & (Long.MAX_VALUE >> 11);
    }

    Register register() {
        return register;
    }
}
