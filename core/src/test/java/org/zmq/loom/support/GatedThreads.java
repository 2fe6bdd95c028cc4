package org.zmq.loom.support;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Makes a context's threads, and can hold whoever asks for the next one: so a test gets between the moment something is known to the
 * context and the moment its thread runs.
 */
public final class GatedThreads implements ThreadFactory {
    private static final long PATIENCE_SECONDS = 20;

    /** A thread that was asked for and not made. */
    public static final class Gate {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);

        private Gate() {}

        /** Waits until somebody asks for a thread. */
        public void awaitReached() throws InterruptedException {
            if (!reached.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody asks for a thread");
            }
        }

        /** Lets the thread be made. */
        public void open() {
            open.countDown();
        }
    }

    private final ThreadFactory virtual = Thread.ofVirtual().factory();
    private final AtomicReference<Optional<Gate>> next = new AtomicReference<>(Optional.empty());

    /** A factory that holds nobody. */
    public GatedThreads() {}

    /** Holds whoever asks for the next thread. */
    public Gate gate() {
        Gate gate = new Gate();
        next.set(Optional.of(gate));
        return gate;
    }

    @Override
    public Thread newThread(Runnable task) {
        next.getAndSet(Optional.empty()).ifPresent(gate -> {
            gate.reached.countDown();
            awaitOpen(gate.open);
        });
        return virtual.newThread(task);
    }

    private static void awaitOpen(CountDownLatch open) {
        boolean interrupted = false;
        while (true) {
            try {
                if (!open.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new AssertionError("nobody opens the gate");
                }
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
