package org.zmq.loom.support;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Something that another thread does, to be waited for by its state or its outcome. */
@SuppressWarnings(
        "ThreadPriorityCheck") // nothing tells of the state of a thread; so the thread that waits looks, and lets
// others run
public final class Call<T> {
    private static final long PATIENCE_SECONDS = 20;

    private final Thread thread;
    private final CompletableFuture<T> outcome = new CompletableFuture<>();

    Call(Thread.Builder builder, Callable<T> task) {
        thread = builder.start(() -> {
            try {
                outcome.complete(task.call());
            } catch (Throwable t) {
                outcome.completeExceptionally(t);
            }
        });
    }

    /** Who does it. */
    public Thread thread() {
        return thread;
    }

    /** Waits until the thread waits for something. */
    public Call<T> awaitParked() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            switch (thread.getState()) {
                case WAITING, TIMED_WAITING -> {
                    return this;
                }
                case TERMINATED -> throw new AssertionError(thread + " has ended, and was to wait: " + outcome);
                default -> {
                    if (System.nanoTime() - end > 0) {
                        throw new AssertionError(thread + " does not wait: " + thread.getState());
                    }
                    Thread.yield();
                }
            }
        }
    }

    /** Interrupts the thread. */
    public Call<T> interrupt() {
        thread.interrupt();
        return this;
    }

    /** Waits for what it returns. */
    public T result() throws InterruptedException {
        try {
            return outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(thread + " failed", e.getCause());
        } catch (TimeoutException e) {
            throw stuck();
        }
    }

    /** Waits for what it throws. */
    public Throwable failure() throws InterruptedException {
        try {
            T result = outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            throw new AssertionError(thread + " was to fail, and returned " + result);
        } catch (ExecutionException e) {
            return Objects.requireNonNull(e.getCause());
        } catch (TimeoutException e) {
            throw stuck();
        }
    }

    /** Whether it has come to an end. */
    public boolean isDone() {
        return outcome.isDone();
    }

    private AssertionError stuck() {
        AssertionError error =
                new AssertionError(thread + " has not come to an end; it is " + thread.getState() + " here:");
        error.setStackTrace(thread.getStackTrace());
        return error;
    }
}
