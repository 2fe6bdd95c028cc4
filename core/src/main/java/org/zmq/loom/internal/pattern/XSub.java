package org.zmq.loom.internal.pattern;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;
import org.zmq.loom.internal.pipe.Pipe;
import org.zmq.loom.internal.pipe.PipeList;

/**
 * A subscriber whose subscriptions are messages: a frame that begins with 1 asks for what begins with the rest of it, one that begins with 0
 * takes that back, and anything else goes to all publishers as it is. Receives whatever they send.
 *
 * <p>Source: RFC 29/PUBSUB, "The XSUB Socket Type"; zmq_socket(3).
 */
public final class XSub extends Pattern {
    private final Subscriptions subscriptions = new Subscriptions();
    private final FairQueue received = new FairQueue();

    /** Without topics and publishers. */
    public XSub() {}

    @Override
    public boolean attach(Pipe pipe) {
        received.add(pipe);
        subscriptions.attach(pipe);
        return true;
    }

    @Override
    public void detach(Pipe pipe) {
        received.ended(pipe);
        subscriptions.detach(pipe);
    }

    @Override
    public void hiccup(Pipe pipe) {
        pipe.restate(subscriptions::state);
    }

    // ---- sending ----

    @Override
    public Offer send(Message message) {
        int frames = message.frameCount();
        int others = 0;
        for (int i = 0; i < frames; i++) {
            byte[] frame = MessageFrames.at(message, i);
            if (frame.length > 0 && frame[0] == 1) {
                subscriptions.subscribe(topic(frame), Subscriptions.Repeats.SENT);
            } else if (frame.length > 0 && frame[0] == 0) {
                subscriptions.cancel(topic(frame));
            } else {
                others++;
            }
        }
        if (others > 0) {
            sendToAll(others == frames ? message : MessageFrames.withoutSubscriptions(message, others));
        }
        return Offer.ACCEPTED;
    }

    private static byte[] topic(byte[] frame) {
        return Arrays.copyOfRange(frame, 1, frame.length);
    }

    private void sendToAll(Message message) {
        PipeList.Sending publishers = subscriptions.publishers();
        for (int i = 0; i < publishers.size(); i++) {
            Pipe pipe = publishers.at(i);
            if (pipe.canWrite()) {
                pipe.write(message);
                pipe.flushNow();
            }
        }
    }

    @Override
    public boolean canSend() {
        return true;
    }

    // ---- receiving ----

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
