package org.zmq.loom.support;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a test that shows duties which an RFC of ZeroMQ lays on an implementation. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Rfc {
    /** Which RFC. */
    int number();

    /** The duties, in our own words, each to be read after "the implementation shall". */
    String[] says();
}
