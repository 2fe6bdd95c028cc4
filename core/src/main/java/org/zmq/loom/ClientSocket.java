package org.zmq.loom;

import org.zmq.loom.internal.socket.Sockets;

/**
 * A socket that talks to servers: sends to them in turn, waits while none can take a message, and receives from all of them fairly.
 *
 * <p>Messages have one frame: others are refused with an {@link ZmqArgumentException} when they are to be sent, and
 * dropped when they come.
 *
 * <p>Threading and errors: see {@link ZmqSocket}. Source: RFC 41/CLISRV, "The CLIENT Socket Type".
 */
public sealed interface ClientSocket extends FrameSendingSocket, FrameReceivingSocket permits Sockets.Client {}
