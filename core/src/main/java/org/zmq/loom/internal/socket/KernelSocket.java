package org.zmq.loom.internal.socket;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Endpoint;
import org.zmq.loom.Errno;
import org.zmq.loom.Events;
import org.zmq.loom.Message;
import org.zmq.loom.MonitorEvent;
import org.zmq.loom.MonitorFormat;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqArgumentException;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.ZmqStateException;
import org.zmq.loom.internal.Lease;
import org.zmq.loom.internal.MessageAccess;
import org.zmq.loom.internal.link.Acceptor;
import org.zmq.loom.internal.link.LinkHost.PeerRefused;
import org.zmq.loom.internal.link.LinkSettings;
import org.zmq.loom.internal.pattern.Pattern;
import org.zmq.loom.internal.pattern.Pattern.Offer;
import org.zmq.loom.internal.pattern.Publisher;
import org.zmq.loom.internal.pattern.Router;
import org.zmq.loom.internal.pattern.Stream;
import org.zmq.loom.internal.pipe.ConflatePipe;
import org.zmq.loom.internal.pipe.FramePipe;
import org.zmq.loom.internal.pipe.MessagePipe;
import org.zmq.loom.internal.pipe.Pipe;
import org.zmq.loom.internal.pipe.PipeBounds;
import org.zmq.loom.internal.pipe.RawPipe;
import org.zmq.loom.internal.pipe.ServingLink;
import org.zmq.loom.internal.pipe.Side;
import org.zmq.loom.internal.ring.ChunkPool;
import org.zmq.loom.internal.ring.ReadyList;
import org.zmq.loom.internal.scope.Scope;
import org.zmq.loom.internal.signal.SideLock;
import org.zmq.loom.spi.Ticks;

/**
 * A socket of any type: where callers, pattern, pipes and connections meet.
 *
 * <p>Threading: each side, sending and receiving, has a lock that guards the pattern's half and the socket's end of the pipes; what concerns
 * both takes the send lock first. A caller that cannot go on waits on its side's signal and holds no lock.
 */
public abstract sealed class KernelSocket implements ZmqSocket
        permits Sockets.Pair,
                Sockets.Pub,
                Sockets.Sub,
                Sockets.Req,
                Sockets.Rep,
                Sockets.Dealer,
                Sockets.Router,
                Sockets.Pull,
                Sockets.Push,
                Sockets.XPub,
                Sockets.XSub,
                Sockets.Stream,
                Sockets.Server,
                Sockets.Client,
                Sockets.Radio,
                Sockets.Dish,
                Sockets.Gather,
                Sockets.Scatter,
                Sockets.Dgram,
                Sockets.Peer,
                Sockets.Channel {
    private static final MessageAccess MESSAGES = MessageAccess.get();

    /* Stands for a message that is in the caller's buffer already. */
    private static final Message IN_BUFFER = Message.of("in the buffer");
    private static final ByteBuffer NO_FRAME = ByteBuffer.allocate(0);

    private static final String TOO_MANY_TOPICS =
            "its subscriptions take more memory than LOOM_SUBSCRIPTIONBYTES allows";

    /** How a ROUTER comes to the name of a peer. */
    enum Naming {
        /** The peer says what it wants to be called. */
        ITS_OWN,
        /** The user has chosen, if ZMQ_CONNECT_ROUTING_ID is set. */
        CHOSEN
    }

    /** Whether calls are answered. */
    private enum State {
        OPEN,
        CLOSED,
        TERMINATED
    }

    private final KernelContext context;
    private final SocketType type;
    private final String name;
    private final Pattern pattern;
    private final @Nullable Publisher publisher; // the pattern, if it is one
    private final Scope scope;
    private final Ticks ticks;
    private final Side sending;
    private final Side receiving;
    private final EventFeed feed;
    private final Monitoring monitoring = new Monitoring(this);
    private final Endpoints endpoints = new Endpoints(this);
    private final AtomicLong turns = new AtomicLong();

    // Written under both locks, read under either.
    private State state = State.OPEN;

    // Under both locks. A socket whose context has ended is still to be closed.
    private boolean closeCalled;

    // Under both locks: the pipes, with what is known of their endpoint.
    private final Map<Pipe, EndpointOptions> pipes = new HashMap<>(2);

    // Under the receive lock: messages that were received, but not as they were asked for, and are the next ones.
    private final Deque<Message> stash = new ArrayDeque<>(1);

    private volatile ZmqOptions options;
    private volatile long sendTimeout = Ticks.NEVER;
    private volatile long receiveTimeout = Ticks.NEVER;

    KernelSocket(KernelContext context, SocketType type, String name, Pattern pattern) {
        this.context = context;
        this.type = type;
        this.name = name;
        this.pattern = pattern;
        scope = context.newSocketScope(name);
        ticks = context.environment().ticks();
        feed = new EventFeed(name, ticks);
        options = context.defaults();
        publisher = pattern instanceof Publisher publishes ? publishes : null;
        SideLock lock = new SideLock();
        sending = pattern.isAddressed() ? Side.addressed(lock) : new Side(lock);
        receiving = new Side(type == SocketType.REQ || type == SocketType.REP ? lock : new SideLock());
        if (type == SocketType.SUB || type == SocketType.XSUB || type == SocketType.DISH) {
            options = options.with(ZmqOption.LINGER, Duration.ZERO);
        }
        pattern.configure(options);
    }

    // ---- what it is ----

    @Override
    public final SocketType type() {
        return type;
    }

    final String name() {
        return name;
    }

    final KernelContext context() {
        return context;
    }

    final Scope scope() {
        return scope;
    }

    final EventFeed feed() {
        return feed;
    }

    final Monitoring monitoring() {
        return monitoring;
    }

    final Endpoints endpoints() {
        return endpoints;
    }

    /** The name and what it is bound and connected to. */
    @Override
    public final String toString() {
        return name;
    }

    // ---- options ----

    final ZmqOptions options() {
        return options;
    }

    @Override
    public final <T> void set(ZmqOption<T> option, T value) {
        T checked = option.check(type, value);
        lockBoth();
        try {
            checkOpen();
            options = settle(option, options.with(option, checked));
            sendTimeout = LinkSettings.nanos(options.get(ZmqOption.SEND_TIMEOUT));
            receiveTimeout = LinkSettings.nanos(options.get(ZmqOption.RECEIVE_TIMEOUT));
            pipes.forEach((pipe, own) -> pipe.bounds(bounds(own.own())));
            pipes.keySet().forEach(pattern::writable);
            pattern.configure(options);
        } finally {
            unlockBoth();
        }
        raise();
    }

    @Override
    public final <T> T get(ZmqOption<T> option) {
        ReadOnlyOptions.checkReadable(option);
        return option.isReadOnly() ? ReadOnlyOptions.look(this, option) : options.get(option);
    }

    /** ZMQ_XPUB_VERBOSE and ZMQ_XPUB_VERBOSER are two ways to set the same: what was set last counts. */
    private static ZmqOptions settle(ZmqOption<?> changed, ZmqOptions all) {
        if (changed == ZmqOption.XPUB_VERBOSE) {
            return all.with(ZmqOption.XPUB_VERBOSER, false);
        }
        return changed == ZmqOption.XPUB_VERBOSER && !all.get(ZmqOption.XPUB_VERBOSER)
                ? all.with(ZmqOption.XPUB_VERBOSE, false)
                : all;
    }

    /** How much a pipe of an endpoint may hold, now. */
    final PipeBounds bounds(ZmqOptions own) {
        ZmqOptions all = options.with(own);
        long most = context.environment().memory().mostOfOne();
        return PipeBounds.of(
                all.get(ZmqOption.SEND_HWM),
                Math.min(all.get(ZmqOption.SEND_QUEUE_BYTES), most),
                all.get(ZmqOption.RECEIVE_HWM),
                Math.min(all.get(ZmqOption.RECEIVE_QUEUE_BYTES), most));
    }

    // ---- endpoints ----

    @Override
    public final Endpoint bind(Endpoint endpoint, ZmqOptions own) {
        EndpointOptions all = options(Endpoints.Way.BOUND, endpoint, own);
        checkOpenNow();
        return endpoints.bind(endpoint, all);
    }

    @Override
    public final Endpoint connect(Endpoint endpoint, ZmqOptions own) {
        EndpointOptions all = options(Endpoints.Way.CONNECTED, endpoint, own);
        checkOpenNow();
        return endpoints.connect(endpoint, all).endpoint();
    }

    /** Connects, and returns the pipe, which is there at once. */
    final Pipe connectPipe(Endpoint endpoint, ZmqOptions own) {
        EndpointOptions all = options(Endpoints.Way.CONNECTED, endpoint, own);
        if (all.all().get(ZmqOption.IMMEDIATE)) {
            throw new ZmqStateException(Errno.EFAULT, "with ZMQ_IMMEDIATE on there is no peer before it is connected");
        }
        checkOpenNow();
        return Objects.requireNonNull(endpoints.connect(endpoint, all).pipe(), "no pipe without ZMQ_IMMEDIATE");
    }

    /** Ends the connection to a peer and drops what is queued, in both directions; one that was connected is not connected again. */
    final void disconnectPipe(Supplier<Pipe> named) {
        Pipe pipe;
        lockBoth();
        try {
            checkOpen();
            pipe = named.get();
            abandon(pipe);
        } finally {
            unlockBoth();
        }
        raise();
        hangUp(pipe);
        if (!endpoints.close(pipe)) {
            pipe.disconnect("this socket has disconnected the peer");
        }
    }

    private EndpointOptions options(Endpoints.Way way, Endpoint endpoint, ZmqOptions own) {
        ZmqOptions checked = own.check(type);
        ZmqOptions all = options;
        if (all.has(ZmqOption.USE_FD)) {
            lockBoth();
            try {
                all = options;
                options = all.without(ZmqOption.USE_FD); // it counts for one endpoint
            } finally {
                unlockBoth();
            }
        }
        return new EndpointOptions(way, endpoint, all.with(checked), checked);
    }

    @Override
    public final void unbind(Endpoint endpoint) {
        checkOpenNow();
        endpoints.unbind(endpoint);
    }

    @Override
    public final void disconnect(Endpoint endpoint) {
        checkOpenNow();
        endpoints.disconnect(endpoint);
    }

    @Override
    public final Optional<Endpoint> lastEndpoint() {
        return endpoints.last();
    }

    @Override
    public final Events events() {
        return feed.listen(true);
    }

    @Override
    public final void monitor(Endpoint endpoint, Set<MonitorEvent> events, MonitorFormat format, SocketType sender) {
        checkOpenNow();
        monitoring.start(endpoint, Set.copyOf(events), format, sender);
    }

    @Override
    public final void stopMonitor() {
        checkOpenNow();
        monitoring.stop();
    }

    @Override
    public final List<SocketEvent.PipeStats> pipeStats() {
        return stats().stream()
                .map(told -> (SocketEvent.PipeStats) told.event())
                .toList();
    }

    @Override
    public final int tellPipeStats() {
        if (!feed.isAskedForStats()) {
            throw new ZmqStateException(name + " has no events() and no monitor that sends ZMQ_EVENT_PIPES_STATS");
        }
        List<EventFeed.AttributedEvent> all = stats();
        all.forEach(feed::tell);
        return all.size();
    }

    private List<EventFeed.AttributedEvent> stats() {
        List<EventFeed.AttributedEvent> all = new ArrayList<>();
        lockBoth();
        try {
            checkOpen();
            pipes.forEach((pipe, own) -> {
                ServingLink line = pipe.servingLink();
                SocketEvent.PipeStats stats = new SocketEvent.PipeStats(
                        line == null ? own.endpoint() : line.endpoint(),
                        line == null ? "" : line.peer(),
                        pipe.queuedToSend(),
                        pipe.queuedToReceive());
                all.add(new EventFeed.AttributedEvent(stats, own.way(), line == null ? "" : line.local()));
            });
        } finally {
            unlockBoth();
        }
        return all;
    }

    // ---- peers: called by the threads of connections, and by bind() and connect() ----

    final Object origin(Map<String, String> properties) {
        return MESSAGES.origin(properties, pattern instanceof Router);
    }

    final Side sendingSide() {
        return sending;
    }

    final Side receivingSide() {
        return receiving;
    }

    final @Nullable Consumer<Pipe> absorber() {
        return publisher == null ? null : this::absorb;
    }

    /** Why the pattern would not have a peer that the user asked for. */
    final RuntimeException refusal() {
        return state == State.OPEN
                ? new ZmqStateException(name + " has a peer already, and a " + type + " takes only one")
                : closedException();
    }

    /** Makes the pipe for an endpoint that is being connected; it takes messages from now on. */
    final FramePipe attachKept(EndpointOptions endpoint) {
        FramePipe pipe = newPipe(endpoint, nextTurn());
        if (!attach(pipe, endpoint, Naming.CHOSEN)) {
            throw refusal();
        }
        return pipe;
    }

    /** Makes the pipe for a peer that is ready, and that has a place in the order of peers already. */
    final FramePipe attachWire(EndpointOptions endpoint, byte[] routingId, long turn) throws PeerRefused {
        FramePipe pipe = newPipe(endpoint, turn);
        pipe.expect();
        if (!attach(pipe, endpoint, Naming.ITS_OWN)) {
            throw new PeerRefused(name + " does not take another peer");
        }
        if (!identify(pipe, routingId)) {
            long _ = detachWire(pipe);
            throw new PeerRefused("the routing id of the peer is in use at " + name + " (ZMQ_ROUTER_HANDOVER is off)");
        }
        return pipe;
    }

    /** The peer of a kept pipe is ready, and nobody is at the wire's end yet. */
    final FramePipe greet(FramePipe pipe, byte[] routingId) throws PeerRefused {
        if (!identify(pipe, routingId)) {
            throw new PeerRefused("the routing id of the peer is in use at " + name + " (ZMQ_ROUTER_HANDOVER is off)");
        }
        lockBoth();
        try {
            pipe.expect();
            if (pipes.containsKey(pipe)) {
                pattern.hiccup(pipe);
            }
        } finally {
            unlockBoth();
        }
        state(pipe);
        return pipe;
    }

    /**
     * A peer has come, or can be reached again: tells it what it has to know, some of it under each hold of the lock.
     * Not under a lock.
     */
    private void state(Pipe pipe) {
        boolean more = true;
        while (more) {
            sending.lock().lockInTurn();
            try {
                more = pattern.state(pipe);
            } finally {
                sending.lock().unlock();
            }
        }
    }

    /** Whether connections carry bytes that are no messages of ours. */
    final boolean isRaw(EndpointOptions endpoint) {
        return type == SocketType.STREAM || endpoint.all().get(ZmqOption.ROUTER_RAW);
    }

    /** The next place in the order of peers. */
    final long nextTurn() {
        return turns.getAndIncrement();
    }

    private FramePipe newPipe(EndpointOptions endpoint, long turn) {
        FramePipe pipe = newPipe(endpoint);
        pipe.turn(turn);
        return pipe;
    }

    private FramePipe newPipe(EndpointOptions endpoint) {
        ChunkPool chunks = context.environment().chunks();
        PipeBounds bounds = bounds(endpoint.own());
        if (isRaw(endpoint)) {
            return new RawPipe(sending, receiving, chunks, bounds);
        }
        return endpoint.all().get(ZmqOption.CONFLATE)
                ? new ConflatePipe(sending, receiving, absorber(), chunks, bounds)
                : new FramePipe(sending, receiving, absorber(), chunks, bounds);
    }

    /** Adds a pipe, which is used from now on; false if the socket is closed or the pattern will not have it. */
    final boolean attach(Pipe pipe, EndpointOptions endpoint, Naming naming) {
        lockBoth();
        try {
            if (state == State.CLOSED) {
                pipe.closeSend();
                return false;
            }
            if (pipe
                    instanceof
                    MessagePipe) { // a connection on a wire has its turn already, and greets whenever it is made
                pipe.turn(nextTurn());
                sayHello(pipe, endpoint.all().get(ZmqOption.HELLO_MESSAGE));
            }
            if (!pattern.attach(pipe)) {
                pipe.closeSend();
                return false;
            }
            pipes.put(pipe, endpoint);
            pipe.bounds(bounds(endpoint.own())); // they may have changed since it was made
            if (naming == Naming.CHOSEN) {
                name(pipe, endpoint.all());
            }
        } finally {
            unlockBoth();
        }
        raise();
        state(pipe);
        if (pipe.isAbsorbed()) {
            absorb(pipe);
        }
        return true;
    }

    private static void sayHello(Pipe pipe, byte[] hello) {
        if (hello.length > 0) {
            pipe.write(Message.wrap(hello));
            pipe.flushNow();
        }
    }

    /** A ROUTER may name a peer that it connects to; a STREAM does. */
    private void name(Pipe pipe, ZmqOptions endpoint) {
        byte[] chosen = endpoint.get(ZmqOption.CONNECT_ROUTING_ID);
        if (chosen.length > 0 && pattern instanceof Router router) {
            options = options.with(ZmqOption.CONNECT_ROUTING_ID, new byte[0]);
            if (!router.name(pipe, chosen)) {
                abandon(pipe);
                throw new ZmqStateException(name + " has a peer of the name that ZMQ_CONNECT_ROUTING_ID gives");
            }
        } else if (pattern instanceof Stream stream) {
            options = options.with(ZmqOption.ROUTING_ID, stream.name(pipe));
        }
    }

    /** The peer said what it wants to be called; false if the pattern will not have it. */
    final boolean identify(Pipe pipe, byte[] routingId) {
        boolean known;
        Pipe evicted;
        lockBoth();
        try {
            // A pipe that was given up only sends what is queued; the pattern need not know to whom.
            known = !pipes.containsKey(pipe) || pattern.identify(pipe, routingId);
            if (pattern instanceof Stream stream) {
                options = options.with(ZmqOption.ROUTING_ID, stream.name(pipe));
            }
            evicted = pattern.takeEvicted();
        } finally {
            unlockBoth();
        }
        if (evicted != null) {
            evict(evicted, "another peer has taken over its routing id (ZMQ_ROUTER_HANDOVER)");
        }
        raise();
        return known;
    }

    /** Who waits looks again: for a peer that has come, or one that has gone and is not to be waited for. */
    private void raise() {
        sending.raise();
        receiving.signal().raise();
    }

    private void evict(Pipe pipe, String reason) {
        if (pipe instanceof MessagePipe) {
            part(pipe);
            hangUp(pipe);
        }
        pipe.disconnect(reason);
    }

    /** Ends the other end of an in-process connection. */
    private static void hangUp(Pipe pipe) {
        MessagePipe peer = pipe instanceof MessagePipe message ? message.peer() : null;
        if (peer != null) {
            peer.disconnect("the other socket has ended the connection");
        }
    }

    /** This socket gives a peer up: nothing is sent there any more, but what is queued may still go out. */
    final void detach(Pipe pipe) {
        lockBoth();
        try {
            abandon(pipe);
        } finally {
            unlockBoth();
        }
        raise();
        forget(pipe);
        hangUp(pipe);
    }

    private void abandon(Pipe pipe) {
        if (pipes.remove(pipe) != null) {
            pipe.closeBoth();
            detachFromPattern(pipe);
            if (pipe instanceof MessagePipe message) {
                left(message);
            }
        }
    }

    /** A peer has gone. What was received of it can be read. */
    final void part(Pipe pipe) {
        lockBoth();
        try {
            EndpointOptions _ = partLocked(pipe);
        } finally {
            unlockBoth();
        }
        raise();
        forget(pipe);
    }

    /** The other socket has ended an in-process connection. What was received of it can be read, and some last words behind that. */
    final void leftBy(MessagePipe pipe, byte[] lastWords) {
        hearOut(pipe);
        lockBoth();
        try {
            if (lastWords.length > 0 && pipes.containsKey(pipe)) {
                pipe.deliver(Message.wrap(lastWords));
            }
            EndpointOptions _ = partLocked(pipe);
        } finally {
            unlockBoth();
        }
        raise();
        forget(pipe);
    }

    /** What was known of the endpoint; null if the pipe was given up before. */
    private @Nullable EndpointOptions partLocked(Pipe pipe) {
        EndpointOptions endpoint = pipes.remove(pipe);
        if (endpoint != null) {
            pipe.closeSend();
            detachFromPattern(pipe);
            if (pipe instanceof MessagePipe message && endpoint.way() == Endpoints.Way.BOUND) {
                left(message); // the other end stays with its endpoint
            }
        }
        return endpoint;
    }

    private void detachFromPattern(Pipe pipe) {
        pattern.detach(pipe);
        admitWritable(); // if it is among those that were announced, it is not kept until somebody sends or receives
        admitReadable();
    }

    /** Nobody keeps the two ends of a connection within a process but each other, unless there is something to read. */
    private void left(MessagePipe pipe) {
        MessagePipe peer = pipe.peer();
        boolean peerKeepsIt = peer != null && (!peer.isEnded() || peer.isListed());
        if (!pipe.isListed() && !peerKeepsIt) {
            context.environment().census().left(pipe);
            if (peer != null) {
                context.environment().census().left(peer);
            }
        }
    }

    /**
     * A pipe has no connection any more and gets none.
     *
     * @return how many messages were not sent and are dropped
     */
    final long detachWire(FramePipe pipe) {
        hearOut(pipe);
        lockBoth();
        try {
            EndpointOptions endpoint = partLocked(pipe);
            pipe.vacate();
            boolean staysWithEndpoint = endpoint != null
                    && endpoint.way() == Endpoints.Way.CONNECTED
                    && !endpoint.all().get(ZmqOption.IMMEDIATE);
            if (!staysWithEndpoint && !pipe.isListed()) {
                context.environment().census().left(pipe);
            }
        } finally {
            unlockBoth();
        }
        raise();
        forget(pipe);
        return pipe.drop();
    }

    /** A peer of a publisher has gone, and sends nothing more: takes what it has sent before. */
    private void hearOut(Pipe pipe) {
        if (pipe.isAbsorbed()) {
            absorb(pipe);
        }
    }

    /**
     * A peer of a publisher has gone: takes away what it had subscribed to, some of it under each hold of the lock.
     * Called by the thread that has detached the pipe, not under a lock.
     */
    private void forget(Pipe pipe) {
        Publisher publishes = publisher;
        if (publishes == null) {
            return;
        }
        boolean more = true;
        while (more) {
            sending.lock().lockInTurn();
            try {
                more = publishes.forget(pipe);
            } finally {
                sending.lock().unlock();
            }
            receiving.signal().raise(); // the user of an XPUB is told
        }
    }

    /** Takes what a peer of a publisher has sent; called by the thread that brought it. */
    private void absorb(Pipe pipe) {
        Publisher publishes = Objects.requireNonNull(publisher);
        boolean more = true;
        while (more) {
            Pipe evicted;
            sending.lock().lockInTurn();
            try {
                more = publishes.absorb(pipe);
                evicted = pattern.takeEvicted();
            } finally {
                sending.unlockRead();
            }
            raise();
            if (evicted instanceof MessagePipe message) {
                part(message);
                hangUp(message);
            } else if (evicted != null) {
                evicted.disconnect(TOO_MANY_TOPICS);
            }
            context.environment().memory().settle();
            more &= evicted != pipe;
        }
    }

    private boolean wantsToAbsorb() {
        return publisher != null && publisher.wantsToAbsorb();
    }

    /** The user of an XPUB has taken notices: there is room for more. */
    private void absorbStalled() {
        List<Pipe> stalled;
        sending.lock().lock();
        try {
            stalled = Objects.requireNonNull(publisher).takeStalled();
        } finally {
            sending.lock().unlock();
        }
        stalled.forEach(this::absorb);
    }

    // ---- subscriptions and groups, for the types that have them ----

    final void changeTopics(Runnable change) {
        Pipe evicted;
        lockBoth();
        try {
            checkOpen();
            change.run();
            evicted = pattern.takeEvicted();
        } finally {
            unlockBoth();
        }
        if (evicted != null) {
            evict(evicted, TOO_MANY_TOPICS);
        }
    }

    /** What the pattern knows under the send lock. */
    final <T> T askSender(Supplier<T> question) {
        sending.lock().lock();
        try {
            checkOpen();
            return question.get();
        } finally {
            sending.lock().unlock();
        }
    }

    // ---- sending ----

    public final void send(Message message) throws InterruptedException {
        send(Objects.requireNonNull(message, "message"), NO_FRAME);
    }

    public final void send(ByteBuffer frame) throws InterruptedException {
        send(null, frame);
    }

    private void send(@Nullable Message message, ByteBuffer frame) throws InterruptedException {
        long timeout = sendTimeout;
        if (!offer(message, frame) && !offerWithin(message, frame, timeout)) {
            throw notSent(timeout);
        }
    }

    public final boolean trySend(Message message) {
        return offer(Objects.requireNonNull(message, "message"), NO_FRAME);
    }

    public final boolean trySend(ByteBuffer frame) {
        return offer(null, frame);
    }

    public final boolean send(Message message, Duration timeout) throws InterruptedException {
        return send(Objects.requireNonNull(message, "message"), NO_FRAME, timeout);
    }

    public final boolean send(ByteBuffer frame, Duration timeout) throws InterruptedException {
        return send(null, frame, timeout);
    }

    private boolean send(@Nullable Message message, ByteBuffer frame, Duration timeout) throws InterruptedException {
        long nanos = LinkSettings.nanos(timeout);
        return offer(message, frame) || offerWithin(message, frame, nanos);
    }

    public final int sendAll(List<Message> messages) throws InterruptedException {
        long timeout = sendTimeout;
        int sent = sendAll(messages, () -> timeout);
        if (sent == 0 && !messages.isEmpty()) {
            throw notSent(timeout);
        }
        return sent;
    }

    public final int sendAll(List<Message> messages, Duration timeout) throws InterruptedException {
        long deadline = ticks.after(LinkSettings.nanos(timeout));
        return sendAll(messages, () -> deadline == Ticks.NEVER ? deadline : Math.max(0, deadline - ticks.nanos()));
    }

    /** As many as are accepted, waiting for each no longer than there is patience left. */
    private int sendAll(List<Message> messages, LongSupplier patience) throws InterruptedException {
        int sent = offerAll(messages, 0);
        while (sent < messages.size()) {
            Message next = messages.get(sent);
            try {
                boolean accepted = leaseOf(next) != null && offer(next, NO_FRAME);
                if (!accepted && !offerWithin(next, NO_FRAME, patience.getAsLong())) {
                    break;
                }
            } catch (InterruptedException e) {
                if (sent == 0) {
                    throw e;
                }
                Thread.currentThread().interrupt();
                return sent;
            } catch (ZmqException | ZmqArgumentException | ZmqStateException e) {
                if (sent == 0) {
                    throw e;
                }
                return sent;
            }
            sent = offerAll(messages, sent + 1);
        }
        return sent;
    }

    private ZmqException.TimedOut notSent(long timeout) {
        return new ZmqException.TimedOut(
                name + " could not send within " + millis(timeout) + " (ZMQ_SNDTIMEO): no peer takes messages now");
    }

    private static @Nullable Lease leaseOf(Message message) {
        return MESSAGES.many(message) == null ? null : MESSAGES.lease(message);
    }

    /** Sends the message, or if there is none the remaining bytes of the buffer, unless that would mean waiting. */
    private boolean offer(@Nullable Message message, ByteBuffer frame) {
        Lease lease = message == null ? null : leaseOf(message);
        if (lease == null) {
            return offerOwned(message, frame);
        }
        lease.enter(); // once the message is accepted, the queues hold what they need of it, and its user no more
        try {
            boolean accepted = offerOwned(message, frame);
            if (accepted) {
                lease.end();
            }
            return accepted;
        } finally {
            lease.exit();
        }
    }

    private boolean offerOwned(@Nullable Message message, ByteBuffer frame) {
        SideLock lock = sending.lock();
        Pipe written;
        lock.lock();
        try {
            checkOpen();
            admitWritable();
            Offer offered = message == null ? pattern.send(frame) : sendChecked(message);
            if (offered == Offer.FULL) {
                return false;
            }
            written = pattern.written();
        } finally {
            lock.unlock();
        }
        if (written != null) {
            written.flush();
        }
        return true;
    }

    /**
     * Sends messages from the index on as long as that does not mean waiting; the index of the first that was not sent. One whose memory is
     * lent is not: that is given back without a lock.
     */
    private int offerAll(List<Message> messages, int from) {
        SideLock lock = sending.lock();
        Pipe written = null;
        int next = from;
        lock.lock();
        try {
            checkOpen();
            admitWritable();
            while (next < messages.size() && sendOwned(messages.get(next))) {
                Pipe now = pattern.written();
                if (written != null && now != written) {
                    written.flushNow();
                }
                written = now;
                next++;
            }
        } catch (ZmqException | ZmqArgumentException | ZmqStateException e) {
            if (next == 0) {
                throw e;
            }
            // Those before it are accepted. Offered by itself, it is refused in its own right.
        } finally {
            lock.unlock();
            if (written != null) {
                written.flush();
            }
        }
        return next;
    }

    private boolean sendOwned(Message message) {
        return leaseOf(message) == null && sendChecked(message) == Offer.ACCEPTED;
    }

    private Offer sendChecked(Message message) {
        FramePipe.checkSize(message);
        return pattern.send(message);
    }

    private void admitWritable() {
        if (sending.ready().isEmpty()) {
            return;
        }
        ReadyList.Entry<Pipe> entry = sending.ready().takeAll();
        while (entry != null) {
            ReadyList.Entry<Pipe> next = entry.next();
            Pipe pipe = entry.owner();
            entry.unlist();
            if (!pipe.isEnded()) {
                pattern.writable(pipe);
            }
            entry = next;
        }
    }

    private boolean offerWithin(@Nullable Message message, ByteBuffer frame, long timeout) throws InterruptedException {
        if (timeout == 0) {
            return false;
        }
        Object sent = sending.signal()
                .until(() -> offer(message, frame) ? this : null, ticks, ticks.after(timeout), name, "to send");
        return sent != null;
    }

    @Override
    public final boolean canSend() {
        SideLock lock = sending.lock();
        lock.lock();
        try {
            checkOpen();
            admitWritable();
            return pattern.canSend();
        } finally {
            lock.unlock();
        }
    }

    // ---- receiving ----

    public final Message receive() throws InterruptedException {
        return receiveFor(null);
    }

    private Message receiveFor(@Nullable ByteBuffer into) throws InterruptedException {
        Message message = poll(into);
        if (message == null) {
            long timeout = receiveTimeout;
            message = pollWithin(timeout, into);
            if (message == null) {
                throw noMessage(timeout);
            }
        }
        return message;
    }

    private ZmqException.TimedOut noMessage(long timeout) {
        return new ZmqException.TimedOut(name + " received nothing within " + millis(timeout) + " (ZMQ_RCVTIMEO)");
    }

    private static String millis(long nanos) {
        return nanos / 1_000_000 + " ms";
    }

    public final Optional<Message> tryReceive() {
        return Optional.ofNullable(poll(null));
    }

    public final Optional<Message> receive(Duration timeout) throws InterruptedException {
        long nanos = LinkSettings.nanos(timeout);
        Message message = poll(null);
        return Optional.ofNullable(message == null ? pollWithin(nanos, null) : message);
    }

    public final List<Message> receiveAll(int most) throws InterruptedException {
        long timeout = receiveTimeout;
        List<Message> messages = receiveAll(most, timeout);
        if (messages.isEmpty()) {
            throw noMessage(timeout);
        }
        return messages;
    }

    public final List<Message> receiveAll(int most, Duration timeout) throws InterruptedException {
        return receiveAll(most, LinkSettings.nanos(timeout));
    }

    private List<Message> receiveAll(int most, long timeout) throws InterruptedException {
        if (most < 1) {
            throw new ZmqArgumentException("receiveAll(" + most + "); it takes 1 or more");
        }
        List<Message> messages = new ArrayList<>(Math.min(most, 256));
        pollAll(messages, most);
        Message first = messages.isEmpty() ? pollWithin(timeout, null) : null;
        if (first != null) {
            messages.add(first);
            pollAll(messages, most);
        }
        return messages;
    }

    public final int receive(ByteBuffer into) throws InterruptedException {
        int begin = begin(into);
        return size(receiveFor(into), into, begin);
    }

    public final OptionalInt receive(ByteBuffer into, Duration timeout) throws InterruptedException {
        long nanos = LinkSettings.nanos(timeout);
        int begin = begin(into);
        Message message = poll(into);
        Message received = message == null ? pollWithin(nanos, into) : message;
        return received == null ? OptionalInt.empty() : OptionalInt.of(size(received, into, begin));
    }

    public final OptionalInt tryReceive(ByteBuffer into) {
        int begin = begin(into);
        Message message = poll(into);
        return message == null ? OptionalInt.empty() : OptionalInt.of(size(message, into, begin));
    }

    private static int begin(ByteBuffer into) {
        if (into.isReadOnly()) {
            throw new ReadOnlyBufferException();
        }
        return into.position();
    }

    /** How many bytes the message has, which is in the buffer now. */
    private static int size(Message message, ByteBuffer into, int begin) {
        if (message == IN_BUFFER) {
            return into.position() - begin;
        }
        byte[] frame = MESSAGES.first(message);
        if (!fits(message, into)) {
            if (message.frameCount() > 1) {
                throw new ZmqStateException(
                        "the message has " + message.frameCount() + " frames; take it with receive()");
            }
            throw new ZmqException.TooLarge("the message has " + frame.length + " bytes, the buffer has room for "
                    + into.remaining() + "; it can still be received");
        }
        into.put(frame);
        return frame.length;
    }

    private static boolean fits(Message message, ByteBuffer into) {
        return message.frameCount() == 1 && MESSAGES.first(message).length <= into.remaining();
    }

    /** Lets whoever receives next have the message. */
    final void keep(Message message) {
        receiving.lock().lock();
        try {
            stash.addFirst(message);
        } finally {
            receiving.lock().unlock();
        }
        receiving.signal().raise();
    }

    /**
     * Takes a message if there is one.
     *
     * @param into the buffer that it is for, or null
     * @return the message; or if there is a buffer see {@link #next(ByteBuffer)}
     */
    private @Nullable Message poll(@Nullable ByteBuffer into) {
        SideLock lock = receiving.lock();
        Message message;
        boolean absorbs;
        lock.lock();
        try {
            checkOpen();
            admitReadable();
            message = into == null ? next() : next(into);
            absorbs = wantsToAbsorb();
        } finally {
            receiving.unlockRead();
        }
        if (absorbs) {
            absorbStalled();
        }
        return message;
    }

    private void pollAll(List<Message> into, int most) {
        SideLock lock = receiving.lock();
        boolean absorbs = false;
        lock.lock();
        try {
            checkOpen();
            admitReadable();
            Message message = into.size() < most ? next() : null;
            while (message != null) {
                into.add(message);
                message = into.size() < most ? next() : null;
            }
            absorbs = wantsToAbsorb();
        } catch (ZmqException e) {
            if (into.isEmpty()) {
                throw e;
            }
            // What was taken is returned; whoever asks for more is told.
        } finally {
            receiving.unlockRead();
        }
        if (absorbs) {
            absorbStalled();
        }
    }

    /** The next message, which is in the buffer, or which stays the next one because the buffer has no room for it. */
    private @Nullable Message next(ByteBuffer into) {
        if (stash.isEmpty() && pattern.receive(into) >= 0) {
            return IN_BUFFER;
        }
        boolean fresh = stash.isEmpty();
        Message message = next();
        if (message != null && !fits(message, into) && !(fresh && pattern.giveBack(message))) {
            stash.addFirst(message); // before anybody else can take what is behind it
        }
        return message;
    }

    private @Nullable Message next() {
        return stash.isEmpty() ? pattern.receive() : stash.removeFirst();
    }

    private void admitReadable() {
        if (receiving.ready().isEmpty()) {
            return;
        }
        ReadyList.Entry<Pipe> entry = receiving.ready().takeAll();
        while (entry != null) {
            ReadyList.Entry<Pipe> next = entry.next();
            pattern.readable(entry.owner());
            entry = next;
        }
    }

    private @Nullable Message pollWithin(long timeout, @Nullable ByteBuffer into) throws InterruptedException {
        if (timeout == 0) {
            return null;
        }
        return receiving.signal().until(() -> poll(into), ticks, ticks.after(timeout), name, "for a message");
    }

    @Override
    public final boolean canReceive() {
        SideLock lock = receiving.lock();
        lock.lock();
        try {
            checkOpen();
            admitReadable();
            return !stash.isEmpty() || pattern.canReceive();
        } finally {
            receiving.unlockRead();
        }
    }

    // ---- the end ----

    private void checkOpen() {
        if (state != State.OPEN) {
            throw closedException();
        }
    }

    final void checkOpenNow() {
        sending.lock().lock();
        try {
            checkOpen();
        } finally {
            sending.lock().unlock();
        }
    }

    final ZmqException closedException() {
        return state == State.TERMINATED
                ? new ZmqException.Terminated("the context of " + name + " was closed or shut down")
                : new ZmqException.SocketClosed(name + " is closed");
    }

    /** The context ends: no call succeeds any more but close. */
    final void terminate() {
        lockBoth();
        try {
            if (state == State.OPEN) {
                state = State.TERMINATED;
            }
        } finally {
            unlockBoth();
        }
        sending.signal().raiseAll();
        receiving.signal().raiseAll();
    }

    @Override
    public final void close() {
        if (giveUp()) {
            seal(Acceptor.patience(ticks));
        }
    }

    /** Closes all but for what may have to be waited for; false if somebody else does. {@link #seal} follows if not. */
    final boolean giveUp() {
        List<Pipe> left;
        lockBoth();
        try {
            if (closeCalled) {
                return false;
            }
            closeCalled = true;
            if (state == State.OPEN) {
                state = State.CLOSED;
            }
            left = List.copyOf(pipes.keySet());
            left.forEach(this::abandon);
            if (publisher != null) {
                publisher.close();
            }
            stash.clear();
        } finally {
            unlockBoth();
        }
        sending.signal().raiseAll();
        receiving.signal().raiseAll();
        left.forEach(this::forget);
        left.forEach(KernelSocket::hangUp);
        endpoints.close();
        return true;
    }

    /**
     * The socket is over when the last of its threads is, and nobody has to wait for its addresses beyond the deadline.
     */
    final void seal(long deadline) {
        endpoints.awaitReleased(deadline);
        scope.seal();
    }

    private void lockBoth() {
        sending.lock().lock();
        if (receiving.lock() != sending.lock()) {
            receiving.lock().lock();
        }
    }

    private void unlockBoth() {
        if (receiving.lock() != sending.lock()) {
            receiving.lock().unlock();
        }
        sending.lock().unlock();
    }
}
