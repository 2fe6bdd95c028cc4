package org.zmq.loom;

import org.zmq.loom.internal.socket.Sockets;

/**
 * A socket that receives what it has subscribed to, and subscribes by messages: 1 and a topic subscribes, 0 and a topic takes that back.
 *
 * <p>Threading and errors: see {@link ZmqSocket}. Source: RFC 29/PUBSUB, "The XSUB Socket Type".
 */
public sealed interface XSubSocket extends FrameSendingSocket, FrameReceivingSocket permits Sockets.XSub {
    /**
     * How many different topics are subscribed to, topics within topics counted by themselves.
     *
     * @return from 0
     */
    int topicsCount();
}
