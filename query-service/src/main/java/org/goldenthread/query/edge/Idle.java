package org.goldenthread.query.edge;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends a session in which nobody did anything for a while. What a page does by itself, such as a live list, says so and does not
 * count: an open queue on an empty desk is no worker. Typing does: it is kept as a draft.
 */
public final class Idle extends OncePerRequestFilter {

    /** Sent by a page with what it does by itself. */
    static final String BY_ITSELF = "Golden-Thread-By-Itself";

    private static final String ACTED = Idle.class.getName();

    private final Duration most;
    private final Clock clock;

    Idle(Duration most, Clock clock) {
        this.most = most;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        var session = request.getSession(false);
        if (session != null) {
            var now = clock.instant();
            if (session.getAttribute(ACTED) instanceof Instant acted && acted.plus(most).isBefore(now)) {
                session.invalidate();
            } else if (session.getAttribute(ACTED) == null || !isByItself(request)) {
                session.setAttribute(ACTED, now);
            }
        }
        chain.doFilter(request, response);
    }

    private static boolean isByItself(HttpServletRequest request) {
        return request.getHeader(BY_ITSELF) != null || request.getRequestURI().equals("/live");
    }
}
