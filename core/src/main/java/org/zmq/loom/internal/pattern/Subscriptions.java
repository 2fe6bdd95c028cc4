package org.zmq.loom.internal.pattern;

import java.util.function.Consumer;
import org.zmq.loom.internal.pattern.TopicTree.Node;
import org.zmq.loom.internal.pipe.Pipe;
import org.zmq.loom.internal.pipe.PipeList;

/**
 * What a subscriber has asked its publishers for: topics with the number of times each was asked for, and the pipes on which all of this was
 * said.
 *
 * <p>Threading: under the send lock; {@link #matches} under the receive lock, so changes need both.
 */
final class Subscriptions {
    /** What to do about a topic that was asked for before, and still is, or about the end of one that was not. */
    enum Repeats {
        /** Publishers know already. */
        NOT_SENT,
        /** A publisher further on may count. */
        SENT
    }

    /** How often a topic was asked for. */
    private static final class Count {
        private int times = 1;
    }

    private final TopicTree<Count> topics = new TopicTree<>();
    private final PipeList.Sending publishers = new PipeList.Sending();

    void subscribe(byte[] topic, Repeats repeats) {
        Node<Count> known = topics.find(topic);
        if (known == null) {
            Node<Count> _ = topics.put(topic, new Count());
        } else {
            known.value().times++;
        }
        if (known == null || repeats == Repeats.SENT) {
            for (int i = 0; i < publishers.size(); i++) {
                say(publishers.at(i), pipe -> pipe.subscribe(topic));
            }
        }
    }

    void cancel(byte[] topic, Repeats repeats) {
        Node<Count> known = topics.find(topic);
        boolean last = known != null && --known.value().times == 0;
        if (known != null && last) {
            topics.remove(known);
        }
        if (!last && repeats == Repeats.NOT_SENT) {
            return;
        }
        for (int i = 0; i < publishers.size(); i++) {
            say(publishers.at(i), pipe -> pipe.cancel(topic));
        }
    }

    /** A publisher that cannot be reached for long is not told of every change, but of what holds. */
    private void say(Pipe pipe, Consumer<Pipe> change) {
        if (pipe.canRestate()) {
            pipe.restate(this::state);
        } else {
            change.accept(pipe);
            pipe.flushNow();
        }
    }

    void attach(Pipe pipe) {
        publishers.add(pipe);
        state(pipe);
        pipe.flushNow();
    }

    void detach(Pipe pipe) {
        publishers.remove(pipe);
    }

    /** Says everything that is asked for. */
    void state(Pipe pipe) {
        topics.forEach((topic, _) -> pipe.subscribe(topic));
    }

    boolean matches(byte[] bytes, int offset, int length) {
        return topics.matches(bytes, offset, length);
    }

    int topicsCount() {
        return topics.size();
    }

    PipeList.Sending publishers() {
        return publishers;
    }
}
