package org.zmq.loom.internal.signal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Guards one side of a socket: a mutex that costs one compare-and-set to take and one exchange to give, and that is held for a few
 * instructions at a time.
 *
 * <p>Threading: any thread; not reentrant; nobody waits for anything else or does I/O while holding it. {@link #unlock} is a full
 * fence, and callers rely on it: what was published under the lock is visible before whoever unlocked looks whether the other end
 * is parked.
 */
public final class SideLock {
    /* The state is FREE, HELD, or CONTENDED: held, and somebody may be parked. A waiter always takes the lock as CONTENDED, because it
    cannot know whether it was the last; the cost is one look at an empty queue. A waiter is in the queue before it finds the lock
    taken, and leaves the lock CONTENDED when it does, so the holder that frees it will see the state and wake the first in the
    queue. A permit to a thread that has just got the lock in another way is spent by its next park, which checks again. */
    private static final int FREE = 0;
    private static final int HELD = 1;
    private static final int CONTENDED = 2;

    private static final int SPINS = 32;
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(SideLock.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("UnusedVariable") // through STATE
    private int state;

    private final ConcurrentLinkedQueue<Thread> waiters = new ConcurrentLinkedQueue<>();

    /** Takes the lock, waiting for it if need be. An interrupt neither ends the wait nor is lost. */
    public void lock() {
        if (!STATE.compareAndSet(this, FREE, HELD)) {
            await();
        }
    }

    /** Takes the lock if nobody holds it. */
    public boolean tryLock() {
        return STATE.compareAndSet(this, FREE, HELD);
    }

    /** Gives the lock up, and is a full fence. */
    public void unlock() {
        boolean contended = (int) STATE.getAndSet(this, FREE) == CONTENDED;
        Fence.behindExchange();
        if (contended) {
            Thread first = waiters.peek();
            if (first != null) {
                LockSupport.unpark(first);
            }
        }
    }

    private void await() {
        for (int i = 0; i < SPINS; i++) {
            Thread.onSpinWait();
            if ((int) STATE.getOpaque(this) == FREE && STATE.compareAndSet(this, FREE, HELD)) {
                return;
            }
        }
        Thread me = Thread.currentThread();
        boolean interrupted = false;
        waiters.add(me);
        while ((int) STATE.getAndSet(this, CONTENDED) != FREE) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        waiters.remove(me);
        if (interrupted) {
            me.interrupt();
        }
    }
}
