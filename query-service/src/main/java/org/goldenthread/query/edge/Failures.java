package org.goldenthread.query.edge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.goldenthread.query.access.Gate.Closed;
import org.goldenthread.query.access.Readers.NotAllowed;
import org.goldenthread.query.audit.ReadAudit.NotTaken;
import org.goldenthread.query.edge.Pace.TooFast;
import org.goldenthread.query.rows.LiveRows.StoreUnavailable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Every failure as a plain page, or as problem+json under {@code /v1}. Never a stack trace, never personal data. */
@ControllerAdvice
public final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    /** There is nothing here that this reader may see. */
    public static final class NotFound extends RuntimeException {
        public NotFound() {
            super("not found");
        }
    }

    /** What is asked for is being made. */
    public static final class NotReady extends RuntimeException {
        public NotReady() {
            super("not ready");
        }
    }

    /** A replay is shown to who opened it, and to nobody before. */
    public static final class NotOpened extends RuntimeException {
        public NotOpened() {
            super("not opened");
        }
    }

    /** What was sent can't be read; the message says what to mend and holds nothing of what was sent. */
    public static final class Unreadable extends RuntimeException {
        public Unreadable(String what) {
            super(what);
        }
    }

    @ExceptionHandler
    Object unreadable(Unreadable e, HttpServletRequest request) {
        return answer(request, HttpStatus.BAD_REQUEST, "invalid-fields", "Some of it needs mending", String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    Object notOpened(NotOpened e, HttpServletRequest request) {
        return answer(request, HttpStatus.CONFLICT, "not-opened", "Open the replay first",
                "What an auditor goes through is recorded. Open this replay, with the same moment and the same agency, then ask again.");
    }

    @ExceptionHandler
    Object notReady(NotReady e, HttpServletRequest request) {
        return answer(request, HttpStatus.CONFLICT, "not-ready", "It is being made", "The file isn't ready yet. Ask again in a few seconds.");
    }

    @ExceptionHandler
    Object unreadableBody(HttpMessageNotReadableException e, HttpServletRequest request) {
        return answer(request, HttpStatus.BAD_REQUEST, "bad-request", "The body can't be read", "Send JSON as the published OpenAPI describes it.");
    }

    @ExceptionHandler
    Object notAllowed(NotAllowed e, HttpServletRequest request) {
        return answer(request, HttpStatus.FORBIDDEN, "not-allowed", "You don't have access to this page",
                "Your role doesn't allow this. If you need it for your work, ask your administrator for the role.");
    }

    @ExceptionHandler
    Object wrongParameter(MethodArgumentTypeMismatchException e, HttpServletRequest request) {
        if (e.getParameter().hasParameterAnnotation(PathVariable.class)) {
            return notFound(e, request);
        }
        return answer(request, HttpStatus.BAD_REQUEST, "invalid-fields", "The address has a mistake in it",
                "The value of \"" + e.getName() + "\" isn't one it can have. Go back and choose again.");
    }

    @ExceptionHandler
    Object unreadableParameter(InvalidParameterException e, HttpServletRequest request) {
        return answer(request, HttpStatus.BAD_REQUEST, "invalid-fields", "The address has a mistake in it",
                "Part of the address can't be read. Go back and choose again.");
    }

    @ExceptionHandler({NotFound.class, Closed.class, NoResourceFoundException.class})
    Object notFound(Exception e, HttpServletRequest request) {
        return answer(request, HttpStatus.NOT_FOUND, "not-found", "Page not found",
                "There is nothing at this address. If you typed it, check that it is whole.");
    }

    @ExceptionHandler({DataAccessException.class, StoreUnavailable.class})
    Object unavailable(RuntimeException e, HttpServletRequest request) {
        LOG.atWarn().addKeyValue("cause", e.getClass().getSimpleName()).log("store unavailable");
        return answer(request, HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "We can't show this just now",
                "The records are safe and we can't reach them just now. Try again in a few seconds.");
    }

    @ExceptionHandler
    Object notTaken(NotTaken e, HttpServletRequest request) {
        return answer(request, HttpStatus.SERVICE_UNAVAILABLE, "audit-unavailable", "We can't show this just now",
                "What is looked at must be written down, and just now it can't be. The records are safe. You can still log a contact and record a "
                        + "decision. Try again in a few seconds, and tell your administrator if it stays.");
    }

    @ExceptionHandler
    Object tooFast(TooFast e, HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Retry-After", Long.toString(e.seconds()));
        return answer(request, HttpStatus.TOO_MANY_REQUESTS, "too-fast", "You are asking faster than a person reads",
                "Wait " + e.seconds() + " seconds, then go on. Logging a contact and deciding in an emergency are never held up.");
    }

    /** The reader closed the page or the stream: there is nobody to tell. */
    @ExceptionHandler
    void gone(org.springframework.web.context.request.async.AsyncRequestNotUsableException e) {
        LOG.atDebug().log("the reader is gone");
    }

    @ExceptionHandler
    Object unexpected(Exception e, HttpServletRequest request) {
        if (e instanceof org.springframework.web.ErrorResponse known) {
            var status = HttpStatus.valueOf(known.getStatusCode().value());
            return answer(request, status, status.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'), status.getReasonPhrase(),
                    "This address doesn't take that request. Go back and try again.");
        }
        LOG.atError().addKeyValue("cause", e.getClass().getName()).addKeyValue("at", ours(e))
                .setCause(LOG.isDebugEnabled() ? e : null).log("unexpected failure");
        return answer(request, HttpStatus.INTERNAL_SERVER_ERROR, "internal", "Sorry, there is a problem with the service",
                "It has been logged. Try again; if it stays, tell your administrator the time.");
    }

    /** Where in our own code it came from; never a message, which could hold anything. */
    private static String ours(Exception e) {
        return Arrays.stream(e.getStackTrace()).filter(frame -> frame.getClassName().startsWith("org.goldenthread")).findFirst()
                .or(() -> Arrays.stream(e.getStackTrace()).findFirst()).map(StackTraceElement::toString).orElse("");
    }

    private static final Pattern CONTACT = Pattern.compile("/contacts/([0-9a-fA-F-]{36})(/.*)?");

    /** Where a decision can be recorded for a contact that cannot be shown; null for other pages. */
    private static @Nullable String emergency(String path) {
        var contact = CONTACT.matcher(path);
        return contact.matches() ? "/contacts/" + contact.group(1) + "/emergency-decision" : null;
    }

    private static Object answer(HttpServletRequest request, HttpStatus status, String type, String title, String detail) {
        if (request.getRequestURI().startsWith("/v1/")) {
            var problem = ProblemDetail.forStatusAndDetail(status, detail);
            problem.setTitle(title);
            problem.setType(URI.create("/problems/" + type));
            return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
        }
        var page = new ModelAndView("failure");
        page.setStatus(status);
        page.addObject("heading", title);
        page.addObject("detail", detail);
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            page.addObject("emergency", emergency(request.getRequestURI()));
        }
        return page;
    }
}
