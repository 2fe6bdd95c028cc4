package org.zmq.loom.internal.pipe;

import org.jspecify.annotations.Nullable;
import org.zmq.loom.internal.ring.Padded;
import org.zmq.loom.internal.ring.ReadyList;
import org.zmq.loom.internal.signal.Fence;
import org.zmq.loom.internal.signal.SideLock;
import org.zmq.loom.internal.signal.Signal;
import org.zmq.loom.internal.signal.Woken;

/**
 * One side of a socket, sending or receiving: its lock, the pipes that have become ready for it, and who waits for that.
 *
 * <p>Threading: the lock guards the pattern's half of this side and the socket's end of its pipes. Pipes are announced by any
 * thread and admitted by whoever holds the lock.
 */
public final class Side extends Padded {
    private final SideLock lock;
    private final ReadyList<Pipe> ready = new ReadyList<>();
    private final Signal signal = new Signal();
    private final boolean addressed;

    private final LastRead last = new LastRead();

    /** Under the lock. It is written for every message, so it lies apart from what those see who announce pipes. */
    private static final class LastRead extends Padded {
        private @Nullable Pipe pipe;
        private boolean now; // since the lock was taken
    }

    /** A side with this lock, which the other side may share, where one pipe is as good as another. */
    public Side(SideLock lock) {
        this(lock, false);
    }

    private Side(SideLock lock, boolean addressed) {
        this.lock = lock;
        this.addressed = addressed;
    }

    /** A sending side where those who wait may wait for different pipes. */
    public static Side addressed(SideLock lock) {
        return new Side(lock, true);
    }

    /** Guards this side. */
    public SideLock lock() {
        return lock;
    }

    /** The pipes that were announced and not yet admitted. */
    public ReadyList<Pipe> ready() {
        return ready;
    }

    /** Who waits for this side to be ready. */
    public Signal signal() {
        return signal;
    }

    /** Under the lock: a message was taken from the pipe. */
    void read(Pipe pipe) {
        Pipe before = last.pipe;
        if (before != pipe) {
            if (before != null && last.now) {
                Fence.full();
                before.giveCredit();
            }
            last.pipe = pipe;
        }
        last.now = true;
    }

    /**
     * Gives the lock up after reading. A peer that ran out of room announces that and looks once more; this side has taken something, and
     * looks once more whether that is announced, behind the fence that unlocking is.
     */
    public void unlockRead() {
        Pipe pipe = last.now ? last.pipe : null;
        last.now = false;
        lock.unlock();
        if (pipe != null) {
            pipe.giveCredit();
        }
    }

    /** Under the lock: nothing more is taken from the pipe, and its peer waits for nothing. */
    void forget(Pipe pipe) {
        if (last.pipe == pipe) {
            last.pipe = null;
            last.now = false;
        }
    }

    /** As {@link #announce}, of a pipe that has room. */
    void announceWritable(ReadyList.Entry<Pipe> pipe) {
        ready.add(pipe);
        raise();
    }

    /** Wakes who waits to send; everybody, if the first of them may wait for another pipe than the one that has changed. */
    public void raise() {
        if (addressed) {
            signal.raiseAll();
        } else {
            signal.raise();
        }
    }

    /** Makes a pipe known to this side, and wakes who waits. The caller has made a full fence since the pipe became ready. */
    Woken announce(ReadyList.Entry<Pipe> pipe) {
        ready.add(pipe);
        return signal.raise();
    }
}
