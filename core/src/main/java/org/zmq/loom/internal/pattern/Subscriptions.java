package org.zmq.loom.internal.pattern;

import org.zmq.loom.internal.pattern.TopicTree.Node;
import org.zmq.loom.internal.pipe.Pipe;

/**
 * The topics that a subscriber has asked for, with the number of times each was asked for.
 *
 * <p>Threading: under the send lock; {@link #matches} under the receive lock, so changes need both.
 */
final class Subscriptions extends Interests<Subscriptions.Count> {
    /** What to do about the end of a request for a topic that still is asked for, or never was. */
    enum Repeats {
        /** Publishers need not know. */
        NOT_SENT,
        /** A publisher further on may count. */
        SENT
    }

    /** How often a topic was asked for. */
    static final class Count {
        private int times = 1;
    }

    /** Publishers are told, even if they know already: they, or those further on, may count. */
    void subscribe(byte[] topic) {
        Node<Count> known = wanted().find(topic);
        if (known == null) {
            Node<Count> _ = wanted().put(topic, new Count());
        } else {
            known.value().times++;
        }
        say(topic, pipe -> pipe.subscribe(topic));
    }

    void cancel(byte[] topic, Repeats repeats) {
        Node<Count> known = wanted().find(topic);
        boolean last = known != null && --known.value().times == 0;
        if (known != null && last) {
            wanted().remove(known);
        }
        if (!last && repeats == Repeats.NOT_SENT) {
            return;
        }
        say(topic, pipe -> pipe.cancel(topic));
    }

    @Override
    void ask(Pipe pipe, byte[] topic) {
        pipe.subscribe(topic);
    }

    boolean matches(byte[] bytes, int offset, int length) {
        return wanted().matches(bytes, offset, length);
    }

    int topicsCount() {
        return wanted().size();
    }
}
