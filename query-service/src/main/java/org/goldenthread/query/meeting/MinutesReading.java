package org.goldenthread.query.meeting;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.action.ActionEvent.ActionAgreed;
import org.goldenthread.events.action.ActionEvent.ActionCancelled;
import org.goldenthread.events.action.ActionEvent.ActionExtended;
import org.goldenthread.events.action.ActionEvent.ActionOwnerNamed;
import org.goldenthread.events.action.ActionEvent.ActionReassigned;
import org.goldenthread.events.action.ActionEvent.Owner;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.contact.ContactEvent.DobStatus;
import org.goldenthread.events.document.DocumentEvent.MinutesDrafted;
import org.goldenthread.events.document.Fingerprint;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.MeetingId;
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

    /** An action in the words that agreed it, with who owned it and by when by the time the version went out; whether it was cancelled by then. */
    public record Task(ActionAgreed agreed, Owner owner, LocalDate dueOn, boolean cancelled) {}

    /** A passage that says something else than in the version before; with no runs where it is not for the reader any more. */
    public record Change(@Nullable ChildId child, String heading, List<WordChanges.Run> runs) {}

    /** Whether the words are those that were written, by their fingerprint; it can't be told of what is no longer held. */
    public enum Soundness { SOUND, CHANGED, NOT_HELD }

    /** A version as its reader may have it: whole for who may read the meeting's record, else their agency's package. */
    void show(Reader reader, MinutesView minutes, int version, boolean isWhole, Collection<Integer> theirs, Model page) {
        show(reader, minutes, minutes.of(version).orElseThrow(NotFound::new), isWhole ? Optional.empty() : Optional.of(reader.actor().agencyId()),
                isWhole || theirs.contains(version - 1), page);
    }

    /** What a version holds for its reader; ages are of the day of the meeting, as a person would say them. */
    record Content(MeetingView meeting, MinutesPackage pack, Map<ChildId, String> names, Map<ChildId, String> ages, List<Task> tasks) {}

    /** What a version holds for an agency; all where none is named. Noted as shown. */
    Content content(Reader reader, MinutesView minutes, Version version, Optional<AgencyId> agency) {
        var meeting = desk.asOf(reader, minutes.owed().meetingId(), version.recordUntil());
        var heldOn = WorkingCalendar.dayOf(meeting.convened().startsAt());
        var ages = new LinkedHashMap<ChildId, String>();
        var names = new LinkedHashMap<ChildId, String>();
        gate.list(reader, minutes.owed().about().stream().map(ChildId::value).toList());
        for (var child : minutes.owed().about()) {
            var known = chronology.identity(reader.ledger(), child, version.recordUntil());
            ages.put(child, age(known, heldOn));
            names.put(child, known.map(Identity::name).map(words::open).filter(name -> !name.isEmpty()).orElse("Name not given"));
        }
        return new Content(meeting, packageOf(version, meeting, agency), names, ages, tasks(reader, meeting.convened().meetingId(), version.recordUntil()));
    }

    /** A version as an agency has it; whole where none is named. {@code hadBefore}: the one before is theirs too, so that they may see what changed. */
    void show(Reader reader, MinutesView minutes, Version version, Optional<AgencyId> agency, boolean hadBefore, Model page) {
        var content = content(reader, minutes, version, agency);
        var meeting = content.meeting();
        page.addAttribute("minutes", minutes);
        page.addAttribute("shown", version);
        page.addAttribute("then", version.issued() == null ? desk.now() : version.issued().issuedAt());
        page.addAttribute("meeting", meeting);
        page.addAttribute("pack", content.pack());
        page.addAttribute("isPackage", agency.isPresent());
        page.addAttribute("names", content.names());
        page.addAttribute("ages", content.ages());
        page.addAttribute("tasks", content.tasks());
        page.addAttribute("chair", colleagues.name(meeting.convened().chairId()));
        page.addAttribute("approver", version.approvedBy() == null ? "" : colleagues.name(version.approvedBy()));
        page.addAttribute("soundness", soundness(version.drafted()));
        page.addAttribute("changes", minutes.versions().stream().filter(one -> hadBefore && one.number() == version.number() - 1).findFirst()
                .map(before -> changes(MinutesPackage.whole(before, desk.asOf(reader, minutes.owed().meetingId(), before.recordUntil())), MinutesPackage.whole(version, meeting), agency))
                .orElse(List.of()));
    }

    private static MinutesPackage packageOf(Version version, MeetingView meeting, Optional<AgencyId> agency) {
        return agency.map(one -> MinutesPackage.of(version, meeting, one)).orElseGet(() -> MinutesPackage.whole(version, meeting));
    }

    /** The actions a meeting agreed, as they stood at a moment. */
    List<Task> tasks(Reader reader, MeetingId meeting, Instant until) {
        return actions.of(reader.ledger(), meeting).stream().map(line -> task(chronology.ofAction(reader.ledger(), line.id()).stream()
                .filter(one -> !one.envelope().recordedAt().isAfter(until)).toList())).flatMap(Optional::stream).toList();
    }

    /** Empty where the action was not agreed by then. */
    private static Optional<Task> task(List<Recorded<?>> history) {
        if (history.isEmpty() || !(history.getFirst().event() instanceof ActionAgreed agreed)) {
            return Optional.empty();
        }
        var owner = agreed.owner();
        var dueOn = agreed.dueOn();
        boolean cancelled = false;
        for (var recorded : history) {
            switch (recorded.event()) {
                case ActionReassigned e -> owner = e.owner();
                case ActionOwnerNamed e -> owner = new Owner(e.agencyId(), e.name(), null, null);
                case ActionExtended e -> dueOn = e.newDueOn();
                case ActionCancelled e -> cancelled = true;
                default -> { }
            }
        }
        return Optional.of(new Task(agreed, owner, dueOn, cancelled));
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

    /**
     * Passages of the same child and heading are held against each other in their order, whoever reads. An agency sees the change of a
     * passage that it may have in both, all of one that is new to it, and of one that it may have no more only that it is so.
     */
    private List<Change> changes(MinutesPackage before, MinutesPackage after, Optional<AgencyId> agency) {
        Map<String, List<Part>> was = grouped(before);
        Map<String, List<Part>> is = grouped(after);
        var keys = new LinkedHashSet<>(was.keySet());
        keys.addAll(is.keySet());
        var changes = new ArrayList<Change>();
        for (var key : keys) {
            var old = was.getOrDefault(key, List.of());
            var now = is.getOrDefault(key, List.of());
            for (int at = 0; at < Math.max(old.size(), now.size()); at++) {
                var from = at < old.size() && reaches(old.get(at), agency) ? old.get(at) : null;
                var to = at < now.size() && reaches(now.get(at), agency) ? now.get(at) : null;
                boolean isWithdrawn = from != null && to == null && agency.isPresent();
                if (isWithdrawn || !textOf(from).equals(textOf(to))) {
                    var one = Objects.requireNonNull(to == null ? from : to);
                    changes.add(new Change(one.child(), one.heading().name(), isWithdrawn ? List.of() : WordChanges.between(textOf(from), textOf(to))));
                }
            }
        }
        return changes;
    }

    private static boolean reaches(Part part, Optional<AgencyId> agency) {
        return agency.isEmpty() || part.reaches(agency.get());
    }

    private String textOf(@Nullable Part part) {
        return part == null ? "" : words.open(part.text());
    }

    private static Map<String, List<Part>> grouped(MinutesPackage all) {
        var grouped = new LinkedHashMap<String, List<Part>>();
        all.parts().forEach(part -> grouped.computeIfAbsent(part.child() + "/" + part.heading() + "/" + (part.told() == null ? "" : part.told().of().infoId()),
                key -> new ArrayList<>()).add(part));
        return grouped;
    }
}
