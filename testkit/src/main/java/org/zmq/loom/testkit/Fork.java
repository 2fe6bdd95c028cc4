package org.zmq.loom.testkit;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.ZmqException;

/**
 * A thread beside the test's own, and what became of it.
 *
 * <p>Threading: any thread. Made by {@link Loom#fork(String, Callable)}.
 *
 * @param <T> what it returns
 */
public final class Fork<T extends @Nullable Object> {
    private final Thread thread;
    private final FutureTask<T> task;
    private volatile boolean asked;

    private Fork(Thread.Builder builder, Callable<T> body) {
        task = new FutureTask<>(body);
        thread = builder.unstarted(task);
    }

    static <T extends @Nullable Object> Fork<T> virtual(String name, Callable<T> body) {
        return started(new Fork<>(Thread.ofVirtual().name(name), body));
    }

    static <T extends @Nullable Object> Fork<T> platform(String name, Callable<T> body) {
        return started(new Fork<>(Thread.ofPlatform().daemon().name(name), body));
    }

    private static <T extends @Nullable Object> Fork<T> started(Fork<T> fork) {
        fork.thread.start();
        return fork;
    }

    /**
     * The thread, which runs or has run.
     *
     * @return always the same one
     */
    public Thread thread() {
        return thread;
    }

    /**
     * Waits until the thread has ended.
     *
     * @return what it returned
     * @throws AssertionError if it failed, with the failure as its cause, or if it does not end
     * @throws InterruptedException if the calling thread was interrupted
     */
    public T join() throws InterruptedException {
        try {
            return outcome();
        } catch (ExecutionException e) {
            throw new AssertionError("\"" + thread.getName() + "\" failed: " + e.getCause(), e.getCause());
        }
    }

    /**
     * Waits until the thread has failed.
     *
     * @return what it threw
     * @throws AssertionError if it returned instead, or if it does not end
     * @throws InterruptedException if the calling thread was interrupted
     */
    public Throwable failure() throws InterruptedException {
        try {
            T result = outcome();
            throw new AssertionError("\"" + thread.getName() + "\" was to fail; it returned " + result);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            return cause == null ? e : cause;
        }
    }

    private T outcome() throws InterruptedException, ExecutionException {
        asked = true;
        try {
            T result = task.get(Patience.limit().toNanos(), TimeUnit.NANOSECONDS);
            boolean _ = thread.join(Patience.limit());
            return result;
        } catch (TimeoutException e) {
            throw Patience.over("\"" + thread.getName() + "\" to end\n" + Dump.stackOf(thread));
        }
    }

    /**
     * Whether it has returned or failed.
     *
     * @return false while it runs
     */
    public boolean isDone() {
        return task.isDone();
    }

    /** Interrupts the thread. */
    public void interrupt() {
        thread.interrupt();
    }

    /** What it threw that nobody asked for; the ways in which a context ends its callers do not count. */
    @Nullable
    Throwable unreadFailure() {
        if (asked || task.state() != FutureTask.State.FAILED) {
            return null;
        }
        Throwable failure = task.exceptionNow();
        boolean isEnd = failure instanceof ZmqException.Terminated
                || failure instanceof ZmqException.SocketClosed
                || failure instanceof InterruptedException;
        return isEnd ? null : failure;
    }

    /** The name of the thread, and whether it has ended. */
    @Override
    public String toString() {
        return thread.getName() + (isDone() ? " (ended)" : " (running)");
    }
}
