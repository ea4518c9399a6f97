package org.goldenthread.query.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.goldenthread.events.LedgerEvent;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.document.DocumentEvent.DecisionNoticeIssued;
import org.goldenthread.events.document.DocumentEvent.DistributionAcknowledged;
import org.goldenthread.events.document.DocumentEvent.DistributionBounced;
import org.goldenthread.events.document.DocumentEvent.DistributionDelivered;
import org.goldenthread.events.document.DocumentEvent.DistributionOpened;
import org.goldenthread.events.document.DocumentEvent.DistributionQueued;
import org.goldenthread.events.document.DocumentEvent.DistributionRecorded;
import org.goldenthread.events.document.DocumentEvent.DistributionSent;
import org.goldenthread.events.document.DocumentEvent.DistributionWithdrawn;
import org.goldenthread.events.document.DocumentEvent.DutyAdded;
import org.goldenthread.events.document.DocumentEvent.DutyWaived;
import org.goldenthread.events.document.DocumentEvent.MinutesOwed;
import org.goldenthread.events.document.DocumentEvent.Owed;
import org.goldenthread.events.meeting.MeetingEvent.MeetingConvened;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.DistributionId;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.query.replay.Holding.Facts;
import org.jspecify.annotations.Nullable;

/** What each agency had of each document, from the entries up to one of them. What was recorded later is not asked. */
final class Holdings {

    private final Map<DocumentId, MeetingId> meetings = new LinkedHashMap<>();
    private final Map<DocumentId, Boolean> minutes = new HashMap<>();
    private final Map<MeetingId, MeetingConvened> convened = new HashMap<>();
    private final Map<DistributionId, Copy> copies = new LinkedHashMap<>();
    private final Map<To, Instant> owed = new LinkedHashMap<>();

    private record To(DocumentId document, AgencyId agency) {}

    private record Copy(To to, int version, Instant dueBy, Facts facts) {}

    private Holdings() {}

    /** Of every agency, what is owed to it and what was on its way included. {@code recorded} are the entries up to and with one, oldest first. */
    static List<Holding> of(List<Recorded<?>> recorded) {
        var all = new Holdings();
        recorded.forEach(one -> all.take(one.event()));
        return all.whole();
    }

    /** Of one agency, only what had reached it: that more was on its way it didn't know. */
    static List<Holding> reached(List<Recorded<?>> recorded, AgencyId agency) {
        var all = new Holdings();
        recorded.forEach(one -> all.take(one.event()));
        all.owed.clear();
        all.copies.values().removeIf(copy -> !copy.to().agency().equals(agency) || !copy.facts().hasBeenThere());
        return all.whole();
    }

    private void take(LedgerEvent event) {
        switch (event) {
            case MeetingConvened e -> convened.put(e.meetingId(), e);
            case DecisionNoticeIssued e -> document(e.documentId(), e.meetingId(), false);
            case MinutesOwed e -> {
                document(e.documentId(), e.meetingId(), true);
                e.owed().forEach(one -> owe(e.documentId(), one));
            }
            case DutyAdded e -> owe(e.documentId(), e.owed());
            case DutyWaived e -> owed.remove(new To(e.documentId(), e.agencyId()));
            case DistributionQueued e -> copies.put(e.distributionId(), new Copy(new To(e.documentId(), e.agencyId()), e.version(), e.dueBy(), Facts.NONE));
            case DistributionSent e -> change(e.distributionId(), one -> one.sentAt() != null ? one : new Facts(e.sentAt(), one.deliveredAt(), one.openedAt(), one.acknowledgedAt(),
                    one.statement(), one.recordedAt(), one.bouncedAt(), one.withdrawnAt()));
            case DistributionDelivered e -> change(e.distributionId(), one -> new Facts(one.sentAt(), earlier(one.deliveredAt(), e.deliveredAt()), one.openedAt(), one.acknowledgedAt(),
                    one.statement(), one.recordedAt(), null, one.withdrawnAt()));
            case DistributionBounced e -> change(e.distributionId(), one -> one.isAnswered() ? one : new Facts(one.sentAt(), null, null, null, null, null, e.bouncedAt(),
                    one.withdrawnAt()));
            case DistributionOpened e -> change(e.distributionId(), one -> new Facts(one.sentAt(), one.deliveredAt(), e.openedAt(), one.acknowledgedAt(), one.statement(),
                    one.recordedAt(), one.bouncedAt(), one.withdrawnAt()));
            case DistributionAcknowledged e -> change(e.distributionId(), one -> new Facts(one.sentAt(), one.deliveredAt(), one.openedAt(), e.acknowledgedAt(), e.statement(),
                    one.recordedAt(), one.bouncedAt(), one.withdrawnAt()));
            case DistributionRecorded e -> change(e.distributionId(), one -> new Facts(one.sentAt(), one.deliveredAt(), one.openedAt(), one.acknowledgedAt(), one.statement(),
                    e.recordedAt(), one.bouncedAt(), one.withdrawnAt()));
            case DistributionWithdrawn e -> change(e.distributionId(), one -> new Facts(one.sentAt(), one.deliveredAt(), one.openedAt(), one.acknowledgedAt(), one.statement(),
                    one.recordedAt(), one.bouncedAt(), e.withdrawnAt()));
            default -> { }
        }
    }

    private void document(DocumentId document, MeetingId meeting, boolean isMinutes) {
        meetings.put(document, meeting);
        minutes.put(document, isMinutes);
    }

    private void owe(DocumentId document, Owed one) {
        owed.put(new To(document, one.agencyId()), one.dueBy());
    }

    private void change(DistributionId copy, UnaryOperator<Facts> change) {
        copies.computeIfPresent(copy, (id, one) -> new Copy(one.to(), one.version(), one.dueBy(), change.apply(one.facts())));
    }

    private static Instant earlier(@Nullable Instant one, Instant other) {
        return one != null && one.isBefore(other) ? one : other;
    }

    private List<Holding> whole() {
        var newest = new LinkedHashMap<To, Copy>();
        owed.forEach((to, dueBy) -> newest.put(to, new Copy(to, 0, dueBy, Facts.NONE)));
        copies.values().forEach(one -> newest.merge(one.to(), one, (before, later) -> later.version() >= before.version() ? later : before));
        var all = new ArrayList<Holding>();
        newest.forEach((to, copy) -> all.add(new Holding(to.agency(), to.document(), minutes.getOrDefault(to.document(), false), convened.get(meetings.get(to.document())),
                copy.version(), copy.dueBy(), copy.facts(), holds(to))));
        var order = List.copyOf(meetings.keySet());
        all.sort(Comparator.comparingInt(one -> order.indexOf(one.document())));
        return List.copyOf(all);
    }

    private int holds(To to) {
        return copies.values().stream().filter(one -> one.to().equals(to) && one.facts().isThere()).mapToInt(Copy::version).max().orElse(0);
    }
}
