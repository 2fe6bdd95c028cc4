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

    /** Whether something was announced before it is time to park. */
    static boolean ready(ReadyList<?> announced) {
        if (!Thread.currentThread().isVirtual()) {
            return false;
        }
        long begin = System.nanoTime();
        do {
            if (!announced.isEmpty()) {
                return true;
            }
            Thread.yield();
        } while (System.nanoTime() - begin < LONGEST);
        return false;
    }
}
