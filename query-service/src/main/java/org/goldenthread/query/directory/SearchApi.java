package org.goldenthread.query.directory;

import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.FD_SCREENER;
import static org.goldenthread.events.Role.FD_SOCIAL_WORKER;
import static org.goldenthread.events.Role.SOCIAL_WORKER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import io.swagger.v3.oas.annotations.Operation;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.goldenthread.events.values.NhsNumber;
import org.goldenthread.events.values.Upn;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.directory.Directory.Wanted;
import org.goldenthread.query.directory.Search.Hit;
import org.goldenthread.query.directory.Search.May;
import org.goldenthread.query.edge.Failures.Unreadable;
import org.goldenthread.query.edge.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Finding a child over REST: by POST, so that no name stands in an address or a log. */
@RestController
final class SearchApi {

    private final Search search;
    private final Words words;

    SearchApi(Search search, Words words) {
        this.search = search;
        this.words = words;
    }

    /** What is known of the child; at least one of the four. */
    public record WantedBody(@Nullable String name, @Nullable LocalDate dob, @Nullable String nhsNumber, @Nullable String upn) {}

    /** A child found. Where only a marker may be shown there is no name, and {@code ask} is whom to ask. */
    public record Found(@Nullable UUID child, @Nullable String name, @Nullable String dob, @Nullable String address, int likeness, May may, @Nullable UUID ask) {}

    /** Those like the one wanted, likeliest first, at most 20. */
    public record Answer(List<Found> children) {}

    @Operation(operationId = "findChildren", summary = "Find a child", tags = "Children")
    @PostMapping(path = "/v1/child-searches", consumes = "application/json", produces = "application/json")
    @RequiresRole({FD_SCREENER, FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER})
    ResponseEntity<Answer> find(Reader reader, @RequestBody WantedBody body) {
        var wanted = wanted(body);
        if (wanted.isEmpty()) {
            throw new Unreadable("Give a name, a date of birth, an NHS number or a UPN.");
        }
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new Answer(search.find(reader, wanted).stream().map(this::found).toList()));
    }

    private static Wanted wanted(WantedBody body) {
        try {
            return new Wanted(blank(body.name()), body.dob() == null ? null : body.dob().toString(),
                    body.nhsNumber() == null ? null : NhsNumber.parse(body.nhsNumber()).digits(), body.upn() == null ? null : Upn.parse(body.upn()).text());
        } catch (IllegalArgumentException e) {
            throw new Unreadable(String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable String blank(@Nullable String text) {
        if (text != null && text.length() > 200) {
            throw new Unreadable("Shorten the name to 200 characters or fewer.");
        }
        return text == null || text.isBlank() ? null : text;
    }

    private Found found(Hit hit) {
        var match = hit.match();
        return match == null ? new Found(null, null, null, null, 0, hit.may(), hit.owner() == null ? null : hit.owner().value())
                : new Found(match.known().child().value(), words.open(match.known().name()), words.open(match.known().dob()),
                        words.open(match.known().address()), match.confidence(), hit.may(), null);
    }
}
