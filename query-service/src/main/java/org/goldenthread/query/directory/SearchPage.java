package org.goldenthread.query.directory;

import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.FD_SCREENER;
import static org.goldenthread.events.Role.FD_SOCIAL_WORKER;
import static org.goldenthread.events.Role.SOCIAL_WORKER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import org.goldenthread.events.values.NhsNumber;
import org.goldenthread.events.values.Upn;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.directory.Directory.Wanted;
import org.goldenthread.query.edge.Form;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Finding a child. What is looked for is posted, so that no name stands in an address or a log. */
@Controller
@RequiresRole({FD_SCREENER, FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER})
final class SearchPage {

    private static final String[] FIELDS = {"name", "dob-day", "nhsNumber", "upn"};

    private final Search search;

    SearchPage(Search search) {
        this.search = search;
    }

    @ModelAttribute
    void reader(Model page, Reader reader) {
        page.addAttribute("reader", reader);
    }

    @GetMapping("/search")
    @RequiresRole(value = {FD_SCREENER, FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER}, content = false)
    String blank(Model page) {
        page.addAttribute("form", Form.empty(FIELDS));
        return "search";
    }

    @PostMapping("/search")
    String find(Reader reader, @RequestParam MultiValueMap<String, String> sent, Model page) {
        var form = Form.of(sent, FIELDS);
        var dob = form.day("dob", "Enter the date of birth as day, month and year, or leave all three empty").orElse(null);
        var wanted = new Wanted(form.orNull("name"), dob, number(form, "nhsNumber"), number(form, "upn"));
        if (!form.isFaulty() && wanted.isEmpty()) {
            form.fault("name", "Enter a name, a date of birth, an NHS number or a UPN");
        }
        page.addAttribute("form", form);
        if (form.isFaulty()) {
            search.find(reader, Wanted.NOTHING);
            return "search";
        }
        page.addAttribute("hits", search.find(reader, wanted));
        page.addAttribute("most", Search.MOST);
        return "search";
    }

    private static @org.jspecify.annotations.Nullable String number(Form form, String field) {
        var typed = form.orNull(field);
        if (typed == null) {
            return null;
        }
        try {
            return field.equals("upn") ? Upn.parse(typed).text() : NhsNumber.parse(typed).digits();
        } catch (IllegalArgumentException e) {
            form.fault(field, String.valueOf(e.getMessage()));
            return null;
        }
    }
}
