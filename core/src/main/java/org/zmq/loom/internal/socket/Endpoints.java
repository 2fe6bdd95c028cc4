package org.zmq.loom.internal.socket;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Endpoint;
import org.zmq.loom.Errno;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.internal.inproc.Party;
import org.zmq.loom.internal.inproc.Registry;
import org.zmq.loom.internal.link.Acceptor;
import org.zmq.loom.internal.link.ActiveEndpoint;
import org.zmq.loom.internal.link.Connector;
import org.zmq.loom.internal.link.LinkSettings;
import org.zmq.loom.internal.pipe.FramePipe;
import org.zmq.loom.internal.pipe.MessagePipe;
import org.zmq.loom.internal.pipe.Pipe;
import org.zmq.loom.internal.scope.Scope;
import org.zmq.loom.spi.Listener;
import org.zmq.loom.spi.Ticks;
import org.zmq.loom.spi.Transport;

/**
 * What a socket is bound and connected to.
 *
 * <p>Threading: any thread; the lock is held for bookkeeping only.
 */
final class Endpoints {
    /** How a socket got to an endpoint. */
    enum Way {
        BOUND,
        CONNECTED
    }

    static final String INPROC = "inproc";
    private static final String UDP = "udp";

    private record Entry(
            Way way,
            Endpoint asked,
            Endpoint endpoint,
            ActiveEndpoint attachment,
            ZmqOptions own,
            @Nullable FramePipe kept) {
        /** Of what is the same as it was asked for. */
        Entry(Way way, Endpoint asked, ActiveEndpoint attachment, ZmqOptions own, @Nullable FramePipe kept) {
            this(way, asked, asked, attachment, own, kept);
        }

        boolean isCalled(Endpoint text) {
            return endpoint.equals(text) || asked.equals(text);
        }

        boolean isOf(Pipe pipe) {
            return kept == pipe || (attachment instanceof InprocEndpoint inproc && inproc.pipe() == pipe);
        }
    }

    /** What came of connecting; no pipe if there is none before the peer is there, or there was one before. */
    record Connected(Endpoint endpoint, @Nullable Pipe pipe) {}

    private final KernelSocket socket;

    // Guarded by this.
    private final List<Entry> entries = new ArrayList<>(1);
    private final List<Connector> dead = new ArrayList<>(0);
    private @Nullable Endpoint last;
    private boolean closed;
    private List<Entry> closing = List.of(); // what close() has ended, and nobody has waited for

    Endpoints(KernelSocket socket) {
        this.socket = socket;
    }

    synchronized Optional<Endpoint> last() {
        return Optional.ofNullable(last);
    }

    /** Refuses what the type of the socket and the protocol cannot do together. */
    private void checkProtocol(Way way, Endpoint endpoint) {
        SocketType type = socket.type();
        boolean isUdp = endpoint.scheme().equals(UDP);
        if (type == SocketType.DGRAM && way == Way.CONNECTED) {
            throw incompatible(endpoint, "a DGRAM is bound, not connected: each message says where it goes");
        }
        if (type == SocketType.DGRAM && !isUdp) {
            throw incompatible(endpoint, "a DGRAM speaks udp only");
        }
        if (isUdp && type != SocketType.DGRAM) {
            if (type != SocketType.RADIO && type != SocketType.DISH) {
                throw incompatible(endpoint, "only RADIO, DISH and DGRAM speak udp, not " + type);
            }
            if ((type == SocketType.RADIO) != (way == Way.CONNECTED)) {
                throw incompatible(endpoint, "over udp a RADIO is connected and a DISH is bound");
            }
        }
    }

    private static ZmqException.EndpointFailed incompatible(Endpoint endpoint, String rule) {
        return new ZmqException.EndpointFailed(Errno.ENOCOMPATPROTO, endpoint + ": " + rule);
    }

    // ---- bind ----

    Endpoint bind(Endpoint asked, EndpointOptions options) {
        checkProtocol(Way.BOUND, asked);
        if (asked.scheme().equals(INPROC)) {
            return bindInproc(asked, options);
        }
        Transport transport = socket.context().transport(asked);
        Listener listener;
        try {
            listener = transport.listen(asked.address(), options.all());
        } catch (ZmqException.EndpointFailed e) {
            socket.feed().tell(new SocketEvent.BindFailed(asked, e.errno()));
            throw e;
        }
        Endpoint bound;
        Acceptor acceptor;
        try {
            bound = new Endpoint(asked.scheme(), listener.address());
            acceptor = new Acceptor(
                    socket.context().environment(),
                    socket.scope().child(threadName(bound)),
                    bound,
                    listener,
                    options.all(),
                    new SocketHost(socket, options, null));
        } catch (Scope.Closed e) {
            close(listener, e);
            throw socket.closedException();
        } catch (RuntimeException | Error e) { // thrown by the transport
            close(listener, e);
            throw e;
        }
        add(new Entry(Way.BOUND, asked, bound, acceptor, options.own(), null));
        socket.feed().tell(new SocketEvent.Listening(bound));
        try {
            acceptor.start();
        } catch (Scope.Closed e) {
            socket.checkOpenNow(); // if it is open, somebody else has unbound the endpoint by now
        }
        return bound;
    }

    /** Closes a listener that came to nothing, whatever its transport thinks of that. */
    private static void close(Listener listener, Throwable why) {
        try {
            listener.close();
        } catch (RuntimeException | Error e) {
            why.addSuppressed(e);
        }
    }

    private Endpoint bindInproc(Endpoint asked, EndpointOptions options) {
        checkMessages(asked, options);
        Registry registry = socket.context().inproc();
        Party party = new InprocParty(socket, options, options.all().get(ZmqOption.DISCONNECT_MESSAGE));
        if (!registry.bind(asked.address(), party)) {
            throw new ZmqException.EndpointFailed(
                    Errno.EADDRINUSE, asked + " is bound by another socket of this context");
        }
        add(new Entry(Way.BOUND, asked, new InprocEndpoint(registry, asked, party, socket, null), options.own(), null));
        return asked;
    }

    /** Sockets of the same process exchange messages, not bytes. */
    private void checkMessages(Endpoint asked, EndpointOptions options) {
        if (socket.isRaw(options)) {
            throw new ZmqException.EndpointFailed(
                    Errno.ENOCOMPATPROTO, socket.name() + " exchanges bytes, and there are none at " + asked);
        }
    }

    private String threadName(Endpoint endpoint) {
        return socket.name() + "/" + endpoint.scheme() + " " + endpoint.address();
    }

    private void add(Entry entry) {
        boolean late;
        synchronized (this) {
            late = closed;
            if (!late) {
                entries.add(entry);
                last = entry.endpoint();
            }
        }
        if (late) {
            entry.attachment().close();
            entry.attachment().awaitReleased(patience());
            if (entry.kept() != null) {
                long _ = socket.detachWire(entry.kept()); // it was never served, so nobody else gives its memory back
            }
            throw socket.closedException();
        }
    }

    // ---- connect ----

    Connected connect(Endpoint asked, EndpointOptions options) {
        checkProtocol(Way.CONNECTED, asked);
        if (asked.scheme().equals(INPROC)) {
            return connectInproc(asked, options);
        }
        Transport transport = socket.context().transport(asked);
        transport.checkDial(asked.address(), options.all());
        if (isAlreadyConnected(asked)) {
            return new Connected(asked, null);
        }
        FramePipe kept = options.all().get(ZmqOption.IMMEDIATE) ? null : socket.attachKept(options);
        Connector connector;
        try {
            connector = new Connector(
                    socket.context().environment(),
                    socket.scope().child(threadName(asked)),
                    asked,
                    transport,
                    options.all(),
                    new SocketHost(socket, options, kept),
                    kept);
        } catch (Scope.Closed e) {
            if (kept != null) {
                long _ = socket.detachWire(kept);
            }
            throw socket.closedException();
        }
        add(new Entry(Way.CONNECTED, asked, connector, options.own(), kept));
        try {
            connector.start();
        } catch (Scope.Closed e) {
            if (kept != null) {
                long _ = socket.detachWire(kept);
            }
            socket.checkOpenNow(); // if it is open, somebody else has disconnected the endpoint by now
        }
        return new Connected(asked, kept);
    }

    private Connected connectInproc(Endpoint asked, EndpointOptions options) {
        checkMessages(asked, options);
        Registry registry = socket.context().inproc();
        Party party = new InprocParty(socket, options, new byte[0]);
        MessagePipe pipe = registry.connect(asked.address(), party);
        if (pipe == null) {
            throw socket.refusal();
        }
        add(new Entry(
                Way.CONNECTED, asked, new InprocEndpoint(registry, asked, party, socket, pipe), options.own(), null));
        return new Connected(asked, pipe);
    }

    /** Whether connecting again would only make a second connection that a socket of this type has no use for. */
    private synchronized boolean isAlreadyConnected(Endpoint endpoint) {
        SocketType type = socket.type();
        boolean once =
                type == SocketType.DEALER || type == SocketType.SUB || type == SocketType.PUB || type == SocketType.REQ;
        return once
                && entries.stream()
                        .anyMatch(entry -> entry.way() == Way.CONNECTED
                                && entry.endpoint().equals(endpoint)
                                && !dead.contains(entry.attachment()));
    }

    // ---- the end ----

    void unbind(Endpoint endpoint) {
        end(Way.BOUND, endpoint);
    }

    void disconnect(Endpoint endpoint) {
        end(Way.CONNECTED, endpoint);
    }

    /** Ends the endpoint whose pipe this is, at once; false if there is none. */
    boolean close(Pipe pipe) {
        List<Entry> ended = take(entry -> entry.isOf(pipe));
        ended.forEach(entry -> entry.attachment().close());
        return !ended.isEmpty();
    }

    private void end(Way way, Endpoint endpoint) {
        List<Entry> ended = take(way, endpoint);
        if (ended.isEmpty()) {
            throw new ZmqException.EndpointFailed(
                    Errno.ENOENT,
                    socket.name() + " is not " + (way == Way.BOUND ? "bound" : "connected") + " to " + endpoint
                            + "; it takes what bind() or connect() was given or returned: " + texts(way));
        }
        end(ended);
        awaitReleased(ended, patience());
    }

    /** Takes all that are called so, or, if none is, all that mean the same address, which transports know. */
    private List<Entry> take(Way way, Endpoint endpoint) {
        List<Entry> called = take(entry -> entry.way() == way && entry.isCalled(endpoint));
        if (!called.isEmpty()) {
            return called;
        }
        ZmqOptions options = socket.options();
        List<Entry> same = all().stream()
                .filter(entry -> entry.way() == way && isSame(endpoint, entry.endpoint(), options))
                .toList();
        return take(entry -> same.stream().anyMatch(one -> one == entry));
    }

    private synchronized List<Entry> all() {
        return List.copyOf(entries);
    }

    private synchronized List<Entry> take(Predicate<Entry> which) {
        List<Entry> taken = new ArrayList<>(1);
        entries.removeIf(entry -> which.test(entry) && taken.add(entry));
        taken.forEach(entry -> dead.remove(entry.attachment()));
        return taken;
    }

    private boolean isSame(Endpoint one, Endpoint other, ZmqOptions options) {
        return one.scheme().equals(other.scheme())
                && !one.scheme().equals(INPROC)
                && socket.context().transport(one).same(one.address(), other.address(), options);
    }

    private synchronized List<String> texts(Way way) {
        return entries.stream()
                .filter(entry -> entry.way() == way)
                .map(entry -> entry.endpoint().toString())
                .toList();
    }

    /** A connected endpoint that will not be connected again stays in the list, unless reconnecting is switched off. */
    synchronized void abandoned(Connector connector, boolean lost) {
        if (lost) {
            entries.removeIf(entry -> entry.attachment() == connector);
        } else if (entries.stream().anyMatch(entry -> entry.attachment() == connector)) {
            dead.add(connector);
        }
    }

    /** Ends everything: the socket is closed. {@link #awaitReleased} follows. */
    void close() {
        List<Entry> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(entries);
            entries.clear();
            dead.clear();
            closing = all;
        }
        end(all);
    }

    /** Waits until the addresses of all that {@link #close} has ended are free, or the deadline. */
    void awaitReleased(long deadline) {
        List<Entry> all;
        synchronized (this) {
            all = closing;
            closing = List.of();
        }
        awaitReleased(all, deadline);
    }

    /** One after the other, as all were ended before. */
    private static void awaitReleased(List<Entry> ended, long deadline) {
        ended.forEach(entry -> entry.attachment().awaitReleased(deadline));
    }

    private long patience() {
        return Acceptor.patience(socket.context().environment().ticks());
    }

    private void end(List<Entry> ended) {
        ZmqOptions options = socket.options();
        Ticks ticks = socket.context().environment().ticks();
        for (Entry entry : ended) {
            long linger = LinkSettings.nanos(options.with(entry.own()).get(ZmqOption.LINGER));
            if (entry.kept() != null) {
                socket.detach(entry.kept());
            }
            if (linger == 0) {
                entry.attachment().close();
            } else {
                entry.attachment().drain(ticks.after(linger));
            }
        }
    }
}
