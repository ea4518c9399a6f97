package org.goldenthread.query.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.goldenthread.events.Role;

/**
 * The roles that may read here; the reader acts in the first of them that they hold. A page or endpoint without it is closed,
 * but for those marked {@link #anyone()}, which show no case content.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface RequiresRole {
    Role[] value() default {};

    /** Open to whoever has signed in, with or without a role. */
    boolean anyone() default false;

    /** Whether its answers hold case content, each of which leaves a reading in the audit. */
    boolean content() default true;
}
