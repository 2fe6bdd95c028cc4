package org.zmq.loom;

import org.zmq.loom.internal.socket.Sockets;

/**
 * A socket that sends each message to all peers that have subscribed to its beginning, and drops it for those that cannot take it.
 *
 * <p>Threading and errors: see {@link ZmqSocket}. Source: RFC 29/PUBSUB, "The PUB Socket Type".
 */
public sealed interface PubSocket extends FrameSendingSocket permits Sockets.Pub {
    /**
     * How many different topics are subscribed to by peers, topics within topics counted by themselves.
     *
     * @return from 0
     */
    int topicsCount();
}
