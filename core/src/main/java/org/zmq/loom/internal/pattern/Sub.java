package org.zmq.loom.internal.pattern;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.internal.pipe.Pipe;

/**
 * Receives what begins with one of its topics, and tells its publishers which these are.
 *
 * <p>Threading: topics are changed under both locks, so that neither side sees half a change.
 *
 * <p>Source: RFC 29/PUBSUB, "The SUB Socket Type".
 */
public final class Sub extends Pattern {
    private final Subscriptions subscriptions = new Subscriptions();
    private final FairQueue received = new FairQueue();
    private final Pipe.Filter wanted = this::isWanted;
    private boolean inverted;

    /** Without topics and publishers. */
    public Sub() {}

    @Override
    public void configure(ZmqOptions options) {
        inverted = options.get(ZmqOption.INVERT_MATCHING);
    }

    /** Under both locks: asks for everything that begins with the topic, once more. */
    public void subscribe(byte[] topic) {
        subscriptions.subscribe(topic);
    }

    /** Under both locks: takes one {@link #subscribe} back, if there was one. */
    public void unsubscribe(byte[] topic) {
        subscriptions.cancel(topic, Subscriptions.Repeats.NOT_SENT);
    }

    /** Under either lock: how many topics are asked for. */
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

    private boolean isWanted(byte[] bytes, int offset, int length) {
        return subscriptions.matches(bytes, offset, length) != inverted;
    }

    @Override
    public @Nullable Message receive() {
        Pipe pipe = received.next(wanted);
        if (pipe == null) {
            return null;
        }
        Message message = pipe.read();
        received.advance();
        return message;
    }

    @Override
    public int receive(ByteBuffer into) {
        return received.receive(received.next(wanted), into);
    }

    @Override
    public boolean canReceive() {
        return received.next(wanted) != null;
    }

    @Override
    public void readable(Pipe pipe) {
        received.readable(pipe);
    }
}
