package org.zmq.loom.internal.signal;

import java.lang.invoke.VarHandle;

/** The fence between making news visible and looking whether anybody waits for it. */
public final class Fence {
    /* Every atomic exchange is a locked instruction there, and that is a full fence. Elsewhere it orders what is volatile, and the
    news is not: published by a release store, it could still be seen after the look. */
    private static final boolean EXCHANGE_IS_FULL =
            switch (System.getProperty("os.arch", "")) {
                case "amd64", "x86_64", "x86", "i386" -> true;
                default -> false;
            };

    private Fence() {}

    /** Nothing before is seen later, and nothing behind earlier, than this. */
    public static void full() {
        VarHandle.fullFence();
    }

    /** As {@link #full}, right behind an atomic exchange by the calling thread. */
    static void behindExchange() {
        if (!EXCHANGE_IS_FULL) {
            VarHandle.fullFence();
        }
    }
}
