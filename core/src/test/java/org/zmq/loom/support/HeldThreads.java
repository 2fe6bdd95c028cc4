package org.zmq.loom.support;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;

/** Makes a context's threads, and lets none of them run while it holds them, as if all carriers were busy. */
public final class HeldThreads implements ThreadFactory {
    private final ThreadFactory virtual = Thread.ofVirtual().factory();
    private final Queue<Thread> made = new ConcurrentLinkedQueue<>();
    private volatile CountDownLatch free = new CountDownLatch(0);

    /** A factory that holds nobody. */
    public HeldThreads() {}

    /** From now on threads begin and do nothing. */
    public void hold() {
        free = new CountDownLatch(1);
    }

    /** Lets them do what they are for. */
    public void release() {
        free.countDown();
    }

    /** All threads that were made. */
    public Queue<Thread> made() {
        return made;
    }

    @Override
    public Thread newThread(Runnable task) {
        CountDownLatch gate = free;
        Thread thread = virtual.newThread(() -> {
            await(gate);
            task.run();
        });
        made.add(thread);
        return thread;
    }

    private static void await(CountDownLatch gate) {
        boolean interrupted = false;
        while (gate.getCount() > 0) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
