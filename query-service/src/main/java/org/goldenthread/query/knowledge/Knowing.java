package org.goldenthread.query.knowledge;

import java.util.List;
import java.util.Optional;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.query.access.Access.Verdict;
import org.goldenthread.query.access.Gate;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.chronology.Chronology.Order;
import org.goldenthread.query.chronology.Chronology;
import org.goldenthread.query.chronology.Identity;
import org.goldenthread.query.edge.Failures.NotFound;
import org.goldenthread.query.edge.Times;
import org.goldenthread.query.edge.Words;
import org.springframework.stereotype.Component;

/** Opens a child's whole history for who may see it with its meetings: a part of it would tell of an agency that it had less than it did. */
@Component
final class Knowing {

    private final Gate gate;
    private final Chronology chronology;
    private final Words words;
    private final Times times;

    Knowing(Gate gate, Chronology chronology, Words words, Times times) {
        this.gate = gate;
        this.chronology = chronology;
        this.words = words;
        this.times = times;
    }

    /**
     * A child's history as its reader may see it, and the child's name. What also concerns a child kept from them is not in it; that there is
     * such a child is told to nobody, so every answer says that it may be so.
     */
    record Opened(Verdict verdict, List<Recorded<?>> history, String name) {}

    /** @throws NotFound where the reader may not see what was said in meetings about the child */
    Opened open(Reader reader, ChildId child) {
        var history = gate.history(reader, child);
        if (!history.lens().meetings()) {
            throw new NotFound();
        }
        var entries = chronology.ofChild(reader.ledger(), child, history.lens(), times.now(), Order.RECORDED);
        if (entries.isEmpty()) {
            throw new NotFound();
        }
        return new Opened(history.verdict(), entries, Optional.of(chronology.identity(reader.ledger(), child, times.now()).map(Identity::name).map(words::open).orElse(""))
                .filter(name -> !name.isEmpty()).orElse("Name not given"));
    }
}
