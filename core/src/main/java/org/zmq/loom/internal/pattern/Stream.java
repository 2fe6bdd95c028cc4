package org.zmq.loom.internal.pattern;

import org.zmq.loom.Message;
import org.zmq.loom.ZmqArgumentException;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.internal.pipe.Pipe;

/**
 * Exchanges bytes with peers that speak no protocol of ours: a ROUTER that gives all of them their names, and refuses what nobody can get.
 *
 * <p>A peer to which the socket connects has its name at once, so that it can be written to before it is there.
 *
 * <p>Source: zmq_socket(3), "Native Pattern".
 */
public final class Stream extends Router {
    /** Without peers. */
    public Stream() {}

    @Override
    boolean isMandatory(ZmqOptions options) {
        return true;
    }

    /**
     * Under both locks: gives a peer a name.
     *
     * @return the name of the peer that was given one last
     */
    public byte[] name(Pipe pipe) {
        boolean _ = identify(pipe, MessageFrames.EMPTY);
        return newest();
    }

    @Override
    public Offer send(Message message) {
        if (message.frameCount() != 2) {
            throw new ZmqArgumentException(
                    "a STREAM sends a routing id and one frame of bytes, not " + message.frameCount() + " frames");
        }
        return super.send(message);
    }

    @Override
    public boolean canSend() {
        return true;
    }
}
