package org.zmq.loom.internal.pattern;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;
import org.zmq.loom.SocketOption;
import org.zmq.loom.SocketOptions;
import org.zmq.loom.ZmqException;
import org.zmq.loom.internal.pipe.Pipe;

/**
 * Calls each peer by a routing id: the first frame of what it sends names the receiver, and of what it receives the sender.
 *
 * <p>A peer has no name, and can neither be read nor written to, until it has said what it wants to be called. One that does not care gets a
 * name of five bytes, the first of them 0, that no peer can ask for.
 *
 * <p>Source: RFC 28/REQREP, "The ROUTER Socket Type"; zmq_socket(3), zmq_setsockopt(3).
 */
public final class Router extends Pattern {
    private static final Object NO_ORIGIN = MessageFrames.MESSAGES.origin(Map.of(), true);

    private final FairQueue received = new FairQueue();

    // Both locks to write, either to read.
    private final Map<RoutingId, Pipe> byId = new HashMap<>();
    private final Map<Pipe, RoutingId> ids = new HashMap<>();
    private final Set<Pipe> anonymous = new HashSet<>();
    private @Nullable Pipe evicted;
    private boolean mandatory;
    private boolean handsOver;
    private boolean probes;
    private int nextNumber = ThreadLocalRandom.current().nextInt();

    // Under the send lock.
    private @Nullable Pipe written;

    /** Without peers. */
    public Router() {}

    @Override
    public void configure(SocketOptions options) {
        mandatory = options.get(SocketOption.ROUTER_MANDATORY);
        handsOver = options.get(SocketOption.ROUTER_HANDOVER);
        probes = options.get(SocketOption.PROBE_ROUTER);
    }

    // ---- peers ----

    @Override
    public boolean attach(Pipe pipe) {
        anonymous.add(pipe);
        if (probes) {
            pipe.write(Message.empty());
            pipe.flushNow();
        }
        return true;
    }

    /** Gives a peer that is not connected yet the name by which it can be written to already. */
    public boolean name(Pipe pipe, byte[] chosen) {
        RoutingId id = new RoutingId(chosen);
        if (byId.containsKey(id)) {
            return false;
        }
        admit(pipe, id);
        return true;
    }

    @Override
    public boolean identify(Pipe pipe, byte[] routingId) {
        if (!anonymous.contains(pipe)) {
            return true; // it was named before, and keeps its name over reconnects
        }
        RoutingId id = new RoutingId(routingId.length == 0 ? generated() : routingId);
        Pipe holder = byId.get(id);
        if (holder != null) {
            if (!handsOver) {
                return false;
            }
            RoutingId other = new RoutingId(generated());
            byId.remove(id);
            byId.put(other, holder);
            ids.put(holder, other);
            evicted = holder;
        }
        admit(pipe, id);
        return true;
    }

    private void admit(Pipe pipe, RoutingId id) {
        anonymous.remove(pipe);
        byId.put(id, pipe);
        ids.put(pipe, id);
        received.add(pipe);
    }

    private byte[] generated() {
        byte[] id;
        do {
            id = ByteBuffer.allocate(5).put((byte) 0).putInt(nextNumber++).array();
        } while (byId.containsKey(new RoutingId(id)));
        return id;
    }

    @Override
    public @Nullable Pipe takeEvicted() {
        Pipe taken = evicted;
        evicted = null;
        return taken;
    }

    @Override
    public void detach(Pipe pipe) {
        anonymous.remove(pipe);
        RoutingId id = ids.get(pipe);
        if (id != null) {
            byId.remove(id);
            received.ended(pipe);
            if (!received.contains(pipe)) {
                ids.remove(pipe);
            }
        }
    }

    // ---- sending ----

    @Override
    public Offer send(Message message) {
        written = null;
        if (message.frameCount() == 1) {
            return Offer.ACCEPTED; // an address and nothing to send
        }
        RoutingId id = new RoutingId(MessageFrames.at(message, 0));
        Pipe pipe = byId.get(id);
        if (pipe == null) {
            if (mandatory) {
                throw new ZmqException.Unreachable("no peer has the routing id " + id);
            }
            return Offer.ACCEPTED;
        }
        if (!pipe.canWrite()) {
            return mandatory ? Offer.FULL : Offer.ACCEPTED;
        }
        pipe.write(MessageFrames.NONE, message, 1);
        written = pipe;
        return Offer.ACCEPTED;
    }

    @Override
    public @Nullable Pipe written() {
        return written;
    }

    @Override
    public boolean isAddressed() {
        return true;
    }

    @Override
    public boolean canSend() {
        if (!mandatory) {
            return true;
        }
        for (Pipe pipe : byId.values()) {
            if (pipe.canWrite()) {
                return true;
            }
        }
        return false;
    }

    // ---- receiving ----

    @Override
    public @Nullable Message receive() {
        Pipe pipe = received.next();
        if (pipe == null) {
            return null;
        }
        Message message = pipe.read();
        RoutingId id = ids.get(pipe);
        received.advance();
        if (id == null) {
            throw new IllegalStateException("a peer without a name was read from");
        }
        if (pipe.isEnded() && !pipe.canRead()) {
            ids.remove(pipe);
        }
        Object origin = MessageFrames.MESSAGES.originOf(message);
        return MessageFrames.MESSAGES.received(
                MessageFrames.behind(id.bytes(), message), origin == null ? NO_ORIGIN : origin);
    }

    @Override
    public boolean canReceive() {
        return received.next() != null;
    }

    @Override
    public void readable(Pipe pipe) {
        received.readable(pipe);
    }
}
