package org.goldenthread.command.document;

import static org.goldenthread.command.ledger.Decided.accepted;
import static org.goldenthread.command.ledger.Decided.refused;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.goldenthread.command.document.MisdirectedCommand.AssessBreach;
import org.goldenthread.command.document.MisdirectedCommand.ConfirmDestruction;
import org.goldenthread.command.document.MisdirectedCommand.ReportWrongRecipient;
import org.goldenthread.command.document.MisdirectedCommand.WithdrawDocument;
import org.goldenthread.command.document.MisdirectedCommand.Withhold;
import org.goldenthread.command.ledger.Decided;
import org.goldenthread.command.ledger.Known;
import org.goldenthread.events.LedgerEvent;
import org.goldenthread.events.document.DocumentEvent;
import org.goldenthread.events.document.DocumentEvent.BreachAssessed;
import org.goldenthread.events.document.DocumentEvent.BreachAssessmentRequired;
import org.goldenthread.events.document.DocumentEvent.DestructionConfirmed;
import org.goldenthread.events.document.DocumentEvent.DistributionWithdrawn;
import org.goldenthread.events.document.DocumentEvent.DutyWaived;
import org.goldenthread.events.document.DocumentEvent.RecipientAdded;
import org.goldenthread.events.document.DocumentEvent.Withdrawal;
import org.goldenthread.events.document.DocumentEvent.WrongRecipientReported;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.DistributionId;
import org.goldenthread.events.values.DocumentId;

/** What went where it should not have gone, and its rules: taken away at once, the breach assessed, its destruction confirmed (domain 3e). */
record Misdirected(Map<AgencyId, DistributionId> reported, Set<AgencyId> assessed, Set<AgencyId> destroyed) {

    static final Misdirected NONE = new Misdirected(Map.of(), Set.of(), Set.of());

    /** From when somebody knew of a breach until the Information Commissioner is to be told of it (UK GDPR, article 33). */
    @SuppressWarnings("CanonicalDuration") // the law counts hours
    static final Duration COMMISSIONER = Duration.ofHours(72);

    Decided decide(MisdirectedCommand command, Document document, Known known, Instant now) {
        return switch (command) {
            case ReportWrongRecipient c -> report(c, document, known.actor().agencyId(), now);
            case WithdrawDocument c -> {
                var gone = withdrawals(c.documentId(), c.agencyId(), c.reason(), document, now);
                yield gone.isEmpty() ? refused(DocumentRule.NOT_SENT_THEM) : accepted(gone.toArray(LedgerEvent[]::new));
            }
            case Withhold c -> withhold(c, document, now);
            case ConfirmDestruction c -> destruction(c, document, c.agencyId(), now);
            case AssessBreach c -> {
                var breach = reported.get(c.agencyId());
                yield breach == null || assessed.contains(c.agencyId()) ? refused(DocumentRule.NO_BREACH)
                        : accepted(new BreachAssessed(c.documentId(), breach, c.agencyId(), c.toldCommissioner(), c.outcome(), document.about()));
            }
        };
    }

    private Decided report(ReportWrongRecipient c, Document document, AgencyId own, Instant now) {
        var agency = c.agencyId() == null ? own : c.agencyId();
        var copy = document.copy(agency, c.version()).orElse(null);
        if (copy == null) {
            return refused(DocumentRule.NOT_SENT_THEM);
        }
        if (reported.containsKey(agency) && !copy.isTheirs()) {
            return refused(DocumentRule.REPORTED_ALREADY);
        }
        var events = new ArrayList<LedgerEvent>();
        events.add(new WrongRecipientReported(c.documentId(), copy.id(), copy.version(), agency, c.seen(), c.account(), now, document.about()));
        events.add(new BreachAssessmentRequired(c.documentId(), copy.id(), agency, now.plus(COMMISSIONER), document.about()));
        events.addAll(withdrawals(c.documentId(), agency, Withdrawal.WRONG_RECIPIENT, document, now));
        if (document.minutes().owes(agency) && !document.minutes().waived().contains(agency)) {
            events.add(new DutyWaived(c.documentId(), agency, c.account(), document.about()));
        }
        if (c.destroyed()) {
            events.add(new DestructionConfirmed(c.documentId(), agency, now, document.about()));
        }
        return accepted(events.toArray(LedgerEvent[]::new));
    }

    private static Decided withhold(Withhold c, Document document, Instant now) {
        var events = new ArrayList<LedgerEvent>(withdrawals(c.documentId(), c.agencyId(), Withdrawal.WRONG_RECIPIENT, document, now));
        if (document.minutes().owes(c.agencyId()) && !document.minutes().waived().contains(c.agencyId())) {
            events.add(new DutyWaived(c.documentId(), c.agencyId(), c.reason(), document.about()));
        }
        return events.isEmpty() ? refused(DocumentRule.NOTHING_NEW) : accepted(events.toArray(LedgerEvent[]::new)).happened(now);
    }

    private static List<DistributionWithdrawn> withdrawals(DocumentId of, AgencyId agency, Withdrawal reason, Document document, Instant now) {
        return document.copies().stream().filter(copy -> copy.agency().equals(agency) && copy.isTheirs())
                .map(copy -> new DistributionWithdrawn(of, copy.id(), copy.version(), agency, reason, now, document.about())).toList();
    }

    private Decided destruction(ConfirmDestruction c, Document document, AgencyId agency, Instant now) {
        if (document.newestOf(agency).isEmpty()) {
            return refused(DocumentRule.NOT_SENT_THEM);
        }
        return destroyed.contains(agency) ? refused(DocumentRule.DESTROYED_ALREADY) : accepted(new DestructionConfirmed(c.documentId(), agency, now, document.about()));
    }

    Misdirected evolve(DocumentEvent event) {
        return switch (event) {
            case WrongRecipientReported e -> new Misdirected(with(reported, e), without(assessed, e.agencyId()), without(destroyed, e.agencyId()));
            case RecipientAdded e -> new Misdirected(reported, assessed, without(destroyed, e.agencyId()));
            case BreachAssessed e -> new Misdirected(reported, with(assessed, e.agencyId()), destroyed);
            case DestructionConfirmed e -> new Misdirected(reported, assessed, with(destroyed, e.agencyId()));
            default -> this;
        };
    }

    private static Map<AgencyId, DistributionId> with(Map<AgencyId, DistributionId> map, WrongRecipientReported e) {
        var all = new HashMap<>(map);
        all.put(e.agencyId(), e.distributionId());
        return Map.copyOf(all);
    }

    private static Set<AgencyId> without(Set<AgencyId> set, AgencyId one) {
        return set.stream().filter(each -> !each.equals(one)).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<AgencyId> with(Set<AgencyId> set, AgencyId more) {
        var all = new HashSet<>(set);
        all.add(more);
        return Set.copyOf(all);
    }
}
