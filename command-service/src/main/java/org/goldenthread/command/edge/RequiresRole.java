package org.goldenthread.command.edge;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.goldenthread.events.Role;

/** The roles that may use an endpoint; the caller acts in the first of them that they hold. An endpoint without it is closed. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RequiresRole {
    Role[] value();
}
