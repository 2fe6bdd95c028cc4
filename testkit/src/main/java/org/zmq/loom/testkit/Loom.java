package org.zmq.loom.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Context;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.ZmqSocket;

/**
 * What one test works with: contexts, threads, peers. All of it ends with the test, and what does not end makes the test fail.
 *
 * <p>A method that is a {@link LoomTest} gets one as its parameter; elsewhere, for example in a property, make one:
 *
 * {@snippet :
 * try (var loom = new Loom()) {
 *     PullSocket pull = loom.context().pull();
 *     Fork<Message> receiver = loom.fork("receiver", () -> pull.receive());
 *     loom.awaitParked(receiver);
 *     // ...
 * }
 * }
 *
 * <p>Threading: any thread but for {@link #close}, {@link #events} and {@link #awaitEvent}, which belong to the test's own.
 */
public final class Loom implements AutoCloseable {
    private final LeakWatch watch = new LeakWatch();
    private final Thread owner = Thread.currentThread();

    // Guarded by this.
    private @Nullable Context first;
    private final List<Fork<?>> forks = new ArrayList<>();
    private final List<AutoCloseable> owned = new ArrayList<>();
    private final Map<ZmqSocket, EventLog> logs = new HashMap<>();

    /** For the calling thread. */
    public Loom() {}

    // ---- contexts ----

    /**
     * The context of the test, as most programs want it.
     *
     * @return always the same one
     */
    public synchronized Context context() {
        if (first == null) {
            first = watch.context();
        }
        return first;
    }

    /**
     * Another context, with settings of its own.
     *
     * @param settings what to set; not the census
     * @return a new context
     */
    public Context context(Consumer<Context.Builder> settings) {
        return watch.context(settings);
    }

    /**
     * Who counts what the contexts keep alive.
     *
     * @return always the same one
     */
    public LeakWatch watch() {
        return watch;
    }

    /**
     * Closes something when the test ends, before the contexts and after what is owned later.
     *
     * @param resource what to close
     * @param <R> its type
     * @return the resource
     */
    public synchronized <R extends AutoCloseable> R own(R resource) {
        owned.add(resource);
        return resource;
    }

    /**
     * A peer that listens at a TCP port of this machine, and that the test writes the script of.
     *
     * @return a new peer, which ends with the test
     */
    public ScriptedPeer peer() {
        return own(ScriptedPeer.listen());
    }

    // ---- threads ----

    /**
     * Runs something in a virtual thread. A failure that the test does not ask for makes it fail, unless it is how a context ends its callers.
     *
     * @param name what the thread is called
     * @param body what to do
     * @param <T> what it returns
     * @return the thread, and what becomes of it
     */
    public <T extends @Nullable Object> Fork<T> fork(String name, Callable<T> body) {
        return add(Fork.virtual(name, body));
    }

    /**
     * Runs something in a virtual thread.
     *
     * @param name what the thread is called
     * @param body what to do
     * @return the thread, and what becomes of it
     */
    public Fork<?> fork(String name, Context.Task body) {
        return add(Fork.virtual(name, callable(body)));
    }

    /**
     * Runs something in a platform thread, which waits in other ways than a virtual one.
     *
     * @param name what the thread is called
     * @param body what to do
     * @param <T> what it returns
     * @return the thread, and what becomes of it
     */
    public <T extends @Nullable Object> Fork<T> forkPlatform(String name, Callable<T> body) {
        return add(Fork.platform(name, body));
    }

    private static Callable<Boolean> callable(Context.Task body) {
        return () -> {
            body.run();
            return true;
        };
    }

    private synchronized <T extends @Nullable Object> Fork<T> add(Fork<T> fork) {
        forks.add(fork);
        return fork;
    }

    /**
     * Waits until a thread waits: a state, not a delay. A platform thread inside a channel does not count as waiting.
     *
     * @param thread who
     * @throws AssertionError if it ends or goes on running, with its stack
     */
    public void awaitParked(Thread thread) {
        Patience.awaitParked(thread);
    }

    /**
     * Waits until a thread waits: a state, not a delay.
     *
     * @param fork who
     * @throws AssertionError if it ends or goes on running, with its stack
     */
    public void awaitParked(Fork<?> fork) {
        Patience.awaitParked(fork.thread());
    }

    // ---- events ----

    /**
     * What happens to a socket from the first call on.
     *
     * @param socket whose events
     * @return for each socket always the same log
     */
    public synchronized EventLog events(ZmqSocket socket) {
        EventLog known = logs.get(socket);
        if (known == null) {
            known = EventLog.of(socket);
            logs.put(socket, known);
        }
        return known;
    }

    /**
     * Waits for an event of a kind. Call {@link #events} before it can happen.
     *
     * @param socket whose event
     * @param type the kind
     * @param <E> the kind
     * @return the first one that no earlier call has taken
     * @throws AssertionError if none comes, with those that came
     * @throws InterruptedException if the calling thread was interrupted
     */
    public <E extends SocketEvent> E awaitEvent(ZmqSocket socket, Class<E> type) throws InterruptedException {
        return events(socket).await(type);
    }

    // ---- the end ----

    /** The scopes of the contexts, the stacks of their threads, and those of the test's. */
    String dump() {
        List<Thread> threads = new ArrayList<>();
        threads.add(owner);
        synchronized (this) {
            forks.forEach(fork -> threads.add(fork.thread()));
        }
        threads.removeIf(thread -> !thread.isAlive());
        return Dump.of(watch.contexts(), watch.census(), threads);
    }

    /** Frees threads that an interrupt does not. */
    void shutdown() {
        watch.contexts().forEach(Context::shutdown);
        List<Fork<?>> running;
        synchronized (this) {
            running = List.copyOf(forks);
        }
        running.forEach(Fork::interrupt);
    }

    /**
     * Ends everything in order: what is {@linkplain #own owned}, the contexts, the threads; then looks for what is left.
     *
     * @throws AssertionError if something does not end, is left, or failed without anybody asking
     */
    @Override
    public void close() {
        List<AssertionError> problems = new ArrayList<>();
        watch.dropUnsent();
        synchronized (this) {
            logs.values().forEach(EventLog::close);
        }
        closeOwned(problems);
        problems.addAll(watch.closeContexts());
        endForks(problems);
        AssertionError left = watch.leftovers();
        if (left != null) {
            problems.add(left);
        }
        LeakWatch.throwIfAny(problems);
    }

    private void closeOwned(List<AssertionError> problems) {
        List<AutoCloseable> resources;
        synchronized (this) {
            resources = List.copyOf(owned);
            owned.clear();
        }
        for (AutoCloseable resource : resources.reversed()) {
            try {
                resource.close();
            } catch (AssertionError e) {
                problems.add(e);
            } catch (Exception e) {
                problems.add(new AssertionError(resource + " cannot be closed: " + e, e));
            }
        }
    }

    private void endForks(List<AssertionError> problems) {
        List<Fork<?>> all;
        synchronized (this) {
            all = List.copyOf(forks);
            forks.clear();
        }
        for (Fork<?> fork : all) {
            if (!LeakWatch.joins(fork.thread(), Patience.limit())) {
                problems.add(new AssertionError("a thread of the test goes on\n" + Dump.stackOf(fork.thread())));
                fork.interrupt();
            } else if (fork.unreadFailure() != null) {
                Throwable failure = Objects.requireNonNull(fork.unreadFailure());
                problems.add(new AssertionError(fork + " failed, and nobody asked: " + failure, failure));
            }
        }
    }
}
