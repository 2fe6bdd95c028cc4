package org.zmq.loom.internal.link;

import org.jspecify.annotations.Nullable;
import org.zmq.loom.SocketEvent.Cause;
import org.zmq.loom.internal.scope.Deadlines;
import org.zmq.loom.internal.scope.Deadlines.Deadline;
import org.zmq.loom.internal.scope.Scope;
import org.zmq.loom.spi.Ticks;

/**
 * The end of one link: whether it is wanted, whether it is there, why, and when it comes at the latest.
 *
 * <p>A link goes on; it drains when this side wants it to end as soon as everything is sent; it is over when its
 * connection is closed, and that once and for ever. Both flags are set before reader and writer are woken, and only one
 * cause is kept: that of whoever came first.
 *
 * <p>Threading: any thread. The flags are read without the lock; closing and waking happen outside it.
 */
final class Ending {
    private final Deadlines deadlines;
    private final Runnable close; // closes the connection, then wakes reader and writer

    private volatile boolean draining;
    private volatile boolean over;

    // Guarded by this.
    private @Nullable Cause cause;
    private boolean cut; // by this side
    private boolean done; // nobody needs a deadline any more
    private @Nullable Deadline deadline;
    private long endsAt = Ticks.NEVER;

    /**
     * Of a link that goes on.
     *
     * @param close closes the connection and wakes whoever waits in the link
     */
    Ending(Deadlines deadlines, Runnable close) {
        this.deadlines = deadlines;
        this.close = close;
    }

    /** Whether the link is to end when everything is sent. */
    boolean isDraining() {
        return draining;
    }

    /** Whether the connection is closed. */
    boolean isOver() {
        return over;
    }

    /** From now on the link is to end when everything is sent. */
    void drain() {
        draining = true;
    }

    /**
     * Ends the link now, unless it has ended.
     *
     * @param why what the peer did; null if it is this side's wish
     */
    void cut(@Nullable Cause why) {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            cut = true;
            cause = why;
        }
        close.run();
    }

    /** The connection is closed, or is about to be: reader and writer go no further. */
    void over() {
        over = true;
    }

    /**
     * Ends the link then, if it is not to end sooner: who was told when it is over at the latest does not wait longer.
     */
    void at(long time, @Nullable Cause why) {
        try {
            synchronized (this) {
                if (!done && time < endsAt) {
                    cancel();
                    endsAt = time;
                    deadline = deadlines.at(time, () -> cut(why));
                }
            }
        } catch (Scope.Closed e) {
            cut(why); // the context ends, and nobody watches deadlines any more
        }
    }

    private void cancel() {
        if (deadline != null) {
            deadline.cancel();
            deadline = null;
        }
    }

    /** The link has ended: no deadline keeps it. */
    synchronized void done() {
        done = true;
        cancel();
    }

    /** Why this side has cut the link; null if it has not, or by its own wish. */
    synchronized @Nullable Cause cause() {
        return cause;
    }

    /** Whether this side has cut the link because it wanted to. */
    synchronized boolean isWish() {
        return cut && cause == null;
    }
}
