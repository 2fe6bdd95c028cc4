package org.zmq.loom;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.zmq.loom.internal.socket.Sockets;

/**
 * A PUB that also receives what its peers send: 1 and a topic when the first peer subscribes to it, 0 and a topic when the last one does so no more, and whatever else an XSUB sends.
 *
 * <p>Threading and errors: see {@link ZmqSocket}. Source: RFC 29/PUBSUB, "The XPUB Socket Type".
 */
public sealed interface XPubSocket extends FrameSendingSocket, FrameReceivingSocket permits Sockets.XPub {
    /**
     * With {@link ZmqOption#XPUB_MANUAL}: subscribes the peer whose message was received last. Does nothing if that peer has gone.
     *
     * @param topic the beginning of a message's first frame; empty for everything
     * @throws ZmqStateException if {@link ZmqOption#XPUB_MANUAL} is off
     */
    void subscribe(byte[] topic);

    /**
     * As {@link #subscribe(byte[])}, with a topic of text.
     *
     * @param topic taken as UTF-8
     * @throws ZmqStateException if {@link ZmqOption#XPUB_MANUAL} is off
     */
    default void subscribe(String topic) {
        subscribe(topic.getBytes(UTF_8));
    }

    /**
     * Takes one {@link #subscribe(byte[])} of the peer whose message was received last back.
     *
     * @param topic as it was subscribed to
     * @throws ZmqStateException if {@link ZmqOption#XPUB_MANUAL} is off
     */
    void unsubscribe(byte[] topic);

    /**
     * As {@link #unsubscribe(byte[])}, with a topic of text.
     *
     * @param topic taken as UTF-8
     * @throws ZmqStateException if {@link ZmqOption#XPUB_MANUAL} is off
     */
    default void unsubscribe(String topic) {
        unsubscribe(topic.getBytes(UTF_8));
    }

    /**
     * How many different topics are subscribed to by peers, topics within topics counted by themselves.
     *
     * @return from 0
     */
    int topicsCount();
}
