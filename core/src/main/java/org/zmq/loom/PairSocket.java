package org.zmq.loom;

import org.zmq.loom.internal.socket.Sockets;

/**
 * A socket with one peer at a time.
 *
 * <p>Threading and errors: see {@link ZmqSocket}. Source: RFC 31/EXPAIR.
 */
public sealed interface PairSocket extends FrameSendingSocket, FrameReceivingSocket permits Sockets.Pair {}
