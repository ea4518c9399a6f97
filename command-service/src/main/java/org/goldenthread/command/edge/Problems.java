package org.goldenthread.command.edge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.goldenthread.command.ledger.LedgerUnavailable;
import org.goldenthread.command.ledger.Remark;
import org.goldenthread.events.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Every refusal as RFC 9457 problem+json: a type that opens a plain page, a sentence that says what to do, and where a
 * field is at fault, its JSON pointer. Never personal data: no value that was sent is repeated.
 */
@RestControllerAdvice
public final class Problems extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final ProblemPages pages;

    public Problems(ProblemPages pages) {
        this.pages = pages;
    }

    /** Where a problem's type leads. */
    public record ProblemPages(URI base) {
        URI of(String key) {
            return base.resolve("/problems/" + key.toLowerCase(Locale.ROOT));
        }
    }

    /** One field at fault. */
    public record FieldFault(String pointer, String detail) {}

    /** The caller holds none of the roles. */
    static final class NotAllowed extends RuntimeException {
        NotAllowed(List<Role> needed) {
            super("needs one of " + needed);
        }
    }

    /** The caller works for several authorities and named none. */
    static final class WhichLedger extends RuntimeException {
        WhichLedger(List<String> ledgers) {
            super("You work for several authorities. Name one in the " + Callers.LEDGER_HEADER + " header: " + String.join(", ", ledgers));
        }
    }

    /** Fields that the shape allows and sense does not. */
    public static final class Invalid extends RuntimeException {

        private final transient List<FieldFault> faults;

        public Invalid(List<FieldFault> faults) {
            super("invalid fields");
            this.faults = List.copyOf(faults);
        }

        public Invalid(String pointer, String detail) {
            this(List.of(new FieldFault(pointer, detail)));
        }
    }

    /** A problem with its type, status and sentence. */
    public ProblemDetail problem(String key, HttpStatus status, String title, String detail) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(pages.of(key));
        problem.setTitle(title);
        return problem;
    }

    /** The rules said no. */
    ProblemDetail refused(Remark refusal) {
        var problem = problem(refusal.rule().id(), HttpStatus.CONFLICT, "The rules don't allow this now", refusal.sentence());
        problem.setProperty("rule", refusal.rule().id());
        problem.setProperty("level", refusal.rule().level());
        problem.setProperty("parameters", refusal.parameters());
        return problem;
    }

    @ExceptionHandler
    ProblemDetail notAllowed(NotAllowed e) {
        return problem("not-allowed", HttpStatus.FORBIDDEN, "Your role doesn't allow this",
                "Your role doesn't allow this. If you need it for your work, ask your administrator for the role.");
    }

    @ExceptionHandler
    ProblemDetail whichLedger(WhichLedger e) {
        return problem("which-authority", HttpStatus.BAD_REQUEST, "Which authority?", String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail invalid(Invalid e) {
        return faults(e.faults);
    }

    @ExceptionHandler
    ProblemDetail violated(ConstraintViolationException e) {
        return faults(e.getConstraintViolations().stream()
                .map(v -> new FieldFault("/" + v.getPropertyPath(), v.getMessage())).toList());
    }

    @ExceptionHandler
    ProblemDetail wrongPath(MethodArgumentTypeMismatchException e) {
        return problem("not-found", HttpStatus.NOT_FOUND, "Not found", "There is nothing at this address. Check that the id is whole.");
    }

    @ExceptionHandler({LedgerUnavailable.class, DataAccessException.class, TransactionException.class})
    ResponseEntity<ProblemDetail> unavailable(Exception e, HttpServletRequest request) {
        LOG.atWarn().addKeyValue("path", pattern(request)).addKeyValue("cause", e.getClass().getSimpleName()).log("store unavailable");
        var problem = problem("unavailable", HttpStatus.SERVICE_UNAVAILABLE, "We couldn't save this just now",
                "We couldn't save this just now. Nothing is lost: send the same again with the same Idempotency-Key in a few seconds.");
        return ResponseEntity.status(503).header(HttpHeaders.RETRY_AFTER, "2").contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
    }

    @ExceptionHandler
    ProblemDetail unexpected(RuntimeException e, HttpServletRequest request) {
        LOG.atError().addKeyValue("path", pattern(request)).addKeyValue("cause", causes(e)).log("unexpected failure");
        return problem("internal", HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong",
                "Something went wrong on our side and it has been logged. Try again; if it stays, tell your administrator the time.");
    }

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(MethodArgumentNotValidException e, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        var found = e.getBindingResult().getAllErrors().stream().map(error -> new FieldFault(
                error instanceof FieldError field ? pointer(field.getField()) : "", String.valueOf(error.getDefaultMessage()))).toList();
        return ResponseEntity.badRequest().contentType(MediaType.APPLICATION_PROBLEM_JSON).body(faults(found));
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException e, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        var fault = switch (e.getCause()) {
            case UnrecognizedPropertyException cause -> new FieldFault(parent(pointer(cause)), "A field here isn't known. Check the spelling of its name.");
            case JacksonException cause when cause.getPath().isEmpty() -> new FieldFault("", "The body isn't readable JSON, or is nested too deeply.");
            case JacksonException cause -> new FieldFault(pointer(cause), "This value has the wrong form for the field.");
            case null, default -> new FieldFault("", "Send a JSON body.");
        };
        return ResponseEntity.badRequest().contentType(MediaType.APPLICATION_PROBLEM_JSON).body(faults(List.of(fault)));
    }

    @Override
    protected ResponseEntity<Object> handleExceptionInternal(Exception e, @org.jspecify.annotations.Nullable Object body,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var known = HttpStatus.valueOf(status.value());
        var problem = problem(known.name().toLowerCase(Locale.ROOT).replace('_', '-'), known, known.getReasonPhrase(),
                known.is5xxServerError() ? "Something went wrong on our side. Try again." : "This address doesn't take that request. See /v3/api-docs.");
        return ResponseEntity.status(status).headers(headers).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
    }

    private ProblemDetail faults(List<FieldFault> faults) {
        var sorted = new ArrayList<>(faults);
        sorted.sort(Comparator.comparing(FieldFault::pointer));
        var problem = problem("invalid-fields", HttpStatus.BAD_REQUEST, "Some fields need mending",
                faults.size() == 1 ? "One field needs mending." : faults.size() + " fields need mending.");
        problem.setProperty("errors", sorted.stream().map(fault -> Map.of("pointer", fault.pointer(), "detail", fault.detail())).toList());
        return problem;
    }

    private static String pointer(String path) {
        return "/" + path.replace('.', '/').replaceAll("\\[(\\d+)]", "/$1");
    }

    private static String pointer(JacksonException e) {
        return e.getPath().stream().map(part -> part.getPropertyName() == null ? Integer.toString(part.getIndex()) : part.getPropertyName())
                .map(part -> "/" + part.replaceAll("[^A-Za-z0-9_-]", "?")).collect(Collectors.joining());
    }

    /** The object that holds it: the name that was sent may be anything, and is not repeated. */
    private static String parent(String pointer) {
        return pointer.substring(0, Math.max(0, pointer.lastIndexOf('/')));
    }

    private static String pattern(HttpServletRequest request) {
        return String.valueOf(request.getAttribute("org.springframework.web.servlet.HandlerMapping.bestMatchingPattern"));
    }

    private static String causes(Throwable e) {
        var frame = e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
        return e.getClass().getName() + frame + (e.getCause() == null ? "" : " < " + causes(e.getCause()));
    }
}
