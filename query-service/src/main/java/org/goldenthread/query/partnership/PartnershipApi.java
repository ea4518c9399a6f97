package org.goldenthread.query.partnership;

import static org.goldenthread.events.Role.CHAIR_SD;
import static org.goldenthread.events.Role.DASHBOARD_CLIENT;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.PARTNERSHIP_MANAGER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.goldenthread.events.meeting.MeetingEvent.Kind;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.query.access.Gate;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.edge.Csv;
import org.goldenthread.query.edge.Failures.Unreadable;
import org.goldenthread.query.edge.Times;
import org.goldenthread.query.edge.Words;
import org.goldenthread.query.partnership.Partnership.Name;
import org.goldenthread.query.partnership.Partnership.Part;
import org.goldenthread.query.partnership.Partnership.Share;
import org.goldenthread.query.partnership.Tallies.Line;
import org.goldenthread.query.partnership.Tallies.Wanted;
import org.goldenthread.query.timeliness.Period;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The figures of the board for dashboards, and the files of its page: ids, times and codes, and agencies by name. */
@RestController
final class PartnershipApi {

    private final Board board;
    private final Gate gate;
    private final Words words;
    private final Times times;

    PartnershipApi(Board board, Gate gate, Words words, Times times) {
        this.board = board;
        this.gate = gate;
        this.words = words;
        this.times = times;
    }

    /**
     * One figure with its definition. {@code target} is in per cent: the least where {@code atLeast}, else the most. {@code waived} are those of
     * the denominator that were waived and did not come. No part is missing a month of the period; agencies and kinds only where something counts.
     */
    public record BoardFigure(Name figure, String title, String counts, int target, boolean atLeast, long numerator, long denominator, long waived, List<OfMonth> months,
            List<OfAgency> agencies, List<OfKind> kinds) {}

    /** One figure of one month. */
    public record OfMonth(String month, long numerator, long denominator, long waived) {}

    /** One figure of one agency. */
    public record OfAgency(UUID agency, long numerator, long denominator, long waived) {}

    /** One figure of one kind of meeting. */
    public record OfKind(String meetingKind, long numerator, long denominator, long waived) {}

    /** The board's figures of a period, as of a moment. */
    public record BoardFigures(LocalDate from, LocalDate until, Instant asOf, List<BoardFigure> figures) {}

    /** By what a table is split. */
    enum By { MONTH, AGENCY, KIND }

    @Operation(operationId = "readPartnership", summary = "Minutes in time and never received, decisions shared in time and taken after the meeting", tags = "Dashboards")
    @GetMapping(path = "/v1/dashboards/partnership", produces = "application/json")
    @RequiresRole({PARTNERSHIP_MANAGER, DASHBOARD_CLIENT})
    ResponseEntity<BoardFigures> figures(Reader reader, @RequestParam(name = "from", required = false) @Nullable LocalDate from,
            @RequestParam(name = "until", required = false) @Nullable LocalDate until) {
        var period = period(from, until);
        var figures = board.figures(reader, period).figures();
        gate.list(reader, List.of());
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new BoardFigures(period.from(), period.until(), times.now(), figures.stream().map(PartnershipApi::told).toList()));
    }

    private static BoardFigure told(Partnership.Figure one) {
        var whole = one.whole();
        return new BoardFigure(one.name(), one.name().title(), one.name().counts(), one.name().target(), one.name().isAtLeast(), whole.numerator(), whole.denominator(), whole.waived(),
                one.months().stream().map(part -> new OfMonth(part.of().toString(), part.share().numerator(), part.share().denominator(), part.share().waived())).toList(),
                one.agencies().stream().map(part -> new OfAgency(part.of().value(), part.share().numerator(), part.share().denominator(), part.share().waived())).toList(),
                one.kinds().stream().map(part -> new OfKind(part.of().name(), part.share().numerator(), part.share().denominator(), part.share().waived())).toList());
    }

    @Operation(operationId = "readPartnershipRows", summary = "What a figure of the board counts, as CSV; at most 50,000 rows", tags = "Dashboards")
    @GetMapping(path = "/v1/dashboards/partnership/{figure}/rows", produces = "text/csv")
    @RequiresRole({PARTNERSHIP_MANAGER, DASHBOARD_CLIENT})
    ResponseEntity<String> rows(Reader reader, @PathVariable Name figure, @RequestParam(name = "only", defaultValue = "false") boolean only,
            @RequestParam(name = "from", required = false) @Nullable LocalDate from, @RequestParam(name = "until", required = false) @Nullable LocalDate until) {
        return file(reader, period(from, until), null, new Wanted(figure, only, null, null));
    }

    /** The list of a page as a file, whole. */
    @GetMapping(path = "/partnership/{figure}/rows", produces = "text/csv")
    @RequiresRole({PARTNERSHIP_MANAGER, FD_MANAGER, TEAM_MANAGER, CHAIR_SD})
    ResponseEntity<String> list(Reader reader, @PathVariable Name figure, @RequestParam(name = "only", defaultValue = "false") boolean only,
            @RequestParam(name = "agency", required = false) @Nullable UUID agency, @RequestParam(name = "kind", required = false) @Nullable Kind kind,
            @RequestParam(name = "month", required = false) @Nullable YearMonth month, @RequestParam(name = "from", required = false) @Nullable LocalDate from,
            @RequestParam(name = "until", required = false) @Nullable LocalDate until) {
        return file(reader, period(from, until), month, new Wanted(figure, only, Optional.ofNullable(agency).map(AgencyId::new).orElse(null), kind));
    }

    private ResponseEntity<String> file(Reader reader, Period period, @Nullable YearMonth month, Wanted wanted) {
        var rows = board.rows(reader, period, month, wanted);
        gate.list(reader, rows.stream().map(Line::meeting).distinct().toList());
        return Csv.answer(wanted.figure().name(), List.of("id", "meeting", "kind", "agency", "agency name", "due or decided at", "came at", "waived", "after the meeting", "minutes after",
                "in numerator"), rows.stream().map(row -> List.<Object>of(row.id(), row.meeting(), row.kind(), row.agency() == null ? "" : row.agency(), words.agency(row.agency(), times.now()),
                        row.at(), row.cameAt() == null ? "" : row.cameAt(), row.waived(), row.after(), row.minutesAfter(), row.counts() ? 1 : 0)).toList());
    }

    /** A table of the page as a file. */
    @GetMapping(path = "/partnership/{figure}/table", produces = "text/csv")
    @RequiresRole({PARTNERSHIP_MANAGER, FD_MANAGER, TEAM_MANAGER, CHAIR_SD})
    ResponseEntity<String> table(Reader reader, @PathVariable Name figure, @RequestParam(name = "by") By by, @RequestParam(name = "from", required = false) @Nullable LocalDate from,
            @RequestParam(name = "until", required = false) @Nullable LocalDate until) {
        var of = board.figures(reader, period(from, until)).figure(figure);
        gate.list(reader, List.of());
        return Csv.answer(figure + "_by_" + by, List.of(by == By.MONTH ? "month" : by == By.AGENCY ? "agency" : "kind", "numerator", "denominator", "waived"), switch (by) {
            case MONTH -> lines(of.months(), Object::toString);
            case AGENCY -> lines(of.agencies(), agency -> words.agency(agency, times.now()));
            case KIND -> lines(of.kinds(), words::say);
        });
    }

    private static <K> List<List<Object>> lines(List<Part<K>> parts, Function<K, String> name) {
        return parts.stream().map(part -> line(name.apply(part.of()), part.share())).toList();
    }

    private static List<Object> line(String of, Share share) {
        return List.of(of, share.numerator(), share.denominator(), share.waived());
    }

    private Period period(@Nullable LocalDate from, @Nullable LocalDate until) {
        var period = Period.asked(from, until, board.year());
        if (!period.isReadableByMonth()) {
            throw new Unreadable("Give a period of at most five years.");
        }
        return period;
    }
}
