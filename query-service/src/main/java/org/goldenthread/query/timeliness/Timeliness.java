package org.goldenthread.query.timeliness;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.goldenthread.query.access.Access;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.document.Documents;
import org.goldenthread.query.document.Documents.Owing;
import org.goldenthread.query.edge.Times;
import org.goldenthread.query.timeliness.Figures.Name;
import org.goldenthread.query.timeliness.Register.Decision;
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

    /**
     * The dashboards of a period by their names in the address, each with a digest of what it is counted from. The same digest, by
     * whichever instance and after whichever restart, is the same answer but for the minutes that run on.
     */
    public Map<String, String> versions(Reader reader, Period period) {
        var kept = access.keptFrom(reader);
        var seats = register.seats(reader.ledger(), kept, period);
        var decisions = register.decisions(reader.ledger(), kept, period);
        var owing = owing(reader, period);
        var figures = Figures.of(register.meetings(reader.ledger(), kept, period), seats, decisions,
                register.actions(reader.ledger(), kept, period), owing, period, times.now());
        var versions = new LinkedHashMap<String, String>();
        versions.put("strategy-timeliness", digest(figures));
        versions.put("minutes-receipt", digest(owing, figures.figure(Name.MINUTES_IN_TIME, Optional.empty())));
        var shared = documents.shared(reader.ledger(), decisions.stream().map(Decision::id).toList());
        versions.put("decision-sharing", digest(decisions, shared));
        versions.put("attendance", digest(seats));
        return versions;
    }

    /** 16 hexadecimal digits of what was counted, from its text: the same in any process. */
    public static String digest(Object... counted) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(Arrays.toString(counted).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    Register register() {
        return register;
    }
}
