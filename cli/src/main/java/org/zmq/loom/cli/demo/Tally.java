package org.zmq.loom.cli.demo;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much a part has sent and received.
 *
 * <p>Threading: one thread counts, any thread looks.
 */
final class Tally {
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong received = new AtomicLong();

    void countSent() {
        sent.setRelease(sent.getPlain() + 1);
    }

    void countReceived() {
        received.setRelease(received.getPlain() + 1);
    }

    long sent() {
        return sent.getAcquire();
    }

    long received() {
        return received.getAcquire();
    }
}
