package org.zmq.loom;

import org.zmq.loom.internal.socket.Sockets;

/**
 * A socket that receives from its scatterers in turn.
 *
 * <p>Messages have one frame: others are dropped when they come.
 *
 * <p>Threading and errors: see {@link ZmqSocket}. Source: RFC 49/SCATTERGATHER, "The GATHER Socket Type".
 */
public sealed interface GatherSocket extends FrameReceivingSocket permits Sockets.Gather {}
