package org.zmq.loom.internal.pattern;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;
import org.zmq.loom.internal.pipe.Pipe;

/** Receives from its peers in turn. */
public final class Pull extends Pattern {
    private final FairQueue peers = new FairQueue();

    /** A puller without peers. */
    public Pull() {}

    @Override
    public boolean attach(Pipe pipe) {
        peers.add(pipe);
        return true;
    }

    @Override
    public void detach(Pipe pipe) {
        peers.ended(pipe);
    }

    @Override
    public @Nullable Message receive() {
        return peers.receive();
    }

    @Override
    public int receive(ByteBuffer into) {
        return peers.receive(into);
    }

    @Override
    public boolean canReceive() {
        return peers.next() != null;
    }

    @Override
    public void readable(Pipe pipe) {
        peers.readable(pipe);
    }
}
