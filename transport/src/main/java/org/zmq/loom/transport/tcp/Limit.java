package org.zmq.loom.transport.tcp;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long something may take, all in all, from the moment that this was made.
 *
 * <p>Threading: one thread. Units: nanoseconds, unless a name says otherwise.
 */
final class Limit {
    private static final long MILLISECOND = 1_000_000L;
    private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

    private final LongSupplier clock;
    private final long begin;
    private final long nanos; // 0 for no limit

    /**
     * A limit that counts from now on.
     *
     * @param most zero, or more than a timeout of the operating system can be, for no limit
     */
    Limit(Duration most, LongSupplier clock) {
        this.clock = clock;
        begin = clock.getAsLong();
        nanos = most.compareTo(LONGEST) > 0 ? 0 : most.toNanos();
    }

    boolean isNone() {
        return nanos == 0;
    }

    /** How long it has taken so far. */
    long taken() {
        return clock.getAsLong() - begin;
    }

    boolean isOver() {
        return !isNone() && taken() >= nanos;
    }

    /** What is left, at least 1; 0 if there is no limit. */
    long left() {
        return isNone() ? 0 : Math.max(1, nanos - taken());
    }

    /** What is left for one of so many who share it, at least 1; 0 if there is no limit. */
    int millisLeft(int sharers) {
        return isNone() ? 0 : Math.toIntExact(Math.ceilDiv(left(), sharers * MILLISECOND));
    }

    /** The whole of it. */
    @Override
    public String toString() {
        return isNone() ? "no limit" : Math.ceilDiv(nanos, MILLISECOND) + " ms";
    }

    /** A time as text. */
    static String millis(long nanos) {
        return nanos / MILLISECOND + " ms";
    }
}
