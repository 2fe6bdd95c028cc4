package org.zmq.loom.testkit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts a test that hangs, and says where it hung.
 *
 * <p>Threading: a platform thread, because a hang may be one of all virtual threads.
 */
final class Watchdog {
    /* After the interrupt the test may still be stuck; then the contexts are shut down, and the dump is printed since nobody may ever
    see the test's failure. */
    private static final Duration STILL = Duration.ofSeconds(5);

    /** What is watched. */
    @FunctionalInterface
    interface Body {
        void run() throws Throwable;
    }

    private final Duration limit;
    private final @Nullable Loom loom;
    private final Thread watched = Thread.currentThread();
    private final CountDownLatch ended = new CountDownLatch(1);

    // Guarded by this.
    private boolean over;
    private @Nullable String dump;

    private Watchdog(Duration limit, @Nullable Loom loom) {
        this.limit = limit;
        this.loom = loom;
    }

    /** Runs the body; a hang becomes an error with the dump, and with what the body threw when it was interrupted. */
    static void guard(Duration limit, @Nullable Loom loom, Body body) throws Throwable {
        Watchdog dog = new Watchdog(limit, loom);
        Thread _ = Thread.ofPlatform().daemon().name("watchdog").start(dog::watch);
        Throwable thrown = null;
        try {
            body.run();
        } catch (Throwable t) { // NOPMD: whatever it is, it may be the consequence of the interrupt
            thrown = t;
        }
        String dump = dog.endWatch();
        if (dump != null) {
            throw new AssertionError("no end within " + limit.toSeconds() + " s\n" + dump, thrown);
        }
        if (thrown != null) {
            throw thrown;
        }
    }

    /** The body has ended; what was seen if it did so too late. */
    private synchronized @Nullable String endWatch() {
        over = true;
        ended.countDown();
        if (dump != null) {
            boolean _ = Thread.interrupted(); // the interrupt was for the body
        }
        return dump;
    }

    private void watch() {
        try {
            if (ended.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
            String seen = loom == null ? Dump.stackOf(watched) : loom.dump();
            synchronized (this) {
                if (over) {
                    return;
                }
                dump = seen;
                watched.interrupt();
            }
            if (!ended.await(STILL.toNanos(), TimeUnit.NANOSECONDS)) {
                System.err.println("a test hangs and an interrupt does not help\n" + seen);
                if (loom != null) {
                    loom.shutdown();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody does that
        }
    }
}
