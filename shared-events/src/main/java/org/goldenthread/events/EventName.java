package org.goldenthread.events;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The wire name of an event and the version of its shape. Names are forever; a changed shape is a new version. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EventName {

    /** Kebab-case, past tense, the domain's own word: never the Java class name. */
    String value();

    /** Starts at 1. */
    int version() default 1;
}
