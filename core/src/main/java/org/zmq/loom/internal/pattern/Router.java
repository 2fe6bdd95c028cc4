package org.zmq.loom.internal.pattern;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;
import org.zmq.loom.RoutingId;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.internal.pipe.Pipe;
import org.zmq.loom.internal.pipe.RawPipe;

/**
 * Calls each peer by a routing id: the first frame of what it sends names the receiver, and of what it receives the sender.
 *
 * <p>A peer has no name, and can neither be read nor written to, until it has said what it wants to be called. One that does not care gets a
 * name of five bytes, the first of them 0, that no peer can ask for.
 *
 * <p>Source: RFC 28/REQREP, "The ROUTER Socket Type"; zmq_socket(3), zmq_setsockopt(3).
 */
public class Router extends Pattern {
    private static final Object NO_ORIGIN = MessageFrames.MESSAGES.origin(Map.of(), true);

    private final FairQueue received = new FairQueue();

    // Under the send lock.
    private final Map<RoutingId, Pipe> byId = new HashMap<>();

    // Both locks to write, either to read.
    private final Set<Pipe> anonymous = new HashSet<>();
    private @Nullable Pipe evicted;
    private boolean mandatory;
    private boolean handsOver;
    private boolean probes;
    private byte[] newest = MessageFrames.EMPTY;
    private int nextNumber = ThreadLocalRandom.current().nextInt();

    // Under the send lock.
    private @Nullable Pipe written;

    /** Without peers. */
    public Router() {}

    @Override
    public void configure(ZmqOptions options) {
        mandatory = isMandatory(options);
        handsOver = options.get(ZmqOption.ROUTER_HANDOVER);
        probes = options.get(ZmqOption.PROBE_ROUTER);
    }

    /** Whether a message that no peer can get is refused. */
    boolean isMandatory(ZmqOptions options) {
        return options.get(ZmqOption.ROUTER_MANDATORY);
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
        RoutingId id = MessageFrames.MESSAGES.routingId(chosen);
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
        RoutingId id = MessageFrames.MESSAGES.routingId(routingId.length == 0 ? generated() : routingId);
        Pipe holder = byId.get(id);
        if (holder != null) {
            if (!handsOver) {
                return false;
            }
            RoutingId other = MessageFrames.MESSAGES.routingId(generated());
            byId.remove(id);
            byId.put(other, holder);
            holder.note(other);
            evicted = holder;
        }
        admit(pipe, id);
        return true;
    }

    private void admit(Pipe pipe, RoutingId id) {
        anonymous.remove(pipe);
        byId.put(id, pipe);
        pipe.note(id);
        received.add(pipe);
    }

    /** Under either lock: what the peer is called; null if it has not said that. The pipe keeps it as long as anybody keeps the pipe. */
    private static @Nullable RoutingId idOf(Pipe pipe) {
        return (RoutingId) pipe.note();
    }

    private byte[] generated() {
        byte[] id;
        do {
            id = ByteBuffer.allocate(5).put((byte) 0).putInt(nextNumber++).array();
        } while (byId.containsKey(MessageFrames.MESSAGES.routingId(id)));
        newest = id;
        return id;
    }

    /** Under both locks: the name that was made last, for a peer that had none; empty if there was none. */
    final byte[] newest() {
        return newest;
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
        RoutingId id = idOf(pipe);
        if (id != null) {
            byId.remove(id, pipe);
            received.ended(pipe);
        }
        if (written == pipe) {
            written = null;
        }
    }

    // ---- sending ----

    @Override
    public Offer send(Message message) {
        written = null;
        if (message.frameCount() == 1) {
            return Offer.ACCEPTED; // an address and nothing to send
        }
        RoutingId id = MessageFrames.MESSAGES.routingId(MessageFrames.at(message, 0));
        Pipe pipe = byId.get(id);
        if (pipe == null) {
            if (mandatory) {
                throw new ZmqException.Unreachable("no peer has the routing id " + id);
            }
            return Offer.ACCEPTED;
        }
        if (pipe instanceof RawPipe raw && isEnd(message)) {
            byId.remove(id);
            raw.hangUp();
            return Offer.ACCEPTED;
        }
        if (!pipe.canWrite()) {
            return mandatory ? Offer.FULL : Offer.ACCEPTED;
        }
        pipe.write(MessageFrames.NONE, message, 1);
        written = pipe;
        return Offer.ACCEPTED;
    }

    /** Whether a peer that takes bytes is told that there will be no more. */
    private static boolean isEnd(Message message) {
        return message.frameCount() == 2 && MessageFrames.at(message, 1).length == 0;
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

    /**
     * Under the send lock: whether a message to one peer would be accepted.
     *
     * @throws ZmqException.Unreachable if no peer has this name
     */
    public boolean canSendTo(RoutingId id) {
        Pipe pipe = byId.get(id);
        if (pipe == null) {
            throw new ZmqException.Unreachable("no peer has the routing id " + id);
        }
        return pipe.canWrite();
    }

    // ---- receiving ----

    @Override
    public @Nullable Message receive() {
        Pipe pipe = received.next();
        if (pipe == null) {
            return null;
        }
        Message message = pipe.read();
        RoutingId id = Objects.requireNonNull(idOf(pipe), "a peer without a name was read from");
        received.advance();
        Object origin = MessageFrames.MESSAGES.originOf(message);
        return MessageFrames.MESSAGES.received(
                MessageFrames.behind(MessageFrames.MESSAGES.bytes(id), message), origin == null ? NO_ORIGIN : origin);
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
