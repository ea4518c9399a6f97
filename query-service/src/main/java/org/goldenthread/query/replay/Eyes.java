package org.goldenthread.query.replay;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.Role;
import org.goldenthread.events.action.ActionEvent.ActionAccepted;
import org.goldenthread.events.action.ActionEvent.ActionCompleted;
import org.goldenthread.events.action.ActionEvent.ActionContested;
import org.goldenthread.events.action.ActionEvent.ActionDeclined;
import org.goldenthread.events.action.ActionEvent.ActionOwnerNamed;
import org.goldenthread.events.action.ActionEvent.ActionVerified;
import org.goldenthread.events.contact.ContactEvent.ContactReceived;
import org.goldenthread.events.document.DocumentEvent.DestructionConfirmed;
import org.goldenthread.events.document.DocumentEvent.DistributionAcknowledged;
import org.goldenthread.events.document.DocumentEvent.DistributionOpened;
import org.goldenthread.events.document.DocumentEvent.DistributionRecorded;
import org.goldenthread.events.document.DocumentEvent.DistributionWithdrawn;
import org.goldenthread.events.document.DocumentEvent.MinutesDisputed;
import org.goldenthread.events.meeting.MeetingEvent.PositionRecorded;
import org.goldenthread.events.meeting.MeetingEvent.Stance;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.query.knowledge.Knowledge.Fact;
import org.goldenthread.query.knowledge.Knowledge.Kind;
import org.goldenthread.query.knowledge.Knowledge;

/**
 * A case through one agency's eyes: what it told, what its people recorded, and what was delivered to it. That somebody of the agency sat
 * at a meeting shows it nothing.
 */
final class Eyes {

    /** Who writes for everybody at the table, and for no agency; and the software itself. */
    private static final Set<Role> WRITE_FOR_ALL = EnumSet.of(Role.CHAIR_SD, Role.MINUTE_TAKER, Role.SYSTEM);

    private Eyes() {}

    /** What of a history an agency had by a moment, in the same order; {@code prefix} holds nothing recorded later. */
    static List<Recorded<?>> of(List<Recorded<?>> prefix, ChildId child, AgencyId agency, Instant at) {
        var facts = Knowledge.of(prefix, child, agency, at).facts();
        var had = facts.stream().filter(fact -> fact.kind() != Kind.REFERRED).map(fact -> fact.from().envelope().position()).collect(Collectors.toSet());
        return prefix.stream().filter(one -> had.contains(one.envelope().position()) || isTheirs(one, agency) || isReferred(one, facts)
                || (one.event() instanceof DistributionWithdrawn gone && gone.agencyId().equals(agency)
                        && facts.stream().anyMatch(fact -> fact.record().equals(gone.documentId().value()) && fact.version() == gone.version()))).toList();
    }

    /** The contact that they made, as it came; what the front door added to it, even whose contact it was, isn't theirs. */
    private static boolean isReferred(Recorded<?> recorded, List<Fact> facts) {
        return recorded.event() instanceof ContactReceived contact && facts.stream().anyMatch(fact -> fact.kind() == Kind.REFERRED && fact.record().equals(contact.contactId().value()));
    }

    private static boolean isTheirs(Recorded<?> recorded, AgencyId agency) {
        var by = recorded.envelope().context().recordedBy();
        return (by.agencyId().equals(agency) && !WRITE_FOR_ALL.contains(by.role())) || isSaidBy(recorded, agency);
    }

    /** Whether the agency itself says so, whoever wrote it down. */
    private static boolean isSaidBy(Recorded<?> recorded, AgencyId agency) {
        return switch (recorded.event()) {
            case PositionRecorded e -> e.agencyId().equals(agency) && (e.stance() == Stance.AGREED || e.stance() == Stance.DISSENTED);
            case ActionOwnerNamed e -> e.agencyId().equals(agency);
            case ActionAccepted e -> e.agencyId().equals(agency);
            case ActionDeclined e -> e.agencyId().equals(agency);
            case ActionCompleted e -> e.agencyId().equals(agency);
            case ActionVerified e -> e.agencyId().equals(agency);
            case ActionContested e -> e.agencyId().equals(agency);
            case DistributionOpened e -> e.agencyId().equals(agency);
            case DistributionAcknowledged e -> e.agencyId().equals(agency);
            case DistributionRecorded e -> e.agencyId().equals(agency);
            case DestructionConfirmed e -> e.agencyId().equals(agency);
            case MinutesDisputed e -> e.agencyId().equals(agency);
            default -> false;
        };
    }
}
