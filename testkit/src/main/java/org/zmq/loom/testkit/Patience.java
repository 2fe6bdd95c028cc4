package org.zmq.loom.testkit;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/** How long to wait for what must come. So generous that it is over only when something is wrong. */
final class Patience {
    private static final long SECONDS = Long.getLong("org.zmq.loom.testkit.patience", 10);
    private static final Set<Thread.State> PARKED = EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

    private Patience() {}

    static Duration limit() {
        return Duration.ofSeconds(SECONDS);
    }

    static long deadline() {
        return System.nanoTime() + limit().toNanos();
    }

    static long left(long deadline) {
        return deadline - System.nanoTime();
    }

    static AssertionError over(String what) {
        return new AssertionError("waited " + SECONDS + " s in vain for " + what);
    }

    /** Something that can be seen, but that nobody tells of. */
    @FunctionalInterface
    interface Look {
        boolean holds();
    }

    /** Looks again and again, and lets others run in between. */
    @SuppressWarnings("ThreadPriorityCheck") // yielding is the point: nobody can wake this thread
    static void await(Look look, Supplier<String> what) {
        long deadline = deadline();
        while (!look.holds()) {
            if (left(deadline) < 0) {
                throw over(what.get());
            }
            Thread.onSpinWait();
            Thread.yield();
        }
    }

    static void awaitParked(Thread thread) {
        await(
                () -> PARKED.contains(stateOf(thread)),
                () -> "\"" + thread.getName() + "\" to park; it is " + thread.getState() + "\n" + Dump.stackOf(thread));
    }

    private static Thread.State stateOf(Thread thread) {
        Thread.State state = thread.getState();
        if (state == Thread.State.TERMINATED) {
            throw new AssertionError("\"" + thread.getName() + "\" has ended instead of parking");
        }
        return state;
    }
}
