package org.goldenthread.query.timeliness;

import java.util.List;
import org.goldenthread.query.access.Access;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.document.Documents;
import org.goldenthread.query.document.Documents.Owing;
import org.goldenthread.query.edge.Times;
import org.springframework.stereotype.Component;

/** Counts the figures of a period for one reader: what is about children kept from them is in none. */
@Component
public final class Timeliness {

    private final Register register;
    private final Documents documents;
    private final Access access;
    private final Times times;

    Timeliness(Register register, Documents documents, Access access, Times times) {
        this.register = register;
        this.documents = documents;
        this.access = access;
        this.times = times;
    }

    Figures figures(Reader reader, Period period) {
        return figures(reader, period, owing(reader, period));
    }

    private Figures figures(Reader reader, Period period, List<Owing> owing) {
        var kept = access.keptFrom(reader);
        return Figures.of(register.meetings(reader.ledger(), kept, period), register.seats(reader.ledger(), kept, period), register.decisions(reader.ledger(), kept, period),
                register.actions(reader.ledger(), kept, period), owing, period, times.now());
    }

    /** What agencies are owed of minutes due in a period, with what each has of it. */
    List<Owing> owing(Reader reader, Period period) {
        return documents.owing(reader.ledger(), access.keptFrom(reader), period.begins(), period.ends());
    }

    /** A number that changes when a figure of the last three months changes, or what any agency has of minutes owed in them. */
    public long version(Reader reader) {
        var period = Period.before(times.today());
        var owing = owing(reader, period);
        var figures = figures(reader, period, owing);
        long version = 17;
        for (var one : owing) {
            version = version * 31 + one.hashCode();
        }
        for (var figure : figures.figures()) {
            version = version * 1_000_003 + figure.numerator() * 31 + figure.denominator();
        }
        return version & (Long.MAX_VALUE >> 11);
    }

    Register register() {
        return register;
    }
}
