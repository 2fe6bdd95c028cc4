package org.zmq.loom.internal.link;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Endpoint;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.internal.HeldLocks;
import org.zmq.loom.internal.pipe.FramePipe;
import org.zmq.loom.internal.scope.Scope;
import org.zmq.loom.spi.Connection;
import org.zmq.loom.spi.Listener;
import org.zmq.loom.spi.Ticks;

/**
 * A bound endpoint: accepts connections and lets each live in a thread of its own.
 *
 * <p>A connection is accepted only when one more is allowed. When accepting fails, for example because the process may open no more files, it
 * is tried again after a pause that grows.
 *
 * <p>Threading: one thread accepts; {@link #drain} and {@link #close} are for any thread and wake it, wherever it
 * waits. Whoever gives an endpoint up may want its address again, and waits with {@link #awaitReleased} for the
 * accepting thread to leave the listener.
 */
public final class Acceptor implements ActiveEndpoint {
    private static final long FIRST_PAUSE = 10_000_000L;
    private static final long MAX_PAUSE_NANOS = 1_000_000_000L;

    /* An operating system may keep an address as long as a thread is in the listener. A thread that is woken leaves it
    within a fraction of a millisecond, unless no carrier is free for it. */
    private static final long PATIENCE_NANOS = 100_000_000L;

    /* A semaphore has no more than Integer.MAX_VALUE, and closing gives one more than was taken. */
    private static final int MAX_PERMITS = Integer.MAX_VALUE - 1;

    private final Environment environment;
    private final Scope scope;
    private final Endpoint endpoint;
    private final Listener listener;
    private final LinkSettings settings;
    private final LinkHost host;
    private final Semaphore permits;

    // Guarded by this.
    private final Set<Link> links = new HashSet<>();
    private boolean closed;
    private boolean lingers; // until what is queued is sent
    private boolean accepting;
    private boolean released; // or nobody waits for that any more
    private @Nullable Thread acceptor;
    private @Nullable Thread ending; // the thread that may wait until nobody accepts any more

    /**
     * An endpoint at which the listener is bound already.
     *
     * @param scope of this endpoint alone
     */
    public Acceptor(
            Environment environment,
            Scope scope,
            Endpoint endpoint,
            Listener listener,
            ZmqOptions options,
            LinkHost host) {
        this.environment = environment;
        this.scope = scope;
        this.endpoint = endpoint;
        this.listener = listener;
        this.host = host;
        settings = LinkSettings.of(options, Notices.accepted(options, host.language()));
        int most = options.get(ZmqOption.MAX_CONNECTIONS);
        permits = new Semaphore(most == ZmqOption.UNLIMITED ? MAX_PERMITS : Math.min(most, MAX_PERMITS));
        environment.census().opened(listener);
    }

    /**
     * Begins to accept.
     *
     * @throws Scope.Closed if it was ended before
     */
    public void start() {
        scope.own(listener);
        scope.fork("acceptor", this::accept);
    }

    /** When whoever gives endpoints up has waited long enough for their addresses. */
    public static long patience(Ticks ticks) {
        return ticks.after(PATIENCE_NANOS);
    }

    private void accept() {
        synchronized (this) {
            acceptor = Thread.currentThread();
        }
        long pause = FIRST_PAUSE;
        try {
            while (!isClosed()) {
                permits.acquire();
                if (isClosed()) {
                    return;
                }
                try {
                    if (!launch(next())) {
                        permits.release();
                    }
                    pause = FIRST_PAUSE;
                } catch (Listener.PeerNotAllowed e) {
                    permits.release();
                    host.tell(new SocketEvent.AcceptFailed(endpoint, reason(e)));
                } catch (IOException | OutOfMemoryError | StackOverflowError e) {
                    permits.release();
                    if (isClosed() || scope.isClosed()) {
                        return;
                    }
                    long until = environment.ticks().after(pause);
                    host.tell(new SocketEvent.AcceptFailed(
                            endpoint, reason(e) + "; trying again in " + pause / 1_000_000 + " ms"));
                    rest(until);
                    pause = Math.min(2 * pause, MAX_PAUSE_NANOS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the scope is closed, and the thread ends
        }
    }

    /** Waits for the next connection; whatever the transport's code does, the acceptor goes on. */
    private Connection next() throws IOException {
        synchronized (this) {
            accepting = true;
        }
        try {
            return new GuardedConnection(listener.accept(), "the listener");
        } catch (RuntimeException | Error e) {
            throw GuardedConnection.unexpected("the listener of " + endpoint, e);
        } finally {
            Thread waits;
            synchronized (this) {
                accepting = false;
                waits = ending;
            }
            LockSupport.unpark(waits);
        }
    }

    private static String reason(Throwable e) {
        return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    }

    private void rest(long until) {
        Ticks ticks = environment.ticks();
        while (!isClosed() && !ticks.passed(until) && !Thread.currentThread().isInterrupted()) {
            ticks.park(until);
        }
    }

    /** Lets a connection live in a thread of its own, or closes it; whether it lives. */
    private boolean launch(Connection connection) throws IOException {
        environment.census().opened(connection);
        boolean lives = false;
        try {
            long turn = host.nextTurn();
            host.tell(new SocketEvent.Accepted(endpoint, connection.peerAddress()), connection);
            Scope own = scope.child(host.name() + "/" + endpoint.scheme() + " " + connection.peerAddress());
            lives = begin(own, new Link(environment, own, endpoint, connection, turn, settings, host));
        } catch (Scope.Closed e) {
            // The endpoint is given up, and so is the connection.
        } catch (OutOfMemoryError | StackOverflowError e) {
            throw e;
        } catch (RuntimeException | Error e) { // the user may make the threads
            throw new IOException("no thread for the connection: " + e, e);
        } finally {
            if (!lives) {
                connection.close();
                environment.census().closed(connection);
            }
        }
        return lives;
    }

    private boolean begin(Scope own, Link link) {
        boolean begun = false;
        try {
            if (add(link)) {
                own.fork("reader", () -> live(link));
                begun = true;
            }
        } finally {
            if (begun) {
                own.seal();
            } else {
                remove(link);
                own.close();
            }
        }
        return begun;
    }

    /** Keeps a connection in mind; false if the endpoint is given up. */
    private synchronized boolean add(Link link) {
        return !closed && links.add(link);
    }

    private synchronized void remove(Link link) {
        links.remove(link);
    }

    private void live(Link link) {
        LinkEnd end;
        long dropped;
        try {
            end = link.run();
        } finally {
            FramePipe served = link.pipe();
            dropped = served == null ? 0 : host.parted(served);
            remove(link);
            permits.release();
        }
        link.tell(end);
        host.tellDropped(endpoint, dropped, lingers() ? Level.WARNING : Level.DEBUG);
    }

    private synchronized boolean lingers() {
        return lingers;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public void drain(long deadline) {
        synchronized (this) {
            lingers = true;
        }
        List<Link> open = stop();
        open.forEach(link -> link.drain(deadline, false));
        scope.endBy(deadline);
        scope.seal();
    }

    @Override
    public void close() {
        List<Link> _ = stop();
        scope.close();
    }

    private void closeListener() {
        assert HeldLocks.none() : endpoint + " is given up under a side's lock";
        try {
            listener.close();
        } catch (RuntimeException | Error e) { // it may not be ours, and the links are to be ended all the same
            scope.report(e);
        }
    }

    /** Accepts no more; what was accepted before. */
    private List<Link> stop() {
        List<Link> open;
        boolean first;
        Thread rests;
        synchronized (this) {
            first = !closed;
            closed = true;
            open = List.copyOf(links);
            rests = acceptor;
        }
        if (first) {
            closeListener();
            permits.release(); // in case that is what the acceptor waits for
            LockSupport.unpark(rests);
        }
        return open;
    }

    @Override
    public void awaitReleased(long deadline) {
        Ticks ticks = environment.ticks();
        synchronized (this) {
            ending = Thread.currentThread();
        }
        while (isAccepting()
                && !ticks.passed(deadline)
                && !Thread.currentThread().isInterrupted()) {
            ticks.park(deadline);
        }
        boolean first;
        boolean stays;
        synchronized (this) {
            first = !released;
            released = true;
            stays = accepting;
        }
        if (first) {
            if (stays && ticks.passed(deadline)) {
                tellStays();
            }
            scope.disown(listener);
            environment.census().closed(listener);
            host.tell(new SocketEvent.Closed(endpoint));
        }
    }

    private void tellStays() {
        System.getLogger("org.zmq.loom")
                .log(
                        Level.WARNING,
                        () -> host.name() + " has given up " + endpoint + ", but its address may stay taken until "
                                + scope.name() + "/acceptor gets to run (are all carriers busy?)");
    }

    private synchronized boolean isAccepting() {
        return accepting;
    }
}
