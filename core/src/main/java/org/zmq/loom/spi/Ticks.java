package org.zmq.loom.spi;

import java.util.concurrent.locks.LockSupport;

/**
 * The clock of a context, and the waiting on it.
 *
 * <p>Threading: any thread. Units: nanoseconds from an arbitrary origin, as {@link System#nanoTime()}; a deadline is a point in
 * time, and {@link #NEVER} is one that does not come. Everything in the kernel that has a deadline waits here, so that a test
 * can move the time itself.
 */
public interface Ticks {
    /** A deadline that does not come. */
    long NEVER = Long.MAX_VALUE;

    /**
     * The time now.
     *
     * @return nanoseconds; only differences mean anything
     */
    long nanos();

    /**
     * Parks the calling thread until somebody unparks it, it is interrupted, or the time reaches the deadline. May return for no
     * reason, as {@link LockSupport#park()}.
     *
     * @param deadline a point in time, or {@link #NEVER}
     */
    void park(long deadline);

    /**
     * The point in time so far from now.
     *
     * @param duration nanoseconds; what is beyond the clock's range is {@link #NEVER}
     * @return the deadline
     */
    default long after(long duration) {
        long now = nanos();
        long deadline = now + duration;
        return duration == NEVER || (deadline < now && duration > 0) ? NEVER : deadline;
    }

    /**
     * Whether a deadline has come.
     *
     * @param deadline a point in time, or {@link #NEVER}
     * @return false for {@link #NEVER}
     */
    default boolean passed(long deadline) {
        return deadline != NEVER && nanos() - deadline >= 0;
    }

    /**
     * The machine's clock.
     *
     * @return always the same one
     */
    static Ticks system() {
        return SystemTicks.INSTANCE;
    }
}
