package org.zmq.loom.cli.demo;

import java.util.concurrent.TimeUnit;

/**
 * Makes a sender go in bursts that come at a steady pace, so that it leaves the machine to the other parts now and then. A burst is larger than what
 * queues hold, so that senders do have to wait for receivers.
 *
 * <p>Threading: that of the sender.
 */
final class Pace {
    private static final int BURSTS = 20; // a second

    private final long burst;
    private long sent;
    private long due = System.nanoTime();

    /** At most so many messages a second. */
    Pace(long perSecond) {
        burst = perSecond / BURSTS;
    }

    /** After each message: waits for the next burst if this one is over. One that comes late is not caught up with. */
    void sent() throws InterruptedException {
        sent++;
        if (sent % burst == 0) {
            long now = System.nanoTime();
            due = Math.max(due + TimeUnit.SECONDS.toNanos(1) / BURSTS, now);
            TimeUnit.NANOSECONDS.sleep(due - now);
        }
    }
}
