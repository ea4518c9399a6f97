package org.goldenthread.query.chronology;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.child.ChildEvent;
import org.goldenthread.events.child.ChildEvent.ChildDetailsCorrected;
import org.goldenthread.events.child.ChildEvent.ChildRegistered;
import org.goldenthread.events.contact.ContactEvent.DobStatus;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.ChildId;
import org.jspecify.annotations.Nullable;

/** Who a child was known to be at the end of a history; {@code version} is that of their own record, for If-Match. */
public record Identity(@Nullable PersonalText name, DobStatus dobStatus, @Nullable PersonalText dob, @Nullable PersonalText address,
        @Nullable PersonalText nhsNumber, @Nullable PersonalText upn, int version) {

    /** Folded from a history in any order; empty where the child was not registered by then. */
    static Optional<Identity> of(ChildId child, List<Recorded<?>> history) {
        Identity known = null;
        for (var recorded : history.stream().sorted(Comparator.comparingLong(entry -> entry.envelope().position())).toList()) {
            if (recorded.event() instanceof ChildEvent event && event.childId().equals(child)) {
                int version = recorded.envelope().sequence();
                known = switch (event) {
                    case ChildRegistered e -> new Identity(e.name(), e.dobStatus(), e.dob(), e.address(), e.nhsNumber(), e.upn(), version);
                    case ChildDetailsCorrected e -> known == null ? null : known.correctedBy(e, version);
                };
            }
        }
        return Optional.ofNullable(known);
    }

    private Identity correctedBy(ChildDetailsCorrected e, int corrected) {
        return new Identity(later(name, e.name()), e.dobStatus() == null ? dobStatus : e.dobStatus(), later(dob, e.dob()),
                later(address, e.address()), later(nhsNumber, e.nhsNumber()), later(upn, e.upn()), corrected);
    }

    private static @Nullable PersonalText later(@Nullable PersonalText before, @Nullable PersonalText now) {
        return now == null ? before : now;
    }
}
