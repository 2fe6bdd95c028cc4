package org.zmq.loom.internal.signal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.spi.Ticks;

/**
 * Where one particular thread waits: the writer of a connection for something to write, the reader for room.
 *
 * <p>Threading: {@link #prepare()}, {@link #cancel} and {@link #await} belong to the waiting thread, {@link #wake} to all others. The
 * waiter prepares, looks once more whether it has to wait, then awaits or cancels; a waker makes its news visible, a full fence,
 * then wakes. So either the waiter sees the news or the waker sees the waiter. While nobody waits, waking costs one plain read.
 *
 * <p>In place of a thread something may {@linkplain #prepare(Runnable) stand by} that is to be begun with the first news. {@link #wake} then
 * runs it, in the thread that wakes, which holds no side's lock; under one there is {@link #wakeThread}.
 */
public final class Parker {
    private static final VarHandle WAITER;

    static {
        try {
            WAITER = MethodHandles.lookup().findVarHandle(Parker.class, "waiter", Runnable.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("UnusedVariable") // through WAITER
    private @Nullable Runnable waiter; // a thread, which waits, or what is to be begun

    /** Announces that the calling thread is about to wait; a full fence follows. */
    public void prepare() {
        WAITER.setRelease(this, Thread.currentThread());
        Fence.full(); // behind a volatile store an acquiring load could still come first on some machines
    }

    /** Announces that nobody waits yet: the first waker begins this, in its own thread. A full fence follows. */
    public void prepare(Runnable beginning) {
        WAITER.setRelease(this, beginning);
        Fence.full();
    }

    /** Takes the announcement back. */
    public void cancel() {
        WAITER.setOpaque(this, null);
    }

    /**
     * Waits until woken or until the deadline. An interrupt ends the wait, too; the caller must find out.
     *
     * @param deadline a point in time of {@code ticks}
     */
    public void await(Ticks ticks, long deadline) {
        while (WAITER.getVolatile(this) != null) {
            if (Thread.currentThread().isInterrupted() || ticks.passed(deadline)) {
                cancel();
                return;
            }
            ticks.park(deadline);
        }
    }

    /** Wakes the waiter, if there is one. The caller has made a full fence since its news. */
    public void wake() {
        Runnable waiting = (Runnable) WAITER.getOpaque(this);
        if (waiting != null && WAITER.compareAndSet(this, waiting, null)) {
            if (waiting instanceof Thread thread) {
                LockSupport.unpark(thread);
            } else {
                waiting.run();
            }
        }
    }

    /**
     * As {@link #wake}, where nothing may be begun.
     *
     * @return whether nothing is to be begun; if not, {@link #wake} is still to be called, elsewhere
     */
    public boolean wakeThread() {
        Runnable waiting = (Runnable) WAITER.getOpaque(this);
        if (waiting instanceof Thread thread && WAITER.compareAndSet(this, waiting, null)) {
            LockSupport.unpark(thread);
        }
        return waiting == null || waiting instanceof Thread;
    }

    /** Whether somebody waits, is about to, or stands by; a hint for who can choose what to do meanwhile. */
    public boolean isAwaited() {
        return WAITER.getOpaque(this) != null;
    }
}
