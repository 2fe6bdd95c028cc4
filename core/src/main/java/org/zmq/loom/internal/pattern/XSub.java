package org.zmq.loom.internal.pattern;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
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

    // Under the send lock.
    private boolean onlyFirstCounts;
    private Subscriptions.Repeats ends = Subscriptions.Repeats.NOT_SENT;

    /** Without topics and publishers. */
    public XSub() {}

    @Override
    public void configure(ZmqOptions options) {
        onlyFirstCounts = options.get(ZmqOption.ONLY_FIRST_SUBSCRIBE);
        ends = options.get(ZmqOption.XSUB_VERBOSE_UNSUBSCRIBE)
                ? Subscriptions.Repeats.SENT
                : Subscriptions.Repeats.NOT_SENT;
    }

    /** Under the send lock: how many topics are asked for. */
    public int topicsCount() {
        return subscriptions.topicsCount();
    }

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
        subscriptions.restart(pipe);
    }

    @Override
    public boolean state(Pipe pipe) {
        return subscriptions.state(pipe);
    }

    // ---- sending ----

    @Override
    public Offer send(Message message) {
        if (MessageFrames.isPlain(message, onlyFirstCounts)) {
            sendToAll(message);
            return Offer.ACCEPTED;
        }
        int frames = message.frameCount();
        int others = 0;
        for (int i = 0; i < frames; i++) {
            byte[] frame = MessageFrames.at(message, i);
            if (MessageFrames.subscribes(frame)) {
                subscriptions.subscribe(topic(frame));
            } else if (MessageFrames.cancels(frame)) {
                subscriptions.cancel(topic(frame), ends);
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
