package org.zmq.loom.blackbox.behaviour;

import java.util.function.BooleanSupplier;

/** Waits for what can be seen, but what nobody tells of. */
final class Seen {
    private static final long PATIENCE = 20_000_000_000L;

    private Seen() {}

    /** Looks again and again until it holds. */
    @SuppressWarnings("ThreadPriorityCheck") // yielding is the point: nobody can wake this thread
    static void until(String what, BooleanSupplier look) {
        long begin = System.nanoTime();
        while (!look.getAsBoolean()) {
            if (System.nanoTime() - begin > PATIENCE) {
                throw new AssertionError("waited in vain for: " + what);
            }
            Thread.onSpinWait();
            Thread.yield();
        }
    }
}
