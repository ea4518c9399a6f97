package org.goldenthread.query.audit;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.access.Shown;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Writes the reading of every answer with case content before its first byte. A page or endpoint that shows content and noted
 * nothing does not answer at all: forgetting is a fault, not a gap in the audit.
 */
@ControllerAdvice
public final class ReadingRecorder implements HandlerInterceptor, ResponseBodyAdvice<Object> {

    private final ReadAudit audit;
    private final Clock clock;

    ReadingRecorder(ReadAudit audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public void postHandle(HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable ModelAndView page) {
        if (handler instanceof HandlerMethod method && page != null && page.getViewName() != null && !page.getViewName().startsWith("redirect:")
                && showsContent(method.getMethod(), method.getBeanType())) {
            write(request);
        }
    }

    @Override
    public boolean supports(MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
        return returned.getContainingClass().getName().startsWith("org.goldenthread.query") && returned.getMethod() != null
                && AnnotatedElementUtils.hasAnnotation(returned.getContainingClass(), org.springframework.web.bind.annotation.RestController.class)
                && showsContent(Objects.requireNonNull(returned.getMethod()), returned.getContainingClass());
    }

    @Override
    public @Nullable Object beforeBodyWrite(@Nullable Object body, MethodParameter returned, MediaType type,
            Class<? extends HttpMessageConverter<?>> converter, ServerHttpRequest request, ServerHttpResponse response) {
        if (!(body instanceof ProblemDetail) && request instanceof ServletServerHttpRequest servlet) {
            write(servlet.getServletRequest());
        }
        return body;
    }

    private static boolean showsContent(java.lang.reflect.Method method, Class<?> type) {
        var rule = method.getAnnotation(RequiresRole.class);
        rule = rule == null ? type.getAnnotation(RequiresRole.class) : rule;
        return rule != null && rule.content() && !rule.anyone();
    }

    private void write(HttpServletRequest request) {
        var shown = Shown.of(request).orElseThrow(() -> new IllegalStateException("an answer with case content noted no reading"));
        var who = shown.reader();
        audit.write(new Reading(UUID.randomUUID(), who.ledger(), clock.instant().truncatedTo(ChronoUnit.MILLIS), who.actor().userId(), who.actor().role(),
                who.actor().agencyId(), shown.why(), request.getMethod() + " " + request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE),
                request.getRemoteAddr(), shown.ids()));
    }
}
