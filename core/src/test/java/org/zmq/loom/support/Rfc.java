package org.zmq.loom.support;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a test that shows a duty which an RFC of ZeroMQ lays on an implementation. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(Rfc.List.class)
public @interface Rfc {
    /** Which RFC. */
    int number();

    /** The duty, in our own words, to be read after "the implementation shall". */
    String says();

    /** Several duties of one test. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface List {
        /** The duties. */
        Rfc[] value();
    }
}
