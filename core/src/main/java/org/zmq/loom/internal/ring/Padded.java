package org.zmq.loom.internal.ring;

/**
 * Keeps the fields of a subclass off the cache line of whatever lies before it in memory.
 *
 * <p>The two sides of a ring are objects of their own, each written by one thread all the time; so is the lock of a socket's side, and others look
 * at what is announced to that side. Objects made one after the other lie side by side, so without room between them each thread would
 * keep taking the other's cache line away. Room in front of each is enough, and it is made here and nowhere else.
 */
public abstract class Padded {
    /* The room between the header of an object and its first long, where a field of a subclass would lie otherwise. */
    @SuppressWarnings("unused")
    private int gap;

    @SuppressWarnings("unused") // only takes room
    private long p00, p01, p02, p03, p04, p05, p06, p07;

    /** Something with room in front. */
    protected Padded() {}
}
