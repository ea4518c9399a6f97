package org.goldenthread.query.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.goldenthread.events.LedgerEvent;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.action.ActionEvent.ActionAgreed;
import org.goldenthread.events.action.ActionEvent.ActionCancelled;
import org.goldenthread.events.action.ActionEvent.ActionCompleted;
import org.goldenthread.events.action.ActionEvent.ActionContested;
import org.goldenthread.events.action.ActionEvent.ActionExtended;
import org.goldenthread.events.action.ActionEvent.ActionReassigned;
import org.goldenthread.events.action.ActionEvent.ActionVerified;
import org.goldenthread.events.calendar.Clock;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.contact.ContactEvent.ContactAcknowledged;
import org.goldenthread.events.contact.ContactEvent.ContactDetailsCompleted;
import org.goldenthread.events.contact.ContactEvent.ContactReceived;
import org.goldenthread.events.contact.ContactEvent.ContactReturnedToFrontDoor;
import org.goldenthread.events.contact.ContactEvent.ReferrerFeedbackGiven;
import org.goldenthread.events.contact.ContactEvent.ThresholdDecisionMade;
import org.goldenthread.events.document.DocumentEvent.DistributionQueued;
import org.goldenthread.events.document.DocumentEvent.MinutesIssued;
import org.goldenthread.events.document.DocumentEvent.MinutesOwed;
import org.goldenthread.events.meeting.MeetingEvent.PositionRecorded;
import org.goldenthread.events.meeting.MeetingEvent.PositionsOverdue;
import org.goldenthread.events.values.ActionId;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.DecisionId;
import org.jspecify.annotations.Nullable;

/** What was owed and not there at a moment, from the entries up to then. */
final class Duties {

    private final ChildId child;
    private final Map<Key, Open> open = new LinkedHashMap<>();
    private final Map<ActionId, Open> actions = new HashMap<>();

    /** What can be owed. */
    public enum Kind { DECISION, ACKNOWLEDGEMENT, FEEDBACK, POSITION, ACTION, MINUTES, DOCUMENT }

    /** Something past its time by whole working days; {@code agency} where it is one agency's, {@code since} the position of what it comes from. */
    public record Late(Kind kind, @Nullable AgencyId agency, Instant dueBy, int workingDays, long since) {}

    private record Key(Kind kind, Object of) {}

    private record Silent(DecisionId decision, AgencyId agency) {}

    private record Open(Kind kind, @Nullable AgencyId agency, Instant dueBy, long since) {

        Open due(Instant later) {
            return new Open(kind, agency, later, since);
        }
    }

    private Duties(ChildId child) {
        this.child = child;
    }

    /** @param recorded the entries up to {@code at}, oldest first */
    static List<Late> late(List<Recorded<?>> recorded, ChildId child, Instant at) {
        var duties = new Duties(child);
        recorded.forEach(one -> duties.take(one.event(), one.envelope().position()));
        return duties.late(recorded, at);
    }

    private List<Late> late(List<Recorded<?>> recorded, Instant at) {
        var all = new ArrayList<>(open.values());
        Holdings.of(recorded).stream().filter(Holding::isOutstanding).forEach(one -> all.add(new Open(Kind.DOCUMENT, one.agency(), one.dueBy(), queuedAt(recorded, one))));
        var calendar = WorkingCalendar.englandAndWales();
        return all.stream().filter(one -> one.dueBy().isBefore(at)).sorted(Comparator.comparing(Open::dueBy)).map(one -> new Late(one.kind(), one.agency(), one.dueBy(),
                calendar.workingDaysBetween(WorkingCalendar.dayOf(one.dueBy()), WorkingCalendar.dayOf(at)), one.since())).toList();
    }

    private static long queuedAt(List<Recorded<?>> recorded, Holding one) {
        return recorded.stream().filter(step -> step.event() instanceof DistributionQueued queued
                && queued.documentId().equals(one.document()) && queued.agencyId().equals(one.agency()) && queued.version() == one.version())
                .mapToLong(step -> step.envelope().position()).max().orElse(0);
    }

    private void take(LedgerEvent event, long position) {
        switch (event) {
            case ContactReceived e -> {
                owe(Kind.DECISION, e.contactId(), e.decision(), position);
                owe(Kind.ACKNOWLEDGEMENT, e.contactId(), e.acknowledgement(), position);
            }
            case ContactDetailsCompleted e -> owe(Kind.ACKNOWLEDGEMENT, e.contactId(), e.acknowledgement(), position);
            case ContactAcknowledged e -> met(Kind.ACKNOWLEDGEMENT, e.contactId());
            case ThresholdDecisionMade e -> {
                met(Kind.DECISION, e.contactId());
                owe(Kind.FEEDBACK, e.contactId(), e.feedback(), position);
            }
            case ReferrerFeedbackGiven e -> met(Kind.FEEDBACK, e.contactId());
            case ContactReturnedToFrontDoor e when e.childId().equals(child) -> List.of(Kind.DECISION, Kind.ACKNOWLEDGEMENT, Kind.FEEDBACK)
                    .forEach(kind -> met(kind, e.contactId()));
            case PositionsOverdue e -> e.silent().forEach(agency -> open.put(new Key(Kind.POSITION, new Silent(e.decisionId(), agency)),
                    new Open(Kind.POSITION, agency, e.dueBy(), position)));
            case PositionRecorded e -> met(Kind.POSITION, new Silent(e.decisionId(), e.agencyId()));
            case MinutesOwed e -> owe(Kind.MINUTES, e.documentId(), e.sending(), position);
            case MinutesIssued e -> met(Kind.MINUTES, e.documentId());
            case ActionAgreed e -> action(e.actionId(), new Open(Kind.ACTION, e.owner().agencyId(), e.dueBy(), position));
            case ActionReassigned e -> action(e.actionId(), new Open(Kind.ACTION, e.owner().agencyId(), e.dueBy(), position));
            case ActionExtended e -> later(e.actionId(), e.newDueBy());
            case ActionContested e -> later(e.actionId(), e.dueBy());
            case ActionCompleted e -> met(Kind.ACTION, e.actionId());
            case ActionVerified e -> met(Kind.ACTION, e.actionId());
            case ActionCancelled e -> met(Kind.ACTION, e.actionId());
            default -> { }
        }
    }

    private void owe(Kind kind, Object of, @Nullable Clock clock, long position) {
        if (clock != null) {
            open.put(new Key(kind, of), new Open(kind, null, clock.dueBy(), position));
        }
    }

    private void met(Kind kind, Object of) {
        open.remove(new Key(kind, of));
    }

    private void action(ActionId id, Open one) {
        actions.put(id, one);
        open.put(new Key(Kind.ACTION, id), one);
    }

    private void later(ActionId id, Instant dueBy) {
        var before = actions.get(id);
        if (before != null) {
            action(id, before.due(dueBy));
        }
    }
}
