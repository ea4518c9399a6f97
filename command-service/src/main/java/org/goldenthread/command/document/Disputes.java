package org.goldenthread.command.document;

import static org.goldenthread.command.ledger.Decided.accepted;
import static org.goldenthread.command.ledger.Decided.refused;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.goldenthread.command.document.DisputeCommand.DisputeAccuracy;
import org.goldenthread.command.document.DisputeCommand.ResolveDispute;
import org.goldenthread.command.ledger.Decided;
import org.goldenthread.command.ledger.Known;
import org.goldenthread.command.ledger.Remark;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.document.DocumentEvent;
import org.goldenthread.events.document.DocumentEvent.DisputeResolved;
import org.goldenthread.events.document.DocumentEvent.MinutesDisputed;
import org.goldenthread.events.values.AgencyId;

/** Who says that minutes are not accurate, and what becomes of it (domain 3e). One more than ten working days late is late, not refused. */
record Disputes(List<Dispute> all) {

    static final Disputes NONE = new Disputes(List.of());

    private static final int IN_TIME = 10;

    /** One of them, by the agency that raised it. */
    record Dispute(AgencyId by, boolean resolved) {}

    Decided decide(DisputeCommand command, Document document, Known known, Instant now) {
        return switch (command) {
            case DisputeAccuracy c -> dispute(c, document, known.actor().agencyId(), now);
            case ResolveDispute c -> c.dispute() < 1 || c.dispute() > all.size() || all.get(c.dispute() - 1).resolved() ? refused(DocumentRule.NO_DISPUTE)
                    : accepted(new DisputeResolved(c.documentId(), c.dispute(), all.get(c.dispute() - 1).by(), c.upheld(), c.reason(), document.about()))
                            .warnIf(c.upheld(), Remark.of(DocumentRule.CORRECT_NEXT));
        };
    }

    private Decided dispute(DisputeAccuracy c, Document document, AgencyId agency, Instant now) {
        if (!document.minutes().areOwed()) {
            return refused(DocumentRule.NOT_MINUTES);
        }
        var copy = document.copy(agency, c.version()).filter(Distribution::isTheirs).orElse(null);
        if (copy == null) {
            return refused(DocumentRule.NO_COPY, "version", c.version());
        }
        var since = copy.deliveredAt();
        boolean isLate = since != null && WorkingCalendar.englandAndWales().workingDaysBetween(WorkingCalendar.dayOf(since), WorkingCalendar.dayOf(now)) > IN_TIME;
        return accepted(new MinutesDisputed(c.documentId(), all.size() + 1, c.version(), agency, c.where(), c.text(), now, document.about()))
                .warnIf(isLate, Remark.of(DocumentRule.LATE_DISPUTE)).warnIf(copy.version() < document.version(), Remark.of(DocumentRule.REPLACED, "newer", document.version()));
    }

    Disputes evolve(DocumentEvent event) {
        return switch (event) {
            case MinutesDisputed e -> new Disputes(Stream.concat(all.stream(), Stream.of(new Dispute(e.agencyId(), false))).toList());
            case DisputeResolved e -> new Disputes(Stream.concat(Stream.concat(all.subList(0, e.dispute() - 1).stream(), Stream.of(new Dispute(e.agencyId(), true))),
                    all.subList(e.dispute(), all.size()).stream()).toList());
            default -> this;
        };
    }
}
