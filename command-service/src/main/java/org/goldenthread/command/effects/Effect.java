package org.goldenthread.command.effects;

import org.goldenthread.events.document.DocumentEvent.Channel;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.DistributionId;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.events.values.LedgerId;

/** A notice that one version waits for one agency, the {@code attempt}-th, counted from 1. {@code tries} counts how often its channel wasn't there. */
public record Effect(LedgerId ledger, DistributionId distribution, int attempt, DocumentId document, int version, AgencyId agency, Channel channel, int tries) {

    /** Its name at the other side: the same whenever this attempt is tried. */
    public String name() {
        return ledger + "." + distribution + "." + attempt;
    }
}
