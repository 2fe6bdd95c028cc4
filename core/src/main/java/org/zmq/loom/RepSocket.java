package org.zmq.loom;

import org.zmq.loom.internal.socket.Sockets;

/**
 * A socket that receives a request, then sends the reply to whoever asked.
 *
 * <p>Out of turn, sending and receiving throw {@link ZmqException.WrongState}. To serve several requests at the same time use a ROUTER and
 * {@link Message#reply(Message)}.
 *
 * <p>Threading and errors: see {@link ZmqSocket}. Source: RFC 28/REQREP, "The REP Socket Type".
 */
public sealed interface RepSocket extends FrameSendingSocket, FrameReceivingSocket permits Sockets.Rep {}
