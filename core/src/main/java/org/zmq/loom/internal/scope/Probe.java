package org.zmq.loom.internal.scope;

/** A virtual thread that does nothing: it has ended soon if there is a carrier for it. Threading: any thread. */
public final class Probe {
    private final Thread thread = Thread.ofVirtual()
            .name("probe")
            .inheritInheritableThreadLocals(false)
            .start(() -> {});

    /** Sends one out. */
    public Probe() {}

    /** Whether it has run. */
    public boolean hasRun() {
        return !thread.isAlive();
    }
}
