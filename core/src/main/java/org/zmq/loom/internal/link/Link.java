package org.zmq.loom.internal.link;

import java.io.IOException;
import java.io.Serial;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Endpoint;
import org.zmq.loom.Message;
import org.zmq.loom.ProtocolError;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketEvent.Cause;
import org.zmq.loom.SocketType;
import org.zmq.loom.internal.memory.MemoryAccount;
import org.zmq.loom.internal.pipe.FramePipe;
import org.zmq.loom.internal.pipe.RawPipe;
import org.zmq.loom.internal.pipe.ServingLink;
import org.zmq.loom.internal.scope.Deadlines.Deadline;
import org.zmq.loom.internal.scope.Scope;
import org.zmq.loom.internal.signal.Fence;
import org.zmq.loom.internal.signal.Parker;
import org.zmq.loom.internal.wire.Command;
import org.zmq.loom.internal.wire.FrameScanner;
import org.zmq.loom.internal.wire.Frames;
import org.zmq.loom.internal.wire.Framing;
import org.zmq.loom.internal.wire.Handshake;
import org.zmq.loom.internal.wire.Metadata;
import org.zmq.loom.spi.Connection;
import org.zmq.loom.spi.PeerViolation;
import org.zmq.loom.spi.Ticks;

/**
 * One connection from its first byte to its last: the handshake, then a reader and a writer that live and die together.
 *
 * <p>Threading: {@link #run} is the life of the thread that owns the connection, and which reads; the writer is forked, when there is
 * something to write, in a scope that ends with it. {@link #drain} is for any thread. Nothing here holds a lock during
 * I/O.
 *
 * <p>Ending loses nothing: a drained link writes all that is queued, ends its stream, and reads and forgets what the peer sends until the
 * peer has seen the end or a {@link Farewell} is over; only then is the connection closed, because closing one with
 * unread bytes makes the network drop what it has not delivered yet. A link that has nothing to send ends at once while
 * it shakes hands.
 */
public final class Link {
    private static final int HANDSHAKE_BYTES = 256;

    /* What every peer may have for its handshake and its properties, however many there are. */
    private static final int FREE_BYTES = 2 << 10;

    /* What a property takes beside its name and its value. */
    private static final int PROPERTY_BYTES = 150;

    /* A message of a subscriber: everything that begins with nothing. */
    private static final byte[] SUBSCRIBE_ALL = Frames.frame(0, new byte[] {1});

    private final Environment environment;
    private final Scope scope;
    private final Endpoint endpoint;
    private final Connection connection;
    private final long turn;
    private final LinkSettings settings;
    private final LinkHost host;
    private final Mailbox mailbox = new Mailbox();
    private final Heartbeat heartbeat;
    private final Ending ending;
    private final AutoCloseable stopper = this::stop;

    private volatile @Nullable FramePipe pipe;

    // Guards the beginning of the writer, which is begun by whoever has the first thing for it.
    private final Object beginning = new Object();
    private final MemoryAccount account;

    private @Nullable Thread writerThread;

    /**
     * A link over a connection that was just made, and counts in the census; nothing happens until {@link #run}.
     *
     * @param scope of this connection alone
     * @param turn the place of the peer in the order of the socket's peers
     */
    public Link(
            Environment environment,
            Scope scope,
            Endpoint endpoint,
            Connection connection,
            long turn,
            LinkSettings settings,
            LinkHost host) {
        this.environment = environment;
        this.scope = scope;
        this.endpoint = endpoint;
        this.connection = connection;
        this.turn = turn;
        this.settings = settings;
        this.host = host;
        heartbeat = new Heartbeat(environment, settings, mailbox, new Patient());
        ending = new Ending(environment.deadlines(), this::close);
        account = environment.memory().account(reason -> ending.cut(new Cause.Refused(reason)));
    }

    /** The pipe that it serves or served; null if the handshake came to nothing. */
    @Nullable
    FramePipe pipe() {
        return pipe;
    }

    /** Runs the connection until it ends, and closes it. */
    public LinkEnd run() {
        account.open();
        Cause cause = new Cause.PeerClosed();
        try {
            scope.own(connection);
            scope.own(stopper);
            cause = live();
        } catch (Scope.Closed e) {
            // It is this side that ends, as the end will say.
        } finally {
            end();
        }
        FramePipe served = pipe;
        if (isOurs(served)) {
            return new LinkEnd.Ours();
        }
        LinkEnd.Theirs end = new LinkEnd.Theirs(cause, served != null);
        if (served != null && !ending.isDraining()) {
            deliverNotices(served, end);
        }
        return end;
    }

    /** Closes the connection and waits for the writer: nobody is at the wire's end of the pipe any more. */
    private void end() {
        ending.over();
        connection.close();
        account.close(); // before anything is waited for: others may wait for the memory
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
        scope.disown(stopper);
        scope.disown(connection);
        environment.census().closed(connection);
        heartbeat.end();
        ending.done();
        environment.census().left(this);
    }

    /**
     * Whether it is this side that has ended the connection, and not the peer or the network before everything was
     * sent.
     */
    private boolean isOurs(@Nullable FramePipe served) {
        if (ending.cause() != null) {
            return false;
        }
        return scope.isClosed() || ending.isWish() || (ending.isDraining() && served != null && !served.hasUnsent());
    }

    /** Tells how it ended. Due when the socket has parted from the peer: whoever hears of the end finds the peer gone. */
    void tell(LinkEnd how) {
        if (how instanceof LinkEnd.Theirs(Cause cause, boolean established)) {
            if (!established) {
                host.tell(new SocketEvent.HandshakeFailed(endpoint, connection.peerAddress(), cause), connection);
            }
            host.tell(new SocketEvent.Disconnected(endpoint, connection.peerAddress(), cause), connection);
        }
    }

    /** What the user receives behind everything that the peer has sent. */
    private void deliverNotices(FramePipe served, LinkEnd.Theirs end) {
        if (!(end.cause() instanceof Cause.Refused)) {
            served.wakeReader(); // it may have ended while it rested
            settings.notices().gone().forEach(served::deliver);
            if (end.isWorthRetrying()) {
                settings.notices().lost().forEach(served::deliver);
            }
        }
    }

    private Cause live() {
        Cause cause;
        try {
            switch (host.language()) {
                case ZMTP -> converse(handshake());
                case RAW -> exchangeBytes();
            }
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
        } catch (StackOverflowError e) {
            cause = new Cause.Broken("no stack for what the connection needs: " + e);
        } catch (Scope.Closed e) {
            throw e;
        } catch (RuntimeException | Error e) { // a fault of the kernel, which must not end in silence
            cause = new Cause.Broken("the connection's thread has failed: " + e);
            scope.report(e);
        }
        return Objects.requireNonNullElse(ending.cause(), cause);
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

    /**
     * How a handshake went well: with whom, and what the peer has sent beyond it, and nothing else: it stays on the
     * stack as long as the link lives.
     */
    private record Welcome(Handshake.Peer peer, ByteBuffer beyond) {}

    private Welcome handshake() throws IOException, PeerViolation, Ended {
        String tooLate = "no handshake within " + settings.handshakeNanos() / 1_000_000 + " ms (ZMQ_HANDSHAKE_IVL)";
        Deadline deadline = environment
                .deadlines()
                .at(
                        environment.ticks().after(settings.handshakeNanos()),
                        () -> ending.cut(new Cause.TimedOut(tooLate)));
        try {
            ByteBuffer in = ByteBuffer.allocate(HANDSHAKE_BYTES).flip();
            Handshake.Step step = Handshake.start(host.local());
            write(step.send());
            while (true) {
                step = step.next().advance(in);
                write(step.send());
                switch (step.next()) {
                    case Handshake.Ready(Handshake.Peer peer) -> {
                        byte[] beyond = new byte[in.remaining()];
                        in.get(beyond);
                        return new Welcome(peer, ByteBuffer.wrap(beyond));
                    }
                    case Handshake.Refused(String reason) -> throw new Ended(new Cause.Rejected(reason));
                    case Handshake.AwaitSignature _,
                            Handshake.AwaitVersion _,
                            Handshake.AwaitGreeting _,
                            Handshake.AwaitOldGreeting _,
                            Handshake.AwaitIdentity _,
                            Handshake.Negotiating _ -> in = readMore(in);
                }
            }
        } finally {
            deadline.cancel();
        }
    }

    /** Takes memory for which nobody waits: a peer that wants it when there is none comes again. */
    private void takeNow(long bytes) throws Ended {
        if (!account.take(bytes)) {
            boolean _ = account.makeRoom(bytes);
            throw new Ended(new Cause.Refused(account.complaint()));
        }
    }

    private ByteBuffer readMore(ByteBuffer received) throws IOException, Ended {
        ByteBuffer space = received.compact();
        if (!space.hasRemaining()) {
            int more = 2 * space.capacity();
            if (more > FREE_BYTES) {
                takeNow(more);
            }
            space = ByteBuffer.allocate(more).put(space.flip());
        }
        if (connection.read(space) < 0) {
            throw new Ended(new Cause.PeerClosed());
        }
        return space.flip();
    }

    private void write(byte[] bytes) throws IOException {
        FullWrite.of(connection, ByteBuffer.wrap(bytes));
    }

    // ---- conversation ----

    private void converse(Welcome welcome) throws IOException, PeerViolation, LinkHost.PeerRefused, Ended {
        account.give(account.held()); // of the handshake
        takeProperties(welcome.peer().metadata(), welcome.beyond().remaining());
        Handshake.Version version = welcome.peer().version();
        FramePipe served;
        try {
            served = host.welcome(welcome.peer(), turn);
        } catch (LinkHost.PeerRefused e) {
            if (version.hasCommands()) {
                sayWhy(e);
            }
            throw e;
        }
        serve(served, welcome.peer());
        if (settings.notices().hello().length > 0) {
            boolean _ = mailbox.put(new Control.Hello(settings.notices().hello()));
        }
        host.tell(new SocketEvent.HandshakeSucceeded(endpoint, connection.peerAddress()), connection);
        if (version.hasCommands()) {
            heartbeat.start();
        }
        prepareWriting(served, () -> new Writer(this, output(version, served), served, mailbox, heartbeat).run());
        deliverArrival(served);
        boolean isOld = version.framing() == Framing.OLD;
        SocketType type = host.local().type();
        new Reader(
                        this,
                        type,
                        isOld ? new OldFrameSource(connection, welcome.beyond()) : ByteSource.of(connection),
                        served,
                        heartbeat,
                        scanner(type),
                        version,
                        settings.mostRead())
                .run(isOld ? impliedSubscription(version) : welcome.beyond());
    }

    /** The peer hears why this socket will not have it, and has a moment to take that. */
    private void sayWhy(LinkHost.PeerRefused refusal) throws IOException {
        String reason = reason(refusal);
        ending.at(environment.ticks().after(Farewell.MAX_SILENCE_NANOS), new Cause.Refused(reason));
        write(Frames.frame(Frames.COMMAND, Command.failure(reason)));
        connection.shutdownOutput();
        discard();
    }

    /**
     * Refuses a peer that tells more of itself than anybody needs, and takes the memory for what it tells and has sent
     * beyond.
     */
    private void takeProperties(Map<String, byte[]> metadata, int beyond) throws PeerViolation, Ended {
        long bytes = 0;
        for (Map.Entry<String, byte[]> property : metadata.entrySet()) {
            bytes += property.getKey().length() + property.getValue().length;
        }
        if (metadata.size() > settings.mostProperties() || bytes > settings.mostPropertyBytes()) {
            throw new PeerViolation(
                    ProtocolError.ZMTP_INVALID_METADATA,
                    metadata.size() + " properties of " + bytes + " bytes together; the limits are "
                            + settings.mostProperties() + " (LOOM_MAXPROPERTIES) and " + settings.mostPropertyBytes()
                            + " bytes (LOOM_MAXPROPERTYBYTES)");
        }
        long held = 2 * bytes + (long) metadata.size() * PROPERTY_BYTES + beyond;
        if (held > FREE_BYTES) {
            takeNow(held);
        }
    }

    /** How the peer takes what the writer has for it. */
    private Output output(Handshake.Version version, FramePipe served) {
        boolean subscribesByMessage =
                version != Handshake.Version.ZMTP_3_1 && subscribes(host.local().type());
        return subscribesByMessage || version.framing() == Framing.OLD
                ? new EncodingOutput(connection, served, version.framing())
                : new GatheringOutput(connection, served, settings.mostWritten());
    }

    /** What a peer means without saying it: a subscriber without versions wants everything, and is not asked. */
    private ByteBuffer impliedSubscription(Handshake.Version version) {
        SocketType type = host.local().type();
        boolean publishes = type == SocketType.PUB || type == SocketType.XPUB;
        return version == Handshake.Version.UNVERSIONED && publishes
                ? ByteBuffer.wrap(SUBSCRIBE_ALL)
                : ByteBuffer.allocate(0);
    }

    private FrameScanner scanner(SocketType type) {
        return type == SocketType.DISH
                ? FrameScanner.ofGroups(settings.limits(), Intake.LARGE_BODY)
                : new FrameScanner(settings.limits(), Intake.LARGE_BODY);
    }

    /** Bytes go in and out as they are, and nobody introduces himself. */
    private void exchangeBytes() throws IOException, LinkHost.PeerRefused {
        Handshake.Peer stranger = Handshake.Peer.unknown();
        RawPipe served = (RawPipe) host.welcome(stranger, turn);
        serve(served, stranger);
        served.onHangUp(this::hangUp);
        prepareWriting(served, () -> new RawWriter(this, connection, served).run());
        deliverArrival(served);
        new RawReader(this, connection, served).run();
    }

    /** Serves the pipe from now on. */
    private void serve(FramePipe served, Handshake.Peer peer) {
        pipe = served;
        served.serve(new Serving());
        if (ending.isDraining()) {
            host.leaving(served); // drain() may have been too early to do it
        }
        served.incoming().tag(host.origin(properties(peer)));
    }

    /** What the user receives before anything that the peer sends. */
    private void deliverArrival(FramePipe served) {
        for (Message notice : settings.notices().come()) {
            while (served.roomForReader() == 0 && !isEnding()) {
                awaitRoom(served);
            }
            served.deliver(notice);
        }
    }

    private static boolean subscribes(SocketType type) {
        return type == SocketType.SUB || type == SocketType.XSUB;
    }

    private Map<String, String> properties(Handshake.Peer peer) {
        Map<String, String> properties = new LinkedHashMap<>(Metadata.asText(peer.metadata()));
        properties.remove("User-Id"); // who the peer is, is not for the peer to say
        properties.put("Peer-Address", connection.peer());
        return properties;
    }

    /** What the writer does in its life. */
    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }

    private void prepareWriting(FramePipe served, Writing writing) {
        synchronized (
                beginning) { // a writer that begins meanwhile waits: until then what it has to do may be looked at here
            served.writer().prepare(() -> beginWriting(writing));
            if (served.hasOutgoing()
                    || !mailbox.isEmpty()
                    || heartbeat.nextPing() != Ticks.NEVER
                    || ending.isDraining()) {
                served.writer().wake();
            }
        }
    }

    /** The first thing has come for the writer. Many peers are only listened to, and for them there is none. */
    private void beginWriting(Writing writing) {
        synchronized (beginning) {
            if (ending.isOver()) {
                return;
            }
            try {
                writerThread = scope.fork("writer", () -> write(writing));
            } catch (Scope.Closed e) {
                // The connection is being ended, and nothing is sent any more.
            } catch (RuntimeException | Error e) { // the user may make the threads
                ending.cut(new Cause.Broken("no thread to write with: " + e));
            }
        }
    }

    /** The writer's life. Only the reader ends a connection that breaks, so that what has arrived is not lost. */
    private void write(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            ending.at(environment.ticks().after(Farewell.MAX_NANOS), new Cause.Broken(reason(e)));
        } catch (OutOfMemoryError | StackOverflowError e) {
            ending.cut(new Cause.Broken("no memory for what is sent: " + e));
        } catch (Scope.Closed e) {
            throw e;
        } catch (RuntimeException | Error e) { // a fault of the kernel, which must not end in silence
            ending.cut(new Cause.Broken("the connection's writer has failed: " + e));
            scope.report(e);
        }
    }

    // ---- for reader and writer ----

    Ticks ticks() {
        return environment.ticks();
    }

    boolean isDraining() {
        return ending.isDraining();
    }

    boolean isOver() {
        return ending.isOver();
    }

    private boolean isEnding() {
        return ending.isDraining() || ending.isOver();
    }

    /** The reader waits until the socket's user has room for more, or the link ends. */
    void awaitRoom(FramePipe served) {
        served.reader().prepare();
        if (served.roomForReader() > 0 || isEnding()) {
            served.reader().cancel();
            return;
        }
        heartbeat.rests(true);
        served.reader().await(ticks(), Ticks.NEVER);
        heartbeat.rests(false);
    }

    /** Where the reader of the pipe gets memory for what has not come whole. */
    Intake.Memory memoryFor(FramePipe served) {
        return new Intake.Memory() {
            @Override
            public void take(long bytes) throws IOException {
                while (!account.take(bytes)) {
                    if (isEnding()) {
                        account.takeAnyway(bytes); // the last that is read
                        return;
                    }
                    awaitMemory(served, bytes);
                }
            }

            @Override
            public void give(long bytes) {
                account.give(bytes);
            }
        };
    }

    private void awaitMemory(FramePipe served, long bytes) throws IOException {
        Parker reader = served.reader();
        reader.prepare();
        account.waits(reader);
        try {
            if (isEnding() || account.fits(bytes)) {
                reader.cancel();
            } else if (account.makeRoom(bytes)) {
                reader.cancel();
                String complaint = account.complaint();
                ending.cut(new Cause.Refused(complaint));
                throw new IOException(complaint);
            } else {
                heartbeat.rests(true);
                reader.await(ticks(), Ticks.NEVER);
                heartbeat.rests(false);
            }
        } finally {
            account.stopsWaiting(reader);
        }
    }

    /** The reader reads what still comes and forgets it, until the peer ends the stream. */
    void discard() throws IOException {
        ByteBuffer waste = ByteBuffer.allocate(Intake.LARGE_BODY);
        while (connection.read(waste.clear()) >= 0) {
            heartbeat.heard();
        }
    }

    /** The reader met a command. */
    void received(Command command) {
        switch (command) {
            case Command.Ping ping -> {
                heartbeat.pinged(ping);
                wakeAll();
            }
            case Command.Failure(String reason) -> ending.cut(new Cause.Rejected(reason));
            case Command.Subscribe _, Command.Cancel _, Command.Join _, Command.Leave _ -> {}
            case Command.Pong _, Command.Unknown _ -> {}
        }
    }

    /**
     * The writer has written everything: it ends the stream, and the link when the peer need not be waited for any
     * more.
     */
    void sayFarewell(FramePipe served) {
        try {
            connection.shutdownOutput();
        } catch (IOException e) {
            // The peer does not see the end of the stream, and is waited for like one that does not answer to it.
        }
        new Farewell(ending, connection, heartbeat::words, environment.ticks(), served.writer()).await();
    }

    /** The scope is closed, and with it the connection: nobody goes on, whatever he waits for. */
    private void stop() {
        ending.over();
        wakeAll();
    }

    private void close() {
        connection.close();
        wakeAll();
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
        public boolean hasUnreadInput() {
            try {
                return ending.isOver() || connection.available() > 0;
            } catch (IOException e) {
                return true; // the reader meets the same exception
            }
        }

        @Override
        public void giveUp(String reason) {
            ending.cut(new Cause.TimedOut(reason));
        }
    }

    /** What the pipe sees of the link. */
    private final class Serving implements ServingLink {
        @Override
        public void end(String reason) {
            ending.cut(new Cause.Refused(reason));
        }

        @Override
        public Endpoint endpoint() {
            return endpoint;
        }

        @Override
        public MemoryAccount memory() {
            return account;
        }

        @Override
        public String local() {
            return connection.localAddress();
        }

        @Override
        public String peer() {
            return connection.peerAddress();
        }
    }

    // ---- ending ----

    /**
     * Ends the link when all that is queued is written and the peer has seen the end; at once if it shakes hands and
     * nothing is queued.
     *
     * @param deadline when to end it anyway
     * @param hasUnsent whether there is something to send, if the link does not serve a pipe yet
     */
    public void drain(long deadline, boolean hasUnsent) {
        ending.drain();
        ending.at(deadline, null);
        FramePipe served = pipe;
        if (served != null) {
            host.leaving(served);
        } else if (!hasUnsent) {
            ending.cut(null);
        }
        wakeAll();
    }

    /** The user of a raw socket ends the connection, behind what is queued. A peer that does not take that is not waited for long. */
    private void hangUp() {
        ending.drain();
        ending.at(environment.ticks().after(Farewell.MAX_NANOS), null);
        wakeAll();
    }
}
