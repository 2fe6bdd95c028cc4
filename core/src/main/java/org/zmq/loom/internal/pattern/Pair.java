package org.zmq.loom.internal.pattern;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;
import org.zmq.loom.internal.pipe.Pipe;

/**
 * Has one peer at a time.
 *
 * <p>Source: RFC 31/EXPAIR.
 */
public final class Pair extends Pattern {
    private final FairQueue received = new FairQueue();
    private @Nullable Pipe peer;

    /** Without a peer. */
    public Pair() {}

    @Override
    public boolean attach(Pipe pipe) {
        if (peer != null) {
            return false;
        }
        peer = pipe;
        received.add(pipe);
        return true;
    }

    @Override
    public void detach(Pipe pipe) {
        received.ended(pipe);
        if (peer == pipe) {
            peer = null;
        }
    }

    @Override
    public Offer send(Message message) {
        if (peer == null || !peer.canWrite()) {
            return Offer.FULL;
        }
        peer.write(message);
        return Offer.ACCEPTED;
    }

    @Override
    public Offer send(ByteBuffer frame) {
        if (peer == null || !peer.canWrite()) {
            return Offer.FULL;
        }
        peer.write(frame);
        return Offer.ACCEPTED;
    }

    @Override
    public @Nullable Pipe written() {
        return peer;
    }

    @Override
    public boolean canSend() {
        return peer != null && peer.canWrite();
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
