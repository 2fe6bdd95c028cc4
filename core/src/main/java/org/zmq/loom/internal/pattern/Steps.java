package org.zmq.loom.internal.pattern;

/**
 * How much is done for peers under one hold of the send lock: whoever has more to do gives the lock up in between, so
 * that nobody waits long to send, whatever one peer asks for.
 *
 * <p>Units: one thing that a peer has said, or one subscription of a peer that has gone; a long topic counts as
 * several.
 *
 * <p>Threading: under the send lock.
 */
final class Steps {
    /**
     * The most steps of one hold. The last thing that is done in it may take more than are left, as it is not divided.
     */
    static final int MOST = 64;

    /* A topic takes a step for each of so many bytes: in the tree of topics, each byte may be a node. */
    private static final int BYTES = 64;

    private int left;

    /** The lock was taken. */
    void begin() {
        left = MOST;
    }

    /** Whether something more may be done before the lock is given up. */
    boolean areLeft() {
        return left > 0;
    }

    /** Something was done with a topic, or whatever else has so many bytes. */
    void take(int bytes) {
        left -= 1 + bytes / BYTES;
    }
}
