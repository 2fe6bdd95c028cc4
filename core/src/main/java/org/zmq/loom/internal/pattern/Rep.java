package org.zmq.loom.internal.pattern;

import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;
import org.zmq.loom.ZmqException;
import org.zmq.loom.internal.pipe.Pipe;

/**
 * Receives a request from the next peer in turn, then sends the reply to that peer.
 *
 * <p>Everything up to the first empty frame of a request is its envelope: it is kept and goes before the reply, so that the reply finds the
 * way back through any number of ROUTERs.
 *
 * <p>Threading: both sides have the same lock.
 *
 * <p>Source: RFC 28/REQREP, "The REP Socket Type".
 */
public final class Rep extends Pattern {
    private final FairQueue received = new FairQueue();

    private boolean owesReply;
    private @Nullable Pipe asker; // null if it has gone
    private @Nullable Pipe written;
    private byte[][] envelope = MessageFrames.NONE;
    private @Nullable Message request; // that was looked at but not taken
    private @Nullable Pipe requestFrom;

    /** Without peers. */
    public Rep() {}

    @Override
    public boolean attach(Pipe pipe) {
        received.add(pipe);
        return true;
    }

    @Override
    public void detach(Pipe pipe) {
        received.ended(pipe);
        asker = asker == pipe ? null : asker;
        requestFrom = requestFrom == pipe ? null : requestFrom;
        written = written == pipe ? null : written;
    }

    // ---- receiving ----

    @Override
    public @Nullable Message receive() {
        if (owesReply) {
            throw new ZmqException.WrongState("a REP sends the reply before it receives the next request");
        }
        Message taken = request == null ? next() : request;
        if (taken == null) {
            return null;
        }
        request = null;
        asker = requestFrom;
        owesReply = true;
        return taken;
    }

    @Override
    public boolean giveBack(Message message) {
        request = message;
        owesReply = false;
        return true;
    }

    /** The next request without its envelope; what has none is dropped. */
    private @Nullable Message next() {
        for (Pipe pipe = received.next(); pipe != null; pipe = received.next()) {
            Message message = pipe.read();
            received.advance();
            int last = message.frameCount() - 1;
            for (int i = 0; i < last; i++) {
                if (MessageFrames.at(message, i).length == 0) {
                    envelope = new byte[i + 1][];
                    for (int j = 0; j <= i; j++) {
                        envelope[j] = MessageFrames.at(message, j);
                    }
                    requestFrom = pipe;
                    return message.without(i + 1);
                }
            }
        }
        return null;
    }

    @Override
    public boolean canReceive() {
        if (!owesReply && request == null) {
            request = next();
        }
        return !owesReply && request != null;
    }

    @Override
    public void readable(Pipe pipe) {
        received.readable(pipe);
    }

    // ---- sending ----

    @Override
    public Offer send(Message message) {
        if (!owesReply) {
            throw new ZmqException.WrongState("a REP receives a request before it sends the reply");
        }
        Pipe to = asker;
        written = null;
        if (to != null && !to.isEnded() && to.canWrite()) {
            to.write(envelope, message, 0);
            written = to;
        }
        owesReply = false;
        asker = null;
        envelope = MessageFrames.NONE;
        return Offer.ACCEPTED;
    }

    @Override
    public @Nullable Pipe written() {
        return written;
    }

    @Override
    public boolean canSend() {
        return owesReply;
    }
}
