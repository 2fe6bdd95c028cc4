package org.zmq.loom.internal.link;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Endpoint;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOption.ReconnectStop;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.internal.pipe.FramePipe;
import org.zmq.loom.internal.pipe.RawPipe;
import org.zmq.loom.internal.scope.Deadlines.Deadline;
import org.zmq.loom.internal.scope.Scope;
import org.zmq.loom.spi.Connection;
import org.zmq.loom.spi.Ticks;
import org.zmq.loom.spi.Transport;

/**
 * A connected endpoint: dials, lives through the connection, and dials again, until it is told to end or the peer shows that it does not
 * speak our language.
 *
 * <p>An endpoint that drains goes on like this as long as its pipe has something to send, until the linger is over.
 * What is not sent then is dropped, and an event says how much that was.
 *
 * <p>A peer that says in the conversation that it will not have this side, as a ROUTER does whose name for it is in
 * use, is tried again after pauses that double, until it has this side or is not there any more.
 *
 * <p>Threading: one thread dials and then reads; {@link #drain} and {@link #close} are for any thread.
 */
public final class Connector implements ActiveEndpoint {
    private static final long MAX_REJECTED_PAUSE_NANOS = 30_000_000_000L;

    private final Environment environment;
    private final Scope scope;
    private final Endpoint endpoint;
    private final Transport transport;
    private final ZmqOptions options;
    private final LinkSettings settings;
    private final LinkHost host;
    private final @Nullable FramePipe kept;
    private final long turn; // of each of its connections

    private final Set<ReconnectStop> stops;
    private final long interval;
    private final long longestInterval;
    private long doubled;
    private int rejections; // one behind the other
    private boolean givenUp;

    // Guarded by this.
    private @Nullable Link link;
    private @Nullable Thread thread;
    private boolean draining;
    private boolean hurries; // nothing is waited for
    private long drainDeadline;
    private @Nullable Deadline end;
    private boolean over;

    /**
     * An endpoint that nothing is connected to yet.
     *
     * @param scope of this endpoint alone
     * @param kept the pipe that every connection is to serve; null if each gets its own
     */
    public Connector(
            Environment environment,
            Scope scope,
            Endpoint endpoint,
            Transport transport,
            ZmqOptions options,
            LinkHost host,
            @Nullable FramePipe kept) {
        this.environment = environment;
        this.scope = scope;
        this.endpoint = endpoint;
        this.transport = transport;
        this.options = options;
        this.host = host;
        this.kept = kept;
        turn = kept == null ? host.nextTurn() : kept.turn();
        stops = options.get(ZmqOption.RECONNECT_STOP);
        interval = LinkSettings.nanos(options.get(ZmqOption.RECONNECT_INTERVAL));
        longestInterval = LinkSettings.nanos(options.get(ZmqOption.RECONNECT_INTERVAL_MAX));
        doubled = interval;
        settings = LinkSettings.of(options, Notices.connected(options, host.language()));
    }

    /**
     * Begins to connect.
     *
     * @throws Scope.Closed if it was ended before
     */
    public void start() {
        Thread _ = scope.fork("reader", this::run);
        scope.seal();
    }

    /** What becomes of the endpoint when a connection is over, or was not made. */
    private enum Next {
        /** It is tried again. */
        AGAIN,
        /** It makes no sense to try again. */
        NEVER,
        /** It is not to be tried again, by the user's wish, and the socket is no longer connected to it. */
        LOST
    }

    private void run() {
        synchronized (this) {
            thread = Thread.currentThread();
        }
        Next next = Next.AGAIN;
        try {
            while (next == Next.AGAIN && !isDone()) {
                next = connectOnce();
                if (next == Next.AGAIN && !rest() && !isDone()) {
                    next = Next.LOST;
                }
            }
        } finally {
            giveUp(next);
            closeHandedIn();
            cancelEnd();
        }
    }

    private synchronized void cancelEnd() {
        over = true;
        if (end != null) {
            end.cancel();
        }
    }

    /** Closes the channel that the user has handed in: no connection has used it, or the one that did is over. */
    private void closeHandedIn() {
        if (options.has(ZmqOption.USE_FD)) {
            try {
                options.get(ZmqOption.USE_FD).close();
            } catch (IOException e) {
                // The operating system has complained of something that is over.
            }
        }
    }

    /** There will be no other connection. Due before anybody is told: whoever hears of the end may connect again. */
    private void giveUp(Next why) {
        if (!givenUp) {
            givenUp = true;
            host.abandoned(this, why == Next.LOST);
            if (kept != null) {
                part(kept);
            }
        }
    }

    private void part(FramePipe pipe) {
        host.tellDropped(endpoint, host.parted(pipe), lingers() ? Level.WARNING : Level.DEBUG);
    }

    private synchronized boolean lingers() {
        return draining && !hurries;
    }

    /** Gives up unless it will be tried again. */
    private void settle(Next next) {
        if (next != Next.AGAIN) {
            giveUp(next);
        } else if (!reconnects() && !isDone()) {
            giveUp(Next.LOST);
        }
    }

    /** Dials and lives through the connection. */
    private Next connectOnce() {
        Connection connection;
        try {
            connection = dial();
        } catch (IOException | OutOfMemoryError | StackOverflowError e) {
            Next next = e instanceof ConnectException ? refused() : Next.AGAIN;
            rejections = 0; // who did not want this side is not there any more
            settle(next);
            host.tell(new SocketEvent.ConnectFailed(
                    endpoint,
                    Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName())));
            return next;
        } catch (InterruptedException e) {
            return Next.NEVER; // closed
        }
        environment.census().opened(connection);
        host.tell(new SocketEvent.Connected(endpoint, connection.peerAddress()), connection);
        doubled = interval;
        Link live = new Link(environment, scope, endpoint, connection, turn, settings, host);
        begin(live);
        LinkEnd end;
        try {
            end = live.run();
        } finally {
            synchronized (this) {
                link = null;
            }
            FramePipe served = live.pipe();
            if (served != null && kept == null) {
                part(served);
            }
        }
        Next next =
                switch (end) {
                    case LinkEnd.Ours _ -> Next.NEVER;
                    case LinkEnd.Theirs theirs -> isWorthRetrying(theirs) ? Next.AGAIN : Next.NEVER;
                };
        rejections = end instanceof LinkEnd.Theirs theirs && theirs.isRejection() ? rejections + 1 : 0;
        settle(next);
        live.tell(end);
        return next;
    }

    private void begin(Link live) {
        long deadline;
        synchronized (this) {
            link = live;
            if (!draining) {
                return;
            }
            deadline = drainDeadline;
        }
        live.drain(deadline, hasUnsent());
    }

    /** Nobody listens there. */
    private Next refused() {
        boolean stop = stops.contains(ReconnectStop.CONN_REFUSED)
                || (stops.contains(ReconnectStop.AFTER_DISCONNECT) && isDraining());
        return stop ? Next.LOST : Next.AGAIN;
    }

    private boolean isWorthRetrying(LinkEnd.Theirs end) {
        return end.isWorthRetrying() && (end.established() || !stops.contains(ReconnectStop.HANDSHAKE_FAILED));
    }

    private synchronized boolean isDraining() {
        return draining;
    }

    private Connection dial() throws IOException, InterruptedException {
        host.tell(new SocketEvent.ConnectDelayed(endpoint));
        if (isDone()) {
            throw new InterruptedException();
        }
        try {
            return new GuardedConnection(transport.dial(endpoint.address(), options), "the transport");
        } catch (RuntimeException | Error e) {
            throw GuardedConnection.unexpected("the transport of " + endpoint, e);
        }
    }

    /** Whether the pipe has something for the peer; true also if a connection is at it just now. */
    private boolean hasUnsent() {
        return kept != null && kept.hasUnsent();
    }

    private boolean reconnects() {
        return interval != 0 && interval != Ticks.NEVER;
    }

    /** Waits before the next try; false if there is to be none. */
    private boolean rest() {
        if (!reconnects()) {
            return false;
        }
        long pause;
        if (longestInterval > 0) {
            pause = Math.min(doubled, longestInterval);
            doubled = doubled > longestInterval / 2 ? longestInterval : 2 * doubled;
        } else {
            pause = interval + ThreadLocalRandom.current().nextLong(interval);
        }
        pause = Math.max(pause, rejectedPause());
        Ticks ticks = environment.ticks();
        long until = ticks.after(pause);
        host.tell(new SocketEvent.ConnectRetried(endpoint, Duration.ofNanos(pause)));
        while (!ticks.passed(until)) {
            if (Thread.currentThread().isInterrupted() || isDone()) {
                return false;
            }
            ticks.park(until);
        }
        return true;
    }

    /** How long to leave a peer alone that does not want this side; doubles each time. */
    private long rejectedPause() {
        if (rejections == 0) {
            return 0;
        }
        long longest =
                longestInterval > 0 ? Math.min(longestInterval, MAX_REJECTED_PAUSE_NANOS) : MAX_REJECTED_PAUSE_NANOS;
        int doublings = Math.min(rejections, Long.SIZE - 2);
        return interval > longest >> doublings ? longest : interval << doublings;
    }

    /** Whether nothing is left to be done. */
    private boolean isDone() {
        if (scope.isClosed() || (kept instanceof RawPipe raw && raw.isHungUp() && !hasUnsent())) {
            return true;
        }
        return isDraining() && (!hasUnsent() || environment.ticks().passed(drainDeadline()));
    }

    private synchronized long drainDeadline() {
        return drainDeadline;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public void drain(long deadline) {
        Link live;
        Thread rests;
        synchronized (this) {
            drainDeadline = deadline;
            draining = true;
            live = link;
            rests = thread;
        }
        endAt(deadline);
        scope.endBy(deadline);
        boolean hasUnsent = hasUnsent();
        if (live != null) {
            live.drain(deadline, hasUnsent);
        } else if (hasUnsent) {
            LockSupport.unpark(rests); // if it rests, it looks itself
        } else {
            scope.close();
        }
    }

    private void endAt(long deadline) {
        try {
            synchronized (this) {
                if (!over) {
                    if (end != null) {
                        end.cancel();
                    }
                    end = environment.deadlines().at(deadline, scope::close);
                }
            }
        } catch (Scope.Closed e) {
            scope.close(); // the context ends, and nobody watches deadlines any more
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            hurries = true;
        }
        drain(environment.ticks().nanos());
        scope.close();
    }

    /** Connecting takes nothing from anybody. */
    @Override
    public void awaitReleased(long deadline) {}
}
