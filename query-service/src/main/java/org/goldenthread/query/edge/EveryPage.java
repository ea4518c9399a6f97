package org.goldenthread.query.edge;

import org.goldenthread.query.QueryServiceProperties;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page is told. */
@ControllerAdvice
final class EveryPage {

    private final long idleSeconds;

    EveryPage(QueryServiceProperties told) {
        this.idleSeconds = told.idle().toSeconds();
    }

    /** After how many seconds of doing nothing the session ends. */
    @ModelAttribute("idleSeconds")
    long idleSeconds() {
        return idleSeconds;
    }
}
