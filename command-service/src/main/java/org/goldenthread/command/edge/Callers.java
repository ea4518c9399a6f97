package org.goldenthread.command.edge;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.goldenthread.command.ledger.Facts.HeldRole;
import org.goldenthread.command.ledger.Facts;
import org.goldenthread.events.Actor;
import org.goldenthread.events.Role;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.reference.Reference;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets a call through where the caller holds one of the endpoint's roles, and says who they are. The token proves who; the
 * roles are events, read again within {@value #FRESH_SECONDS} s, so that ending one works at once.
 */
public final class Callers implements HandlerInterceptor, HandlerMethodArgumentResolver {

    /** How long a person's roles may be remembered. */
    static final int FRESH_SECONDS = 2;

    /** Names the authority to act for, where a person works for several. */
    public static final String LEDGER_HEADER = "Golden-Thread-Ledger";

    private static final String CALLER = Caller.class.getName();
    private static final AgencyId NO_AGENCY = new AgencyId(new java.util.UUID(0, 0));

    private final Reference reference;
    private final Set<UserId> administrators;
    private final Clock clock;
    private final LoadingCache<UserId, List<HeldRole>> roles;

    public Callers(Facts facts, Reference reference, Set<UserId> administrators, Clock clock) {
        this.reference = reference;
        this.administrators = administrators;
        this.clock = clock;
        this.roles = Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(FRESH_SECONDS)).maximumSize(10_000)
                .build(facts::rolesOf);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && method.getBeanType().getName().startsWith("org.goldenthread")) {
            var rule = method.getMethodAnnotation(RequiresRole.class);
            var caller = rule == null ? Optional.<Caller>empty() : find(rule.value(), request.getHeader(LEDGER_HEADER));
            request.setAttribute(CALLER, caller.orElseThrow(() -> new Problems.NotAllowed(rule == null ? List.of() : List.of(rule.value()))));
        }
        return true;
    }

    private Optional<Caller> find(Role[] allowed, @Nullable String wanted) {
        var user = UserId.ofSubject(SecurityContextHolder.getContext().getAuthentication()
                instanceof JwtAuthenticationToken token ? token.getName() : "nobody");
        var held = java.util.Objects.requireNonNull(roles.get(user)).stream()
                .filter(role -> wanted == null || wanted.equals(role.ledger().toString())).toList();
        if (held.stream().map(HeldRole::ledger).distinct().count() > 1) {
            throw new Problems.WhichLedger(held.stream().map(role -> role.ledger().toString()).distinct().toList());
        }
        var first = Arrays.stream(allowed)
                .flatMap(role -> held.stream().filter(holds -> holds.role() == role)).findFirst()
                .map(role -> caller(user, role.role(), role.agency(), role.ledger(),
                        held.stream().map(HeldRole::role).collect(Collectors.toUnmodifiableSet())));
        return first.isPresent() ? first : administrator(user, allowed, wanted);
    }

    private Optional<Caller> administrator(UserId user, Role[] allowed, @Nullable String wanted) {
        if (!administrators.contains(user) || !Arrays.asList(allowed).contains(Role.SYS_ADMIN)) {
            return Optional.empty();
        }
        return reference.ledgers().stream().filter(ledger -> wanted == null || wanted.equals(ledger.toString())).findFirst()
                .map(ledger -> caller(user, Role.SYS_ADMIN, NO_AGENCY, ledger, Set.of(Role.SYS_ADMIN)));
    }

    private Caller caller(UserId user, Role role, AgencyId agency, LedgerId ledger, Set<Role> roles) {
        return new Caller(new Actor(user, role, agency), ledger,
                reference.areaOn(ledger, WorkingCalendar.dayOf(clock.instant())).code(), roles);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class;
    }

    @Override
    public @Nullable Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
            NativeWebRequest request, @Nullable WebDataBinderFactory binder) {
        return request.getAttribute(CALLER, NativeWebRequest.SCOPE_REQUEST);
    }
}
