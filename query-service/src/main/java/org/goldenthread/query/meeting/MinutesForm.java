package org.goldenthread.query.meeting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.goldenthread.events.contact.ContactEvent.DobStatus;
import org.goldenthread.events.document.DocumentEvent.Correction;
import org.goldenthread.events.document.DocumentEvent.Heading;
import org.goldenthread.events.document.DocumentEvent.Passage;
import org.goldenthread.events.document.Handling;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.action.Actions;
import org.goldenthread.query.directory.Directory;
import org.goldenthread.query.edge.Form;
import org.goldenthread.query.edge.Times;
import org.goldenthread.query.edge.Words;
import org.goldenthread.query.meeting.MeetingDesk.Opened;
import org.goldenthread.query.meeting.MinutesReading.Task;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;

/** The form of the minutes: what stands in it to begin with, which command it becomes, and what a final version would lack. */
@Component
final class MinutesForm {

    /** Most passages of the writer's own. */
    static final int MOST = 40;

    private static final String LEFT_OUT = "";

    private final Directory directory;
    private final Actions actions;
    private final Words words;
    private final Times times;

    MinutesForm(Directory directory, Actions actions, Words words, Times times) {
        this.directory = directory;
        this.actions = actions;
        this.words = words;
        this.times = times;
    }

    /** How many passages of the writer's own the form has room for. */
    static int count(Form form) {
        return form.get("count").matches("[1-9]|[123][0-9]|40") ? Integer.parseInt(form.get("count")) : 1;
    }

    /** Its fields in the order of the page. */
    String[] fields(MultiValueMap<String, String> sent) {
        return Stream.of(Stream.of("why", "reason"), IntStream.rangeClosed(1, MOST).boxed().flatMap(n -> Stream.of("text-" + n, "heading-" + n, "child-" + n, "handling-" + n)),
                sent.keySet().stream().filter(name -> name.startsWith("told-"))).flatMap(all -> all).toArray(String[]::new);
    }

    /** As the version being written stands, or the newest that went out; to begin with, everything told but what is held closest. */
    Form blank(Opened meeting, MinutesView minutes) {
        var form = empty(minutes);
        var before = minutes.draft().or(minutes::newest).map(one -> one.drafted().passages());
        if (before.isEmpty()) {
            meeting.view().information().forEach(told -> form.with("told-" + told.of().infoId(), MinutesPackage.least(told) == Handling.NAMED ? LEFT_OUT : MinutesPackage.least(told).orCloser(Handling.PARTNERS).name()));
            return form.with("heading-1", Heading.DISCUSSION.name()).with("handling-1", Handling.PARTNERS.name());
        }
        var own = before.get().stream().filter(one -> one.text() != null).toList();
        for (int at = 0; at < own.size(); at++) {
            stand(form, own.get(at), at + 1, meeting);
        }
        before.get().stream().filter(one -> one.infoId() != null).forEach(one -> form.with("told-" + one.infoId(), one.handling().name())
                .withAll("named-" + one.infoId(), one.named().stream().map(Object::toString).toList()));
        int next = own.size() + 1;
        return form.with("count", Integer.toString(Math.min(next, MOST))).with("heading-" + next, Heading.ANALYSIS.name()).with("handling-" + next, Handling.PARTNERS.name());
    }

    /** The form with nothing in it, to be filled with what was kept of it. */
    static Form empty(MinutesView minutes) {
        return Form.empty("text-1").with("version", Integer.toString(minutes.version())).with("words", minutes.words());
    }

    private void stand(Form form, Passage one, int n, Opened meeting) {
        form.with("text-" + n, words.open(one.text())).with("heading-" + n, one.heading().name()).with("handling-" + n, one.handling().name())
                .with("child-" + n, one.childId() == null ? "" : Integer.toString(meeting.view().refOf(one.childId())))
                .with("owner-" + n, one.ownerAgencyId().toString()).withAll("named-" + n, one.named().stream().map(Object::toString).toList());
    }

    /** What one can choose. */
    void choices(Opened meeting, Form form, Model page) {
        page.addAttribute("slots", IntStream.rangeClosed(1, count(form)).boxed().toList());
        page.addAttribute("mayAdd", count(form) < MOST);
        page.addAttribute("headings", Stream.of(Heading.values()).filter(one -> one != Heading.INFORMATION).map(one -> Map.entry(one.name(), words.say(one))).toList());
        page.addAttribute("handlings", handlings(Handling.OPEN));
        var held = new LinkedHashMap<String, List<Map.Entry<String, String>>>();
        meeting.view().information().forEach(told -> held.put(told.of().infoId().toString(), handlings(MinutesPackage.least(told))));
        page.addAttribute("handlingsOf", held);
        page.addAttribute("corrections", Stream.of(Correction.values()).map(one -> Map.entry(one.name(), words.say(one))).toList());
        page.addAttribute("atTable", meeting.view().agencies().stream().map(agency -> Map.entry(agency.toString(), words.agency(agency, times.now()))).toList());
        page.addAttribute("refs", meeting.view().children().stream().map(child -> Map.entry(Integer.toString(child.ref()), nameOf(child.id(), page))).toList());
    }

    private static String nameOf(ChildId child, Model page) {
        return page.getAttribute("names") instanceof Map<?, ?> names && names.get(child) instanceof String name ? name : "";
    }

    private List<Map.Entry<String, String>> handlings(Handling least) {
        return Stream.of(Handling.values()).filter(one -> one.compareTo(least) >= 0).map(one -> Map.entry(one.name(), words.say("HANDLING_" + one))).toList();
    }

    /** The body of the command; what is wrong becomes faults of the form. */
    Map<String, Object> read(Form form, Opened meeting, boolean isCorrection) {
        var body = new LinkedHashMap<String, Object>();
        if (isCorrection) {
            form.require("why", "Choose why it is corrected");
            form.require("reason", "Enter what was wrong");
            body.put("why", form.orNull("why"));
            body.put("reason", form.orNull("reason"));
        }
        var passages = new ArrayList<Map<String, Object>>();
        for (var told : meeting.view().information()) {
            var id = told.of().infoId().toString();
            if (!form.get("told-" + id).isEmpty()) {
                var passage = passage(form, Heading.INFORMATION.name(), form.get("told-" + id), id);
                passage.put("ref", meeting.view().refOf(told.of().childId()));
                passage.put("infoId", id);
                passage.put("ownerAgencyId", told.of().agencyId().toString());
                passages.add(passage);
            }
        }
        for (int n = 1; n <= count(form); n++) {
            if (form.orNull("text-" + n) != null) {
                form.require("heading-" + n, "Choose under which heading it stands");
                form.require("handling-" + n, "Choose who may have it");
                var passage = passage(form, form.get("heading-" + n), form.get("handling-" + n), Integer.toString(n));
                passage.put("text", form.get("text-" + n));
                passage.put("ref", form.get("child-" + n).matches("\\d{1,2}") ? Integer.valueOf(form.get("child-" + n)) : null);
                passage.put("ownerAgencyId", form.orNull("owner-" + n));
                passages.add(passage);
            }
        }
        body.put("passages", passages);
        return body;
    }

    private static Map<String, Object> passage(Form form, String heading, String handling, String field) {
        var passage = new LinkedHashMap<String, Object>();
        passage.put("heading", heading);
        passage.put("handling", handling);
        passage.put("named", handling.equals(Handling.NAMED.name()) ? form.all("named-" + field) : List.of());
        return passage;
    }

    /** Which field a pointer of the command speaks of. */
    Map<String, String> pointers(Form form) {
        var pointers = new LinkedHashMap<String, String>(Map.of("/why", "why", "/reason", "reason"));
        int at = (int) form.names("told-").filter(name -> !form.get(name).isEmpty()).count();
        for (int n = 1; n <= count(form); n++) {
            if (form.orNull("text-" + n) != null) {
                pointers.put("/passages/" + at + "/text", "text-" + n);
                pointers.put("/passages/" + at + "/heading", "heading-" + n);
                pointers.put("/passages/" + at + "/handling", "handling-" + n);
                at++;
            }
        }
        return pointers;
    }

    /** What a final version would lack as the record stands, each with the child where it is about one. */
    List<String> lacks(Reader reader, Opened meeting, MinutesView minutes, List<Task> unmeasured) {
        var lacks = new ArrayList<String>();
        var known = directory.find(reader.ledger(), minutes.owed().about());
        for (var child : minutes.owed().about()) {
            var one = known.get(child);
            if (one == null || one.dobStatus().equals(DobStatus.UNKNOWN.name())) {
                lacks.add("The date of birth, known or estimated, of " + (one == null || words.open(one.name()).isEmpty() ? "a child" : words.open(one.name())));
            }
        }
        meeting.view().places().stream().filter(place -> place.attended() == null)
                .forEach(place -> lacks.add("Whether " + words.agency(place.seat().agencyId(), times.now()) + " came"));
        actions.of(reader.ledger(), meeting.id()).stream().filter(action -> !action.state().equals("CANCELLED") && action.name().word().isEmpty())
                .forEach(action -> lacks.add("Who does an action of " + words.agency(action.agency(), times.now()) + ": " + words.open(action.description())));
        unmeasured.forEach(task -> lacks.add("How one will know that an action is done: " + words.open(task.agreed().description())));
        if (minutes.stage() != MinutesView.Stage.APPROVED) {
            lacks.add("Somebody’s approval");
        }
        return lacks;
    }
}
