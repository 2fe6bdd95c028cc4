package org.zmq.loom;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import org.zmq.loom.spi.Ticks;

/**
 * Things to do again and again, for a thread that waits for something else meanwhile: it asks how long it may wait, and then does what is due.
 *
 * {@snippet :
 * var timers = new Timers();
 * timers.add(Duration.ofSeconds(1), timer -> socket.send("still here"));
 * while (true) {
 *     for (var ready : poller.poll(timers.timeout())) {
 *         serve(ready);
 *     }
 *     timers.execute();
 * }
 * }
 *
 * <p>A timer is due for the first time when its interval has passed, and again an interval after it was served: what is served late is not
 * made up for. A program that has a thread to spare needs none of this: a virtual thread that sleeps in a loop is a timer, too.
 *
 * <p>Threading: any thread; handlers run in the thread that calls {@link #execute}, which holds no lock, and may do all that can be done to timers. A
 * timer that two threads find due at the same time is served by one of them.
 *
 * <p>Errors: what a handler throws, {@link #execute} throws; what is due and was not served is still due.
 *
 * <p>Source: zmq_timers(3).
 */
public final class Timers {
    /** What to do when a timer is due. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Does it.
         *
         * @param timer the timer that is due, which may be changed
         * @throws InterruptedException if the thread was interrupted, for example while it sent something
         */
        void run(Timer timer) throws InterruptedException;
    }

    /** One of the timers. */
    public final class Timer {
        private final Handler handler;

        // Guarded by the timers. A timer that is in the set is never changed.
        private long intervalNanos;
        private long due;
        private long turn;
        private boolean cancelled;

        private Timer(Handler handler, long intervalNanos) {
            this.handler = handler;
            this.intervalNanos = intervalNanos;
        }

        /**
         * Ends the timer: its handler is not called any more. One that is running goes on.
         *
         * @return false if it was cancelled before
         */
        public boolean cancel() {
            synchronized (armed) {
                boolean first = !cancelled;
                cancelled = true;
                armed.remove(this);
                return first;
            }
        }

        /**
         * Changes the interval, and begins it now.
         *
         * @param interval zero or more
         * @throws ZmqArgumentException if the interval is negative
         * @throws ZmqStateException if the timer was cancelled
         */
        public void setInterval(Duration interval) {
            long nanos = nanos(interval);
            synchronized (armed) {
                checkActive();
                intervalNanos = nanos;
                arm(this, ticks.nanos());
            }
        }

        /**
         * Begins the interval anew.
         *
         * @throws ZmqStateException if the timer was cancelled
         */
        public void reset() {
            synchronized (armed) {
                checkActive();
                arm(this, ticks.nanos());
            }
        }

        private void checkActive() {
            if (cancelled) {
                throw new ZmqStateException("the timer was cancelled; add another");
            }
        }

        private boolean isDue(long now) {
            return due != Ticks.NEVER && due - now <= 0;
        }
    }

    private final Ticks ticks;

    // All timers that are not cancelled, the next one first. Guards itself, and what follows.
    private final NavigableSet<Timer> armed = new TreeSet<>(Timers::byDue);
    private long turns;

    /** No timers yet, which go by the machine's clock. */
    public Timers() {
        this(Ticks.system());
    }

    /**
     * No timers yet.
     *
     * @param ticks the clock
     */
    public Timers(Ticks ticks) {
        this.ticks = ticks;
    }

    /** Those that are due at the same time are served in the order in which they were set. */
    private static int byDue(Timer one, Timer other) {
        if (one.due == other.due) {
            return Long.compare(one.turn, other.turn);
        }
        if (one.due == Ticks.NEVER || other.due == Ticks.NEVER) {
            return one.due == Ticks.NEVER ? 1 : -1;
        }
        return Long.signum(one.due - other.due); // the clock may begin anywhere, and overflow
    }

    /**
     * Adds a timer, whose first interval begins now.
     *
     * @param interval how long it is from one time to the next; zero is due whenever somebody looks
     * @param handler what to do
     * @return the timer
     * @throws ZmqArgumentException if the interval is negative
     */
    public Timer add(Duration interval, Handler handler) {
        Timer timer = new Timer(Objects.requireNonNull(handler, "handler"), nanos(interval));
        synchronized (armed) {
            arm(timer, ticks.nanos());
        }
        return timer;
    }

    private static long nanos(Duration interval) {
        if (interval.isNegative()) {
            throw new ZmqArgumentException("an interval of " + interval + "; it takes zero or more");
        }
        try {
            return interval.toNanos();
        } catch (ArithmeticException e) {
            return Ticks.NEVER;
        }
    }

    private void arm(Timer timer, long now) {
        armed.remove(timer);
        timer.due = timer.intervalNanos > Ticks.NEVER / 2 ? Ticks.NEVER : now + timer.intervalNanos;
        timer.turn = ++turns; // a timer that was never set has turn 0, which none in the set has
        armed.add(timer);
    }

    /**
     * How long it is until a timer is due.
     *
     * @return zero if one is due, {@link ZmqOption#FOREVER} if there is none
     */
    public Duration timeout() {
        synchronized (armed) {
            if (armed.isEmpty() || armed.first().due == Ticks.NEVER) {
                return ZmqOption.FOREVER;
            }
            return Duration.ofNanos(Math.max(0, armed.first().due - ticks.nanos()));
        }
    }

    /**
     * Serves each timer that is due now, once, the one that has waited longest first.
     *
     * @return how many there were
     * @throws InterruptedException if a handler was interrupted
     */
    public int execute() throws InterruptedException {
        long now = ticks.nanos();
        int served = 0;
        for (Timer timer : due(now)) {
            if (claim(timer, now)) {
                served++;
                timer.handler.run(timer);
            }
        }
        return served;
    }

    private List<Timer> due(long now) {
        List<Timer> due = new ArrayList<>();
        synchronized (armed) {
            for (Timer timer : armed) {
                if (!timer.isDue(now)) {
                    break;
                }
                due.add(timer);
            }
        }
        return due;
    }

    /** Sets the timer again; false if it is not due any more, because of a handler or another thread. */
    private boolean claim(Timer timer, long now) {
        synchronized (armed) {
            if (timer.cancelled || !timer.isDue(now)) {
                return false;
            }
            arm(timer, now);
            return true;
        }
    }
}
