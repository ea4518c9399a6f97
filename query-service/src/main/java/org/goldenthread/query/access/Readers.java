package org.goldenthread.query.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.goldenthread.events.Actor;
import org.goldenthread.events.Role;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.AsyncHandlerInterceptor;

/** Lets a request through where the reader holds one of the roles, and says who they are. Roles are read again within 2 s. */
public final class Readers implements AsyncHandlerInterceptor, HandlerMethodArgumentResolver {

    private static final String READER = "reader";

    private final LoadingCache<UserId, List<Held>> roles;

    private record Held(LedgerId ledger, Role role, AgencyId agency) {}

    /** The reader holds none of the roles. */
    public static final class NotAllowed extends RuntimeException {
        NotAllowed() {
            super("holds none of the roles");
        }
    }

    public Readers(JdbcClient sql) {
        roles = Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(2)).maximumSize(10_000).build(user -> sql.sql("""
                select ledger, role, agency from staff.role where user_id = :user and held order by ledger, role, agency
                """).param("user", user.value()).query((row, n) -> new Held(new LedgerId(row.getInt(1)), Role.valueOf(row.getString(2)),
                new AgencyId(row.getObject(3, UUID.class)))).list());
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && method.getBeanType().getName().startsWith("org.goldenthread")) {
            var rule = Optional.ofNullable(method.getMethodAnnotation(RequiresRole.class))
                    .orElse(method.getBeanType().getAnnotation(RequiresRole.class));
            if (rule == null) {
                throw new NotAllowed();
            }
            var reader = find(rule, request);
            reader.ifPresent(found -> {
                request.setAttribute(READER, found);
                Authority.enter(found.ledger());
            });
            if (reader.isEmpty() && !rule.anyone()) {
                throw new NotAllowed();
            }
        }
        return true;
    }

    /** Whether somebody who came in with a role of these still holds one; as fresh as every request. */
    public boolean holds(Reader reader, Role... wanted) {
        return Objects.requireNonNull(roles.get(reader.actor().userId())).stream()
                .anyMatch(held -> held.ledger().equals(reader.ledger()) && Arrays.asList(wanted).contains(held.role()));
    }

    @Override
    public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        Authority.leave();
    }

    @Override
    public void afterConcurrentHandlingStarted(HttpServletRequest request, HttpServletResponse response, Object handler) {
        Authority.leave();
    }

    private Optional<Reader> find(RequiresRole rule, HttpServletRequest request) {
        var who = SecurityContextHolder.getContext().getAuthentication();
        var subject = who instanceof JwtAuthenticationToken token ? token.getName()
                : who != null && who.getPrincipal() instanceof OidcUser user ? user.getSubject() : null;
        if (subject == null) {
            return Optional.empty();
        }
        var name = who != null && who.getPrincipal() instanceof OidcUser user && user.getFullName() != null ? user.getFullName() : "";
        var user = UserId.ofSubject(subject);
        var asked = request.getHeader("Golden-Thread-Ledger");
        var ledger = Objects.requireNonNull(roles.get(user)).stream().map(Held::ledger).filter(id -> asked == null || asked.equals(id.toString())).findFirst();
        return ledger.flatMap(id -> find(user, id, name, rule.anyone() ? null : rule.value()));
    }

    /** Somebody as a reader outside a request, in the first of some roles that they hold now; empty where they hold none. */
    public Optional<Reader> find(UserId user, LedgerId ledger, Role... wanted) {
        return find(user, ledger, "", wanted);
    }

    private Optional<Reader> find(UserId user, LedgerId ledger, String name, Role @Nullable [] roleOrAny) {
        var held = Objects.requireNonNull(roles.get(user)).stream().filter(role -> role.ledger().equals(ledger)).toList();
        var wanted = roleOrAny == null ? held.stream().map(Held::role).toArray(Role[]::new) : roleOrAny;
        return Arrays.stream(wanted).flatMap(role -> held.stream().filter(holds -> holds.role() == role)).findFirst()
                .map(first -> new Reader(new Actor(user, first.role(), first.agency()), first.ledger(), name,
                        held.stream().map(Held::role).distinct().toList()));
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Reader.class;
    }

    @Override
    public @Nullable Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
            NativeWebRequest request, @Nullable WebDataBinderFactory binder) {
        return request.getAttribute(READER, NativeWebRequest.SCOPE_REQUEST);
    }
}
