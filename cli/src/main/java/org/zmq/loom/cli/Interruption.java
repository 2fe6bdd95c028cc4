package org.zmq.loom.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C, and a request to terminate, into an interrupt of the thread that made this, and gives it a moment to tidy up.
 *
 * <p>Closing says that this is done; until then, or until the moment has passed, the process stays.
 */
public final class Interruption implements AutoCloseable {
    private static final Duration MOMENT = Duration.ofSeconds(3);

    private final Thread worker = Thread.currentThread();
    private final CountDownLatch tidy = new CountDownLatch(1);
    private final Thread hook = Thread.ofPlatform().name("ctrl-c").unstarted(this::interrupt);

    /** From now on. */
    public Interruption() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void interrupt() {
        worker.interrupt();
        try {
            boolean _ = tidy.await(MOMENT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        tidy.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, by this very hook or another one.
        }
    }
}
