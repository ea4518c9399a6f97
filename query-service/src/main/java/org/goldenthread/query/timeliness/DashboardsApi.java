package org.goldenthread.query.timeliness;

import static org.goldenthread.events.Role.CHAIR_SD;
import static org.goldenthread.events.Role.DASHBOARD_CLIENT;
import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.PARTNERSHIP_MANAGER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.goldenthread.query.access.Access;
import org.goldenthread.query.access.Gate;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.document.Documents;
import org.goldenthread.query.document.Documents.Owing;
import org.goldenthread.query.document.ShareLag;
import org.goldenthread.query.edge.Csv;
import org.goldenthread.query.edge.Times;
import org.goldenthread.query.timeliness.Figures.Name;
import org.goldenthread.query.timeliness.Register.Decision;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The figures of a period, and what stands behind them, for dashboards: ids, times and codes. */
@RestController
@RequestMapping("/v1/dashboards")
final class DashboardsApi {

    private final Timeliness timeliness;
    private final Documents documents;
    private final Gate gate;
    private final Access access;
    private final Times times;

    DashboardsApi(Timeliness timeliness, Documents documents, Gate gate, Access access, Times times) {
        this.timeliness = timeliness;
        this.documents = documents;
        this.gate = gate;
        this.access = access;
        this.times = times;
    }

    /** One figure with its definition. */
    public record Counted(Name figure, String title, String counts, long numerator, int denominator) {}

    /** One figure of one agency. */
    public record CountedByAgency(UUID agency, long numerator, int denominator) {}

    /** All figures of a period, as of a moment. */
    public record Dashboard(LocalDate from, LocalDate until, Instant asOf, List<Counted> figures, List<CountedByAgency> seatsFilled, List<CountedByAgency> actionsInTime) {}

    /** Who agreed to a decision, who was there, whether it was taken in the meeting, and which agency had it when. */
    public record Sharing(Instant asOf, List<Decision> decisions, List<Shared> shared) {}

    /**
     * When an agency that is owed a decision first had it and first said so. Whole elapsed minutes from the decision until then, or, while it
     * has not, until now.
     */
    public record Shared(UUID decision, UUID agency, @Nullable Instant deliveredAt, @Nullable Instant acknowledgedAt, @Nullable Long minutesAfterDecision,
            @Nullable Long minutesUnshared) {}

    @Operation(operationId = "readStrategyTimeliness", summary = "Timeliness of strategy discussions, attendance and actions", tags = "Dashboards")
    @GetMapping(path = "/strategy-timeliness", produces = "application/json")
    @RequiresRole({TEAM_MANAGER, FD_MANAGER, EDT, CHAIR_SD, PARTNERSHIP_MANAGER, DASHBOARD_CLIENT})
    ResponseEntity<Dashboard> figures(Reader reader, @RequestParam(name = "from", required = false) @Nullable LocalDate from,
            @RequestParam(name = "until", required = false) @Nullable LocalDate until) {
        var period = period(from, until);
        var figures = timeliness.figures(reader, period);
        gate.list(reader, List.of());
        return answer(new Dashboard(period.from(), period.until(), times.now(), figures.figures().stream().map(one -> new Counted(one.name(), one.name().title(),
                one.name().counts(), one.numerator(), one.denominator())).toList(), figures.attendance().stream().map(DashboardsApi::counted).toList(),
                figures.actions().stream().map(DashboardsApi::counted).toList()));
    }

    private static CountedByAgency counted(Figures.ByAgency one) {
        return new CountedByAgency(one.agency().value(), one.figure().numerator(), one.figure().denominator());
    }

    @Operation(operationId = "readFigureRows", summary = "What a figure counts, as CSV", tags = "Dashboards")
    @GetMapping(path = "/strategy-timeliness/{figure}/rows", produces = "text/csv")
    @RequiresRole({TEAM_MANAGER, FD_MANAGER, EDT, CHAIR_SD, PARTNERSHIP_MANAGER, DASHBOARD_CLIENT})
    ResponseEntity<String> rows(Reader reader, @PathVariable Name figure, @RequestParam(name = "from", required = false) @Nullable LocalDate from,
            @RequestParam(name = "until", required = false) @Nullable LocalDate until) {
        var counted = timeliness.figures(reader, period(from, until)).figure(figure, Optional.empty());
        gate.list(reader, counted.of().stream().map(Figures.Item::meeting).distinct().toList());
        return Csv.answer(figure.name(), List.of("id", "meeting", "agency", "at", "what", "in numerator"), counted.of().stream()
                .map(item -> List.<Object>of(item.id(), item.meeting(), item.agency() == null ? "" : item.agency(), item.at(), item.what(), item.counts() ? 1 : 0)).toList());
    }

    @Operation(operationId = "readDecisionSharing", summary = "Who agreed to each decision, and who was there", tags = "Dashboards")
    @GetMapping(path = "/decision-sharing", produces = "application/json")
    @RequiresRole({TEAM_MANAGER, FD_MANAGER, EDT, CHAIR_SD, PARTNERSHIP_MANAGER, DASHBOARD_CLIENT})
    ResponseEntity<Sharing> sharing(Reader reader, @RequestParam(name = "from", required = false) @Nullable LocalDate from,
            @RequestParam(name = "until", required = false) @Nullable LocalDate until) {
        var decisions = timeliness.register().decisions(reader.ledger(), access.keptFrom(reader), period(from, until));
        gate.list(reader, decisions.stream().map(Decision::meeting).distinct().toList());
        return answer(new Sharing(times.now(), decisions, shared(reader, decisions)));
    }

    private List<Shared> shared(Reader reader, List<Decision> decisions) {
        var decidedAt = decisions.stream().collect(Collectors.toMap(Decision::id, Decision::decidedAt));
        return documents.shared(reader.ledger(), decidedAt.keySet()).stream().map(one -> {
            var lag = ShareLag.of(Objects.requireNonNull(decidedAt.get(one.decision())), one.deliveredAt(), times.now());
            return new Shared(one.decision(), one.agency().value(), one.deliveredAt(), one.acknowledgedAt(), lag.minutes(), lag.minutesUnshared());
        }).toList();
    }

    @Operation(operationId = "readDecisionSharingRows", summary = "Who agreed to each decision, and who was there, as CSV", tags = "Dashboards")
    @GetMapping(path = "/decision-sharing/rows", produces = "text/csv")
    @RequiresRole({TEAM_MANAGER, FD_MANAGER, EDT, CHAIR_SD, PARTNERSHIP_MANAGER, DASHBOARD_CLIENT})
    ResponseEntity<String> sharingRows(Reader reader, @RequestParam(name = "from", required = false) @Nullable LocalDate from,
            @RequestParam(name = "until", required = false) @Nullable LocalDate until) {
        var decisions = timeliness.register().decisions(reader.ledger(), access.keptFrom(reader), period(from, until));
        gate.list(reader, decisions.stream().map(Decision::meeting).distinct().toList());
        return Csv.answer("decision-sharing", List.of("decision", "meeting", "child", "type", "answer", "decided at", "after the meeting", "minutes after", "agreed", "disagreed",
                "silent", "together"), decisions.stream().map(one -> List.<Object>of(one.id(), one.meeting(), one.child(), one.type(), one.answer(), one.decidedAt(), one.after(),
                        one.minutesAfter(), one.agreed().size(), one.dissented().size(), one.silent(), one.together())).toList());
    }

    /** What each agency was owed of minutes due in a period, and what it has of it; all of a meeting kind together. */
    public record MinutesReceipt(Instant asOf, LocalDate from, LocalDate until, List<AgencyReceipts> agencies) {}

    /**
     * {@code neverDelivered} are overdue and not delivered, those waived among them. The medians are hours from the end of the meeting;
     * missing where there is none to count.
     */
    public record AgencyReceipts(UUID agency, String meetingKind, int owed, int waived, int issued, int deliveredInTime, int deliveredLate, int neverDelivered, int acknowledgedInTime,
            int opened, int recordedOnOwnSystem, @Nullable Double medianHoursToIssue, @Nullable Double medianHoursToDeliver) {}

    @Operation(operationId = "readMinutesReceiptByAgency", summary = "Which agencies received the minutes they were owed, and when", tags = "Dashboards")
    @GetMapping(path = "/minutes-receipt", produces = "application/json")
    @RequiresRole({TEAM_MANAGER, FD_MANAGER, EDT, CHAIR_SD, PARTNERSHIP_MANAGER, DASHBOARD_CLIENT})
    ResponseEntity<MinutesReceipt> receipts(Reader reader, @RequestParam(name = "from", required = false) @Nullable LocalDate from,
            @RequestParam(name = "until", required = false) @Nullable LocalDate until) {
        var period = period(from, until);
        var owing = timeliness.owing(reader, period);
        gate.list(reader, owing.stream().map(Owing::meeting).distinct().toList());
        var grouped = owing.stream().collect(Collectors.groupingBy(one -> Map.entry(one.agency().value(), one.meetingKind()), LinkedHashMap::new, Collectors.toList()));
        return answer(new MinutesReceipt(times.now(), period.from(), period.until(), grouped.entrySet().stream()
                .map(one -> receipts(one.getKey().getKey(), one.getKey().getValue(), one.getValue(), times.now())).toList()));
    }

    private static AgencyReceipts receipts(UUID agency, String kind, List<Owing> owing, Instant now) {
        return new AgencyReceipts(agency, kind, owing.size(), count(owing, Owing::waived), count(owing, one -> one.issuedAt() != null), count(owing, Owing::isInTime),
                count(owing, one -> one.deliveredAt() != null && !one.isInTime()), count(owing, one -> one.deliveredAt() == null && now.isAfter(one.dueBy())),
                count(owing, Owing::isAcknowledgedInTime), count(owing, one -> one.openedAt() != null), count(owing, one -> one.recordedAt() != null),
                medianHours(owing, Owing::issuedAt), medianHours(owing, Owing::deliveredAt));
    }

    private static int count(List<Owing> owing, Predicate<Owing> which) {
        return (int) owing.stream().filter(which).count();
    }

    /** Of an even number the mean of the two in the middle; to a hundredth of an hour. */
    private static @Nullable Double medianHours(List<Owing> owing, Function<Owing, @Nullable Instant> until) {
        var hours = owing.stream().filter(one -> until.apply(one) != null)
                .map(one -> Duration.between(one.endedAt(), Objects.requireNonNull(until.apply(one))).toMillis() / 3_600_000.0).sorted().toList();
        int half = hours.size() / 2;
        return hours.isEmpty() ? null : Math.round(100 * (hours.size() % 2 == 1 ? hours.get(half) : (hours.get(half - 1) + hours.get(half)) / 2)) / 100.0;
    }

    @Operation(operationId = "readMinutesReceiptRows", summary = "What each agency was owed of minutes, and what it has of it, as CSV", tags = "Dashboards")
    @GetMapping(path = "/minutes-receipt/rows", produces = "text/csv")
    @RequiresRole({TEAM_MANAGER, FD_MANAGER, EDT, CHAIR_SD, PARTNERSHIP_MANAGER, DASHBOARD_CLIENT})
    ResponseEntity<String> receiptRows(Reader reader, @RequestParam(name = "from", required = false) @Nullable LocalDate from,
            @RequestParam(name = "until", required = false) @Nullable LocalDate until) {
        var owing = timeliness.owing(reader, period(from, until));
        gate.list(reader, owing.stream().map(Owing::meeting).distinct().toList());
        return Csv.answer("minutes-receipt", List.of("document", "meeting", "kind", "agency", "owed as", "ended at", "due by", "waived", "first issued", "delivered", "opened", "acknowledged",
                "recorded on own system"), owing.stream().map(one -> List.<Object>of(one.document(), one.meeting(), one.meetingKind(), one.agency(), one.owedAs(), one.endedAt(), one.dueBy(),
                        one.waived(), orEmpty(one.issuedAt()), orEmpty(one.deliveredAt()), orEmpty(one.openedAt()), orEmpty(one.acknowledgedAt()), orEmpty(one.recordedAt()))).toList());
    }

    private static Object orEmpty(@Nullable Instant moment) {
        return moment == null ? "" : moment;
    }

    /** Who came to which meeting; a seat that nobody recorded is NO_ENTRY. */
    public record Attendance(Instant asOf, List<Taken> seats) {}

    /** One seat. */
    public record Taken(UUID meeting, Instant startsAt, String kind, UUID agency, @Nullable String core, String entry, boolean authority) {}

    @Operation(operationId = "readAttendanceRegister", summary = "Who came to which meeting", tags = "Dashboards")
    @GetMapping(path = "/attendance", produces = "application/json")
    @RequiresRole({TEAM_MANAGER, FD_MANAGER, EDT, CHAIR_SD, PARTNERSHIP_MANAGER, DASHBOARD_CLIENT})
    ResponseEntity<Attendance> attendance(Reader reader, @RequestParam(name = "from", required = false) @Nullable LocalDate from,
            @RequestParam(name = "until", required = false) @Nullable LocalDate until) {
        return answer(new Attendance(times.now(), seats(reader, from, until).stream().map(seat -> new Taken(seat.meeting(), seat.startsAt(), seat.kind(), seat.agency().value(),
                seat.core(), seat.entry(), seat.authority())).toList()));
    }

    @Operation(operationId = "readAttendanceRegisterRows", summary = "Who came to which meeting, as CSV", tags = "Dashboards")
    @GetMapping(path = "/attendance/rows", produces = "text/csv")
    @RequiresRole({TEAM_MANAGER, FD_MANAGER, EDT, CHAIR_SD, PARTNERSHIP_MANAGER, DASHBOARD_CLIENT})
    ResponseEntity<String> attendanceRows(Reader reader, @RequestParam(name = "from", required = false) @Nullable LocalDate from,
            @RequestParam(name = "until", required = false) @Nullable LocalDate until) {
        return Csv.answer("attendance", List.of("meeting", "starts at", "kind", "agency", "core", "entry", "may decide"), seats(reader, from, until).stream()
                .map(seat -> List.<Object>of(seat.meeting(), seat.startsAt(), seat.kind(), seat.agency(), seat.core() == null ? "" : seat.core(), seat.entry(), seat.authority()))
                .toList());
    }

    private List<Register.Seat> seats(Reader reader, @Nullable LocalDate from, @Nullable LocalDate until) {
        var seats = timeliness.register().seats(reader.ledger(), access.keptFrom(reader), period(from, until));
        gate.list(reader, seats.stream().map(Register.Seat::meeting).distinct().toList());
        return seats;
    }

    private Period period(@Nullable LocalDate from, @Nullable LocalDate until) {
        return Period.asked(from, until, Period.before(times.today()));
    }

    private static <T> ResponseEntity<T> answer(T body) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
    }
}
