package org.zmq.loom;

import org.zmq.loom.internal.socket.Sockets;

/**
 * A socket that sends a request to its next peer in turn, then receives the reply.
 *
 * <p>Out of turn, sending and receiving throw {@link ZmqException.WrongState}, unless {@link ZmqOption#REQ_RELAXED} is on. Of several threads
 * that use one REQ, each would get the reply of another: give each thread its own, or use a DEALER.
 *
 * <p>Threading and errors: see {@link ZmqSocket}. Source: RFC 28/REQREP, "The REQ Socket Type".
 */
public sealed interface ReqSocket extends FrameSendingSocket, FrameReceivingSocket permits Sockets.Req {}
