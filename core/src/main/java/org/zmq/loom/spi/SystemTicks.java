package org.zmq.loom.spi;

import java.util.concurrent.locks.LockSupport;

/** The machine's clock. */
enum SystemTicks implements Ticks {
    INSTANCE;

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void park(long deadline) {
        if (deadline == NEVER) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, deadline - nanos());
        }
    }
}
