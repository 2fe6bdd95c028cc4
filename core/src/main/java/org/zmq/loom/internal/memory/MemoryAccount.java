package org.zmq.loom.internal.memory;

import org.zmq.loom.internal.signal.Parker;

/**
 * What one peer holds of the memory of a context and cannot be held back.
 *
 * <p>Threading: any thread. Units: bytes.
 */
public final class MemoryAccount {
    private final MemoryBudget budget;
    private final MemoryBudget.Holder holder;
    private volatile boolean evicted;

    // Guarded by this.
    private long held;
    private boolean open;

    MemoryAccount(MemoryBudget budget, MemoryBudget.Holder holder) {
        this.budget = budget;
        this.holder = holder;
    }

    /** From now on it counts, and is one of those that share; once. */
    public synchronized void open() {
        open = true;
        budget.open(this);
    }

    /** How many bytes it holds. */
    public synchronized long held() {
        return held;
    }

    /**
     * Takes so many bytes more, before they are allocated; false if they do not fit, and nothing is taken. An account
     * that is not open does not count.
     */
    public synchronized boolean take(long bytes) {
        if (!open) {
            return true;
        }
        if (!budget.take(bytes, held)) {
            return false;
        }
        held += bytes;
        return true;
    }

    /**
     * Takes so many bytes more, whether they fit or not; or gives bytes back, if they are below zero.
     * {@link MemoryBudget#settle} is due.
     */
    public synchronized void takeAnyway(long bytes) {
        if (open) {
            long more = Math.max(bytes, -held);
            budget.takeAnyway(more);
            held += more;
        }
    }

    /** Gives so many bytes back. */
    public synchronized void give(long bytes) {
        if (open) {
            long back = Math.min(bytes, held);
            held -= back;
            budget.give(back);
        }
    }

    /** Gives everything back, for ever. */
    public synchronized void close() {
        if (open) {
            open = false;
            budget.close(this, held);
            held = 0;
        }
    }

    /** Whether so many bytes more would fit now. */
    public boolean fits(long bytes) {
        return budget.fits(bytes, held());
    }

    /**
     * What did not fit may fit when others give something back: evicts the largest holder if that is needed. Not under
     * a lock.
     *
     * @return whether it is this account that has to go, and so will not be evicted but ends by itself
     */
    public boolean makeRoom(long bytes) {
        return budget.makeRoom(this, bytes);
    }

    /** From now on this is woken when anybody gives something back; a full fence follows. */
    public void waits(Parker parker) {
        budget.waits(parker);
    }

    /** Nobody waits any more. */
    public void stopsWaiting(Parker parker) {
        budget.stopsWaiting(parker);
    }

    /** Why a peer has to go. */
    public String complaint() {
        return "the " + budget.limit()
                + " bytes that all connections of the context may hold are used up (Context.Builder.memory), and this peer"
                + " has the most that cannot be held back: " + held()
                + " bytes for messages that have not come whole, subscriptions and properties";
    }

    boolean isEvicted() {
        return evicted;
    }

    void beginEviction() {
        evicted = true;
    }

    void evict() {
        holder.evict(complaint());
    }
}
