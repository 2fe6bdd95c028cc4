package org.zmq.loom.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Context;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.spi.Census;

/**
 * Makes contexts, closes them, and finds what they leave behind: threads, listeners and connections, sockets, and exceptions that nobody was
 * told of.
 *
 * <p>{@link Loom} has one; alone it serves where there is no JUnit.
 *
 * {@snippet :
 * try (var watch = new LeakWatch()) {
 *     Context context = watch.context();
 *     // ...
 * } // closes the context, then throws an AssertionError that names what is left
 * }
 *
 * <p>Threading: any thread makes contexts; one closes.
 */
public final class LeakWatch implements AutoCloseable {
    /* Between the moment a thread leaves the census and the moment the last thing it owned does, it runs a few more lines. */
    private static final Duration LAST_LINES = Duration.ofSeconds(1);

    private final Remains remains = new Remains();
    private final Census census = new Census(remains::add);
    private final Duration patience;
    private final List<Context> contexts = new ArrayList<>(); // guarded by itself

    /** A watch that has seen nothing. */
    public LeakWatch() {
        this(Patience.limit());
    }

    /**
     * A watch with a bound of its own.
     *
     * @param patience how long to wait for what must end
     */
    public LeakWatch(Duration patience) {
        this.patience = patience;
    }

    /**
     * What is counted here, for contexts that are made and closed elsewhere.
     *
     * @return always the same one
     */
    public Census census() {
        return census;
    }

    /**
     * A context as most programs want it, which this watch closes.
     *
     * @return a new context
     */
    public Context context() {
        return context(_ -> {});
    }

    /**
     * A context with settings of its own, which this watch closes.
     *
     * @param settings what to set; not the census
     * @return a new context
     */
    public Context context(Consumer<Context.Builder> settings) {
        Context.Builder builder = Context.builder();
        settings.accept(builder);
        Context context = builder.census(census).build();
        synchronized (contexts) {
            contexts.add(context);
        }
        return context;
    }

    /**
     * The contexts that were made here.
     *
     * @return a copy
     */
    public List<Context> contexts() {
        synchronized (contexts) {
            return List.copyOf(contexts);
        }
    }

    /**
     * Closes the contexts and checks that nothing is left. What sockets that are still open have not sent is dropped; what was closed may send the
     * rest first.
     *
     * @throws AssertionError if a context does not close, or something is left
     */
    @Override
    public void close() {
        List<AssertionError> problems = closeContexts();
        AssertionError left = leftovers();
        if (left != null) {
            problems.add(left);
        }
        throwIfAny(problems);
    }

    /**
     * Checks that nothing is left, and closes nothing.
     *
     * @throws AssertionError if something is left
     */
    public void verify() {
        AssertionError left = leftovers();
        if (left != null) {
            throw left;
        }
    }

    /**
     * Checks that what has ended is garbage while the contexts are still open: links, pipes and connections of which
     * nothing is left to be read. That takes a collection of the whole heap.
     *
     * @throws AssertionError if the library keeps something, with its class
     */
    public void verifyNothingKept() {
        AssertionError kept = remains.checkWhileOpen();
        if (kept != null) {
            throw kept;
        }
    }

    /** What has ended here, or in a context that is made here, and must be garbage then. */
    Remains remains() {
        return remains;
    }

    static void throwIfAny(List<AssertionError> problems) {
        if (problems.isEmpty()) {
            return;
        }
        AssertionError first = problems.getFirst();
        problems.subList(1, problems.size()).forEach(first::addSuppressed);
        throw first;
    }

    // ---- closing ----

    List<AssertionError> closeContexts() {
        dropUnsent();
        List<AssertionError> problems = new ArrayList<>();
        for (Context context : contexts()) {
            AssertionError problem = close(context);
            if (problem != null) {
                problems.add(problem);
            } else {
                remains.add(context);
            }
        }
        return problems;
    }

    /** Sockets that nobody has closed are not waited for. */
    void dropUnsent() {
        for (AutoCloseable counted : census.sockets()) {
            if (counted instanceof ZmqSocket socket) {
                try {
                    socket.set(ZmqOption.LINGER, Duration.ZERO);
                } catch (ZmqException e) {
                    // It was closed, with the linger that the test wanted.
                }
            }
        }
    }

    private @Nullable AssertionError close(Context context) {
        Fork<?> closing = Fork.virtual("close", () -> {
            context.close();
            return true;
        });
        if (joins(closing.thread(), patience)) {
            Throwable failure = closing.unreadFailure();
            return failure == null ? null : new AssertionError("a context cannot be closed: " + failure, failure);
        }
        AssertionError problem = new AssertionError("a context does not close within " + patience.toSeconds()
                + " s; does a closed socket wait for a peer to take what it has sent? "
                + Dump.of(List.of(context), census, List.of(closing.thread())));
        closing.interrupt(); // drops what is not sent
        if (!joins(closing.thread(), patience)) {
            problem.addSuppressed(new AssertionError("and an interrupt does not help"));
        }
        return problem;
    }

    /** Whether the thread ends in time; an interrupt is kept for later. */
    static boolean joins(Thread thread, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended && Patience.left(deadline) > 0) {
            try {
                ended = thread.join(Duration.ofNanos(Math.max(1, Patience.left(deadline))));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return ended || !thread.isAlive();
    }

    // ---- checking ----

    @Nullable
    AssertionError leftovers() {
        List<Thread> threads = census.threads().stream()
                .filter(thread -> !joins(thread, patience))
                .toList();
        if (threads.isEmpty()) {
            awaitLastLines();
        }
        List<AutoCloseable> channels = List.copyOf(census.channels());
        List<AutoCloseable> sockets = List.copyOf(census.sockets());
        List<Throwable> uncaught = census.uncaught();
        if (threads.isEmpty() && channels.isEmpty() && sockets.isEmpty() && uncaught.isEmpty()) {
            return null;
        }
        StringBuilder text = new StringBuilder("left behind:\n");
        threads.forEach(thread -> text.append("  thread ").append(Dump.stackOf(thread)));
        channels.forEach(channel -> text.append("  channel ").append(named(channel)));
        sockets.forEach(socket -> text.append("  socket ").append(named(socket)));
        uncaught.forEach(failure -> text.append("  uncaught ").append(failure).append('\n'));
        AssertionError problem = new AssertionError(text.toString());
        uncaught.forEach(problem::addSuppressed);
        return problem;
    }

    @SuppressWarnings("ThreadPriorityCheck") // yielding is the point: nobody can wake this thread
    private void awaitLastLines() {
        long deadline = System.nanoTime() + LAST_LINES.toNanos();
        while (!(census.channels().isEmpty() && census.sockets().isEmpty()) && Patience.left(deadline) > 0) {
            Thread.yield();
        }
    }

    private static String named(AutoCloseable resource) {
        return resource + " (" + resource.getClass().getSimpleName() + ")\n";
    }
}
