package org.goldenthread.query.edge;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.goldenthread.query.QueryServiceProperties;
import org.goldenthread.query.access.RequiresRole;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * A form that comes back after its session ended is refused and nothing in it is lost: the answer shows what was typed and
 * sends it again once the person has signed in. The text stays in their browser; no server keeps it.
 */
@Component
final class TypedText implements AccessDeniedHandler {

    static final String PAGE = "/typed-text";

    private static final Set<String> OUR_OWN = Set.of("_csrf", "key", "version", "children");

    private final URI publicUrl;

    TypedText(QueryServiceProperties told) {
        this.publicUrl = told.publicUrl();
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refused) throws IOException, ServletException {
        if (request.getMethod().equals("POST") && isOurs(request) && !request.getRequestURI().equals("/logout")) {
            request.getRequestDispatcher(PAGE).forward(request, response);
        } else {
            response.sendError(HttpStatus.FORBIDDEN.value());
        }
    }

    /** From a page of this service: what another site makes a browser send is not shown as if the person had typed it. */
    private boolean isOurs(HttpServletRequest request) {
        var origin = request.getHeader("Origin");
        return origin != null && origin.equals(publicUrl.getScheme() + "://" + publicUrl.getAuthority());
    }

    /** One field as it was sent; {@code seen} where the person typed or chose it. */
    public record Field(String name, String value, boolean seen) {}

    /** Shows the text. Reached by {@link TypedText#handle} only. */
    @Controller
    static final class Page {

        @PostMapping(PAGE)
        @RequiresRole(anyone = true)
        String show(HttpServletRequest request, HttpServletResponse response, Model page) {
            if (request.getAttribute("jakarta.servlet.forward.request_uri") == null) {
                throw new Failures.NotFound();
            }
            response.setStatus(HttpStatus.FORBIDDEN.value());
            List<Field> fields = new ArrayList<>();
            request.getParameterMap().forEach((name, values) -> List.of(values).stream().filter(value -> !name.equals("_csrf"))
                    .forEach(value -> fields.add(new Field(name, value, !OUR_OWN.contains(name) && !value.isBlank()))));
            page.addAttribute("fields", fields);
            page.addAttribute("path", request.getAttribute("jakarta.servlet.forward.request_uri"));
            page.addAttribute("signedIn", SecurityContextHolder.getContext().getAuthentication() instanceof OAuth2AuthenticationToken);
            return "typed-text";
        }
    }
}
