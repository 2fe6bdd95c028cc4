package org.zmq.loom;

import org.zmq.loom.internal.socket.Sockets;

/**
 * A socket that sends to its peers in turn, and waits while none can take a message.
 *
 * <p>The turns are in the order in which peers were connected or accepted. A peer that is accepted takes its place
 * there when its handshake is done.
 *
 * <p>Threading and errors: see {@link ZmqSocket}. Source: RFC 30/PIPELINE.
 */
public sealed interface PushSocket extends FrameSendingSocket permits Sockets.Push {}
