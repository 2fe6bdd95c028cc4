package org.zmq.loom.internal.link;

import java.io.IOException;
import org.zmq.loom.internal.pipe.FramePipe;

/**
 * Looks again for a little while before a thread of a connection parks, because waking it costs more than the while.
 *
 * <p>How long depends on whether it pays: looking in vain halves the time, and a wait that would have been short restores it. Each look
 * lets other virtual threads run first, so nothing is kept from running that could.
 *
 * <p>Threading: one thread.
 */
@SuppressWarnings("ThreadPriorityCheck") // yielding to other virtual threads is the point
final class Spin {
    private static final long LONGEST = 50_000;
    private static final long SHORTEST = 4_000;
    private static final int ROOM_LOOKS = 8;

    /** How many bytes, or whatever, have come. */
    @FunctionalInterface
    interface Look {
        /** More than 0 if there is something. */
        int look() throws IOException;
    }

    private long budget = LONGEST;
    private long blockedAt;

    /** Whether something came within the time it pays to wait for it. */
    boolean await(Look look) throws IOException {
        if (look.look() > 0) {
            return true;
        }
        if (budget < SHORTEST) {
            return false;
        }
        long begin = System.nanoTime();
        do {
            Thread.yield();
            if (look.look() > 0) {
                budget = LONGEST;
                return true;
            }
        } while (System.nanoTime() - begin < budget);
        budget /= 2;
        return false;
    }

    /** The thread is about to park. */
    void blocking() {
        blockedAt = System.nanoTime();
    }

    /** The thread was woken by what it waited for. */
    void unblocked() {
        if (System.nanoTime() - blockedAt < 2 * LONGEST) {
            budget = LONGEST;
        }
    }

    /** Whether room came while others were let run a few times. */
    boolean awaitRoom(FramePipe pipe) {
        for (int i = 0; i < ROOM_LOOKS; i++) {
            Thread.yield();
            if (pipe.roomForReader() > 0) {
                return true;
            }
        }
        return false;
    }
}
