package org.zmq.loom.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The threads of a test: all of them end, and well, or the test fails and says where they were. */
public final class Crew implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private final List<Thread> threads = new ArrayList<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    /** What a thread does. */
    @FunctionalInterface
    public interface Task {
        /** Does it. */
        void run() throws Exception;
    }

    /** Starts a virtual thread. */
    public Thread virtual(String name, Task task) {
        return start(Thread.ofVirtual().name(name), task);
    }

    /** Starts a platform thread. */
    public Thread platform(String name, Task task) {
        return start(Thread.ofPlatform().daemon().name(name), task);
    }

    private Thread start(Thread.Builder builder, Task task) {
        Thread thread = builder.start(() -> {
            try {
                task.run();
            } catch (Throwable t) {
                failures.add(t);
            }
        });
        threads.add(thread);
        return thread;
    }

    /** Waits until all threads have ended, and fails if one has failed or does not end. */
    public void join() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        for (Thread thread : threads) {
            long left = end - System.nanoTime();
            while (failures.isEmpty() && thread.isAlive() && left > 0) {
                boolean _ = thread.join(java.time.Duration.ofNanos(Math.min(left, 50_000_000)));
                left = end - System.nanoTime();
            }
        }
        String running = running();
        if (!failures.isEmpty()) {
            AssertionError error = new AssertionError("a thread failed" + running, failures.poll());
            failures.forEach(error::addSuppressed);
            throw error;
        }
        if (!running.isEmpty()) {
            throw new AssertionError("threads that never ended:" + running);
        }
    }

    private String running() {
        StringBuilder text = new StringBuilder();
        for (Thread thread : threads) {
            if (thread.isAlive()) {
                text.append("\n").append(thread).append(' ').append(thread.getState());
                for (StackTraceElement element : thread.getStackTrace()) {
                    text.append("\n    at ").append(element);
                }
            }
        }
        return text.toString();
    }

    /** Interrupts whoever still runs. */
    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }

    /** Lets others run until the condition holds, and fails if it never does. */
    @SuppressWarnings("ThreadPriorityCheck") // yielding is the point
    public static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("never happened: " + what);
            }
            Thread.yield();
        }
    }

    /** Waits until the thread is parked or has ended. */
    public static void awaitParked(Thread thread) {
        await(thread + " parks", () -> switch (thread.getState()) {
            case WAITING, TIMED_WAITING, TERMINATED -> true;
            case NEW, RUNNABLE, BLOCKED -> false;
        });
    }
}
