package org.zmq.loom;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.zmq.loom.internal.socket.Sockets;

/**
 * A socket that receives from its publishers what begins with one of its topics.
 *
 * <p>Threading and errors: see {@link ZmqSocket}. Source: RFC 29/PUBSUB, "The SUB Socket Type".
 */
public sealed interface SubSocket extends FrameReceivingSocket permits Sockets.Sub {
    /**
     * Asks for everything that begins with the topic. The same topic may be asked for several times, and must then be taken back as often.
     *
     * @param topic the beginning of a message's first frame; empty for everything
     */
    void subscribe(byte[] topic);

    /**
     * As {@link #subscribe(byte[])}, with a topic of text.
     *
     * @param topic taken as UTF-8
     */
    default void subscribe(String topic) {
        subscribe(topic.getBytes(UTF_8));
    }

    /**
     * Takes one {@link #subscribe(byte[])} back. A topic that was not asked for is ignored.
     *
     * @param topic as it was subscribed to
     */
    void unsubscribe(byte[] topic);

    /**
     * As {@link #unsubscribe(byte[])}, with a topic of text.
     *
     * @param topic taken as UTF-8
     */
    default void unsubscribe(String topic) {
        unsubscribe(topic.getBytes(UTF_8));
    }

    /**
     * How many different topics are subscribed to, topics within topics counted by themselves.
     *
     * @return from 0
     */
    int topicsCount();
}
