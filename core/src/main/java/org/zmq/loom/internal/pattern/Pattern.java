package org.zmq.loom.internal.pattern;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.internal.pipe.Pipe;

/**
 * What a type of socket does with its pipes: which one a message goes to, which one the next message comes from, whose turn it is.
 *
 * <p>Threading: methods say under which lock of the socket they run. No method blocks, does I/O or looks at a clock.
 *
 * <p>Source: RFC 28/REQREP, RFC 29/PUBSUB, RFC 30/PIPELINE, RFC 31/EXPAIR; zmq_socket(3).
 */
public abstract class Pattern {
    /** What became of a message. */
    public enum Offer {
        /** It counts as sent; a pattern that drops has perhaps dropped it. */
        ACCEPTED,
        /** Nothing can take it now. */
        FULL
    }

    /** A pattern without pipes. */
    protected Pattern() {}

    // ---- both locks ----

    /** The socket's options have changed, or are known for the first time. */
    public void configure(ZmqOptions options) {}

    /**
     * A peer has come, or is about to.
     *
     * @return false if the pattern will not have it
     */
    public abstract boolean attach(Pipe pipe);

    /**
     * A peer that was attached said what it wants to be called. Its connection was just made; the pipe may have had one before.
     *
     * @param routingId empty if the peer does not care
     * @return false if the pattern will not have it
     */
    public boolean identify(Pipe pipe, byte[] routingId) {
        return true;
    }

    /** A peer that was attached has gone: nothing is sent to it any more, and what it sent can still be received. */
    public abstract void detach(Pipe pipe);

    /**
     * A peer can be reached, for the first time or again; what was queued for it is still there, and nobody takes it
     * yet. {@link #state} follows, as it does when a peer was attached.
     */
    public void hiccup(Pipe pipe) {}

    /** A pipe whose connection must be ended, because the pattern has given its peer up; null if there is none. */
    public @Nullable Pipe takeEvicted() {
        return null;
    }

    // ---- the send lock ----

    /**
     * Tells a peer some of what it has to know before anything else.
     *
     * @return whether there may be more
     */
    public boolean state(Pipe pipe) {
        return false;
    }

    /** Sends a message or leaves it. */
    public Offer send(Message message) {
        throw new UnsupportedOperationException("send");
    }

    /** As {@link #send(Message)}, a message of one frame: the remaining bytes of the buffer, which does not change. */
    public Offer send(ByteBuffer frame) {
        return send(Message.of(frame));
    }

    /** The pipe that the last message was written to and that must be flushed; null if there is none or it is done. */
    public @Nullable Pipe written() {
        return null;
    }

    /** Whether a message would be accepted now. */
    public boolean canSend() {
        return false;
    }

    /** Under any lock or none: whether it depends on the message who has to have room for it, so that one may be accepted where another is not. */
    public boolean isAddressed() {
        return false;
    }

    /** A pipe has room again. */
    public void writable(Pipe pipe) {}

    // ---- the receive lock ----

    /** The next message; null if there is none. */
    public @Nullable Message receive() {
        throw new UnsupportedOperationException("receive");
    }

    /**
     * Takes the next message into a buffer, if there is one, it is one frame for which there is room, and the pattern can.
     *
     * @return how many bytes it has, or -1 if nothing was taken and {@link #receive()} is to be asked
     */
    public int receive(ByteBuffer into) {
        return -1;
    }

    /**
     * What {@link #receive()} has just returned was not taken after all.
     *
     * @return whether the pattern takes it back, and returns it again; if not, somebody else must keep it
     */
    public boolean giveBack(Message message) {
        return false;
    }

    /** Whether there is a message. */
    public boolean canReceive() {
        return false;
    }

    /** A pipe has something to read. */
    public void readable(Pipe pipe) {}
}
