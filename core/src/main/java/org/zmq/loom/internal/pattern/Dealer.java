package org.zmq.loom.internal.pattern;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.internal.pipe.Pipe;

/**
 * Sends to its peers in turn, and receives from them in turn.
 *
 * <p>Source: RFC 28/REQREP, "The DEALER Socket Type".
 */
public final class Dealer extends Pattern {
    private final RoundRobin peers = new RoundRobin();
    private final FairQueue received = new FairQueue();
    private boolean probes;

    /** Without peers. */
    public Dealer() {}

    @Override
    public void configure(ZmqOptions options) {
        probes = options.get(ZmqOption.PROBE_ROUTER);
    }

    @Override
    public boolean attach(Pipe pipe) {
        peers.add(pipe);
        received.add(pipe);
        if (probes) {
            pipe.write(Message.empty());
            pipe.flushNow();
        }
        return true;
    }

    @Override
    public void detach(Pipe pipe) {
        peers.remove(pipe);
        received.ended(pipe);
    }

    @Override
    public Offer send(Message message) {
        return peers.send(message);
    }

    @Override
    public Offer send(ByteBuffer frame) {
        return peers.send(frame);
    }

    @Override
    public @Nullable Pipe written() {
        return peers.written();
    }

    @Override
    public boolean canSend() {
        return peers.next() != null;
    }

    @Override
    public void writable(Pipe pipe) {
        peers.activate(pipe);
    }

    @Override
    public @Nullable Message receive() {
        return received.receive();
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
