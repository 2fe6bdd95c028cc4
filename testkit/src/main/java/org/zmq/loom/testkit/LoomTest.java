package org.zmq.loom.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that may have a {@link Loom} as its parameter, that leaves nothing behind, and that cannot hang.
 *
 * {@snippet :
 * @LoomTest
 * void repliesToEachRequest(Loom loom) throws InterruptedException {
 *     // ...
 * }
 * }
 *
 * <p>For other kinds of tests, such as repeated ones, write {@code @ExtendWith(LoomExtension.class)} at the class.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Test
@ExtendWith(LoomExtension.class)
public @interface LoomTest {
    /**
     * After how many seconds the test counts as hanging.
     *
     * @return by default {@value LoomExtension#SECONDS}
     */
    int seconds() default LoomExtension.SECONDS;
}
