package org.goldenthread.query.edge;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * How fast one person may ask: what is more than a person can read is not reading. What protects a child is never refused for
 * it: logging a contact, an emergency decision, opening a record in need, keeping a draft.
 */
final class Pace implements HandlerInterceptor {

    private static final Pattern NEVER_REFUSED = Pattern.compile("/contacts/new|/contacts/[^/]+/(emergency-decision|decide/.*)|/children/[^/]+/break-glass|/drafts|/|/problems/.*");

    private final LoadingCache<String, Bucket> buckets;

    Pace(int requestsAMinute) {
        buckets = Caffeine.newBuilder().maximumSize(50_000).expireAfterAccess(Duration.ofMinutes(5)).build(who -> Bucket.builder()
                .addLimit(limit -> limit.capacity(requestsAMinute).refillGreedy(requestsAMinute, Duration.ofMinutes(1))).build());
    }

    /** Too fast; says after how many seconds to ask again. */
    static final class TooFast extends RuntimeException {

        private final long seconds;

        TooFast(long seconds) {
            super("too fast");
            this.seconds = seconds;
        }

        long seconds() {
            return seconds;
        }
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (NEVER_REFUSED.matcher(request.getRequestURI()).matches()) {
            return true;
        }
        var who = SecurityContextHolder.getContext().getAuthentication();
        var left = Objects.requireNonNull(buckets.get(who == null ? "from " + request.getRemoteAddr() : who.getName())).tryConsumeAndReturnRemaining(1);
        if (!left.isConsumed()) {
            throw new TooFast(Math.max(1, Duration.ofNanos(left.getNanosToWaitForRefill()).toSeconds() + 1));
        }
        return true;
    }
}
