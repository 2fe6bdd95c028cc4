package org.zmq.loom.internal.ring;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The large bodies of a message that goes to many peers: their memory counts once, from the first ring that has one
 * until no ring has any.
 *
 * <p>Threading: any thread. All rings are of one context.
 */
public final class Share {
    private final long bytes;
    private final AtomicInteger holders = new AtomicInteger();

    /** Of bodies of so many bytes together, which no ring has yet. */
    public Share(long bytes) {
        this.bytes = bytes;
    }

    void hold(Chunks pool) {
        if (holders.getAndIncrement() == 0) {
            pool.holdBodies(bytes);
        }
    }

    void release(Chunks pool) {
        if (holders.decrementAndGet() == 0) {
            pool.holdBodies(-bytes);
        }
    }
}
