package org.goldenthread.query.directory;

import java.util.ArrayList;
import java.util.List;
import org.goldenthread.events.access.AccessDecision.Answer;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.values.UserId;
import org.goldenthread.query.access.Gate;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.directory.Directory.Match;
import org.goldenthread.query.directory.Directory.Wanted;
import org.jspecify.annotations.Nullable;

/** Looks for a child and shows of each only what this reader may know. */
public final class Search {

    /** More are of no use to a person: they say more of the child instead. */
    static final int MOST = 20;

    private final Directory directory;
    private final Gate gate;

    public Search(Directory directory, Gate gate) {
        this.directory = directory;
        this.gate = gate;
    }

    /** What the reader may do with a child that was found. */
    public enum May { OPEN, OPEN_IN_NEED, SEE_NAME }

    /** A child as the reader may see them; where only a marker may be shown, {@code match} is missing and {@code owner} says whom to ask. */
    public record Hit(@Nullable Match match, May may, @Nullable UserId owner) {}

    /** Those like the one wanted, likeliest first; what is hidden from the reader is not there. */
    public List<Hit> find(Reader reader, Wanted wanted) {
        var hits = new ArrayList<Hit>();
        gate.list(reader, List.of());
        for (var match : directory.find(reader.ledger(), wanted, 3 * MOST)) {
            var child = match.known().child();
            var before = gate.access().before(reader, child);
            var identity = before.of(Fields.IDENTITY);
            if (identity.ruling().answer() == Answer.HIDDEN || hits.size() == MOST) {
                continue;
            }
            gate.show(reader, child.value(), null);
            var may = before.of(Fields.HISTORY).isShown() ? May.OPEN : identity.mayBreakGlass() ? May.OPEN_IN_NEED : May.SEE_NAME;
            hits.add(identity.ruling().answer() == Answer.MARKED ? new Hit(null, may, gate.access().ownerOf(reader, child).orElse(null))
                    : new Hit(match, may, null));
        }
        return hits;
    }
}
