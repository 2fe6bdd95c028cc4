package org.zmq.loom.internal.signal;

/** Whom news has woken, which is for the bringer to know: it may run where they are to run. */
public enum Woken {
    /** Nobody was waiting. */
    NOBODY,
    /**
     * A virtual thread, or a poller, which is told and does not say what kind of thread it waits in: runs, if virtual, when this virtual thread
     * yields.
     */
    VIRTUAL,
    /** A platform thread: it runs when this core is free. */
    PLATFORM;

    static Woken of(Thread thread) {
        return thread.isVirtual() ? VIRTUAL : PLATFORM;
    }
}
