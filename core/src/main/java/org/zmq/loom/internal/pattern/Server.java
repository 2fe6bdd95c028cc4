package org.zmq.loom.internal.pattern;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;
import org.zmq.loom.ZmqException;
import org.zmq.loom.internal.pipe.Pipe;

/**
 * Calls each peer by a number of 32 bits, its routing id: a message that is sent says whom it is for, one that is received whom it came
 * from. Each pipe has its number from the beginning to its end, over reconnects.
 *
 * <p>Source: RFC 41/CLISRV, "The SERVER Socket Type"; RFC 51/P2P, "The PEER Socket Type"; zmq_socket(3).
 */
public final class Server extends Pattern {
    /** What is noted of a pipe. */
    private static final class Peer {
        private final int id;

        // Under the receive lock: the origin of its messages, without and with its id.
        private @Nullable Object origin;
        private @Nullable Object routed;

        Peer(int id) {
            this.id = id;
        }

        Message sent(Message message) {
            Object from = MessageFrames.MESSAGES.originOf(message);
            Object stamp = routed;
            if (stamp == null || from != origin) {
                stamp = MessageFrames.MESSAGES.routed(from, id);
                origin = from;
                routed = stamp;
            }
            byte[][] many = MessageFrames.MESSAGES.many(message);
            return many == null
                    ? MessageFrames.MESSAGES.received(MessageFrames.MESSAGES.first(message), stamp)
                    : MessageFrames.MESSAGES.received(many, stamp);
        }
    }

    private final FairQueue received = new FairQueue();

    // Both locks to write, either to read.
    private final Map<Integer, Pipe> byId = new HashMap<>();
    private int nextId = ThreadLocalRandom.current().nextInt();

    // Under the send lock.
    private @Nullable Pipe written;

    /** Without peers. */
    public Server() {}

    // ---- peers ----

    @Override
    public boolean attach(Pipe pipe) {
        int id = nextId++;
        while (id == 0 || byId.containsKey(id)) {
            id = nextId++;
        }
        byId.put(id, pipe);
        pipe.note(new Peer(id));
        received.add(pipe);
        return true;
    }

    @Override
    public void detach(Pipe pipe) {
        byId.remove(peer(pipe).id);
        received.ended(pipe);
        if (written == pipe) {
            written = null;
        }
    }

    private static Peer peer(Pipe pipe) {
        return (Peer) Objects.requireNonNull(pipe.note(), "a pipe that was never attached");
    }

    /** Under either lock: the routing id of a pipe that was attached. */
    public int idOf(Pipe pipe) {
        return peer(pipe).id;
    }

    /**
     * Under either lock: the pipe that has a routing id.
     *
     * @throws ZmqException.Unreachable if there is none
     */
    public Pipe pipe(int routingId) {
        Pipe pipe = byId.get(routingId);
        if (pipe == null) {
            throw new ZmqException.Unreachable("no peer has the routing id " + Integer.toUnsignedString(routingId)
                    + (routingId == 0 ? ", or none was given: see Message.reply() and Message.withRoutingId()" : ""));
        }
        return pipe;
    }

    // ---- sending ----

    @Override
    public Offer send(Message message) {
        written = null;
        Pipe pipe = pipe(message.routingId());
        if (!pipe.canWrite()) {
            return Offer.FULL;
        }
        pipe.write(message);
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
        return true;
    }

    // ---- receiving ----

    @Override
    public @Nullable Message receive() {
        Pipe pipe = received.next();
        if (pipe == null) {
            return null;
        }
        Message message = pipe.read();
        received.advance();
        return peer(pipe).sent(message);
    }

    @Override
    public int receive(ByteBuffer into) {
        return received.receive(into);
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
