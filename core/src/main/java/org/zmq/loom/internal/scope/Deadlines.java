package org.zmq.loom.internal.scope;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.spi.Ticks;

/**
 * Ends what takes too long: one thread per context, which waits for the next deadline and runs its action. Actions close channels
 * or wake selectors and do nothing else, so one thread is enough for all connections.
 *
 * <p>The thread is a platform thread: a virtual thread that computes keeps its carrier for as long as it likes, and deadlines are for what
 * happens then, too. What an action throws ends neither the thread nor another action.
 *
 * <p>Threading: any thread sets and cancels. An action that has begun may overlap with its cancellation.
 */
public final class Deadlines {
    /* Cancelled deadlines stay in the queue until they come to its head; more than this share of them are swept out. */
    private static final int SWEEP_FROM = 64;

    /** One deadline. */
    public final class Deadline implements Comparable<Deadline> {
        private final long nanos;
        private @Nullable Runnable action; // null once it ran or was cancelled; guarded by the lock

        private Deadline(long nanos, @Nullable Runnable action) {
            this.nanos = nanos;
            this.action = action;
        }

        /** Makes sure that the action does not begin any more. */
        public void cancel() {
            lock.lock();
            try {
                if (action != null) {
                    action = null;
                    cancelled++;
                    sweep();
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public int compareTo(Deadline other) {
            return Long.signum(nanos - other.nanos);
        }
    }

    private final Ticks ticks;
    private final Scope scope;
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by the lock.
    private final PriorityQueue<Deadline> queue = new PriorityQueue<>();
    private int cancelled;
    private @Nullable Thread thread;

    /** Deadlines on this clock, watched by a thread of the scope from the first one on. */
    public Deadlines(Ticks ticks, Scope scope) {
        this.ticks = ticks;
        this.scope = scope;
    }

    /**
     * Runs the action at the time unless it is cancelled before.
     *
     * @param nanos a point in time of the clock; {@link Ticks#NEVER} never comes
     * @throws Scope.Closed if the scope is closed: nobody watches any more
     */
    public Deadline at(long nanos, Runnable action) {
        if (nanos == Ticks.NEVER) {
            return new Deadline(nanos, null);
        }
        Deadline deadline = new Deadline(nanos, action);
        Thread woken;
        lock.lock();
        try {
            if (thread == null) {
                thread = scope.forkPlatform("deadlines", this::watch);
            }
            queue.add(deadline);
            woken = queue.peek() == deadline ? thread : null;
        } finally {
            lock.unlock();
        }
        LockSupport.unpark(woken);
        return deadline;
    }

    private void watch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                long next = runDue();
                ticks.park(next);
            }
        } finally {
            abandon();
        }
    }

    /** The scope is closed: waits for the thread, which always gets to run. */
    public void awaitEnd() {
        Thread watching;
        lock.lock();
        try {
            watching = thread;
        } finally {
            lock.unlock();
        }
        if (watching != null) {
            Scope.joinUninterruptibly(watching);
        }
    }

    /** Nobody watches any more: what was to be ended some time ends now. */
    private void abandon() {
        List<Runnable> left = new ArrayList<>();
        lock.lock();
        try {
            thread = null;
            for (Deadline deadline : queue) {
                if (deadline.action != null) {
                    left.add(deadline.action);
                    deadline.action = null;
                }
            }
            queue.clear();
            cancelled = 0;
        } finally {
            lock.unlock();
        }
        left.forEach(this::run);
    }

    private void run(Runnable action) {
        try {
            action.run();
        } catch (Scope.Closed e) {
            // It would rather have waited longer, and nobody watches any more.
        } catch (RuntimeException | Error e) {
            scope.report(e);
        }
    }

    /** Runs what is due, and tells when to look again. */
    private long runDue() {
        for (; ; ) {
            Runnable due;
            lock.lock();
            try {
                Deadline first = queue.peek();
                if (first == null) {
                    return Ticks.NEVER;
                }
                if (first.action != null && !ticks.passed(first.nanos)) {
                    return first.nanos;
                }
                queue.poll();
                due = first.action;
                first.action = null;
                if (due == null) {
                    cancelled--;
                    continue;
                }
            } finally {
                lock.unlock();
            }
            run(due);
        }
    }

    private void sweep() {
        if (cancelled > SWEEP_FROM && cancelled > queue.size() / 2) {
            queue.removeIf(deadline -> deadline.action == null);
            cancelled = 0;
        }
    }
}
