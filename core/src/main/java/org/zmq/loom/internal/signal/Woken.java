package org.zmq.loom.internal.signal;

/** Whom news has woken, which is for the bringer to know: it may run where they are to run. */
public enum Woken {
    /** Nobody was waiting. */
    NOBODY,
    /** A virtual thread, or something that is told: it runs when this virtual thread yields. */
    VIRTUAL,
    /** A platform thread: it runs when this core is free. */
    PLATFORM;

    static Woken of(Thread thread) {
        return thread.isVirtual() ? VIRTUAL : PLATFORM;
    }
}
