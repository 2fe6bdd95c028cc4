package org.zmq.loom.internal.pattern;

import org.zmq.loom.internal.pattern.TopicTree.Node;
import org.zmq.loom.internal.pipe.Pipe;

/**
 * The topics that a subscriber has asked for, with the number of times each was asked for.
 *
 * <p>Threading: under the send lock; {@link #matches} under the receive lock, so changes need both.
 */
final class Subscriptions extends Interests {
    /** What to do about the end of a request for a topic that still is asked for, or never was. */
    enum Repeats {
        /** Publishers need not know. */
        NOT_SENT,
        /** A publisher further on may count. */
        SENT
    }

    /** How often a topic was asked for. */
    private static final class Count {
        private int times = 1;
    }

    private final TopicTree<Count> topics = new TopicTree<>();

    /** Publishers are told, even if they know already: they, or those further on, may count. */
    void subscribe(byte[] topic) {
        Node<Count> known = topics.find(topic);
        if (known == null) {
            Node<Count> _ = topics.put(topic, new Count());
        } else {
            known.value().times++;
        }
        say(pipe -> pipe.subscribe(topic));
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
        say(pipe -> pipe.cancel(topic));
    }

    @Override
    void state(Pipe pipe) {
        topics.forEach((topic, _) -> pipe.subscribe(topic));
    }

    boolean matches(byte[] bytes, int offset, int length) {
        return topics.matches(bytes, offset, length);
    }

    int topicsCount() {
        return topics.size();
    }
}
