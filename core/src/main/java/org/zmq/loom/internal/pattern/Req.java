package org.zmq.loom.internal.pattern;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.internal.pipe.Pipe;

/**
 * Sends a request to the next peer in turn, then receives the reply of that peer and no other.
 *
 * <p>A peer is a pipe: one that is connected anew by the same endpoint is the same peer, one that has gone and comes
 * back is another. If the peer that was asked goes without a reply there will be none, and only ZMQ_REQ_RELAXED lets
 * the user ask again.
 *
 * <p>On the wire a request is an empty frame and the user's frames, with a number before them if requests are correlated.
 *
 * <p>Threading: both sides have the same lock.
 *
 * <p>Source: RFC 28/REQREP, "The REQ Socket Type"; zmq_setsockopt(3), ZMQ_REQ_RELAXED and ZMQ_REQ_CORRELATE.
 */
public final class Req extends Pattern {
    private static final int MAX_FORGOTTEN = 10_000;

    private final RoundRobin peers = new RoundRobin();
    private final FairQueue received = new FairQueue();
    private boolean relaxed;
    private boolean correlated;
    private boolean probes;

    private boolean awaitsReply;
    private @Nullable Pipe asked; // also when that peer has gone: nobody else replies in its place
    private byte[][] head = {MessageFrames.EMPTY};
    private int number = ThreadLocalRandom.current().nextInt();
    private @Nullable Message reply; // that was looked at but not taken

    /** Without peers. */
    public Req() {}

    @Override
    public void configure(ZmqOptions options) {
        relaxed = options.get(ZmqOption.REQ_RELAXED);
        correlated = options.get(ZmqOption.REQ_CORRELATE);
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

    // ---- sending ----

    @Override
    public Offer send(Message message) {
        if (awaitsReply && !relaxed) {
            throw new ZmqException.WrongState(
                    "a REQ receives the reply before it sends the next request (or set ZMQ_REQ_RELAXED)");
        }
        Pipe pipe = peers.next();
        if (pipe == null) {
            return Offer.FULL;
        }
        forgetReplies();
        if (correlated) {
            number++;
            head = new byte[][] {
                ByteBuffer.allocate(4)
                        .order(ByteOrder.nativeOrder())
                        .putInt(number)
                        .array(),
                MessageFrames.EMPTY
            };
        } else {
            head = new byte[][] {MessageFrames.EMPTY};
        }
        pipe.write(head, message, 0);
        peers.advance(pipe);
        asked = pipe;
        awaitsReply = true;
        return Offer.ACCEPTED;
    }

    /** What is here already answers no question that is still asked. A peer that goes on sending does not keep us here. */
    private void forgetReplies() {
        reply = null;
        for (int i = 0; i < MAX_FORGOTTEN; i++) {
            Pipe pipe = received.next();
            if (pipe == null) {
                return;
            }
            pipe.skip();
            received.advance();
        }
    }

    @Override
    public @Nullable Pipe written() {
        return asked;
    }

    @Override
    public boolean canSend() {
        return (!awaitsReply || relaxed) && peers.next() != null;
    }

    @Override
    public void writable(Pipe pipe) {
        peers.activate(pipe);
    }

    // ---- receiving ----

    @Override
    public @Nullable Message receive() {
        if (!awaitsReply) {
            throw new ZmqException.WrongState("a REQ sends a request before it receives the reply");
        }
        Message taken = reply == null ? next() : reply;
        if (taken != null) {
            reply = null;
            awaitsReply = false;
        }
        return taken;
    }

    @Override
    public boolean giveBack(Message message) {
        reply = message;
        awaitsReply = true;
        return true;
    }

    /** The reply, if it is here; everything that is not the reply is dropped. */
    private @Nullable Message next() {
        for (Pipe pipe = received.next(); pipe != null; pipe = received.next()) {
            Message message = pipe.read();
            received.advance();
            int body = head.length;
            if (asked == pipe && isReply(message, body)) {
                return message.without(body);
            }
        }
        return null;
    }

    private boolean isReply(Message message, int body) {
        if (message.frameCount() <= body) {
            return false;
        }
        for (int i = 0; i < body; i++) {
            if (!Arrays.equals(MessageFrames.at(message, i), head[i])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean canReceive() {
        if (awaitsReply && reply == null) {
            reply = next();
        }
        return awaitsReply && reply != null;
    }

    @Override
    public void readable(Pipe pipe) {
        received.readable(pipe);
    }
}
