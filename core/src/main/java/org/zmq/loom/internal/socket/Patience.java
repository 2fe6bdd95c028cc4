package org.zmq.loom.internal.socket;

import org.zmq.loom.internal.ring.ReadyList;

/**
 * How a caller waits before it parks: it lets other virtual threads run for a little while, because parking and waking cost more than the
 * while. A platform thread parks at once.
 */
@SuppressWarnings("ThreadPriorityCheck") // yielding to other virtual threads is the point
final class Patience {
    private static final long LONGEST = 50_000;

    private Patience() {}

    static void yieldWhileEmpty(ReadyList<?> ready) {
        if (!Thread.currentThread().isVirtual()) {
            return;
        }
        long begin = System.nanoTime();
        while (ready.isEmpty() && System.nanoTime() - begin < LONGEST) {
            Thread.yield();
        }
    }
}
