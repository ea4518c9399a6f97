package org.goldenthread.query.meeting;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.action.ActionEvent.ActionAgreed;
import org.goldenthread.events.action.ActionEvent.ActionOwnerNamed;
import org.goldenthread.events.action.ActionEvent.ActionReassigned;
import org.goldenthread.events.action.ActionEvent.Owner;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.contact.ContactEvent.DobStatus;
import org.goldenthread.events.document.DocumentEvent.MinutesDrafted;
import org.goldenthread.events.document.Fingerprint;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.query.access.Gate;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.action.Actions;
import org.goldenthread.query.chronology.Chronology;
import org.goldenthread.query.chronology.Identity;
import org.goldenthread.query.desk.Colleagues;
import org.goldenthread.query.edge.Failures.NotFound;
import org.goldenthread.query.edge.Words;
import org.goldenthread.query.meeting.MinutesPackage.Part;
import org.goldenthread.query.meeting.MinutesView.Version;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Puts a version of the minutes on a page, as one recipient has it: the meeting's record and its passages as they stood when it was written. */
@Component
final class MinutesReading {

    private final Gate gate;
    private final Chronology chronology;
    private final Actions actions;
    private final MeetingDesk desk;
    private final Colleagues colleagues;
    private final Words words;

    MinutesReading(Gate gate, Chronology chronology, Actions actions, MeetingDesk desk, Colleagues colleagues, Words words) {
        this.gate = gate;
        this.chronology = chronology;
        this.actions = actions;
        this.desk = desk;
        this.colleagues = colleagues;
        this.words = words;
    }

    /** An action in the words that agreed it, with who owned it when the version was written. */
    public record Task(ActionAgreed agreed, Owner owner) {}

    /** A passage that says something else than in the version before; of {@code runs}, only those of what the reader may have. */
    public record Change(@Nullable ChildId child, String heading, List<WordChanges.Run> runs) {}

    /** Whether the words are those that were written, by their fingerprint; it can't be told of what is no longer held. */
    public enum Soundness { SOUND, CHANGED, NOT_HELD }

    /** A version as its reader may have it: whole for who may read the meeting's record, else their agency's package. */
    void show(Reader reader, MinutesView minutes, int version, Model page) {
        boolean isWhole = gate.access().ofRecord(reader, minutes.owed().meetingId().value(), Fields.MEETING).isShown();
        show(reader, minutes, minutes.of(version).orElseThrow(NotFound::new), isWhole ? Optional.empty() : Optional.of(reader.actor().agencyId()), page);
        page.addAttribute("mayOpenMeeting", isWhole);
    }

    /** A version as an agency has it; whole where none is named. */
    void show(Reader reader, MinutesView minutes, Version version, Optional<AgencyId> agency, Model page) {
        var meeting = desk.asOf(reader, minutes.owed().meetingId(), version.writtenAt());
        var pack = packageOf(version, meeting, agency);
        var heldOn = WorkingCalendar.dayOf(meeting.convened().startsAt());
        var ages = new LinkedHashMap<ChildId, String>();
        minutes.owed().about().forEach(child -> ages.put(child, age(chronology.identity(reader.ledger(), child, version.writtenAt()), heldOn)));
        page.addAttribute("minutes", minutes);
        page.addAttribute("shown", version);
        page.addAttribute("meeting", meeting);
        page.addAttribute("pack", pack);
        page.addAttribute("isPackage", agency.isPresent());
        page.addAttribute("names", desk.names(reader, minutes.owed().about()));
        page.addAttribute("ages", ages);
        page.addAttribute("tasks", tasks(reader, meeting, version.writtenAt()));
        page.addAttribute("chair", colleagues.name(meeting.convened().chairId()));
        page.addAttribute("approver", version.approvedBy() == null ? "" : colleagues.name(version.approvedBy()));
        page.addAttribute("soundness", soundness(version.drafted()));
        page.addAttribute("changes", minutes.versions().stream().filter(one -> one.number() == version.number() - 1).findFirst()
                .map(before -> changes(packageOf(before, desk.asOf(reader, minutes.owed().meetingId(), before.writtenAt()), agency), pack)).orElse(List.of()));
    }

    private static MinutesPackage packageOf(Version version, MeetingView meeting, Optional<AgencyId> agency) {
        return agency.map(one -> MinutesPackage.of(version, meeting, one)).orElseGet(() -> MinutesPackage.whole(version, meeting));
    }

    private List<Task> tasks(Reader reader, MeetingView meeting, Instant until) {
        return actions.of(reader.ledger(), meeting.convened().meetingId()).stream().map(line -> task(chronology.ofAction(reader.ledger(), line.id()).stream()
                .filter(one -> !one.envelope().recordedAt().isAfter(until)).toList())).flatMap(Optional::stream).toList();
    }

    /** Empty where the action was not agreed by then. */
    private static Optional<Task> task(List<Recorded<?>> history) {
        Owner owner = null;
        for (var recorded : history) {
            owner = switch (recorded.event()) {
                case ActionAgreed e -> e.owner();
                case ActionReassigned e -> e.owner();
                case ActionOwnerNamed e -> new Owner(e.agencyId(), e.name(), null, null);
                default -> owner;
            };
        }
        return owner != null && history.getFirst().event() instanceof ActionAgreed agreed ? Optional.of(new Task(agreed, owner)) : Optional.empty();
    }

    /** How old a child was on a day, as a person would say it. */
    private String age(Optional<Identity> known, LocalDate day) {
        var status = known.map(Identity::dobStatus).orElse(DobStatus.UNKNOWN);
        var born = known.map(Identity::dob).map(words::open).orElse("");
        if (status == DobStatus.UNKNOWN || born.isEmpty()) {
            return status == DobStatus.UNBORN_EDD ? "not born yet" : "age not known";
        }
        try {
            var date = LocalDate.parse(born);
            return status == DobStatus.UNBORN_EDD ? "not born yet" : date.isAfter(day) ? "age not known"
                    : (status == DobStatus.ESTIMATED ? "about " : "") + Period.between(date, day).getYears() + (status == DobStatus.ESTIMATED ? " (estimated)" : "");
        } catch (DateTimeParseException e) {
            return "age not known";
        }
    }

    private Soundness soundness(MinutesDrafted drafted) {
        boolean isHeld = Stream.concat(Stream.of(drafted.salt()), drafted.passages().stream().map(one -> one.text()).filter(Objects::nonNull))
                .noneMatch(text -> words.open(text).equals(Words.GONE));
        return !isHeld ? Soundness.NOT_HELD
                : Fingerprint.of(drafted.salt(), drafted.passages(), words::open).equals(drafted.contentHash()) ? Soundness.SOUND : Soundness.CHANGED;
    }

    /** Passages of the same child and heading are held against each other in their order. */
    private List<Change> changes(MinutesPackage before, MinutesPackage after) {
        Map<String, List<Part>> was = grouped(before);
        Map<String, List<Part>> is = grouped(after);
        var keys = new LinkedHashMap<String, Boolean>();
        was.keySet().forEach(key -> keys.put(key, true));
        is.keySet().forEach(key -> keys.put(key, true));
        var changes = new ArrayList<Change>();
        for (var key : keys.keySet()) {
            var old = was.getOrDefault(key, List.of());
            var now = is.getOrDefault(key, List.of());
            for (int at = 0; at < Math.max(old.size(), now.size()); at++) {
                var one = at < now.size() ? now.get(at) : old.get(at);
                var from = at < old.size() ? words.open(old.get(at).text()) : "";
                var to = at < now.size() ? words.open(now.get(at).text()) : "";
                if (!from.equals(to)) {
                    changes.add(new Change(one.child(), one.heading().name(), WordChanges.between(from, to)));
                }
            }
        }
        return changes;
    }

    private static Map<String, List<Part>> grouped(MinutesPackage all) {
        var grouped = new LinkedHashMap<String, List<Part>>();
        all.parts().forEach(part -> grouped.computeIfAbsent(part.child() + "/" + part.heading() + "/" + (part.told() == null ? "" : part.told().of().infoId()),
                key -> new ArrayList<>()).add(part));
        return grouped;
    }
}
