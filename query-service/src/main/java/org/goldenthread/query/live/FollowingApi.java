package org.goldenthread.query.live;

import static org.goldenthread.events.Role.CHAIR_SD;
import static org.goldenthread.events.Role.DASHBOARD_CLIENT;
import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.PARTNERSHIP_MANAGER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.Readers;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.edge.Failures.Unreadable;
import org.goldenthread.query.edge.Times;
import org.goldenthread.query.partnership.Board;
import org.goldenthread.query.timeliness.Period;
import org.goldenthread.query.timeliness.Timeliness;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Dashboards as other software follows them. An event is the name of a dashboard that moved, which is then fetched under that name, and
 * its version; its id is where to go on after a cut. Whoever comes without one, or with one that can't be read, is told every dashboard.
 * All of the period is read again at every look, so it has at most 366 days.
 */
@RestController
final class FollowingApi {

    private static final int MOST_DAYS = 366;

    private final LiveSignals signals;
    private final Timeliness timeliness;
    private final Board board;
    private final Readers readers;
    private final Times times;

    FollowingApi(LiveSignals signals, Timeliness timeliness, Board board, Readers readers, Times times) {
        this.signals = signals;
        this.timeliness = timeliness;
        this.board = board;
        this.readers = readers;
        this.times = times;
    }

    @Operation(operationId = "followDashboards", summary = "Be told, as server-sent events, which dashboards move; of at most 366 days", tags = "Dashboards",
            responses = @ApiResponse(responseCode = "200",
                    content = @Content(mediaType = "text/event-stream", schema = @Schema(implementation = String.class))))
    @GetMapping(path = "/v1/dashboards/live", produces = "text/event-stream")
    @RequiresRole(value = {TEAM_MANAGER, FD_MANAGER, EDT, CHAIR_SD, PARTNERSHIP_MANAGER, DASHBOARD_CLIENT}, content = false)
    ResponseEntity<SseEmitter> follow(Reader reader, @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last,
            @RequestParam(name = "from", required = false) @Nullable LocalDate from,
            @RequestParam(name = "until", required = false) @Nullable LocalDate until) {
        var period = Period.asked(from, until, Period.before(times.today()));
        if (period.days() > MOST_DAYS) {
            throw new Unreadable("Give a period of at most 366 days to follow.");
        }
        var stream = signals.follow(reader, LiveSignals.TIMELINESS, tokenEnds(), Position.read(last),
                () -> versions(reader, period));
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).header("X-Accel-Buffering", "no").body(stream);
    }

    /** The partnership's figures are of the last twelve months, whatever period is asked for, for who may see them now. */
    private Map<String, String> versions(Reader reader, Period period) {
        var versions = new LinkedHashMap<>(timeliness.versions(reader, period));
        if (readers.holds(reader, PARTNERSHIP_MANAGER, DASHBOARD_CLIENT)) {
            versions.put("partnership", board.digest(reader));
        }
        return versions;
    }

    private static Instant tokenEnds() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken token
                ? Objects.requireNonNullElse(token.getToken().getExpiresAt(), Instant.MAX) : Instant.MAX;
    }
}
