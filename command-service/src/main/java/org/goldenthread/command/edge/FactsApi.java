package org.goldenthread.command.edge;

import io.swagger.v3.oas.annotations.Operation;
import org.goldenthread.command.ledger.FactsRebuild;
import org.goldenthread.events.Role;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** For whoever keeps it running: the facts that rules look at, made anew from the events. No case content. */
@RestController
final class FactsApi {

    private final FactsRebuild rebuild;

    FactsApi(FactsRebuild rebuild) {
        this.rebuild = rebuild;
    }

    /** Of the caller's own ledger. Safe to repeat: it changes nothing that is as the events say. */
    @Operation(operationId = "rebuildFacts", summary = "Make the facts that rules look at anew from the events", tags = "Operations")
    @PostMapping(path = "/v1/operations/facts-rebuilds", produces = "application/json")
    @RequiresRole(Role.SYS_ADMIN)
    FactsRebuild.Result rebuild(Caller caller) {
        return rebuild.run(caller.ledger());
    }
}
