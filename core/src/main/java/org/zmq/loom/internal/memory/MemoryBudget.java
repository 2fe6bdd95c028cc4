package org.zmq.loom.internal.memory;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.internal.signal.Fence;
import org.zmq.loom.internal.signal.Parker;

/**
 * The memory of one context: what the rings, the messages in progress, the subscriptions and the properties of its
 * connections may take together.
 *
 * <p>Shape: one sum, and an account for each peer with what of it cannot be held back.
 *
 * <pre>
 *   0                    1/2          3/4                  limit
 *   |   whole messages    |  fair shares |                   |
 *   |                                    |  what cannot be held back
 * </pre>
 *
 * <p>Whole messages are counted and never refused: beyond half the budget is {@linkplain #isTight tight}, and who has
 * more than a fair share of a quarter is to stop. So a peer that holds little goes on, whatever the others hold. What
 * cannot be held back is {@linkplain MemoryAccount#take taken} before it is allocated. If it does not fit, and is more
 * than a fair share, too, it waits for whole messages to go, as long as all accounts together hold less than a quarter;
 * beyond that the largest account is {@linkplain Holder#evict evicted}. All shares together are a quarter, so the limit
 * is passed by no more than that, and by one message for each queue.
 *
 * <p>Threading: any thread, without a lock but for the choice of whom to evict. Units: bytes.
 */
public final class MemoryBudget {
    /** Somebody who can be made to give back all that an account holds. */
    @FunctionalInterface
    public interface Holder {
        /** Ends what holds the memory; may be called by any thread that holds no lock. */
        void evict(String reason);
    }

    private final long limit;
    private final AtomicLong used = new AtomicLong();
    private final AtomicLong unstoppable = new AtomicLong(); // of that, in accounts
    private final AtomicInteger holders = new AtomicInteger();
    private final Set<MemoryAccount> accounts = ConcurrentHashMap.newKeySet();
    private final Set<Parker> waiting = ConcurrentHashMap.newKeySet();

    /** A budget of so many bytes. */
    public MemoryBudget(long limit) {
        this.limit = limit;
    }

    /** How many bytes all may hold together. */
    public long limit() {
        return limit;
    }

    /** How many bytes they hold. */
    public long used() {
        return used.get();
    }

    /** The most that one queue should hold, whatever its options say. */
    public long mostOfOne() {
        return limit / 4;
    }

    // ---- what can be held back ----

    /** So many bytes of whole messages are held, too. */
    public void add(long bytes) {
        used.addAndGet(bytes);
    }

    /** So many bytes are held no more. */
    public void subtract(long bytes) {
        if (used.addAndGet(-bytes) < limit - limit / 8) { // a full fence, behind which those are seen who wait
            wakeAll();
        }
    }

    private void wakeAll() {
        if (!waiting.isEmpty()) {
            for (Parker parker : waiting) {
                parker.wake();
            }
        }
    }

    /** Whether memory is short. */
    public boolean isTight() {
        return used.get() > limit / 2;
    }

    /**
     * Whether somebody who holds so many bytes of whole messages is to stop, because memory is short and others have
     * less.
     */
    public boolean isTightFor(long held) {
        return isTight() && held > fairShare();
    }

    private long fairShare() {
        return limit / 4 / Math.max(1, holders.get());
    }

    // ---- what cannot ----

    /** An account of somebody new, which counts from its {@linkplain MemoryAccount#open opening} to its closing. */
    public MemoryAccount account(Holder holder) {
        return new MemoryAccount(this, holder);
    }

    void open(MemoryAccount account) {
        accounts.add(account);
        holders.incrementAndGet();
    }

    void close(MemoryAccount account, long held) {
        accounts.remove(account);
        holders.decrementAndGet();
        give(held);
        wakeAll();
    }

    boolean take(long bytes, long held) {
        if (used.addAndGet(bytes) > limit && held + bytes > fairShare()) {
            subtract(bytes);
            return false;
        }
        unstoppable.addAndGet(bytes);
        return true;
    }

    boolean fits(long bytes, long held) {
        return used.get() + bytes <= limit || held + bytes <= fairShare();
    }

    void takeAnyway(long bytes) {
        unstoppable.addAndGet(bytes);
        if (bytes < 0) {
            subtract(-bytes);
        } else {
            used.addAndGet(bytes);
        }
    }

    void give(long bytes) {
        unstoppable.addAndGet(-bytes);
        subtract(bytes);
    }

    /** From now on until {@link #stopsWaiting} this is woken when something is given back. A full fence follows. */
    void waits(Parker parker) {
        waiting.add(parker);
        Fence.full();
    }

    void stopsWaiting(Parker parker) {
        waiting.remove(parker);
    }

    /**
     * If more was taken than fits: evicts the largest holder, should waiting for whole messages to go not help. Not
     * under a lock.
     */
    public void settle() {
        if (used.get() > limit) {
            MemoryAccount largest = largest(null, 0);
            if (largest != null) {
                largest.evict();
            }
        }
    }

    /**
     * Somebody cannot have so many bytes more. Evicts the largest holder if waiting for whole messages to go would not
     * help.
     *
     * @return whether it is the one that asks that has to go
     */
    boolean makeRoom(MemoryAccount asking, long bytes) {
        MemoryAccount largest = largest(asking, bytes);
        if (largest == null) {
            return false;
        }
        if (largest == asking) {
            return true;
        }
        largest.evict();
        return false;
    }

    private @Nullable MemoryAccount largest(@Nullable MemoryAccount asking, long bytes) {
        synchronized (accounts) {
            if (unstoppable.get() + bytes <= limit / 4) {
                return null;
            }
            MemoryAccount largest = asking;
            long most = asking == null ? 0 : asking.held() + bytes;
            for (MemoryAccount account : accounts) {
                if (account.isEvicted()) {
                    return null; // what it holds is about to come back
                }
                if (account.held() > most) {
                    most = account.held();
                    largest = account;
                }
            }
            if (largest != null) {
                largest.beginEviction();
            }
            return largest;
        }
    }
}
