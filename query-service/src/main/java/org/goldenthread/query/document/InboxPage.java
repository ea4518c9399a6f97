package org.goldenthread.query.document;

import static org.goldenthread.events.Role.AGENCY_LEAD;
import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.FD_PARTNER;
import static org.goldenthread.events.Role.FD_SOCIAL_WORKER;
import static org.goldenthread.events.Role.RECIPIENT;
import static org.goldenthread.events.Role.SOCIAL_WORKER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.query.access.Gate;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.directory.Directory;
import org.goldenthread.query.document.Documents.Copy;
import org.goldenthread.query.document.Documents.Show;
import org.goldenthread.query.edge.After;
import org.goldenthread.query.edge.Leaf;
import org.goldenthread.query.edge.Times;
import org.goldenthread.query.edge.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What came to the reader's agency, and what of it nobody has said they have. */
@Controller
final class InboxPage {

    private final Gate gate;
    private final Documents documents;
    private final Directory directory;
    private final After after;
    private final Words words;
    private final Times times;

    InboxPage(Gate gate, Documents documents, Directory directory, After after, Words words, Times times) {
        this.gate = gate;
        this.documents = documents;
        this.directory = directory;
        this.after = after;
        this.words = words;
        this.times = times;
    }

    @GetMapping("/inbox")
    @RequiresRole({FD_PARTNER, AGENCY_LEAD, RECIPIENT, FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER})
    String list(Reader reader, @RequestParam(name = "show", defaultValue = "WAITING") Show show, @RequestParam(name = "page", defaultValue = "1") int number,
            @RequestParam(name = "after", required = false) @Nullable String token, Model page) {
        page.addAttribute("behind", !after.isReached(token, reader.ledger()));
        var leaf = visible(gate, documents, reader, show, times.now(), number);
        page.addAttribute("reader", reader);
        page.addAttribute("show", show);
        page.addAttribute("shows", Show.values());
        page.addAttribute("leaf", leaf);
        page.addAttribute("names", names(reader, leaf.rows().stream().flatMap(copy -> copy.children().stream()).distinct().toList()));
        page.addAttribute("agency", words.agency(reader.actor().agencyId(), times.now()));
        page.addAttribute("now", times.now());
        return "inbox";
    }

    /** Those of a page that the reader may see; noted as shown. */
    static Leaf<Copy> visible(Gate gate, Documents documents, Reader reader, Show show, Instant now, int number) {
        var found = documents.inbox(reader, show, now, number);
        var shown = gate.records(reader, found.rows().stream().map(copy -> copy.document().value()).distinct().toList(), Fields.DOCUMENT);
        return found.only(copy -> shown.contains(copy.document().value()));
    }

    private Map<ChildId, String> names(Reader reader, List<ChildId> children) {
        var known = directory.find(reader.ledger(), children);
        var names = new LinkedHashMap<ChildId, String>();
        gate.list(reader, children.stream().map(ChildId::value).toList());
        children.forEach(child -> names.put(child, Optional.ofNullable(known.get(child)).map(one -> words.open(one.name())).filter(name -> !name.isEmpty())
                .orElse("Name not given")));
        return names;
    }
}
