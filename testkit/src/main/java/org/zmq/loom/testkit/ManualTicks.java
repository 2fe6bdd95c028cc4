package org.zmq.loom.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.zmq.loom.spi.Ticks;

/**
 * A clock that moves only when it is told to: a test of a day of heartbeats takes no time.
 *
 * {@snippet :
 * var ticks = new ManualTicks();
 * Context context = loom.context(builder -> builder.ticks(ticks));
 * // ... something that waits ...
 * ticks.awaitParked(1);                       // it really waits on this clock
 * ticks.advance(Duration.ofSeconds(30));      // and now its time has come
 * }
 *
 * <p>Before time is moved, a test makes sure that whoever is to notice is parked here, or it would find the new time later and call that now:
 * {@link #awaitParked} and {@link #awaitDeadline} wait for that. Threads that are parked here without a deadline do not count.
 *
 * <p>Time begins below zero and soon crosses it, so that code which takes zero or less for "no time" shows itself.
 *
 * <p>Threading: any thread.
 */
public final class ManualTicks implements Ticks {
    private static final long ORIGIN = -TimeUnit.SECONDS.toNanos(1);

    /** A thread that is parked here; forgotten when its time has come, even before it runs. */
    private record Parked(Thread thread, long deadline) {}

    /* A monitor, because waiting for a lock of java.util.concurrent parks, and so swallows the unpark that was meant for whoever is about to
    park here. */
    private final Object lock = new Object();

    // Guarded by the lock.
    private final List<Parked> parked = new ArrayList<>();
    private volatile long now = ORIGIN;

    /** A clock that stands still. */
    public ManualTicks() {}

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public void park(long deadline) {
        Parked self = new Parked(Thread.currentThread(), deadline);
        synchronized (lock) {
            if (passed(deadline)) {
                return;
            }
            parked.add(self);
            lock.notifyAll();
        }
        LockSupport.park(this);
        synchronized (lock) {
            parked.removeIf(other -> other == self);
        }
    }

    /**
     * Moves the time, and wakes the threads whose deadlines have come. Does not wait for what they do then.
     *
     * @param time how far, at least zero
     */
    @SuppressWarnings("NonAtomicVolatileUpdate") // changed under the lock, read without
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time does not go back, not by " + time.negated() + " either");
        }
        List<Parked> due = new ArrayList<>();
        synchronized (lock) {
            now += time.toNanos();
            for (Parked one : parked) {
                if (passed(one.deadline)) {
                    due.add(one);
                }
            }
            parked.removeAll(due);
        }
        due.forEach(one -> LockSupport.unpark(one.thread));
    }

    /**
     * Waits until threads are parked until some deadline.
     *
     * @param count how many at least
     * @throws AssertionError if there are fewer and remain so
     * @throws InterruptedException if the calling thread was interrupted
     */
    public void awaitParked(int count) throws InterruptedException {
        await(count, Ticks.NEVER, count + " threads with a deadline");
    }

    /**
     * Waits until a thread is parked until a point in time that is at most so far away.
     *
     * @param within how far from now
     * @throws AssertionError if there is none and comes none
     * @throws InterruptedException if the calling thread was interrupted
     */
    public void awaitDeadline(Duration within) throws InterruptedException {
        await(1, after(within.toNanos()), "a thread with a deadline within " + within);
    }

    private void await(int count, long latest, String what) throws InterruptedException {
        long end = Patience.deadline();
        synchronized (lock) {
            while (countUntil(latest) < count) {
                if (Patience.left(end) <= 0) {
                    throw Patience.over(what + "; there are " + describe());
                }
                TimeUnit.NANOSECONDS.timedWait(lock, Patience.left(end));
            }
        }
    }

    private int countUntil(long latest) {
        int count = 0;
        for (Parked one : parked) {
            if (one.deadline != NEVER && one.deadline <= latest) {
                count++;
            }
        }
        return count;
    }

    private List<String> describe() {
        return parked.stream()
                .map(one -> one.thread.getName()
                        + (one.deadline == NEVER ? " for ever" : " for " + Duration.ofNanos(one.deadline - now)))
                .toList();
    }

    /** The threads that are parked here, and until when. */
    @Override
    public String toString() {
        synchronized (lock) {
            return "time " + Duration.ofNanos(now - ORIGIN) + ", parked " + describe();
        }
    }
}
