package org.zmq.loom.internal.pattern;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;
import org.zmq.loom.internal.pipe.Pipe;

/** Sends to its peers in turn, and never drops. */
public final class Push extends Pattern {
    private final RoundRobin peers = new RoundRobin();

    /** A pusher without peers. */
    public Push() {}

    @Override
    public boolean attach(Pipe pipe) {
        peers.add(pipe);
        return true;
    }

    @Override
    public void detach(Pipe pipe) {
        peers.remove(pipe);
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
}
