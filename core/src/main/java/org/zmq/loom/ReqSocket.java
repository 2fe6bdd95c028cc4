package org.zmq.loom;

import org.zmq.loom.internal.socket.Sockets;

/**
 * A socket that sends a request to its next peer in turn, then receives the reply.
 *
 * <p>The reply is taken from the peer that was asked and from no other. If that peer goes for good before it replies,
 * no reply comes: receive with a timeout, and turn on {@link ZmqOption#REQ_RELAXED} to be able to ask another. A server
 * that is connected to, and comes back at its endpoint, is the same peer, and gets requests that were still queued;
 * with {@link ZmqOption#IMMEDIATE} on it is another.
 *
 * <p>Out of turn, sending and receiving throw {@link ZmqException.WrongState}, unless {@link ZmqOption#REQ_RELAXED} is on. Of several threads
 * that use one REQ, each would get the reply of another: give each thread its own, or use a DEALER.
 *
 * <p>Threading and errors: see {@link ZmqSocket}. Source: RFC 28/REQREP, "The REQ Socket Type".
 */
public sealed interface ReqSocket extends FrameSendingSocket, FrameReceivingSocket permits Sockets.Req {}
