package org.zmq.loom.internal;

/**
 * How many side locks each thread holds, so that an assertion can say where none may be held: where threads begin,
 * channels are used or closed, and code runs that is not the kernel's. Nothing is counted unless assertions are on.
 *
 * <p>Threading: any thread, each for itself. All methods are called by {@code assert} only.
 */
public final class HeldLocks {
    private static final ThreadLocal<Integer> COUNT = ThreadLocal.withInitial(() -> 0);

    private HeldLocks() {}

    /** The calling thread has taken one; true. */
    public static boolean taken() {
        COUNT.set(COUNT.get() + 1);
        return true;
    }

    /** The calling thread is about to give one; whether it has one. */
    public static boolean given() {
        int count = COUNT.get();
        if (count == 1) {
            COUNT.remove();
        } else {
            COUNT.set(count - 1);
        }
        return count > 0;
    }

    /** Whether the calling thread has none. */
    public static boolean none() {
        boolean none = COUNT.get() == 0;
        if (none) {
            COUNT.remove();
        }
        return none;
    }
}
