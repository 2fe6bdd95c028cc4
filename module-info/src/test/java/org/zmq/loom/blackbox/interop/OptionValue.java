package org.zmq.loom.blackbox.interop;

import java.time.Duration;
import org.zmq.loom.ZmqOption;

/** How other implementations take the values of options. */
final class OptionValue {
    /** The option by which libzmq and JeroMQ take a subscription. */
    static final int SUBSCRIBE = 6;

    /** The option by which they take it back. */
    static final int UNSUBSCRIBE = 7;

    private OptionValue() {}

    /** A value as a number: times in milliseconds, yes and no as 1 and 0. */
    static int number(Object value) {
        return switch (value) {
            case Duration time when time.equals(ZmqOption.FOREVER) -> -1;
            case Duration time -> (int) time.toMillis();
            case Boolean yes -> yes ? 1 : 0;
            case Number number -> number.intValue();
            default -> throw new IllegalArgumentException("no number: " + value);
        };
    }
}
