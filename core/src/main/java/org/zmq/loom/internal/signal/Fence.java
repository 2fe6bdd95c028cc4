package org.zmq.loom.internal.signal;

import java.lang.invoke.VarHandle;

/** The fence between making news visible and looking whether anybody waits for it. */
public final class Fence {
    private Fence() {}

    /** Nothing before is seen later, and nothing behind earlier, than this. */
    public static void full() {
        VarHandle.fullFence();
    }
}
