package org.zmq.loom.internal.link;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.zmq.loom.internal.pipe.FramePipe;
import org.zmq.loom.internal.signal.Woken;

/**
 * How a reader waits before it blocks: it looks again for a little while, because being woken costs more than the while.
 *
 * <p>It looks only as long as that pays: the time that the last waits took tells. It keeps its carrier meanwhile, since a virtual thread that
 * yields to nobody makes the scheduler wake another carrier; it yields only to those that it knows to have something to do, and now and
 * then to those that it does not know. So that no two readers keep half the carriers each, few may look at the same time.
 *
 * <p>Of the threads that a message passes, this is the only one that looks again: callers and writers park at once.
 *
 * <p>Threading: one thread. Units: nanoseconds.
 */
@SuppressWarnings("ThreadPriorityCheck") // yielding to other virtual threads is the point
final class Spin {
    /* The longest to look again: about what it costs that two threads are woken. */
    static final long LONGEST = 100_000;

    /* As long as waits take less than this on average, it may pay. */
    static final long WORTH = 2 * LONGEST;

    /* How long to keep the carrier from virtual threads of which nothing is known. */
    static final long SLICE = LONGEST / 2;

    private static final int ROOM_LOOKS = 8;

    private static final Semaphore CARRIERS =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

    /** How many bytes have come. */
    @FunctionalInterface
    interface Look {
        /** More than 0 if there is something. */
        int look() throws IOException;
    }

    private final LongSupplier clock;
    private final Look look;
    private final BooleanSupplier others;
    private final Semaphore carriers;
    private long average;
    private long begin;

    /**
     * A reader's way to wait.
     *
     * @param others whether another thread of the connection has something to do
     */
    Spin(LongSupplier clock, Look look, BooleanSupplier others) {
        this(clock, look, others, CARRIERS);
    }

    /** One that shares with fewer. */
    Spin(LongSupplier clock, Look look, BooleanSupplier others, Semaphore carriers) {
        this.clock = clock;
        this.look = look;
        this.others = others;
        this.carriers = carriers;
    }

    /**
     * Whether something came within the time it pays to wait for it. If not, the reader blocks, and then says that it is {@link #unblocked}.
     *
     * @param woken whom the reader has just woken, who goes first
     */
    boolean await(Woken woken) throws IOException {
        if (look.look() > 0) {
            return true;
        }
        begin = clock.getAsLong();
        if (average > WORTH || woken == Woken.PLATFORM) {
            return false; // a core that is kept from a platform thread is kept from it until the operating system
            // thinks otherwise
        }
        if (woken == Woken.VIRTUAL) {
            Thread.yield();
        }
        if (!carriers.tryAcquire()) {
            return look.look() > 0;
        }
        try {
            return lookAgain();
        } finally {
            carriers.release();
        }
    }

    private boolean lookAgain() throws IOException {
        long now = begin;
        long slice = begin;
        while (now - begin < LONGEST) {
            if (look.look() > 0) {
                waited(now - begin);
                return true;
            }
            if (others.getAsBoolean() || now - slice > SLICE) {
                Thread.yield();
                slice = now;
            } else {
                Thread.onSpinWait();
            }
            now = clock.getAsLong();
        }
        return false;
    }

    /** The reader has blocked, and what it waited for has come. */
    void unblocked() {
        waited(clock.getAsLong() - begin);
    }

    private void waited(long time) {
        average += (Math.min(time, 2 * WORTH) - average) / 4;
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
