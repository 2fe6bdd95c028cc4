package org.zmq.loom;

/**
 * A socket that sends each message to all peers that have subscribed to its beginning, and drops it for those that cannot take it.
 *
 * <p>Threading and errors: see {@link ZmqSocket}. Source: RFC 29/PUBSUB, "The PUB Socket Type".
 */
public interface PubSocket extends SendingSocket {
    /**
     * How many different topics are subscribed to by peers, topics within topics counted by themselves.
     *
     * @return from 0
     */
    int topicsCount();
}
