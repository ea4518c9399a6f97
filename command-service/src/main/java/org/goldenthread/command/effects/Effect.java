package org.goldenthread.command.effects;

import java.util.Optional;
import java.util.regex.Pattern;
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

    /** What a name names. */
    record Name(LedgerId ledger, DistributionId distribution, int attempt) {

        private static final Pattern WRITTEN = Pattern.compile("(?<![0-9a-f.-])([1-9]\\d{0,8})\\.(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12})\\.(\\d{1,6})(?![0-9.])");

        /** The first that a text holds. */
        static Optional<Name> in(String text) {
            return WRITTEN.matcher(text).results().findFirst()
                    .map(found -> new Name(new LedgerId(Integer.parseInt(found.group(1))), DistributionId.of(found.group(2)), Integer.parseInt(found.group(3))));
        }
    }
}
