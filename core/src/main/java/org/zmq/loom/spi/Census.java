package org.zmq.loom.spi;

import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a context keeps alive, counted as it comes and goes: after the context is closed, all of it must be gone.
 *
 * <p>Give one to {@code Context.builder().census(...)} to watch for leaks. Threading: any thread.
 */
public final class Census {
    /* What went wrong with nobody to tell is kept for a test to find; so much is enough to find it. */
    private static final int MAX_UNCAUGHT = 100;

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final Set<AutoCloseable> channels = ConcurrentHashMap.newKeySet();
    private final Set<AutoCloseable> sockets = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
    private final AtomicInteger uncaughtCount = new AtomicInteger();
    private final @Nullable Consumer<Object> ended;

    /** A census that has counted nothing yet. */
    public Census() {
        ended = null;
    }

    /**
     * A census that also passes on whatever has ended, so that somebody can find out whether it is garbage then.
     *
     * @param ended told of connections, listeners and sockets, and of objects of the kernel of which it can know
     *     nothing but that the library must not keep them: called by any thread, at any time, with locks held, so it
     *     may only note them, in a {@link java.lang.ref.WeakReference}
     */
    public Census(Consumer<Object> ended) {
        this.ended = Objects.requireNonNull(ended, "ended");
    }

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
        left(channel);
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
        left(socket);
    }

    /**
     * Something has ended that is not counted, and that the library must not keep.
     *
     * @param something what will be garbage, unless a user keeps it
     */
    public void left(Object something) {
        if (ended != null) {
            ended.accept(something);
        }
    }

    /**
     * A thread of the library failed in a way that nobody expected.
     *
     * @param failure what it threw
     */
    public void uncaught(Throwable failure) {
        if (uncaughtCount.getAndIncrement() < MAX_UNCAUGHT) {
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
