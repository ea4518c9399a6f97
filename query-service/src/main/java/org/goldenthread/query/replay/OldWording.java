package org.goldenthread.query.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.goldenthread.events.LedgerEvent;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.action.ActionEvent.ActionAgreed;
import org.goldenthread.events.action.ActionEvent.ActionExtended;
import org.goldenthread.events.action.ActionEvent.ActionOwnerNamed;
import org.goldenthread.events.action.ActionEvent.ActionReassigned;
import org.goldenthread.events.action.ActionEvent;
import org.goldenthread.events.child.ChildEvent.ChildDetailsCorrected;
import org.goldenthread.events.child.ChildEvent;
import org.goldenthread.events.contact.ContactEvent.ContactDetailsCompleted;
import org.goldenthread.events.contact.ContactEvent.ContactReceived;
import org.goldenthread.events.contact.ContactEvent;
import org.goldenthread.events.document.DocumentEvent.MinutesDrafted;
import org.goldenthread.events.meeting.MeetingEvent.AfterMeetingDecisionRecorded;
import org.goldenthread.events.meeting.MeetingEvent.AttendanceRecorded;
import org.goldenthread.events.meeting.MeetingEvent.MeetingDecisionRecorded;
import org.goldenthread.events.meeting.MeetingEvent.PositionRecorded;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.query.edge.Telling.Detail;
import org.goldenthread.query.edge.Telling;
import org.goldenthread.query.edge.Times;
import org.goldenthread.query.edge.Words;
import org.goldenthread.query.meeting.WordChanges;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What stood before an entry that corrects or replaces others, and what stands since, word by word. */
@Component
final class OldWording {

    private static final String DUE = "Now due";

    /** Why something was changed is not what was changed. */
    private static final Set<String> NOT_WORDING = Set.of("Why", "How often", "Still missing", "Recorded late because", "Rule set aside", "Set aside because");

    private final Telling telling;
    private final Words words;
    private final Times times;

    OldWording(Telling telling, Words words, Times times) {
        this.telling = telling;
        this.words = words;
        this.times = times;
    }

    /** What was changed under one label; the old words struck out before the new. */
    public record Change(String label, List<WordChanges.Run> runs) {}

    /** Whether an entry puts something in the place of an earlier one, in whole or in part. */
    static boolean replaces(LedgerEvent later, LedgerEvent earlier) {
        return switch (later) {
            case ChildDetailsCorrected e -> earlier instanceof ChildEvent before && before.childId().equals(e.childId());
            case ContactDetailsCompleted e -> (earlier instanceof ContactReceived || earlier instanceof ContactDetailsCompleted)
                    && ((ContactEvent) earlier).contactId().equals(e.contactId());
            case MeetingDecisionRecorded e -> e.supersedes() != null && e.supersedes().equals(decided(earlier));
            case AfterMeetingDecisionRecorded e -> e.supersedes() != null && e.supersedes().equals(decided(earlier));
            case AttendanceRecorded e -> earlier instanceof AttendanceRecorded before && before.meetingId().equals(e.meetingId()) && before.seat() == e.seat();
            case PositionRecorded e -> earlier instanceof PositionRecorded before && before.decisionId().equals(e.decisionId()) && before.agencyId().equals(e.agencyId());
            case MinutesDrafted e -> earlier instanceof MinutesDrafted before && before.documentId().equals(e.documentId());
            case ActionExtended e -> saysDue(earlier) && ((ActionEvent) earlier).actionId().equals(e.actionId());
            case ActionReassigned e -> saysOwner(earlier) && ((ActionEvent) earlier).actionId().equals(e.actionId());
            case ActionOwnerNamed e -> saysOwner(earlier) && ((ActionEvent) earlier).actionId().equals(e.actionId());
            default -> false;
        };
    }

    private static @Nullable DecisionId decided(LedgerEvent event) {
        return event instanceof MeetingDecisionRecorded e ? e.decisionId() : event instanceof AfterMeetingDecisionRecorded after ? after.decisionId() : null;
    }

    private static boolean saysDue(LedgerEvent event) {
        return event instanceof ActionAgreed || event instanceof ActionExtended;
    }

    private static boolean saysOwner(LedgerEvent event) {
        return event instanceof ActionAgreed || event instanceof ActionReassigned || event instanceof ActionOwnerNamed;
    }

    /** What an entry changed in what stood before it; empty where it replaces nothing, or said the same again. */
    List<Change> changes(List<Recorded<?>> before, Recorded<?> recorded, ChildId child) {
        var replaced = before.stream().filter(one -> replaces(recorded.event(), one.event())).toList();
        if (replaced.isEmpty()) {
            return List.of();
        }
        boolean isWhole = isWhole(recorded.event());
        var was = new LinkedHashMap<String, String>();
        (isWhole ? replaced.subList(replaced.size() - 1, replaced.size()) : replaced).forEach(one -> was.putAll(wording(one, child)));
        var is = wording(recorded, child);
        var labels = new LinkedHashSet<>(is.keySet());
        if (isWhole) {
            labels.addAll(was.keySet());
        } else {
            labels.retainAll(was.keySet());
            labels.removeAll(NOT_WORDING);
        }
        var changes = new ArrayList<Change>();
        for (var label : labels) {
            var old = was.getOrDefault(label, "");
            var now = is.getOrDefault(label, "");
            if (!old.equals(now)) {
                changes.add(new Change(label, WordChanges.between(old, now)));
            }
        }
        return List.copyOf(changes);
    }

    /** Whether what an entry doesn't say again doesn't hold any more. */
    private static boolean isWhole(LedgerEvent event) {
        return event instanceof MinutesDrafted || event instanceof MeetingDecisionRecorded || event instanceof AfterMeetingDecisionRecorded || event instanceof AttendanceRecorded
                || event instanceof PositionRecorded;
    }

    /** Of written minutes, the passages in the writer's own words that are about the child or about all; none of anything else. */
    List<Detail> passages(Recorded<?> recorded, ChildId child) {
        return !(recorded.event() instanceof MinutesDrafted drafted) ? List.of()
                : drafted.passages().stream().filter(one -> one.text() != null && (one.childId() == null || one.childId().equals(child)))
                        .map(one -> new Detail("Passage " + one.number() + ", " + words.say(one.heading()).toLowerCase(Locale.UK), words.open(one.text()))).toList();
    }

    /** What an entry says, by label. */
    private Map<String, String> wording(Recorded<?> recorded, ChildId child) {
        var all = new LinkedHashMap<String, String>();
        if (recorded.event() instanceof MinutesDrafted) {
            passages(recorded, child).forEach(one -> all.put(one.label(), one.text()));
            return all;
        }
        if (isWhole(recorded.event())) {
            all.put("What", telling.title(recorded));
        }
        telling.details(recorded).forEach(detail -> all.merge(detail.label(), detail.text(), (one, more) -> one + "\n" + more));
        if (recorded.event() instanceof ActionAgreed agreed) {
            all.put(DUE, times.day(agreed.dueOn()));
        }
        return all;
    }
}
