package org.goldenthread.command.edge;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingRequestWrapper;

/** Bodies of more than {@value #MOST} bytes are refused; smaller ones are kept for the idempotency record's digest. */
public final class BodyLimit extends OncePerRequestFilter {

    /** The longest text is 20,000 characters; a contact with every field full is well under this. */
    static final int MOST = 512 * 1024;

    private final URI pages;

    /** @param pages where problem types open a plain page */
    BodyLimit(URI pages) {
        this.pages = pages;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean bodyless = request.getContentLengthLong() <= 0 && request.getHeader("Transfer-Encoding") == null;
        if (request.getContentLengthLong() > MOST || (!bodyless && request.getContentLengthLong() < 0)) {
            response.setStatus(413);
            response.setContentType("application/problem+json");
            response.getWriter().write("""
                    {"type":"%s","status":413,"title":"Too much at once",\
                    "detail":"Send at most 512 KB with its Content-Length. Split long documents."}""".formatted(pages.resolve("/problems/too-large")));
            return;
        }
        chain.doFilter(new ContentCachingRequestWrapper(request, MOST), response);
    }
}
