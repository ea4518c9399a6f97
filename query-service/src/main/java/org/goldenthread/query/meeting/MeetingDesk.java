package org.goldenthread.query.meeting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.Role;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.reference.Reference;
import org.goldenthread.events.values.Agency;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.query.access.Access.Verdict;
import org.goldenthread.query.access.Gate;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.action.Actions;
import org.goldenthread.query.action.Actions.Line;
import org.goldenthread.query.chronology.Chronology;
import org.goldenthread.query.desk.Colleagues;
import org.goldenthread.query.directory.Directory;
import org.goldenthread.query.document.Documents;
import org.goldenthread.query.document.Grid;
import org.goldenthread.query.edge.Failures.NotFound;
import org.goldenthread.query.edge.Times;
import org.goldenthread.query.edge.Words;
import org.goldenthread.query.intake.Intake;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Opens a meeting for a page: asks at the gate, folds its record, finds the names that stand in it. */
@Component
final class MeetingDesk {

    private final Gate gate;
    private final Chronology chronology;
    private final Meetings meetings;
    private final Actions actions;
    private final Documents documents;
    private final Directory directory;
    private final Colleagues colleagues;
    private final Reference reference;
    private final Intake intake;
    private final Words words;
    private final Times times;

    MeetingDesk(Gate gate, Chronology chronology, Meetings meetings, Actions actions, Documents documents, Directory directory, Colleagues colleagues,
            Reference reference, Intake intake, Words words, Times times) {
        this.gate = gate;
        this.chronology = chronology;
        this.meetings = meetings;
        this.actions = actions;
        this.documents = documents;
        this.directory = directory;
        this.colleagues = colleagues;
        this.reference = reference;
        this.intake = intake;
        this.words = words;
        this.times = times;
    }

    /** A meeting that its reader may see, with its history. */
    record Opened(MeetingView view, List<Recorded<?>> history, Verdict verdict) {

        MeetingId id() {
            return view.convened().meetingId();
        }

        /** What others recorded after a version: the difference to what somebody saw. */
        List<Recorded<?>> since(int version, Reader reader) {
            return history.stream().filter(one -> one.envelope().sequence() > version
                    && !one.envelope().context().recordedBy().userId().equals(reader.actor().userId())).toList();
        }
    }

    /** @throws Gate.Closed where the reader may not see it, or there is none */
    Opened open(Reader reader, UUID id) {
        var verdict = gate.record(reader, id, Fields.MEETING);
        var history = chronology.ofMeeting(reader.ledger(), new MeetingId(id));
        return new Opened(MeetingView.of(history).orElseThrow(NotFound::new), history, verdict);
    }

    /** A meeting's record as it stood at a moment, for what was sent of it then; whoever asks has been let to that. */
    MeetingView asOf(Reader reader, MeetingId id, Instant until) {
        return MeetingView.of(chronology.ofMeeting(reader.ledger(), id).stream().filter(one -> !one.envelope().recordedAt().isAfter(until)).toList()).orElseThrow(NotFound::new);
    }

    /** The same meeting once what somebody else just recorded can be read here; at the latest after a second. */
    Opened awaitChange(Reader reader, Opened meeting) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        while (meetings.version(reader.ledger(), meeting.id()) <= meeting.view().version() && System.nanoTime() < until) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return open(reader, meeting.id().value());
    }

    /** What every page about a meeting shows. */
    void show(Reader reader, Opened meeting, Model page) {
        var view = meeting.view();
        page.addAttribute("reader", reader);
        page.addAttribute("id", meeting.id().value());
        page.addAttribute("meeting", view);
        page.addAttribute("why", meeting.verdict());
        boolean mayWork = !reader.isAnyOf(Role.AUDITOR, Role.INSPECTOR);
        page.addAttribute("mayWork", mayWork);
        page.addAttribute("mayCancel", reader.isAnyOf(Role.FD_SOCIAL_WORKER, Role.FD_MANAGER, Role.EDT, Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.CHAIR_SD));
        page.addAttribute("live", view.isLive() && mayWork);
        page.addAttribute("names", names(reader, view.children().stream().map(MeetingView.Child::id).toList()));
        page.addAttribute("chair", colleagues.name(view.convened().chairId()));
        page.addAttribute("minuteTaker", view.convened().minuteTakerId() == null ? "" : colleagues.name(view.convened().minuteTakerId()));
        page.addAttribute("agreed", actions.of(reader.ledger(), meeting.id()));
        page.addAttribute("carried", carried(reader, view));
        var copies = documents.copies(reader.ledger(), meeting.id());
        var notices = copies.stream().filter(copy -> !copy.isMinutes()).toList();
        var minutes = copies.stream().filter(Documents.Copy::isMinutes).toList();
        page.addAttribute("copies", notices);
        page.addAttribute("grid", Grid.of(notices).orElse(null));
        page.addAttribute("minutesCopies", minutes);
        page.addAttribute("minutesGrid", Grid.of(minutes).orElse(null));
        page.addAttribute("owesMinutes", documents.minutesOf(reader.ledger(), meeting.id()).isPresent());
        page.addAttribute("now", times.now());
        page.addAttribute("allAgencies", agencyChoices());
        page.addAttribute("incomplete", intake.isIncomplete(reader.ledger(), keys(meeting)));
        page.addAttribute("history", meeting.history());
    }

    /** What is on the agenda: as long as it goes on, what is undone now; from its end, what was undone when it was arranged. */
    private List<Line> carried(Reader reader, MeetingView view) {
        var all = view.isLive() ? actions.openFor(reader.ledger(), view.children().stream().map(MeetingView.Child::id).toList())
                : actions.of(reader.ledger(), view.convened().carried());
        var others = all.stream().filter(action -> !action.meeting().equals(view.convened().meetingId())).toList();
        var shown = gate.records(reader, others.stream().map(action -> action.id().value()).toList(), Fields.ACTION);
        return others.stream().filter(action -> shown.contains(action.id().value())).toList();
    }

    private static List<UUID> keys(Opened meeting) {
        var keys = new ArrayList<>(meeting.view().children().stream().map(child -> child.id().value()).toList());
        keys.add(meeting.id().value());
        return keys;
    }

    /** The names of children, opened; noted as shown. */
    Map<ChildId, String> names(Reader reader, Collection<ChildId> children) {
        var known = directory.find(reader.ledger(), children);
        var names = new LinkedHashMap<ChildId, String>();
        gate.list(reader, children.stream().map(ChildId::value).toList());
        for (var child : children) {
            names.put(child, Optional.ofNullable(known.get(child)).map(one -> words.open(one.name())).filter(name -> !name.isEmpty()).orElse("Name not given"));
        }
        return names;
    }

    /** The agencies there are today, as the options of a form. */
    List<Map.Entry<String, String>> agencyChoices() {
        return agencies().stream().map(agency -> Map.entry(agency.id().toString(), agency.names().getLast().name())).toList();
    }

    /** The agencies there are today, by name. */
    List<Agency> agencies() {
        var today = WorkingCalendar.dayOf(times.now());
        return reference.agencies().stream().filter(agency -> agency.isNamedOn(today)).toList();
    }

    /** The name an agency has today. */
    String agency(AgencyId id) {
        return words.agency(id, times.now());
    }

    Instant now() {
        return times.now();
    }
}
