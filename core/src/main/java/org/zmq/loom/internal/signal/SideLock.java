package org.zmq.loom.internal.signal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.internal.HeldLocks;

/**
 * Guards one side of a socket: a mutex that costs one compare-and-set to take and one exchange to give, and that is held for a few
 * instructions at a time. What is not done in a few instructions, or is not the kernel's code, is put off
 * {@linkplain #later until behind the lock}.
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

    // Guarded by this lock; null most of the time.
    private @Nullable List<Runnable> later;

    /** Takes the lock, waiting for it if need be. An interrupt neither ends the wait nor is lost. */
    public void lock() {
        if (!STATE.compareAndSet(this, FREE, HELD)) {
            await();
        }
        assert HeldLocks.taken();
    }

    /**
     * Takes the lock behind those who wait for it by now. For whoever has just given it up and goes on with the same
     * work: who waits is awake only some time after that, and would find the lock taken again and again.
     */
    public void lockInTurn() {
        if (waiters.isEmpty()) {
            lock();
        } else {
            queue(true);
            assert HeldLocks.taken();
        }
    }

    /** Takes the lock if nobody holds it. */
    public boolean tryLock() {
        boolean taken = STATE.compareAndSet(this, FREE, HELD);
        assert !taken || HeldLocks.taken();
        return taken;
    }

    /**
     * Under the lock: whoever gives it up does this then, behind the fence. Who holds the locks of both sides of a
     * socket gives the send lock up last, and leaves such things to that.
     */
    public void later(Runnable task) {
        List<Runnable> tasks = later;
        if (tasks == null) {
            tasks = new ArrayList<>(1);
            later = tasks;
        }
        tasks.add(task);
    }

    /** Gives the lock up, and is a full fence; then does what was put off. */
    public void unlock() {
        List<Runnable> due = later;
        if (due != null) {
            later = null;
        }
        release();
        if (due != null) {
            due.forEach(Runnable::run);
        }
    }

    private void release() {
        assert HeldLocks.given() : "the lock is somebody else's";
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
        queue(false);
    }

    /* Who waits for its turn leaves the lock alone until it is the first in the queue. The one before it takes the lock as CONTENDED and
    is out of the queue when it frees it, and so wakes the next. */
    private void queue(boolean inTurn) {
        Thread me = Thread.currentThread();
        boolean interrupted = false;
        waiters.add(me);
        while ((inTurn && waiters.peek() != me) || (int) STATE.getAndSet(this, CONTENDED) != FREE) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        waiters.remove(me);
        if (interrupted) {
            me.interrupt();
        }
    }
}
