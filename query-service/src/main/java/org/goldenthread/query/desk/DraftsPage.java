package org.goldenthread.query.desk;

import static org.goldenthread.events.Role.CHAIR_SD;
import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.FD_SCREENER;
import static org.goldenthread.events.Role.FD_SOCIAL_WORKER;
import static org.goldenthread.events.Role.MINUTE_TAKER;
import static org.goldenthread.events.Role.SOCIAL_WORKER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where a page keeps what is typed into its form, and where its writer throws it away. */
@Controller
@RequiresRole(value = {FD_SCREENER, FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, CHAIR_SD, MINUTE_TAKER}, content = false)
final class DraftsPage {

    private static final int MOST_CHARACTERS = 100_000;
    private static final Pattern PLACE = Pattern.compile("/contacts/(new|[0-9a-f-]{36}/(decide/\\d{1,2}|feedback|details|acknowledge|emergency-decision))"
            + "|/meetings/(new|[0-9a-f-]{36}/(information|child-voices|decisions|actions|closing|after-decision|minutes))");
    private static final List<String> NOT_TYPED = List.of("_csrf", "place", "key", "version", "more", "then");

    private final Drafts drafts;

    DraftsPage(Drafts drafts) {
        this.drafts = drafts;
    }

    @PostMapping("/drafts")
    ResponseEntity<Void> keep(Reader reader, @RequestParam MultiValueMap<String, String> sent) {
        var place = String.valueOf(sent.getFirst("place"));
        var fields = new LinkedHashMap<String, List<String>>();
        sent.forEach((name, values) -> {
            if (!NOT_TYPED.contains(name) || (name.equals("version") && place.endsWith("/minutes"))) {
                fields.put(name, values);
            }
        });
        if (!PLACE.matcher(place).matches() || fields.values().stream().flatMap(List::stream).mapToInt(String::length).sum() > MOST_CHARACTERS) {
            return ResponseEntity.status(HttpStatus.BAD_REQUEST).build();
        }
        drafts.keep(reader.actor().userId(), place, fields);
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/drafts/forget")
    String forget(Reader reader, @RequestParam(name = "place") String place) {
        if (!PLACE.matcher(place).matches()) {
            return "redirect:/";
        }
        drafts.forget(reader.actor().userId(), place);
        return "redirect:" + (place.matches("/meetings/.{36}/.*") && !place.endsWith("after-decision") && !place.endsWith("minutes") ? place.substring(0, place.lastIndexOf('/')) : place);
    }
}
