package org.goldenthread.query.replay;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.access.ReplayEvent.ReplayOpened;
import org.goldenthread.events.reference.Reference;
import org.goldenthread.events.values.AgencyId;
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
import org.goldenthread.query.intake.Intake;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Opens a case for an auditor as it stood. Nothing of it is shown before the ledger says that this auditor opened this replay. */
@Component
final class ReplayDesk {

    private final Gate gate;
    private final Chronology chronology;
    private final Intake intake;
    private final Reference reference;
    private final Words words;
    private final Times times;

    ReplayDesk(Gate gate, Chronology chronology, Intake intake, Reference reference, Words words, Times times) {
        this.gate = gate;
        this.chronology = chronology;
        this.intake = intake;
        this.reference = reference;
        this.words = words;
        this.times = times;
    }

    /** A child's case as its reader may see it now; {@code name} by what is known now. */
    record Case(Verdict verdict, String name, List<Recorded<?>> history, boolean isIncomplete) {}

    /** A replay that was opened; {@code name} by what was known then. */
    record Opened(Verdict verdict, String name, Replay replay, boolean isIncomplete) {}

    /** @throws NotFound where the reader may not see the whole of the child's case, or there is none */
    Case whole(Reader reader, ChildId child) {
        var history = allowed(reader, child);
        var now = times.now();
        var whole = prefix(reader, child, history, now);
        return new Case(history.verdict(), name(reader, child, now), whole, isIncomplete(reader, child, whole));
    }

    /**
     * What this auditor opened by one opening; empty where it isn't there, or isn't yet.
     *
     * @throws NotFound where the reader may not see the whole of the child's case
     */
    Optional<ReplayOpened> opening(Reader reader, ChildId child, UUID opening) {
        allowed(reader, child);
        return openings(reader, child).filter(one -> one.replayId().equals(opening)).findFirst();
    }

    /** Whether an opening of the child's case may wait behind what can't be read. */
    boolean isHeldUp(Reader reader, ChildId child) {
        return isIncomplete(reader, child, List.of());
    }

    /**
     * The case as of a moment; empty where this auditor has not opened it so. That its own record is there means that all that was recorded
     * before it is too.
     *
     * @throws NotFound where the reader may not see the whole of the child's case, or there is no such agency
     */
    Optional<Opened> open(Reader reader, ChildId child, Instant asOf, @Nullable UUID viewpoint) {
        var agency = viewpoint == null ? null : new AgencyId(viewpoint);
        if (agency != null && reference.agency(agency).isEmpty()) {
            throw new NotFound();
        }
        var history = allowed(reader, child);
        if (openings(reader, child).noneMatch(opened -> opened.asOf().equals(asOf) && Objects.equals(opened.viewpointAgencyId(), agency))) {
            return Optional.empty();
        }
        var prefix = prefix(reader, child, history, asOf);
        return Optional.of(new Opened(history.verdict(), name(reader, child, asOf), Replay.of(prefix, child, asOf, agency), isIncomplete(reader, child, prefix)));
    }

    /** Those by the reader themselves. */
    private Stream<ReplayOpened> openings(Reader reader, ChildId child) {
        return chronology.replays(reader.ledger(), child).stream().map(Recorded::event).filter(ReplayOpened.class::isInstance).map(ReplayOpened.class::cast)
                .filter(opened -> opened.auditorId().equals(reader.actor().userId()));
    }

    private boolean isIncomplete(Reader reader, ChildId child, List<Recorded<?>> history) {
        return intake.isIncomplete(reader.ledger(), Stream.concat(Stream.of(child.value()), history.stream().flatMap(one -> Stream.concat(Stream.of(one.envelope().streamId()),
                one.event().about().stream().map(ChildId::value)))).toList());
    }

    /** In whole milliseconds, the precision of the ledger. */
    static Instant precise(Instant given) {
        return given.truncatedTo(ChronoUnit.MILLIS);
    }

    private Gate.History allowed(Reader reader, ChildId child) {
        var history = gate.history(reader, child);
        if (!history.lens().meetings() || !history.lens().actions()) {
            throw new NotFound();
        }
        return history;
    }

    private List<Recorded<?>> prefix(Reader reader, ChildId child, Gate.History history, Instant asOf) {
        return chronology.ofChild(reader.ledger(), child, history.lens(), asOf, Order.RECORDED).reversed();
    }

    private String name(Reader reader, ChildId child, Instant asOf) {
        return chronology.identity(reader.ledger(), child, asOf).map(Identity::name).map(words::open).filter(name -> !name.isEmpty()).orElse("Name not given");
    }
}
