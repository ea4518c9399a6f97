package org.goldenthread.command.edge;

import io.swagger.v3.oas.annotations.Operation;
import org.goldenthread.command.ledger.FactsRebuild;
import org.goldenthread.command.ledger.LedgerSql;
import org.goldenthread.command.timers.Timers;
import org.goldenthread.events.Role;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** For whoever keeps it running: what is derived from the events, made anew from them. No case content. */
@RestController
final class OperationsApi {

    private final FactsRebuild rebuild;
    private final Timers timers;
    private final LedgerSql ledger;

    OperationsApi(FactsRebuild rebuild, Timers timers, LedgerSql ledger) {
        this.rebuild = rebuild;
        this.timers = timers;
        this.ledger = ledger;
    }

    /** Of the caller's own ledger. Safe to repeat: it changes nothing that is as the events say. */
    @Operation(operationId = "rebuildFacts", summary = "Make the facts that rules look at anew from the events", tags = "Operations")
    @PostMapping(path = "/v1/operations/facts-rebuilds", produces = "application/json")
    @RequiresRole(Role.SYS_ADMIN)
    FactsRebuild.Result rebuild(Caller caller) {
        return rebuild.run(caller.ledger());
    }

    /** How many timers of the caller's ledger were missing and are set again. */
    record TimersDerived(int set) {}

    /** Of the caller's own ledger. Safe to repeat: what was answered before is not answered twice. */
    @Operation(operationId = "deriveTimers", summary = "Set the timers again that the events say", tags = "Operations")
    @PostMapping(path = "/v1/operations/timer-derivations", produces = "application/json")
    @RequiresRole(Role.SYS_ADMIN)
    TimersDerived derive(Caller caller) {
        return new TimersDerived(timers.derive(ledger, caller.ledger()));
    }
}
