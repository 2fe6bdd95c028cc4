package org.zmq.loom.internal.link;

import java.io.IOException;
import java.io.Serial;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Endpoint;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketEvent.Cause;
import org.zmq.loom.SocketType;
import org.zmq.loom.internal.pipe.FramePipe;
import org.zmq.loom.internal.scope.Deadlines.Deadline;
import org.zmq.loom.internal.scope.Scope;
import org.zmq.loom.internal.signal.Fence;
import org.zmq.loom.internal.wire.Command;
import org.zmq.loom.internal.wire.FrameScanner;
import org.zmq.loom.internal.wire.Handshake;
import org.zmq.loom.internal.wire.Metadata;
import org.zmq.loom.spi.Connection;
import org.zmq.loom.spi.PeerViolation;
import org.zmq.loom.spi.Ticks;

/**
 * One connection from its first byte to its last: the handshake, then a reader and a writer that live and die together.
 *
 * <p>Threading: {@link #run} is the life of the thread that owns the connection, and which reads; the writer is forked, when there is
 * something to write, in a scope that ends with it. {@link #drain} and {@link #close} are for any thread. Nothing here holds a lock during I/O.
 *
 * <p>Ending loses nothing: a drained link writes all that is queued, ends its stream, and reads and forgets what the peer sends until the
 * peer has seen the end; only then is the connection closed, because closing one with unread bytes makes the network drop what it has not
 * delivered yet.
 */
public final class Link {
    /* How long to wait for a peer to see the end of the stream, however long the linger. */
    private static final long LONGEST_FAREWELL = 30_000_000_000L;

    private static final int HANDSHAKE_BYTES = 256;

    private final Environment environment;
    private final Scope scope;
    private final Endpoint endpoint;
    private final Connection connection;
    private final LinkSettings settings;
    private final LinkHost host;
    private final Mailbox mailbox = new Mailbox();
    private final Heartbeat heartbeat;
    private final AutoCloseable waker = this::stop;

    private volatile boolean draining;
    private volatile boolean over;
    private volatile @Nullable FramePipe pipe;
    private volatile @Nullable Cause cutFor;
    private volatile @Nullable Deadline end;

    // Guards the beginning of the writer, which is begun by whoever has the first thing for it.
    private final Object beginning = new Object();

    private @Nullable Thread writerThread;

    /**
     * A link over a connection that was just made; nothing happens until {@link #run}.
     *
     * @param scope of this connection alone
     */
    public Link(
            Environment environment,
            Scope scope,
            Endpoint endpoint,
            Connection connection,
            LinkSettings settings,
            LinkHost host) {
        this.environment = environment;
        this.scope = scope;
        this.endpoint = endpoint;
        this.connection = connection;
        this.settings = settings;
        this.host = host;
        heartbeat = new Heartbeat(environment, settings, mailbox, new Patient());
    }

    /** The pipe that it serves or served; null if the handshake came to nothing. */
    @Nullable
    FramePipe pipe() {
        return pipe;
    }

    /** Runs the connection until it ends, and closes it. */
    public LinkEnd run() {
        environment.census().opened(connection);
        try {
            scope.own(connection);
            scope.own(waker);
            Cause cause = live();
            return isOurs() ? new LinkEnd.Ours() : new LinkEnd.Theirs(cause, pipe != null);
        } catch (Scope.Closed e) {
            return new LinkEnd.Ours();
        } finally {
            over = true;
            connection.close();
            wakeAll();
            Thread forked;
            synchronized (beginning) {
                forked = writerThread;
            }
            if (forked != null) {
                Scope.joinUninterruptibly(forked);
            }
            FramePipe served = pipe;
            if (served != null) {
                served.serve(null);
            }
            scope.disown(waker);
            scope.disown(connection);
            environment.census().closed(connection);
            cancelEnd();
        }
    }

    /** Whether it is this side that ended the connection. */
    private boolean isOurs() {
        return cutFor == null && (draining || scope.isClosed());
    }

    /** Tells how it ended. Due when the socket has parted from the peer: whoever hears of the end finds the peer gone. */
    void tell(LinkEnd how) {
        if (how instanceof LinkEnd.Theirs(Cause cause, boolean established)) {
            if (!established) {
                host.tell(new SocketEvent.HandshakeFailed(endpoint, connection.peerAddress(), cause));
            }
            host.tell(new SocketEvent.Disconnected(endpoint, connection.peerAddress(), cause));
        }
    }

    private Cause live() {
        Cause cause;
        try {
            Welcome welcome = handshake();
            converse(welcome);
            cause = new Cause.PeerClosed();
        } catch (Ended e) {
            cause = e.cause;
        } catch (PeerViolation e) {
            cause = new Cause.Violation(e.error(), reason(e));
        } catch (LinkHost.PeerRefused e) {
            cause = new Cause.Refused(reason(e));
        } catch (IOException e) {
            cause = new Cause.Broken(reason(e));
        } catch (OutOfMemoryError e) {
            cause = new Cause.Broken(
                    "no memory for what the peer sends (see ZMQ_MAXMSGSIZE and LOOM_MAXMSGBYTES): " + e.getMessage());
        }
        return Objects.requireNonNullElse(cutFor, cause);
    }

    private static String reason(Exception e) {
        return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    }

    // ---- handshake ----

    /** The peer ended the handshake. */
    private static final class Ended extends Exception {
        @Serial
        private static final long serialVersionUID = 1;

        private final transient Cause cause;

        Ended(Cause cause) {
            super(cause.toString(), null, false, false);
            this.cause = cause;
        }
    }

    /** How a handshake went well: with whom, and what the peer has sent beyond it. */
    private record Welcome(Handshake.Peer peer, ByteBuffer beyond) {}

    private Welcome handshake() throws IOException, PeerViolation, Ended {
        String tooLate = "no handshake within " + settings.handshakeNanos() / 1_000_000 + " ms (ZMQ_HANDSHAKE_IVL)";
        Deadline deadline = environment
                .deadlines()
                .at(environment.ticks().after(settings.handshakeNanos()), () -> cut(new Cause.TimedOut(tooLate)));
        try {
            ByteBuffer in = ByteBuffer.allocate(HANDSHAKE_BYTES).flip();
            Handshake.Step step = Handshake.start(host.local());
            write(step.send());
            while (true) {
                step = step.next().advance(in);
                write(step.send());
                switch (step.next()) {
                    case Handshake.Ready(Handshake.Peer peer) -> {
                        return new Welcome(peer, in);
                    }
                    case Handshake.Refused(String reason) -> throw new Ended(new Cause.Rejected(reason));
                    case Handshake.AwaitSignature _,
                            Handshake.AwaitVersion _,
                            Handshake.AwaitGreeting _,
                            Handshake.Negotiating _ -> in = readMore(in);
                }
            }
        } finally {
            deadline.cancel();
        }
    }

    private ByteBuffer readMore(ByteBuffer received) throws IOException, Ended {
        ByteBuffer space = received.compact();
        if (!space.hasRemaining()) {
            space = ByteBuffer.allocate(2 * space.capacity()).put(space.flip());
        }
        if (connection.read(space) < 0) {
            throw new Ended(new Cause.PeerClosed());
        }
        return space.flip();
    }

    private void write(byte[] bytes) throws IOException {
        ByteBuffer[] buffers = {ByteBuffer.wrap(bytes)};
        while (buffers[0].hasRemaining()) {
            connection.write(buffers, 0, 1);
        }
    }

    // ---- conversation ----

    private void converse(Welcome welcome) throws IOException, PeerViolation, LinkHost.PeerRefused {
        FramePipe served = host.welcome(welcome.peer());
        pipe = served;
        served.serve(reason -> cut(new Cause.Refused(reason)));
        if (draining) {
            host.leaving(served); // drain() may have been too early to do it
        }
        served.incoming().tag(host.origin(properties(welcome.peer())));
        host.tell(new SocketEvent.HandshakeSucceeded(endpoint, connection.peerAddress()));
        heartbeat.start();
        boolean translates = welcome.peer().version() == Handshake.Version.ZMTP_3_0
                && subscribes(host.local().type());
        synchronized (
                beginning) { // a writer that begins meanwhile waits: until then what it has to do may be looked at here
            served.writer().prepare(() -> beginWriting(served, translates));
            if (served.hasOutgoing() || heartbeat.nextPing() != Ticks.NEVER || draining) {
                served.writer().wake();
            }
        }
        new Reader(this, connection, served, heartbeat, new FrameScanner(settings.limits(), Reader.LARGE_BODY))
                .run(welcome.beyond());
    }

    private static boolean subscribes(SocketType type) {
        return type == SocketType.SUB || type == SocketType.XSUB;
    }

    private Map<String, String> properties(Handshake.Peer peer) {
        Map<String, String> properties = new LinkedHashMap<>(Metadata.asText(peer.metadata()));
        properties.put("Peer-Address", connection.peer());
        return properties;
    }

    /** The first thing has come for the writer. Many peers are only listened to, and for them there is none. */
    private void beginWriting(FramePipe served, boolean translates) {
        synchronized (beginning) {
            if (over) {
                return;
            }
            try {
                Writer writer = new Writer(this, connection, served, mailbox, heartbeat, translates);
                writerThread = scope.fork("writer", () -> write(writer));
            } catch (Scope.Closed e) {
                // The connection is being ended, and nothing is sent any more.
            }
        }
    }

    /** The writer's life. Only the reader ends a connection that breaks, so that what has arrived is not lost. */
    private void write(Writer writer) {
        try {
            writer.run();
        } catch (IOException e) {
            endAt(environment.ticks().after(LONGEST_FAREWELL), new Cause.Broken(reason(e)));
        }
    }

    // ---- for reader and writer ----

    Ticks ticks() {
        return environment.ticks();
    }

    boolean isDraining() {
        return draining;
    }

    boolean isOver() {
        return over;
    }

    /** The reader met a command. */
    void received(Command command) {
        switch (command) {
            case Command.Ping ping -> {
                heartbeat.pinged(ping);
                wakeAll();
            }
            case Command.Subscribe _, Command.Cancel _, Command.Pong _, Command.Failure _, Command.Unknown _ -> {}
        }
    }

    /** The writer has written everything and ended the stream. */
    void saidFarewell() {
        endAt(environment.ticks().after(LONGEST_FAREWELL), null);
    }

    private void wakeAll() {
        FramePipe served = pipe;
        if (served != null) {
            Fence.full();
            served.writer().wake();
            served.reader().wake();
        }
    }

    /** What the heartbeat sees of the link. */
    private final class Patient implements Heartbeat.Patient {
        @Override
        public boolean hasWord() {
            try {
                return over || connection.available() > 0;
            } catch (IOException e) {
                return true; // the reader meets the same exception
            }
        }

        @Override
        public void giveUp(String reason) {
            cut(new Cause.TimedOut(reason));
        }
    }

    // ---- ending ----

    /**
     * Ends the link when all that is queued is written and the peer has seen the end.
     *
     * @param deadline when to end it anyway
     */
    public void drain(long deadline) {
        draining = true;
        endAt(deadline, null);
        FramePipe served = pipe;
        if (served != null) {
            host.leaving(served);
        }
        wakeAll();
    }

    /** Ends the link now. */
    public void close() {
        draining = true;
        over = true;
        connection.close();
        wakeAll();
    }

    /** The scope is closed. A reader that waits for room does not see that the connection is closed, and must be told. */
    private void stop() {
        over = true;
        wakeAll();
    }

    private void cut(@Nullable Cause cause) {
        if (!over) {
            cutFor = cause;
            over = true;
            connection.close();
            wakeAll();
        }
    }

    private synchronized void endAt(long deadline, @Nullable Cause cause) {
        cancelEnd();
        end = environment.deadlines().at(deadline, () -> cut(cause));
    }

    private synchronized void cancelEnd() {
        Deadline pending = end;
        if (pending != null) {
            pending.cancel();
        }
    }
}
