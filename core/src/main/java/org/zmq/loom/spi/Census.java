package org.zmq.loom.spi;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a context keeps alive, counted as it comes and goes: after the context is closed, all of it must be gone.
 *
 * <p>Give one to {@code Context.builder().census(...)} to watch for leaks. Threading: any thread.
 */
public final class Census {
    /* What went wrong with nobody to tell is kept for a test to find; so much is enough to find it. */
    private static final int MOST_UNCAUGHT = 100;

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final Set<AutoCloseable> channels = ConcurrentHashMap.newKeySet();
    private final Set<AutoCloseable> sockets = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
    private final AtomicInteger uncaughtCount = new AtomicInteger();

    /** A census that has counted nothing yet. */
    public Census() {}

    /**
     * A thread of the library began to run.
     *
     * @param thread the thread
     */
    public void started(Thread thread) {
        threads.add(thread);
    }

    /**
     * A thread of the library is about to end.
     *
     * @param thread the thread
     */
    public void ended(Thread thread) {
        threads.remove(thread);
    }

    /**
     * A listener or connection was opened.
     *
     * @param channel the listener or connection
     */
    public void opened(AutoCloseable channel) {
        channels.add(channel);
    }

    /**
     * A listener or connection was closed.
     *
     * @param channel the listener or connection
     */
    public void closed(AutoCloseable channel) {
        channels.remove(channel);
    }

    /**
     * A socket was made.
     *
     * @param socket the socket
     */
    public void born(AutoCloseable socket) {
        sockets.add(socket);
    }

    /**
     * A socket was closed and has sent all it will send.
     *
     * @param socket the socket
     */
    public void gone(AutoCloseable socket) {
        sockets.remove(socket);
    }

    /**
     * A thread of the library failed in a way that nobody expected.
     *
     * @param failure what it threw
     */
    public void uncaught(Throwable failure) {
        if (uncaughtCount.getAndIncrement() < MOST_UNCAUGHT) {
            uncaught.add(failure);
        }
    }

    /**
     * The threads that run now.
     *
     * @return a copy
     */
    public Set<Thread> threads() {
        return Set.copyOf(threads);
    }

    /**
     * The listeners and connections that are open now.
     *
     * @return a copy
     */
    public Set<AutoCloseable> channels() {
        return Set.copyOf(channels);
    }

    /**
     * The sockets that are open or still sending now.
     *
     * @return a copy
     */
    public Set<AutoCloseable> sockets() {
        return Set.copyOf(sockets);
    }

    /**
     * What library threads threw that nobody expected; each is a bug.
     *
     * @return a copy, of the first hundred
     */
    public java.util.List<Throwable> uncaught() {
        return java.util.List.copyOf(uncaught);
    }
}
