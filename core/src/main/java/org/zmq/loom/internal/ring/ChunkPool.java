package org.zmq.loom.internal.ring;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.zmq.loom.internal.memory.MemoryBudget;

/**
 * The byte arrays of one context's frame rings, kept for the next ring that needs one.
 *
 * <p>Sizes are powers of two from {@link #SMALLEST} to {@link #LARGEST}; a larger need is met by an array of its own, which
 * is left to the garbage collector. While memory is short, rings get the smallest size that does,
 * so that many slow connections share what one fast one would take. What is kept for the next ring does not count in
 * the budget, and is an eighth of it at most; so are the bodies of the {@link BodyPool}.
 *
 * <p>Threading: any thread; the lock is held for a few instructions, once per chunk and never per message.
 */
public final class ChunkPool extends Chunks {
    /** The first array of a ring, in bytes. */
    public static final int SMALLEST = 2 << 10;
    /** The largest array that is pooled, in bytes. */
    public static final int LARGEST = 64 << 10;

    private static final int SIZES = Integer.numberOfTrailingZeros(LARGEST / SMALLEST) + 1;

    private final ReentrantLock lock = new ReentrantLock();
    private final MemoryBudget budget;
    private final long mostSpareBytes;
    private final AtomicLong usedBytes = new AtomicLong();
    private final AtomicLong usedChunks = new AtomicLong();

    private final BodyPool bodies;

    // Guarded by the lock.
    private final ArrayDeque<byte[]>[] spare;
    private long spareBytes;

    /** A pool whose rings grow freely as long as the budget has something left. */
    public ChunkPool(MemoryBudget budget) {
        this.budget = budget;
        mostSpareBytes = Math.min(budget.limit() / 8, 16 << 20);
        bodies = new BodyPool(Math.min(budget.limit() / 8, 16 << 20));
        @SuppressWarnings({"unchecked", "rawtypes"}) // arrays of generic type cannot be made otherwise
        ArrayDeque<byte[]>[] queues = new ArrayDeque[SIZES];
        for (int i = 0; i < SIZES; i++) {
            queues[i] = new ArrayDeque<>();
        }
        spare = queues;
    }

    /** As {@link Chunks#take}: of about {@code wished} bytes if the budget allows. */
    @Override
    byte[] take(int needed, int wished) {
        int target = budget.isTight() ? needed : Math.max(needed, wished);
        byte[] taken = null;
        if (target <= LARGEST) {
            int size = sizeClass(target);
            lock.lock();
            try {
                taken = spare[size].pollLast();
                if (taken != null) {
                    spareBytes -= taken.length;
                }
            } finally {
                lock.unlock();
            }
            if (taken == null) {
                taken = new byte[SMALLEST << size];
            }
        } else {
            taken = new byte[target];
        }
        budget.add(taken.length);
        usedBytes.addAndGet(taken.length);
        usedChunks.incrementAndGet();
        return taken;
    }

    @Override
    void give(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        budget.subtract(bytes.length);
        usedBytes.addAndGet(-bytes.length);
        usedChunks.decrementAndGet();
        if (bytes.length > LARGEST) {
            return;
        }
        lock.lock();
        try {
            if (spareBytes + bytes.length <= mostSpareBytes) {
                spareBytes += bytes.length;
                spare[sizeClass(bytes.length)].addLast(bytes);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    BodyPool bodies() {
        return bodies;
    }

    @Override
    void holdBodies(long bytes) {
        if (bytes >= 0) {
            budget.add(bytes);
        } else {
            budget.subtract(-bytes);
        }
    }

    @Override
    boolean isTightFor(long held) {
        return budget.isTightFor(held);
    }

    private static int sizeClass(int bytes) {
        return bytes <= SMALLEST ? 0 : 32 - Integer.numberOfLeadingZeros((bytes - 1) / SMALLEST);
    }

    /** How many arrays are with rings now; 0 when all rings are drained or gone. */
    public long usedChunks() {
        return usedChunks.get();
    }

    /** How many bytes those arrays have. */
    public long usedBytes() {
        return usedBytes.get();
    }
}
