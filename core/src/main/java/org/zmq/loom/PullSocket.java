package org.zmq.loom;

import org.zmq.loom.internal.socket.Sockets;

/**
 * A socket that receives from its peers in turn.
 *
 * <p>Threading and errors: see {@link ZmqSocket}. Source: RFC 30/PIPELINE.
 */
public sealed interface PullSocket extends FrameReceivingSocket permits Sockets.Pull {}
