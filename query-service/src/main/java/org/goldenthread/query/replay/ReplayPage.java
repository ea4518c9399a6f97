package org.goldenthread.query.replay;

import static org.goldenthread.events.Role.AUDITOR;
import static org.goldenthread.events.Role.INSPECTOR;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.document.DocumentEvent;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.edge.After;
import org.goldenthread.query.edge.CommandClient.Sent;
import org.goldenthread.query.edge.CommandClient;
import org.goldenthread.query.edge.Failures.NotFound;
import org.goldenthread.query.edge.Form;
import org.goldenthread.query.edge.Times;
import org.goldenthread.query.edge.Words;
import org.goldenthread.query.replay.ReplayDesk.Opened;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** An auditor goes through a case step by step, as it stood. A step's address can be kept; it shows nothing before its replay was opened. */
@Controller
@RequiresRole({AUDITOR, INSPECTOR})
final class ReplayPage {

    private static final String[] FIELDS = {"at-day", "viewpoint"};
    private static final String WHEN = "Enter a real date as day, month and year, and a time such as 14:30";

    private final ReplayDesk desk;
    private final OldWording wording;
    private final CommandClient commands;
    private final After after;
    private final Words words;
    private final Times times;

    ReplayPage(ReplayDesk desk, OldWording wording, CommandClient commands, After after, Words words, Times times) {
        this.desk = desk;
        this.wording = wording;
        this.commands = commands;
        this.after = after;
        this.words = words;
        this.times = times;
    }

    @GetMapping("/children/{id}/replay")
    String ask(Reader reader, @PathVariable UUID id, @RequestParam(name = "asOf", required = false) @Nullable Instant asOf,
            @RequestParam(name = "viewpoint", required = false) @Nullable UUID viewpoint, Model page) {
        var form = Form.empty(FIELDS).with("viewpoint", viewpoint == null ? "" : viewpoint.toString());
        return page(reader, id, asOf == null ? form : form.with("asOf", ReplayDesk.precise(asOf).toString()), page);
    }

    private String page(Reader reader, UUID id, Form form, Model page) {
        var whole = desk.whole(reader, new ChildId(id));
        var now = times.now();
        page.addAttribute("reader", reader);
        page.addAttribute("id", id);
        page.addAttribute("why", whole.verdict());
        page.addAttribute("name", whole.name());
        page.addAttribute("incomplete", whole.isIncomplete());
        page.addAttribute("form", form);
        page.addAttribute("asOf", moment(form).orElse(null));
        page.addAttribute("viewpointName", agencyOf(form).map(agency -> words.agency(agency, now)).orElse(""));
        page.addAttribute("agencies", Involved.in(whole.history()).stream().map(agency -> Map.entry(agency.toString(), words.agency(agency, now)))
                .filter(one -> !one.getValue().isEmpty()).sorted(Map.Entry.comparingByValue(Comparator.naturalOrder())).toList());
        return "replay";
    }

    @PostMapping("/children/{id}/replay")
    String open(Reader reader, @PathVariable UUID id, @RequestParam MultiValueMap<String, String> sent, Model page, RedirectAttributes next) {
        var form = Form.of(sent, FIELDS);
        var asOf = form.get("asOf").isEmpty() ? typed(form) : moment(form).map(Instant::toString);
        if (asOf.isEmpty()) {
            form.fault("at-day", WHEN);
        } else {
            var body = new LinkedHashMap<String, Object>();
            body.put("asOf", asOf.get().isEmpty() ? null : asOf.get());
            body.put("viewpoint", form.orNull("viewpoint"));
            switch (commands.send("/v1/children/" + id + "/replays", form.get("key") + "/" + asOf.get() + "/" + form.get("viewpoint"), null, body)) {
                case Sent.Done done -> {
                    next.addAttribute("opening", done.id());
                    next.addAttribute("after", done.after());
                    return "redirect:/children/" + id + "/replay/steps";
                }
                case Sent.Refused refused when refused.status() == 404 -> throw new NotFound();
                case Sent.Refused refused -> form.refused(refused, Map.of("/asOf", "at-day", "/viewpoint", "viewpoint"));
            }
        }
        return page(reader, id, form, page);
    }

    /** The moment that an address asked for, as it stands in the form; empty where none does. */
    private static Optional<Instant> moment(Form form) {
        try {
            return form.get("asOf").isEmpty() ? Optional.empty() : Optional.of(ReplayDesk.precise(Instant.parse(form.get("asOf"))));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<AgencyId> agencyOf(Form form) {
        try {
            return form.get("viewpoint").isEmpty() ? Optional.empty() : Optional.of(AgencyId.of(form.get("viewpoint")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * A day, to its end, or a minute of it, to its end. Now, as an empty text, where nothing was typed or what was typed still runs: by the clock
     * of the service that records it.
     */
    private Optional<String> typed(Form form) {
        var now = times.now();
        var day = form.get("at-day");
        var month = form.get("at-month");
        var year = form.get("at-year");
        var time = form.get("at-time");
        if ((day + month + year + time).isEmpty()) {
            return Optional.of("");
        }
        if (time.isEmpty()) {
            return Times.typedDay(day, month, year).map(one -> one.equals(times.today()) ? "" : WorkingCalendar.englandAndWales().endOfDay(one).toString());
        }
        return Times.typedMoment(day, month, year, time).map(minute -> minute.plusMillis(59_999))
                .map(end -> end.isBefore(now) || end.minusMillis(59_999).isAfter(now) ? end.toString() : "");
    }

    /** From an opening on to its steps, as of the moment that was recorded. */
    @GetMapping(path = "/children/{id}/replay/steps", params = "opening")
    String opened(Reader reader, @PathVariable UUID id, @RequestParam(name = "opening") UUID opening, @RequestParam(name = "after", required = false) @Nullable String token, Model page) {
        var child = new ChildId(id);
        boolean isReached = after.isReached(token, reader.ledger());
        var opened = desk.opening(reader, child, opening);
        if (opened.isPresent()) {
            var viewpoint = opened.get().viewpointAgencyId();
            return "redirect:/children/" + id + "/replay/steps" + query(opened.get().asOf(), viewpoint == null ? null : viewpoint.value());
        }
        boolean isHeldUp = desk.isHeldUp(reader, child);
        if (isReached && !isHeldUp) {
            return "redirect:/children/" + id + "/replay";
        }
        page.addAttribute("reader", reader);
        page.addAttribute("id", id);
        page.addAttribute("opening", opening);
        page.addAttribute("after", token);
        page.addAttribute("incomplete", isHeldUp);
        return "replay-opening";
    }

    private static String query(Instant asOf, @Nullable UUID viewpoint) {
        return "?asOf=" + asOf + (viewpoint == null ? "" : "&viewpoint=" + viewpoint);
    }

    @GetMapping("/children/{id}/replay/steps")
    String step(Reader reader, @PathVariable UUID id, @RequestParam(name = "asOf") Instant asked, @RequestParam(name = "viewpoint", required = false) @Nullable UUID viewpoint,
            @RequestParam(name = "step", defaultValue = "1") int wanted, Model page) {
        var asOf = ReplayDesk.precise(asked);
        var opened = desk.open(reader, new ChildId(id), asOf, viewpoint);
        if (opened.isEmpty()) {
            return "redirect:/children/" + id + "/replay" + query(asOf, viewpoint);
        }
        page.addAttribute("reader", reader);
        page.addAttribute("id", id);
        page.addAttribute("asOf", asOf);
        page.addAttribute("viewpoint", viewpoint);
        page.addAttribute("viewpointName", viewpoint == null ? "" : words.agency(new AgencyId(viewpoint), asOf));
        page.addAttribute("address", "/children/" + id + "/replay/steps" + query(asOf, viewpoint) + "&step=");
        show(opened.get(), wanted, page);
        return "replay-steps";
    }

    private void show(Opened opened, int wanted, Model page) {
        var replay = opened.replay();
        page.addAttribute("why", opened.verdict());
        page.addAttribute("name", opened.name());
        page.addAttribute("incomplete", opened.isIncomplete());
        page.addAttribute("replay", replay);
        page.addAttribute("silences", replay.silences());
        page.addAttribute("silenceAtEnd", replay.silenceAtEnd());
        page.addAttribute("endsInSilence", replay.silenceAtEnd() > Replay.SILENCE);
        if (replay.steps().isEmpty()) {
            return;
        }
        var present = replay.at(wanted);
        var recorded = replay.recordedBy(present);
        var event = present.recorded().event();
        page.addAttribute("present", present);
        page.addAttribute("entries", List.of(present.recorded()));
        page.addAttribute("around", replay.around(present));
        page.addAttribute("changes", wording.changes(replay.before(present), present.recorded(), replay.child()));
        page.addAttribute("replacedAt", replay.steps().stream().skip(present.number()).filter(later -> OldWording.replaces(later.recorded().event(), event)).findFirst().orElse(null));
        page.addAttribute("passages", wording.passages(present.recorded(), replay.child()));
        page.addAttribute("told", event instanceof DocumentEvent document ? Told.by(document, recorded, replay.viewpoint()).orElse(null) : null);
        page.addAttribute("holdings", replay.viewpoint() == null ? Holdings.of(recorded) : Holdings.reached(recorded, replay.viewpoint()));
        page.addAttribute("late", replay.late(present));
        page.addAttribute("isLast", replay.isLast(present));
        page.addAttribute("lateAtEnd", replay.lateAtEnd());
        var numbers = new LinkedHashMap<Long, Integer>();
        replay.steps().forEach(one -> numbers.put(one.recorded().envelope().position(), one.number()));
        page.addAttribute("numbers", numbers);
    }
}
