package org.goldenthread.query.replay;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.goldenthread.events.LedgerEvent;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.Role;
import org.goldenthread.events.action.ActionEvent.ActionAgreed;
import org.goldenthread.events.action.ActionEvent.ActionReassigned;
import org.goldenthread.events.contact.ContactEvent.ContactDetailsCompleted;
import org.goldenthread.events.contact.ContactEvent.ContactReceived;
import org.goldenthread.events.contact.ContactEvent.Referrer;
import org.goldenthread.events.contact.ContactEvent.ThresholdDecisionMade;
import org.goldenthread.events.document.DocumentEvent.DistributionQueued;
import org.goldenthread.events.meeting.MeetingEvent.InformationShared;
import org.goldenthread.events.meeting.MeetingEvent.MeetingConvened;
import org.goldenthread.events.meeting.MeetingEvent.Seat;
import org.goldenthread.events.meeting.MeetingEvent.SeatAdded;
import org.goldenthread.events.values.AgencyId;
import org.jspecify.annotations.Nullable;

/** The agencies that had something to do with a child: that told, were asked, were invited, do something, were sent something. */
final class Involved {

    private Involved() {}

    static Set<AgencyId> in(List<Recorded<?>> history) {
        var all = new LinkedHashSet<AgencyId>();
        for (var one : history) {
            var by = one.envelope().context().recordedBy();
            if (by.role() != Role.SYSTEM) {
                all.add(by.agencyId());
            }
            named(one.event()).forEach(all::add);
        }
        return all;
    }

    private static Stream<AgencyId> named(LedgerEvent event) {
        return switch (event) {
            case ContactReceived e -> of(e.referrer());
            case ContactDetailsCompleted e -> of(e.referrer());
            case ThresholdDecisionMade e -> Stream.concat(e.agenciesConsulted().stream(), e.endorsedBy().stream());
            case MeetingConvened e -> e.seats().stream().map(Seat::agencyId);
            case SeatAdded e -> Stream.of(e.seat().agencyId());
            case InformationShared e -> Stream.of(e.agencyId());
            case ActionAgreed e -> Stream.of(e.owner().agencyId());
            case ActionReassigned e -> Stream.of(e.owner().agencyId());
            case DistributionQueued e -> Stream.of(e.agencyId());
            default -> Stream.of();
        };
    }

    private static Stream<AgencyId> of(@Nullable Referrer referrer) {
        return referrer == null ? Stream.of() : Stream.ofNullable(referrer.agencyId());
    }
}
