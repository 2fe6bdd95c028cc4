package org.zmq.loom.internal.signal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.spi.Ticks;

/**
 * The readiness of one side of a socket: who waits for it, and who is told when it may have come.
 *
 * <p>There are two kinds of waiting. A thread in a blocking call {@linkplain #enter enters}, looks once more, and awaits its
 * {@link Waiter}. A poller {@linkplain #arm arms} a {@link Listener}, looks once more, and waits elsewhere. {@link #raise} tells
 * every armed listener and one thread.
 *
 * <p>Threading: any thread. Readiness is a hint: whoever is told looks for itself. Whoever makes the side ready makes a full fence,
 * then raises; whoever waits is registered, which is a full fence, before the last look. So the waiter sees the news or the raiser
 * sees the waiter. While nobody waits, raising costs one volatile read.
 *
 * <p>One thread is told, not all. So that no news is left to a thread that does not want it any more, a thread that was told must
 * either find the side not ready, or pass the news on: by {@link #raise} if it took something and left something, by
 * {@link #exit} in every other case.
 */
public final class Signal {
    private static final VarHandle WAITING;

    static {
        try {
            WAITING = MethodHandles.lookup().findVarHandle(Signal.class, "waiting", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** A thread in a blocking call. */
    public static final class Waiter {
        private final Thread thread = Thread.currentThread();

        // Written under the signal's lock, read without.
        private volatile boolean told;

        // Guarded by the signal's lock.
        private boolean queued;
        private @Nullable Waiter before;
        private @Nullable Waiter behind;

        private Waiter() {}

        /**
         * Waits until told, interrupted, or the deadline has come; the caller finds out which.
         *
         * @param deadline a point in time of {@code ticks}
         */
        public void await(Ticks ticks, long deadline) {
            while (!told && !thread.isInterrupted() && !ticks.passed(deadline)) {
                ticks.park(deadline);
            }
        }
    }

    /** What a waiting thread does again and again. */
    @FunctionalInterface
    public interface Attempt<T> {
        /** Does it; null if it must be waited for. */
        @Nullable
        T make();
    }

    /** Something that waits for several signals at once. */
    public abstract static class Listener {
        // Guarded by the signal's lock.
        private boolean armed;

        /** A listener that is not armed. */
        protected Listener() {}

        /** Told once after each arming, by any thread. Must not block. */
        protected abstract void raised();
    }

    private final ReentrantLock lock = new ReentrantLock();

    /* The number of queued waiters and armed listeners; changed under the lock, read without. */
    @SuppressWarnings("UnusedVariable") // through WAITING
    private int waiting;

    // Guarded by the lock.
    private @Nullable Waiter first;
    private @Nullable Waiter last;
    private final List<Listener> listeners = new ArrayList<>(0);

    /** Whether raising would tell anybody. */
    public boolean isAwaited() {
        return (int) WAITING.getVolatile(this) != 0;
    }

    /** Tells every armed listener, and the thread that has waited longest. The caller has made a full fence since its news. */
    public Woken raise() {
        return isAwaited() ? tell() : Woken.NOBODY;
    }

    /** Tells everybody. */
    public void raiseAll() {
        // Only those that wait now, and they are told first; somebody who keeps coming back is not told for ever.
        for (int left = (int) WAITING.getVolatile(this); left > 0; left--) {
            tell();
        }
    }

    private Woken tell() {
        Thread woken = null;
        List<Listener> raised = List.of();
        lock.lock();
        try {
            if (!listeners.isEmpty()) {
                raised = disarm();
            }
            Waiter waiter = first;
            if (waiter != null) {
                unlink(waiter);
                waiter.told = true; // now: the waiter may enter again at any time, and must not be told of this then
                woken = waiter.thread;
            }
        } finally {
            lock.unlock();
        }
        for (int i = 0; i < raised.size(); i++) {
            raised.get(i).raised();
        }
        if (woken == null) {
            return raised.isEmpty() ? Woken.NOBODY : Woken.VIRTUAL;
        }
        LockSupport.unpark(woken);
        return Woken.of(woken);
    }

    /** Under the lock: those that were armed. */
    private List<Listener> disarm() {
        List<Listener> armed = new ArrayList<>(listeners.size());
        for (int i = 0; i < listeners.size(); i++) {
            Listener listener = listeners.get(i);
            if (listener.armed) {
                listener.armed = false;
                count(-1);
                armed.add(listener);
            }
        }
        return armed;
    }

    // ---- threads ----

    /** The calling thread is about to wait; a full fence follows. Every waiter must {@link #exit}. */
    public Waiter enter() {
        Waiter waiter = new Waiter();
        enter(waiter);
        return waiter;
    }

    /** The calling thread was told, found nothing, and is about to wait again; a full fence follows. */
    public void enter(Waiter waiter) {
        lock.lock();
        try {
            if (waiter.queued) {
                return;
            }
            waiter.told = false;
            waiter.queued = true;
            waiter.before = last;
            if (last == null) {
                first = waiter;
            } else {
                last.behind = waiter;
            }
            last = waiter;
            count(1);
        } finally {
            lock.unlock();
        }
        Fence.full();
    }

    /**
     * The calling thread waits no more.
     *
     * @param satisfied whether it took what it waited for; if not, and it was told, somebody else is told instead
     */
    public void exit(Waiter waiter, boolean satisfied) {
        if (!waiter.told) { // who was told is not queued, and only itself enters again
            lock.lock();
            try {
                if (waiter.queued) {
                    unlink(waiter);
                    return;
                }
            } finally {
                lock.unlock();
            }
        }
        if (!satisfied) {
            raise();
        }
    }

    /**
     * Tries until that succeeds, and waits in between.
     *
     * @param deadline a point in time of {@code ticks}
     * @param who the socket, for the text of the interrupt
     * @param what it waits for
     * @return what the last attempt returned; null if the deadline came first
     */
    public <T> @Nullable T until(Attempt<T> attempt, Ticks ticks, long deadline, String who, String what)
            throws InterruptedException {
        Waiter waiter = enter();
        T made = null;
        boolean refused = false;
        try {
            made = attempt.make();
            while (made == null) {
                if (Thread.interrupted()) {
                    throw new InterruptedException(who + " was interrupted while it waited " + what);
                }
                if (ticks.passed(deadline)) {
                    return null;
                }
                waiter.await(ticks, deadline);
                made = attempt.make();
                if (made == null) {
                    enter(waiter);
                    made = attempt.make();
                }
            }
            return made;
        } catch (RuntimeException e) {
            refused = true;
            throw e;
        } finally {
            exit(waiter, made != null);
            if (made != null || refused) {
                raise(); // there may be more for the next, or it is nobody's turn any more
            }
        }
    }

    private void unlink(Waiter waiter) {
        if (waiter.before == null) {
            first = waiter.behind;
        } else {
            waiter.before.behind = waiter.behind;
        }
        if (waiter.behind == null) {
            last = waiter.before;
        } else {
            waiter.behind.before = waiter.before;
        }
        waiter.before = null;
        waiter.behind = null;
        waiter.queued = false;
        count(-1);
    }

    // ---- listeners ----

    /** Adds a listener, not armed. */
    public void add(Listener listener) {
        lock.lock();
        try {
            listeners.add(listener);
        } finally {
            lock.unlock();
        }
    }

    /** Takes a listener away; it may still be told once, by a thread that is at it. */
    public void remove(Listener listener) {
        lock.lock();
        try {
            if (listeners.remove(listener) && listener.armed) {
                listener.armed = false;
                count(-1);
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many listeners there are, armed or not. */
    public int listeners() {
        lock.lock();
        try {
            return listeners.size();
        } finally {
            lock.unlock();
        }
    }

    /** The listener is to be told of the next news; a full fence follows. */
    public void arm(Listener listener) {
        lock.lock();
        try {
            if (!listener.armed && listeners.contains(listener)) {
                listener.armed = true;
                count(1);
            }
        } finally {
            lock.unlock();
        }
        Fence.full();
    }

    private void count(int change) {
        WAITING.setVolatile(this, (int) WAITING.get(this) + change);
    }
}
