package org.zmq.loom;

/**
 * A socket that receives what it has subscribed to, and subscribes by messages: 1 and a topic subscribes, 0 and a topic takes that back.
 *
 * <p>Threading and errors: see {@link ZmqSocket}. Source: RFC 29/PUBSUB, "The XSUB Socket Type".
 */
public interface XSubSocket extends SendingSocket, ReceivingSocket {
    /**
     * How many different topics are subscribed to, topics within topics counted by themselves.
     *
     * @return from 0
     */
    int topicsCount();
}
