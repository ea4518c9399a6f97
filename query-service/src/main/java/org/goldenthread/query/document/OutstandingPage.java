package org.goldenthread.query.document;

import static org.goldenthread.events.Role.AUDITOR;
import static org.goldenthread.events.Role.CHAIR_SD;
import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.FD_SOCIAL_WORKER;
import static org.goldenthread.events.Role.INSPECTOR;
import static org.goldenthread.events.Role.MINUTE_TAKER;
import static org.goldenthread.events.Role.SOCIAL_WORKER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.query.access.Gate;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.directory.Directory;
import org.goldenthread.query.document.Documents.Copy;
import org.goldenthread.query.edge.Times;
import org.goldenthread.query.edge.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What did not get to an agency, or was not answered there in time: by agency with its age, and each with what can be done (OutstandingDistributions). */
@Controller
final class OutstandingPage {

    private final Gate gate;
    private final Documents documents;
    private final Directory directory;
    private final Words words;
    private final Times times;

    OutstandingPage(Gate gate, Documents documents, Directory directory, Words words, Times times) {
        this.gate = gate;
        this.documents = documents;
        this.directory = directory;
        this.words = words;
        this.times = times;
    }

    /** One copy, and by how many working days it is late; 0 where it is not yet. */
    public record Late(Copy copy, int workingDays) {}

    @GetMapping("/outstanding")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER, AUDITOR, INSPECTOR})
    String list(Reader reader, @RequestParam(name = "agency", required = false) @Nullable UUID agency, @RequestParam(name = "page", defaultValue = "1") int number, Model page) {
        var now = times.now();
        var kept = gate.access().keptFrom(reader);
        var found = documents.outstanding(reader, kept, Optional.ofNullable(agency).map(AgencyId::new), now, number);
        var shown = gate.records(reader, found.rows().stream().map(copy -> copy.document().value()).distinct().toList(), Fields.DOCUMENT);
        var leaf = found.only(copy -> shown.contains(copy.document().value()));
        page.addAttribute("reader", reader);
        page.addAttribute("standings", documents.standings(reader, kept, now));
        page.addAttribute("agency", agency);
        page.addAttribute("rows", leaf.rows().stream().map(copy -> new Late(copy, age(copy, now))).toList());
        page.addAttribute("leaf", leaf);
        page.addAttribute("names", names(gate, directory, words, reader, leaf.rows().stream().flatMap(copy -> copy.children().stream()).distinct().toList()));
        page.addAttribute("now", now);
        return "outstanding";
    }

    private static int age(Copy copy, Instant now) {
        var due = copy.isOutstanding() || copy.acknowledgeBy() == null ? copy.dueBy() : copy.acknowledgeBy();
        return now.isBefore(due) ? 0 : WorkingCalendar.englandAndWales().workingDaysBetween(WorkingCalendar.dayOf(due), WorkingCalendar.dayOf(now));
    }

    /** The names of children, opened; noted as shown. */
    static Map<ChildId, String> names(Gate gate, Directory directory, Words words, Reader reader, List<ChildId> children) {
        var known = directory.find(reader.ledger(), children);
        var names = new LinkedHashMap<ChildId, String>();
        gate.list(reader, children.stream().map(ChildId::value).toList());
        children.forEach(child -> names.put(child, Optional.ofNullable(known.get(child)).map(one -> words.open(one.name())).filter(name -> !name.isEmpty())
                .orElse("Name not given")));
        return names;
    }
}
